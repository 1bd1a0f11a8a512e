//! The reasons providers give, by code and by phrase.
//!
//! Codes and wording come from official SDKs and specifications and from answers quoted in public
//! issues; those met so far are recorded under `tests/providers/answers`, and their siblings of the
//! same published lists stand beside them. All in lower case.

use super::body::Words;
use crate::catalog::{Dialect, Provider};

/// What a body gives as the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The key itself is wrong, revoked, expired, disabled or leaked.
    Credential,
    /// The answer says that no key came.
    Missing,
    /// The key lacks a scope that is named.
    Scope,
    /// The account has no credit left.
    Credit,
    /// Something that is neither the key nor the account's money.
    Elsewhere,
    /// Too many requests.
    Rate,
    /// The provider is overloaded.
    Overload,
}

/// The reason a body gives, the most telling first.
pub(super) fn find(provider: &Provider, words: &Words) -> Option<Reason> {
    // Google words its rate limits as OpenAI words an empty purse.
    let quota = provider.dialect == Dialect::OpenAi && words.says(&["exceeded your current quota"]);
    // NVIDIA hides a model from an account whose key it knows.
    let gated = provider.id == "nvidia_nim" && words.says(&["not found for account"]);
    if gated || words.has_code(&SCOPE_CODES) || words.says(&SCOPE_PHRASES) {
        Some(Reason::Scope)
    } else if quota || words.has_code(&CREDIT_CODES) || words.says(&CREDIT_PHRASES) {
        Some(Reason::Credit)
    } else if words.says(&MISSING_PHRASES) {
        Some(Reason::Missing)
    } else if words.has_code(&ELSEWHERE_CODES) {
        Some(Reason::Elsewhere)
    } else if words.has_code(&CREDENTIAL_CODES) || words.says(&CREDENTIAL_PHRASES) {
        Some(Reason::Credential)
    } else if words.says(&ELSEWHERE_PHRASES) {
        Some(Reason::Elsewhere)
    } else if words.has_code(&RATE_CODES) || words.says(&RATE_PHRASES) {
        Some(Reason::Rate)
    } else if words.has_code(&OVERLOAD_CODES) {
        Some(Reason::Overload)
    } else {
        None
    }
}

const SCOPE_CODES: [&str; 1] = ["missing_permissions"];
const SCOPE_PHRASES: [&str; 1] = ["missing scopes"];

/// What endpoints say to a request without a key. `OpenRouter`'s "No cookie auth credentials found" is
/// missing on purpose: it also answers keys of another make.
const MISSING_PHRASES: [&str; 9] = [
    "missing api key",
    "no api key supplied",
    "no api key provided",
    "you didn't provide an api key",
    "missing authentication header",
    "no auth credentials found",
    "no authorization header",
    "did not pass an authentication token",
    "authentication fails (governor)",
];

const CREDIT_CODES: [&str; 6] = [
    "insufficient_quota",
    "billing_error",
    "billing_hard_limit_reached",
    "insufficient_balance",
    "insufficient_credits",
    "exceeded_current_quota_error",
];
const CREDIT_PHRASES: [&str; 7] = [
    "credit balance is too low",
    "insufficient balance",
    "insufficient credits",
    "doesn't have any credits",
    "billing hard limit has been reached",
    "余额不足",
    "已欠费",
];

const CREDENTIAL_CODES: [&str; 8] = [
    "api_key_invalid",
    "invalid_api_key",
    "invalidapikey",
    "account_deactivated",
    "authentication_error",
    "invalid_authentication_error",
    "access_token_type_unsupported",
    "wrong_api_key",
];
const CREDENTIAL_PHRASES: [&str; 15] = [
    "incorrect api key provided",
    "invalid api key",
    "invalid api token",
    "invalid x-api-key",
    "invalid bearer token",
    "invalid subscription key",
    "api key not valid",
    "api key not found",
    "api key expired",
    "api key has expired",
    "api key has been revoked",
    "key was reported as leaked",
    "无效的令牌",
    "无效的api",
    "令牌已过期",
];

const ELSEWHERE_CODES: [&str; 16] = [
    "key_model_access_denied",
    "unsupported_country_region_territory",
    "organization_restricted",
    "mismatched_organization",
    "mismatched_project",
    "ip_not_authorized",
    "insufficient_permissions",
    "permission_error",
    "failed_precondition",
    "service_disabled",
    "consumer_suspended",
    "api_key_service_blocked",
    "api_key_http_referrer_blocked",
    "api_key_ip_address_blocked",
    "api_key_android_app_blocked",
    "api_key_ios_app_blocked",
];
const ELSEWHERE_PHRASES: [&str; 13] = [
    "user location is not supported",
    "country, region, or territory not supported",
    "you have been blocked",
    "attention required!",
    "request not allowed",
    "insufficient permissions",
    "does not have permission",
    "not accessible by integration",
    "must be a member of an organization",
    "organization has been restricted",
    "organization has been disabled",
    "ip not authorized",
    "ip allowlist",
];

const RATE_CODES: [&str; 4] = [
    "rate_limit_exceeded",
    "rate_limit_error",
    "resource_exhausted",
    "too_many_requests",
];
const RATE_PHRASES: [&str; 4] = [
    "rate limit reached",
    "rate limit exceeded",
    "too many requests",
    "请求过于频繁",
];

const OVERLOAD_CODES: [&str; 3] = ["overloaded_error", "timeout_error", "unavailable"];

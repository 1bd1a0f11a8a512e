//! A credential as the window shows it, and what the window asks to store.

use keystow::{AccountFacts, Amount, Credential, CredentialChange, NewCredential};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{LendPolicy, PastedText, Status, Verdict, time};
use crate::error::CommandError;

/// What is known about one stored key; never the key.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CredentialView {
    profile: String,
    provider: String,
    name: String,
    label: Option<String>,
    note: Option<String>,
    key_set: bool,
    checking: bool,
    status: Status,
    verdict: Option<Verdict>,
    message: Option<String>,
    http_status: Option<u16>,
    models: u32,
    checked_at: Option<String>,
    latency_ms: Option<u32>,
    /// When the provider wants to be asked again.
    retry_at: Option<String>,
    last_definite: Option<LastDefiniteView>,
    base_url: Option<String>,
    region: Option<String>,
    organization: Option<String>,
    project: Option<String>,
    /// The request that the verdict was found from: method and address.
    request: Option<String>,
    account: Option<AccountView>,
    host: String,
    hint: Option<String>,
    renew_by: Option<String>,
    /// Whether the provider told the date, and not the owner.
    renew_told: bool,
    /// To which programs the key may be lent.
    lend_policy: LendPolicy,
    last_used_at: Option<String>,
    created_at: String,
    updated_at: String,
}

/// What the provider told of the account, and when.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccountView {
    label: Option<String>,
    plan: Option<String>,
    balance: Vec<AmountView>,
    limit: Option<AmountView>,
    remaining: Option<AmountView>,
    used: Option<AmountView>,
    expires_at: Option<String>,
    resets_at: Option<String>,
    at: String,
}

/// A figure and what it counts: a currency, or `characters`.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AmountView {
    value: String,
    unit: String,
}

impl From<AccountFacts> for AccountView {
    fn from(AccountFacts { facts, at }: AccountFacts) -> Self {
        let amount = |amount: Amount| AmountView {
            value: amount.value,
            unit: amount.unit,
        };
        Self {
            label: facts.label,
            plan: facts.plan,
            balance: facts.balance.into_iter().map(amount).collect(),
            limit: facts.limit.map(amount),
            remaining: facts.remaining.map(amount),
            used: facts.used.map(amount),
            expires_at: facts.expires_at,
            resets_at: facts.resets_at,
            at: time(at),
        }
    }
}

/// The latest check that could tell.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LastDefiniteView {
    status: Status,
    verdict: Verdict,
    at: String,
}

impl From<Credential> for CredentialView {
    fn from(credential: Credential) -> Self {
        Self {
            profile: credential.profile,
            provider: credential.provider,
            name: credential.name,
            label: credential.label,
            note: credential.note,
            key_set: credential.key_set,
            checking: credential.checking,
            status: credential.status.into(),
            verdict: credential.verdict.map(Into::into),
            message: credential.message,
            http_status: credential.http_status,
            models: credential.models,
            checked_at: credential.checked_at.map(time),
            latency_ms: credential.latency_ms,
            retry_at: credential.retry_at.map(time),
            last_definite: credential.last_definite.map(|last| LastDefiniteView {
                status: last.status.into(),
                verdict: last.verdict.into(),
                at: time(last.at),
            }),
            base_url: credential.base_url,
            region: credential.region,
            organization: credential.organization,
            project: credential.project,
            request: credential.request,
            account: credential.account.map(Into::into),
            host: credential.host,
            hint: credential.hint,
            renew_by: credential.renew_by,
            renew_told: credential.renew_told,
            lend_policy: credential.lend_policy.into(),
            last_used_at: credential.last_used_at.map(time),
            created_at: time(credential.created_at),
            updated_at: time(credential.updated_at),
        }
    }
}

/// A new key to store.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreateCredentialRequest {
    /// Whose key; the default profile's if absent.
    pub profile: Option<String>,
    provider: String,
    /// Absent where a server on this computer needs none.
    key: Option<PastedText>,
    base_url: Option<String>,
    region: Option<String>,
    organization: Option<String>,
    project: Option<String>,
    label: Option<String>,
    note: Option<String>,
}

impl TryFrom<CreateCredentialRequest> for NewCredential {
    type Error = CommandError;

    fn try_from(request: CreateCredentialRequest) -> Result<Self, CommandError> {
        Ok(Self {
            provider: request.provider,
            key: request.key.map(|text| text.key()).transpose()?,
            base_url: request.base_url,
            region: request.region,
            organization: request.organization,
            project: request.project,
            renew_by: None,
            label: request.label,
            note: request.note,
            lend_policy: keystow::LendPolicy::Allow,
            check: true,
        })
    }
}

/// A change of a stored credential.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCredentialRequest {
    /// Whose key; the default profile's if absent.
    pub profile: Option<String>,
    /// The provider whose credential changes.
    pub provider: String,
    key: Option<PastedText>,
    base_url: FieldChange,
    region: Option<String>,
    #[serde(default)]
    organization: FieldChange,
    #[serde(default)]
    project: FieldChange,
    #[serde(default)]
    renew_by: FieldChange,
    label: FieldChange,
    #[serde(default)]
    note: FieldChange,
    /// To which programs the key may be lent; absent where that stays.
    #[serde(default)]
    lend_policy: Option<LendPolicy>,
    /// Whether the new key is checked first, and the old one stays unless it works.
    #[serde(default)]
    keep_old_until_valid: bool,
}

impl UpdateCredentialRequest {
    /// Whether a new key came that is to be checked first.
    pub(crate) fn proves_its_key(&self) -> bool {
        self.keep_old_until_valid && self.key.is_some()
    }
}

impl TryFrom<UpdateCredentialRequest> for CredentialChange {
    type Error = CommandError;

    fn try_from(request: UpdateCredentialRequest) -> Result<Self, CommandError> {
        Ok(Self {
            key: request.key.map(|text| text.key()).transpose()?,
            base_url: request.base_url.into(),
            region: request.region,
            organization: request.organization.into(),
            project: request.project.into(),
            renew_by: request.renew_by.into(),
            label: request.label.into(),
            note: request.note.into(),
            lend_policy: request.lend_policy.map(Into::into),
            check: true,
        })
    }
}

/// What becomes of a field that may be empty.
#[derive(Debug, Default, Deserialize, Type)]
#[serde(tag = "change", rename_all = "camelCase")]
pub enum FieldChange {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes empty.
    Clear,
    /// It gets this value.
    Set {
        /// The new value.
        value: String,
    },
}

impl From<FieldChange> for Option<Option<String>> {
    fn from(change: FieldChange) -> Self {
        match change {
            FieldChange::Keep => None,
            FieldChange::Clear => Some(None),
            FieldChange::Set { value } => Some(Some(value)),
        }
    }
}

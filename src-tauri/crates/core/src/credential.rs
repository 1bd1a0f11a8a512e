//! What is told of a credential: everything but its key.

use jiff::Timestamp;
use keystow_providers::catalog::{self, CUSTOM};
use keystow_providers::{Account, Dialect, Provider, Status, Verdict};
use keystow_vault::{ApiKey, StoredCredential};
use serde::Serialize;

use crate::handle::Keystow;
use crate::place::Place;
use crate::policy::LendPolicy;

/// A credential without its key. Serialises as the command line's JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Credential {
    /// The profile's name.
    pub profile: String,
    /// The provider's id.
    pub provider: String,
    /// The provider's name.
    pub name: String,
    /// The owner's name for it.
    pub label: Option<String>,
    /// Whether a key is stored.
    pub key_set: bool,
    /// What the latest check found; `unchecked` before the first.
    pub status: Status,
    /// The reason behind the status.
    pub verdict: Option<Verdict>,
    /// The provider's words, redacted.
    pub message: Option<String>,
    /// The HTTP status of the latest check's answer.
    pub http_status: Option<u16>,
    /// How many models the key opens.
    pub models: u32,
    /// When the latest check ended.
    pub checked_at: Option<Timestamp>,
    /// The last check that was valid or invalid.
    pub last_definite: Option<LastDefinite>,
    /// The base URL, where it is not the provider's own.
    pub base_url: Option<String>,
    /// The region that the key belongs to, where the provider has several.
    pub region: Option<String>,
    /// The organisation that requests are for.
    pub organization: Option<String>,
    /// The project that requests are for.
    pub project: Option<String>,
    /// The request that the latest verdict was found from: method and address, no secret.
    pub request: Option<String>,
    /// What the provider told of the account, and when.
    pub account: Option<AccountFacts>,
    /// The masked key; `None` until the vault is open.
    pub hint: Option<String>,
    /// The date for a new key.
    pub renew_by: Option<String>,
    /// Whether the provider told that date, and not the owner.
    #[serde(skip)]
    pub renew_told: bool,
    /// When the key was last lent.
    pub last_used_at: Option<Timestamp>,
    /// When the credential was made.
    pub created_at: Timestamp,
    /// When the owner last changed it.
    pub updated_at: Timestamp,
    /// To which programs it may be lent.
    pub lend_policy: LendPolicy,
    /// The owner's note.
    pub note: Option<String>,
    /// How long the latest check took.
    #[serde(skip)]
    pub latency_ms: Option<u32>,
    /// When the provider wants to be asked again, where it said so.
    #[serde(skip)]
    pub retry_at: Option<Timestamp>,
    /// Whether a check runs now, in this process.
    #[serde(skip)]
    pub checking: bool,
    /// The host that the key is sent to.
    #[serde(skip)]
    pub host: String,
}

/// What a provider told of an account, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountFacts {
    /// The facts.
    #[serde(flatten)]
    pub facts: Account,
    /// When they were told.
    pub at: Timestamp,
}

/// The last check that was valid or invalid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastDefinite {
    /// `valid` or `invalid`.
    pub status: Status,
    /// The reason behind it.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
}

impl Keystow {
    /// The view of a stored credential. Opens nothing: the hint is there where the vault is open.
    pub(crate) fn view(&self, stored: &StoredCredential) -> Credential {
        let known = catalog::find(&stored.provider).or_else(|| stand_in(&stored.provider));
        Credential {
            profile: stored.profile.clone(),
            provider: stored.provider.clone(),
            name: known.map_or_else(|| stored.provider.clone(), |known| known.name.to_owned()),
            label: stored.label.clone(),
            key_set: stored.key_set(),
            status: stored.status.parse().unwrap_or(Status::Unchecked),
            verdict: stored.verdict.as_deref().and_then(|word| word.parse().ok()),
            message: stored.message.clone(),
            http_status: stored.http_status,
            models: stored.models,
            checked_at: stored.checked_at,
            last_definite: stored.last_definite.as_ref().and_then(|last| {
                Some(LastDefinite {
                    status: last.status.parse().ok()?,
                    verdict: last.verdict.parse().ok()?,
                    at: last.at,
                })
            }),
            base_url: stored.base_url.clone(),
            region: stored.region.clone(),
            organization: stored.organization.clone(),
            project: stored.project.clone(),
            request: stored.request.clone(),
            account: stored.account.as_deref().and_then(|text| {
                Some(AccountFacts {
                    facts: serde_json::from_str(text).ok()?,
                    at: stored.account_at?,
                })
            }),
            hint: self.vault().hint(stored),
            renew_by: stored.renew_by.clone(),
            renew_told: stored.renew_told,
            last_used_at: stored.last_used_at,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            lend_policy: LendPolicy::of(stored),
            note: stored.note.clone(),
            latency_ms: stored.latency_ms,
            retry_at: stored.retry_at,
            checking: self.is_checking(&stored.provider),
            host: known
                .and_then(|known| Place::stored(known, stored))
                .map(|place| place.host())
                .unwrap_or_default(),
        }
    }
}

/// An endpoint of the owner's own, as far as its name and host go.
fn stand_in(provider: &str) -> Option<&'static Provider> {
    let slug = provider.strip_prefix(CUSTOM)?;
    catalog::is_slug(slug).then(|| {
        catalog::custom(&catalog::Endpoint {
            slug,
            dialect: Dialect::OpenAi,
            models_path: None,
            key_optional: false,
        })
    })
}

/// A key with its masked hint.
pub(crate) fn with_hint(provider: &Provider, key: ApiKey) -> (ApiKey, String) {
    let hint = hint_of(provider, &key);
    (key, hint)
}

/// Masks a key: its public prefix and at most four last characters, and only for keys of 20 and more.
pub(crate) fn hint_of(provider: &Provider, key: &ApiKey) -> String {
    // EXPOSE: to the masked hint, which is sealed like the key.
    let text = key.expose();
    if text.len() < 20 {
        "…".to_owned()
    } else {
        format!(
            "{}…{}",
            provider.public_prefix(text),
            &text[text.len() - 4..]
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_shows_the_public_prefix_and_four_characters_of_a_long_key_only() {
        let groq = catalog::find("groq").expect("groq is known");
        let hint = |text: &str| with_hint(groq, ApiKey::parse(text).expect("a key")).1;
        assert_eq!(hint("gsk_fakefakefakefake1234"), "gsk_…1234");
        assert_eq!(hint("otherfakefakefakefake1234"), "…1234");
        assert_eq!(hint("gsk_fakefakefakefak"), "…");
    }
}

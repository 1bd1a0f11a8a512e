//! Replacing a key with proof: the new one is checked first, and takes the old one's place only when it
//! works. Until then, and in every other case, the old one stays.

use keystow_providers::{KeyText, Status, Verdict};

use crate::checks::record;
use crate::credential::Credential;
use crate::credentials::{CredentialChange, check_label};
use crate::error::Error;
use crate::handle::Keystow;
use crate::place::{Place, account_id, renew_by};

/// What became of a replacement.
#[derive(Debug)]
pub struct Proved {
    /// Whether the new key took the old one's place.
    pub replaced: bool,
    /// What the check of the new key found.
    pub verdict: Verdict,
    /// The provider's words about the new key, redacted.
    pub message: Option<String>,
    /// The credential as it stands now: with the new key, or as it was.
    pub credential: Credential,
}

impl Keystow {
    /// Checks the new key of a change, and makes the change only when it works.
    ///
    /// # Errors
    /// As [`Keystow::update`]; [`Error::NoKey`] where the change brings no key. Nothing is changed then.
    pub async fn update_with_proof(
        &self,
        provider: &str,
        change: CredentialChange,
    ) -> Result<Proved, Error> {
        let provider = self.known_provider(provider).await?;
        let stored = self.stored(provider).await?;
        // Faults of the input are found before the key goes anywhere.
        check_label(change.label.clone().flatten())?;
        renew_by(change.renew_by.as_ref().and_then(Option::as_deref))?;
        let key = change.key.as_ref().ok_or_else(|| self.no_key(provider))?;
        let place = if let Some(chosen) = change.place(provider)? {
            chosen
        } else {
            // The file alone says where this goes: the old key's seal proves it first.
            self.vault()
                .lend(self.profile_name(), provider.id, self.prompt())
                .await
                .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
            Place::stored(provider, &stored)
                .filter(|place| place.is_sealed_for(&stored))
                .ok_or_else(|| Error::UnprovedBaseUrl {
                    profile: self.profile_name().to_owned(),
                    provider: provider.id.to_owned(),
                })?
        };
        let mut target = place.target();
        let named = |given: &Option<Option<String>>, stored: &Option<String>| {
            let id = given.clone().unwrap_or_else(|| stored.clone());
            account_id(provider, id)
        };
        let organization = named(&change.organization, &stored.organization)?;
        let project = named(&change.project, &stored.project)?;
        target.organization = organization.as_deref();
        target.project = project.as_deref();
        let headers = self.gateway_headers(provider, &target.origin()).await?;
        let headers = headers.lent();
        target.headers = &headers;
        // EXPOSE: to the provider's HTTP client, for the origins that the key will be sealed to.
        let key = KeyText::new(key.expose());
        let outcome = self.ask_provider(&target, Some(key)).await?;
        let record = record(&outcome, self.now());
        let replaced = outcome.verdict.status() == Status::Valid;
        if replaced {
            let change = CredentialChange {
                check: false,
                ..change
            };
            self.update(provider.id, change).await?;
            let stored = self.stored(provider).await?;
            self.vault()
                .store_check(&stored, &record, self.now())
                .await?;
        }
        Ok(Proved {
            replaced,
            verdict: outcome.verdict,
            message: record.message,
            credential: self.credential(provider.id).await?,
        })
    }
}

//! Credentials: create, read, update and delete.

use keystow_providers::Provider;
use keystow_providers::catalog::CUSTOM;
use keystow_vault::{
    AccountTerms, ApiKey, CredentialEdit, CredentialSeed, Destination, StoredCredential, VaultError,
};

use crate::checks::RunningCheck;
use crate::credential::{Credential, with_hint};
use crate::error::Error;
use crate::handle::Keystow;
use crate::place::{Place, account_id, renew_by};
use crate::policy::LendPolicy;

/// The most characters of a note.
const MAX_NOTE: usize = 2_000;

/// The most characters of a label.
const MAX_LABEL: usize = 200;

/// A credential to be made.
#[derive(Debug, Default)]
pub struct NewCredential {
    /// The provider, by id or name.
    pub provider: String,
    /// The key; `None` where the endpoint needs none.
    pub key: Option<ApiKey>,
    /// A base URL of its own.
    pub base_url: Option<String>,
    /// The region that the key belongs to; the provider's first unless another one is named.
    pub region: Option<String>,
    /// The organisation that requests are for.
    pub organization: Option<String>,
    /// The project that requests are for.
    pub project: Option<String>,
    /// A date for a new key, `YYYY-MM-DD`.
    pub renew_by: Option<String>,
    /// The owner's name for it.
    pub label: Option<String>,
    /// The owner's note, up to 2,000 characters.
    pub note: Option<String>,
    /// To which programs it may be lent.
    pub lend_policy: LendPolicy,
    /// Whether to check the key after the save.
    pub check: bool,
}

/// What is to change; `None` stays.
#[derive(Debug, Default)]
pub struct CredentialChange {
    /// Another key.
    pub key: Option<ApiKey>,
    /// Another base URL, or the provider's own.
    pub base_url: Option<Option<String>>,
    /// Another region, at the provider's own address.
    pub region: Option<String>,
    /// Another organisation, or none.
    pub organization: Option<Option<String>>,
    /// Another project, or none.
    pub project: Option<Option<String>>,
    /// Another date for a new key, or none.
    pub renew_by: Option<Option<String>>,
    /// Another label, or none.
    pub label: Option<Option<String>>,
    /// Another note, or none.
    pub note: Option<Option<String>>,
    /// To which other programs it may be lent.
    pub lend_policy: Option<LendPolicy>,
    /// Whether to check the key after the save.
    pub check: bool,
}

impl CredentialChange {
    /// The place that the change chooses, where it chooses one.
    pub(crate) fn place(&self, provider: &'static Provider) -> Result<Option<Place>, Error> {
        match (&self.base_url, &self.region) {
            (None, None) => Ok(None),
            _ if provider.id.starts_with(CUSTOM) => Err(Error::EndpointHasBaseUrl),
            (base_url, region) => {
                let base_url = base_url.as_ref().and_then(Option::as_deref);
                Place::chosen(provider, region.as_deref(), base_url).map(Some)
            }
        }
    }
}

/// A save that is done, and the check that runs since.
#[derive(Debug)]
pub struct Saved {
    /// The credential as it was saved.
    pub credential: Credential,
    /// The check, where one was wanted. It goes on when this is dropped.
    pub check: Option<RunningCheck>,
}

impl Keystow {
    /// Lists the credentials of this profile. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchProfile`], or [`Error::Vault`] where the file cannot be read.
    pub async fn credentials(&self) -> Result<Vec<Credential>, Error> {
        let stored = self.vault().credentials(self.profile_name()).await;
        let stored = stored.map_err(|error| Error::about(error, self.profile_name(), ""))?;
        Ok(stored.iter().map(|stored| self.view(stored)).collect())
    }

    /// Lists the credentials of every profile, the default one's first. Opens nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn all_credentials(&self) -> Result<Vec<Credential>, Error> {
        let mut all = Vec::new();
        for profile in self.profiles().await? {
            all.extend(self.profile(&profile.name)?.credentials().await?);
        }
        Ok(all)
    }

    /// Reads the credential of a provider. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`], or
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn credential(&self, provider: &str) -> Result<Credential, Error> {
        let provider = self.known_provider(provider).await?;
        let stored = self.stored(provider).await?;
        Ok(self.view(&stored))
    }

    /// Whether a key is stored for a provider. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], or [`Error::Vault`] where the file cannot
    /// be read.
    pub async fn has_api_key(&self, provider: &str) -> Result<bool, Error> {
        match self.credential(provider).await {
            Ok(credential) => Ok(credential.key_set),
            Err(Error::NoSuchCredential { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Stores a key: makes the credential, or replaces its key. Checks nothing.
    ///
    /// # Errors
    /// As [`Keystow::create`] and [`Keystow::update`].
    pub async fn set_api_key(&self, provider: &str, key: ApiKey) -> Result<Credential, Error> {
        // EXPOSE: to a second copy: another process may make or delete the credential between looking
        // and writing, and then the other way is right.
        let again = ApiKey::parse(key.expose())?;
        match self.put_api_key(provider, key).await {
            Err(Error::CredentialExists { .. } | Error::NoSuchCredential { .. }) => {
                self.put_api_key(provider, again).await
            }
            other => other,
        }
    }

    async fn put_api_key(&self, provider: &str, key: ApiKey) -> Result<Credential, Error> {
        let saved = if self.has_credential(provider).await? {
            let change = CredentialChange {
                key: Some(key),
                ..CredentialChange::default()
            };
            self.update(provider, change).await?
        } else {
            let provider = provider.to_owned();
            let new = NewCredential {
                provider,
                key: Some(key),
                ..NewCredential::default()
            };
            self.create(new).await?
        };
        Ok(saved.credential)
    }

    /// Makes a credential; with the first one, the vault.
    ///
    /// # Errors
    /// Faults of the input before the vault is touched: [`Error::NoSuchProvider`],
    /// [`Error::InvalidBaseUrl`], [`Error::BaseUrlNeeded`], [`Error::NoSuchRegion`],
    /// [`Error::NoOrganizations`], [`Error::InvalidAccountId`], [`Error::InvalidDate`],
    /// [`Error::InvalidLabel`], [`Error::InvalidNote`], [`Error::NoKey`]. Then
    /// [`Error::CredentialExists`], [`Error::NoSuchProfile`] or [`Error::Vault`]. Nothing is stored.
    pub async fn create(&self, new: NewCredential) -> Result<Saved, Error> {
        let provider = self.known_provider(&new.provider).await?;
        let own = self.endpoint_url(provider, new.base_url.as_deref()).await?;
        let base_url = own.as_deref().or(new.base_url.as_deref());
        let place = Place::chosen(provider, new.region.as_deref(), base_url)?;
        let label = check_label(new.label)?;
        let note = check_note(new.note)?;
        let account = AccountTerms {
            organization: account_id(provider, new.organization)?,
            project: account_id(provider, new.project)?,
            renew_by: renew_by(new.renew_by.as_deref())?,
        };
        if new.key.is_none() && !provider.key_optional {
            return Err(self.no_key(provider));
        }
        let Destination {
            base_url,
            region,
            auth_scheme,
            origins,
        } = place.destination();
        let seed = CredentialSeed {
            provider: provider.id.to_owned(),
            key: new.key.map(|key| with_hint(provider, key)),
            label,
            note,
            lend_policy: new.lend_policy.as_str(),
            base_url,
            auth_scheme,
            origins,
            region,
            account,
        };
        let stored = self
            .vault()
            .create_credential(self.profile_name(), seed, self.prompt(), self.now())
            .await
            .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
        Ok(self.saved(&stored, provider, new.check, true))
    }

    /// Changes a credential. Another key or base URL forgets what the checks found.
    ///
    /// # Errors
    /// Faults of the input before the vault is touched: [`Error::NoSuchProvider`],
    /// [`Error::InvalidBaseUrl`], [`Error::InvalidLabel`], [`Error::InvalidNote`]. Then [`Error::NoSuchCredential`],
    /// [`Error::NoSuchProfile`], [`Error::UnprovedBaseUrl`] or [`Error::Vault`]. Nothing is changed.
    pub async fn update(&self, provider: &str, change: CredentialChange) -> Result<Saved, Error> {
        let provider = self.known_provider(provider).await?;
        let label = change.label.clone().map(check_label).transpose()?;
        let note = change.note.clone().map(check_note).transpose()?;
        let destination = change.place(provider)?.map(|place| place.destination());
        let id =
            |given: Option<Option<String>>| given.map(|id| account_id(provider, id)).transpose();
        let (organization, project) = (id(change.organization)?, id(change.project)?);
        let renew_by = change
            .renew_by
            .map(|date| renew_by(date.as_deref()))
            .transpose()?;
        // Keys of one region are refused in the others, so only the owner knows which the usual one is.
        let usual = Place::chosen(provider, None, None).ok();
        let usual = usual.filter(|_| !provider.has_regions());
        let usual = usual.map(|place| place.destination());
        let secret_changes = change.key.is_some() || destination.is_some();
        // A label, a note or a date is nothing that a provider could answer to.
        let asks = secret_changes || organization.is_some() || project.is_some();
        let keeps_base_url = change.key.is_some() && destination.is_none();
        let edit = CredentialEdit {
            key: change.key.map(|key| with_hint(provider, key)),
            label,
            note,
            lend_policy: change.lend_policy.map(LendPolicy::as_str),
            organization,
            project,
            renew_by,
            destination,
            usual,
        };
        let stored = self
            .vault()
            .update_credential(
                self.profile_name(),
                provider.id,
                edit,
                self.prompt(),
                self.now(),
            )
            .await
            .map_err(|error| match error {
                VaultError::RowCorrupt { profile, provider } if keeps_base_url => {
                    Error::UnprovedBaseUrl { profile, provider }
                }
                other => Error::about(other, self.profile_name(), provider.id),
            })?;
        Ok(self.saved(&stored, provider, change.check && asks, secret_changes))
    }

    /// Deletes a credential with its models and checks. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`], or
    /// [`Error::Vault`] where the file cannot be written.
    pub async fn delete(&self, provider: &str) -> Result<(), Error> {
        let provider = self.known_provider(provider).await?;
        self.vault()
            .delete_credential(self.profile_name(), provider.id)
            .await
            .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
        self.supersede(provider.id);
        self.back_up_soon();
        Ok(())
    }

    /// The base URL of an endpoint of the owner's own, whose credential takes no other.
    async fn endpoint_url(
        &self,
        provider: &Provider,
        given: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let Some(slug) = provider.id.strip_prefix(CUSTOM) else {
            return Ok(None);
        };
        if given.is_some() {
            return Err(Error::EndpointHasBaseUrl);
        }
        let stored = self.stored_endpoint(slug).await?;
        Ok(stored.map(|stored| stored.base_url))
    }

    async fn has_credential(&self, provider: &str) -> Result<bool, Error> {
        match self.credential(provider).await {
            Ok(_) => Ok(true),
            Err(Error::NoSuchCredential { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn stored(&self, provider: &Provider) -> Result<StoredCredential, Error> {
        let stored = self
            .vault()
            .credential(self.profile_name(), provider.id)
            .await;
        stored.map_err(|error| Error::about(error, self.profile_name(), provider.id))
    }

    pub(crate) fn no_key(&self, provider: &Provider) -> Error {
        Error::NoKey {
            profile: self.profile_name().to_owned(),
            provider: provider.id.to_owned(),
        }
    }

    /// The view of a save, and its check. A check of what was there before is overtaken.
    fn saved(
        &self,
        stored: &StoredCredential,
        provider: &'static Provider,
        check: bool,
        secret_changed: bool,
    ) -> Saved {
        self.back_up_soon();
        let running = if check {
            Some(self.start_check(provider, secret_changed))
        } else {
            if secret_changed {
                self.supersede(provider.id);
            }
            None
        };
        Saved {
            credential: self.view(stored),
            check: running,
        }
    }
}

pub(crate) fn check_label(label: Option<String>) -> Result<Option<String>, Error> {
    let label = label
        .map(|label| label.trim().to_owned())
        .filter(|label| !label.is_empty());
    match &label {
        Some(text) if text.chars().count() > MAX_LABEL || text.chars().any(char::is_control) => {
            Err(Error::InvalidLabel)
        }
        _ => Ok(label),
    }
}

/// A note may have several lines.
fn check_note(note: Option<String>) -> Result<Option<String>, Error> {
    let note = note.map(|note| note.replace("\r\n", "\n").trim().to_owned());
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    match note.filter(|note| !note.is_empty()) {
        Some(text) if text.chars().count() > MAX_NOTE || text.chars().any(steers) => {
            Err(Error::InvalidNote)
        }
        note => Ok(note),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_trimmed_and_bounded() {
        assert_eq!(
            check_label(Some("  work  ".to_owned()))
                .expect("fine")
                .as_deref(),
            Some("work")
        );
        assert_eq!(check_label(Some("   ".to_owned())).expect("fine"), None);
        assert!(check_label(Some("a\u{7}".to_owned())).is_err());
        assert!(check_label(Some("a".repeat(201))).is_err());
    }
}

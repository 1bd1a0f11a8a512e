//! The handle: a vault, an HTTP client and a profile.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use keystow_providers::{Client, ClientOptions};
use keystow_vault::{Vault, VaultOptions};
use tokio::sync::watch;

use crate::auto_backup::AutoBackups;
use crate::checks::Checks;
use crate::error::Error;
use crate::options::{Options, Prompting};
use crate::profiles::check_name;

/// A handle on a vault, in one profile. Clones share the vault and its open data key.
#[derive(Clone)]
pub struct Keystow {
    pub(crate) shared: Arc<Shared>,
    profile: Arc<str>,
}

pub(crate) struct Shared {
    pub(crate) vault: Vault,
    pub(crate) checks: Checks,
    pub(crate) auto_backups: AutoBackups,
    pub(crate) prompt: Prompting,
    pub(crate) program: &'static str,
    pub(crate) changes: OnceLock<watch::Receiver<u64>>,
    clock: fn() -> Timestamp,
    client: OnceLock<Client>,
}

impl Keystow {
    /// Prepares a handle. Opens neither the file nor the keyring; a vault that is not there yet is
    /// fine.
    ///
    /// # Errors
    /// [`Error::InvalidProfileName`], or [`Error::NoDataDirectory`].
    #[expect(
        clippy::unused_async,
        reason = "part of the public interface since the first version"
    )]
    pub async fn open(options: Options) -> Result<Self, Error> {
        let profile = options
            .profile
            .clone()
            .unwrap_or_else(|| "default".to_owned());
        check_name(&profile)?;
        let vault = Vault::new(VaultOptions {
            directory: options.directory()?,
            keychain: options.keychain,
            keyring_deadline: options.keyring_deadline,
            prompt_deadline: options.prompt_deadline,
            passphrase: options.passphrase,
        });
        let shared = Shared {
            vault,
            checks: Checks::default(),
            auto_backups: AutoBackups::default(),
            prompt: options.prompt,
            program: options.program,
            changes: OnceLock::new(),
            clock: options.clock,
            client: OnceLock::new(),
        };
        Ok(Self {
            shared: Arc::new(shared),
            profile: profile.into(),
        })
    }

    /// The same vault in another profile. Whether the profile exists shows when it is used.
    ///
    /// # Errors
    /// [`Error::InvalidProfileName`].
    pub fn profile(&self, name: &str) -> Result<Self, Error> {
        check_name(name)?;
        Ok(Self {
            shared: Arc::clone(&self.shared),
            profile: name.into(),
        })
    }

    /// A handle on what is shared, in a profile whose name was checked before.
    pub(crate) fn of(shared: Arc<Shared>, profile: &str) -> Self {
        Self {
            shared,
            profile: profile.into(),
        }
    }

    /// The profile of this handle.
    pub fn profile_name(&self) -> &str {
        &self.profile
    }

    /// Opens the vault now.
    ///
    /// # Errors
    /// [`Error::Vault`] says why it cannot be opened.
    pub async fn unlock(&self, prompting: Prompting) -> Result<(), Error> {
        Ok(self.vault().open(prompting).await?)
    }

    /// Makes sure that the keyring could take a first key.
    ///
    /// # Errors
    /// [`Error::Vault`] says why it could not.
    pub async fn unlock_keyring(&self, prompting: Prompting) -> Result<(), Error> {
        let unlocked = self.vault().unlock_keyring(prompting).await;
        Ok(unlocked.map_err(keystow_vault::VaultError::from)?)
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.shared.vault
    }

    /// Now, to the millisecond, which is what the vault keeps.
    pub(crate) fn now(&self) -> Timestamp {
        let now = (self.shared.clock)();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// The HTTP client, made with the first check.
    pub(crate) fn client(&self) -> Result<&Client, Error> {
        if let Some(client) = self.shared.client.get() {
            return Ok(client);
        }
        let client = Client::new(&ClientOptions::default())
            .map_err(|error| Error::Network(error.to_string()))?;
        Ok(self.shared.client.get_or_init(|| client))
    }
}

//! The handle: a vault, an HTTP client and a profile.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::Timestamp;
use keystow_providers::Client;
use keystow_vault::{DEFAULT_PROFILE, Vault, VaultError, VaultOptions};
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
    prompt: Prompting,
}

pub(crate) struct Shared {
    pub(crate) vault: Vault,
    options: VaultOptions,
    pub(crate) checks: Arc<Checks>,
    pub(crate) auto_backups: AutoBackups,
    prompt: Prompting,
    pub(crate) program: &'static str,
    pub(crate) changes: OnceLock<watch::Receiver<u64>>,
    clock: fn() -> Timestamp,
    client: Arc<Mutex<Option<Client>>>,
}

impl Keystow {
    /// Prepares a handle. Opens no keyring, and the file only to learn which profile is meant where
    /// [`Options::profile`] names none; a vault that is not there yet is fine.
    ///
    /// # Errors
    /// [`Error::InvalidProfileName`], [`Error::NoDataDirectory`], or [`Error::Vault`] where another program
    /// keeps the file busy. What else is wrong with it shows when it is used.
    pub async fn open(options: Options) -> Result<Self, Error> {
        if let Some(name) = &options.profile {
            check_name(name)?;
        }
        let vault = VaultOptions {
            directory: options.directory()?,
            keychain: options.keychain,
            keyring_deadline: options.keyring_deadline,
            prompt_deadline: options.prompt_deadline,
            passphrase: options.passphrase,
            connections: options.connections.max(1),
        };
        let shared = Shared {
            vault: Vault::new(vault.clone()),
            options: vault,
            checks: Arc::default(),
            auto_backups: AutoBackups::default(),
            prompt: options.prompt,
            program: options.program,
            changes: OnceLock::new(),
            clock: options.clock,
            client: Arc::default(),
        };
        let profile = match options.profile {
            Some(name) => name,
            None => match shared.vault.default_profile().await {
                // Whatever is done with such a vault meets the same fault, and says it.
                Err(
                    VaultError::VaultMissing
                    | VaultError::VaultNewer
                    | VaultError::VaultCorrupt
                    | VaultError::VaultReadOnly,
                ) => DEFAULT_PROFILE.to_owned(),
                found => found?,
            },
        };
        Ok(Self::of(Arc::new(shared), &profile))
    }

    /// The same vault in another profile. Whether the profile exists shows when it is used.
    ///
    /// # Errors
    /// [`Error::InvalidProfileName`].
    pub fn profile(&self, name: &str) -> Result<Self, Error> {
        check_name(name)?;
        Ok(Self {
            profile: name.into(),
            ..self.clone()
        })
    }

    /// A handle on what is shared, in a profile whose name was checked before.
    pub(crate) fn of(shared: Arc<Shared>, profile: &str) -> Self {
        Self {
            prompt: shared.prompt,
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

    /// The same vault under a data key of its own, for work that its owner did not ask for: what it opens
    /// goes with it, and a vault that was closed stays closed for everybody else. Nobody is asked.
    pub(crate) fn apart(&self) -> Self {
        let shared = Shared {
            vault: Vault::new(VaultOptions {
                passphrase: None,
                ..self.shared.options.clone()
            }),
            options: self.shared.options.clone(),
            checks: Arc::clone(&self.shared.checks),
            auto_backups: AutoBackups::default(),
            prompt: Prompting::Never,
            program: self.shared.program,
            changes: OnceLock::new(),
            clock: self.shared.clock,
            client: Arc::clone(&self.shared.client),
        };
        Self::of(Arc::new(shared), self.profile_name())
    }

    /// The same handle for work that its owner did not ask for: the keyring asks nobody.
    pub(crate) fn quietly(&self) -> Self {
        Self {
            prompt: Prompting::Never,
            ..self.clone()
        }
    }

    /// Whether the keyring may ask its owner for this handle's sake.
    pub(crate) fn prompt(&self) -> Prompting {
        self.prompt
    }
}

impl Shared {
    /// The HTTP client that was made last.
    pub(crate) fn client(&self) -> MutexGuard<'_, Option<Client>> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

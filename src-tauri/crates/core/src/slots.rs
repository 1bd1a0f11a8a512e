//! The ways to open the vault: recovery code, passphrase, a keyring slot made anew, rotation.

use std::path::PathBuf;
use std::time::Duration;

use keystow_vault::{Passphrase, RecoveryCode, Rewrap, Rotated, SlotKind, StoredSlot, VaultError};

use crate::error::Error;
use crate::handle::Keystow;
use crate::settings::Settings;

/// How often the watch looks whether the data key is still needed.
const IDLE_LOOK: Duration = Duration::from_secs(5);

impl Keystow {
    /// Lists the ways to open the vault. Opens nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn slots(&self) -> Result<Vec<StoredSlot>, Error> {
        Ok(self.vault().slots().await?)
    }

    /// Makes the vault, its master secret in the keyring.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::AlreadyInitialised`](crate::VaultError::AlreadyInitialised), or why it could not be made.
    pub async fn init(&self) -> Result<(), Error> {
        Ok(self.vault().initialise(self.prompt(), self.now()).await?)
    }

    /// Makes a vault that opens with a passphrase alone, for a machine without a usable keyring.
    ///
    /// # Errors
    /// [`Error::InvalidPassphrase`] where it is too short, or as [`Keystow::init`].
    pub async fn init_with_passphrase(&self, passphrase: &Passphrase) -> Result<(), Error> {
        passphrase.require_strength()?;
        Ok(self
            .vault()
            .initialise_with_passphrase(passphrase, self.now())
            .await?)
    }

    /// Moves a vault that cannot be opened aside, for a fresh start. Nothing is deleted; returns where
    /// the old one is.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::VaultOpens`](crate::VaultError::VaultOpens) where there is no need to, or what is wrong with
    /// the files.
    pub async fn start_anew(&self) -> Result<Option<PathBuf>, Error> {
        Ok(self.vault().move_aside(self.now()).await?)
    }

    /// Makes a recovery code. It revokes the one before it, and counts as unconfirmed until its owner
    /// has proved to have it.
    ///
    /// # Errors
    /// [`Error::Vault`] says why the vault cannot be opened or written.
    pub async fn create_recovery_code(&self) -> Result<RecoveryCode, Error> {
        Ok(self
            .vault()
            .create_recovery(self.prompt(), self.now())
            .await?)
    }

    /// Notes that the owner has this recovery code.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::CodeOfAnotherVault`](crate::VaultError::CodeOfAnotherVault) where another code took its place,
    /// [`VaultError::NoRecoverySlot`](crate::VaultError::NoRecoverySlot), or what is wrong with the file.
    pub async fn confirm_recovery_code(&self, code: &RecoveryCode) -> Result<(), Error> {
        Ok(self.vault().confirm_recovery(code, self.now()).await?)
    }

    /// Opens the vault with its recovery code, until it is closed again.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::CodeOfAnotherVault`](crate::VaultError::CodeOfAnotherVault) or [`VaultError::NoRecoverySlot`](crate::VaultError::NoRecoverySlot), or
    /// what is wrong with the file.
    pub async fn open_with_recovery_code(&self, code: &RecoveryCode) -> Result<(), Error> {
        Ok(self.vault().open_with_code(code).await?)
    }

    /// Opens the vault with its passphrase, until it is closed again.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::PassphraseWrong`](crate::VaultError::PassphraseWrong) or [`VaultError::NoPassphraseSlot`](crate::VaultError::NoPassphraseSlot), or
    /// what is wrong with the file.
    pub async fn open_with_passphrase(&self, passphrase: &Passphrase) -> Result<(), Error> {
        Ok(self.vault().open_with_passphrase(passphrase).await?)
    }

    /// Makes a new keyring entry for a vault that another way has opened.
    ///
    /// # Errors
    /// [`Error::Vault`] says why the keyring did not take it. Nothing is changed then.
    pub async fn renew_keyring_slot(&self) -> Result<(), Error> {
        self.rotate_keyring_slot().await.map(drop)
    }

    /// Sets a passphrase as a further way to open the vault, or exchanges it.
    ///
    /// # Errors
    /// [`Error::InvalidPassphrase`] where it is too short, or why the vault cannot be opened or written.
    pub async fn set_passphrase(&self, passphrase: &Passphrase) -> Result<(), Error> {
        passphrase.require_strength()?;
        Ok(self
            .vault()
            .set_passphrase(passphrase, self.prompt(), self.now())
            .await?)
    }

    /// Takes the passphrase off the vault.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::LastSlot`](crate::VaultError::LastSlot) where nothing else opens the vault now.
    pub async fn remove_passphrase(&self) -> Result<(), Error> {
        Ok(self.vault().remove_passphrase(self.prompt()).await?)
    }

    /// Exchanges the master secret in the keyring.
    ///
    /// # Errors
    /// [`Error::Vault`] with [`VaultError::NoKeyringSlot`](crate::VaultError::NoKeyringSlot) where the vault has none, as one that opens
    /// with a passphrase alone; or why not. The old one holds then.
    pub async fn rotate_master(&self) -> Result<Rotated, Error> {
        let slots = self.slots().await?;
        if !slots.is_empty() && slots.iter().all(|slot| slot.kind != SlotKind::Keyring) {
            return Err(VaultError::NoKeyringSlot.into());
        }
        self.rotate_keyring_slot().await
    }

    async fn rotate_keyring_slot(&self) -> Result<Rotated, Error> {
        Ok(self
            .vault()
            .rotate_master(self.prompt(), self.now())
            .await?)
    }

    /// Exchanges the data key, and seals everything anew.
    ///
    /// # Errors
    /// [`Error::Vault`] says why not; nothing is changed then.
    pub async fn rotate_data_key(&self, rewrap: Rewrap) -> Result<Rotated, Error> {
        Ok(self
            .vault()
            .rotate_data_key(rewrap, self.prompt(), self.now())
            .await?)
    }

    /// Whether the data key is in memory now.
    pub fn is_open(&self) -> bool {
        self.vault().is_open()
    }

    /// Drops the data key now. Whoever needs a key opens the vault again.
    pub fn lock(&self) {
        self.vault().close();
    }

    /// Drops the data key whenever nothing needed it for as long as the owner's options say.
    ///
    /// Must be called within a tokio runtime. The watch ends with the last handle on this vault.
    pub fn lock_when_idle(&self) {
        let shared = std::sync::Arc::downgrade(&self.shared);
        let profile = self.profile_name().to_owned();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(IDLE_LOOK).await;
                let Some(shared) = shared.upgrade() else {
                    break;
                };
                let handle = Self::of(shared, &profile);
                if handle.vault().is_open()
                    && let Some(idle) = idle_as_set(handle.settings().await)
                {
                    handle.vault().close_if_idle(idle);
                }
            }
        });
    }
}

/// How long the data key may lie unused. Options that cannot be read keep no vault open.
fn idle_as_set(settings: Result<Settings, Error>) -> Option<Duration> {
    settings.unwrap_or_default().idle()
}

impl From<keystow_vault::PassphraseError> for Error {
    fn from(error: keystow_vault::PassphraseError) -> Self {
        Self::InvalidPassphrase(error)
    }
}

impl From<keystow_vault::CodeError> for Error {
    fn from(error: keystow_vault::CodeError) -> Self {
        Self::InvalidCode(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_cannot_be_read_keep_no_vault_open() {
        let unread = idle_as_set(Err(VaultError::VaultBusy.into()));
        assert_eq!(unread, Settings::default().idle());
        assert!(unread.is_some());
        let never = Settings {
            idle_minutes: 0,
            ..Settings::default()
        };
        assert_eq!(idle_as_set(Ok(never)), None);
    }
}

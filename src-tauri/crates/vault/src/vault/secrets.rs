//! Options of the owner's that are passphrases: kept sealed under the data key.

use jiff::Timestamp;

use super::Vault;
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::passphrase::Passphrase;
use crate::store::{sealed, setting};

impl Vault {
    /// Whether a passphrase is kept under this name. Opens nothing.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn has_sealed_passphrase(&self, name: &str) -> Result<bool, VaultError> {
        match self.pool(false).await {
            Ok(pool) => {
                let found = sealed::get(&mut *pool.acquire().await?, name).await?;
                Ok(found.is_some())
            }
            Err(VaultError::Uninitialised) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens the passphrase that is kept under this name.
    ///
    /// # Errors
    /// [`VaultError::VaultCorrupt`] where it does not open, or why the vault cannot be opened.
    pub async fn sealed_passphrase(
        &self,
        name: &str,
        prompting: Prompting,
    ) -> Result<Option<Passphrase>, VaultError> {
        let (mut tx, opened) = self.begin_reading(self.patience(prompting)).await?;
        let Some(blob) = sealed::get(&mut tx, name).await? else {
            return Ok(None);
        };
        opened
            .keys
            .open_setting(opened.vault_id, name, &blob)
            .ok()
            .and_then(|text| Passphrase::parse(text.as_str()).ok())
            .map(Some)
            .ok_or(VaultError::VaultCorrupt)
    }

    /// Keeps a passphrase under a name, together with the settings that go with it.
    ///
    /// # Errors
    /// Why the vault cannot be opened or written. Nothing is stored then.
    pub async fn put_sealed_passphrase(
        &self,
        name: &str,
        passphrase: &Passphrase,
        settings: &[(&str, String)],
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let (mut tx, opened) = self.begin_sealed(prompting, now).await?;
        // EXPOSE: to the cipher.
        let text = passphrase.expose();
        let blob = opened.keys.seal_setting(opened.vault_id, name, text)?;
        sealed::put(&mut tx, name, &blob).await?;
        for (name, value) in settings {
            setting::put(&mut tx, name, value).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Forgets a passphrase, together with the settings that went with it. Opens nothing.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn delete_sealed_passphrase(
        &self,
        name: &str,
        settings: &[(&str, String)],
    ) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        sealed::delete(&mut tx, name).await?;
        for (name, value) in settings {
            setting::put(&mut tx, name, value).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

//! Options of the owner's that are secrets, or that nobody else may choose: kept sealed under the data key.

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::Vault;
use super::endpoints::SecretText;
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::store::{sealed, setting};

impl Vault {
    /// Whether a text is kept sealed under this name. Opens nothing.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn has_sealed(&self, name: &str) -> Result<bool, VaultError> {
        match self.pool(false).await {
            Ok(pool) => {
                let found = sealed::get(&mut *pool.acquire().await?, name).await?;
                Ok(found.is_some())
            }
            Err(VaultError::Uninitialised) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Opens the text that is kept under this name.
    ///
    /// # Errors
    /// [`VaultError::VaultCorrupt`] where it does not open, or why the vault cannot be opened.
    pub async fn sealed(
        &self,
        name: &str,
        prompting: Prompting,
    ) -> Result<Option<SecretText>, VaultError> {
        let (mut tx, opened) = self.begin_reading(self.patience(prompting)).await?;
        let Some(blob) = sealed::get(&mut tx, name).await? else {
            return Ok(None);
        };
        opened
            .keys
            .open_setting(opened.vault_id, name, &blob)
            .map(|text| Some(SecretText(Zeroizing::new(text.as_str().to_owned()))))
            .map_err(|_| VaultError::VaultCorrupt)
    }

    /// Keeps a text sealed under a name, together with the settings that go with it.
    ///
    /// # Errors
    /// Why the vault cannot be opened or written. Nothing is stored then.
    pub async fn put_sealed(
        &self,
        name: &str,
        text: &SecretText,
        settings: &[(&str, String)],
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let (mut tx, opened) = self.begin_sealed(prompting, now).await?;
        // EXPOSE: to the cipher.
        let text = text.expose();
        let blob = opened.keys.seal_setting(opened.vault_id, name, text)?;
        sealed::put(&mut tx, name, &blob).await?;
        for (name, value) in settings {
            setting::put(&mut tx, name, value).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Forgets a sealed text, together with the settings that went with it. Opens nothing.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn delete_sealed(
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

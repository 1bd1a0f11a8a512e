//! Endpoints of the owner's own, and the headers their gateways want.
//!
//! The headers are sealed under the data key and bound to the endpoint's name and origin: in another
//! row, or at another address, they do not open.

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::Vault;
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::store::endpoint::{self, StoredEndpoint};

/// An endpoint to add.
#[derive(Debug)]
pub struct EndpointSeed {
    /// Its name in the id `custom:<slug>`.
    pub slug: String,
    /// `openai`, `anthropic` or `gemini`.
    pub dialect: String,
    /// The base URL.
    pub base_url: String,
    /// Its origin, which the headers are bound to.
    pub origin: String,
    /// The path of the model list, where it is not the dialect's own.
    pub models_path: Option<String>,
    /// Whether it may work without a key.
    pub key_optional: bool,
    /// The headers as text, where there are any.
    pub headers: Option<SecretText>,
}

/// Text that is kept sealed: shown nowhere and wiped when dropped.
pub struct SecretText(pub(super) Zeroizing<String>);

impl SecretText {
    /// Takes a text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text in the clear.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(…)")
    }
}

/// What the headers of an endpoint are sealed as.
pub(super) fn sealed_name(slug: &str, origin: &str) -> String {
    format!("endpoint/{slug}/{origin}")
}

impl Vault {
    /// Every endpoint, by its name. Opens nothing.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn endpoints(&self) -> Result<Vec<StoredEndpoint>, VaultError> {
        match self.pool(false).await {
            Ok(pool) => endpoint::list(&mut *pool.acquire().await?).await,
            Err(VaultError::Uninitialised) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds an endpoint; with the first thing that is kept, the vault.
    ///
    /// # Errors
    /// [`VaultError::EndpointExists`], or why the vault cannot be opened or written. Nothing is stored
    /// then.
    pub async fn add_endpoint(
        &self,
        seed: EndpointSeed,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let (mut tx, opened) = self.begin_sealed(prompting, now).await?;
        let name = sealed_name(&seed.slug, &seed.origin);
        let sealed_headers = match &seed.headers {
            // EXPOSE: to the cipher.
            Some(text) => Some(
                opened
                    .keys
                    .seal_setting(opened.vault_id, &name, text.expose())?,
            ),
            None => None,
        };
        let stored = StoredEndpoint {
            slug: seed.slug,
            dialect: seed.dialect,
            base_url: seed.base_url,
            origin: seed.origin,
            models_path: seed.models_path,
            key_optional: seed.key_optional,
            sealed_headers,
            created_at: now,
        };
        endpoint::insert(&mut tx, &stored).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes an endpoint that no credential uses. Opens nothing.
    ///
    /// # Errors
    /// [`VaultError::EndpointInUse`], [`VaultError::NoSuchEndpoint`], or what is wrong with the file.
    pub async fn remove_endpoint(&self, slug: &str) -> Result<(), VaultError> {
        let mut tx = match self.begin(false).await {
            Err(VaultError::Uninitialised) => return Err(VaultError::NoSuchEndpoint),
            begun => begun?,
        };
        if endpoint::uses(&mut tx, slug).await? > 0 {
            return Err(VaultError::EndpointInUse);
        }
        endpoint::delete(&mut tx, slug).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Opens the headers of an endpoint. Whoever sends them proves first that the base URL still has
    /// the origin that they are bound to.
    ///
    /// # Errors
    /// [`VaultError::NoSuchEndpoint`], [`VaultError::VaultCorrupt`] where they do not open, or why the
    /// vault cannot be opened.
    pub async fn endpoint_headers(
        &self,
        slug: &str,
        prompting: Prompting,
    ) -> Result<Option<SecretText>, VaultError> {
        let (mut tx, opened) = self.begin_reading(self.patience(prompting)).await?;
        let all = endpoint::list(&mut tx).await?;
        let found = all.into_iter().find(|known| known.slug == slug);
        let found = found.ok_or(VaultError::NoSuchEndpoint)?;
        let Some(blob) = &found.sealed_headers else {
            return Ok(None);
        };
        opened
            .keys
            .open_setting(opened.vault_id, &sealed_name(slug, &found.origin), blob)
            .map(|text| Some(SecretText(Zeroizing::new(text.as_str().to_owned()))))
            .map_err(|_| VaultError::VaultCorrupt)
    }
}

//! Profiles: whose keys these are.

use jiff::Timestamp;

use super::Vault;
use crate::error::VaultError;
use crate::store::log;
use crate::store::profile::{self, StoredProfile};

impl Vault {
    /// Lists the profiles; the default one stands there before anything is stored.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn profiles(&self, now: Timestamp) -> Result<Vec<StoredProfile>, VaultError> {
        let mut found = match self.pool(false).await {
            Ok(pool) => profile::list(&mut *pool.acquire().await?).await?,
            Err(VaultError::Uninitialised) => Vec::new(),
            Err(error) => return Err(error),
        };
        if !found.iter().any(|profile| profile.name == profile::DEFAULT) {
            let default = StoredProfile {
                name: profile::DEFAULT.to_owned(),
                is_default: !found.iter().any(|profile| profile.is_default),
                credentials: 0,
                created_at: now,
            };
            found.insert(0, default);
        }
        Ok(found)
    }

    /// Makes a profile.
    ///
    /// # Errors
    /// [`VaultError::ProfileExists`], or what is wrong with the file.
    pub async fn create_profile(&self, name: &str, now: Timestamp) -> Result<(), VaultError> {
        let mut tx = self.begin(true).await?;
        profile::ensure(&mut tx, profile::DEFAULT, now).await?;
        profile::insert(&mut tx, name, false, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives a profile another name. Seals are bound to its id, and stay as they are.
    ///
    /// # Errors
    /// [`VaultError::NoSuchProfile`], [`VaultError::ProfileExists`], or what is wrong with the file.
    pub async fn rename_profile(&self, name: &str, new: &str) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        profile::rename(&mut tx, name, new).await?;
        log::rename_profile(&mut tx, name, new).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Deletes a profile; with its credentials only where that is wanted.
    ///
    /// # Errors
    /// [`VaultError::NoSuchProfile`], [`VaultError::ProfileInUse`], or what is wrong with the file.
    pub async fn delete_profile(&self, name: &str, with_keys: bool) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        let all = profile::list(&mut tx).await?;
        let found = all.iter().find(|profile| profile.name == name);
        let found = found.ok_or(VaultError::NoSuchProfile)?;
        if found.credentials > 0 && !with_keys {
            return Err(VaultError::ProfileInUse);
        }
        profile::delete(&mut tx, name).await?;
        if found.is_default {
            profile::set_default(&mut tx, profile::DEFAULT).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The profile that is meant where none is named.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn default_profile(&self) -> Result<String, VaultError> {
        let found = match self.pool(false).await {
            Ok(pool) => profile::default(&mut *pool.acquire().await?).await?,
            Err(VaultError::Uninitialised) => None,
            Err(error) => return Err(error),
        };
        Ok(found.unwrap_or_else(|| profile::DEFAULT.to_owned()))
    }

    /// Makes a profile the one that is meant where none is named.
    ///
    /// # Errors
    /// [`VaultError::NoSuchProfile`], or what is wrong with the file.
    pub async fn set_default_profile(&self, name: &str, now: Timestamp) -> Result<(), VaultError> {
        let mut tx = match self.begin(false).await {
            Err(VaultError::Uninitialised) if name == profile::DEFAULT => return Ok(()),
            Err(VaultError::Uninitialised) => return Err(VaultError::NoSuchProfile),
            begun => begun?,
        };
        profile::ensure(&mut tx, profile::DEFAULT, now).await?;
        profile::set_default(&mut tx, name).await?;
        tx.commit().await?;
        Ok(())
    }
}

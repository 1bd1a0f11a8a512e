//! Profiles: whose keys these are.

use jiff::Timestamp;
use keystow_vault::{DEFAULT_PROFILE, VaultError};
use serde::Serialize;

use crate::error::Error;
use crate::handle::Keystow;

/// A profile and how many credentials it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileInfo {
    /// Its name.
    pub name: String,
    /// Whether commands that name none mean this one.
    pub is_default: bool,
    /// How many credentials it has.
    pub credentials: u32,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A name has 1 to 64 letters, digits, dots, dashes or underscores, and begins with a letter or digit.
pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    let begins = name.chars().next().is_some_and(char::is_alphanumeric);
    let fits = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if begins && fits && name.len() <= 64 {
        return Ok(());
    }
    let shown = name.chars().filter(|c| !c.is_control()).take(80).collect();
    Err(Error::InvalidProfileName { name: shown })
}

impl Keystow {
    /// Lists the profiles, the default one first.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn profiles(&self) -> Result<Vec<ProfileInfo>, Error> {
        let stored = self.vault().profiles(self.now()).await?;
        let profiles = stored.into_iter().map(|profile| ProfileInfo {
            name: profile.name,
            is_default: profile.is_default,
            credentials: profile.credentials,
            created_at: profile.created_at,
        });
        Ok(profiles.collect())
    }

    /// Makes a profile.
    ///
    /// # Errors
    /// [`Error::InvalidProfileName`], [`Error::ProfileExists`], or [`Error::Vault`] where the file
    /// cannot be written.
    pub async fn create_profile(&self, name: &str) -> Result<ProfileInfo, Error> {
        check_name(name)?;
        let now = self.now();
        let made = self.vault().create_profile(name, now).await;
        made.map_err(|error| Error::about(error, name, ""))?;
        self.back_up_soon();
        Ok(ProfileInfo {
            name: name.to_owned(),
            is_default: false,
            credentials: 0,
            created_at: now,
        })
    }

    /// Gives a profile another name. There is always one called `default`, which keeps its own.
    ///
    /// # Errors
    /// [`Error::InvalidProfileName`], [`Error::DefaultProfile`], [`Error::NoSuchProfile`],
    /// [`Error::ProfileExists`], or [`Error::Vault`] where the file cannot be written.
    pub async fn rename_profile(&self, name: &str, new: &str) -> Result<(), Error> {
        check_name(new)?;
        if name == DEFAULT_PROFILE {
            return Err(Error::DefaultProfile);
        }
        let renamed = self.vault().rename_profile(name, new).await;
        renamed.map_err(|error| match error {
            VaultError::ProfileExists => Error::about(error, new, ""),
            other => Error::about(other, name, ""),
        })?;
        self.back_up_soon();
        Ok(())
    }

    /// The profile that is meant where none is named: `default` unless its owner chose another one.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn default_profile(&self) -> Result<String, Error> {
        Ok(self.vault().default_profile().await?)
    }

    /// Makes a profile the one that is meant where none is named.
    ///
    /// # Errors
    /// [`Error::NoSuchProfile`], or [`Error::Vault`] where the file cannot be written.
    pub async fn set_default_profile(&self, name: &str) -> Result<(), Error> {
        let set = self.vault().set_default_profile(name, self.now()).await;
        set.map_err(|error| Error::about(error, name, ""))?;
        self.back_up_soon();
        Ok(())
    }

    /// Deletes a profile; one that holds keys only where they are to go with it.
    ///
    /// # Errors
    /// [`Error::DefaultProfile`], [`Error::NoSuchProfile`], [`Error::ProfileInUse`], or [`Error::Vault`] where
    /// the file cannot be written.
    pub async fn delete_profile(&self, name: &str, with_keys: bool) -> Result<(), Error> {
        if name == DEFAULT_PROFILE {
            return Err(Error::DefaultProfile);
        }
        let deleted = self.vault().delete_profile(name, with_keys).await;
        deleted.map_err(|error| Error::about(error, name, ""))?;
        self.back_up_soon();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_name_is_short_and_plain() {
        for name in ["default", "work", "Büro", "a.b-c_d", "1"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in [
            "",
            " ",
            "a b",
            "../x",
            "-x",
            "a/b",
            "a\u{1b}",
            &"a".repeat(65),
        ] {
            assert!(check_name(name).is_err(), "{name:?}");
        }
    }
}

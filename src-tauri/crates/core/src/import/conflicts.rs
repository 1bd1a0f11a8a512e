//! Places that set a variable to another key than the vault's: programs that are started from there use that one.

use std::path::PathBuf;

use keystow_providers::Provider;
use keystow_vault::ApiKey;

use super::KeyPlace;
use super::clients::Format;
use super::places::{environment, home, in_environment, in_file, in_shell, shell_environment};
use super::recognise::{self, Candidate};
use crate::error::Error;
use crate::handle::Keystow;

/// Where to look besides the environment of this process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConflictPlaces {
    /// The login shell, which is started once for it.
    pub shell: bool,
    /// The files that keys were imported from.
    pub imported_files: bool,
    /// Files that are named here.
    pub files: Vec<PathBuf>,
}

impl Keystow {
    /// Looks for places that set a provider's variable to another key than the vault's. Nobody is asked: where
    /// the vault does not open by itself, nothing is found. What cannot be looked through is passed over.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], or [`Error::Vault`] where the file cannot be read.
    pub async fn conflicts(
        &self,
        provider: &str,
        places: &ConflictPlaces,
    ) -> Result<Vec<KeyPlace>, Error> {
        let provider = self.known_provider(provider).await?;
        let quiet = self.quietly();
        let lent = quiet
            .vault()
            .lend(self.profile_name(), provider.id, quiet.prompt())
            .await;
        // Not stored, not open, damaged: there is nothing to compare with, and others say so.
        let Some(held) = lent.ok().and_then(|lent| lent.key) else {
            return Ok(Vec::new());
        };
        let known = [provider];
        let (mut found, _) = recognise::keys(environment(), &known, in_environment);
        if places.shell
            && let Ok(told) = shell_environment().await
        {
            found.extend(recognise::keys(told, &known, in_shell).0);
        }
        let mut files = places.files.clone();
        if places.imported_files {
            files.extend(self.import_files().await?);
        }
        for path in files {
            let path = std::path::absolute(&path).unwrap_or(path);
            let format = Format::of(&path, home().as_deref());
            found.extend(in_file(&path, format, &known).unwrap_or_default().0);
        }
        Ok(differing(found, provider, &held))
    }
}

/// The candidates that stand under one of the provider's variables and are another key.
fn differing(found: Vec<Candidate>, provider: &Provider, held: &ApiKey) -> Vec<KeyPlace> {
    let found = found.into_iter().filter(|candidate| {
        let variable = candidate.variable.as_str();
        // EXPOSE: to the comparison.
        provider.key_env.contains(&variable) && candidate.key.expose() != held.expose()
    });
    found.map(|candidate| candidate.place).collect()
}

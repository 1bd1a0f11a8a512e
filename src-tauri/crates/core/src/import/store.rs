//! Taking found keys into the vault, and naming the files that still hold a copy.

use std::path::PathBuf;

use keystow_vault::ApiKey;

use super::{FoundKeys, FoundState, ImportPick, ImportReport, Leftover};
use crate::credentials::{CredentialChange, NewCredential};
use crate::error::Error;
use crate::handle::Keystow;
use crate::settings::json;

/// The name of the option that remembers which files keys were imported from.
const FILES: &str = "import_files";

/// The most files that are remembered.
const MOST_FILES: usize = 50;

impl Keystow {
    /// Stores the picked ones of the found keys and starts their checks, and names the files that still hold
    /// a copy of a key that the vault holds now.
    ///
    /// # Errors
    /// As [`Keystow::create`] and [`Keystow::update`], at the first key that cannot be stored; those before it
    /// are. [`Error::CredentialExists`] for one that would take the place of another without being told to.
    pub async fn import_keys(
        &self,
        found: &FoundKeys,
        picks: &[ImportPick],
    ) -> Result<ImportReport, Error> {
        let mut report = ImportReport::default();
        for pick in picks {
            let Some(picked) = found.keys.get(pick.index) else {
                continue;
            };
            if picked.state == FoundState::Same {
                continue;
            }
            // EXPOSE: to the copy that is sealed.
            let key = ApiKey::parse(picked.key.expose())?;
            let saved = if picked.state == FoundState::Other && pick.replace {
                // A key that was found without an address is for the provider's own, whatever stands here.
                let stored = self.stored(picked.provider).await?;
                let moves = stored.base_url.is_some() || picked.base_url.is_some();
                let change = CredentialChange {
                    key: Some(key),
                    base_url: moves.then(|| picked.base_url.clone()),
                    check: true,
                    ..CredentialChange::default()
                };
                self.update(picked.provider.id, change).await?
            } else {
                let new = NewCredential {
                    provider: picked.provider.id.to_owned(),
                    key: Some(key),
                    base_url: picked.base_url.clone(),
                    check: true,
                    ..NewCredential::default()
                };
                self.create(new).await?
            };
            report.stored.push(picked.provider.id);
            report.checks.extend(saved.check);
        }
        let kept = found.keys.iter().enumerate().filter(|(index, key)| {
            key.state == FoundState::Same || picks.iter().any(|pick| pick.index == *index)
        });
        for (_, key) in kept {
            if key.state == FoundState::Same {
                report.same.push(key.provider.id);
            }
            let files = key.places.iter().filter(|place| place.path.is_some());
            report.leftovers.extend(files.map(|place| Leftover {
                provider: key.provider,
                place: place.clone(),
            }));
        }
        self.remember_files(&report.leftovers).await?;
        Ok(report)
    }

    /// Remembers which files keys came from, for [`Keystow::conflicts`].
    async fn remember_files(&self, leftovers: &[Leftover]) -> Result<(), Error> {
        let mut files = self.import_files().await?;
        let paths = leftovers
            .iter()
            .filter_map(|leftover| leftover.place.path.clone());
        let mut changed = false;
        for path in paths.filter_map(|path| std::path::absolute(path).ok()) {
            if !files.contains(&path) && files.len() < MOST_FILES {
                files.push(path);
                changed = true;
            }
        }
        if changed {
            self.vault().put_settings(&[(FILES, json(&files))]).await?;
        }
        Ok(())
    }

    /// The files that keys were imported from.
    pub(super) async fn import_files(&self) -> Result<Vec<PathBuf>, Error> {
        let settings = self.vault().settings().await?;
        let files = settings.into_iter().find(|(name, _)| name == FILES);
        Ok(files
            .and_then(|(_, value)| serde_json::from_str(&value).ok())
            .unwrap_or_default())
    }
}

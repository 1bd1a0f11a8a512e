//! Backups that their owner asks for, and restoring.
//!
//! Always true: a backup is proved before it is reported, and nothing of one is used before it was read
//! to its end; a restore happens wholly or not at all.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use keystow_providers::Provider;
use keystow_providers::catalog::{self, CUSTOM};
use keystow_vault::backup::{self, BackupFault, Contents, Providers, RestoreError};
use keystow_vault::{ApiKey, Destination, Passphrase};

use crate::credential::hint_of;
use crate::credentials::check_label;
use crate::endpoints::endpoint_provider;
use crate::error::Error;
use crate::handle::Keystow;
use crate::place::Place;
use crate::profiles::check_name;

pub use keystow_vault::backup::RestoreChange;

/// A backup that stands: it was read again, decrypted and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Where it is.
    pub file: PathBuf,
    /// How many credentials it holds.
    pub credentials: u32,
    /// When it was made.
    pub at: Timestamp,
}

/// What a backup holds, in memory. Its keys are wiped when it is dropped.
pub struct Backup {
    contents: Contents,
    /// Whether a vault opened when it was previewed last.
    previewed: Mutex<Option<bool>>,
}

/// What a restore would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestorePreview {
    /// When the backup was made.
    pub created_at: Timestamp,
    /// Whether there is a vault that opens; where there is none, the backup becomes a new one.
    pub vault_opens: bool,
    /// One row for each credential of the backup.
    pub rows: Vec<PreviewRow>,
}

/// What a restore would do with one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// The profile's name.
    pub profile: String,
    /// The provider's id.
    pub provider: String,
    /// The provider's name.
    pub name: String,
    /// How it differs from what is stored.
    pub change: RestoreChange,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreReport {
    /// How many credentials were made.
    pub added: u32,
    /// How many were changed to what the backup holds.
    pub replaced: u32,
    /// How many stood here already and stayed as they were.
    pub kept: u32,
    /// The vault as it was before: a copy of it, or itself where it was moved aside.
    pub before: Option<PathBuf>,
    /// Whether the backup became a new vault. Recovery code and passphrase of the old one do not open it.
    pub fresh: bool,
    /// Whether automatic backups were on and are off now: their passphrase was sealed in the old vault.
    pub auto_backup_off: bool,
}

impl Keystow {
    /// Writes every key of every profile into one file that `age` opens with the passphrase, and proves
    /// it. With `replace`, a file that is there gives way, but only to one that is proved.
    ///
    /// # Errors
    /// [`Error::InvalidPassphrase`] where it is too short for a new one; [`Error::Vault`] where a key
    /// does not open; [`Error::Backup`] with [`BackupFault::FileExists`] or why it cannot be written.
    pub async fn back_up(
        &self,
        file: &Path,
        passphrase: &Passphrase,
        replace: bool,
    ) -> Result<BackupReport, Error> {
        passphrase.require_strength()?;
        let at = self.now();
        let contents = self.vault().export(self.prompt(), at).await?;
        backup::write(file, &contents, passphrase, replace).await?;
        Ok(BackupReport {
            file: file.to_owned(),
            credentials: count(contents.credentials().len()),
            at,
        })
    }

    /// Reads a backup to its end, and verifies it. Changes nothing.
    ///
    /// # Errors
    /// [`Error::Backup`] with what is wrong with it.
    pub async fn read_backup(&self, file: &Path, passphrase: &Passphrase) -> Result<Backup, Error> {
        let contents = backup::read(file, passphrase).await?;
        let sound = contents.profiles().all(|name| check_name(name).is_ok())
            && contents.labels().all(|label| {
                let checked = check_label(Some(label.to_owned()));
                checked.is_ok_and(|kept| kept.as_deref() == Some(label))
            });
        if sound {
            Ok(Backup {
                contents,
                previewed: Mutex::default(),
            })
        } else {
            Err(BackupFault::Damaged.into())
        }
    }

    /// Tells what restoring a backup would do. Changes nothing; [`Keystow::restore`] holds to it.
    ///
    /// # Errors
    /// [`Error::Backup`] with [`BackupFault::UnknownProvider`], or [`Error::Vault`] where the vault cannot
    /// be opened now but may be another time.
    pub async fn preview_restore(&self, backup: &Backup) -> Result<RestorePreview, Error> {
        let contents = &backup.contents;
        let preview = self
            .vault()
            .preview_restore(contents, &Catalog(contents), self.prompt())
            .await?;
        *backup.previewed() = Some(preview.vault_opens);
        let rows = contents.credentials().zip(preview.changes);
        Ok(RestorePreview {
            created_at: contents.created_at(),
            vault_opens: preview.vault_opens,
            rows: rows
                .map(|((profile, provider), change)| PreviewRow {
                    profile: profile.to_owned(),
                    provider: provider.to_owned(),
                    name: catalog::find(provider)
                        .map_or(provider, |known| known.name)
                        .to_owned(),
                    change,
                })
                .collect(),
        })
    }

    /// Restores a backup: adds what is not stored here. Where something else is stored, the backup's
    /// takes its place if `replace` is true; otherwise what is here stays. What the backup does not
    /// hold stays in every case.
    ///
    /// Where no vault opens, nor will, the backup becomes a new vault, and the old one is moved aside.
    ///
    /// # Errors
    /// As [`Keystow::preview_restore`]; and [`BackupFault::VaultChanged`] where that told of a vault that
    /// opens and none does now, or the other way round. Nothing is changed then.
    pub async fn restore(&self, backup: &Backup, replace: bool) -> Result<RestoreReport, Error> {
        let contents = &backup.contents;
        let (prompt, now) = (self.prompt(), self.now());
        let previewed = *backup.previewed();
        let restored = self
            .vault()
            .restore(
                contents,
                &Catalog(contents),
                replace,
                previewed,
                prompt,
                now,
            )
            .await?;
        *backup.previewed() = None;
        if restored.replaced > 0 {
            for (profile, provider) in contents.credentials() {
                self.profile(profile)?.supersede(provider);
            }
        }
        self.back_up_soon();
        Ok(RestoreReport {
            added: restored.added,
            replaced: restored.replaced,
            kept: restored.kept,
            before: restored.before,
            fresh: restored.fresh,
            auto_backup_off: restored.fresh && self.has_lost_auto_backup().await,
        })
    }
}

impl Backup {
    /// When it was made.
    pub fn created_at(&self) -> Timestamp {
        self.contents.created_at()
    }

    /// How many credentials it holds.
    pub fn credentials(&self) -> u32 {
        count(self.contents.credentials().len())
    }

    fn previewed(&self) -> MutexGuard<'_, Option<bool>> {
        self.previewed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Backup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backup")
            .field("created_at", &self.created_at())
            .field("credentials", &self.credentials())
            .finish_non_exhaustive()
    }
}

/// What the catalogue tells the vault of a provider.
struct Catalog<'a>(&'a Contents);

impl Catalog<'_> {
    fn find(&self, id: &str) -> Option<&'static Provider> {
        let Some(slug) = id.strip_prefix(CUSTOM) else {
            return catalog::find(id);
        };
        let mut all = self.0.endpoints().iter();
        let known = all.find(|known| known.slug == slug)?;
        endpoint_provider(
            slug,
            &known.dialect,
            known.models_path.as_deref(),
            known.key_optional,
        )
    }
}

impl Providers for Catalog<'_> {
    fn destination(
        &self,
        provider: &str,
        region: Option<&str>,
        base_url: Option<&str>,
    ) -> Result<Destination, BackupFault> {
        let known = self
            .find(provider)
            .ok_or_else(|| BackupFault::UnknownProvider(provider.to_owned()))?;
        // A base URL takes the place of a region.
        let region = region.filter(|_| base_url.is_none() && known.has_regions());
        let place = Place::chosen(known, region, base_url).map_err(|_| BackupFault::Damaged)?;
        Ok(place.destination())
    }

    fn hint(&self, provider: &str, key: &ApiKey) -> String {
        self.find(provider)
            .map_or_else(|| "…".to_owned(), |known| hint_of(known, key))
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<BackupFault> for Error {
    fn from(fault: BackupFault) -> Self {
        Self::Backup(fault)
    }
}

impl From<RestoreError> for Error {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Backup(fault) => Self::Backup(fault),
            RestoreError::Vault(error) => Self::Vault(error),
        }
    }
}

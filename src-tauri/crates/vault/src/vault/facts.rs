//! What the doctor asks of the vault's files. Nothing of it prompts, and nothing opens the vault.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::{Connection, SqliteConnection};

use super::{Opened, Vault};
use crate::error::VaultError;
use crate::store::files::VaultFiles;
use crate::store::{credential, meta, profile};

/// What can be told of the files.
#[derive(Clone, Debug)]
pub struct VaultFacts {
    /// Whether the database has a write-ahead log, which belongs to it.
    pub has_wal: bool,
    /// Whether `PRAGMA integrity_check` found nothing.
    pub intact: bool,
    /// The folder and the files of the vault that other accounts have a right on.
    pub open_to_others: Vec<PathBuf>,
    /// The keyring that holds the master secret, by the name it had when the slot was made.
    pub keyring_backend: Option<String>,
    /// The sealed records; `None` where the vault is not open.
    pub records: Option<RecordFacts>,
}

/// Which sealed records open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFacts {
    /// How many open.
    pub whole: u32,
    /// Those that do not.
    pub damaged: Vec<DamagedRecord>,
}

/// A record that does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedRecord {
    /// The record's profile.
    pub profile: String,
    /// The record's provider.
    pub provider: String,
}

impl Vault {
    /// Where the database is, or would be.
    pub fn database(&self) -> PathBuf {
        self.inner.files.database()
    }

    /// How long the keyring may take to answer where nobody is asked.
    pub fn keyring_deadline(&self) -> Duration {
        self.inner.keyring_deadline
    }

    /// Looks at the files: integrity, rights, slots, and with the vault open every sealed record.
    ///
    /// # Errors
    /// [`VaultError::Uninitialised`] where there is no file, or what is wrong with it.
    pub async fn facts(&self) -> Result<VaultFacts, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        let files = &self.inner.files;
        Ok(VaultFacts {
            has_wal: wal(files).exists(),
            intact: is_intact(&mut db).await?,
            open_to_others: open_to_others(files),
            keyring_backend: keyring_backend(&mut db).await?,
            records: match self.glance() {
                Some(opened) => try_records(&mut db, &opened).await?,
                None => None,
            },
        })
    }
}

fn wal(files: &VaultFiles) -> PathBuf {
    files.directory().join("vault.db-wal")
}

async fn is_intact(db: &mut SqliteConnection) -> Result<bool, VaultError> {
    let found = sqlx::query_scalar::<_, String>("PRAGMA integrity_check(1)")
        .fetch_one(db)
        .await
        .map_err(VaultError::from);
    match found {
        Ok(words) => Ok(words == "ok"),
        Err(VaultError::VaultCorrupt) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn keyring_backend(db: &mut SqliteConnection) -> Result<Option<String>, VaultError> {
    let facts = sqlx::query_scalar!(
        "SELECT facts
         FROM slot
         WHERE kind = 'keyring' AND state = 'active'
         ORDER BY created_at DESC
         LIMIT 1"
    )
    .fetch_optional(db)
    .await?;
    let facts = facts.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    Ok(facts.and_then(|facts| facts["backend"].as_str().map(str::to_owned)))
}

/// Opens every sealed record and wipes it at once; `None` where the data key in memory is not the one
/// that they are sealed under now.
async fn try_records(
    db: &mut SqliteConnection,
    opened: &Opened,
) -> Result<Option<RecordFacts>, VaultError> {
    // One look at one moment: another process may change the data key meanwhile.
    let mut tx = db.begin().await?;
    let current = meta::read(&mut tx).await?.is_some_and(|meta| {
        meta.vault_id == opened.vault_id && meta.generation == opened.generation
    });
    if !current {
        return Ok(None);
    }
    let mut found = RecordFacts::default();
    for profile in profile::list(&mut tx).await? {
        for record in credential::list(&mut tx, &profile.name, None).await? {
            if !record.key_set() {
                continue;
            }
            if opens(opened, &record) {
                found.whole += 1;
            } else {
                found.damaged.push(DamagedRecord {
                    profile: record.profile,
                    provider: record.provider,
                });
            }
        }
    }
    tx.rollback().await?;
    Ok(Some(found))
}

/// Whether key and hint of a credential open where they stand.
fn opens(opened: &Opened, record: &credential::StoredCredential) -> bool {
    let at = record.context(opened.vault_id);
    let key = record.sealed_key.as_deref();
    let hint = record.sealed_hint.as_deref();
    key.is_none_or(|sealed| opened.keys.open_key(&at, sealed).is_ok())
        && hint.is_none_or(|sealed| opened.keys.open_hint(&at, sealed).is_ok())
}

/// The folder first, then its files; a file of another program is none of ours.
#[cfg(unix)]
fn open_to_others(files: &VaultFiles) -> Vec<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("vault") || name.starts_with("pre-restore")
    };
    let mut inside: Vec<PathBuf> = std::fs::read_dir(files.directory())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_ours)
        .collect();
    inside.sort();
    let is_open = |path: &PathBuf| {
        std::fs::metadata(path).is_ok_and(|found| found.permissions().mode().trailing_zeros() < 6)
    };
    std::iter::once(files.directory().to_owned())
        .chain(inside)
        .filter(is_open)
        .collect()
}

/// Elsewhere the folder of the account's data is closed to other accounts by the system.
#[cfg(not(unix))]
fn open_to_others(_: &VaultFiles) -> Vec<PathBuf> {
    Vec::new()
}

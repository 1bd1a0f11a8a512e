//! A backup: profiles and keys in one file that any `age` program opens with its passphrase.
//!
//! ```text
//! age v1 (age-encryption.org/v1), one scrypt recipient, work factor log_n = 18
//! └─ {"format":"keystow-backup","version":1,"sha256":"<64 hex digits>"} LF
//!    {"created_at":"2026-08-01T12:00:00Z","app_version":"0.1.0","vault_id":"<32 hex digits>",
//!     "profiles":[{"name":"default","is_default":true}],
//!     "credentials":[{"profile":"default","provider":"groq","key":"…","label":null,"note":null,
//!                     "base_url":null,"region":null,"renew_by":null,
//!                     "organization":null,"project":null,"lend_policy":"allow",
//!                     "created_at":"…","updated_at":"…"}]}
//! ```
//!
//! The hash is over every byte after the first line: `age -d file | sed 1d | sha256sum` gives it.
//! `key` is null where a credential holds none. Within version 1 unknown fields are ignored, and what
//! may be null may be absent.
//!
//! Always true: a backup counts as written only after it was read again, decrypted and compared; one
//! that is read is read to its end and verified before anything of it is used. Every fault has a name
//! of its own, except that a damaged salt or wrapped key looks like a wrong passphrase: nothing in the
//! format tells them apart.
//!
//! Not protected here: whoever has file and passphrase has the keys, and can write another backup. The
//! buffers of this module are wiped; those inside `age` are left to an allocator that wipes what it
//! takes back.

mod envelope;
mod file;
mod payload;

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::error::VaultError;
use crate::passphrase::Passphrase;
use crate::secret::ApiKey;
use crate::vault::credentials::Destination;

pub use payload::{Contents, EndpointEntry};
pub(crate) use payload::{Entry, Profile};

/// Why a backup was not written, read or restored.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BackupFault {
    /// The passphrase does not open it.
    #[error("the passphrase does not open this backup")]
    WrongPassphrase,
    /// It is cut short, altered, or holds what no backup can hold.
    #[error("the backup is damaged")]
    Damaged,
    /// It is something else, or encrypted for something other than a passphrase.
    #[error("the file is no backup of Keystow")]
    NotABackup,
    /// A newer Keystow wrote it.
    #[error("a newer version of Keystow wrote this backup")]
    Newer,
    /// Its work factor is above what Keystow is willing to do.
    #[error("the backup asks for too much work to be opened")]
    TooSlow,
    /// It holds a credential of a provider that this Keystow does not know.
    #[error("the backup holds a key for {0}, which this version does not know")]
    UnknownProvider(String),
    /// The vault opened when the restore was previewed and does not now, or the other way round.
    #[error("the vault is not what it was when the restore was previewed")]
    VaultChanged,
    /// There is a file of that name already.
    #[error("there is a file of this name already")]
    FileExists,
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// The file, or the vault that is to go into it, cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// The file or its folder cannot be written.
    #[error("the file cannot be written")]
    Unwritable,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
}

/// Why a restore did not happen: nothing is changed then.
#[derive(Clone, Debug, Error)]
pub enum RestoreError {
    /// The backup cannot be restored.
    #[error(transparent)]
    Backup(#[from] BackupFault),
    /// The vault cannot be opened or written.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What the vault asks those who know the providers.
pub trait Providers: Sync {
    /// Where a key for this provider and base URL goes, and how.
    ///
    /// # Errors
    /// [`BackupFault::UnknownProvider`], or [`BackupFault::Damaged`] where the base URL is none.
    fn destination(
        &self,
        provider: &str,
        region: Option<&str>,
        base_url: Option<&str>,
    ) -> Result<Destination, BackupFault>;

    /// The masked hint of a key for this provider.
    fn hint(&self, provider: &str, key: &ApiKey) -> String;
}

/// What a restore would do with one credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreChange {
    /// The vault has none for this profile and provider.
    New,
    /// The vault has the same.
    Same,
    /// The vault has another one, or one that does not open.
    Differs,
}

/// What a restore would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Whether the vault opens; where it does not, the backup would become a new one.
    pub vault_opens: bool,
    /// One for each of [`Contents::credentials`], in their order.
    pub changes: Vec<RestoreChange>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many credentials were made.
    pub added: u32,
    /// How many were changed to what the backup holds.
    pub replaced: u32,
    /// How many stood here already and stayed as they were.
    pub kept: u32,
    /// The vault as it was before: a copy of it, or itself where it was moved aside.
    pub before: Option<PathBuf>,
    /// Whether it became a new vault, which opens by its keyring entry alone.
    pub fresh: bool,
}

/// Writes a backup, and proves it: it is read again, decrypted and compared.
///
/// # Errors
/// [`BackupFault::FileExists`] where there is a file and `replace` is false; otherwise
/// [`BackupFault::Unwritable`], [`BackupFault::DiskFull`], or [`BackupFault::Damaged`] where what was
/// read again is not what was written. A file that was there stays as it was.
pub async fn write(
    file: &Path,
    contents: &Contents,
    passphrase: &Passphrase,
    replace: bool,
) -> Result<(), BackupFault> {
    let (file, plain) = (file.to_owned(), contents.encode());
    let passphrase = secret(passphrase);
    let write = move || file::write(&file, &plain, &passphrase, envelope::LOG_N, replace);
    tokio::task::spawn_blocking(write)
        .await
        .map_err(|_| BackupFault::Unwritable)?
}

/// Reads a backup to its end, and verifies it.
///
/// # Errors
/// [`BackupFault`]; [`BackupFault::UnknownProvider`] shows when it is restored.
pub async fn read(file: &Path, passphrase: &Passphrase) -> Result<Contents, BackupFault> {
    let file = file.to_owned();
    let passphrase = secret(passphrase);
    let read = move || Contents::decode(&envelope::open(&file::read(&file)?, &passphrase)?);
    tokio::task::spawn_blocking(read)
        .await
        .map_err(|_| BackupFault::Unreadable)?
}

/// A copy for the thread that stretches it; wiped like the original.
fn secret(passphrase: &Passphrase) -> SecretString {
    // EXPOSE: to age, which stretches it with scrypt.
    SecretString::from(passphrase.expose().to_owned())
}

/// The steps of reading on bytes, for the vectors from outside and the fuzz targets.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod door {
    use zeroize::Zeroizing;

    use super::{BackupFault, envelope, secret};
    use crate::passphrase::Passphrase;

    /// Decrypts a file.
    pub(crate) fn open(
        sealed: &[u8],
        passphrase: &Passphrase,
    ) -> Result<Zeroizing<Vec<u8>>, BackupFault> {
        envelope::open(sealed, &secret(passphrase))
    }

    /// Encrypts any text whatever, with a work factor of one's own.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn seal(
        plain: &[u8],
        passphrase: &Passphrase,
        log_n: u8,
    ) -> Result<Vec<u8>, BackupFault> {
        envelope::seal(plain, &secret(passphrase), log_n)
    }

    /// Reads what was decrypted, and writes it again.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn read(plain: &[u8]) -> Result<(super::Contents, Zeroizing<Vec<u8>>), BackupFault> {
        let contents = super::Contents::decode(plain)?;
        let again = contents.encode();
        Ok((contents, again))
    }
}

//! What can be wrong with a vault, each with a name of its own.
//!
//! Always true: an error holds no secret, no text of the keyring and no text of the database beyond
//! its result code.

use thiserror::Error;

use crate::keychain::KeychainError;

/// The state of a vault (DESIGN's list); spelled in camelCase for JSON and the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VaultState {
    /// No key was ever stored here.
    Uninitialised,
    /// The vault can be opened, or is open.
    Ready,
    /// The keyring is locked, and nobody unlocked it.
    KeyringLocked,
    /// No keyring answers in this session.
    KeyringUnavailable,
    /// The keyring did not answer in time.
    KeyringTimeout,
    /// The keyring refused, or its prompt was dismissed.
    KeyringDenied,
    /// The keyring has no entry for this vault.
    MasterMissing,
    /// The keyring's entry belongs to another vault.
    MasterWrong,
    /// The keyring's entry is damaged.
    MasterCorrupt,
    /// The vault's own slot is damaged.
    SlotCorrupt,
    /// One record is damaged; all others work.
    RowCorrupt,
    /// The vault file is gone, though one was here.
    VaultMissing,
    /// A newer Keystow wrote this vault.
    VaultNewer,
    /// The vault file is damaged.
    VaultCorrupt,
    /// The vault file cannot be written.
    VaultReadOnly,
    /// Another program holds the vault.
    VaultBusy,
    /// The disk is full.
    DiskFull,
    /// Only a passphrase opens this vault, and none was given.
    PassphraseNeeded,
}

impl VaultState {
    /// The state's name in camelCase.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uninitialised => "uninitialised",
            Self::Ready => "ready",
            Self::KeyringLocked => "keyringLocked",
            Self::KeyringUnavailable => "keyringUnavailable",
            Self::KeyringTimeout => "keyringTimeout",
            Self::KeyringDenied => "keyringDenied",
            Self::MasterMissing => "masterMissing",
            Self::MasterWrong => "masterWrong",
            Self::MasterCorrupt => "masterCorrupt",
            Self::SlotCorrupt => "slotCorrupt",
            Self::RowCorrupt => "rowCorrupt",
            Self::VaultMissing => "vaultMissing",
            Self::VaultNewer => "vaultNewer",
            Self::VaultCorrupt => "vaultCorrupt",
            Self::VaultReadOnly => "vaultReadOnly",
            Self::VaultBusy => "vaultBusy",
            Self::DiskFull => "diskFull",
            Self::PassphraseNeeded => "passphraseNeeded",
        }
    }
}

impl VaultState {
    /// What an attempt to open the vault tells of its state. A fault that is no state is told as the
    /// nearest one, and never calls a vault damaged that is not.
    pub(crate) fn of(told: &Result<(), VaultError>) -> Self {
        let Err(error) = told else {
            return Self::Ready;
        };
        error.state().unwrap_or(match error {
            VaultError::Closed => Self::Ready,
            VaultError::PassphraseWrong => Self::PassphraseNeeded,
            VaultError::File(_) | VaultError::NoRandomness => Self::VaultReadOnly,
            _ => Self::VaultCorrupt,
        })
    }
}

/// A fault of the vault.
#[derive(Clone, Debug, Error)]
pub enum VaultError {
    /// No key was ever stored here.
    #[error("the vault is not initialised")]
    Uninitialised,
    /// The keyring could not be asked.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// The keyring answers, and has no entry for this vault.
    #[error("the keyring holds no master secret for this vault")]
    MasterMissing,
    /// The keyring's entry belongs to another vault.
    #[error("the keyring holds the master secret of another vault")]
    MasterWrong,
    /// The keyring's entry is damaged.
    #[error("the master secret in the keyring is damaged")]
    MasterCorrupt,
    /// The slot's row is damaged.
    #[error("the vault's keyring slot is damaged")]
    SlotCorrupt,
    /// One record does not open.
    #[error("the record of {provider} in profile {profile} is damaged")]
    RowCorrupt {
        /// The record's profile.
        profile: String,
        /// The record's provider.
        provider: String,
    },
    /// The vault file is gone, though its sentinel is there.
    #[error("the vault file is gone")]
    VaultMissing,
    /// A newer Keystow wrote the file.
    #[error("a newer version of Keystow wrote this vault")]
    VaultNewer,
    /// The file is no vault, or damaged.
    #[error("the vault file is damaged")]
    VaultCorrupt,
    /// The file or its folder cannot be written.
    #[error("the vault file cannot be written")]
    VaultReadOnly,
    /// Another program holds the vault.
    #[error("another program holds the vault")]
    VaultBusy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Only a passphrase opens this vault, and none was given.
    #[error("the vault opens with a passphrase, and none was given")]
    PassphraseNeeded,
    /// It was closed on purpose, and work in the background does not open it again.
    #[error("the vault was closed")]
    Closed,
    /// The passphrase is not the vault's.
    #[error("the passphrase does not open this vault")]
    PassphraseWrong,
    /// The vault has no passphrase.
    #[error("the vault has no passphrase")]
    NoPassphraseSlot,
    /// The recovery code is whole, and not the one of this vault.
    #[error("the recovery code does not belong to this vault")]
    CodeOfAnotherVault,
    /// The vault has no recovery code.
    #[error("the vault has no recovery code")]
    NoRecoverySlot,
    /// The vault has no entry in the keyring.
    #[error("no entry in the keyring opens this vault")]
    NoKeyringSlot,
    /// The change would leave no way to open the vault.
    #[error("this is the only way left to open the vault")]
    LastSlot,
    /// A fresh start was asked for, and the vault opens.
    #[error("the vault opens, so there is no need for a new one")]
    VaultOpens,
    /// The vault was initialised before.
    #[error("the vault is initialised already")]
    AlreadyInitialised,
    /// No such profile.
    #[error("there is no profile of that name")]
    NoSuchProfile,
    /// No such credential.
    #[error("there is no such credential")]
    NoSuchCredential,
    /// The credential stands, and no key is stored in it.
    #[error("the credential holds no key")]
    NoKey,
    /// There is a credential for this profile and provider already.
    #[error("there is a credential for this provider already")]
    CredentialExists,
    /// There is a profile of this name already.
    #[error("there is a profile of this name already")]
    ProfileExists,
    /// The profile holds credentials.
    #[error("the profile holds credentials")]
    ProfileInUse,
    /// There is no endpoint of this name.
    #[error("there is no endpoint of this name")]
    NoSuchEndpoint,
    /// There is an endpoint of this name already.
    #[error("there is an endpoint of this name already")]
    EndpointExists,
    /// A credential uses the endpoint.
    #[error("a credential uses this endpoint")]
    EndpointInUse,
    /// The randomness of the OS failed.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// Anything else that SQLite said, by its result code.
    #[error("the database failed (SQLite code {code})")]
    Database {
        /// SQLite's extended result code, or `client`.
        code: String,
    },
    /// A file operation failed.
    #[error("the vault's files cannot be used: {0}")]
    File(std::io::ErrorKind),
}

impl VaultError {
    /// The vault's state that this error means, where it is one.
    pub fn state(&self) -> Option<VaultState> {
        Some(match self {
            Self::Uninitialised => VaultState::Uninitialised,
            Self::Keychain(error) => error.state(),
            Self::MasterMissing => VaultState::MasterMissing,
            Self::MasterWrong => VaultState::MasterWrong,
            Self::MasterCorrupt => VaultState::MasterCorrupt,
            Self::SlotCorrupt => VaultState::SlotCorrupt,
            Self::RowCorrupt { .. } => VaultState::RowCorrupt,
            Self::VaultMissing => VaultState::VaultMissing,
            Self::VaultNewer => VaultState::VaultNewer,
            Self::VaultCorrupt => VaultState::VaultCorrupt,
            Self::VaultReadOnly => VaultState::VaultReadOnly,
            Self::VaultBusy => VaultState::VaultBusy,
            Self::DiskFull => VaultState::DiskFull,
            Self::PassphraseNeeded => VaultState::PassphraseNeeded,
            Self::Closed
            | Self::PassphraseWrong
            | Self::NoKeyringSlot
            | Self::NoPassphraseSlot
            | Self::CodeOfAnotherVault
            | Self::NoRecoverySlot
            | Self::LastSlot
            | Self::VaultOpens
            | Self::AlreadyInitialised
            | Self::NoSuchProfile
            | Self::NoSuchCredential
            | Self::NoKey
            | Self::CredentialExists
            | Self::ProfileExists
            | Self::ProfileInUse
            | Self::NoSuchEndpoint
            | Self::EndpointExists
            | Self::EndpointInUse
            | Self::NoRandomness
            | Self::Database { .. }
            | Self::File(_) => return None,
        })
    }
}

impl From<sqlx::Error> for VaultError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => from_sqlite(database.code().as_deref()),
            sqlx::Error::Io(io) => Self::from_io(io),
            // A pool is closed when another file took the place of its own.
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::VaultBusy,
            // A row that cannot be read as its type was edited by hand, or damaged.
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::Migrate(_) => {
                Self::VaultCorrupt
            }
            _ => Self::Database {
                code: "client".to_owned(),
            },
        }
    }
}

impl From<sqlx::migrate::MigrateError> for VaultError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(_) => Self::VaultNewer,
            sqlx::migrate::MigrateError::Execute(error)
            | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
            _ => Self::VaultCorrupt,
        }
    }
}

impl VaultError {
    pub(crate) fn from_io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => Self::DiskFull,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::VaultReadOnly,
            kind => Self::File(kind),
        }
    }
}

/// The primary codes of <https://sqlite.org/rescode.html>; the low byte of an extended one.
fn from_sqlite(code: Option<&str>) -> VaultError {
    let extended: u32 = code.and_then(|code| code.parse().ok()).unwrap_or_default();
    match extended & 0xff {
        5 | 6 => VaultError::VaultBusy,
        3 | 8 | 14 => VaultError::VaultReadOnly,
        13 => VaultError::DiskFull,
        // SHMOPEN, SHMSIZE and SHMMAP: no room for the index of the write-ahead log.
        10 if matches!(extended >> 8, 18 | 19 | 21) => VaultError::DiskFull,
        // SHORT_READ: a page was looked for behind the end of the file.
        10 if extended >> 8 == 2 => VaultError::VaultCorrupt,
        10 => VaultError::File(std::io::ErrorKind::Other),
        // 1 is what a damaged schema answers: every statement was checked when it was built. 7 (no
        // memory) and 18 (too big) are what a damaged length asks for; 19 is a broken constraint: what
        // may meet another row says so itself (ON CONFLICT), so the rule or an index is damaged.
        1 | 7 | 11 | 18 | 19 | 26 => VaultError::VaultCorrupt,
        _ => VaultError::Database {
            code: extended.to_string(),
        },
    }
}

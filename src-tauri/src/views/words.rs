//! The words of the contract as TypeScript reads them: statuses, verdicts, vault states.

use serde::Serialize;
use specta::Type;

/// What the latest check said about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Never checked since the key was stored.
    Unchecked,
    /// A check is running.
    Checking,
    /// The key works.
    Valid,
    /// The provider rejects the key.
    Invalid,
    /// The check could not tell.
    Error,
}

impl From<keystow::Status> for Status {
    fn from(status: keystow::Status) -> Self {
        use keystow::Status as S;
        match status {
            S::Unchecked => Self::Unchecked,
            S::Checking => Self::Checking,
            S::Valid => Self::Valid,
            S::Invalid => Self::Invalid,
            S::Error => Self::Error,
        }
    }
}

/// The reason behind a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The provider accepted the key.
    Accepted,
    /// No key is stored, and none is needed.
    NoKeyNeeded,
    /// The key is live and lacks a right.
    LimitedScope,
    /// The key is live and the account has no credit.
    NoCredit,
    /// The provider says that the key is wrong, revoked or expired.
    Rejected,
    /// Refused for a reason that is not the key.
    Blocked,
    /// Too many requests.
    RateLimited,
    /// The provider could not be reached.
    Unreachable,
    /// The provider has a fault.
    ProviderDown,
    /// An answer that makes no sense here.
    Unexpected,
    /// Nothing this endpoint answers can prove the key.
    Unverifiable,
}

impl From<keystow::Verdict> for Verdict {
    fn from(verdict: keystow::Verdict) -> Self {
        use keystow::Verdict as V;
        match verdict {
            V::Accepted => Self::Accepted,
            V::NoKeyNeeded => Self::NoKeyNeeded,
            V::LimitedScope => Self::LimitedScope,
            V::NoCredit => Self::NoCredit,
            V::Rejected => Self::Rejected,
            V::Blocked => Self::Blocked,
            V::RateLimited => Self::RateLimited,
            V::Unreachable => Self::Unreachable,
            V::ProviderDown => Self::ProviderDown,
            V::Unexpected => Self::Unexpected,
            V::Unverifiable => Self::Unverifiable,
        }
    }
}

/// Whether the vault opens, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VaultState {
    /// No key was ever stored here.
    Uninitialised,
    /// The vault can be opened, or is open.
    Ready,
    /// The keyring is locked.
    KeyringLocked,
    /// No keyring answers.
    KeyringUnavailable,
    /// The keyring did not answer in time.
    KeyringTimeout,
    /// The keyring refused.
    KeyringDenied,
    /// Only a passphrase opens this vault, and none was given.
    PassphraseNeeded,
    /// The keyring has no secret for this vault.
    MasterMissing,
    /// The keyring's secret belongs to another vault.
    MasterWrong,
    /// The keyring's secret is damaged.
    MasterCorrupt,
    /// The part of the file that opens the vault is damaged.
    SlotCorrupt,
    /// One stored key is damaged.
    RowCorrupt,
    /// The vault file is gone.
    VaultMissing,
    /// A newer Keystow wrote the vault.
    VaultNewer,
    /// The vault file is damaged.
    VaultCorrupt,
    /// The vault file cannot be written.
    VaultReadOnly,
    /// Another program holds the vault.
    VaultBusy,
    /// The disk is full.
    DiskFull,
}

impl From<keystow::VaultState> for VaultState {
    fn from(state: keystow::VaultState) -> Self {
        use keystow::VaultState as S;
        match state {
            S::Uninitialised => Self::Uninitialised,
            S::Ready => Self::Ready,
            S::KeyringLocked => Self::KeyringLocked,
            S::KeyringUnavailable => Self::KeyringUnavailable,
            S::KeyringTimeout => Self::KeyringTimeout,
            S::KeyringDenied => Self::KeyringDenied,
            S::PassphraseNeeded => Self::PassphraseNeeded,
            S::MasterMissing => Self::MasterMissing,
            S::MasterWrong => Self::MasterWrong,
            S::MasterCorrupt => Self::MasterCorrupt,
            S::SlotCorrupt => Self::SlotCorrupt,
            S::RowCorrupt => Self::RowCorrupt,
            S::VaultMissing => Self::VaultMissing,
            S::VaultNewer => Self::VaultNewer,
            S::VaultCorrupt => Self::VaultCorrupt,
            S::VaultReadOnly => Self::VaultReadOnly,
            S::VaultBusy => Self::VaultBusy,
            S::DiskFull => Self::DiskFull,
        }
    }
}

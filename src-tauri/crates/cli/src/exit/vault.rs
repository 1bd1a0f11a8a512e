//! What is wrong with the vault, in words.

use keystow::{VaultError, VaultState};

use super::{Code, Failure};
use crate::passphrase::SOURCES;

/// What brings the keys back where the keyring's secret is not the vault's.
const BACK: &str = "bring the keys back with `keystow recovery use` (the recovery code) or `keystow restore FILE` (a backup); \
     until then they stay sealed, and `keystow doctor` says more";

/// What brings the keys back where the file itself is lost.
const FROM_BACKUP: &str = "bring the keys back with `keystow restore FILE` (a backup), or put the old vault.db back; \
     where neither is left, `keystow init --new` starts afresh";

/// A sentence that says what happened, and one that says what to do.
pub(super) const fn words(state: VaultState) -> (&'static str, &'static str) {
    use VaultState as S;
    match state {
        S::Ready => ("the vault opens", "nothing to do"),
        S::Uninitialised => (
            "no key has been stored yet",
            "store the first one with `keystow add PROVIDER`",
        ),
        S::KeyringLocked => (
            "the keyring is locked",
            "unlock it (log in to the desktop, or open the passwords app), then try again",
        ),
        S::KeyringUnavailable => (
            "no keyring answers in this session",
            "start one (GNOME Keyring, KWallet or KeePassXC) and run inside the desktop session; \
             on a machine without one, `keystow init --passphrase` makes a vault that a passphrase opens; \
             `keystow doctor` says more",
        ),
        S::KeyringTimeout => (
            "the keyring did not answer in time",
            "look for a password window that waits for you, then try again",
        ),
        S::KeyringDenied => (
            "the keyring refused access",
            "allow Keystow in the keyring's prompt, then try again",
        ),
        S::PassphraseNeeded => ("a passphrase opens this vault, and none was given", SOURCES),
        S::MasterMissing => (
            "the master secret is missing: the keyring has no entry for this vault any more; nothing new was created",
            BACK,
        ),
        S::MasterWrong => (
            "the master secret in the keyring belongs to another vault; nothing new was created",
            "check KEYSTOW_DATA_DIR; else bring the keys back with `keystow recovery use` (the recovery code) \
             or `keystow restore FILE` (a backup)",
        ),
        S::MasterCorrupt => (
            "the master secret in the keyring is damaged; nothing new was created",
            BACK,
        ),
        S::SlotCorrupt => (
            "the part of the vault file that opens it is damaged; nothing new was created",
            BACK,
        ),
        S::RowCorrupt => (
            "a stored key can no longer be decrypted; the others are not affected",
            "store that key again with `keystow update PROVIDER`, or bring it back with `keystow restore FILE` (a backup)",
        ),
        S::VaultMissing => (
            "the vault file is gone, though this folder held one; nothing new was created",
            FROM_BACKUP,
        ),
        S::VaultNewer => (
            "the vault was written by a newer Keystow",
            "update Keystow; nothing was changed",
        ),
        S::VaultCorrupt => (
            "the vault file is damaged; nothing new was created",
            FROM_BACKUP,
        ),
        S::VaultReadOnly => (
            "the vault cannot be written",
            "check the owner and the permissions of the data folder; `keystow doctor` names it",
        ),
        S::VaultBusy => (
            "another program holds the vault",
            "wait a moment, then try again",
        ),
        S::DiskFull => (
            "the disk is full; nothing was changed",
            "free some space, then try again",
        ),
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        if let Some(state) = error.state() {
            return Self::of_vault(state);
        }
        let (code, message, hint) = match error {
            VaultError::PassphraseWrong => (
                Code::Refused,
                "the passphrase does not open this vault",
                "check it for typos; where it is lost, `keystow recovery use --passphrase` sets a new one",
            ),
            VaultError::NoPassphraseSlot => (
                Code::NotFound,
                "this vault has no passphrase",
                "set one with `keystow passphrase set`",
            ),
            VaultError::CodeOfAnotherVault => (
                Code::Refused,
                "the code has no typo, but it is not this vault's: another vault's, or one that was replaced since",
                "look for a newer code, or use `keystow restore FILE` (a backup); nothing was changed",
            ),
            VaultError::NoRecoverySlot => (
                Code::NotFound,
                "this vault has no recovery code",
                "a backup can bring the keys back: `keystow restore FILE`; while the vault opens, \
                 `keystow recovery create` makes a code",
            ),
            VaultError::NoKeyringSlot => (
                Code::Refused,
                "this vault opens without a keyring, so there is no master secret to rotate; nothing was changed",
                "`keystow rotate --data-key` seals everything anew, `keystow passphrase set` changes the passphrase",
            ),
            VaultError::File(std::io::ErrorKind::InvalidFilename) => (
                Code::Refused,
                "the path of the data folder cannot be used: it is too long, or not text (UTF-8)",
                "choose another folder with KEYSTOW_DATA_DIR; nothing was stored",
            ),
            VaultError::File(_) => (
                Code::Unexpected,
                "the vault's files cannot be used",
                "see with `ls -l` whether the data folder is a folder and can be entered; `keystow doctor` names it",
            ),
            VaultError::LastSlot => (
                Code::Refused,
                "that would leave no way to open this vault; nothing was changed",
                "make another way in first, and see with `keystow doctor` that it works",
            ),
            VaultError::VaultOpens => (
                Code::Refused,
                "this vault opens, so there is no need for a new one; nothing was changed",
                "`keystow list` shows what it holds",
            ),
            VaultError::AlreadyInitialised => (
                Code::Refused,
                "there is a vault already; nothing was changed",
                "`keystow passphrase set` and `keystow recovery use` change what opens it; \
                 `keystow init --new` is for one that cannot be opened any more",
            ),
            _ => {
                return Self::unexpected("the vault answered in a way Keystow does not know");
            }
        };
        Self::new(code, message).hint(hint)
    }
}

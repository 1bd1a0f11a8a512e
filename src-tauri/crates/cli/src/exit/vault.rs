//! What is wrong with the vault, in words.

use keystow::VaultState;

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
            "start one (GNOME Keyring, KWallet or KeePassXC) and run inside the desktop session; `keystow doctor` says more",
        ),
        S::KeyringTimeout => (
            "the keyring did not answer in time",
            "look for a password window that waits for you, then try again",
        ),
        S::KeyringDenied => (
            "the keyring refused access",
            "allow Keystow in the keyring's prompt, then try again",
        ),
        S::MasterMissing => (
            "the keyring has no secret for this vault any more",
            "bring the keyring's old file back, or log in as the account that made the vault; the stored keys stay sealed until then",
        ),
        S::MasterWrong => (
            "the keyring's secret belongs to another vault",
            "check KEYSTOW_DATA_DIR, or bring back the keyring that belongs to this vault",
        ),
        S::MasterCorrupt => (
            "the vault's secret in the keyring is damaged",
            "restore the keyring from a backup; do not delete its entry",
        ),
        S::SlotCorrupt => (
            "the part of the vault file that opens it is damaged",
            "restore vault.db from a backup; the keyring is fine",
        ),
        S::RowCorrupt => (
            "a stored key can no longer be decrypted; the others are not affected",
            "store that key again with `keystow update PROVIDER`",
        ),
        S::VaultMissing => (
            "the vault file is gone, though this folder held one",
            "bring vault.db back from a backup; Keystow does not start a new vault over a lost one",
        ),
        S::VaultNewer => (
            "the vault was written by a newer Keystow",
            "update Keystow; nothing was changed",
        ),
        S::VaultCorrupt => (
            "the vault file is damaged",
            "restore vault.db from a backup; nothing was changed",
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

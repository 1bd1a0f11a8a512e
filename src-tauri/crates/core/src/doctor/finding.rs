//! What the doctor can find, as data: whoever shows it has the words.

use serde::Serialize;

use super::words;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub id: FindingId,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// What to do about it; there wherever something is wrong.
    pub step: Option<Step>,
    /// The name or figure that belongs to it, in no language: `GNOME Keyring`, `3 ms`, a path.
    pub value: Option<String>,
}

impl Finding {
    pub(super) fn well(id: FindingId, value: Option<String>) -> Self {
        Self {
            id,
            problem: None,
            step: None,
            value,
        }
    }

    pub(super) fn ill(id: FindingId, problem: Problem, step: Step, value: Option<String>) -> Self {
        Self {
            id,
            problem: Some(problem),
            step: Some(step),
            value,
        }
    }

    /// Whether nothing needs to be done.
    pub fn ok(&self) -> bool {
        self.problem.is_none()
    }

    /// What was found, in English.
    pub fn message(&self) -> String {
        words::message(self)
    }

    /// What to do, in English, where something is wrong.
    pub fn next(&self) -> Option<String> {
        self.step.map(|step| words::step(step).to_owned())
    }
}

/// What was looked at; spelled in camelCase for JSON and the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FindingId {
    /// Whether the keyring answers and is unlocked; the value is its name.
    Keyring,
    /// Whether new entries have a place to go.
    Collection,
    /// Whether an entry can be written, read back and deleted.
    Canary,
    /// How long the keyring takes to answer, which is the value.
    Deadline,
    /// The vault's state; the value is its file.
    Vault,
    /// How many ways lead into the vault.
    Slots,
    /// The recovery code.
    Recovery,
    /// The passphrase.
    Passphrase,
    /// Whether every sealed record opens; the value is how many, or whose do not.
    Records,
    /// Whether the database is sound; the value names its files.
    Integrity,
    /// Who may read the files; the value names those that others may.
    Permissions,
    /// What protects this program's memory.
    Process,
    /// The automatic backup; the value is its folder.
    Backup,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Problem {
    /// The keyring is locked.
    KeyringLocked,
    /// No keyring answers in this session.
    KeyringUnavailable,
    /// The keyring did not answer in time.
    KeyringTimeout,
    /// The keyring refused.
    KeyringDenied,
    /// The keyring answered something that makes no sense.
    KeyringFailed,
    /// New entries have no place to go.
    NoDefaultCollection,
    /// The keyring does not keep what it takes.
    CanaryFailed,
    /// The keyring needs more than half of the time it has.
    SlowKeyring,
    /// The keyring has no entry for this vault.
    MasterMissing,
    /// The keyring's entry belongs to another vault.
    MasterWrong,
    /// The keyring's entry is damaged.
    MasterCorrupt,
    /// The part of the file that opens the vault is damaged.
    SlotCorrupt,
    /// The vault file is gone.
    VaultMissing,
    /// A newer Keystow wrote the vault.
    VaultNewer,
    /// The vault file is damaged, or none.
    VaultCorrupt,
    /// The vault file cannot be written.
    VaultReadOnly,
    /// Another program holds the vault.
    VaultBusy,
    /// The disk is full.
    DiskFull,
    /// Only a passphrase opens the vault, and none was given.
    PassphraseNeeded,
    /// Whoever loses the only way in loses the keys.
    OnlyOneWayIn,
    /// Nobody has proved to have the recovery code.
    RecoveryUnconfirmed,
    /// Some records do not open.
    RecordsDamaged,
    /// The database is damaged.
    NotIntact,
    /// Other accounts have rights on the files.
    OpenToOthers,
    /// A crash could write this program's memory to a file.
    CoreFilesOn,
    /// The last automatic backup failed.
    BackupFailed,
    /// Automatic backups were on, and their passphrase is gone.
    BackupOff,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Unlock GNOME Keyring.
    UnlockGnome,
    /// Open the wallet of `KWallet`.
    UnlockKde,
    /// Unlock the database of `KeePassXC`.
    UnlockKeepassxc,
    /// Unlock a keyring of another kind.
    UnlockKeyring,
    /// Start GNOME Keyring.
    StartGnome,
    /// Turn `KWallet` on.
    StartKde,
    /// Start `KeePassXC` with its Secret Service.
    StartKeepassxc,
    /// Install a keyring.
    InstallKeyring,
    /// Go to the desktop session of the machine.
    DesktopSession,
    /// Let the Flatpak sandbox talk to the keyring.
    FlatpakPermission,
    /// Make a default keyring in GNOME.
    SetDefaultGnome,
    /// Make a default wallet in KDE.
    SetDefaultKde,
    /// Expose a group of `KeePassXC`.
    SetDefaultKeepassxc,
    /// Make a default collection in another keyring.
    SetDefault,
    /// Restart the keyring.
    RestartKeyring,
    /// Allow Keystow in the keyring's own window.
    AnswerPrompt,
    /// Open the vault with the recovery code.
    UseRecoveryCode,
    /// Restore a backup.
    RestoreBackup,
    /// Bring the vault's file back.
    RestoreVaultFile,
    /// Open the vault with the passphrase.
    UsePassphrase,
    /// Set a passphrase.
    SetPassphrase,
    /// Make a recovery code.
    CreateRecoveryCode,
    /// Prove to have the recovery code.
    ConfirmRecoveryCode,
    /// Enter the damaged keys again.
    ReplaceKey,
    /// Install the newer version.
    Update,
    /// Put the rights on folder and files right.
    Permit,
    /// Close the other program.
    CloseOther,
    /// Free some space.
    FreeSpace,
    /// Look after the folder of the backups.
    CheckBackupFolder,
    /// Set automatic backups again.
    SetAutoBackup,
    /// Report a fault of Keystow.
    ReportBug,
}

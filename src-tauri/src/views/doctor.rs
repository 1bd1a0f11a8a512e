//! What the doctor found, as words that the page turns into sentences.

use serde::Serialize;
use specta::Type;

use super::{SlotView, VaultState};

/// What the doctor found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DiagnosisView {
    state: VaultState,
    findings: Vec<FindingView>,
    slots: Vec<SlotView>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FindingView {
    id: FindingId,
    /// What is wrong; absent where all is well.
    problem: Option<Problem>,
    /// What to do about it.
    step: Option<Step>,
    /// The fact behind it: a name, a time, a count.
    value: Option<String>,
}

/// Defines an enum of the window's and its twin in the core, word for word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $word:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$said])* $word,)+
        }

        impl From<keystow::$name> for $name {
            fn from(word: keystow::$name) -> Self {
                match word {
                    $(keystow::$name::$word => Self::$word,)+
                }
            }
        }
    };
}

words! {
    /// What the doctor looks at.
    FindingId {
        /// Whether a keyring answers, unlocked.
        Keyring,
        /// Whether new entries have a place to go.
        Collection,
        /// Whether an entry can be written, read back and deleted.
        Canary,
        /// How fast it answers.
        Deadline,
        /// Whether the vault opens.
        Vault,
        /// The ways to open the vault.
        Slots,
        /// The recovery code.
        Recovery,
        /// The passphrase.
        Passphrase,
        /// Whether every stored key opens.
        Records,
        /// Whether the file is whole.
        Integrity,
        /// Whether other accounts can read the files.
        Permissions,
        /// Whether other programs can read this one's memory.
        Process,
        /// The automatic backup.
        Backup,
    }
}

words! {
    /// What can be wrong.
    Problem {
        /// The keyring is locked.
        KeyringLocked,
        /// No keyring answers.
        KeyringUnavailable,
        /// The keyring did not answer in time.
        KeyringTimeout,
        /// The keyring refused.
        KeyringDenied,
        /// The keyring failed in another way.
        KeyringFailed,
        /// New entries have no place to go.
        NoDefaultCollection,
        /// A trial entry did not come back as it was written.
        CanaryFailed,
        /// The keyring answers slowly.
        SlowKeyring,
        /// The keyring has no secret for this vault.
        MasterMissing,
        /// The keyring's secret belongs to another vault.
        MasterWrong,
        /// The keyring's secret is damaged.
        MasterCorrupt,
        /// The part of the file that opens the vault is damaged.
        SlotCorrupt,
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
        /// Only a passphrase opens the vault.
        PassphraseNeeded,
        /// There is a single way to open the vault.
        OnlyOneWayIn,
        /// Nobody showed to have the recovery code.
        RecoveryUnconfirmed,
        /// A stored key is damaged.
        RecordsDamaged,
        /// The file is damaged.
        NotIntact,
        /// Other accounts can read the files.
        OpenToOthers,
        /// A crash would write this program's memory to the disk.
        CoreFilesOn,
        /// The last automatic backup failed.
        BackupFailed,
        /// Automatic backups were on, and their passphrase is gone.
        BackupOff,
    }
}

words! {
    /// What the owner can do next.
    Step {
        /// Unlock the keyring in GNOME.
        UnlockGnome,
        /// Unlock the wallet in KDE.
        UnlockKde,
        /// Unlock the database in KeePassXC.
        UnlockKeepassxc,
        /// Unlock whatever keyring there is.
        UnlockKeyring,
        /// Start GNOME's keyring.
        StartGnome,
        /// Start KDE's wallet.
        StartKde,
        /// Start KeePassXC and its Secret Service.
        StartKeepassxc,
        /// Install a keyring.
        InstallKeyring,
        /// Go to a desktop session: this one came over SSH.
        DesktopSession,
        /// Permit the sandbox to talk to the keyring.
        FlatpakPermission,
        /// Choose a default keyring in GNOME.
        SetDefaultGnome,
        /// Choose a default wallet in KDE.
        SetDefaultKde,
        /// Choose an exposed group in KeePassXC.
        SetDefaultKeepassxc,
        /// Choose a default keyring.
        SetDefault,
        /// Restart the keyring.
        RestartKeyring,
        /// Answer the keyring's prompt.
        AnswerPrompt,
        /// Type the recovery code.
        UseRecoveryCode,
        /// Restore a backup.
        RestoreBackup,
        /// Put the vault file back.
        RestoreVaultFile,
        /// Type the passphrase.
        UsePassphrase,
        /// Set a passphrase.
        SetPassphrase,
        /// Make a recovery code.
        CreateRecoveryCode,
        /// Confirm the recovery code.
        ConfirmRecoveryCode,
        /// Enter the damaged key again.
        ReplaceKey,
        /// Install the newer version.
        Update,
        /// Give the account its rights on the files back.
        Permit,
        /// Close the other program.
        CloseOther,
        /// Free some space.
        FreeSpace,
        /// Look at the folder of the automatic backup.
        CheckBackupFolder,
        /// Set automatic backups again.
        SetAutoBackup,
        /// Report a fault of this program.
        ReportBug,
    }
}

impl From<keystow::Diagnosis> for DiagnosisView {
    fn from(diagnosis: keystow::Diagnosis) -> Self {
        Self {
            state: diagnosis.state.into(),
            findings: diagnosis.findings.into_iter().map(Into::into).collect(),
            slots: diagnosis.slots.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<keystow::Finding> for FindingView {
    fn from(finding: keystow::Finding) -> Self {
        Self {
            id: finding.id.into(),
            problem: finding.problem.map(Into::into),
            step: finding.step.map(Into::into),
            value: finding.value,
        }
    }
}

//! Backups: what was written, what a restore would change, and what it changed.

use keystow::{AutoBackup, BackupReport, PreviewRow, RestorePreview, RestoreReport};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::time;
use crate::error::CommandError;

/// What a file is picked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PickedFile {
    /// A backup to be written.
    BackupTarget,
    /// A backup to be read.
    BackupSource,
    /// The folder of automatic backups.
    BackupFolder,
    /// A file to look for keys in.
    KeyFile,
}

/// A backup that was written, read again and compared.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BackupView {
    path: String,
    credentials: u32,
    at: String,
}

/// What a restore would do.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestorePreviewView {
    /// When the backup was written.
    created_at: String,
    /// Whether there is a vault that opens; where none does, the backup becomes a new one.
    vault_opens: bool,
    rows: Vec<PreviewRowView>,
}

/// What a restore would do with one credential.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PreviewRowView {
    profile: String,
    provider: String,
    name: String,
    change: RestoreChange,
}

/// How a credential of the backup differs from what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum RestoreChange {
    /// It is not stored.
    New,
    /// It is stored like that.
    Same,
    /// Something else is stored.
    Differs,
}

/// What a restore did.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestoreReportView {
    added: u32,
    replaced: u32,
    kept: u32,
    /// Where the vault as it was before lies now.
    before: Option<String>,
    /// Whether it is a new vault, which the ways into the old one do not open.
    fresh: bool,
    /// Whether automatic backups were on and are off now.
    auto_backup_off: bool,
}

/// Automatic backups.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AutoBackupView {
    folder: String,
    /// How many stay.
    keep: u32,
    last_at: Option<String>,
    last_fault: Option<BackupFault>,
}

/// Why a backup was not written or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BackupFault {
    /// The passphrase does not open it.
    WrongPassphrase,
    /// It is damaged.
    Damaged,
    /// It is something else.
    NotABackup,
    /// A newer Keystow wrote it.
    Newer,
    /// Opening it would take too long.
    TooSlow,
    /// It holds a key of a provider that this version does not know.
    UnknownProvider,
    /// The vault changed since the restore was previewed: it opened and does not now, or the other way round.
    VaultChanged,
    /// There is a file of that name already.
    FileExists,
    /// There is no such file.
    NotFound,
    /// It cannot be read.
    Unreadable,
    /// It cannot be written.
    Unwritable,
    /// The disk is full.
    DiskFull,
}

impl From<&keystow::BackupFault> for BackupFault {
    fn from(fault: &keystow::BackupFault) -> Self {
        use keystow::BackupFault as F;
        match fault {
            F::WrongPassphrase => Self::WrongPassphrase,
            F::Damaged => Self::Damaged,
            F::NotABackup => Self::NotABackup,
            F::Newer => Self::Newer,
            F::TooSlow => Self::TooSlow,
            F::UnknownProvider(_) => Self::UnknownProvider,
            F::VaultChanged => Self::VaultChanged,
            F::FileExists => Self::FileExists,
            F::NotFound => Self::NotFound,
            F::Unreadable => Self::Unreadable,
            F::Unwritable => Self::Unwritable,
            F::DiskFull => Self::DiskFull,
        }
    }
}

impl From<keystow::BackupFault> for CommandError {
    fn from(fault: keystow::BackupFault) -> Self {
        let word = BackupFault::from(&fault);
        let provider = match fault {
            keystow::BackupFault::UnknownProvider(provider) => Some(provider),
            _ => None,
        };
        Self::Backup {
            fault: word,
            provider,
        }
    }
}

impl From<BackupReport> for BackupView {
    fn from(report: BackupReport) -> Self {
        Self {
            path: report.file.display().to_string(),
            credentials: report.credentials,
            at: time(report.at),
        }
    }
}

impl From<RestorePreview> for RestorePreviewView {
    fn from(preview: RestorePreview) -> Self {
        Self {
            created_at: time(preview.created_at),
            vault_opens: preview.vault_opens,
            rows: preview.rows.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<PreviewRow> for PreviewRowView {
    fn from(row: PreviewRow) -> Self {
        Self {
            profile: row.profile,
            provider: row.provider,
            name: row.name,
            change: match row.change {
                keystow::RestoreChange::New => RestoreChange::New,
                keystow::RestoreChange::Same => RestoreChange::Same,
                keystow::RestoreChange::Differs => RestoreChange::Differs,
            },
        }
    }
}

impl From<RestoreReport> for RestoreReportView {
    fn from(report: RestoreReport) -> Self {
        Self {
            added: report.added,
            replaced: report.replaced,
            kept: report.kept,
            before: report.before.map(|path| path.display().to_string()),
            fresh: report.fresh,
            auto_backup_off: report.auto_backup_off,
        }
    }
}

impl From<AutoBackup> for AutoBackupView {
    fn from(auto: AutoBackup) -> Self {
        Self {
            folder: auto.folder.display().to_string(),
            keep: auto.keep,
            last_at: auto.last_at.map(time),
            last_fault: auto.last_fault.as_ref().map(Into::into),
        }
    }
}

//! What is wrong with a backup, in words.

use keystow::BackupFault;

use super::{Code, Failure};
use crate::provider;

impl From<BackupFault> for Failure {
    fn from(fault: BackupFault) -> Self {
        use BackupFault as F;
        let (code, message, hint) = match fault {
            F::WrongPassphrase => (
                Code::Refused,
                "the passphrase does not open this backup",
                "check it for typos: it is the one that the backup was written with; nothing was changed",
            ),
            F::Damaged => (
                Code::Refused,
                "the backup is damaged",
                "use another copy of it; nothing was changed",
            ),
            F::NotABackup => (
                Code::Refused,
                "this file is no backup of Keystow",
                "give the file that `keystow backup` wrote; nothing was changed",
            ),
            F::Newer => (
                Code::Refused,
                "the backup was written by a newer Keystow",
                "update Keystow, then try again; nothing was changed",
            ),
            F::TooSlow => (
                Code::Refused,
                "the backup asks for more work than this computer should do to open it",
                "Keystow writes none of this kind; nothing was changed",
            ),
            F::UnknownProvider(id) => {
                return Self::new(
                    Code::Refused,
                    format!(
                        "the backup holds a key for a provider that is not known here: {}",
                        provider::quoted(&id)
                    ),
                )
                .hint("update Keystow, then try again; nothing was changed");
            }
            F::VaultChanged => (
                Code::VaultClosed,
                "the vault changed since the preview: it opened and does not now, or the other way round",
                "run `keystow restore FILE` again to see what it would do now; nothing was changed",
            ),
            F::FileExists => (
                Code::Refused,
                "there is a file of that name already",
                "choose another name, or replace it with --force",
            ),
            F::NotFound => (
                Code::Refused,
                "there is no such file or folder",
                "check the path; nothing was changed",
            ),
            F::Unreadable => (
                Code::Refused,
                "the backup cannot be read",
                "check that it is a file, and who may read it; nothing was changed",
            ),
            F::Unwritable => (
                Code::Refused,
                "the backup cannot be written there",
                "check the folder and who may write into it",
            ),
            F::DiskFull => (
                Code::VaultClosed,
                "the disk is full, so there is no backup",
                "free some space, then try again",
            ),
        };
        Self::new(code, message).hint(hint)
    }
}

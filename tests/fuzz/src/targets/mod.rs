//! Every target, one file each.

mod backup_file;
mod backup_payload;
mod base_url;
mod imported_file;
mod keyring_line;
mod paste;
mod project_file;
mod record;
mod recovery_code;
mod slot;
mod stream;
mod verdict;

use crate::engine::Target;

/// Every target, in the order in which they run.
pub fn all() -> Vec<Box<dyn Target>> {
    vec![
        Box::new(record::SealedRecords),
        Box::new(slot::Slots),
        Box::new(keyring_line::KeyringLines),
        Box::new(recovery_code::RecoveryCodes),
        Box::new(backup_payload::BackupPayloads),
        Box::new(backup_file::BackupFiles),
        Box::new(verdict::Verdicts),
        Box::new(base_url::BaseUrls),
        Box::new(paste::Pastes),
        Box::new(imported_file::ImportedFiles),
        Box::new(project_file::ProjectFiles),
        Box::new(stream::Streams),
    ]
}

/// The target of this name.
pub fn find(name: &str) -> Option<Box<dyn Target>> {
    all().into_iter().find(|target| target.name() == name)
}

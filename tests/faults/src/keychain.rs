//! A keyring of plain files, one an account: it outlives killed processes, and thousands of rounds
//! against it take minutes.
//!
//! An entry is there wholly or not at all, as a real keyring promises: a write goes to a file beside it
//! and takes the name in one step. It uses other calls than those that are made to fail in a victim,
//! since a real keyring is another process.

use std::fs::{self, OpenOptions};
use std::io::{self, IoSlice, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keystow_vault::keychain::{Keychain, KeychainError, KeychainFacts, OpenKeychain, Prompting};
use zeroize::Zeroizing;

/// Linux's flag for a write that returns when the disk has it.
const O_SYNC: i32 = 0o4_010_000;

/// A keyring in a folder.
#[derive(Clone, Debug)]
pub struct FileKeychain {
    folder: PathBuf,
}

impl FileKeychain {
    /// The way to open the keyring of a folder, which is made with the first entry.
    pub fn opener(folder: &Path) -> OpenKeychain {
        let keychain = Self {
            folder: folder.to_owned(),
        };
        Arc::new(move || Box::new(keychain.clone()))
    }

    /// The accounts that have an entry, in order.
    pub fn accounts(folder: &Path) -> Vec<String> {
        let Ok(entries) = fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    }

    fn put(&self, account: &str, line: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let beside = self
            .folder
            .join(format!(".{account}.{}", std::process::id()));
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .custom_flags(O_SYNC)
            .open(&beside)?;
        let written = file.write_vectored(&[IoSlice::new(line.as_bytes())])?;
        if written != line.len() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        fs::rename(&beside, self.folder.join(account))
    }
}

impl Keychain for FileKeychain {
    fn facts(&mut self) -> Result<KeychainFacts, KeychainError> {
        Ok(KeychainFacts {
            backend: Some("files".to_owned()),
            locked: Some(false),
            default_collection: true,
        })
    }

    fn unlock(&mut self, _: Prompting) -> Result<(), KeychainError> {
        Ok(())
    }

    fn read(
        &mut self,
        account: &str,
        _: Prompting,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        match fs::read_to_string(self.folder.join(account)) {
            Ok(line) => Ok(Some(Zeroizing::new(line))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(_) => Err(KeychainError::Failed),
        }
    }

    fn write(&mut self, account: &str, line: &str, _: Prompting) -> Result<(), KeychainError> {
        self.put(account, line).map_err(|_| KeychainError::Failed)
    }

    fn delete(&mut self, account: &str, _: Prompting) -> Result<(), KeychainError> {
        match fs::remove_file(self.folder.join(account)) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(_) => Err(KeychainError::Failed),
        }
    }
}

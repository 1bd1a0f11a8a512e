//! The files of a vault: `vault.db` with its WAL, the sentinel `vault.id`, and `vault.lock`.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::error::VaultError;

const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The data directory of one vault.
#[derive(Clone, Debug)]
pub(crate) struct VaultFiles {
    directory: PathBuf,
}

/// Holds `vault.lock` until it is dropped.
pub(crate) struct VaultLock(#[expect(dead_code, reason = "held for its drop")] File);

impl VaultFiles {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.directory.join("vault.db")
    }

    fn sentinel(&self) -> PathBuf {
        self.directory.join("vault.id")
    }

    /// Length of the database in bytes; `None` where there is no file.
    pub(crate) fn database_length(&self) -> Result<Option<u64>, VaultError> {
        match fs::metadata(self.database()) {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(VaultError::from_io(&error)),
        }
    }

    /// Tells the file that stands at the path now from one that stood there before.
    #[cfg(unix)]
    pub(crate) fn database_identity(&self) -> Option<(u64, u64)> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(self.database())
            .ok()
            .map(|metadata| (metadata.dev(), metadata.ino()))
    }

    /// Windows holds a file that is open, so it cannot be exchanged.
    #[cfg(not(unix))]
    pub(crate) fn database_identity(&self) -> Option<(u64, u64)> {
        fs::metadata(self.database()).ok().map(|_| (0, 0))
    }

    /// Whether a vault was once initialised here.
    pub(crate) fn has_sentinel(&self) -> bool {
        self.sentinel().exists()
    }

    /// Writes the sentinel, durably; one that is there stays.
    pub(crate) fn write_sentinel(&self, vault_id: [u8; 16]) -> Result<(), VaultError> {
        if self.has_sentinel() {
            return Ok(());
        }
        let write = || {
            let mut file = private_file(&self.sentinel())?;
            writeln!(file, "{}", data_encoding::HEXLOWER.encode(&vault_id))?;
            file.sync_all()?;
            sync_directory(&self.directory)
        };
        write().map_err(|error| VaultError::from_io(&error))
    }

    /// Makes the folder, 0700.
    pub(crate) fn create_directory(&self) -> Result<(), VaultError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&self.directory)
            .map_err(|error| VaultError::from_io(&error))
    }

    /// Makes an empty database file, 0600, so that `SQLite` creates its WAL alike.
    pub(crate) fn create_database(&self) -> Result<(), VaultError> {
        private_file(&self.database())
            .map(drop)
            .map_err(|error| VaultError::from_io(&error))
    }

    /// Takes back rights that others have on folder and files. Best effort: what cannot be changed is
    /// told by the doctor.
    pub(crate) fn restrict_permissions(&self) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let wanted = [
                (self.directory.clone(), 0o700),
                (self.database(), 0o600),
                (self.directory.join("vault.db-wal"), 0o600),
                (self.directory.join("vault.db-shm"), 0o600),
            ];
            for (path, mode) in wanted {
                let loose =
                    fs::metadata(&path).is_ok_and(|m| !has_no_strangers(m.permissions().mode()));
                if loose && fs::set_permissions(&path, fs::Permissions::from_mode(mode)).is_err() {
                    tracing::warn!("the vault's permissions are too open and cannot be changed");
                }
            }
        }
    }

    /// Whether folder and file are closed to other accounts.
    pub(crate) fn is_private(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            [self.directory.clone(), self.database()]
                .iter()
                .all(|path| {
                    fs::metadata(path).map_or(true, |m| has_no_strangers(m.permissions().mode()))
                })
        }
        #[cfg(not(unix))]
        true
    }

    /// Takes `vault.lock`, against every other process and task.
    ///
    /// # Errors
    /// [`VaultError::VaultBusy`] where another holds it until then.
    pub(crate) async fn lock(&self, until: Instant) -> Result<VaultLock, VaultError> {
        self.create_directory()?;
        let file = private_file(&self.directory.join("vault.lock"))
            .map_err(|error| VaultError::from_io(&error))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(VaultLock(file)),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    tokio::time::sleep(LOCK_PAUSE).await;
                }
                Err(TryLockError::WouldBlock) => return Err(VaultError::VaultBusy),
                Err(TryLockError::Error(error)) => return Err(VaultError::from_io(&error)),
            }
        }
    }
}

/// Whether neither group nor others have a right.
#[cfg(unix)]
fn has_no_strangers(mode: u32) -> bool {
    mode.trailing_zeros() >= 6
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

//! The files of a vault: `vault.db` with its WAL, the sentinel `vault.id`, and `vault.lock`.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::error::VaultError;
use crate::step::step;

const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// What `SQLite` takes of a name, in bytes (`MAX_PATHNAME` of `os_unix.c`), its suffixes included.
const LONGEST_NAME: usize = 512;

/// The longest names behind that of the directory: its own files, and those of a vault that a restore
/// builds in a folder of its own.
const OWN: &str = "/vault.db-journal";
const BUILT: &str = "/restoring-0123456789abcdef/vault.db-journal";

/// The data directory of one vault.
#[derive(Clone, Debug)]
pub(crate) struct VaultFiles {
    directory: PathBuf,
    /// How many bytes the names of its files add to its own.
    room: usize,
}

/// Holds `vault.lock` until it is dropped.
pub(crate) struct VaultLock(#[expect(dead_code, reason = "held for its drop")] File);

impl VaultFiles {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self {
            directory,
            room: BUILT.len(),
        }
    }

    /// A folder inside of another vault's, in which none is built.
    pub(crate) fn inside(directory: PathBuf) -> Self {
        Self {
            directory,
            room: OWN.len(),
        }
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

    /// Gives the vault's files second names that tell the time, all together, so that they can be cleared
    /// away without losing one. Returns the database's; `None` where there is none.
    pub(crate) fn link_aside(&self, now: Timestamp) -> Result<Option<PathBuf>, VaultError> {
        let has_database = self.database_length()?.is_some();
        if !has_database && !with_suffix(&self.database(), "-wal").exists() {
            return Ok(None);
        }
        let link = |name: &Path| -> io::Result<()> {
            // A log must not get beside the database of another moment.
            if name.exists() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            // The database first: whose name it gets, the others belong to.
            for suffix in ["", "-wal", "-shm"] {
                let from = with_suffix(&self.database(), suffix);
                match fs::hard_link(&from, with_suffix(name, suffix)) {
                    Ok(()) => {}
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            sync_directory(&self.directory)
        };
        let name = self.with_free_name("vault", now, link)?;
        Ok(has_database.then_some(name))
    }

    /// Removes the vault's files; call [`Self::link_aside`] before. The sentinel goes last: until then
    /// nothing is taken for a first run.
    pub(crate) fn clear(&self) -> Result<(), VaultError> {
        let clear = || {
            for suffix in ["", "-wal", "-shm"] {
                remove(with_suffix(&self.database(), suffix))?;
            }
            sync_directory(&self.directory)?;
            remove(self.sentinel())?;
            sync_directory(&self.directory)
        };
        clear().map_err(|error| VaultError::from_io(&error))
    }

    /// Puts the files of another folder in the place of these; call [`Self::link_aside`] before. The log
    /// goes first: beside another database it would be taken for a part of that one.
    pub(crate) fn take_over(&self, other: &Self) -> Result<(), VaultError> {
        let take_over = || {
            for suffix in ["-wal", "-shm"] {
                remove(with_suffix(&self.database(), suffix))?;
            }
            sync_directory(&self.directory)?;
            step!("fresh.cleared");
            fs::rename(other.database(), self.database())?;
            sync_directory(&self.directory)?;
            step!("fresh.swapped");
            fs::rename(other.sentinel(), self.sentinel())?;
            sync_directory(&self.directory)
        };
        take_over().map_err(|error| VaultError::from_io(&error))
    }

    /// Makes a database durable that nobody has open.
    pub(crate) fn sync_database(&self) -> Result<(), VaultError> {
        if with_suffix(&self.database(), "-wal").exists() {
            return Err(VaultError::VaultBusy);
        }
        let sync = || File::open(self.database())?.sync_all();
        sync().map_err(|error| VaultError::from_io(&error))
    }

    /// Makes an empty file, 0600, for a copy of the database as it is now.
    pub(crate) fn create_copy(&self, now: Timestamp) -> Result<PathBuf, VaultError> {
        self.with_free_name("pre-restore", now, |path| {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(path).map(drop)
        })
    }

    /// Makes a copy durable that was written into [`Self::create_copy`]'s file.
    pub(crate) fn sync_copy(&self, copy: &Path) -> Result<(), VaultError> {
        let sync = || {
            File::open(copy)?.sync_all()?;
            sync_directory(&self.directory)
        };
        sync().map_err(|error| VaultError::from_io(&error))
    }

    /// Tries names that tell the time until `make` finds one that nobody has.
    fn with_free_name(
        &self,
        what: &str,
        now: Timestamp,
        make: impl Fn(&Path) -> io::Result<()>,
    ) -> Result<PathBuf, VaultError> {
        let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        for attempt in 1..100 {
            let name = if attempt == 1 {
                format!("{what}-{time}.db")
            } else {
                format!("{what}-{time}-{attempt}.db")
            };
            let path = self.directory.join(name);
            match make(&path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(VaultError::from_io(&error)),
            }
        }
        Err(VaultError::File(io::ErrorKind::AlreadyExists))
    }

    /// Makes the folder, 0700. Where no vault is yet, its name must leave room for the files in it:
    /// nothing is begun that `SQLite` could not go on with.
    pub(crate) fn create_directory(&self) -> Result<(), VaultError> {
        let length = self.directory.as_os_str().len() + self.room;
        if length > LONGEST_NAME && self.database_length()?.is_none() {
            return Err(VaultError::File(io::ErrorKind::InvalidFilename));
        }
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

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes a file; one that is not there is gone already.
fn remove(path: PathBuf) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

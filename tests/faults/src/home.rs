//! A vault in a folder of its own, with its keyring and its backups beside it.
//!
//! A kill loses nothing that the kernel has taken, whatever the disk: so homes lie in memory where the
//! machine has a folder for that, and thousands of rounds wear out no disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use keystow::{Keystow, Options};
use keystow_vault::keychain::{Keychain, OpenKeychain, Prompting, SystemKeychain};
use keystow_vault::{AccountTerms, ApiKey, CredentialSeed, Vault, VaultOptions};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tempfile::TempDir;

use crate::keychain::FileKeychain;

/// How long a keyring may take here: far longer than any that is not hung.
const KEYRING_DEADLINE: Duration = Duration::from_secs(20);

/// Which keyring a home uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyring {
    /// Files in the home itself.
    Files,
    /// The keyring of the session that this process is in.
    System,
}

impl Keyring {
    /// Its word on the victim's command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::System => "system",
        }
    }

    /// The keyring of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Files, Self::System]
            .into_iter()
            .find(|keyring| keyring.as_str() == word)
    }
}

/// A vault's folder, its keyring and its backups; handles and processes come and go.
#[derive(Debug)]
pub struct Home {
    root: PathBuf,
    keyring: Keyring,
    /// Deletes the folder at the end, where it is this value's own.
    kept: Option<TempDir>,
}

impl Home {
    /// An empty one.
    pub fn new(keyring: Keyring) -> Self {
        let folder = scratch();
        Self {
            root: folder.path().to_owned(),
            keyring,
            kept: Some(folder),
        }
    }

    /// One that is there, and stays.
    pub fn at(root: PathBuf, keyring: Keyring) -> Self {
        Self {
            root,
            keyring,
            kept: None,
        }
    }

    /// A copy, as it stands on the disk: no process may have it open.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::new(self.keyring);
        copy_folder(&self.root, &copy.root).expect("a home can be copied");
        copy
    }

    /// Keeps the folder after this value, and returns it: something is to be seen there.
    pub fn keep(mut self) -> PathBuf {
        if let Some(folder) = self.kept.take() {
            return folder.keep();
        }
        self.root.clone()
    }

    /// Everything of this home.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Which keyring it uses.
    pub fn keyring(&self) -> Keyring {
        self.keyring
    }

    /// The vault's data directory.
    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// The vault's file.
    pub fn database(&self) -> PathBuf {
        self.data().join("vault.db")
    }

    /// The folder of the keyring's files.
    pub fn entries(&self) -> PathBuf {
        self.root.join("keyring")
    }

    /// The folder of the backups.
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    /// The way to its keyring.
    pub fn opener(&self) -> OpenKeychain {
        match self.keyring {
            Keyring::Files => FileKeychain::opener(&self.entries()),
            Keyring::System => SystemKeychain::opener(),
        }
    }

    /// Whether the keyring has an entry for this account.
    pub fn has_entry(&self, account: &str) -> bool {
        let mut keychain: Box<dyn Keychain> = self.opener()();
        matches!(keychain.read(account, Prompting::Never), Ok(Some(_)))
    }

    /// A handle as a process that starts now would have it.
    pub fn vault(&self) -> Vault {
        self.vault_with(self.opener())
    }

    /// A handle with a keyring that holds nothing.
    pub fn vault_without_keyring(&self) -> Vault {
        self.vault_with(FileKeychain::opener(&self.root.join("no keyring")))
    }

    fn vault_with(&self, keychain: OpenKeychain) -> Vault {
        Vault::new(VaultOptions {
            directory: self.data(),
            keychain,
            keyring_deadline: KEYRING_DEADLINE,
            prompt_deadline: KEYRING_DEADLINE,
            passphrase: None,
            connections: 4,
        })
    }

    /// A handle of the core's.
    pub async fn keystow(&self) -> Keystow {
        let options = Options {
            data_dir: Some(self.data()),
            keychain: self.opener(),
            keyring_deadline: KEYRING_DEADLINE,
            prompt_deadline: KEYRING_DEADLINE,
            // A victim names its profile: none is looked up before the step that is to fail.
            profile: Some("default".to_owned()),
            ..Options::default()
        };
        Keystow::open(options)
            .await
            .expect("the profile is named well")
    }

    /// A connection that reads and edits the file behind the vault's back.
    pub async fn edit(&self) -> SqliteConnection {
        connect(&self.database())
            .await
            .expect("the file is a database")
    }

    /// Puts everything into the one file: nothing is left in the WAL, and no connection is open.
    pub async fn settle(&self) {
        let mut db = self.edit().await;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut db)
            .await
            .expect("nobody else has the file open");
        db.close().await.expect("the last connection closes");
    }
}

/// A credential to be made, with its own origin.
pub fn seed(provider: &str, key: &str) -> CredentialSeed {
    let key = ApiKey::parse(key).expect("it is a key");
    CredentialSeed {
        provider: provider.to_owned(),
        key: Some((key, "sk-…fake".to_owned())),
        label: None,
        note: None,
        lend_policy: "allow",
        base_url: None,
        auth_scheme: "bearer".to_owned(),
        origins: vec![format!("https://{provider}.example:443")],
        region: None,
        account: AccountTerms::default(),
    }
}

/// Opens a file as it is.
///
/// # Errors
/// It is no database.
pub async fn connect(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(false)
        .disable_statement_logging()
        .connect()
        .await
}

/// A folder for a while.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let mut builder = tempfile::Builder::new();
    builder.prefix("keystow-faults-");
    builder
        .tempdir_in(memory)
        .or_else(|_| builder.tempdir())
        .expect("a folder for a while can be made")
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// Something cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &copy)?;
        } else {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}

/// A program of the same build as this one.
pub fn program(name: &str) -> Arc<Path> {
    let own = std::env::current_exe().expect("a process knows its program");
    own.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("{name} is not built; build the whole workspace"))
        .into()
}

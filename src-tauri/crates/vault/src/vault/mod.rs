//! The vault's handle: its pool, its open data key, and what needs neither key nor keyring.
//!
//! Always true: what needs no key needs no keyring. The pool follows the file: where another process
//! put a new file in its place, the handle leaves the old one.

pub(crate) mod canary;
pub(crate) mod credentials;
pub(crate) mod endpoints;
mod entries;
pub(crate) mod facts;
mod first;
mod fresh;
mod loans;
mod open;
mod profiles;
pub(crate) mod rotation;
mod secrets;
mod slots;
mod transfer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::sqlite::SqlitePool;
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};

use crate::cipher::RecordKeys;
use crate::error::{VaultError, VaultState};
use crate::keychain::{KeychainError, KeychainFacts, KeychainThread, OpenKeychain, Prompting};
use crate::passphrase::Passphrase;
use crate::secret::DataKey;
use crate::slot::SlotKind;
use crate::store;
use crate::store::check::StoredCheck;
use crate::store::files::VaultFiles;
use crate::store::meta::Meta;
use crate::store::model::StoredModel;

/// Plain `BEGIN` ignores the busy timeout in WAL.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// How often a write begins anew because another file took the place of its own.
const ATTACHINGS: u32 = 3;

/// Where a vault is, and how long its keyring may take.
#[derive(Clone)]
pub struct VaultOptions {
    /// The data directory.
    pub directory: PathBuf,
    /// Opens the keyring; [`crate::keychain::SystemKeychain::opener`] for the real one.
    pub keychain: OpenKeychain,
    /// How long a call without a prompt may take.
    pub keyring_deadline: Duration,
    /// How long a call with a prompt may take.
    pub prompt_deadline: Duration,
    /// Asks the owner for the passphrase, where no keyring slot opened and the vault has one.
    pub passphrase: Option<AskPassphrase>,
    /// How many connections to the file are kept at most; a reader waits for a free one.
    pub connections: u32,
}

/// Asks the owner for the passphrase; `None` where nobody can be asked.
pub type AskPassphrase = Arc<dyn Fn() -> Option<Passphrase> + Send + Sync>;

/// A vault, open or not. Clones share everything.
#[derive(Clone)]
pub struct Vault {
    inner: Arc<Inner>,
    /// How often the vault was closed when this handle's work in the background began.
    background: Option<u64>,
}

struct Inner {
    files: VaultFiles,
    keychain: KeychainThread,
    /// Answers while a prompt holds the other thread.
    probe: KeychainThread,
    keyring_deadline: Duration,
    prompt_deadline: Duration,
    passphrase: Option<AskPassphrase>,
    connections: u32,
    attached: tokio::sync::Mutex<Option<Attached>>,
    opened: Mutex<Memory>,
    /// One opening at a time, so that one prompt is shown.
    opening: tokio::sync::Mutex<Option<open::Refusal>>,
}

struct Attached {
    pool: SqlitePool,
    identity: Option<(u64, u64)>,
}

/// What of the vault is in memory.
#[derive(Default)]
struct Memory {
    opened: Option<(Arc<Opened>, Instant)>,
    /// The data key was dropped on purpose: it is not fetched again just to tell the state.
    resting: bool,
    /// How often it was dropped on purpose: an opening that began before the last time keeps nothing.
    closes: u64,
}

impl Memory {
    fn close(&mut self) {
        self.opened = None;
        self.resting = true;
        self.closes += 1;
    }
}

/// An open vault: its data key, and the keys that it yields.
pub(crate) struct Opened {
    pub(crate) vault_id: [u8; 16],
    pub(crate) generation: u32,
    pub(crate) keys: RecordKeys,
    pub(crate) data_key: DataKey,
}

impl Opened {
    pub(crate) fn meta(&self) -> Meta {
        Meta {
            vault_id: self.vault_id,
            generation: self.generation,
        }
    }
}

impl Vault {
    /// Prepares a handle. Touches neither file nor keyring.
    pub fn new(options: VaultOptions) -> Self {
        Self {
            inner: Arc::new(Inner {
                files: VaultFiles::new(options.directory),
                keychain: KeychainThread::new(Arc::clone(&options.keychain)),
                probe: KeychainThread::new(options.keychain),
                keyring_deadline: options.keyring_deadline,
                prompt_deadline: options.prompt_deadline,
                passphrase: options.passphrase,
                connections: options.connections,
                attached: tokio::sync::Mutex::default(),
                opened: Mutex::default(),
                opening: tokio::sync::Mutex::default(),
            }),
            background: None,
        }
    }

    /// A handle for work that its owner did not ask for; `None` where the vault rests. It opens the vault
    /// like any other until the vault is closed on purpose, and from then on answers
    /// [`VaultError::Closed`].
    pub fn in_background(&self) -> Option<Self> {
        let memory = self.memory();
        (!memory.resting).then(|| Self {
            inner: Arc::clone(&self.inner),
            background: Some(memory.closes),
        })
    }

    /// The data directory.
    pub fn directory(&self) -> &Path {
        self.inner.files.directory()
    }

    /// Whether the data key is in memory now.
    pub fn is_open(&self) -> bool {
        self.memory().opened.is_some()
    }

    /// Whether the data key was dropped on purpose, and nothing opened the vault since.
    pub fn is_resting(&self) -> bool {
        self.memory().resting
    }

    /// Drops the data key. The vault rests: whoever needs a key opens it again, whoever asks for its
    /// state does not. An opening under way serves the one who began it, and leaves nothing in memory.
    pub fn close(&self) {
        self.memory().close();
    }

    /// Drops the data key where nothing needed it for this long; tells whether it did.
    pub fn close_if_idle(&self, idle: Duration) -> bool {
        let mut memory = self.memory();
        let idle = memory
            .opened
            .as_ref()
            .is_some_and(|(_, used)| used.elapsed() >= idle);
        if idle {
            memory.close();
        }
        idle
    }

    /// Tells the vault's state without a prompt, opening it on the way where that is possible. A vault
    /// that was closed on purpose stays closed, and asking does not count as a use of one that is open.
    pub async fn state(&self) -> VaultState {
        let told = if self.is_resting() {
            self.state_at_rest().await
        } else {
            self.state_awake().await
        };
        VaultState::of(&told)
    }

    async fn state_awake(&self) -> Result<(), VaultError> {
        let meta = self.meta().await?;
        if self.glance().is_some_and(|opened| opened.meta() == meta) {
            return Ok(());
        }
        self.open(Prompting::Never).await
    }

    /// What stands between a resting vault and its keys, as far as it can be told without opening it.
    async fn state_at_rest(&self) -> Result<(), VaultError> {
        self.meta().await?;
        if self.sealed_slots(SlotKind::Keyring).await?.is_empty() {
            return Err(VaultError::PassphraseNeeded);
        }
        match self.keychain_facts().await?.locked {
            Some(true) => Err(KeychainError::Locked.into()),
            _ => Ok(()),
        }
    }

    /// Tells what can be told of the keyring without a prompt.
    ///
    /// # Errors
    /// [`KeychainError`] where no keyring answers in time.
    pub async fn keychain_facts(&self) -> Result<KeychainFacts, KeychainError> {
        let deadline = self.inner.keyring_deadline;
        self.inner
            .probe
            .call(deadline, |keychain| keychain.facts())
            .await
    }

    /// Tells the vault's state without asking the keyring: `Ready` where it alone is left to ask.
    pub async fn state_of_file(&self) -> VaultState {
        VaultState::of(&self.meta().await.map(drop))
    }

    /// Opens an initialised vault.
    ///
    /// # Errors
    /// [`VaultError::Uninitialised`] on a first run, or why it cannot be opened.
    pub async fn open(&self, prompting: Prompting) -> Result<(), VaultError> {
        self.opened_or_open(self.patience(prompting))
            .await
            .map(drop)
    }

    /// Makes sure that the keyring could take an entry: all that can be opened before the first run.
    ///
    /// # Errors
    /// [`KeychainError`] where it could not.
    pub async fn unlock_keyring(&self, prompting: Prompting) -> Result<(), KeychainError> {
        let time = self.patience(prompting).left();
        self.inner
            .keychain
            .call(time, move |keychain| keychain.unlock(prompting))
            .await
    }

    /// Lists the models of a credential, gone ones included.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn models(&self, credential_id: [u8; 16]) -> Result<Vec<StoredModel>, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        store::model::list(&mut db, credential_id).await
    }

    /// Lists the latest checks of a credential, newest first.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn checks(&self, credential_id: [u8; 16]) -> Result<Vec<StoredCheck>, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        store::check::list(&mut db, credential_id).await
    }

    /// The stored settings, each a JSON value under its name.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, VaultError> {
        match self.pool(false).await {
            Ok(pool) => store::setting::all(&mut *pool.acquire().await?).await,
            Err(VaultError::Uninitialised) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Stores settings, each a JSON value under its name.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn put_settings(&self, settings: &[(&str, String)]) -> Result<(), VaultError> {
        let mut tx = self.begin(true).await?;
        for (name, value) in settings {
            store::setting::put(&mut tx, name, value).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A number that changes whenever any process changes the vault. Keep the connection between calls:
    /// the number means nothing on another one.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn watch(&self) -> Result<VaultWatch, VaultError> {
        self.pool(false).await?;
        Ok(VaultWatch {
            connection: store::connect(&self.inner.files).await?,
            identity: self.inner.files.database_identity(),
            files: self.inner.files.clone(),
        })
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.inner
            .opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The open vault, for work that needs a key: it is in use now.
    fn opened(&self) -> Option<Arc<Opened>> {
        let mut memory = self.memory();
        let (opened, used) = memory.opened.as_mut()?;
        *used = Instant::now();
        Some(Arc::clone(opened))
    }

    /// The open vault, for what may be shown as long as it is open.
    fn glance(&self) -> Option<Arc<Opened>> {
        let memory = self.memory();
        memory.opened.as_ref().map(|(opened, _)| Arc::clone(opened))
    }

    /// Keeps what was opened, unless the vault was closed on purpose since the opening began.
    fn set_opened(&self, opened: Arc<Opened>, closes: u64) {
        let mut memory = self.memory();
        if memory.closes == closes {
            memory.resting = false;
            memory.opened = Some((opened, Instant::now()));
        }
    }

    /// Drops a data key that is not, or may not be, the file's any more.
    fn forget_opened(&self) {
        self.memory().opened = None;
    }

    /// Lets go of the file, so that another can take its place.
    async fn leave_file(&self) {
        // Whoever holds a connection may wait for the look at what is attached: it is not held here.
        let left = self.inner.attached.lock().await.take();
        if let Some(left) = left {
            left.pool.close().await;
        }
        self.forget_opened();
    }

    /// The pool on the file that stands at the path now.
    pub(crate) async fn pool(&self, create: bool) -> Result<SqlitePool, VaultError> {
        let mut attached = self.inner.attached.lock().await;
        let identity = self.inner.files.database_identity();
        if let Some(attached) = attached.as_ref()
            && identity.is_some()
            && attached.identity == identity
        {
            return Ok(attached.pool.clone());
        }
        if let Some(left) = attached.take() {
            self.forget_opened();
            // Its connections may be in use by a caller that waits for this very pool.
            tokio::spawn(async move { left.pool.close().await });
        }
        let pool = store::attach(&self.inner.files, create, self.inner.connections).await?;
        // What stood there before counts: where another file came meanwhile, the next look notices.
        let identity = identity.or_else(|| self.inner.files.database_identity());
        *attached = Some(Attached {
            pool: pool.clone(),
            identity,
        });
        Ok(pool)
    }

    /// Begins a write: `BEGIN IMMEDIATE`, since plain `BEGIN` ignores the busy timeout in WAL. It goes to
    /// the file that stands at the path: what was written into one that was moved aside would be lost.
    pub(crate) async fn begin(
        &self,
        create: bool,
    ) -> Result<Transaction<'static, Sqlite>, VaultError> {
        for _ in 0..ATTACHINGS {
            let begun = self.begin_where_attached(create).await?;
            if self.is_attached_to_file().await {
                return Ok(begun);
            }
            begun.rollback().await?;
        }
        Err(VaultError::VaultBusy)
    }

    async fn is_attached_to_file(&self) -> bool {
        let attached = self.inner.attached.lock().await;
        let file = self.inner.files.database_identity();
        let of = attached.as_ref().and_then(|attached| attached.identity);
        file.is_some() && file == of
    }

    async fn begin_where_attached(
        &self,
        create: bool,
    ) -> Result<Transaction<'static, Sqlite>, VaultError> {
        let begun = self.pool(create).await?.begin_with(BEGIN).await;
        let unusable = matches!(
            begun,
            Err(sqlx::Error::BeginFailed | sqlx::Error::InvalidSavePointStatement)
        );
        if !unusable {
            return Ok(begun?);
        }
        // A full disk can fail a rollback too: its connection is in a transaction that nobody ends.
        if let Some(left) = self.inner.attached.lock().await.take() {
            tokio::spawn(async move { left.pool.close().await });
        }
        Ok(self.pool(create).await?.begin_with(BEGIN).await?)
    }
}

/// Watches the file for changes by any process.
pub struct VaultWatch {
    connection: SqliteConnection,
    identity: Option<(u64, u64)>,
    files: VaultFiles,
}

impl VaultWatch {
    /// The file's version as this watch sees it, or `None` where another file stands there now.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn version(&mut self) -> Result<Option<i64>, VaultError> {
        if self.files.database_identity() != self.identity {
            return Ok(None);
        }
        let version: i64 = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut self.connection)
            .await?;
        Ok(Some(version))
    }

    /// Ends the watch.
    pub async fn close(self) {
        // Nothing was written over this connection, so nothing is lost where closing fails.
        let _ = self.connection.close().await;
    }
}

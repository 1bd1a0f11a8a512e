//! A vault in a folder of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use keystow_vault::keychain::{MemoryKeychain, Prompting};
use keystow_vault::{
    AccountTerms, ApiKey, CredentialSeed, Passphrase, Vault, VaultError, VaultOptions,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

pub(crate) const KEY: &str = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE1234";

/// A vault's folder and keyring; handles come and go.
pub(crate) struct Home {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) keyring: MemoryKeychain,
    /// The data directory, where it is not the usual one.
    pub(crate) data: Option<PathBuf>,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keyring: MemoryKeychain::default(),
            data: None,
        }
    }

    /// A home with one Groq key in it.
    pub(crate) async fn with_key() -> Self {
        let home = Self::new();
        add(&home.vault(), "groq", KEY).await.unwrap();
        home
    }

    /// Puts the log into the file, once every handle is gone: what is written over the file before is
    /// overwritten in turn.
    pub(crate) async fn settled(&self) {
        while self.directory().join("vault.db-wal").exists() {
            let mut last = self.edit().await;
            sqlx::query("SELECT count(*) FROM sqlite_schema")
                .execute(&mut last)
                .await
                .unwrap();
            last.close().await.unwrap();
        }
    }

    pub(crate) fn directory(&self) -> PathBuf {
        let usual = || self.folder.path().join("data");
        self.data.clone().unwrap_or_else(usual)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.directory().join("vault.db")
    }

    /// A handle as a process that starts now would have it.
    pub(crate) fn vault(&self) -> Vault {
        Vault::new(VaultOptions {
            directory: self.directory(),
            keychain: self.keyring.opener(),
            keyring_deadline: Duration::from_secs(2),
            prompt_deadline: Duration::from_secs(2),
            passphrase: None,
            connections: 4,
        })
    }

    /// A handle whose owner answers with this passphrase when asked.
    pub(crate) fn vault_with(&self, passphrase: &'static str) -> Vault {
        Vault::new(VaultOptions {
            directory: self.directory(),
            keychain: self.keyring.opener(),
            keyring_deadline: Duration::from_secs(2),
            prompt_deadline: Duration::from_secs(2),
            passphrase: Some(Arc::new(move || Passphrase::parse(passphrase).ok())),
            connections: 4,
        })
    }

    /// A connection that edits the file behind the vault's back.
    pub(crate) async fn edit(&self) -> SqliteConnection {
        SqliteConnectOptions::new()
            .filename(self.database())
            .connect()
            .await
            .unwrap()
    }

    /// The one keyring line, where there is exactly one.
    pub(crate) fn accounts(&self) -> usize {
        self.keyring.accounts().len()
    }
}

pub(crate) fn seed(provider: &str, key: &str) -> CredentialSeed {
    CredentialSeed {
        provider: provider.to_owned(),
        key: Some((ApiKey::parse(key).unwrap(), "gsk_…1234".to_owned())),
        label: None,
        note: None,
        lend_policy: "allow",
        base_url: None,
        auth_scheme: "bearer".to_owned(),
        origins: vec!["https://api.groq.com:443".to_owned()],
        region: None,
        account: AccountTerms::default(),
    }
}

pub(crate) async fn add(vault: &Vault, provider: &str, key: &str) -> Result<(), VaultError> {
    let now = Timestamp::now();
    vault
        .create_credential("default", seed(provider, key), Prompting::Never, now)
        .await
        .map(drop)
}

pub(crate) async fn read(vault: &Vault, provider: &str) -> Result<String, VaultError> {
    let lent = vault.lend("default", provider, Prompting::Never).await?;
    // EXPOSE: to the assertion of a test, of a fake key.
    Ok(lent.key.unwrap().expose().to_owned())
}

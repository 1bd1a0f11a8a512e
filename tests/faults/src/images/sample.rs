//! A small vault whose file is damaged in every way, and what SQLite itself can still read of it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use keystow::Timestamp;
use keystow_vault::keychain::{OpenKeychain, Prompting};
use keystow_vault::{Vault, VaultOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::home::{Home, Keyring, seed};
use crate::keychain::FileKeychain;

/// How many credentials the small vault has.
const RECORDS: usize = 12;

/// What a vault must have to be opened, each as one text a row.
const FOUNDATION: [&str; 7] = [
    "SELECT type || name || ifnull(sql, '') FROM sqlite_schema",
    "SELECT version || hex(checksum) || success FROM _sqlx_migrations",
    // By the index, as the vault asks.
    "SELECT max(version) || '' FROM _sqlx_migrations WHERE success",
    "SELECT version || '' FROM _sqlx_migrations ORDER BY version",
    "SELECT hex(vault_id) || dek_generation FROM vault_meta WHERE id = 1",
    "SELECT hex(slot_id) || kind || state || hex(sealed) || ifnull(last_verified_at, '') FROM slot",
    "SELECT hex(mkid) FROM slot_intent",
];

/// A record as the vault reads it: the same tables by the same ways.
const RECORD: &str = "
    SELECT quote(c.id) || quote(c.profile_id) || p.name || c.provider || quote(c.api_key_encrypted)
           || quote(c.hint_encrypted) || quote(c.label) || quote(c.note) || quote(c.base_url)
           || c.auth_scheme || c.origins || quote(c.renew_by) || quote(c.revision)
           || quote(c.created_at) || quote(c.updated_at) || quote(c.last_used_at) || c.status
           || quote(c.verdict) || quote(c.message) || quote(c.http_status) || quote(c.latency_ms)
           || quote(c.checked_at) || quote(c.retry_at) || quote(c.definite_status)
           || quote(c.definite_verdict) || quote(c.definite_at) || quote(c.models_listed_at)
           || quote(c.region) || quote(c.organization) || quote(c.project) || quote(c.request)
           || quote(c.account) || quote(c.account_at) || quote(c.renew_told) || quote(c.lend_policy)
           || (SELECT count(*) FROM available_api_model AS m
               WHERE m.credential_id = c.id AND m.gone_since IS NULL)
    FROM api_credential AS c
    JOIN profile AS p ON p.id = c.profile_id
    WHERE (?2 IS NULL OR p.name = ?2) AND (?1 IS NULL OR c.provider = ?1)
    ORDER BY c.created_at, c.provider";

/// A small vault, closed, in one file.
pub struct Sample {
    home: Home,
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
    /// Provider and key of each record.
    pub records: Vec<(String, String)>,
    foundation: Vec<Vec<String>>,
    rows: Vec<String>,
}

/// What SQLite reads of an image as it stood in the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    /// Everything that opening the vault needs.
    pub foundation: bool,
    /// Which records, by their place.
    pub records: Vec<bool>,
    /// The list of all, in order.
    pub list: bool,
}

impl Sample {
    /// Makes one with a few keys, checks and models.
    pub async fn make() -> Self {
        let home = Home::new(Keyring::Files);
        let vault = home.vault();
        let records: Vec<(String, String)> = (0..RECORDS).map(record).collect();
        for (provider, key) in &records {
            let mut seed = seed(provider, key);
            seed.label = Some(format!("label of {provider}"));
            let made = vault
                .create_credential("default", seed, Prompting::Never, Timestamp::now())
                .await;
            made.expect("a key is stored");
        }
        drop(vault);
        home.settle().await;
        let bytes = fs::read(home.database()).expect("the vault's file");
        let mut db = home.edit().await;
        let foundation = foundation(&mut db).await.expect("the file is whole");
        let rows = rows(&mut db, None).await.expect("the file is whole");
        db.close().await.expect("it closes");
        assert_eq!(rows.len(), RECORDS);
        Self {
            home,
            bytes,
            records,
            foundation,
            rows,
        }
    }

    /// The keyring of the vault.
    pub fn keyring(&self) -> OpenKeychain {
        FileKeychain::opener(&self.home.entries())
    }

    /// How many entries the keyring has: one, for ever.
    pub fn entries(&self) -> usize {
        FileKeychain::accounts(&self.home.entries()).len()
    }

    /// Puts an image where a vault is expected, beside the sentinel; what lay there goes.
    pub fn place(&self, image: &[u8], folder: &Path) {
        for suffix in ["-wal", "-shm", "-journal"] {
            // Most images leave none behind.
            let _ = fs::remove_file(folder.join(format!("vault.db{suffix}")));
        }
        fs::write(folder.join("vault.db"), image).expect("a folder of our own");
        let sentinel = folder.join("vault.id");
        if !sentinel.exists() {
            fs::copy(self.home.data().join("vault.id"), sentinel).expect("a folder of our own");
        }
    }

    /// A handle on an image.
    pub fn vault(&self, folder: &Path) -> Vault {
        Vault::new(VaultOptions {
            directory: folder.to_owned(),
            keychain: self.keyring(),
            keyring_deadline: Duration::from_secs(5),
            prompt_deadline: Duration::from_secs(5),
            passphrase: None,
            connections: 4,
        })
    }

    /// What SQLite reads of the image in this folder, opened as the vault opens it.
    pub async fn readable(&self, folder: &Path) -> Readable {
        let nothing = Readable {
            foundation: false,
            records: vec![false; self.records.len()],
            list: false,
        };
        let Ok(mut db) = as_the_vault(&folder.join("vault.db")).await else {
            return nothing;
        };
        let mut readable = nothing;
        readable.foundation = foundation(&mut db)
            .await
            .is_ok_and(|found| found == self.foundation);
        readable.list = rows(&mut db, None).await.is_ok_and(|all| all == self.rows);
        for (index, (provider, _)) in self.records.iter().enumerate() {
            let row = rows(&mut db, Some(provider)).await;
            readable.records[index] = row.is_ok_and(|row| row == [self.rows[index].as_str()]);
        }
        // A file that is damaged may not close cleanly either.
        let _ = db.close().await;
        readable
    }
}

fn record(index: usize) -> (String, String) {
    let provider = format!("provider_{index:02}");
    let key = format!("sk-fake-{index:02}-fakeFAKEfakeFAKEfakeFAKEfakeFAKEfake{index:02}");
    (provider, key)
}

async fn as_the_vault(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
}

async fn foundation(db: &mut SqliteConnection) -> Result<Vec<Vec<String>>, sqlx::Error> {
    let mut found = Vec::new();
    for query in FOUNDATION {
        found.push(sqlx::query_scalar(query).fetch_all(&mut *db).await?);
    }
    Ok(found)
}

async fn rows(
    db: &mut SqliteConnection,
    provider: Option<&str>,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(RECORD)
        .bind(provider)
        .bind("default")
        .fetch_all(db)
        .await
}

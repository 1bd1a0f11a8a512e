//! The faults of the database that are a state of it: D1, D5 to D8, D12, and a disk that is truly full.

mod disk;
mod shared;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub use disk::{full_disk, read_only};
pub use shared::{eight_writers, locked_by_another, two_windows};

use keystow::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{Vault, VaultError, VaultState};

use crate::home::{Home, Keyring, seed};
use crate::keychain::FileKeychain;
use crate::table::{Complaint, Depth, Harm, Row};

/// The one key that is stored at first.
const KEY: &str = "sk-fake-state-fakeFAKEfakeFAKEfakeFAKE";

/// D1: the file is gone, and the sentinel says that there was one.
pub async fn file_gone(_: Depth) -> Row {
    let mut row = Row::new("D1 vault file gone");
    let home = with_key().await;
    home.settle().await;
    let tricks: [&[&str]; 3] = [
        &["vault.db"],
        &["vault.db", "vault.db-wal", "vault.db-shm"],
        &["vault.db", "vault.lock"],
    ];
    for names in tricks {
        let copy = home.copy();
        let kept = fs::read(copy.database()).expect("the file is there");
        for name in names {
            // The log and its index are there only sometimes.
            let _ = fs::remove_file(copy.data().join(name));
        }
        let mut found = Vec::new();
        let vault = copy.vault();
        expect_state(&mut found, &vault, VaultState::VaultMissing).await;
        refuses(&mut found, &vault, |error| {
            matches!(error, VaultError::VaultMissing)
        })
        .await;
        if copy.database().exists() || FileKeychain::accounts(&copy.entries()).len() != 1 {
            found.push(Complaint::new(Harm::Wrong, "something new was made"));
        }
        fs::write(copy.database(), kept).expect("a home of our own");
        expect_key(&mut found, &vault).await;
        row.round(found);
    }
    row
}

/// D8: a newer Keystow wrote the file. Not a byte of any file changes.
pub async fn newer_schema(_: Depth) -> Row {
    let mut row = Row::new("D8 newer schema");
    let home = with_key().await;
    let mut db = home.edit().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'newer', 1, x'00', 0)",
    )
    .execute(&mut db)
    .await
    .expect("the table is there");
    drop(db);
    home.settle().await;
    let before = files(&home.data());
    let mut found = Vec::new();
    let vault = home.vault();
    expect_state(&mut found, &vault, VaultState::VaultNewer).await;
    let newer = |error: &VaultError| matches!(error, VaultError::VaultNewer);
    refuses(&mut found, &vault, newer).await;
    let now = Timestamp::now();
    let refusals = [
        ("list", vault.credentials("default").await.err()),
        ("init", vault.initialise(Prompting::Never, now).await.err()),
        (
            "rotate",
            vault.rotate_master(Prompting::Never, now).await.err(),
        ),
        (
            "delete",
            vault.delete_credential("default", "groq").await.err(),
        ),
        ("fresh start", vault.move_aside(now).await.err()),
        ("profile", vault.create_profile("work", now).await.err()),
    ];
    for (what, error) in refusals {
        if !error.as_ref().is_some_and(newer) {
            let what = format!("{what} says {error:?}");
            found.push(Complaint::new(Harm::Wrong, what));
        }
    }
    drop(vault);
    let mut after = files(&home.data());
    // Looking may leave an empty log and its index behind, and takes the lock file.
    after.retain(|name, bytes| before.contains_key(name) || !bytes.is_empty());
    for suffix in ["-shm", "-wal"] {
        after.remove(&format!("vault.db{suffix}"));
    }
    let wanted: BTreeMap<_, _> = before
        .into_iter()
        .filter(|(name, _)| !name.ends_with("-shm") && !name.ends_with("-wal"))
        .collect();
    if after != wanted {
        let names: Vec<_> = after.keys().collect();
        let what = format!("a byte was written; there are {names:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
    row.round(found);
    row
}

/// A home with one key in it.
async fn with_key() -> Home {
    let home = Home::new(Keyring::Files);
    let vault = home.vault();
    add(&vault, "groq", KEY).await.expect("a key is stored");
    home
}

async fn add(vault: &Vault, provider: &str, key: &str) -> Result<(), VaultError> {
    let now = Timestamp::now();
    let made = vault
        .create_credential("default", seed(provider, key), Prompting::Never, now)
        .await;
    made.map(drop)
}

async fn expect_state(found: &mut Vec<Complaint>, vault: &Vault, wanted: VaultState) {
    let state = vault.state().await;
    if state != wanted {
        found.push(Complaint::new(
            Harm::Wrong,
            format!("{state:?}, not {wanted:?}"),
        ));
    }
}

/// Adding a key is refused with this error.
async fn refuses(found: &mut Vec<Complaint>, vault: &Vault, wanted: impl Fn(&VaultError) -> bool) {
    let refused = add(vault, "openai", "sk-fake-another-fakeFAKEfakeFAKE").await;
    if !refused.as_ref().is_err_and(wanted) {
        let what = format!("adding a key says {refused:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
}

/// The key that was stored at first is there.
async fn expect_key(found: &mut Vec<Complaint>, vault: &Vault) {
    expect_key_of(found, vault, "groq", KEY).await;
}

async fn expect_key_of(found: &mut Vec<Complaint>, vault: &Vault, provider: &str, key: &str) {
    let lent = vault.lend("default", provider, Prompting::Never).await;
    match lent.map(|lent| lent.key) {
        // EXPOSE: to the comparison with what was stored.
        Ok(Some(lent)) if lent.expose() == key => {}
        Ok(_) => found.push(Complaint::new(
            Harm::Lost,
            format!("another key of {provider}"),
        )),
        Err(error) => {
            let what = format!("the key of {provider} does not open: {error:?}");
            found.push(Complaint::new(Harm::Lost, what));
        }
    }
}

/// Every file of a folder, byte for byte.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let read = |entry: fs::DirEntry| {
        let bytes = fs::read(entry.path()).expect("a file of our own");
        (entry.file_name().to_string_lossy().into_owned(), bytes)
    };
    entries.flatten().map(read).collect()
}

//! Each state of a vault, made for real.

use std::time::Duration;

use jiff::Timestamp;
use keystow_vault::keychain::{KeychainError, MemoryFault};
use keystow_vault::{Passphrase, VaultError, VaultState};

use crate::support::{Home, KEY, add, read};

async fn state_of(home: &Home) -> VaultState {
    home.vault().state().await
}

/// What must hold in every state that has a keyring fault: lists work, and nothing new was made.
async fn assert_lists_work(home: &Home) {
    assert_eq!(home.vault().credentials("default").await.unwrap().len(), 1);
}

#[tokio::test]
async fn keyring_faults_are_told_apart_and_hide_no_list() {
    let faults = [
        (KeychainError::Locked, VaultState::KeyringLocked),
        (KeychainError::Unavailable, VaultState::KeyringUnavailable),
        (
            KeychainError::NoDefaultCollection,
            VaultState::KeyringUnavailable,
        ),
        (KeychainError::Denied, VaultState::KeyringDenied),
    ];
    for (fault, state) in faults {
        let home = Home::with_key().await;
        home.keyring.fail_next(MemoryFault::Fail(fault));
        assert_eq!(state_of(&home).await, state, "{fault:?}");
        assert_lists_work(&home).await;
        assert_eq!(
            state_of(&home).await,
            VaultState::Ready,
            "the next try succeeds"
        );
    }
}

#[tokio::test]
async fn a_keyring_that_hangs_is_left_at_the_deadline() {
    let home = Home::with_key().await;
    home.keyring
        .fail_next(MemoryFault::Slow(Duration::from_secs(20)));
    assert_eq!(state_of(&home).await, VaultState::KeyringTimeout);
    assert_lists_work(&home).await;
}

#[tokio::test]
async fn a_missing_damaged_or_foreign_master_secret_is_named_and_never_replaced() {
    let line = {
        // The line of another vault, read from its keyring through its own account.
        let other = Home::with_key().await;
        let account = other.keyring.accounts().remove(0);
        let mut keychain = other.keyring.opener()();
        let read = keychain.read(&account, keystow_vault::keychain::Prompting::Never);
        read.unwrap().unwrap().to_string()
    };
    let cases = [
        (None, VaultState::MasterMissing),
        (Some("kv1.garbage"), VaultState::MasterCorrupt),
        (Some(""), VaultState::MasterCorrupt),
        (Some(line.as_str()), VaultState::MasterWrong),
    ];
    for (text, state) in cases {
        let home = Home::with_key().await;
        home.keyring.overwrite(text);
        let before = home.accounts();
        assert_eq!(state_of(&home).await, state);
        assert!(
            add(&home.vault(), "openai", KEY).await.is_err(),
            "{state:?}"
        );
        assert!(read(&home.vault(), "groq").await.is_err());
        assert_eq!(home.accounts(), before, "no new master secret in {state:?}");
        assert_lists_work(&home).await;
    }
}

#[tokio::test]
async fn a_damaged_slot_is_named() {
    let home = Home::with_key().await;
    let mut db = home.edit().await;
    sqlx::query("UPDATE slot SET sealed = zeroblob(150)")
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(state_of(&home).await, VaultState::SlotCorrupt);
    assert_lists_work(&home).await;
}

#[tokio::test]
async fn d1_a_vault_file_that_went_is_missing_not_new() {
    let home = Home::with_key().await;
    for name in ["vault.db", "vault.db-wal", "vault.db-shm"] {
        std::fs::remove_file(home.directory().join(name)).ok();
    }
    assert_eq!(state_of(&home).await, VaultState::VaultMissing);
    assert!(add(&home.vault(), "groq", KEY).await.is_err());
    assert!(!home.database().exists(), "nothing new was made");
    assert_eq!(home.accounts(), 1);
}

#[tokio::test]
async fn a_vault_without_its_meta_row_is_corrupt_not_new() {
    let home = Home::with_key().await;
    std::fs::remove_file(home.directory().join("vault.id")).unwrap();
    let mut db = home.edit().await;
    sqlx::query("DELETE FROM vault_meta")
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(state_of(&home).await, VaultState::VaultCorrupt);
    assert!(add(&home.vault(), "openai", KEY).await.is_err());
    assert_eq!(home.accounts(), 1);
}

#[tokio::test]
async fn d8_a_newer_schema_is_refused_and_left_alone() {
    let home = Home::with_key().await;
    let mut db = home.edit().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'newer', 1, x'00', 0)",
    )
    .execute(&mut db)
    .await
    .unwrap();
    let version = "PRAGMA data_version";
    let before: i64 = sqlx::query_scalar(version)
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(state_of(&home).await, VaultState::VaultNewer);
    assert!(add(&home.vault(), "openai", KEY).await.is_err());
    let after: i64 = sqlx::query_scalar(version)
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(after, before, "nothing was written");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_corrupt() {
    let home = Home::with_key().await;
    home.settled().await;
    for content in [
        &b""[..],
        b"this is not a database, whatever else it may be, and it is long enough",
    ] {
        std::fs::write(home.database(), content).unwrap();
        assert_eq!(state_of(&home).await, VaultState::VaultCorrupt);
        assert!(add(&home.vault(), "groq", KEY).await.is_err());
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let home = Home::new();
    std::fs::create_dir_all(home.directory()).unwrap();
    std::fs::write(home.database(), b"").unwrap();
    let mut db = home.edit().await;
    sqlx::query("CREATE TABLE notes (text TEXT)")
        .execute(&mut db)
        .await
        .unwrap();
    assert!(add(&home.vault(), "groq", KEY).await.is_err());
    assert_eq!(state_of(&home).await, VaultState::VaultCorrupt);
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(tables, 1);
}

#[tokio::test]
async fn the_sentinel_is_written_anew_by_an_unlock() {
    let home = Home::with_key().await;
    let sentinel = home.directory().join("vault.id");
    std::fs::remove_file(&sentinel).unwrap();
    assert_eq!(state_of(&home).await, VaultState::Ready);
    assert!(sentinel.exists());
}

#[tokio::test]
async fn a_sound_vault_is_not_called_damaged() {
    let home = Home::new();
    let words = Passphrase::parse("a fake passphrase").unwrap();
    home.vault()
        .initialise_with_passphrase(&words, Timestamp::now())
        .await
        .unwrap();
    let mistyped = home.vault_with("another passphrase");
    assert_eq!(mistyped.state().await, VaultState::PassphraseNeeded);

    let home = Home::new();
    std::fs::write(home.directory(), "a file where the folder should be").unwrap();
    assert_eq!(state_of(&home).await, VaultState::VaultReadOnly);
    let told = home.vault().state_of_file().await;
    assert_eq!(told, VaultState::VaultReadOnly);
}

#[tokio::test]
async fn a_path_without_room_for_every_file_is_refused_before_anything_is_made() {
    /// What SQLite takes of a name, less the longest one in the folder.
    const LONGEST: usize = 512 - "/restoring-0123456789abcdef/vault.db-journal".len();
    for (length, fits) in [(LONGEST, true), (LONGEST + 1, false), (LONGEST + 40, false)] {
        let mut home = Home::new();
        let begin = home
            .folder
            .path()
            .join("x".repeat(200))
            .join("x".repeat(100));
        let rest = length - begin.as_os_str().len() - 1;
        let directory = begin.join("x".repeat(rest));
        assert_eq!(directory.as_os_str().len(), length);
        home.data = Some(directory.clone());
        let made = add(&home.vault(), "groq", KEY).await;
        if fits {
            made.unwrap();
            home.keyring.overwrite(None);
            assert_eq!(state_of(&home).await, VaultState::MasterMissing);
        } else {
            let refused = VaultError::File(std::io::ErrorKind::InvalidFilename);
            assert_eq!(made.unwrap_err().to_string(), refused.to_string());
            assert!(!begin.exists());
        }
    }
}

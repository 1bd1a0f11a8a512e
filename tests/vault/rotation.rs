//! Another master secret, another data key.

use jiff::Timestamp;
use keystow_vault::keychain::{KeychainError, MemoryFault, Prompting};
use keystow_vault::{
    Passphrase, PassphraseRewrap, RecoveryCode, Rewrap, SecretText, VaultError, VaultState,
};

use crate::support::{Home, KEY, add, read};

const OTHER: &str = "sk-fakeOTHERfakeOTHERfakeOTHERfakeOTHERfake";
const WORDS: &str = "a fake passphrase";

async fn home() -> Home {
    let home = Home::with_key().await;
    add(&home.vault(), "openai", OTHER).await.unwrap();
    home
}

async fn assert_keys(home: &Home) {
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
    assert_eq!(read(&home.vault(), "openai").await.unwrap(), OTHER);
}

fn plain() -> Rewrap {
    Rewrap {
        recovery: None,
        passphrase: PassphraseRewrap::Drop,
        slots: Vec::new(),
    }
}

async fn scalar(home: &Home, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&mut home.edit().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn another_master_secret_leaves_one_entry_and_every_key() {
    let home = home().await;
    let before = home.keyring.accounts();
    let done = home
        .vault()
        .rotate_master(Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert!(done.old_entry_deleted && done.checkpointed);
    let after = home.keyring.accounts();
    assert_eq!(after.len(), 1);
    assert_ne!(after, before);
    assert_keys(&home).await;
    assert_eq!(scalar(&home, "SELECT count(*) FROM slot").await, 1);
    assert_eq!(scalar(&home, "SELECT count(*) FROM slot_intent").await, 0);
}

#[tokio::test]
async fn an_old_entry_that_cannot_be_deleted_is_swept_later() {
    let home = home().await;
    let vault = home.vault();
    vault.open(Prompting::Never).await.unwrap();
    // Unlock, write, read back, facts, read for the proof, then the deletion.
    let calls = home.keyring.calls();
    home.keyring.fail_at(calls + 6, KeychainError::Unavailable);
    let done = vault
        .rotate_master(Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert!(!done.old_entry_deleted);
    assert_eq!(home.accounts(), 2);
    assert_keys(&home).await;
    assert_eq!(home.accounts(), 1, "the next opening sweeps it");
    assert_eq!(scalar(&home, "SELECT count(*) FROM slot_intent").await, 0);
}

#[tokio::test]
async fn whatever_call_of_the_keyring_fails_the_vault_opens_and_is_tidied() {
    for call in 1..=8 {
        for error in [
            KeychainError::Denied,
            KeychainError::Unavailable,
            KeychainError::Timeout,
            KeychainError::Failed,
        ] {
            let home = home().await;
            let vault = home.vault();
            vault.open(Prompting::Never).await.unwrap();
            let calls = home.keyring.calls();
            home.keyring.fail_at(calls + call, error);
            let rotated = vault
                .rotate_master(Prompting::Never, Timestamp::now())
                .await;
            // A rotation with fewer calls leaves the fault over.
            home.keyring.fail_at(0, error);
            assert_keys(&home).await;
            vault
                .rotate_master(Prompting::Never, Timestamp::now())
                .await
                .unwrap();
            assert_keys(&home).await;
            assert_eq!(home.accounts(), 1, "call {call}, {error}: {rotated:?}");
            assert_eq!(scalar(&home, "SELECT count(*) FROM slot").await, 1);
        }
    }
}

async fn sealed(home: &Home) -> Vec<Vec<u8>> {
    sqlx::query_scalar("SELECT api_key_encrypted FROM api_credential ORDER BY provider")
        .fetch_all(&mut home.edit().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn another_data_key_seals_everything_anew_and_other_handles_notice() {
    let home = home().await;
    let other_process = home.vault();
    assert_eq!(read(&other_process, "groq").await.unwrap(), KEY);
    let before = sealed(&home).await;
    let done = home
        .vault()
        .rotate_data_key(plain(), Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert!(done.checkpointed);
    let after = sealed(&home).await;
    assert!(before.iter().all(|old| !after.contains(old)));
    assert_eq!(
        scalar(&home, "SELECT dek_generation FROM vault_meta").await,
        2
    );
    // Nothing sealed under the old data key is left in any file.
    for file in std::fs::read_dir(home.directory()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for old in &before {
            assert!(!bytes.windows(32).any(|part| part == &old[18..50]));
        }
    }
    assert_keys(&home).await;
    assert_eq!(read(&other_process, "openai").await.unwrap(), OTHER);
    add(&other_process, "anthropic", "sk-ant-fakeFAKEfakeFAKEfake")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_new_data_key_keeps_the_ways_in_that_their_owner_brings() {
    let home = home().await;
    let now = Timestamp::now();
    let words = || Passphrase::parse(WORDS).unwrap();
    let vault = home.vault();
    vault
        .set_passphrase(&words(), Prompting::Never, now)
        .await
        .unwrap();
    let old = vault.create_recovery(Prompting::Never, now).await.unwrap();
    // EXPOSE: to a second copy, as a window shows it before the commit.
    let code = RecoveryCode::make().unwrap().expose();
    let slots = vault.slots().await.unwrap();
    let rewrap = |passphrase: &str| Rewrap {
        recovery: RecoveryCode::parse(&code).ok(),
        passphrase: PassphraseRewrap::Keep(Passphrase::parse(passphrase).unwrap()),
        slots: slots.clone(),
    };
    let wrong = vault
        .rotate_data_key(rewrap("another passphrase"), Prompting::Never, now)
        .await;
    assert!(matches!(wrong, Err(VaultError::PassphraseWrong)));
    home.vault().open_with_code(&old).await.unwrap();
    vault
        .rotate_data_key(rewrap(WORDS), Prompting::Never, now)
        .await
        .unwrap();
    home.vault().open_with_passphrase(&words()).await.unwrap();
    let new = RecoveryCode::parse(&code).unwrap();
    home.vault().open_with_code(&new).await.unwrap();
    let revoked = home.vault().open_with_code(&old).await;
    assert!(matches!(revoked, Err(VaultError::CodeOfAnotherVault)));
    let rewrap = Rewrap {
        slots: vault.slots().await.unwrap(),
        ..plain()
    };
    vault
        .rotate_data_key(rewrap, Prompting::Never, now)
        .await
        .unwrap();
    assert_eq!(home.vault().slots().await.unwrap().len(), 1);
    assert_keys(&home).await;
}

#[tokio::test]
async fn a_way_in_that_came_or_went_since_the_decision_stops_a_new_data_key() {
    let home = home().await;
    let (vault, now) = (home.vault(), Timestamp::now());
    let refused = |done| matches!(done, Err(VaultError::VaultBusy));
    let other = home.vault();
    let code = other.create_recovery(Prompting::Never, now).await.unwrap();
    assert!(refused(
        vault.rotate_data_key(plain(), Prompting::Never, now).await
    ));
    home.vault().open_with_code(&code).await.unwrap();
    let decided = Rewrap {
        recovery: RecoveryCode::make().ok(),
        slots: vault.slots().await.unwrap(),
        ..plain()
    };
    let code = other.create_recovery(Prompting::Never, now).await.unwrap();
    assert!(refused(
        vault.rotate_data_key(decided, Prompting::Never, now).await
    ));
    home.vault().open_with_code(&code).await.unwrap();
    assert_eq!(
        scalar(&home, "SELECT dek_generation FROM vault_meta").await,
        1
    );
    assert_keys(&home).await;
}

#[tokio::test]
async fn a_record_that_does_not_open_stops_a_new_data_key_but_not_a_new_master_secret() {
    let home = home().await;
    let mut db = home.edit().await;
    sqlx::query("UPDATE api_credential SET revision = 7 WHERE provider = 'groq'")
        .execute(&mut db)
        .await
        .unwrap();
    let refused = home
        .vault()
        .rotate_data_key(plain(), Prompting::Never, Timestamp::now())
        .await;
    assert!(matches!(refused, Err(VaultError::RowCorrupt { provider, .. }) if provider == "groq"));
    home.vault()
        .rotate_master(Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(read(&home.vault(), "openai").await.unwrap(), OTHER);
    // Whoever undoes the edit has the key back: nothing of it was lost.
    sqlx::query("UPDATE api_credential SET revision = 1 WHERE provider = 'groq'")
        .execute(&mut db)
        .await
        .unwrap();
    drop(db);
    assert_keys(&home).await;
}

#[tokio::test]
async fn a_passphrase_vault_gets_another_data_key_without_a_keyring() {
    let home = Home::new();
    home.keyring.set_locked(true);
    let now = Timestamp::now();
    let words = || Passphrase::parse(WORDS).unwrap();
    home.vault()
        .initialise_with_passphrase(&words(), now)
        .await
        .unwrap();
    let vault = home.vault_with(WORDS);
    add(&vault, "groq", KEY).await.unwrap();
    let last = vault.rotate_data_key(plain(), Prompting::Never, now).await;
    assert!(matches!(last, Err(VaultError::LastSlot)));
    let rewrap = Rewrap {
        recovery: None,
        passphrase: PassphraseRewrap::Keep(words()),
        slots: vault.slots().await.unwrap(),
    };
    vault
        .rotate_data_key(rewrap, Prompting::Never, now)
        .await
        .unwrap();
    assert_eq!(read(&home.vault_with(WORDS), "groq").await.unwrap(), KEY);
    assert_eq!(home.vault().state().await, VaultState::PassphraseNeeded);
}

#[tokio::test]
async fn rotations_at_once_leave_one_entry_and_every_key() {
    let home = home().await;
    home.keyring
        .fail_next(MemoryFault::Slow(std::time::Duration::from_millis(20)));
    let mut running = tokio::task::JoinSet::new();
    for round in 0..6 {
        let vault = home.vault();
        running.spawn(async move {
            let now = Timestamp::now();
            if round % 2 == 0 {
                vault.rotate_master(Prompting::Never, now).await
            } else {
                vault.rotate_data_key(plain(), Prompting::Never, now).await
            }
        });
    }
    let done = running.join_all().await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_keys(&home).await;
    assert_eq!(home.accounts(), 1);
}

#[tokio::test]
async fn a_sealed_option_that_is_damaged_stops_no_new_data_key() {
    let home = home().await;
    let (vault, now) = (home.vault(), Timestamp::now());
    let text = SecretText::new("words".to_owned());
    vault
        .put_sealed("option", &text, &[], Prompting::Never, now)
        .await
        .unwrap();
    sqlx::query("UPDATE sealed_setting SET sealed = zeroblob(length(sealed))")
        .execute(&mut home.edit().await)
        .await
        .unwrap();
    vault
        .rotate_data_key(plain(), Prompting::Never, now)
        .await
        .unwrap();
    assert_keys(&home).await;
}

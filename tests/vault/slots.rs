//! Recovery code and passphrase: other ways into the same vault.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use keystow_vault::keychain::{KeychainError, MemoryFault, Prompting};
use keystow_vault::{Passphrase, RecoveryCode, SlotKind, VaultError, VaultState};

use crate::support::{Home, KEY, add, read};

const WORDS: &str = "a fake passphrase";

fn words(text: &str) -> Passphrase {
    Passphrase::parse(text).unwrap()
}

async fn kinds(home: &Home) -> Vec<SlotKind> {
    let slots = home.vault().slots().await.unwrap();
    slots.into_iter().map(|slot| slot.kind).collect()
}

async fn recovery_code(home: &Home) -> RecoveryCode {
    home.vault()
        .create_recovery(Prompting::Never, Timestamp::now())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_recovery_code_opens_a_vault_whose_keyring_entry_is_gone_and_makes_a_new_one() {
    let home = Home::with_key().await;
    let code = recovery_code(&home).await;
    for lost in [None, Some("garbage")] {
        home.keyring.overwrite(lost);
        let vault = home.vault();
        assert!(vault.open(Prompting::Never).await.is_err());
        // EXPOSE: to the reading of a typed code, of a fake vault.
        let typed = RecoveryCode::parse(&code.expose()).unwrap();
        vault.open_with_code(&typed).await.unwrap();
        assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
        vault
            .rotate_master(Prompting::Never, Timestamp::now())
            .await
            .unwrap();
        assert_eq!(home.accounts(), 1, "the damaged entry went");
        assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
        assert_eq!(kinds(&home).await, [SlotKind::Keyring, SlotKind::Recovery]);
    }
}

#[tokio::test]
async fn a_code_is_unconfirmed_until_its_owner_proves_to_have_it_and_the_next_revokes_it() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let now = Timestamp::now();
    let unused = RecoveryCode::make().unwrap();
    let missing = vault.confirm_recovery(&unused, now).await;
    assert!(matches!(missing, Err(VaultError::NoRecoverySlot)));
    let first = recovery_code(&home).await;
    let confirmed = || async {
        let slots = home.vault().slots().await.unwrap();
        let found = slots.iter().find(|slot| slot.kind == SlotKind::Recovery);
        found.unwrap().confirmed_at.is_some()
    };
    assert!(!confirmed().await);
    vault.confirm_recovery(&first, now).await.unwrap();
    assert!(confirmed().await);
    let second = recovery_code(&home).await;
    assert!(!confirmed().await, "another code wants another proof");
    let late = vault.confirm_recovery(&first, now).await;
    assert!(matches!(late, Err(VaultError::CodeOfAnotherVault)));
    assert!(!confirmed().await, "and not the proof of the one before it");
    let revoked = home.vault().open_with_code(&first).await;
    assert!(matches!(revoked, Err(VaultError::CodeOfAnotherVault)));
    home.vault().open_with_code(&second).await.unwrap();
}

#[tokio::test]
async fn a_code_of_another_vault_is_told_apart_from_no_code_and_from_a_damaged_slot() {
    let home = Home::with_key().await;
    let strange = RecoveryCode::make().unwrap();
    let none = home.vault().open_with_code(&strange).await;
    assert!(matches!(none, Err(VaultError::NoRecoverySlot)));
    let own = recovery_code(&home).await;
    let wrong = home.vault().open_with_code(&strange).await;
    assert!(matches!(wrong, Err(VaultError::CodeOfAnotherVault)));
    let mut db = home.edit().await;
    sqlx::query("UPDATE slot SET sealed = substr(sealed, 1, 100) WHERE kind = 'recovery'")
        .execute(&mut db)
        .await
        .unwrap();
    let damaged = home.vault().open_with_code(&own).await;
    assert!(matches!(damaged, Err(VaultError::SlotCorrupt)));
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn nothing_of_a_code_or_passphrase_stands_in_the_files() {
    let home = Home::with_key().await;
    // EXPOSE: to the search for it.
    let code = recovery_code(&home).await.expose().to_string();
    home.vault()
        .set_passphrase(&words(WORDS), Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    for file in std::fs::read_dir(home.directory()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [WORDS, code.as_str(), &code.replace('-', "")] {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found);
        }
    }
}

#[tokio::test]
async fn a_passphrase_vault_needs_no_keyring_and_says_what_it_needs() {
    let home = Home::new();
    home.keyring.set_locked(true);
    home.vault()
        .initialise_with_passphrase(&words(WORDS), Timestamp::now())
        .await
        .unwrap();
    assert_eq!(home.keyring.calls(), 0, "the keyring is not asked at all");
    assert_eq!(kinds(&home).await, [SlotKind::Passphrase]);
    let closed = home.vault();
    assert_eq!(closed.state().await, VaultState::PassphraseNeeded);
    assert!(matches!(
        add(&closed, "groq", KEY).await,
        Err(VaultError::PassphraseNeeded)
    ));
    add(&home.vault_with(WORDS), "groq", KEY).await.unwrap();
    assert_eq!(read(&home.vault_with(WORDS), "groq").await.unwrap(), KEY);
    let wrong = read(&home.vault_with("another passphrase"), "groq").await;
    assert!(matches!(wrong, Err(VaultError::PassphraseWrong)));
    let twice = home
        .vault()
        .initialise_with_passphrase(&words(WORDS), Timestamp::now())
        .await;
    assert!(matches!(twice, Err(VaultError::AlreadyInitialised)));
    assert_eq!(home.accounts(), 0);
}

#[tokio::test]
async fn a_keyring_that_fails_is_named_unless_the_passphrase_opens() {
    let home = Home::with_key().await;
    home.vault()
        .set_passphrase(&words(WORDS), Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    home.keyring.set_locked(true);
    assert_eq!(home.vault().state().await, VaultState::KeyringLocked);
    assert_eq!(read(&home.vault_with(WORDS), "groq").await.unwrap(), KEY);
    home.keyring.set_locked(false);
    // With the keyring at hand nobody is asked: a wrong answer would show.
    let asked = home.vault_with("another passphrase");
    assert_eq!(read(&asked, "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn the_last_way_in_cannot_be_taken_away() {
    let home = Home::new();
    home.vault()
        .initialise_with_passphrase(&words(WORDS), Timestamp::now())
        .await
        .unwrap();
    let last = home.vault().remove_passphrase(Prompting::Never).await;
    assert!(matches!(last, Err(VaultError::LastSlot)));
    let vault = home.vault_with(WORDS);
    vault
        .rotate_master(Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(
        kinds(&home).await,
        [SlotKind::Keyring, SlotKind::Passphrase]
    );
    home.keyring.set_locked(true);
    let unsure = home.vault().remove_passphrase(Prompting::Never).await;
    assert!(
        matches!(unsure, Err(VaultError::Keychain(KeychainError::Locked))),
        "a keyring that cannot be asked has not said that it does not open"
    );
    home.keyring.set_locked(false);
    home.vault()
        .remove_passphrase(Prompting::Never)
        .await
        .unwrap();
    assert_eq!(kinds(&home).await, [SlotKind::Keyring]);
    let gone = home.vault().remove_passphrase(Prompting::Never).await;
    assert!(matches!(gone, Err(VaultError::NoPassphraseSlot)));
}

#[tokio::test]
async fn a_slot_that_asks_for_endless_stretching_is_refused() {
    let home = Home::new();
    home.vault()
        .initialise_with_passphrase(&words(WORDS), Timestamp::now())
        .await
        .unwrap();
    let mut db = home.edit().await;
    let edit = "UPDATE slot
         SET sealed = CAST(substr(sealed, 1, 30) || x'FFFFFFFF' || substr(sealed, 35) AS BLOB)";
    sqlx::query(edit).execute(&mut db).await.unwrap();
    let opened = home.vault().open_with_passphrase(&words(WORDS)).await;
    assert!(matches!(opened, Err(VaultError::SlotCorrupt)));
}

#[tokio::test]
async fn a_new_keyring_entry_that_cannot_be_written_changes_nothing() {
    let home = Home::with_key().await;
    let code = recovery_code(&home).await;
    home.keyring.overwrite(None);
    let vault = home.vault();
    vault.open_with_code(&code).await.unwrap();
    home.keyring
        .fail_next(MemoryFault::Fail(KeychainError::Denied));
    let renewed = vault
        .rotate_master(Prompting::Never, Timestamp::now())
        .await;
    assert!(matches!(
        renewed,
        Err(VaultError::Keychain(KeychainError::Denied))
    ));
    assert_eq!(home.vault().state().await, VaultState::MasterMissing);
    home.vault().open_with_code(&code).await.unwrap();
    vault
        .rotate_master(Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(home.accounts(), 1);
}

#[tokio::test]
async fn an_idle_vault_drops_its_data_key_and_rests() {
    let home = Home::with_key().await;
    let vault = home.vault();
    vault.open(Prompting::Never).await.unwrap();
    assert!(!vault.close_if_idle(Duration::from_hours(1)));
    assert!(vault.close_if_idle(Duration::ZERO));
    assert!(!vault.is_open());
    let before = home.keyring.calls();
    assert_eq!(vault.state().await, VaultState::Ready);
    assert!(!vault.is_open(), "telling the state fetches nothing");
    assert_eq!(
        home.keyring.calls(),
        before + 1,
        "the facts alone are asked"
    );
    home.keyring.set_locked(true);
    assert_eq!(vault.state().await, VaultState::KeyringLocked);
    home.keyring.set_locked(false);
    assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
    assert!(vault.is_open(), "who needs a key opens it again");
    vault.close();
    assert!(!vault.is_open());
}

#[tokio::test]
async fn asking_for_the_state_again_and_again_keeps_no_idle_vault_open() {
    let home = Home::with_key().await;
    let vault = home.vault();
    vault.open(Prompting::Never).await.unwrap();
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(600) {
        assert_eq!(vault.state().await, VaultState::Ready);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(vault.close_if_idle(Duration::from_millis(500)));
    assert_eq!(vault.state().await, VaultState::Ready);
    assert!(!vault.is_open());
}

#[tokio::test]
async fn a_vault_that_is_closed_during_an_opening_serves_it_and_stays_closed() {
    let home = Home::with_key().await;
    let vault = home.vault();
    home.keyring
        .fail_next(MemoryFault::Slow(Duration::from_millis(500)));
    let (lent, ()) = tokio::join!(read(&vault, "groq"), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        vault.close();
    });
    assert_eq!(lent.unwrap(), KEY, "whoever asked before gets the key");
    assert!(!vault.is_open() && vault.is_resting());
    assert_eq!(vault.state().await, VaultState::Ready);
    assert!(!vault.is_open(), "and nothing reopens it unasked");
    assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
    assert!(vault.is_open() && !vault.is_resting());
}

#[tokio::test]
async fn work_in_the_background_does_not_reopen_a_vault_that_was_closed_meanwhile() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let work = vault.in_background().expect("nobody closed it");
    work.open(Prompting::Never).await.unwrap();
    assert!(vault.is_open(), "it opens what nobody closed");
    vault.close();
    let calls = home.keyring.calls();
    let refused = work.export(Prompting::Never, Timestamp::now()).await;
    assert!(matches!(refused, Err(VaultError::Closed)));
    assert_eq!(home.keyring.calls(), calls);
    assert!(!vault.is_open() && vault.in_background().is_none());
}

#[tokio::test]
async fn a_fresh_start_moves_the_old_vault_aside_whole_and_only_where_it_does_not_open() {
    let home = Home::with_key().await;
    let now = Timestamp::now();
    let refused = home.vault().move_aside(now).await;
    assert!(matches!(refused, Err(VaultError::VaultOpens)));
    let code = recovery_code(&home).await;
    home.keyring.overwrite(None);
    let vault = home.vault();
    let aside = vault.move_aside(now).await.unwrap().unwrap();
    assert_eq!(vault.state().await, VaultState::Uninitialised);
    assert!(matches!(vault.move_aside(now).await, Ok(None)));
    vault.initialise(Prompting::Never, now).await.unwrap();
    add(&vault, "groq", "gsk_fakeANOTHERfakeANOTHERfake")
        .await
        .unwrap();
    // The old one, put back, opens with its code: nothing of it was lost.
    let old = Home::new();
    std::fs::create_dir_all(old.directory()).unwrap();
    std::fs::copy(&aside, old.database()).unwrap();
    let wal = aside.with_extension("db-wal");
    if wal.exists() {
        std::fs::copy(wal, old.directory().join("vault.db-wal")).unwrap();
    }
    let old_vault = old.vault();
    old_vault.open_with_code(&code).await.unwrap();
    assert_eq!(read(&old_vault, "groq").await.unwrap(), KEY);
}

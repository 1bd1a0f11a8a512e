//! K9 and K10: the keyring's file is damaged, or made unreadable by another program.
//!
//! Where the real daemon then says "not found", a program that trusts it makes a new secret and loses
//! every key. Here nothing new may be made, and the recovery code must open the vault.

use keystow::VaultState;
use keystow_test_support::session::{Damage, KeyringSession};

use crate::place::{Place, get, lives, reads_groq, refusal, set};
use crate::recovery::{code_for, opens_with};

/// Damages the keyring under a vault, and demands everything that must hold then.
async fn suffers(damage: Damage, expected: VaultState, exit_code: i32) {
    let mut place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    let code = code_for(&place.open().await).await;
    let before = place.ways().await;
    place.session_mut().kill_daemon();
    place.session().damage(damage);
    place.session_mut().start_keyring_as_it_is();
    let left = place.entries().len();

    let keystow = place.open().await;
    assert_eq!(refusal(&keystow).await, expected);
    let error = set(&keystow, "openai").await.unwrap_err();
    assert_eq!(
        error.vault_state(),
        Some(expected),
        "a new key is no reason for a new secret"
    );
    place
        .run(&["get", "groq"], "")
        .exits(exit_code)
        .says("hint:");
    place
        .run(&["add", "openai", "--no-check"], "fake-key-0123456789")
        .exits(exit_code);
    lives(&keystow).await;
    assert_eq!(place.ways().await, before, "the vault is as it was");
    assert_eq!(
        place.entries().len(),
        left,
        "nothing was put into the keyring"
    );

    let recovered = place.open().await;
    opens_with(&recovered, &code).await;
    reads_groq(&recovered).await;
    if expected == VaultState::KeyringLocked {
        assert!(
            recovered.renew_keyring_slot().await.is_err(),
            "it is still locked"
        );
        reads_groq(&recovered).await;
    } else {
        recovered.renew_keyring_slot().await.unwrap();
        assert_eq!(place.entries().len(), 1);
        reads_groq(&place.open().await).await;
    }
    // The code stays a way in.
    let again = place.open().await;
    opens_with(&again, &code).await;
    assert!(get(&again, "groq").await.is_ok());
}

#[tokio::test]
async fn k09_a_truncated_keyring_makes_nothing_new_and_the_code_opens() {
    suffers(Damage::Truncated, VaultState::MasterMissing, 5).await;
}

#[tokio::test]
async fn k09_a_zeroed_keyring_makes_nothing_new_and_the_code_opens() {
    suffers(Damage::Zeroed, VaultState::MasterMissing, 5).await;
}

#[tokio::test]
async fn k09_a_deleted_keyring_makes_nothing_new_and_the_code_opens() {
    suffers(Damage::Deleted, VaultState::MasterMissing, 5).await;
}

/// gnome-keyring cannot tell a flipped bit from a wrong password: it stays locked.
#[tokio::test]
async fn k09_a_keyring_with_a_flipped_bit_makes_nothing_new_and_the_code_opens() {
    suffers(Damage::Flipped, VaultState::KeyringLocked, 4).await;
}

#[tokio::test]
async fn k10_a_secret_of_several_lines_poisons_the_keyring_and_the_code_opens() {
    let mut place = Place::enter(KeyringSession::passwordless());
    place.store_groq().await;
    let code = code_for(&place.open().await).await;
    let before = place.ways().await;
    let entries = place.entries();
    let ours = String::from_utf8(entries[0].text.clone().unwrap()).unwrap();
    assert!(ours.len() <= 128 && ours.bytes().all(|byte| byte.is_ascii_graphic()));

    // Our own secret alone poisons nothing.
    place.session_mut().kill_daemon();
    place.session_mut().start_keyring();
    reads_groq(&place.open().await).await;

    let theirs = "a first line\na second line without a sign of equality\n";
    assert!(place.session().put_entry(&[("another", "program")], theirs));
    place.session_mut().kill_daemon();
    let file = std::fs::read_to_string(place.session().login_file()).unwrap();
    assert!(file.contains(&ours), "the secret still stands in the file");
    place.session_mut().start_keyring_as_it_is();
    assert!(place.entries().is_empty(), "and the daemon finds none");

    let keystow = place.open().await;
    let state = refusal(&keystow).await;
    let named = [VaultState::KeyringUnavailable, VaultState::MasterMissing];
    assert!(named.contains(&state), "{state:?}");
    assert!(set(&keystow, "openai").await.is_err());
    lives(&keystow).await;
    assert_eq!(place.ways().await, before);
    opens_with(&keystow, &code).await;
    reads_groq(&keystow).await;
    let file = std::fs::read_to_string(place.session().login_file()).unwrap();
    assert!(
        file.contains(&ours),
        "what can be mended by hand was left alone"
    );
}

//! K8: a daemon that dies while the first master secret is being stored.

use keystow::{Options, VaultState};
use keystow_faults::program::{HUNG, Program, Running};
use keystow_faults::secrets::{Death, FakeSecrets};
use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::KeyringSession;

use crate::place::{Place, in_time, reads_groq, set};

fn with_fake() -> (Place, FakeSecrets) {
    let session = KeyringSession::without_keyring();
    let secrets = FakeSecrets::start(&session);
    (Place::enter(session), secrets)
}

/// One slot, one entry, one and the same name; nothing that was begun is left.
async fn has_one_master_secret(place: &Place) {
    let ways = place.ways().await;
    assert_eq!((ways.initialised, ways.intents), (1, 0), "{ways:?}");
    let [(kind, state, slot, _)] = &ways.slots[..] else {
        panic!("{ways:?}");
    };
    assert_eq!((kind.as_str(), state.as_str()), ("keyring", "active"));
    let entries = place.entries().into_iter();
    let accounts: Vec<_> = entries
        .map(|entry| entry.attributes["username"].clone())
        .collect();
    let [account] = &accounts[..] else {
        panic!("{} entries: {accounts:?}, slot {slot}", accounts.len());
    };
    assert!(
        account.ends_with(&format!(":mk:{slot}")),
        "{account}, {slot}"
    );
}

#[tokio::test]
async fn k08_a_daemon_killed_before_it_stored_is_said_and_the_next_try_makes_one_secret() {
    let (place, secrets) = with_fake();
    secrets.die_at_create(Death::BeforeStoring);
    let keystow = place.open().await;
    let error = in_time("a set", set(&keystow, "groq")).await.unwrap_err();
    assert_eq!(
        error.vault_state(),
        Some(VaultState::KeyringUnavailable),
        "{error:?}"
    );
    assert_eq!(
        place.ways().await.initialised,
        0,
        "nothing was acknowledged"
    );
    secrets.come_back();
    set(&keystow, "groq").await.unwrap();
    has_one_master_secret(&place).await;
    reads_groq(&place.open().await).await;
}

#[tokio::test]
async fn k08_a_daemon_killed_while_it_stored_leaves_an_empty_entry_that_the_next_try_fills() {
    let (place, secrets) = with_fake();
    secrets.die_at_create(Death::WhileStoring);
    let keystow = place.open().await;
    let error = in_time("a set", set(&keystow, "groq")).await.unwrap_err();
    assert_eq!(
        error.vault_state(),
        Some(VaultState::KeyringUnavailable),
        "{error:?}"
    );
    assert_eq!(secrets.entries()[0].text, b"");
    secrets.come_back();
    set(&keystow, "groq").await.unwrap();
    has_one_master_secret(&place).await;
    reads_groq(&place.open().await).await;
}

#[tokio::test]
async fn k08_a_daemon_killed_after_it_stored_leaves_a_secret_that_the_next_try_takes() {
    let (place, secrets) = with_fake();
    secrets.die_at_create(Death::AfterStoring);
    let keystow = place.open().await;
    let error = in_time("a set", set(&keystow, "groq")).await.unwrap_err();
    assert_eq!(
        error.vault_state(),
        Some(VaultState::KeyringUnavailable),
        "{error:?}"
    );
    let stored = secrets.entries();
    assert_eq!(stored.len(), 1);
    secrets.come_back();
    // Another process may be the next one.
    let other = place.open().await;
    set(&other, "groq").await.unwrap();
    assert_eq!(
        secrets.entries(),
        stored,
        "the same name and the same secret"
    );
    has_one_master_secret(&place).await;
    reads_groq(&keystow).await;
    reads_groq(&place.open().await).await;
}

#[tokio::test]
async fn k08_a_daemon_that_is_back_at_once_is_read_back_and_the_first_try_succeeds() {
    let (place, secrets) = with_fake();
    secrets.die_at_create(Death::AfterStoringAndBack);
    let keystow = place.open().await;
    set(&keystow, "groq").await.unwrap();
    has_one_master_secret(&place).await;
    reads_groq(&place.open().await).await;
}

#[tokio::test]
async fn k08_a_second_try_that_cannot_ask_the_keyring_drops_nothing() {
    let (place, secrets) = with_fake();
    secrets.die_at_create(Death::AfterStoring);
    let keystow = place.open().await;
    set(&keystow, "groq").await.unwrap_err();
    let stored = secrets.entries();
    // Gone, locked, hidden: each says that it cannot tell, and none of them is "no entry".
    set(&keystow, "groq").await.unwrap_err();
    secrets.come_back();
    secrets.lock();
    let error = set(&keystow, "groq").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringLocked));
    secrets.lock_and_hide();
    let error = set(&keystow, "groq").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringLocked));
    secrets.unlock();
    secrets.hold();
    let hurried = Options {
        keyring_deadline: std::time::Duration::from_millis(300),
        ..Options::default()
    };
    let hurried = place.open_as(hurried).await;
    let error = set(&hurried, "groq").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringTimeout));
    secrets.release();
    set(&keystow, "groq").await.unwrap();
    assert_eq!(
        secrets.entries(),
        stored,
        "the same name and the same secret"
    );
    has_one_master_secret(&place).await;
}

#[tokio::test]
async fn k08_the_real_daemon_killed_at_create_leaves_one_secret_after_the_next_try() {
    let mut place = Place::enter(KeyringSession::start(true));
    let data = place.data();
    let monitor = place.session().monitor();
    let args = ["add", "groq", "--no-check"];
    let adding = Program::new(place.session(), &data).command(&args);
    let adding = Running::start(adding, GOOD_GROQ_KEY);
    monitor.wait_for("CreateItem", 1);
    place.session_mut().kill_daemon();
    let ran = adding.end_within(HUNG).expect("the program hangs");
    // It may have stored all in time, or not: either way it says so.
    assert!([Some(0), Some(4)].contains(&ran.code), "{ran:?}");
    place.session_mut().start_keyring();
    if ran.code == Some(4) {
        place.run(&args, GOOD_GROQ_KEY).exits(0);
    }
    has_one_master_secret(&place).await;
    reads_groq(&place.open().await).await;
}

#[tokio::test]
async fn k08_a_daemon_killed_during_a_rotation_leaves_the_old_secret_or_the_new_one() {
    let (place, secrets) = with_fake();
    place.store_groq().await;
    let deaths = [
        Death::BeforeStoring,
        Death::WhileStoring,
        Death::AfterStoring,
        Death::AfterStoringAndBack,
    ];
    for death in deaths {
        let keystow = place.open().await;
        reads_groq(&keystow).await;
        secrets.die_at_create(death);
        let rotated = in_time("a rotation", keystow.rotate_master()).await;
        let is_back = death == Death::AfterStoringAndBack;
        assert_eq!(rotated.is_ok(), is_back, "{death:?}: {rotated:?}");
        if !is_back {
            secrets.come_back();
        }
        reads_groq(&place.open().await).await;
        let again = place.open().await;
        in_time("a rotation", again.rotate_master()).await.unwrap();
        reads_groq(&place.open().await).await;
        has_one_master_secret(&place).await;
    }
}

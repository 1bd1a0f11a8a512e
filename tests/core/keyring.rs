//! The real keyring: GNOME Keyring over D-Bus, in a private session.

use keystow::keychain::Prompting;
use keystow::{Keystow, Options, VaultState};
use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::KeyringSession;

use crate::support::good_key;

async fn open(folder: &std::path::Path) -> Keystow {
    let data_dir = Some(folder.join("data"));
    Keystow::open(Options {
        data_dir,
        ..Options::default()
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_key_survives_its_process_and_a_locked_keyring() {
    let session = KeyringSession::start(true);
    session.enter();
    let folder = session.home().join("core");
    let keystow = open(&folder).await;
    let status = keystow.vault_status().await;
    assert_eq!(status.keyring.backend.as_deref(), Some("GNOME Keyring"));
    assert_eq!(status.keyring.locked, Some(false));
    keystow.set_api_key("groq", good_key()).await.unwrap();

    let again = open(&folder).await;
    // EXPOSE: to the assertion of a test, of a fake key.
    assert_eq!(
        again.get_api_key("groq").await.unwrap().expose(),
        GOOD_GROQ_KEY
    );

    session.lock();
    let monitor = session.monitor();
    let locked = open(&folder).await;
    assert_eq!(locked.credentials().await.unwrap().len(), 1);
    assert_eq!(
        locked
            .unlock(Prompting::Never)
            .await
            .unwrap_err()
            .vault_state(),
        Some(VaultState::KeyringLocked)
    );
    assert_eq!(locked.vault_status().await.state, VaultState::KeyringLocked);
    assert!(!monitor.saw_prompt(), "nobody was prompted");
    session.unlock();
    assert!(locked.get_api_key("groq").await.is_ok());
}

#[tokio::test]
async fn k7_a_stopped_daemon_is_a_timeout_and_the_next_try_succeeds() {
    let session = KeyringSession::start(true);
    session.enter();
    let folder = session.home().join("core");
    open(&folder)
        .await
        .set_api_key("groq", good_key())
        .await
        .unwrap();
    let keystow = open(&folder).await;
    session.pause();
    let error = keystow.get_api_key("groq").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringTimeout));
    assert_eq!(keystow.credentials().await.unwrap().len(), 1);
    session.resume();
    assert!(keystow.get_api_key("groq").await.is_ok());
}

#[tokio::test]
async fn k5_a_session_without_a_bus_says_so_and_a_later_one_works() {
    let session = KeyringSession::without_bus();
    session.enter();
    let keystow = open(&session.home().join("core")).await;
    let error = keystow.set_api_key("groq", good_key()).await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringUnavailable));
    assert_eq!(
        keystow.vault_status().await.state,
        VaultState::Uninitialised
    );
}

#[tokio::test]
async fn k14_a_keyring_that_comes_later_is_found() {
    let mut session = KeyringSession::without_keyring();
    session.enter();
    let keystow = open(&session.home().join("core")).await;
    let error = keystow.set_api_key("groq", good_key()).await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringUnavailable));
    session.start_keyring();
    keystow.set_api_key("groq", good_key()).await.unwrap();
    assert!(keystow.get_api_key("groq").await.is_ok());
}

#[tokio::test]
async fn k9_a_deleted_keyring_file_is_a_missing_master_secret_and_makes_nothing_new() {
    let mut session = KeyringSession::start(true);
    session.enter();
    let folder = session.home().join("core");
    open(&folder)
        .await
        .set_api_key("groq", good_key())
        .await
        .unwrap();
    session.kill_daemon();
    std::fs::remove_file(session.keyring_files().join("login.keyring")).unwrap();
    session.start_keyring();
    let keystow = open(&folder).await;
    let error = keystow.get_api_key("groq").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::MasterMissing));
    assert!(keystow.set_api_key("openai", good_key()).await.is_err());
    assert_eq!(
        keystow.credentials().await.unwrap().len(),
        1,
        "nothing new, nothing lost"
    );
}

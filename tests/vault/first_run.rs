//! The first run: one master secret, whatever happens on the way.

use jiff::Timestamp;
use keystow_vault::keychain::{KeychainError, MemoryFault, Prompting};
use keystow_vault::{VaultError, VaultState};

use crate::support::{Home, KEY, add, read, seed};

#[tokio::test]
async fn a_vault_is_uninitialised_until_the_first_key() {
    let home = Home::new();
    assert_eq!(home.vault().state().await, VaultState::Uninitialised);
    assert!(
        home.vault()
            .credentials("default")
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!home.directory().exists(), "looking makes no files");
    assert_eq!(home.keyring.calls(), 0, "looking asks no keyring");

    add(&home.vault(), "groq", KEY).await.unwrap();
    assert_eq!(home.vault().state().await, VaultState::Ready);
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
    assert_eq!(home.accounts(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn folder_and_files_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_key().await;
    let mode =
        |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.directory()), 0o700);
    for file in std::fs::read_dir(home.directory()).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(path.clone()), 0o600, "{}", path.display());
    }
}

#[tokio::test]
async fn a_locked_keyring_stores_nothing_and_the_next_try_succeeds() {
    let home = Home::new();
    home.keyring.set_locked(true);
    let refused = add(&home.vault(), "groq", KEY).await;
    assert!(
        matches!(refused, Err(VaultError::Keychain(KeychainError::Locked))),
        "{refused:?}"
    );
    assert_eq!(home.vault().state().await, VaultState::Uninitialised);
    home.keyring.set_locked(false);
    add(&home.vault(), "groq", KEY).await.unwrap();
    assert_eq!(home.accounts(), 1);
}

#[tokio::test]
async fn a_write_that_was_done_before_the_keyring_failed_counts() {
    let home = Home::new();
    // The first call that fails afterwards is the write; a probe before it would not be one.
    home.keyring
        .fail_next(MemoryFault::FailAfterwards(KeychainError::Failed));
    add(&home.vault(), "groq", KEY).await.unwrap();
    assert_eq!(home.accounts(), 1);
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn a_first_run_that_was_cut_off_is_resumed_with_the_same_secret() {
    let home = Home::new();
    // The write goes through, reading it back does not.
    home.keyring
        .fail_next(MemoryFault::FailAfterwards(KeychainError::Failed));
    home.keyring
        .fail_next(MemoryFault::Fail(KeychainError::Unavailable));
    assert!(add(&home.vault(), "groq", KEY).await.is_err());
    let before = home.keyring.accounts();
    assert_eq!(before.len(), 1);
    add(&home.vault(), "groq", KEY).await.unwrap();
    assert_eq!(home.keyring.accounts(), before);
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn an_intent_waits_while_the_keyring_cannot_tell() {
    let home = Home::new();
    home.keyring
        .fail_next(MemoryFault::FailAfterwards(KeychainError::Failed));
    home.keyring
        .fail_next(MemoryFault::Fail(KeychainError::Unavailable));
    assert!(add(&home.vault(), "groq", KEY).await.is_err());
    home.keyring.set_locked(true);
    assert!(add(&home.vault(), "groq", KEY).await.is_err());
    assert_eq!(
        home.accounts(),
        1,
        "no second secret while the first may be there"
    );
}

#[tokio::test]
async fn a_duplicate_is_told_before_the_keyring_is_asked() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let asked = home.keyring.calls();
    let again = vault
        .create_credential(
            "default",
            seed("groq", KEY),
            Prompting::Never,
            Timestamp::now(),
        )
        .await;
    assert!(matches!(again, Err(VaultError::CredentialExists)));
    assert_eq!(home.keyring.calls(), asked);
}

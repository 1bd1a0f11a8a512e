//! Several handles on one vault, as several processes have them.

use crate::support::{Home, KEY, add, read};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_first_runs_at_once_make_one_master_secret_and_lose_no_key() {
    let home = Home::new();
    let tasks: Vec<_> = (0..8)
        .map(|index| {
            let vault = home.vault();
            tokio::spawn(async move { add(&vault, &format!("provider_{index}"), KEY).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(home.accounts(), 1);
    for index in 0..8 {
        assert_eq!(
            read(&home.vault(), &format!("provider_{index}"))
                .await
                .unwrap(),
            KEY
        );
    }
}

#[tokio::test]
async fn a_handle_sees_what_another_wrote_and_follows_a_new_file() {
    let home = Home::with_key().await;
    let (left, right) = (home.vault(), home.vault());
    assert_eq!(left.credentials("default").await.unwrap().len(), 1);
    add(&right, "openai", KEY).await.unwrap();
    assert_eq!(left.credentials("default").await.unwrap().len(), 2);

    // Another vault is put in the file's place, with its own keyring entry.
    let other = Home::with_key().await;
    let mut keychain = other.keyring.opener()();
    let account = other.keyring.accounts().remove(0);
    let never = keystow_vault::keychain::Prompting::Never;
    let line = keychain.read(&account, never).unwrap().unwrap();
    home.keyring.opener()()
        .write(&account, &line, never)
        .unwrap();
    drop((
        right,
        std::mem::replace(&mut keychain, home.keyring.opener()()),
    ));
    for name in ["vault.db", "vault.db-wal", "vault.db-shm"] {
        std::fs::remove_file(home.directory().join(name)).ok();
        std::fs::copy(other.directory().join(name), home.directory().join(name)).ok();
    }
    assert_eq!(left.credentials("default").await.unwrap().len(), 1);
    assert_eq!(read(&left, "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn a_watch_tells_that_another_handle_wrote() {
    let home = Home::with_key().await;
    let mut watch = home.vault().watch().await.unwrap();
    let before = watch.version().await.unwrap();
    assert_eq!(watch.version().await.unwrap(), before);
    add(&home.vault(), "openai", KEY).await.unwrap();
    assert_ne!(watch.version().await.unwrap(), before);
    watch.close().await;
}

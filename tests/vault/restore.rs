//! Restoring: wholly or not at all, into a vault that opens or in the place of one that does not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use keystow_vault::backup::{
    BackupFault, Contents, Providers, RestoreChange, RestoreError, Restored,
};
use keystow_vault::keychain::{KeychainError, MemoryFault, MemoryKeychain, Prompting};
use keystow_vault::{
    ApiKey, CredentialEdit, Destination, PassphraseRewrap, Rewrap, SecretText, Vault, VaultError,
    VaultOptions, VaultState,
};

use RestoreChange::{Differs, New, Same};

use crate::backup::{WORDS, contents_of};
use crate::support::{Home, KEY, add, read};

const OTHER_KEY: &str = "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";

/// Knows every provider but one.
struct Shop;

impl Providers for Shop {
    fn destination(
        &self,
        provider: &str,
        _: Option<&str>,
        base_url: Option<&str>,
    ) -> Result<Destination, BackupFault> {
        if provider == "unheard_of" {
            return Err(BackupFault::UnknownProvider(provider.to_owned()));
        }
        Ok(Destination {
            base_url: base_url.map(str::to_owned),
            region: None,
            auth_scheme: "bearer".to_owned(),
            origins: vec![base_url.unwrap_or("https://api.groq.com:443").to_owned()],
        })
    }

    fn hint(&self, _: &str, _: &ApiKey) -> String {
        "gsk_…1234".to_owned()
    }
}

async fn restore(
    vault: &Vault,
    contents: &Contents,
    replace: bool,
) -> Result<Restored, RestoreError> {
    restore_previewed(vault, contents, replace, None).await
}

async fn restore_previewed(
    vault: &Vault,
    contents: &Contents,
    replace: bool,
    previewed: Option<bool>,
) -> Result<Restored, RestoreError> {
    let now = Timestamp::now();
    vault
        .restore(contents, &Shop, replace, previewed, Prompting::Never, now)
        .await
}

async fn replace_key(home: &Home, provider: &str, key: &str) {
    let edit = CredentialEdit {
        key: Some((ApiKey::parse(key).unwrap(), "…".to_owned())),
        ..CredentialEdit::default()
    };
    let (quiet, now) = (Prompting::Never, Timestamp::now());
    let vault = home.vault();
    let changed = vault.update_credential("default", provider, edit, quiet, now);
    changed.await.unwrap();
}

/// The names in the data directory that begin so.
fn found(home: &Home, begins: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home.directory()).unwrap();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(begins)
        })
        .collect();
    found.sort();
    found
}

/// A vault file that was put aside, opened in a folder of its own with the keyring it had.
async fn opened_elsewhere(file: &Path, keyring: &MemoryKeychain) -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let from = PathBuf::from(format!("{}{suffix}", file.display()));
        if from.exists() {
            let to = folder.path().join(format!("vault.db{suffix}"));
            std::fs::copy(&from, to).unwrap();
        }
    }
    let vault = Vault::new(VaultOptions {
        directory: folder.path().to_owned(),
        keychain: keyring.opener(),
        keyring_deadline: Duration::from_secs(2),
        prompt_deadline: Duration::from_secs(2),
        passphrase: None,
        connections: 4,
    });
    vault.open(Prompting::Never).await.unwrap();
    (folder, vault)
}

/// The keyring's entries as they are now, in a keyring of their own.
fn copy_of(keyring: &MemoryKeychain) -> MemoryKeychain {
    let copy = MemoryKeychain::default();
    for account in keyring.accounts() {
        let line = keyring.opener()().read(&account, Prompting::Never).unwrap();
        let mut other = copy.opener()();
        other
            .write(&account, &line.unwrap(), Prompting::Never)
            .unwrap();
    }
    copy
}

#[tokio::test]
async fn a_backup_becomes_the_first_vault_of_another_machine() {
    let (here, there) = (Home::with_key().await, Home::new());
    here.vault()
        .create_profile("work", Timestamp::now())
        .await
        .unwrap();
    add(&here.vault(), "openai", OTHER_KEY).await.unwrap();
    let contents = contents_of(&here).await;

    let vault = there.vault();
    let preview = vault.preview_restore(&contents, &Shop, Prompting::Never);
    let preview = preview.await.unwrap();
    assert!(!preview.vault_opens);
    assert_eq!(preview.changes, [New, New]);
    let restored = restore(&vault, &contents, false).await.unwrap();
    assert_eq!(
        (restored.added, restored.replaced, restored.kept),
        (2, 0, 0)
    );
    assert_eq!(restored.before, None);

    let anew = there.vault();
    assert_eq!(anew.state().await, VaultState::Ready);
    assert_eq!(read(&anew, "groq").await.unwrap(), KEY);
    assert_eq!(read(&anew, "openai").await.unwrap(), OTHER_KEY);
    let profiles = anew.profiles(Timestamp::now()).await.unwrap();
    let names: Vec<&str> = profiles.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["default", "work"]);
    assert!(profiles[0].is_default && !profiles[1].is_default);
    assert!(found(&there, "restoring-").is_empty());
    assert_eq!(there.accounts(), 1, "one master secret, the new vault's");
}

#[tokio::test]
async fn options_and_profiles_that_were_made_before_the_first_key_stay() {
    let (here, there) = (Home::with_key().await, Home::new());
    let vault = there.vault();
    let options = [("theme", "\"dark\"".to_owned())];
    vault.put_settings(&options).await.unwrap();
    vault
        .create_profile("work", Timestamp::now())
        .await
        .unwrap();
    let contents = contents_of(&here).await;
    restore(&vault, &contents, true).await.unwrap();
    let settings = vault.settings().await.unwrap();
    assert!(settings.contains(&("theme".to_owned(), "\"dark\"".to_owned())));
    assert_eq!(vault.profiles(Timestamp::now()).await.unwrap().len(), 2);
    assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn a_restore_adds_what_is_missing_and_replaces_only_when_told() {
    let home = Home::with_key().await;
    add(&home.vault(), "openai", KEY).await.unwrap();
    add(&home.vault(), "mistral", KEY).await.unwrap();
    let contents = contents_of(&home).await;
    replace_key(&home, "groq", OTHER_KEY).await;
    home.vault()
        .delete_credential("default", "mistral")
        .await
        .unwrap();
    add(&home.vault(), "anthropic", OTHER_KEY).await.unwrap();

    let vault = home.vault();
    let preview = vault.preview_restore(&contents, &Shop, Prompting::Never);
    let preview = preview.await.unwrap();
    assert!(preview.vault_opens);
    let order: Vec<&str> = contents.credentials().map(|(_, name)| name).collect();
    assert_eq!(order, ["groq", "openai", "mistral"]);
    assert_eq!(preview.changes, [Differs, Same, New]);

    let kept = restore(&vault, &contents, false).await.unwrap();
    assert_eq!((kept.added, kept.replaced, kept.kept), (1, 0, 2));
    assert_eq!(read(&vault, "groq").await.unwrap(), OTHER_KEY);
    assert_eq!(read(&vault, "mistral").await.unwrap(), KEY);

    let before = vault.credential("default", "groq").await.unwrap();
    let replaced = restore(&vault, &contents, true).await.unwrap();
    assert_eq!(
        (replaced.added, replaced.replaced, replaced.kept),
        (0, 1, 2)
    );
    assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
    let after = vault.credential("default", "groq").await.unwrap();
    assert_eq!(after.revision, before.revision + 1);
    assert_eq!(after.id, before.id);
    assert_eq!(
        read(&vault, "anthropic").await.unwrap(),
        OTHER_KEY,
        "what the backup does not hold stays"
    );
    let now_same = vault.preview_restore(&contents, &Shop, Prompting::Never);
    assert_eq!(now_same.await.unwrap().changes, [Same, Same, Same]);
}

#[tokio::test]
async fn a_record_that_does_not_open_is_mended_by_a_restore() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    let mut file = home.edit().await;
    sqlx::query("UPDATE api_credential SET revision = 7")
        .execute(&mut file)
        .await
        .unwrap();
    let vault = home.vault();
    assert!(read(&vault, "groq").await.is_err());
    let restored = restore(&vault, &contents, true).await.unwrap();
    assert_eq!(restored.replaced, 1);
    assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn the_vault_before_a_restore_is_copied_whole_and_private() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    replace_key(&home, "groq", OTHER_KEY).await;
    let restored = restore(&home.vault(), &contents, true).await.unwrap();
    let copy = restored.before.unwrap();
    assert_eq!(found(&home, "pre-restore-"), std::slice::from_ref(&copy));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = copy.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let (_folder, old) = opened_elsewhere(&copy, &home.keyring).await;
    assert_eq!(read(&old, "groq").await.unwrap(), OTHER_KEY);
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn an_unknown_provider_is_named_before_anything_is_changed() {
    let home = Home::with_key().await;
    add(&home.vault(), "unheard_of", KEY).await.unwrap();
    let contents = contents_of(&home).await;
    replace_key(&home, "groq", OTHER_KEY).await;
    let vault = home.vault();
    let unknown = || BackupFault::UnknownProvider("unheard_of".to_owned());
    let preview = vault.preview_restore(&contents, &Shop, Prompting::Never);
    match preview.await {
        Err(RestoreError::Backup(fault)) => assert_eq!(fault, unknown()),
        other => panic!("{other:?}"),
    }
    match restore(&vault, &contents, true).await {
        Err(RestoreError::Backup(fault)) => assert_eq!(fault, unknown()),
        other => panic!("{other:?}"),
    }
    assert_eq!(read(&vault, "groq").await.unwrap(), OTHER_KEY);
    assert!(found(&home, "pre-restore-").is_empty());
}

#[tokio::test]
async fn a_vault_whose_master_secret_is_gone_is_moved_aside_with_its_log() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    // A reader keeps what comes now in the log alone, and goes on as another process would.
    let mut reader = home.edit().await;
    sqlx::query("BEGIN").execute(&mut reader).await.unwrap();
    sqlx::query("SELECT count(*) FROM api_credential")
        .execute(&mut reader)
        .await
        .unwrap();
    add(&home.vault(), "openai", OTHER_KEY).await.unwrap();
    let old_keyring = copy_of(&home.keyring);
    home.keyring.overwrite(None);

    let vault = home.vault();
    assert_eq!(vault.state().await, VaultState::MasterMissing);
    let restored = restore(&vault, &contents, true).await.unwrap();
    let aside = restored.before.unwrap();
    assert!(aside.starts_with(home.directory()));
    assert_eq!((restored.added, restored.kept), (1, 0));
    assert_eq!(read(&vault, "groq").await.unwrap(), KEY);
    let anew = home.vault();
    assert_eq!(read(&anew, "groq").await.unwrap(), KEY);
    assert_eq!(anew.credentials("default").await.unwrap().len(), 1);
    assert!(anew.facts().await.unwrap().intact);

    let (_folder, old) = opened_elsewhere(&aside, &old_keyring).await;
    assert_eq!(read(&old, "groq").await.unwrap(), KEY);
    assert_eq!(
        read(&old, "openai").await.unwrap(),
        OTHER_KEY,
        "what stood in the log alone"
    );
    assert!(found(&home, "restoring-").is_empty());
}

#[tokio::test]
async fn a_vault_that_came_or_went_since_the_preview_is_left_as_it_is() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    let changed = |done| matches!(done, Err(RestoreError::Backup(BackupFault::VaultChanged)));
    let came = restore_previewed(&home.vault(), &contents, true, Some(false)).await;
    assert!(changed(came));
    assert!(found(&home, "pre-restore-").is_empty());
    home.keyring.overwrite(None);
    let went = restore_previewed(&home.vault(), &contents, true, Some(true)).await;
    assert!(changed(went));
    assert!(found(&home, "vault-").is_empty());
    assert_eq!(home.vault().state().await, VaultState::MasterMissing);

    let agreed = restore_previewed(&home.vault(), &contents, true, Some(false)).await;
    assert!(agreed.unwrap().fresh);
    let agreed = restore_previewed(&home.vault(), &contents, true, Some(true)).await;
    assert!(!agreed.unwrap().fresh);
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn every_state_that_leaves_no_way_in_gives_way_to_the_backup() {
    let contents = contents_of(&Home::with_key().await).await;
    for state in [
        VaultState::MasterMissing,
        VaultState::MasterCorrupt,
        VaultState::SlotCorrupt,
        VaultState::VaultMissing,
        VaultState::VaultCorrupt,
    ] {
        let home = Home::with_key().await;
        home.settled().await;
        match state {
            VaultState::MasterMissing => home.keyring.overwrite(None),
            VaultState::MasterCorrupt => home.keyring.overwrite(Some("kv1.garbage")),
            VaultState::SlotCorrupt => {
                let mut file = home.edit().await;
                sqlx::query("UPDATE slot SET sealed = zeroblob(length(sealed))")
                    .execute(&mut file)
                    .await
                    .unwrap();
            }
            VaultState::VaultMissing => std::fs::remove_file(home.database()).unwrap(),
            _ => std::fs::write(home.database(), "rubbish, and no SQLite at all").unwrap(),
        }
        let vault = home.vault();
        assert_eq!(vault.state().await, state);
        let restored = restore(&vault, &contents, false).await.unwrap();
        assert_eq!(restored.added, 1, "{state:?}");
        assert_eq!(
            restored.before.is_some(),
            state != VaultState::VaultMissing,
            "{state:?}"
        );
        assert_eq!(home.vault().state().await, VaultState::Ready, "{state:?}");
        assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
    }
}

#[tokio::test]
async fn a_vault_that_may_open_another_time_is_left_alone() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    replace_key(&home, "groq", OTHER_KEY).await;
    for fault in [
        KeychainError::Locked,
        KeychainError::Unavailable,
        KeychainError::Timeout,
        KeychainError::Denied,
    ] {
        for _ in 0..2 {
            home.keyring.fail_next(MemoryFault::Fail(fault));
        }
        let vault = home.vault();
        let preview = vault.preview_restore(&contents, &Shop, Prompting::Never);
        assert!(preview.await.is_err(), "{fault:?}");
        match restore(&vault, &contents, true).await {
            Err(RestoreError::Vault(VaultError::Keychain(seen))) => assert_eq!(seen, fault),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), OTHER_KEY);
    assert_eq!(home.accounts(), 1);
    assert!(found(&home, "restoring-").is_empty() && found(&home, "vault-").is_empty());
}

#[tokio::test]
async fn a_keyring_that_takes_no_new_secret_leaves_the_old_vault_as_it_was() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    home.settled().await;
    let file = std::fs::read(home.database()).unwrap();
    home.keyring.overwrite(None);
    let vault = home.vault();
    assert_eq!(vault.state().await, VaultState::MasterMissing);
    // The first read answers that there is nothing; the write that follows is refused.
    home.keyring.fail_next(MemoryFault::Slow(Duration::ZERO));
    home.keyring
        .fail_next(MemoryFault::Fail(KeychainError::Denied));
    match restore(&vault, &contents, true).await {
        Err(RestoreError::Vault(VaultError::Keychain(KeychainError::Denied))) => {}
        other => panic!("{other:?}"),
    }
    drop(vault);
    assert_eq!(home.vault().state().await, VaultState::MasterMissing);
    assert_eq!(home.accounts(), 0);
    assert!(found(&home, "restoring-").is_empty() && found(&home, "vault-").is_empty());
    assert_eq!(std::fs::read(home.database()).unwrap().len(), file.len());
}

#[tokio::test]
async fn what_a_killed_restore_left_behind_goes_with_the_next_one() {
    let home = Home::with_key().await;
    let contents = contents_of(&home).await;
    home.keyring.overwrite(None);
    let left_over = Vault::new(VaultOptions {
        directory: home.directory().join("restoring-0123456789abcdef"),
        keychain: home.keyring.opener(),
        keyring_deadline: Duration::from_secs(2),
        prompt_deadline: Duration::from_secs(2),
        passphrase: None,
        connections: 4,
    });
    add(&left_over, "groq", OTHER_KEY).await.unwrap();
    drop(left_over);
    let orphans = home.keyring.accounts();
    assert_eq!(orphans.len(), 1);

    restore(&home.vault(), &contents, true).await.unwrap();
    assert!(found(&home, "restoring-").is_empty());
    let accounts = home.keyring.accounts();
    assert_eq!(accounts.len(), 1, "the new vault's entry alone is left");
    assert!(!accounts.contains(&orphans[0]));
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn two_restores_at_once_make_one_vault() {
    let contents = contents_of(&Home::with_key().await).await;
    let home = Home::new();
    let (one, other) = (home.vault(), home.vault());
    let (first, second) = tokio::join!(
        restore(&one, &contents, true),
        restore(&other, &contents, true)
    );
    let added = first.unwrap().added + second.unwrap().added;
    assert_eq!(added, 1, "the second finds what the first restored");
    assert_eq!(home.accounts(), 1);
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn a_kept_passphrase_opens_again_is_nowhere_in_the_clear_and_outlives_a_rotation() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let (quiet, now) = (Prompting::Never, Timestamp::now());
    assert!(!vault.has_sealed("a").await.unwrap());
    let text = SecretText::new(WORDS.to_owned());
    let setting = [("folder", "\"/somewhere\"".to_owned())];
    vault
        .put_sealed("a", &text, &setting, quiet, now)
        .await
        .unwrap();
    let rewrap = Rewrap {
        recovery: None,
        passphrase: PassphraseRewrap::Drop,
        slots: Vec::new(),
    };
    vault.rotate_data_key(rewrap, quiet, now).await.unwrap();

    let vault = home.vault();
    assert!(vault.has_sealed("a").await.unwrap());
    let kept = vault.sealed("a", quiet).await.unwrap().unwrap();
    // EXPOSE: to the assertion of a test, of a fake passphrase.
    assert_eq!(kept.expose(), WORDS);
    for file in found(&home, "vault.db") {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes
                .windows(12)
                .any(|part| part == &WORDS.as_bytes()[..12]),
            "{file:?}"
        );
    }
    let nothing = [("folder", "null".to_owned())];
    vault.delete_sealed("a", &nothing).await.unwrap();
    assert!(vault.sealed("a", quiet).await.unwrap().is_none());
}

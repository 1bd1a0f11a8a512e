//! What the doctor can tell of the files.

use keystow_vault::keychain::Prompting;
use keystow_vault::{DamagedRecord, RecordFacts};

use crate::support::{Home, KEY, add};

#[tokio::test]
async fn records_are_tried_only_where_the_vault_is_open() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let facts = vault.facts().await.unwrap();
    assert!(facts.intact && facts.has_wal);
    assert_eq!(facts.keyring_backend.as_deref(), Some("memory"));
    assert_eq!(facts.records, None);
    assert!(!vault.is_open(), "looking opens nothing");
    vault.open(Prompting::Never).await.unwrap();
    let records = vault.facts().await.unwrap().records;
    assert_eq!(
        records,
        Some(RecordFacts {
            whole: 1,
            damaged: Vec::new()
        })
    );
}

#[tokio::test]
async fn a_damaged_record_is_named_and_the_others_are_counted() {
    let home = Home::with_key().await;
    let vault = home.vault();
    add(&vault, "openai", KEY).await.unwrap();
    add(&vault, "mistral", KEY).await.unwrap();
    let mut db = home.edit().await;
    for (column, provider) in [("api_key_encrypted", "groq"), ("hint_encrypted", "openai")] {
        let statement = format!(
            "UPDATE api_credential SET {column} = zeroblob(length({column})) WHERE provider = ?"
        );
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(provider)
            .execute(&mut db)
            .await
            .unwrap();
    }
    let found = vault.facts().await.unwrap().records.unwrap();
    let damaged = |provider: &str| DamagedRecord {
        profile: "default".to_owned(),
        provider: provider.to_owned(),
    };
    assert_eq!(found.whole, 1);
    assert_eq!(found.damaged, [damaged("groq"), damaged("openai")]);
}

#[cfg(unix)]
#[tokio::test]
async fn every_file_that_others_have_a_right_on_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_key().await;
    let vault = home.vault();
    assert!(vault.facts().await.unwrap().open_to_others.is_empty());
    let stranger = home.directory().join("notes.txt");
    std::fs::write(&stranger, "of another program").unwrap();
    let open = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    open(&stranger, 0o644);
    open(&home.directory().join("vault.id"), 0o640);
    open(&home.directory().join("vault.lock"), 0o602);
    open(&home.directory(), 0o755);
    assert_eq!(
        vault.facts().await.unwrap().open_to_others,
        [
            home.directory(),
            home.directory().join("vault.id"),
            home.directory().join("vault.lock")
        ]
    );
}

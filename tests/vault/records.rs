//! Records: what is stored, changed, moved and checked.

use std::time::Duration;

use jiff::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{
    ApiKey, CheckRecord, CredentialEdit, Destination, Loan, ModelRecord, VaultError,
};

use crate::support::{Home, KEY, add, read};

const OTHER: &str = "gsk_fakeOTHERfakeOTHERfakeOTHERfakeOTHERfakeOTHERfake9876";

fn check(status: &str, verdict: &str, models: Option<&[&str]>) -> CheckRecord {
    CheckRecord {
        request: None,
        account: None,
        renew_by: None,
        status: status.to_owned(),
        verdict: verdict.to_owned(),
        message: None,
        http_status: Some(200),
        latency_ms: 5,
        retry_at: None,
        definite: status != "error",
        models: models.map(|ids| {
            let model = |id: &&str| ModelRecord {
                id: (*id).to_owned(),
                ..ModelRecord::default()
            };
            ids.iter().map(model).collect()
        }),
    }
}

#[tokio::test]
async fn nothing_of_a_key_stands_in_the_files() {
    let home = Home::with_key().await;
    let mut searched = 0;
    for file in std::fs::read_dir(home.directory()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        searched += bytes.len();
        for piece in [KEY, "gsk_", "1234"] {
            let found = bytes
                .windows(piece.len())
                .any(|window| window == piece.as_bytes());
            assert!(!found, "{piece} stands in the clear");
        }
        // The control: what is there in the clear is found.
        if bytes.starts_with(b"SQLite format 3") && !bytes.is_empty() {
            searched += 1;
        }
    }
    assert!(searched > 0);
    let database = std::fs::read(home.database()).unwrap();
    let wal = std::fs::read(home.directory().join("vault.db-wal")).unwrap_or_default();
    let both = [database, wal].concat();
    assert!(
        both.windows(4).any(|window| window == b"groq"),
        "the search finds what is there"
    );
}

#[tokio::test]
async fn a_replaced_key_forgets_the_checks_and_keeps_the_models() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let stored = vault.credential("default", "groq").await.unwrap();
    let found = check("valid", "accepted", Some(&["a", "b"]));
    assert!(
        vault
            .store_check(&stored, &found, Timestamp::now())
            .await
            .unwrap()
            .is_some()
    );
    let key = Some((ApiKey::parse(OTHER).unwrap(), "gsk_…9876".to_owned()));
    let edit = CredentialEdit {
        key,
        ..CredentialEdit::default()
    };
    let now = Timestamp::now();
    let changed = vault
        .update_credential("default", "groq", edit, Prompting::Never, now)
        .await
        .unwrap();
    assert_eq!(
        (changed.status.as_str(), changed.revision),
        ("unchecked", 2)
    );
    assert_eq!(changed.last_definite, None);
    assert_eq!(changed.models, 2);
    assert_eq!(read(&vault, "groq").await.unwrap(), OTHER);
    assert_eq!(vault.hint(&changed).as_deref(), Some("gsk_…9876"));
}

#[tokio::test]
async fn a_new_base_url_seals_the_key_anew() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let destination = Some(Destination {
        base_url: Some("https://proxy.example/v1".to_owned()),
        region: None,
        auth_scheme: "bearer".to_owned(),
        origins: vec!["https://proxy.example:443".to_owned()],
    });
    let edit = CredentialEdit {
        destination,
        ..CredentialEdit::default()
    };
    vault
        .update_credential("default", "groq", edit, Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(read(&home.vault(), "groq").await.unwrap(), KEY);
}

#[tokio::test]
async fn a_label_changes_without_a_new_seal() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let edit = CredentialEdit {
        label: Some(Some("mine".to_owned())),
        ..CredentialEdit::default()
    };
    let changed = vault
        .update_credential("default", "groq", edit, Prompting::Never, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(
        (changed.label.as_deref(), changed.revision),
        (Some("mine"), 1)
    );
}

#[tokio::test]
async fn a_check_of_a_changed_or_deleted_credential_changes_nothing() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let before = vault.credential("default", "groq").await.unwrap();
    let key = Some((ApiKey::parse(OTHER).unwrap(), "…".to_owned()));
    let edit = CredentialEdit {
        key,
        ..CredentialEdit::default()
    };
    let now = Timestamp::now();
    vault
        .update_credential("default", "groq", edit, Prompting::Never, now)
        .await
        .unwrap();
    let late = check("invalid", "rejected", Some(&["a"]));
    assert!(
        vault
            .store_check(&before, &late, now)
            .await
            .unwrap()
            .is_none()
    );
    let after = vault.credential("default", "groq").await.unwrap();
    assert_eq!((after.status.as_str(), after.models), ("unchecked", 0));

    vault.delete_credential("default", "groq").await.unwrap();
    assert!(
        vault
            .store_check(&after, &late, now)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        vault.credentials("default").await.unwrap().is_empty(),
        "nothing came back"
    );
}

#[tokio::test]
async fn an_error_keeps_the_last_definite_check_and_the_models() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let stored = vault.credential("default", "groq").await.unwrap();
    let now = Timestamp::now();
    vault
        .store_check(&stored, &check("valid", "accepted", Some(&["a"])), now)
        .await
        .unwrap();
    vault
        .store_check(&stored, &check("error", "unreachable", None), now)
        .await
        .unwrap();
    let after = vault.credential("default", "groq").await.unwrap();
    assert_eq!(after.status, "error");
    assert_eq!(after.last_definite.unwrap().status, "valid");
    assert_eq!(after.models, 1);
}

#[tokio::test]
async fn models_come_stay_and_go() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let stored = vault.credential("default", "groq").await.unwrap();
    let at = |second| Timestamp::from_second(second).unwrap();
    for (second, models) in [
        (1000, &["a", "b"][..]),
        (2000, &["b", "c"]),
        (3000, &["a", "b", "c"]),
        // The clock stepped back.
        (500, &["b"]),
    ] {
        vault
            .store_check(
                &stored,
                &check("valid", "accepted", Some(models)),
                at(second),
            )
            .await
            .unwrap();
        let gone: Vec<_> = vault.models(stored.id).await.unwrap();
        let of = |id: &str| gone.iter().find(|stored| stored.model.id == id).cloned();
        if second == 2000 {
            assert_eq!(of("a").unwrap().gone_since, Some(at(2000)));
            assert_eq!(of("b").unwrap().first_seen, at(1000));
            assert_eq!(of("b").unwrap().last_seen, at(2000));
        }
        if second == 3000 {
            assert_eq!(of("a").unwrap().new_since, Some(at(3000)), "it came back");
            assert_eq!(of("b").unwrap().new_since, None, "it was always there");
            assert_eq!(of("c").unwrap().new_since, Some(at(2000)));
            assert_eq!(of("a").unwrap().gone_since, None);
            assert_eq!(of("a").unwrap().first_seen, at(1000));
        }
    }
    assert_eq!(vault.credential("default", "groq").await.unwrap().models, 1);
}

#[tokio::test]
async fn each_check_remembers_what_it_changed_in_the_list() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let stored = vault.credential("default", "groq").await.unwrap();
    let lists = [
        Some(&["a", "b"][..]),
        None,
        Some(&["b", "c", "d"]),
        Some(&["a", "b", "c", "d"]),
        Some(&["a", "b", "c", "d"]),
    ];
    for models in lists {
        vault
            .store_check(
                &stored,
                &check("valid", "accepted", models),
                Timestamp::now(),
            )
            .await
            .unwrap();
    }
    let mut checks = vault.checks(stored.id).await.unwrap();
    checks.reverse();
    let told: Vec<_> = checks
        .iter()
        .map(|check| (check.models, check.models_new, check.models_gone))
        .collect();
    let expected = [
        // The first list: nothing was there before it.
        (Some(2), None, None),
        (None, None, None),
        (Some(3), Some(2), Some(1)),
        (Some(4), Some(1), Some(0)),
        (Some(4), Some(0), Some(0)),
    ];
    assert_eq!(told, expected);
    assert_eq!(checks[0].verdict, "accepted");
    assert_eq!(checks[0].latency_ms, Some(5));

    // A new key has no history, and what it opens is no news.
    let edit = CredentialEdit {
        key: Some((ApiKey::parse(OTHER).unwrap(), "…".to_owned())),
        ..CredentialEdit::default()
    };
    let now = Timestamp::now();
    let replaced = vault.update_credential("default", "groq", edit, Prompting::Never, now);
    let replaced = replaced.await.unwrap();
    assert_eq!(vault.checks(stored.id).await.unwrap(), []);
    vault
        .store_check(&replaced, &check("valid", "accepted", Some(&["x"])), now)
        .await
        .unwrap();
    let first = vault.checks(stored.id).await.unwrap();
    assert_eq!((first[0].models, first[0].models_new), (Some(1), None));
    let models = vault.models(stored.id).await.unwrap();
    let new = models.iter().find(|stored| stored.model.id == "x").unwrap();
    assert_eq!(new.new_since, None);
}

#[tokio::test]
async fn a_date_that_a_provider_told_goes_with_its_key_and_the_owners_own_stays() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let now = Timestamp::now();
    let tell = async |date: Option<Option<&str>>| {
        let stored = vault.credential("default", "groq").await.unwrap();
        let told = CheckRecord {
            renew_by: date.map(|date| date.map(str::to_owned)),
            ..check("valid", "accepted", None)
        };
        vault.store_check(&stored, &told, now).await.unwrap();
        let after = vault.credential("default", "groq").await.unwrap();
        (after.renew_by, after.renew_told)
    };
    let change = async |edit: CredentialEdit| {
        let changed = vault.update_credential("default", "groq", edit, Prompting::Never, now);
        let changed = changed.await.unwrap();
        (changed.renew_by, changed.renew_told)
    };
    let new_key = || CredentialEdit {
        key: Some((ApiKey::parse(OTHER).unwrap(), "…".to_owned())),
        ..CredentialEdit::default()
    };
    let date = |text: &str| Some(text.to_owned());
    assert_eq!(tell(None).await, (None, false));
    assert_eq!(
        tell(Some(Some("2027-01-31"))).await,
        (date("2027-01-31"), true)
    );
    assert_eq!(
        tell(None).await,
        (date("2027-01-31"), true),
        "silence changes nothing"
    );
    assert_eq!(
        tell(Some(Some("2027-06-30"))).await,
        (date("2027-06-30"), true)
    );
    assert_eq!(
        tell(Some(None)).await,
        (None, false),
        "the provider took the date back"
    );
    tell(Some(Some("2027-06-30"))).await;
    assert_eq!(
        change(new_key()).await,
        (None, false),
        "it was the old key's"
    );

    let own = CredentialEdit {
        renew_by: Some(date("2028-02-29")),
        ..CredentialEdit::default()
    };
    assert_eq!(change(own).await, (date("2028-02-29"), false));
    assert_eq!(
        tell(Some(Some("2027-01-31"))).await,
        (date("2028-02-29"), false)
    );
    assert_eq!(change(new_key()).await, (date("2028-02-29"), false));
}

#[tokio::test]
async fn d14_a_moved_record_or_an_edited_context_does_not_open() {
    let edits = [
        "UPDATE api_credential SET provider = 'openai' WHERE provider = 'groq'",
        "UPDATE api_credential SET revision = 9 WHERE provider = 'groq'",
        "UPDATE api_credential SET auth_scheme = 'x-api-key' WHERE provider = 'groq'",
        "UPDATE api_credential SET origins = '[\"https://evil.example:443\"]' WHERE provider = 'groq'",
        "UPDATE api_credential SET api_key_encrypted =
             (SELECT api_key_encrypted FROM api_credential WHERE provider = 'mistral')
         WHERE provider = 'groq'",
        "UPDATE api_credential SET api_key_encrypted = hint_encrypted WHERE provider = 'groq'",
    ];
    for edit in edits {
        let home = Home::with_key().await;
        add(&home.vault(), "mistral", OTHER).await.unwrap();
        let mut db = home.edit().await;
        let changed = sqlx::query(edit).execute(&mut db).await.unwrap();
        assert_eq!(changed.rows_affected(), 1);
        let provider = if edit.contains("'openai'") {
            "openai"
        } else {
            "groq"
        };
        let opened = read(&home.vault(), provider).await;
        assert!(
            matches!(opened, Err(VaultError::RowCorrupt { .. })),
            "{edit}: {opened:?}"
        );
        assert_eq!(
            read(&home.vault(), "mistral").await.unwrap(),
            OTHER,
            "all others work"
        );
    }
}

#[tokio::test]
async fn a_loan_is_logged_and_outlives_its_credential() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let stored = vault.credential("default", "groq").await.unwrap();
    let loan = Loan {
        purpose: "get".to_owned(),
        ..Loan::default()
    };
    vault
        .log_loan(&stored, &loan, None, Timestamp::now())
        .await
        .unwrap();
    assert!(
        vault
            .credential("default", "groq")
            .await
            .unwrap()
            .last_used_at
            .is_some()
    );
    vault.delete_credential("default", "groq").await.unwrap();
    let log = vault.loans(100).await.unwrap();
    assert_eq!((log.len(), log[0].provider.as_str()), (1, "groq"));
}

#[tokio::test]
async fn profiles_keep_their_credentials_apart() {
    let home = Home::with_key().await;
    let vault = home.vault();
    let now = Timestamp::now();
    vault.create_profile("work", now).await.unwrap();
    assert!(matches!(
        vault.create_profile("work", now).await,
        Err(VaultError::ProfileExists)
    ));
    assert!(vault.credentials("work").await.unwrap().is_empty());
    let missing = vault.credentials("nobody").await;
    assert!(matches!(missing, Err(VaultError::NoSuchProfile)));
    let profiles = vault.profiles(now).await.unwrap();
    let names: Vec<_> = profiles
        .iter()
        .map(|p| (p.name.as_str(), p.credentials))
        .collect();
    assert_eq!(names, [("default", 1), ("work", 0)]);
}

#[tokio::test]
async fn a_new_key_is_not_sealed_to_a_destination_that_somebody_wrote_into_the_file() {
    let now = Timestamp::now();
    let edit = |usual: Option<Destination>| CredentialEdit {
        key: Some((ApiKey::parse(OTHER).unwrap(), "…".to_owned())),
        usual,
        ..CredentialEdit::default()
    };
    let usual = || Destination {
        base_url: None,
        region: None,
        auth_scheme: "bearer".to_owned(),
        origins: vec!["https://api.groq.com:443".to_owned()],
    };
    let evil = r#"["https://evil.example:443"]"#;

    let home = Home::with_key().await;
    sqlx::query("UPDATE api_credential SET base_url = 'https://evil.example/v1', origins = ?")
        .bind(evil)
        .execute(&mut home.edit().await)
        .await
        .unwrap();
    let vault = home.vault();
    let refused = vault.update_credential(
        "default",
        "groq",
        edit(Some(usual())),
        Prompting::Never,
        now,
    );
    assert!(matches!(refused.await, Err(VaultError::RowCorrupt { .. })));
    let stored = vault.credential("default", "groq").await.unwrap();
    assert_eq!(stored.revision, 1, "nothing was sealed");

    let home = Home::with_key().await;
    sqlx::query("UPDATE api_credential SET origins = ?")
        .bind(evil)
        .execute(&mut home.edit().await)
        .await
        .unwrap();
    let vault = home.vault();
    let refused = vault.update_credential("default", "groq", edit(None), Prompting::Never, now);
    assert!(refused.await.is_err());
    let stored = vault
        .update_credential(
            "default",
            "groq",
            edit(Some(usual())),
            Prompting::Never,
            now,
        )
        .await
        .unwrap();
    assert_eq!(stored.origins, usual().origins);
    assert_eq!(read(&vault, "groq").await.unwrap(), OTHER);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_no_secret_from_being_exchanged_and_can_be_deleted() {
    let home = Home::with_key().await;
    add(&home.vault(), "openai", OTHER).await.unwrap();
    sqlx::query("UPDATE api_credential SET label = CAST(x'FF' AS TEXT) WHERE provider = 'groq'")
        .execute(&mut home.edit().await)
        .await
        .unwrap();
    let (vault, now) = (home.vault(), Timestamp::now());
    vault.rotate_master(Prompting::Never, now).await.unwrap();
    assert_eq!(read(&vault, "openai").await.unwrap(), OTHER);
    vault.delete_credential("default", "groq").await.unwrap();
    let gone = vault.delete_credential("default", "groq").await;
    assert!(matches!(gone, Err(VaultError::NoSuchCredential)));
    let nobody = vault.delete_credential("nobody", "groq").await;
    assert!(matches!(nobody, Err(VaultError::NoSuchProfile)));
    assert_eq!(vault.credentials("default").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_write_that_waits_does_not_go_into_a_file_that_was_taken_away_meanwhile() {
    let home = Home::with_key().await;
    let vault = home.vault();
    vault.settings().await.unwrap();
    let mut other = home.edit().await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .unwrap();
    let written = tokio::spawn(async move {
        let setting = [("theme", "\"dark\"".to_owned())];
        vault.put_settings(&setting).await
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    std::fs::remove_file(home.database()).unwrap();
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    let written = written.await.unwrap();
    assert!(matches!(written, Err(VaultError::VaultMissing)));
}

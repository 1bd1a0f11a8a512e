//! Credentials: the whole life of one, bad input, and what needs no keyring.

use keystow::{
    BaseUrlError, CredentialChange, Error, KeyFault, NewCredential, Settings, Theme, VaultState,
};
use keystow_test_support::practice::GOOD_GROQ_KEY;

use crate::support::{Desk, good_key, key_of};

#[tokio::test]
async fn a_credential_is_made_read_changed_and_deleted() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    assert!(keystow.credentials().await.unwrap().is_empty());
    assert!(!keystow.has_api_key("groq").await.unwrap());

    let made = keystow.set_api_key("Groq", good_key()).await.unwrap();
    assert_eq!(
        (made.provider.as_str(), made.name.as_str()),
        ("groq", "Groq")
    );
    assert_eq!(made.hint.as_deref(), Some("gsk_…good"));
    let replaced = key_of("gsk_fakefakefakefakefakefake9999");
    let changed = keystow.set_api_key("groq", replaced).await.unwrap();
    assert_eq!(changed.hint.as_deref(), Some("gsk_…9999"));
    assert_eq!(changed.created_at, made.created_at);

    let label = CredentialChange {
        label: Some(Some(" mine ".to_owned())),
        ..CredentialChange::default()
    };
    let saved = keystow.update("groq", label).await.unwrap();
    assert_eq!(saved.credential.label.as_deref(), Some("mine"));
    keystow.delete("groq").await.unwrap();
    assert!(matches!(
        keystow.get_api_key("groq").await,
        Err(Error::NoSuchCredential { .. })
    ));
    assert!(matches!(
        keystow.delete("groq").await,
        Err(Error::NoSuchCredential { .. })
    ));
}

#[tokio::test]
async fn the_json_of_a_credential_has_the_fields_of_the_contract() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let made = keystow.set_api_key("groq", good_key()).await.unwrap();
    let json = serde_json::to_value(&made).unwrap();
    let mut names: Vec<_> = json
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "account",
            "base_url",
            "checked_at",
            "created_at",
            "hint",
            "http_status",
            "key_set",
            "label",
            "last_definite",
            "last_used_at",
            "lend_policy",
            "message",
            "models",
            "name",
            "note",
            "organization",
            "profile",
            "project",
            "provider",
            "region",
            "renew_by",
            "request",
            "status",
            "updated_at",
            "verdict",
        ]
    );
    assert!(!json.to_string().contains(GOOD_GROQ_KEY));
}

#[tokio::test]
async fn faults_of_the_input_are_found_before_the_vault_is_touched() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let with = |provider: &str, base_url: Option<&str>, label: Option<&str>| NewCredential {
        provider: provider.to_owned(),
        key: Some(good_key()),
        base_url: base_url.map(str::to_owned),
        label: label.map(str::to_owned),
        check: false,
        ..Default::default()
    };
    let urls = [
        ("http://example.com/v1", BaseUrlError::NotHttps),
        ("ftp://example.com", BaseUrlError::NotHttps),
        ("https://user:pw@example.com/v1", BaseUrlError::UserInfo),
        ("https://example.com/v1?key=x", BaseUrlError::Query),
        ("https://example.com/v1#x", BaseUrlError::Fragment),
        ("", BaseUrlError::Empty),
        ("not a url", BaseUrlError::NotAUrl),
    ];
    for (url, fault) in urls {
        let refused = keystow.create(with("groq", Some(url), None)).await;
        assert!(
            matches!(refused, Err(Error::InvalidBaseUrl(found)) if found == fault),
            "{url}: {refused:?}"
        );
    }
    let unknown = keystow.create(with("grog", None, None)).await;
    assert!(matches!(
        unknown,
        Err(Error::NoSuchProvider {
            suggestion: Some("groq"),
            ..
        })
    ));
    let label = keystow.create(with("groq", None, Some("a\u{7}b"))).await;
    assert!(matches!(label, Err(Error::InvalidLabel)));
    let keyless = NewCredential {
        key: None,
        ..with("groq", None, None)
    };
    assert!(matches!(
        keystow.create(keyless).await,
        Err(Error::NoKey { .. })
    ));
    assert!(matches!(
        keystow.profile("../x"),
        Err(Error::InvalidProfileName { .. })
    ));
    let empty: Error = keystow::ApiKey::parse("").unwrap_err().into();
    assert!(matches!(empty, Error::InvalidKey(KeyFault::Empty)));
    assert!(
        !desk.folder.path().join("data").exists(),
        "nothing was made"
    );
    assert_eq!(desk.keyring.calls(), 0, "nobody was asked");
}

#[tokio::test]
async fn a_duplicate_is_refused_and_the_first_key_stays() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    let again = desk.groq_with("gsk_otherotherotherother1234", "", false);
    assert!(matches!(
        keystow.create(again).await,
        Err(Error::CredentialExists { .. })
    ));
    // EXPOSE: to the assertion of a test, of a fake key.
    assert_eq!(
        keystow.get_api_key("groq").await.unwrap().expose(),
        GOOD_GROQ_KEY
    );
}

#[tokio::test]
async fn a_locked_keyring_hides_no_status_and_no_model() {
    let desk = Desk::new();
    let first = desk.open().await;
    desk.add(&first, GOOD_GROQ_KEY, "")
        .await
        .check
        .unwrap()
        .finished()
        .await
        .unwrap();
    desk.keyring.set_locked(true);
    let asked = desk.keyring.calls();

    let keystow = desk.open().await;
    let listed = keystow.credentials().await.unwrap();
    assert_eq!(listed[0].hint, None);
    assert!(listed[0].key_set && keystow.has_api_key("groq").await.unwrap());
    assert!(!keystow.models("groq").await.unwrap().models.is_empty());
    assert_eq!(keystow.profiles().await.unwrap().len(), 1);
    assert_eq!(desk.keyring.calls(), asked, "no list asks the keyring");

    let closed = keystow.get_api_key("groq").await.unwrap_err();
    assert_eq!(closed.vault_state(), Some(VaultState::KeyringLocked));
    assert_eq!(
        keystow.vault_status().await.state,
        VaultState::KeyringLocked
    );
    desk.keyring.set_locked(false);
    assert!(
        keystow.get_api_key("groq").await.is_ok(),
        "the next try succeeds"
    );
}

#[tokio::test]
async fn profiles_have_keys_of_their_own() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    let work = keystow.profile("work").unwrap();
    assert!(matches!(
        work.credentials().await,
        Err(Error::NoSuchProfile { .. })
    ));
    keystow.create_profile("work").await.unwrap();
    work.set_api_key("groq", key_of("gsk_workworkworkworkwork1111"))
        .await
        .unwrap();
    // EXPOSE: to the assertions of a test, of fake keys.
    assert_eq!(
        keystow.get_api_key("groq").await.unwrap().expose(),
        GOOD_GROQ_KEY
    );
    assert_ne!(
        work.get_api_key("groq").await.unwrap().expose(),
        GOOD_GROQ_KEY
    );
}

#[tokio::test]
async fn settings_are_kept_and_bounded() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    assert_eq!(keystow.settings().await.unwrap(), Settings::default());
    let wanted = Settings {
        theme: Theme::Dark,
        clipboard_seconds: 99_999,
        ..Settings::default()
    };
    keystow.save_settings(&wanted).await.unwrap();
    let kept = desk.open().await.settings().await.unwrap();
    assert_eq!((kept.theme, kept.clipboard_seconds), (Theme::Dark, 600));
    assert_eq!(
        keystow.vault_status().await.state,
        VaultState::Uninitialised,
        "options make no secret"
    );
}

#[tokio::test]
async fn another_process_is_noticed_within_a_second() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    let mut changes = keystow.changes();
    // The watch begins, and is quiet from then on.
    changes.changed().await.unwrap();
    let quiet = tokio::time::timeout(std::time::Duration::from_secs(1), changes.changed()).await;
    assert!(quiet.is_err(), "nothing changed, and a change was told");
    desk.open()
        .await
        .set_api_key("groq", key_of("gsk_fakefakefakefakefake"))
        .await
        .unwrap();
    let noticed = tokio::time::timeout(std::time::Duration::from_secs(5), changes.changed()).await;
    assert!(noticed.is_ok(), "the change was not noticed");
    assert_eq!(keystow.credentials().await.unwrap().len(), 1);
}

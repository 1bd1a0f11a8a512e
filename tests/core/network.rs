//! The network's options: proxy and certificates, and who may choose them.

use keystow::{Error, Keystow, ProxyChoice, ProxyFault, Settings, Status, Verdict};
use keystow_test_support::practice::{Certificate, GOOD_GROQ_KEY, Practice, PracticeOptions};

use crate::support::Desk;

async fn behind_tls(desk: &mut Desk) -> (Keystow, String) {
    desk.practice = Practice::start(PracticeOptions {
        tls: Some(Certificate::Good),
        ..PracticeOptions::default()
    });
    let keystow = desk.open().await;
    let new = desk.groq_with(GOOD_GROQ_KEY, "", false);
    keystow.create(new).await.unwrap();
    let file = desk.practice.ca_file().unwrap();
    (keystow, file.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_file_of_certificates_is_trusted_once_its_owner_chose_it() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    let before = keystow.check("groq").await.unwrap();
    assert_eq!(before.verdict, Some(Verdict::Unreachable));
    assert!(before.message.unwrap().contains("TLS"));
    assert_eq!(desk.practice.requests(), []);

    keystow.choose_ca_file(&file).await.unwrap();
    let after = keystow.check("groq").await.unwrap();
    assert_eq!(after.status, Status::Valid, "{:?}", after.message);
    let other = desk.open().await.check("groq").await.unwrap();
    assert_eq!(other.status, Status::Valid, "another process knows it too");

    keystow.choose_ca_file("").await.unwrap();
    let last = keystow.check("groq").await.unwrap();
    assert_eq!(last.verdict, Some(Verdict::Unreachable));
}

/// Writes an option into the file behind the vault's back.
fn write(desk: &Desk, name: &str, value: &str) {
    desk.edit(&format!(
        "INSERT INTO setting (name, value) VALUES ('{name}', '\"{value}\"')
         ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    ));
}

#[tokio::test]
async fn a_file_that_somebody_wrote_into_the_options_vouches_for_nobody() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    let check = async || desk.open().await.check("groq").await.unwrap();

    write(&desk, "ca_file", &file);
    assert_eq!(
        check().await.verdict,
        Some(Verdict::Unreachable),
        "never chosen"
    );

    let other = desk.folder.path().join("other.pem");
    std::fs::copy(&file, &other).unwrap();
    let other = other.to_str().unwrap();
    keystow.choose_ca_file(other).await.unwrap();
    assert_eq!(check().await.status, Status::Valid);
    write(&desk, "ca_file", &file);
    let checked = check().await;
    assert_eq!(checked.verdict, Some(Verdict::Unreachable));
    assert!(checked.message.unwrap().contains("choose it again"));

    // One that was chosen and given up does not come back.
    keystow.choose_ca_file(other).await.unwrap();
    keystow.choose_ca_file("").await.unwrap();
    desk.practice.forget();
    write(&desk, "ca_file", other);
    assert_eq!(check().await.verdict, Some(Verdict::Unreachable));
    assert_eq!(desk.practice.requests(), [], "nothing was sent");
}

#[tokio::test]
async fn what_is_written_into_the_chosen_file_later_is_not_trusted_until_it_is_chosen_again() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    let other = Practice::start(PracticeOptions {
        tls: Some(Certificate::Good),
        ..PracticeOptions::default()
    });
    let chosen = desk.folder.path().join("chosen.pem");
    let path = chosen.to_str().unwrap();
    std::fs::copy(other.ca_file().unwrap(), &chosen).unwrap();
    keystow.choose_ca_file(path).await.unwrap();
    std::fs::copy(&file, &chosen).unwrap();
    let checked = keystow.check("groq").await.unwrap();
    assert!(checked.message.unwrap().contains("choose it again"));
    assert_eq!(desk.practice.requests(), []);
    keystow.choose_ca_file(path).await.unwrap();
    let checked = keystow.check("groq").await.unwrap();
    assert_eq!(checked.status, Status::Valid, "{:?}", checked.message);
}

#[tokio::test]
async fn no_other_option_chooses_a_file() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    let settings = Settings {
        ca_file: file.clone(),
        clipboard_seconds: 10,
        ..Settings::default()
    };
    let kept = keystow.save_settings(&settings).await.unwrap();
    assert_eq!((kept.ca_file.as_str(), kept.clipboard_seconds), ("", 10));
    keystow.choose_ca_file(&file).await.unwrap();
    let kept = keystow.save_settings(&Settings::default()).await.unwrap();
    assert_eq!(kept.ca_file, file);
}

#[tokio::test]
async fn what_is_no_file_of_certificates_is_refused_and_nothing_is_stored() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let folder = desk.folder.path();
    let text = folder.join("text.pem");
    std::fs::write(&text, "no certificate").unwrap();
    for path in [
        text.to_str().unwrap(),
        folder.to_str().unwrap(),
        "ca.pem",
        "/nowhere/ca.pem",
    ] {
        let refused = keystow.choose_ca_file(path).await.unwrap_err();
        assert!(matches!(refused, Error::InvalidCaFile { path: named } if named == path));
    }
    assert_eq!(keystow.settings().await.unwrap(), Settings::default());
}

#[tokio::test]
async fn a_file_that_went_since_is_named_and_nothing_is_sent() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    let copy = desk.folder.path().join("copy.pem");
    std::fs::copy(&file, &copy).unwrap();
    keystow
        .choose_ca_file(copy.to_str().unwrap())
        .await
        .unwrap();
    std::fs::remove_file(&copy).unwrap();
    let checked = keystow.check("groq").await.unwrap();
    assert_eq!(checked.verdict, Some(Verdict::Unreachable));
    assert!(checked.message.unwrap().contains("copy.pem"));
}

#[tokio::test]
async fn a_restore_where_no_vault_opens_forgets_the_file_and_blocks_no_check() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    keystow.choose_ca_file(&file).await.unwrap();
    write(&desk, "clipboard_seconds", "x");
    desk.edit("DELETE FROM sealed_setting");
    let keystow = desk.open().await;
    assert_eq!(keystow.settings().await.unwrap().ca_file, "");
    let checked = keystow.check("groq").await.unwrap();
    assert!(checked.message.unwrap().starts_with("TLS failed"));
    keystow.choose_ca_file(&file).await.unwrap();
    assert_eq!(keystow.check("groq").await.unwrap().status, Status::Valid);
}

#[tokio::test]
async fn the_owners_own_proxy_is_used_named_and_sees_no_key() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let proxy = Practice::start(PracticeOptions::default());
    let own = |proxy_url: &str| Settings {
        proxy: ProxyChoice::Own,
        proxy_url: proxy_url.to_owned(),
        ..Settings::default()
    };
    for (typed, fault) in [
        ("", ProxyFault::Address),
        ("socks5://127.0.0.1:1", ProxyFault::Address),
        ("http://ada:secret@127.0.0.1:1", ProxyFault::Password),
    ] {
        let refused = keystow.save_settings(&own(typed)).await.unwrap_err();
        assert!(
            matches!(refused, Error::InvalidProxy(found) if found == fault),
            "{typed}"
        );
    }
    let kept = keystow.save_settings(&own(&proxy.url())).await.unwrap();
    assert_eq!(kept.proxy_url, proxy.url());
    let new = keystow::NewCredential {
        base_url: Some("https://keystow.invalid/v1".to_owned()),
        ..desk.groq_with(GOOD_GROQ_KEY, "", false)
    };
    keystow.create(new).await.unwrap();
    let checked = keystow.check("groq").await.unwrap();
    assert_eq!(checked.verdict, Some(Verdict::Unreachable));
    assert!(checked.message.unwrap().contains("proxy"));
    let seen = proxy.requests();
    assert!(!seen.is_empty());
    assert!(
        seen.iter()
            .all(|seen| seen.method == "CONNECT" && !seen.had_key),
        "{seen:?}"
    );

    let none = Settings {
        proxy: ProxyChoice::None,
        ..own(&proxy.url())
    };
    keystow.save_settings(&none).await.unwrap();
    proxy.forget();
    let checked = keystow.check("groq").await.unwrap();
    assert!(checked.message.unwrap().contains("DNS"));
    assert_eq!(proxy.requests(), []);
}

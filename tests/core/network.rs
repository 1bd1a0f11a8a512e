//! The network's options: proxy and certificates, and who may choose them.

use keystow::{Error, Keystow, ProxyChoice, ProxyFault, Settings, Status, Verdict};
use keystow_test_support::practice::{Certificate, GOOD_GROQ_KEY, Practice, PracticeOptions};

use crate::support::Desk;

fn with(ca_file: &str) -> Settings {
    Settings {
        ca_file: ca_file.to_owned(),
        ..Settings::default()
    }
}

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

    keystow.save_settings(&with(&file)).await.unwrap();
    let after = keystow.check("groq").await.unwrap();
    assert_eq!(after.status, Status::Valid, "{:?}", after.message);
    let other = desk.open().await.check("groq").await.unwrap();
    assert_eq!(other.status, Status::Valid, "another process knows it too");

    keystow.save_settings(&with("")).await.unwrap();
    let last = keystow.check("groq").await.unwrap();
    assert_eq!(last.verdict, Some(Verdict::Unreachable));
}

#[tokio::test]
async fn a_file_that_somebody_wrote_into_the_options_vouches_for_nobody() {
    let mut desk = Desk::new();
    let (keystow, file) = behind_tls(&mut desk).await;
    for chosen_before in [false, true] {
        if chosen_before {
            let other = desk.folder.path().join("other.pem");
            std::fs::copy(&file, &other).unwrap();
            let other = with(other.to_str().unwrap());
            keystow.save_settings(&other).await.unwrap();
        }
        let edit = format!(
            "INSERT INTO setting (name, value) VALUES ('ca_file', '\"{file}\"')
             ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        );
        desk.edit(&edit);
        let keystow = desk.open().await;
        let checked = keystow.check("groq").await.unwrap();
        assert_eq!(checked.verdict, Some(Verdict::Unreachable));
        assert!(checked.message.unwrap().contains("choose it again"));
        assert_eq!(desk.practice.requests(), [], "nothing was sent");
    }
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
        let refused = keystow.save_settings(&with(path)).await.unwrap_err();
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
        .save_settings(&with(copy.to_str().unwrap()))
        .await
        .unwrap();
    std::fs::remove_file(&copy).unwrap();
    let checked = keystow.check("groq").await.unwrap();
    assert_eq!(checked.verdict, Some(Verdict::Unreachable));
    assert!(checked.message.unwrap().contains("copy.pem"));
    // An option of another kind can be stored all the same.
    let settings = Settings {
        clipboard_seconds: 10,
        ..with(copy.to_str().unwrap())
    };
    keystow.save_settings(&settings).await.unwrap();
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

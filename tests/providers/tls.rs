//! Real TLS: the right certificate works, every wrong one is named, and no key passes it (N7).

use keystow_providers::{Client, ExtraRoots, Verdict};
use keystow_test_support::practice::{Certificate, GOOD_GROQ_KEY, PracticeOptions};

use crate::bench::{Bench, options};

fn bench(certificate: Certificate, trusted: bool) -> Bench {
    let practice = PracticeOptions {
        tls: Some(certificate),
        ..PracticeOptions::default()
    };
    let mut bench = Bench::with(practice, &options());
    if trusted {
        let mut options = options();
        let file = bench.practice.ca_file().unwrap();
        options.extra_roots = vec![ExtraRoots::read(file).unwrap()];
        bench.client = Client::new(&options).unwrap();
    }
    bench
}

#[tokio::test]
async fn a_trusted_certificate_carries_a_check() {
    let bench = bench(Certificate::Good, true);
    let outcome = bench.check("groq", "/openai/v1", Some(GOOD_GROQ_KEY)).await;
    assert_eq!(outcome.verdict, Verdict::Accepted, "{:?}", outcome.message);
    assert_eq!(bench.requests(), (1, 1));
}

#[tokio::test]
async fn n7_no_key_passes_a_certificate_that_is_not_right() {
    for (certificate, trusted, words) in [
        (Certificate::Good, false, "nobody trusted"),
        (Certificate::SelfSigned, true, "nobody trusted"),
        (Certificate::OfAnotherHost, true, "another host"),
        (Certificate::Expired, true, "expired"),
    ] {
        let bench = bench(certificate, trusted);
        for at_home in [false, true] {
            let outcome = if at_home {
                bench
                    .check_at_home("groq", "/openai/v1", GOOD_GROQ_KEY)
                    .await
            } else {
                bench.check("groq", "/openai/v1", Some(GOOD_GROQ_KEY)).await
            };
            assert_eq!(outcome.verdict, Verdict::Unreachable, "{certificate:?}");
            let message = outcome.message.unwrap();
            assert!(message.contains(words), "{certificate:?}: {message}");
        }
        assert_eq!(
            bench.practice.requests(),
            [],
            "{certificate:?}: something was sent"
        );
    }
}

#[tokio::test]
async fn n7_plain_http_behind_an_https_address_gets_no_key() {
    let bench = Bench::new();
    let url = bench.practice.url().replace("http://", "https://");
    let base_url = keystow_providers::BaseUrl::parse(&format!("{url}/openai/v1")).unwrap();
    let target = keystow_providers::Target {
        base_url: Some(&base_url),
        ..keystow_providers::Target::of(crate::bench::provider("groq"))
    };
    let key = keystow_providers::KeyText::new(GOOD_GROQ_KEY);
    let outcome = bench.client.check(&target, Some(key)).await;
    assert_eq!(
        outcome.verdict,
        Verdict::Unreachable,
        "{:?}",
        outcome.message
    );
    assert_eq!(bench.practice.requests(), []);
}

#[test]
fn a_certificate_file_that_cannot_be_read_is_named() {
    let fault = ExtraRoots::read("/nowhere/ca.pem".as_ref()).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "the certificate file /nowhere/ca.pem cannot be read"
    );
}

/// Tells a test that it is the child that trusts a file of the environment.
const CHILD: &str = "KEYSTOW_TEST_TRUSTS";

#[test]
fn a_file_that_the_environment_names_is_trusted() {
    if let Some(url) = std::env::var_os(CHILD) {
        let url = format!("{}/openai/v1", url.to_str().unwrap());
        let base_url = keystow_providers::BaseUrl::parse(&url).unwrap();
        let target = keystow_providers::Target {
            base_url: Some(&base_url),
            ..keystow_providers::Target::of(crate::bench::provider("groq"))
        };
        let client = Client::new(&options()).unwrap();
        let key = keystow_providers::KeyText::new(GOOD_GROQ_KEY);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let outcome = runtime.block_on(client.check(&target, Some(key)));
        assert_eq!(outcome.verdict, Verdict::Accepted, "{:?}", outcome.message);
        return;
    }
    let bench = bench(Certificate::Good, false);
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tls::a_file_that_the_environment_names_is_trusted",
        ])
        .env(CHILD, bench.practice.url())
        .env("SSL_CERT_FILE", bench.practice.ca_file().unwrap())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && words.contains("1 passed"),
        "{words}"
    );
}

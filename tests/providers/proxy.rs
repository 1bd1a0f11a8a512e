//! The system's proxy: used for what leaves this computer, never for what stays on it.

use std::process::Command;

use keystow_providers::{BaseUrl, Client, KeyText, Target, Verdict};
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};

use crate::bench::{Bench, options, provider};

/// Tells a test that it is the child with a proxy in its environment.
const CHILD: &str = "KEYSTOW_TEST_BEHIND_PROXY";

/// Runs a test of this binary again, alone, with a proxy in its environment.
fn run_behind(proxy: &str, test: &str) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, "1");
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, proxy).env(name.to_lowercase(), proxy);
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = command.output().unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && words.contains("1 passed"),
        "{words}"
    );
}

#[test]
fn what_stays_on_this_computer_goes_through_no_proxy() {
    if std::env::var_os(CHILD).is_none() {
        let proxy = Practice::start(PracticeOptions::default());
        run_behind(
            &proxy.url(),
            "proxy::what_stays_on_this_computer_goes_through_no_proxy",
        );
        assert_eq!(proxy.requests(), [], "the proxy would have seen the key");
        return;
    }
    let bench = Bench::new();
    let check = bench.check("groq", "/openai/v1", Some(GOOD_GROQ_KEY));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert_eq!(runtime.block_on(check).verdict, Verdict::Accepted);
}

#[test]
fn a_proxy_that_will_not_connect_is_named_and_sees_no_key() {
    if std::env::var_os(CHILD).is_none() {
        let proxy = Practice::start(PracticeOptions::default());
        run_behind(
            &proxy.url(),
            "proxy::a_proxy_that_will_not_connect_is_named_and_sees_no_key",
        );
        let seen = proxy.requests();
        assert!(!seen.is_empty(), "the proxy was not used");
        assert!(
            seen.iter()
                .all(|seen| seen.method == "CONNECT" && !seen.had_key),
            "{seen:?}"
        );
        return;
    }
    let client = Client::new(&options()).unwrap();
    let base_url = BaseUrl::parse("https://keystow.invalid/v1").unwrap();
    let target = Target {
        base_url: Some(&base_url),
        ..Target::of(provider("groq"))
    };
    let check = client.check(&target, Some(KeyText::new(GOOD_GROQ_KEY)));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let outcome = runtime.block_on(check);
    assert_eq!(outcome.verdict, Verdict::Unreachable);
    assert!(outcome.message.unwrap().contains("proxy"));
}

//! `keystow settings`, and what the options do.

use keystow_test_support::practice::{Certificate, Practice, PracticeOptions};
use serde_json::json;

use crate::bench::{Bench, GOOD_GROQ_KEY};

#[test]
fn the_options_are_shown_changed_and_refused_with_their_reason() {
    let bench = Bench::without_bus();
    let all = bench.run(&["settings", "--json"], "").exits(0).json();
    assert_eq!(
        all,
        json!({
            "proxy": "system", "ca_file": null, "check_hours": 24, "notify": true, "idle_minutes": 5, "log_days": 90,
            "clipboard_seconds": 30, "language": "system", "theme": "system",
        })
    );
    for (name, value, kept) in [
        (
            "proxy",
            "proxy.example:3128",
            json!("http://proxy.example:3128"),
        ),
        ("proxy", "none", json!("none")),
        ("proxy", "system", json!("system")),
        ("check-hours", "0", json!(0)),
        ("notify", "false", json!(false)),
        ("theme", "dark", json!("dark")),
    ] {
        let set = bench.run(&["settings", name, value, "--json"], "").exits(0);
        assert_eq!(set.json(), json!({ name.replace('-', "_"): kept }));
    }
    let one = bench.run(&["settings", "theme"], "").exits(0);
    assert_eq!(
        one.stdout.split_whitespace().collect::<Vec<_>>(),
        ["theme", "dark"]
    );
    for (args, words) in [
        (&["settings", "colour", "red"][..], "there is no option"),
        (&["settings", "notify", "perhaps"], "true, false"),
        (&["settings", "check_hours", "often"], "whole number"),
        (
            &["settings", "proxy", "socks5://x:1"],
            "http://proxy.example:3128",
        ),
        (&["settings", "proxy", "http://a:b@x:1"], "HTTPS_PROXY"),
    ] {
        let refused = bench.run(args, "").exits(8);
        assert!(refused.stderr.contains(words), "{refused:?}");
    }
    let after = bench.run(&["settings", "proxy", "--json"], "").exits(0);
    assert_eq!(after.json(), json!({ "proxy": "system" }));
}

#[test]
fn a_companys_certificates_are_trusted_once_they_were_chosen_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let practice = Practice::start(PracticeOptions {
        tls: Some(Certificate::Good),
        ..PracticeOptions::default()
    });
    let url = format!("{}/openai/v1", practice.url());
    let add = ["add", "groq", "--base-url", &url, "--json"];
    let added = bench.run(&add, GOOD_GROQ_KEY).exits(7).json();
    assert_eq!(added["verdict"], "unreachable");
    assert!(added["message"].as_str().unwrap().starts_with("TLS failed"));

    let missing = bench
        .run(&["settings", "ca_file", "/nowhere/ca.pem"], "")
        .exits(8);
    assert!(missing.stderr.contains("/nowhere/ca.pem"), "{missing:?}");
    let file = practice.ca_file().unwrap().to_str().unwrap();
    bench.run(&["settings", "ca_file", file], "").exits(0);
    let checked = bench.run(&["check", "groq", "--json"], "").exits(0).json();
    assert_eq!(checked[0]["verdict"], "accepted");
    bench.run(&["settings", "ca_file", ""], "").exits(0);
    bench.run(&["check", "groq"], "").exits(7);
}

#[test]
fn a_server_on_this_computer_is_found_when_asked_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let practice = bench.practice();
    let port = practice.url().rsplit(':').next().unwrap().to_owned();
    let found = bench
        .run(&["endpoint", "find", "--port", &port, "--json"], "")
        .exits(0);
    let found = found.json();
    assert_eq!(found[0]["base_url"], format!("{}/v1", practice.url()));
    assert_eq!(found[0]["needs_key"], true, "it answers as OpenAI does");
    let words = bench
        .run(&["endpoint", "find", "--port", &port], "")
        .exits(0);
    assert!(
        words
            .stderr
            .contains("keystow endpoint add NAME --base-url"),
        "{words:?}"
    );
    assert!(practice.requests().iter().all(|seen| !seen.had_key));
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free = free.local_addr().unwrap().port().to_string();
    let none = bench
        .run(&["endpoint", "find", "--port", &free, "--json"], "")
        .exits(0);
    assert_eq!(none.json(), json!([]));
    bench.run(&["endpoint", "find", "--port", "0"], "").exits(2);
}

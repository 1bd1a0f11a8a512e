//! `check` over every provider of the catalogue at once, each on a port of its own.

use std::io::{self, Write};

use keystow::providers;
use keystow_test_support::practice::{
    GOOD_ANTHROPIC_KEY, GOOD_GEMINI_KEY, GOOD_OPENAI_KEY, GOOD_OTHER_KEY, Practice, PracticeOptions,
};

use crate::bench::{Bench, GOOD_GROQ_KEY};

/// The right key, and the path at a practice provider.
fn place(id: &str, api_root: &str) -> (&'static str, String) {
    match id {
        "groq" => (GOOD_GROQ_KEY, "/openai/v1".to_owned()),
        "openai" => (GOOD_OPENAI_KEY, "/v1".to_owned()),
        "anthropic" => (GOOD_ANTHROPIC_KEY, String::new()),
        "google_gemini" => (GOOD_GEMINI_KEY, String::new()),
        other => {
            let path = api_root.splitn(4, '/').nth(3).unwrap_or_default();
            (GOOD_OTHER_KEY, format!("/like/{other}/{path}"))
        }
    }
}

/// A server for every provider, and a key for each that is right there; nothing is checked yet.
fn store_all(bench: &Bench, fault: impl Fn(usize) -> &'static str) -> Vec<Practice> {
    let store = |(at, provider): (usize, &keystow::Provider)| {
        let server = Practice::start(PracticeOptions::default());
        let (key, path) = place(provider.id, provider.api_root());
        let url = format!("{}{}{path}", server.url(), fault(at));
        let add = ["add", provider.id, "--base-url", &url, "--no-check"];
        bench.run(&add, key).exits(0);
        server
    };
    providers().iter().enumerate().map(store).collect()
}

#[test]
fn one_that_hangs_is_unreachable_and_no_other_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let _servers = store_all(&bench, |at| if at == 3 { "/gate/never" } else { "" });
    let checked = bench.run(&["check", "--json"], "").exits(7).json();
    let hung = providers()[3].id;
    for row in checked.as_array().unwrap() {
        if row["provider"] == hung {
            assert_eq!(row["verdict"], "unreachable", "{row}");
            assert_eq!(row["message"], "No answer came in time.");
        } else {
            assert_ne!(row["verdict"], "unreachable", "{row}");
            assert_ne!(row["status"], "invalid", "{row}");
            let late = checked.as_array().unwrap().iter();
            let late =
                late.filter(|other| other["checked_at"].as_str() > row["checked_at"].as_str());
            assert!(
                late.into_iter().any(|other| other["provider"] == hung),
                "{row}"
            );
        }
    }
}

#[test]
fn every_provider_is_checked_at_once_with_its_evidence_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let _servers = store_all(&bench, |at| if at < 20 { "/delay/200" } else { "" });
    let began = std::time::Instant::now();
    let checked = bench.run(&["check", "--json"], "");
    let took = began.elapsed();
    // Those whose key nothing proves are told on stderr, and cost no exit code.
    let rows = checked.exits(0).json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), providers().len());
    for row in rows {
        let id = row["provider"].as_str().unwrap();
        let open = ["sambanova", "ollama", "lm_studio"].contains(&id);
        let verdict = if open { "unverifiable" } else { "accepted" };
        assert_eq!(row["verdict"], verdict, "{row}");
        let request = row["request"].as_str().unwrap();
        assert!(request.contains("http://127.0.0.1:"), "{row}");
        assert!(row["http_status"].is_u64() && row["latency_ms"].is_u64());
        assert_eq!(row["models"].as_u64().unwrap() > 0, id != "voyage", "{row}");
    }
    let slowest = rows.iter().map(|row| row["latency_ms"].as_u64().unwrap());
    let _ = writeln!(
        io::stderr(),
        "together {} ms, the slowest alone {} ms",
        took.as_millis(),
        slowest.max().unwrap()
    );
    let openrouter = rows.iter().find(|row| row["provider"] == "openrouter");
    let openrouter = openrouter.unwrap();
    assert_eq!(openrouter["account"]["remaining"]["value"], "74.5");
    assert_eq!(openrouter["renew_by"], "2099-12-31", "told by the provider");
}

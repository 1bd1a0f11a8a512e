//! `keystow try`: a prompt, its streamed answer, and what a refusal teaches.

use keystow_test_support::practice::{GOOD_ANTHROPIC_KEY, GOOD_GEMINI_KEY, GOOD_OPENAI_KEY};

use crate::bench::{Bench, GOOD_GROQ_KEY, WRONG_KEY};

fn add(bench: &Bench, provider: &str, path: &str, key: &str) {
    let url = format!("{}{path}", bench.practice().url());
    let add = ["add", provider, "--no-check", "--base-url", &url];
    bench.run(&add, key).exits(0);
}

#[test]
fn an_answer_streams_in_from_each_dialect_and_the_loan_is_logged_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    for (provider, path, key) in [
        ("groq", "/openai/v1", GOOD_GROQ_KEY),
        ("openai", "/v1", GOOD_OPENAI_KEY),
        ("anthropic", "", GOOD_ANTHROPIC_KEY),
        ("google_gemini", "", GOOD_GEMINI_KEY),
    ] {
        add(&bench, provider, path, key);
        let tried = bench
            .run(&["try", provider, "a-model", "say pong", "--yes"], "")
            .exits(0);
        assert_eq!(tried.stdout, "You said: pong.\n", "{provider}");
        let json = ["try", provider, "a-model", "--yes", "--json"];
        let told = bench.run(&json, "from a pipe").exits(0).json();
        assert_eq!(told["text"], "You said: pipe.", "{provider}");
        assert_eq!(
            (&told["input_tokens"], &told["output_tokens"]),
            (&2.into(), &3.into())
        );
    }
    let log = bench.run(&["log", "--json"], "").exits(0).json();
    assert_eq!(log.as_array().unwrap().len(), 8);
    assert!(
        log.as_array()
            .unwrap()
            .iter()
            .all(|row| row["purpose"] == "try")
    );
}

#[test]
fn nothing_is_sent_before_its_owner_agreed_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    add(&bench, "groq", "/openai/v1", GOOD_GROQ_KEY);
    bench
        .run(&["try", "groq", "m", "hello"], "")
        .exits(2)
        .says("may charge");
    bench
        .run(&["try", "groq", "m", " ", "--yes"], "")
        .exits(8)
        .says("prompt");
    bench
        .run(&["try", "voyage", "m", "x", "--yes"], "")
        .exits(8)
        .says("no prompt can be sent");
    let never = ["update", "groq", "--keep-key", "--lend", "never"];
    bench.run(&never, "").exits(0);
    bench
        .run(&["try", "groq", "m", "hello", "--yes"], "")
        .exits(8)
        .says("--lend allow");
    assert!(bench.practice().requests().is_empty());
}

#[test]
fn a_refusal_is_told_in_the_providers_words_and_updates_the_verdict_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let status = |provider| {
        let told = bench.run(&["show", provider, "--json"], "").exits(0).json();
        (told["status"].clone(), told["verdict"].clone())
    };
    let attempt = |provider| bench.run(&["try", provider, "m", "hello", "--yes"], "");
    add(&bench, "groq", "/nocredit/openai/v1", GOOD_GROQ_KEY);
    attempt("groq").exits(7).says("no_credit");
    assert_eq!(status("groq"), ("valid".into(), "no_credit".into()));
    add(&bench, "openai", "/scope/v1", GOOD_OPENAI_KEY);
    attempt("openai").exits(7).says("Missing scopes");
    assert_eq!(status("openai"), ("valid".into(), "limited_scope".into()));
    add(&bench, "anthropic", "", WRONG_KEY);
    attempt("anthropic").exits(6).says("invalid x-api-key");
    assert_eq!(status("anthropic"), ("invalid".into(), "rejected".into()));
    // What is no news about the key changes nothing.
    add(&bench, "google_gemini", "/status/503", GOOD_GEMINI_KEY);
    attempt("google_gemini").exits(7).says("provider_down");
    assert_eq!(status("google_gemini").0, "unchecked");
    let url = bench.groq_url("/cut/150");
    let update = [
        "update",
        "groq",
        "--keep-key",
        "--no-check",
        "--base-url",
        &url,
    ];
    bench.run(&update, "").exits(0);
    let broken = attempt("groq").exits(7);
    assert!(
        broken.stderr.contains("unexpected") || broken.stderr.contains("unreachable"),
        "{broken:?}"
    );
}

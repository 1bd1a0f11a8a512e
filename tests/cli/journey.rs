//! The main job: a key from stdin to its models, and back out.

use keystow_test_support::practice::GOOD_OPENAI_KEY;
use serde_json::{Value, json};

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran, WRONG_KEY};

const CREDENTIAL_KEYS: [&str; 25] = [
    "lend_policy",
    "note",
    "profile",
    "provider",
    "name",
    "label",
    "key_set",
    "status",
    "verdict",
    "message",
    "http_status",
    "models",
    "checked_at",
    "last_definite",
    "base_url",
    "region",
    "organization",
    "project",
    "request",
    "account",
    "hint",
    "renew_by",
    "last_used_at",
    "created_at",
    "updated_at",
];

const MODEL_KEYS: [&str; 15] = [
    "id",
    "display_name",
    "owner",
    "context_window",
    "output_limit",
    "input_modalities",
    "output_modalities",
    "capabilities",
    "price",
    "created",
    "first_seen",
    "last_seen",
    "new_since",
    "gone_since",
    "catalogue",
];

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

fn sorted<const N: usize>(mut names: [&'static str; N]) -> Vec<&'static str> {
    names.sort_unstable();
    names.to_vec()
}

#[test]
fn a_key_from_stdin_is_stored_checked_and_listed_in_a_keyring_session() {
    let bench = Bench::with_keyring();

    let added = bench.add_groq(GOOD_GROQ_KEY).exits(0).json();
    assert_eq!(keys(&added), sorted(CREDENTIAL_KEYS));
    assert_eq!(added["status"], "valid");
    assert_eq!(added["verdict"], "accepted");
    assert_eq!(added["profile"], "default");
    assert_eq!(added["key_set"], true);
    assert_eq!(added["last_definite"]["status"], "valid");
    let count = added["models"].as_u64().unwrap();
    assert!(count > 0, "{added}");

    let models = bench.run(&["models", "groq", "--json"], "").exits(0).json();
    let models = models.as_array().unwrap();
    assert_eq!(models.len() as u64, count);
    assert_eq!(keys(&models[0]), sorted(MODEL_KEYS));
    assert_eq!(models[0]["gone_since"], Value::Null);

    let listed = bench.run(&["list", "--json"], "").exits(0).json();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(keys(&listed[0]), sorted(CREDENTIAL_KEYS));
    assert_eq!(listed[0]["status"], "valid");

    let shown = bench.run(&["show", "Groq", "--json"], "").exits(0).json();
    assert!(
        shown["hint"].as_str().unwrap().starts_with("gsk_"),
        "{shown}"
    );

    let checked = bench.run(&["check", "--json"], "").exits(0).json();
    assert!(checked[0]["latency_ms"].is_u64(), "{checked}");

    let got = Ran::new(&mut bench.command(&["get", "groq"]), b"").exits(0);
    assert_eq!(got.stdout, GOOD_GROQ_KEY, "the key and nothing else");
    assert_eq!(got.stderr, "");
    let got = Ran::new(&mut bench.command(&["get", "groq", "--json"]), b"")
        .exits(0)
        .json();
    assert_eq!(
        got,
        json!({"version": 1, "provider": "groq", "profile": "default", "key": GOOD_GROQ_KEY, "expires_at": null})
    );

    let planted = bench.data().join("planted");
    std::fs::write(&planted, GOOD_GROQ_KEY).unwrap();
    let found = bench.files_with(&GOOD_GROQ_KEY[8..20]);
    assert_eq!(found, [planted], "nothing but the control");

    let shown = bench.run(&["show", "groq", "--json"], "").exits(0).json();
    assert!(
        shown["last_used_at"].is_string(),
        "a loan is remembered: {shown}"
    );
}

#[test]
fn a_rejected_key_stays_stored_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let added = bench.add_groq(WRONG_KEY).exits(6).json();
    assert_eq!(added["status"], "invalid");
    assert_eq!(added["verdict"], "rejected");
    assert_eq!(added["key_set"], true);
    let got = Ran::new(&mut bench.command(&["get", "groq"]), b"").exits(0);
    assert_eq!(got.stdout, WRONG_KEY);
    bench.run(&["check", "groq"], "").exits(6);

    // Replacing it puts the old verdict away.
    let updated = bench
        .run(&["update", "groq", "--json"], GOOD_GROQ_KEY)
        .exits(0)
        .json();
    assert_eq!(updated["status"], "valid");
}

#[test]
fn a_check_that_cannot_tell_exits_7_and_keeps_the_key_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.groq_url("/status/503");
    let added = bench
        .run(
            &["add", "groq", "--json", "--base-url", &url],
            GOOD_GROQ_KEY,
        )
        .exits(7)
        .json();
    assert_eq!(added["status"], "error");
    assert_eq!(added["verdict"], "provider_down");
    assert_eq!(added["key_set"], true);

    let url = bench.groq_url("/public");
    let ran = bench
        .run(
            &["update", "groq", "--keep-key", "--json", "--base-url", &url],
            "",
        )
        .exits(0);
    assert_eq!(ran.json()["verdict"], "unverifiable");
    ran.says("unverifiable");
}

#[test]
fn update_remove_and_profiles_do_what_they_say_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let no_check = ["add", "groq", "--no-check", "--label", "mine", "--json"];
    let added = bench.run(&no_check, GOOD_GROQ_KEY).exits(0).json();
    assert_eq!(
        (&added["status"], &added["label"]),
        (&json!("unchecked"), &json!("mine"))
    );
    bench
        .run(&["models", "groq", "--json"], "")
        .exits(0)
        .says("hint:")
        .json();

    let kept = bench.run(
        &[
            "update",
            "groq",
            "--keep-key",
            "--no-label",
            "--no-check",
            "--json",
        ],
        "",
    );
    assert_eq!(kept.exits(0).json()["label"], Value::Null);
    bench
        .run(&["update", "groq", "--keep-key"], "")
        .exits(2)
        .says("nothing to change");
    bench.run(&["update", "openai"], GOOD_GROQ_KEY).exits(3);

    bench.run(&["profile", "add", "work"], "").exits(0);
    bench.run(&["profile", "add", "work"], "").exits(8);
    bench.run(&["profile", "add", "No Such"], "").exits(8);
    bench
        .run(&["--profile", "work", "get", "groq"], "")
        .exits(3);
    bench
        .run(
            &["--profile", "work", "add", "groq", "--no-check"],
            WRONG_KEY,
        )
        .exits(0);
    let mut in_work = bench.command(&["list", "--json"]);
    let in_work = Ran::new(in_work.env("KEYSTOW_PROFILE", "work"), b"")
        .exits(0)
        .json();
    assert_eq!(in_work[0]["profile"], "work");
    let profiles = bench
        .run(&["profile", "list", "--json"], "")
        .exits(0)
        .json();
    assert_eq!(profiles.as_array().unwrap().len(), 2);

    bench.run(&["remove", "groq"], "").exits(2).says("--yes");
    bench.run(&["remove", "groq", "--yes"], "").exits(0);
    bench.run(&["get", "groq"], "").exits(3);
    assert_eq!(
        bench.run(&["list", "--json"], "").exits(0).json(),
        json!([])
    );
    bench
        .run(&["--profile", "work", "show", "groq"], "")
        .exits(0);
}

#[test]
fn the_worst_of_several_checks_is_the_code_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(WRONG_KEY).exits(6);
    let down = format!("{}/status/503/v1", bench.practice().url());
    bench
        .run(&["add", "openai", "--base-url", &down], GOOD_OPENAI_KEY)
        .exits(7);

    let checked = bench.run(&["check", "--json"], "").exits(6).json();
    let verdicts: Vec<_> = checked
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["provider"], &row["verdict"]))
        .collect();
    assert!(
        verdicts.contains(&(&json!("groq"), &json!("rejected"))),
        "{verdicts:?}"
    );
    assert!(
        verdicts.contains(&(&json!("openai"), &json!("provider_down"))),
        "{verdicts:?}"
    );
    bench.run(&["check", "openai"], "").exits(7);

    // One that is not there is found before any provider is asked.
    bench.practice().forget();
    bench
        .run(&["check", "groq", "anthropic"], "")
        .exits(3)
        .says("keystow add anthropic");
    bench.run(&["check", "groq", "nobody"], "").exits(3);
    assert_eq!(bench.practice().requests(), []);
}

#[test]
fn models_are_searched_and_refreshed_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.groq_url("");
    let args = ["add", "groq", "--no-check", "--base-url", &url];
    bench.run(&args, GOOD_GROQ_KEY).exits(0);
    let ran = bench
        .run(&["models", "groq", "--json"], "")
        .exits(0)
        .says("keystow check groq");
    assert_eq!(ran.json(), json!([]));

    let all = bench
        .run(&["models", "groq", "--refresh", "--json"], "")
        .exits(0)
        .json();
    let all = all.as_array().unwrap();
    let first = all[0]["id"].as_str().unwrap().to_uppercase();
    let found = bench
        .run(&["models", "groq", "--search", &first, "--json"], "")
        .exits(0)
        .json();
    assert!(found.as_array().unwrap().contains(&all[0]), "{found}");
    assert!(found.as_array().unwrap().len() < all.len(), "{found}");
    let none = bench
        .run(&["models", "groq", "--search", "no such model"], "")
        .exits(0);
    assert_eq!(none.says("No model matches").stdout, "");
    let words = bench.run(&["models", "groq"], "").exits(0);
    assert!(words.stdout.contains(all[0]["id"].as_str().unwrap()));
    assert!(!words.stdout.contains('\u{1b}'));
}

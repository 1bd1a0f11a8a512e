//! `keystow endpoint`: compatible base URLs of the owner's own.

use keystow_test_support::practice::GOOD_OPENAI_KEY;

use crate::bench::{Bench, PASSPHRASE, Ran, WRONG_KEY};

const SECRET: &str = "Basic fake-gateway-SECRET-1234";

#[test]
fn an_endpoint_is_added_checked_lent_and_removed_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.practice().url();
    let add = ["endpoint", "add", "gateway", "--base-url", &url, "--json"];
    let added = bench.run(&add, "").exits(0);
    assert!(
        added
            .stderr
            .contains(&format!("Checks will ask {url}/v1/models")),
        "{added:?}"
    );
    assert_eq!(added.json()["provider"], "custom:gateway");
    assert!(bench.practice().requests().is_empty(), "nothing was asked");

    let stored = bench
        .run(&["add", "custom:gateway", "--json"], GOOD_OPENAI_KEY)
        .exits(0);
    let stored = stored.json();
    assert_eq!(stored["verdict"], "accepted");
    assert_eq!(stored["name"], "gateway");
    assert_eq!(stored["base_url"], url);
    let mut get = bench.command(&["get", "custom:gateway"]);
    assert_eq!(Ran::new(&mut get, b"").exits(0).stdout, GOOD_OPENAI_KEY);
    let models = bench
        .run(&["models", "custom:gateway", "--json"], "")
        .exits(0);
    assert!(!models.json().as_array().unwrap().is_empty());

    let again = bench.run(&add, "").exits(8);
    assert!(again.stderr.contains("already"), "{again:?}");
    let used = bench.run(&["endpoint", "remove", "gateway"], "").exits(8);
    assert!(
        used.stderr.contains("keystow remove custom:gateway"),
        "{used:?}"
    );
    bench
        .run(&["remove", "custom:gateway", "--yes"], "")
        .exits(0);
    bench
        .run(&["endpoint", "remove", "custom:gateway"], "")
        .exits(0);
    let gone = bench.run(&["endpoint", "list", "--json"], "").exits(0);
    assert_eq!(gone.json(), serde_json::json!([]));
    bench.run(&["endpoint", "remove", "gateway"], "").exits(3);
    bench.run(&["add", "custom:gateway"], WRONG_KEY).exits(3);
}

#[test]
fn a_gateways_header_is_sealed_and_sent_with_every_request_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.practice().url();
    let add = [
        "endpoint",
        "add",
        "gateway",
        "--base-url",
        &url,
        "--header",
        "X-Gateway-Auth",
        "--json",
    ];
    let added = bench.run(&add, format!("{SECRET}\n")).exits(0);
    assert_eq!(added.json()["has_headers"], true);
    assert!(!format!("{added:?}").contains("SECRET"), "{added:?}");
    bench
        .run(&["add", "custom:gateway"], GOOD_OPENAI_KEY)
        .exits(0);
    let seen = bench.practice().requests();
    assert_eq!(seen.len(), 2, "without the key, and with it");
    let sent = |name: &str| {
        seen.iter()
            .all(|seen| seen.headers.iter().any(|known| known == name))
    };
    assert!(sent("x-gateway-auth"), "{seen:?}");
    assert_eq!(bench.files_with("SECRET"), Vec::<std::path::PathBuf>::new());
    // A new data key takes the header along.
    bench.run(&["rotate", "--data-key"], "").exits(0);
    bench.run(&["check", "custom:gateway"], "").exits(0);
}

#[test]
fn a_backup_takes_endpoints_and_their_headers_along_in_a_keyring_session() {
    let (here, there) = (Bench::with_keyring(), Bench::with_keyring());
    let url = here.practice().url();
    let add = [
        "endpoint",
        "add",
        "gateway",
        "--base-url",
        &url,
        "--header",
        "X-Gateway-Auth",
    ];
    here.run(&add, format!("{SECRET}\n")).exits(0);
    here.run(&["add", "custom:gateway", "--no-check"], GOOD_OPENAI_KEY)
        .exits(0);
    let file = here.data().join("keys.age");
    let file = file.to_str().unwrap();
    here.run_with_passphrase(&["backup", file], PASSPHRASE, "")
        .exits(0);

    there
        .run_with_passphrase(&["restore", file, "--yes"], PASSPHRASE, "")
        .exits(0);
    let listed = there
        .run(&["endpoint", "list", "--json"], "")
        .exits(0)
        .json();
    assert_eq!(listed[0]["has_headers"], true);
    here.practice().forget();
    let checked = there
        .run(&["check", "custom:gateway", "--json"], "")
        .exits(0);
    assert_eq!(checked.json()[0]["verdict"], "accepted");
    let seen = here.practice().requests();
    assert!(
        seen.iter()
            .all(|seen| seen.headers.iter().any(|name| name == "x-gateway-auth"))
    );
}

#[test]
fn a_local_server_without_a_key_is_one_step_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = format!("{}/public", bench.practice().url());
    let add = [
        "endpoint",
        "add",
        "local",
        "--base-url",
        &url,
        "--no-key",
        "--json",
    ];
    let added = bench.run(&add, "").exits(0);
    assert_eq!(added.json()["verdict"], "no_key_needed");
    assert_eq!(added.json()["key_set"], false);
    let url = format!("{}/like/ollama", bench.practice().url());
    let add = ["add", "ollama", "--no-key", "--base-url", &url, "--json"];
    let added = bench.run(&add, "").exits(0);
    assert_eq!(added.json()["verdict"], "no_key_needed");
    let refused = bench.run(&["add", "groq", "--no-key"], "").exits(3);
    assert!(!refused.stderr.is_empty());
}

#[test]
fn the_faults_of_an_endpoint_are_told_before_anything_is_read_or_stored() {
    let bench = Bench::without_bus();
    for (args, words) in [
        (
            &["Gate Way", "--base-url", "https://h.example"][..],
            "small letters",
        ),
        (&["g", "--base-url", "http://h.example"], "https"),
        (
            &["g", "--base-url", "https://h.example", "--dialect", "soap"],
            "openai",
        ),
        (
            &[
                "g",
                "--base-url",
                "https://h.example",
                "--models-path",
                "/x?y",
            ],
            "plain path",
        ),
        (
            &["g", "--base-url", "https://h.example", "--header", "Host"],
            "Keystow itself",
        ),
    ] {
        let ran = bench
            .run(&[&["endpoint", "add"], args].concat(), "x")
            .exits(8);
        assert!(ran.stderr.contains(words), "{ran:?}");
    }
    let own = ["add", "custom:none", "--base-url", "https://h.example"];
    bench.run(&own, GOOD_OPENAI_KEY).exits(3);
}

//! Where a key belongs: regions, addresses of one's own, organisations, dates; and replacing it with proof.

use keystow_test_support::practice::{GOOD_OPENAI_KEY, GOOD_OTHER_KEY};

use crate::bench::{Bench, GOOD_GROQ_KEY, WRONG_KEY};

#[test]
fn a_region_is_stored_with_the_key_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let add = ["add", "moonshot", "--region", "cn", "--no-check", "--json"];
    let added = bench.run(&add, GOOD_OTHER_KEY).exits(0).json();
    assert_eq!(added["region"], "cn");
    let change = ["update", "moonshot", "--keep-key", "--region", "global"];
    bench
        .run(&[&change[..], &["--no-check"]].concat(), "")
        .exits(0);
    let shown = bench.run(&["show", "moonshot", "--json"], "").exits(0);
    assert_eq!(shown.json()["region"], "global");
    let mut get = bench.command(&["get", "moonshot"]);
    let ran = crate::bench::Ran::new(&mut get, b"").exits(0);
    assert_eq!(
        ran.stdout, GOOD_OTHER_KEY,
        "sealed anew for the other region"
    );
}

#[test]
fn a_key_that_nothing_free_proves_says_so_and_costs_no_exit_code_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = format!("{}/like/sambanova/v1", bench.practice().url());
    let add = ["add", "sambanova", "--base-url", &url, "--json"];
    let added = bench.run(&add, GOOD_OTHER_KEY).exits(0);
    assert_eq!(added.json()["verdict"], "unverifiable");
    assert!(
        added.stderr.contains("no free way to check a key"),
        "{added:?}"
    );
    let seen = bench.practice().requests();
    assert!(seen.iter().all(|seen| !seen.had_key), "{seen:?}");
}

#[test]
fn what_a_place_cannot_be_is_told_before_a_key_is_read() {
    let bench = Bench::without_bus();
    for (args, words) in [
        (&["add", "moonshot", "--region", "mars"][..], "global, cn"),
        (&["add", "groq", "--region", "eu"], "no regions"),
        (&["add", "azure_openai"], "--base-url"),
        (
            &[
                "add",
                "moonshot",
                "--region",
                "cn",
                "--base-url",
                "https://h.example/v1",
            ],
            "second one",
        ),
    ] {
        let ran = bench.run(args, "").exits(8);
        assert!(ran.stderr.contains(words), "{ran:?}");
    }
    for (args, words) in [
        (
            &["add", "groq", "--organization", "org-1"][..],
            "no organisation",
        ),
        (
            &["add", "openai", "--organization", "org 1"],
            "plain characters",
        ),
        (&["add", "openai", "--renew-by", "tomorrow"], "YYYY-MM-DD"),
    ] {
        let ran = bench.run(args, GOOD_OPENAI_KEY).exits(8);
        assert!(ran.stderr.contains(words), "{ran:?}");
    }
}

#[test]
fn an_organisation_is_sent_and_a_date_kept_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = format!("{}/v1", bench.practice().url());
    let add = [
        "add",
        "openai",
        "--base-url",
        &url,
        "--organization",
        "org-practice",
        "--project",
        "proj-practice",
        "--renew-by",
        "2027-03-31",
        "--json",
    ];
    let added = bench.run(&add, GOOD_OPENAI_KEY).exits(0).json();
    assert_eq!(added["organization"], "org-practice");
    assert_eq!(added["renew_by"], "2027-03-31");
    let seen = bench.practice().requests();
    for name in ["openai-organization", "openai-project"] {
        let named = |name: &str| {
            seen.iter()
                .all(|seen| seen.headers.iter().any(|known| known == name))
        };
        assert!(named(name), "{name}: {seen:?}");
    }
    let clear = [
        "update",
        "openai",
        "--keep-key",
        "--organization",
        "",
        "--renew-by",
        "",
    ];
    bench
        .run(&[&clear[..], &["--no-check"]].concat(), "")
        .exits(0);
    let shown = bench.run(&["show", "openai", "--json"], "").exits(0).json();
    assert!(shown["organization"].is_null() && shown["renew_by"].is_null());
    assert_eq!(shown["project"], "proj-practice");
}

#[test]
fn a_key_that_does_not_work_takes_no_place_of_one_that_does_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let replace = ["update", "groq", "--keep-old-until-valid", "--json"];
    let refused = bench.run(&replace, WRONG_KEY).exits(6);
    assert_eq!(refused.json()["status"], "valid", "the kept one is printed");
    assert!(refused.stderr.contains("the old one stays"), "{refused:?}");
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);

    let asked = bench.practice().requests().len();
    let faulty = [
        "update",
        "groq",
        "--keep-old-until-valid",
        "--renew-by",
        "soon",
    ];
    bench.run(&faulty, GOOD_GROQ_KEY).exits(8);
    assert_eq!(bench.practice().requests().len(), asked, "nothing was sent");

    let other = [
        "update",
        "groq",
        "--keep-old-until-valid",
        "--base-url",
        "http://127.0.0.1:1/v1",
        "--json",
    ];
    let unknown = bench.run(&other, GOOD_GROQ_KEY).exits(7);
    assert_eq!(unknown.json()["base_url"], bench.groq_url(""));

    let proved = bench.run(&replace, GOOD_GROQ_KEY).exits(0);
    let proved = proved.json();
    assert_eq!(
        proved["verdict"], "accepted",
        "what the proof found is kept"
    );
    assert!(proved["models"].as_u64().unwrap() > 0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

//! `keystow profile`: renaming and removing, and what becomes of the keys.

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran};

#[test]
fn a_renamed_profile_keeps_its_keys_and_a_removed_one_gives_them_up_on_demand_in_a_keyring_session()
{
    let bench = Bench::with_keyring();
    bench.run(&["profile", "add", "work"], "").exits(0);
    let add = ["--profile", "work", "add", "groq", "--no-check"];
    bench.run(&add, GOOD_GROQ_KEY).exits(0);
    let mut get = bench.command(&["--profile", "work", "get", "groq"]);
    assert!(Ran::new(&mut get, b"").exits(0).stdout == GOOD_GROQ_KEY);
    bench
        .run(&["profile", "rename", "work", "office"], "")
        .exits(0);
    let log = bench.run(&["log", "--json"], "").exits(0).json();
    assert_eq!(log[0]["profile"], "office", "loans follow the name");
    let mut get = bench.command(&["--profile", "office", "get", "groq"]);
    assert!(Ran::new(&mut get, b"").exits(0).stdout == GOOD_GROQ_KEY);
    bench
        .run(&["--profile", "work", "get", "groq"], "")
        .exits(3);

    for (args, code, words) in [
        (
            &["profile", "rename", "default", "mine"][..],
            8,
            "always there",
        ),
        (
            &["profile", "remove", "default", "--force"],
            8,
            "always there",
        ),
        (&["profile", "rename", "office", "default"], 8, "already"),
        (&["profile", "rename", "office", "a b"], 8, "cannot be"),
        (&["profile", "rename", "nobody", "else"], 3, "nobody"),
        (&["profile", "remove", "nobody"], 3, "nobody"),
        (&["profile", "remove", "office"], 8, "--force"),
        (&["profile", "remove", "office", "--force"], 2, "--yes"),
    ] {
        let refused = bench.run(args, "").exits(code);
        assert!(refused.stderr.contains(words), "{refused:?}");
    }
    let mut get = bench.command(&["--profile", "office", "get", "groq"]);
    assert!(Ran::new(&mut get, b"").exits(0).stdout == GOOD_GROQ_KEY);
    bench
        .run(&["profile", "remove", "office", "--force", "--yes"], "")
        .exits(0);
    let left = bench.run(&["profile", "list", "--json"], "").exits(0);
    assert_eq!(left.json().as_array().unwrap().len(), 1);
    let log = bench.run(&["log", "--json"], "").exits(0).json();
    assert_eq!(log[0]["profile"], "office", "the log outlives it");
}

#[test]
fn the_profile_that_its_owner_chose_is_meant_where_none_is_named_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.run(&["profile", "add", "work"], "").exits(0);
    bench
        .run(&["profile", "default", "nobody"], "")
        .exits(3)
        .says("nobody");
    bench.run(&["profile", "default", "work"], "").exits(0);
    bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(0);
    let stored = bench.run(&["list", "--json"], "").exits(0).json();
    assert_eq!(stored[0]["profile"], "work");
    let other = ["--profile", "default", "list", "--json"];
    assert_eq!(bench.run(&other, "").exits(0).stdout.trim(), "[]");
    let named = bench
        .run(&["profile", "list", "--json"], "")
        .exits(0)
        .json();
    assert_eq!(named[0]["name"], "work");
    assert_eq!(named[0]["is_default"], true);
    assert_eq!(named[1]["is_default"], false);

    bench
        .run(&["profile", "remove", "work", "--force", "--yes"], "")
        .exits(0);
    let left = bench
        .run(&["profile", "list", "--json"], "")
        .exits(0)
        .json();
    assert_eq!(left.as_array().unwrap().len(), 1);
    assert_eq!(left[0]["is_default"], true, "default is meant again");
}

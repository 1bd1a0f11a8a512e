//! A keyring that is locked, hung or not there: what needs no key works, what needs one says so in time.

use std::time::Duration;

use crate::bench::{Bench, DEADLINE, GOOD_GROQ_KEY};

#[test]
fn a_locked_keyring_session_hides_no_status_and_no_model_and_is_never_asked_to_unlock() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.session().lock();
    let monitor = bench.session().monitor();
    let listed = bench.run(&["list", "--json"], "").exits(0).json();
    assert_eq!(listed[0]["status"], "valid");
    assert_eq!(listed[0]["key_set"], true);
    let models = bench.run(&["models", "groq", "--json"], "").exits(0).json();
    assert!(!models.as_array().unwrap().is_empty());
    bench.run(&["show", "groq", "--json"], "").exits(0);
    bench.run(&["providers", "--json"], "").exits(0);
    assert!(!monitor.saw_prompt(), "{:?}", monitor.calls());
}

#[test]
fn a_locked_keyring_session_exits_4_in_time_off_a_terminal() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.session().lock();
    for args in [
        &["get", "groq"][..],
        &["check"],
        &["add", "openai", "--no-check"],
    ] {
        let ran = bench
            .run(args, GOOD_GROQ_KEY)
            .exits(4)
            .says("keyring is locked")
            .says("hint:");
        assert!(ran.took < DEADLINE, "{ran:?}");
        assert_eq!(ran.stdout, "");
    }
    // Faults of the input still come first.
    bench.run(&["add", "openai"], "").exits(8);
    bench.run(&["get", "openai"], "").exits(3);
    bench.run(&["update", "openai"], GOOD_GROQ_KEY).exits(3);
    bench.run(&["add", "groq"], GOOD_GROQ_KEY).exits(8);
    bench
        .run(&["--profile", "nowhere", "add", "groq"], GOOD_GROQ_KEY)
        .exits(3);
}

#[test]
fn a_hung_keyring_session_exits_4_in_time() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.session().pause();
    let ran = bench.run(&["get", "groq"], "");
    let listed = bench.run(&["list", "--json"], "");
    let shown = bench.run(&["show", "groq", "--json"], "");
    bench.session().resume();
    let ran = ran.exits(4).says("did not answer in time");
    assert!(ran.took < DEADLINE, "{ran:?}");
    assert!(listed.exits(0).took < Duration::from_secs(3));
    assert!(shown.exits(0).took < Duration::from_secs(4));
}

#[test]
fn a_hung_keyring_session_ends_a_first_run_in_time_and_the_next_one_succeeds() {
    let bench = Bench::with_keyring();
    bench.session().pause();
    let ran = bench.run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY);
    bench.session().resume();
    let ran = ran.exits(4).says("did not answer in time");
    assert!(ran.took < DEADLINE, "{ran:?}");
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
}

#[test]
fn a_label_changes_while_the_keyring_is_locked() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.session().lock();
    let change = [
        "update",
        "groq",
        "--keep-key",
        "--label",
        "mine",
        "--no-check",
        "--json",
    ];
    let changed = bench.run(&change, "").exits(0).json();
    assert_eq!(changed["label"], "mine");
}

#[test]
fn no_session_bus_exits_4_at_once() {
    let bench = Bench::without_bus();
    let ran = bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(4);
    assert!(ran.took < Duration::from_secs(3), "{ran:?}");
    let ran = ran.says("no keyring answers");
    assert_eq!(ran.stdout, "");
    bench.run(&["list", "--json"], "").exits(0);
}

//! The recovery code: made, shown once, and what it brings back.

use serde_json::Value;

use crate::bench::{Bench, GOOD_GROQ_KEY, OTHER_PASSPHRASE, PASSPHRASE};

#[test]
fn a_recovery_code_brings_back_what_a_truncated_keyring_lost_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    assert_eq!(bench.entries(), 1);

    bench.lose_keyring();
    let lost = bench.run(&["get", "groq"], "").exits(5);
    assert_eq!(lost.stdout, "");
    lost.says("master secret is missing")
        .says("nothing new was created")
        .says("keystow recovery use")
        .says("keystow restore FILE");
    bench
        .run(&["add", "openai", "--no-check"], GOOD_GROQ_KEY)
        .exits(5);
    bench.run(&["init"], "").exits(8);
    assert_eq!(bench.entries(), 0, "no new master secret");
    let listed = bench.run(&["list", "--json"], "").exits(0).json();
    assert_eq!(
        listed[0]["status"], "valid",
        "what needs no key still works"
    );

    let used = bench.run(&["recovery", "use"], &code).exits(0);
    assert_eq!(used.stdout, "");
    assert!(!used.stderr.contains(&code[..9]), "{used:?}");
    used.says("new entry in").says("now opens the vault");
    assert_eq!(bench.entries(), 1);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
    let doctor = bench.run(&["doctor", "--json"], "").exits(0).json();
    assert_eq!(doctor["state"], "ready");
    assert_eq!(bench.files_with(&code), [] as [std::path::PathBuf; 0]);
}

#[test]
fn a_code_is_read_as_paper_gives_it_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    bench.lose_keyring();
    let sloppy = format!("  {}\n", code.to_lowercase().replace('-', " "));
    bench.run(&["recovery", "use"], sloppy).exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_typo_is_told_from_another_vaults_code_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench
        .run(&["recovery", "use"], "0000-0000-0000-0000-0000-0000-0006")
        .exits(8)
        .says("checksum does not fit");
    let code = bench.recovery_code();
    let before = bench.entries();

    let mistyped = format!(
        "{}{}",
        if code.starts_with('A') { 'B' } else { 'A' },
        &code[1..]
    );
    let unfit = format!("{}U{}", &code[..6], &code[7..]);
    for (typed, words) in [
        ("", "no recovery code was given"),
        (unfit.as_str(), "character 7 cannot be in one"),
        (&code[..33], "it has 27 letters and digits"),
        (mistyped.as_str(), "checksum does not fit"),
    ] {
        let ran = bench.run(&["recovery", "use"], typed).exits(8).says(words);
        assert!(!ran.stderr.contains("another vault"), "{ran:?}");
    }
    let long = "0".repeat(3000);
    bench
        .run(&["recovery", "use"], long)
        .exits(8)
        .says("too long");
    bench
        .run(&["recovery", "use"], b"\xff\xfe")
        .exits(8)
        .says("not text");

    let other = Bench::with_keyring();
    other.add_groq(GOOD_GROQ_KEY).exits(0);
    let others = other.recovery_code();
    bench
        .run(&["recovery", "use"], others)
        .exits(8)
        .says("has no typo")
        .says("another vault's");
    assert_eq!(bench.entries(), before, "nothing was made meanwhile");
}

#[test]
fn a_new_code_takes_the_place_of_the_old_one_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.run(&["recovery", "create"], "").exits(3);
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench
        .run(&["recovery", "use"], "0000-0000-0000-0000-0000-0000-0000")
        .exits(8);
    let first = bench.recovery_code();
    let made = bench.run(&["recovery", "create"], "").exits(0);
    let second = made.stdout.trim_end().to_owned();
    assert_eq!(second.len(), 34, "the code and nothing else");
    made.says("no longer opens the vault").says("unconfirmed");
    bench
        .run(&["recovery", "use"], &first)
        .exits(8)
        .says("replaced since");
    bench.run(&["recovery", "use"], &second).exits(0);
}

#[test]
fn a_code_can_set_a_passphrase_where_there_is_no_keyring() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(0);
    let made = bench
        .run_with_passphrase(&["recovery", "create", "--json"], PASSPHRASE, "")
        .exits(0)
        .json();
    let code = made["code"].as_str().unwrap();

    bench
        .run(&["recovery", "use"], code)
        .exits(4)
        .says("no keyring answers");
    bench
        .run(&["recovery", "use", "--passphrase"], code)
        .exits(2)
        .says("--passphrase-fd");
    bench
        .run_with_passphrase(&["recovery", "use", "--passphrase"], "short", code)
        .exits(8)
        .says("at least 10 characters");
    bench
        .run_with_passphrase(&["recovery", "use", "--passphrase"], OTHER_PASSPHRASE, code)
        .exits(0);
    bench
        .run_with_passphrase(&["get", "groq"], PASSPHRASE, "")
        .exits(8);
    let mut get = bench.command_with_passphrase(&["get", "groq"], OTHER_PASSPHRASE);
    let got = crate::bench::Ran::new(&mut get, b"").exits(0);
    assert_eq!(got.stdout, GOOD_GROQ_KEY);
}

#[test]
fn a_vault_without_a_code_says_so_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let other = Bench::with_keyring();
    other.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = other.recovery_code();
    bench.run(&["recovery", "use"], &code).exits(3);
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench
        .run(&["recovery", "use"], &code)
        .exits(3)
        .says("has no recovery code")
        .says("keystow restore FILE");
    let doctor = bench.run(&["doctor", "--json"], "").exits(0).json();
    assert_ne!(doctor["slots"], Value::Null);
}

//! The passphrase: its sources, and a vault that nothing else opens.

use crate::bench::{Bench, GOOD_GROQ_KEY, OTHER_PASSPHRASE, PASSPHRASE, Ran};

/// A vault on a machine without a keyring, with a key for Groq.
fn headless() -> Bench {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0)
        .says("Only the passphrase opens it");
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(0);
    bench
}

fn get(bench: &Bench, passphrase: &str) -> Ran {
    Ran::new(
        &mut bench.command_with_passphrase(&["get", "groq"], passphrase),
        b"",
    )
}

#[test]
fn a_machine_without_a_keyring_lives_by_its_passphrase() {
    let bench = headless();
    assert_eq!(get(&bench, PASSPHRASE).exits(0).stdout, GOOD_GROQ_KEY);
    let closed = bench
        .run(&["get", "groq"], "")
        .exits(4)
        .says("a passphrase opens this vault")
        .says("--passphrase-fd")
        .says("$CREDENTIALS_DIRECTORY/keystow-passphrase");
    assert_eq!(closed.stdout, "");
    bench
        .run_with_passphrase(&["get", "groq"], OTHER_PASSPHRASE, "")
        .exits(8)
        .says("does not open this vault");
    bench
        .run(&["add", "openai", "--no-check"], GOOD_GROQ_KEY)
        .exits(4);
    // What a verb takes for itself is tried, and is not called wrong.
    bench
        .run_with_passphrase(&["passphrase", "set"], OTHER_PASSPHRASE, "")
        .exits(4)
        .says("is for this command");
    // What needs no key asks for no passphrase.
    bench.run(&["list", "--json"], "").exits(0);
    bench.run(&["show", "groq"], "").exits(0);
    assert_eq!(bench.files_with(PASSPHRASE), [] as [std::path::PathBuf; 0]);
    assert_eq!(
        bench.files_with(&GOOD_GROQ_KEY[8..20]),
        [] as [std::path::PathBuf; 0]
    );
}

#[test]
fn a_systemd_credential_is_a_source_and_the_descriptor_comes_before_it() {
    let bench = headless();
    let credentials = tempfile::tempdir().unwrap();
    let file = credentials.path().join("keystow-passphrase");
    let with_credential = |args: &[&str]| {
        let mut command = bench.command(args);
        Ran::new(
            command.env("CREDENTIALS_DIRECTORY", credentials.path()),
            b"",
        )
    };
    with_credential(&["get", "groq"]).exits(4);
    std::fs::write(&file, format!("{PASSPHRASE}\nanother line\n")).unwrap();
    assert_eq!(
        with_credential(&["get", "groq"]).exits(0).stdout,
        GOOD_GROQ_KEY
    );
    std::fs::write(&file, OTHER_PASSPHRASE).unwrap();
    with_credential(&["get", "groq"]).exits(8);
    for (text, words) in [
        ("", "no passphrase was given"),
        ("with a bell \u{7} in it", "control character"),
    ] {
        std::fs::write(&file, text).unwrap();
        with_credential(&["get", "groq"])
            .exits(8)
            .says("the credential keystow-passphrase cannot be used")
            .says(words);
        // What needs no key does not mind.
        with_credential(&["list"]).exits(0);
    }
    std::fs::write(&file, OTHER_PASSPHRASE).unwrap();
    let mut command = bench.command_with_passphrase(&["get", "groq"], PASSPHRASE);
    let got = Ran::new(
        command.env("CREDENTIALS_DIRECTORY", credentials.path()),
        b"",
    )
    .exits(0);
    assert_eq!(got.stdout, GOOD_GROQ_KEY);

    // With a verb that takes a passphrase of its own, the descriptor is that one.
    std::fs::write(&file, PASSPHRASE).unwrap();
    let mut change = bench.command_with_passphrase(&["passphrase", "set"], OTHER_PASSPHRASE);
    Ran::new(change.env("CREDENTIALS_DIRECTORY", credentials.path()), b"")
        .exits(0)
        .says("the old one no longer does");
    get(&bench, PASSPHRASE).exits(8);
    assert_eq!(get(&bench, OTHER_PASSPHRASE).exits(0).stdout, GOOD_GROQ_KEY);
}

#[test]
fn a_credential_is_the_vaults_passphrase_and_no_verbs_own() {
    let bench = Bench::without_bus();
    let credentials = tempfile::tempdir().unwrap();
    std::fs::write(credentials.path().join("keystow-passphrase"), PASSPHRASE).unwrap();
    let with_credential = |args: &[&str], stdin: &str| {
        let mut command = bench.command(args);
        let command = command.env("CREDENTIALS_DIRECTORY", credentials.path());
        Ran::new(command, stdin.as_bytes())
    };
    with_credential(&["init", "--passphrase"], "").exits(0);
    with_credential(&["add", "groq", "--no-check"], GOOD_GROQ_KEY).exits(0);
    let made = with_credential(&["recovery", "create"], "").exits(0);
    let code = made.stdout;
    let file = bench.data().join("keys.age").display().to_string();
    bench
        .run_with_passphrase(&["backup", &file], PASSPHRASE, "")
        .exits(0);

    let other = format!("{file}.other");
    for (args, stdin) in [
        (&["passphrase", "set"][..], ""),
        (&["backup", &other], ""),
        (&["restore", &file, "--yes"], ""),
        (&["recovery", "use", "--passphrase"], &code),
    ] {
        with_credential(args, stdin)
            .exits(2)
            .says("--passphrase-fd")
            .says("the passphrase that opens the vault now");
    }
    assert!(!std::path::Path::new(&other).exists());
}

#[test]
fn a_faulty_passphrase_is_found_before_the_vault_is_opened() {
    let bench = Bench::without_bus();
    let long = "x".repeat(1025);
    let longest = "ü".repeat(512);
    for (passphrase, words) in [
        ("", "no passphrase was given"),
        ("too short", "at least 10 characters"),
        (long.as_str(), "at most 1024 bytes"),
        ("with a bell \u{7} in it", "control character"),
    ] {
        bench
            .run_with_passphrase(&["init", "--passphrase"], passphrase, "")
            .exits(8)
            .says(words)
            .says("hint:");
    }
    for number in ["77", "4294967295"] {
        bench
            .run(&["init", "--passphrase", "--passphrase-fd", number], "")
            .exits(2)
            .says("is not open");
    }
    bench
        .run(&["init", "--passphrase", "--passphrase-fd", "words"], "")
        .exits(2)
        .says("--passphrase-fd 3 3< file");
    bench
        .run(&["init", "--passphrase"], "")
        .exits(2)
        .says("--passphrase-fd");
    bench
        .run(
            &["init", "--passphrase", "--passphrase-fd", "0"],
            b"\xff\xfe\xff\n",
        )
        .exits(8)
        .says("not text");
    assert!(!bench.data().join("data").exists());
    bench
        .run_with_passphrase(&["init", "--passphrase"], &longest, "")
        .exits(0);
}

#[test]
fn stdin_can_hold_the_passphrase_and_then_the_key() {
    let bench = Bench::without_bus();
    let on_stdin = ["--passphrase-fd", "0"];
    let init = [&["init", "--passphrase"][..], &on_stdin].concat();
    bench.run(&init, format!("{PASSPHRASE}\r\n")).exits(0);
    let add = [&["add", "groq", "--no-check"][..], &on_stdin].concat();
    bench
        .run(&add, format!("{PASSPHRASE}\n{GOOD_GROQ_KEY}\n"))
        .exits(0);
    assert_eq!(get(&bench, PASSPHRASE).exits(0).stdout, GOOD_GROQ_KEY);
}

#[test]
fn a_passphrase_stands_beside_the_keyring_and_goes_again_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench
        .run(&["passphrase", "remove"], "")
        .exits(3)
        .says("has no passphrase");
    bench
        .run_with_passphrase(&["passphrase", "set"], PASSPHRASE, "")
        .exits(0)
        .says("wherever the keyring cannot");
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);

    bench.lose_keyring();
    bench.run(&["get", "groq"], "").exits(5);
    assert_eq!(get(&bench, PASSPHRASE).exits(0).stdout, GOOD_GROQ_KEY);
    bench
        .run_with_passphrase(&["passphrase", "remove"], PASSPHRASE, "")
        .exits(8)
        .says("no way to open this vault");
    // With the passphrase the vault opens, so rotation gives the keyring an entry again.
    bench
        .run_with_passphrase(&["rotate"], PASSPHRASE, "")
        .exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
    bench.run(&["passphrase", "remove"], "").exits(0);
    bench.run(&["passphrase", "remove"], "").exits(3);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

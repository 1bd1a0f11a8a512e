//! Rotation: what opened the vault before no longer does, and every key stays.

use serde_json::{Value, json};

use crate::bench::{Bench, GOOD_GROQ_KEY, OTHER_PASSPHRASE, PASSPHRASE, Ran};

#[test]
fn a_new_master_secret_keeps_every_key_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    let before = bench.session().entries(&[("service", "dev.keystow.vault")]);
    let rotated = bench.run(&["rotate", "--json"], "").exits(0);
    assert_eq!(
        rotated.json(),
        json!({"old_entry_deleted": true, "checkpointed": true})
    );
    rotated.says("Rotated");
    let after = bench.session().entries(&[("service", "dev.keystow.vault")]);
    assert_eq!(after.len(), 1);
    assert_ne!(before, after);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);

    // The code wraps the same data key, so it still counts.
    bench.lose_keyring();
    bench.run(&["recovery", "use"], code).exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_new_data_key_takes_a_new_recovery_code_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let none = bench.run(&["rotate", "--data-key", "--json"], "").exits(0);
    assert_eq!(none.json(), json!({"code": Value::Null}));
    let old = bench.recovery_code();
    let rotated = bench
        .run(&["rotate", "--data-key", "--json"], "")
        .exits(0)
        .says("sealed anew")
        .says("unconfirmed");
    let new = rotated.json()["code"].as_str().unwrap().to_owned();
    assert_ne!(old, new);
    assert!(!rotated.stderr.contains(&new[..9]), "{rotated:?}");
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
    let shown = bench.run(&["rotate", "--data-key"], "").exits(0);
    let newest = shown.stdout.trim_end().to_owned();
    assert_eq!(newest.len(), 34);

    bench.lose_keyring();
    for gone in [&old, &new] {
        bench
            .run(&["recovery", "use"], gone)
            .exits(8)
            .says("replaced since");
    }
    bench.run(&["recovery", "use"], &newest).exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_passphrase_is_given_or_dropped_with_a_new_data_key_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    bench
        .run_with_passphrase(&["passphrase", "set"], PASSPHRASE, "")
        .exits(0);
    // Without it, or with a wrong one, no new code is shown, since none would count.
    let missing = bench.run(&["rotate", "--data-key"], "").exits(4);
    assert_eq!(missing.says("--passphrase-fd").stdout, "");
    let wrong = bench
        .run_with_passphrase(&["rotate", "--data-key"], OTHER_PASSPHRASE, "")
        .exits(8);
    assert_eq!(wrong.stdout, "");
    bench.run(&["recovery", "use"], &code).exits(0);

    bench
        .run_with_passphrase(&["rotate", "--data-key"], PASSPHRASE, "")
        .exits(0);
    let get = ["get", "groq"];
    bench.session().lock();
    let mut with_passphrase = bench.command_with_passphrase(&get, PASSPHRASE);
    assert_eq!(
        Ran::new(&mut with_passphrase, b"").exits(0).stdout,
        GOOD_GROQ_KEY
    );
    bench.session().unlock();
    bench
        .run(&["rotate", "--data-key", "--drop-passphrase"], "")
        .exits(0)
        .says("No passphrase opens");
    bench.run(&["passphrase", "remove"], "").exits(3);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_vault_of_a_passphrase_alone_rotates_its_data_key() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(0);
    bench
        .run_with_passphrase(&["rotate"], PASSPHRASE, "")
        .exits(8)
        .says("opens without a keyring");
    bench
        .run_with_passphrase(
            &["rotate", "--data-key", "--drop-passphrase"],
            PASSPHRASE,
            "",
        )
        .exits(8)
        .says("no way to open this vault");
    bench
        .run_with_passphrase(&["rotate", "--data-key"], PASSPHRASE, "")
        .exits(0);
    let mut get = bench.command_with_passphrase(&["get", "groq"], PASSPHRASE);
    assert_eq!(Ran::new(&mut get, b"").exits(0).stdout, GOOD_GROQ_KEY);
}

#[test]
fn a_rotation_that_cannot_begin_changes_nothing_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.run(&["rotate"], "").exits(3);
    bench.run(&["rotate", "--data-key"], "").exits(3);
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    bench.session().lock();
    for args in [&["rotate"][..], &["rotate", "--data-key"]] {
        let ran = bench.run(args, "").exits(4).says("keyring is locked");
        assert_eq!(ran.stdout, "", "no code that will never count");
    }
    bench.session().unlock();
    bench.run(&["recovery", "use"], code).exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_new_code_that_nobody_reads_replaces_nothing() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    let made = bench
        .run_with_passphrase(&["recovery", "create", "--json"], PASSPHRASE, "")
        .exits(0)
        .json();
    let old = made["code"].as_str().unwrap();
    let credentials = tempfile::tempdir().unwrap();
    std::fs::write(credentials.path().join("keystow-passphrase"), PASSPHRASE).unwrap();
    for args in [
        &["rotate", "--data-key"][..],
        &["rotate", "--data-key", "--json"],
    ] {
        // A reader that is gone before the program starts.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = std::process::Command::new(assert_cmd::cargo::cargo_bin!("keystow"))
            .args(args)
            .env_clear()
            .envs(bench.session().envs())
            .env("KEYSTOW_DATA_DIR", bench.data().join("data"))
            .env("CREDENTIALS_DIRECTORY", credentials.path())
            .stdout(writer)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{said}");
        assert!(said.contains("nobody reads it"), "{said}");
        assert!(
            said.contains("the old recovery code still counts"),
            "{said}"
        );
    }
    bench
        .run_with_passphrase(&["recovery", "use", "--passphrase"], OTHER_PASSPHRASE, old)
        .exits(0);
}

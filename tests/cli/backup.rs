//! Backup and restore, automatic ones too.

use std::fs;

use serde_json::json;

use crate::bench::{Bench, GOOD_GROQ_KEY, OTHER_PASSPHRASE, PASSPHRASE, Ran, WRONG_KEY};

/// A vault with two keys and a backup of it, `keys.age` in the bench's folder.
fn backed_up() -> (Bench, String) {
    let bench = Bench::with_keyring();
    bench
        .run(
            &["add", "groq", "--no-check", "--label", "mine"],
            GOOD_GROQ_KEY,
        )
        .exits(0);
    bench
        .run(&["add", "openai", "--no-check"], WRONG_KEY)
        .exits(0);
    let file = bench.data().join("keys.age").display().to_string();
    let written = bench
        .run_with_passphrase(&["backup", &file, "--json"], PASSPHRASE, "")
        .exits(0)
        .says("2 keys")
        .says("compared")
        .json();
    assert_eq!(written["file"], json!(file));
    assert_eq!(written["credentials"], 2);
    assert!(written["at"].is_string());
    (bench, file)
}

fn restore(bench: &Bench, file: &str, more: &[&str]) -> Ran {
    let args = [&["restore", file, "--yes", "--json"][..], more].concat();
    bench.run_with_passphrase(&args, PASSPHRASE, "")
}

#[test]
fn a_backup_brings_back_what_was_removed_and_changed_in_a_keyring_session() {
    let (bench, file) = backed_up();
    bench.run(&["remove", "openai", "--yes"], "").exits(0);
    bench
        .run(&["update", "groq", "--no-check"], WRONG_KEY)
        .exits(0);
    let kept = restore(&bench, &file, &["--keep"]).exits(0);
    let kept = kept.says("differs, is kept").says("new").json();
    assert_eq!(
        (&kept["added"], &kept["replaced"], &kept["kept"]),
        (&json!(1), &json!(0), &json!(1))
    );
    assert_eq!(bench.groq_key(), WRONG_KEY);

    let restored = restore(&bench, &file, &[]).exits(0);
    let restored = restored.says("would be replaced").says("the same").json();
    assert_eq!(
        (&restored["added"], &restored["replaced"]),
        (&json!(0), &json!(1))
    );
    let before = restored["before"].as_str().unwrap();
    assert!(fs::metadata(before).unwrap().is_file(), "{before}");
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);

    let again = restore(&bench, &file, &[])
        .exits(0)
        .says("Nothing to do")
        .json();
    assert_eq!(
        again,
        json!({"added": 0, "replaced": 0, "kept": 2, "before": null, "fresh": false, "auto_backup_off": false})
    );
    let shown = bench.run(&["show", "groq", "--json"], "").exits(0).json();
    assert_eq!(shown["label"], "mine");
    assert_eq!(
        bench.files_with(&GOOD_GROQ_KEY[8..20]),
        [] as [std::path::PathBuf; 0]
    );
}

#[test]
fn a_backup_makes_a_vault_where_there_is_none_or_it_is_lost_in_a_keyring_session() {
    let (mut bench, file) = backed_up();
    let fresh = Bench::with_keyring();
    let made = restore(&fresh, &file, &[]).exits(0).json();
    assert_eq!(made["added"], 2);
    assert_eq!(fresh.groq_key(), GOOD_GROQ_KEY);

    bench.lose_keyring();
    bench.run(&["get", "groq"], "").exits(5);
    let made = restore(&bench, &file, &[])
        .exits(0)
        .says("master secret is missing")
        .says("this is a new vault")
        .says("keystow recovery create")
        .json();
    assert_eq!((&made["added"], &made["fresh"]), (&json!(2), &json!(true)));
    assert!(
        made["before"].is_string(),
        "the old vault is moved aside: {made}"
    );
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_vault_that_is_only_closed_is_not_replaced_in_a_keyring_session() {
    let (bench, file) = backed_up();
    bench.session().lock();
    restore(&bench, &file, &[])
        .exits(4)
        .says("keyring is locked");
    bench.session().unlock();
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn what_is_wrong_with_a_backup_is_told_apart_and_changes_nothing_in_a_keyring_session() {
    let (bench, file) = backed_up();
    bench.run(&["remove", "openai", "--yes"], "").exits(0);
    let mut damaged = fs::read(&file).unwrap();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let damaged_file = format!("{file}.damaged");
    fs::write(&damaged_file, damaged).unwrap();
    let other_file = format!("{file}.txt");
    fs::write(&other_file, "some text\n").unwrap();
    let missing = format!("{file}.missing");
    let folder = bench.data().display().to_string();
    for (path, passphrase, words) in [
        (&file, OTHER_PASSPHRASE, "does not open this backup"),
        (&damaged_file, PASSPHRASE, "the backup is damaged"),
        (&other_file, PASSPHRASE, "no backup of Keystow"),
        (&missing, PASSPHRASE, "no such file"),
        (&folder, PASSPHRASE, "cannot be read"),
    ] {
        let ran = bench
            .run_with_passphrase(&["restore", path, "--yes", "--json"], passphrase, "")
            .exits(8)
            .says(words)
            .says("nothing was changed");
        assert_eq!(ran.stdout, "");
    }
    bench
        .run_with_passphrase(&["restore", &file], PASSPHRASE, "")
        .exits(2)
        .says("--yes");
    bench
        .run(&["restore", &file, "--yes"], "")
        .exits(2)
        .says("--passphrase-fd");
    bench.run(&["get", "openai"], "").exits(3);
}

#[test]
fn a_backup_is_never_written_over_by_accident_in_a_keyring_session() {
    let (bench, file) = backed_up();
    let written = fs::read(&file).unwrap();
    let again = ["backup", file.as_str()];
    bench
        .run_with_passphrase(&again, PASSPHRASE, "")
        .exits(8)
        .says("--force");
    assert_eq!(fs::read(&file).unwrap(), written);
    bench
        .run_with_passphrase(&["backup", &file, "--force"], PASSPHRASE, "")
        .exits(0);
    assert_ne!(fs::read(&file).unwrap(), written);

    let elsewhere = bench.data().join("nowhere/keys.age").display().to_string();
    let nowhere = bench.data().join("nowhere").display().to_string();
    for args in [&["backup", &elsewhere][..], &["backup", "--auto", &nowhere]] {
        bench
            .run_with_passphrase(args, PASSPHRASE, "")
            .exits(8)
            .says("no such file or folder");
    }
    let weak = bench.data().join("weak.age");
    let weak_path = weak.display().to_string();
    bench
        .run_with_passphrase(&["backup", &weak_path], "weak", "")
        .exits(8)
        .says("at least 10 characters");
    bench.run(&["backup", &weak_path], "").exits(2);
    assert!(!weak.exists());
}

#[test]
fn each_change_is_backed_up_until_it_is_switched_off_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    for provider in ["groq", "openai"] {
        bench
            .run(&["add", provider, "--no-check"], GOOD_GROQ_KEY)
            .exits(0);
    }
    let folder = bench.data().join("backups");
    fs::create_dir(&folder).unwrap();
    let path = folder.display().to_string();
    let files = || fs::read_dir(&folder).unwrap().count();
    bench
        .run_with_passphrase(
            &["backup", "--auto", &path, "--keep-last", "1"],
            PASSPHRASE,
            "",
        )
        .exits(0)
        .says("after each change");
    assert_eq!(files(), 1);
    for label in ["one", "two"] {
        let update = [
            "update",
            "groq",
            "--keep-key",
            "--no-check",
            "--label",
            label,
        ];
        bench.run(&update, "").exits(0);
        assert_eq!(files(), 1, "after {label}");
    }
    let newest = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    // Out of the folder: the next change puts another in its place.
    let kept = bench.data().join("kept.age");
    fs::copy(newest.path(), &kept).unwrap();
    bench.run(&["remove", "groq", "--yes"], "").exits(0);
    let restored = restore(&bench, &kept.display().to_string(), &[]).exits(0);
    assert_eq!(restored.json()["added"], 1);
    let shown = bench.run(&["show", "groq", "--json"], "").exits(0).json();
    assert_eq!(shown["label"], "two");

    // A folder that is gone is said, and the change holds.
    fs::remove_dir_all(&folder).unwrap();
    bench
        .run(&["remove", "openai", "--yes"], "")
        .exits(0)
        .says("automatic backup")
        .says("failed");
    bench.run(&["get", "openai"], "").exits(3);
    bench.run(&["backup", "--no-auto"], "").exits(0);
    let quiet = bench.run(&["remove", "groq", "--yes"], "").exits(0);
    assert!(!quiet.stderr.contains("backup"), "{quiet:?}");
}

#[test]
fn a_machine_without_a_keyring_backs_up_and_restores_with_one_passphrase() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(0);
    let file = bench.data().join("keys.age").display().to_string();
    bench
        .run_with_passphrase(&["backup", &file], PASSPHRASE, "")
        .exits(0);
    let other = format!("{file}.other");
    bench
        .run_with_passphrase(&["backup", &other], OTHER_PASSPHRASE, "")
        .exits(4)
        .says("is for this command");
    bench.run(&["remove", "groq", "--yes"], "").exits(0);
    restore(&bench, &file, &[]).exits(0);
    let mut get = bench.command_with_passphrase(&["get", "groq"], PASSPHRASE);
    assert_eq!(Ran::new(&mut get, b"").exits(0).stdout, GOOD_GROQ_KEY);
}

#[test]
fn what_differs_and_is_kept_is_not_called_the_same() {
    let bench = Bench::without_bus();
    let run =
        |args: &[&str], stdin: &str| bench.run_with_passphrase(args, PASSPHRASE, stdin).exits(0);
    run(&["init", "--passphrase"], "");
    run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY);
    run(&["add", "openai", "--no-check"], GOOD_GROQ_KEY);
    let file = bench.data().join("keys.age").display().to_string();
    run(&["backup", &file], "");
    for (provider, words) in [
        ("groq", "1 key differs here"),
        ("openai", "2 keys differ here"),
    ] {
        run(&["update", provider, "--no-check"], WRONG_KEY);
        let kept = restore(&bench, &file, &["--keep"]).exits(0).says(words);
        assert!(!kept.stderr.contains("is here already"), "{kept:?}");
        assert_eq!(
            kept.json(),
            json!({"added": 0, "replaced": 0, "kept": 2, "before": null, "fresh": false, "auto_backup_off": false})
        );
    }
}

#[test]
fn a_place_that_cannot_be_written_is_bad_input() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    let folder = bench.data().join("keys.age");
    fs::create_dir(&folder).unwrap();
    let path = folder.display().to_string();
    bench
        .run_with_passphrase(&["backup", &path, "--force"], PASSPHRASE, "")
        .exits(8)
        .says("cannot be written there");
}

//! `keystow doctor` in the sessions that owners meet.

use serde_json::Value;

use crate::bench::{Bench, DEADLINE, GOOD_GROQ_KEY, Ran};

/// The report, after a look at its shape: every finding that is not well says what to do.
fn report(ran: &Ran) -> Value {
    let report = ran.json();
    for key in ["state", "keyring", "slots", "findings"] {
        assert!(report.get(key).is_some(), "{key}: {report}");
    }
    for finding in report["findings"].as_array().unwrap() {
        assert!(finding["id"].is_string(), "{finding}");
        assert!(
            !finding["message"].as_str().unwrap().is_empty(),
            "{finding}"
        );
        let needs_nothing = finding["ok"].as_bool().unwrap();
        assert_eq!(finding["next"].is_null(), needs_nothing, "{finding}");
    }
    report
}

fn finding(report: &Value, id: &str) -> Value {
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["id"] == id);
    found.cloned().unwrap_or_default()
}

/// The report in an environment with these variables.
fn report_with(bench: &Bench, variables: &[(&str, &str)]) -> Value {
    let mut command = bench.command(&["doctor", "--json"]);
    command.envs(variables.iter().copied());
    report(&Ran::new(&mut command, b""))
}

fn next(report: &Value, id: &str) -> String {
    let finding = finding(report, id);
    finding["next"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_healthy_keyring_session_lacks_a_second_way_in_and_nothing_else() {
    let bench = Bench::with_keyring();
    let fresh = report(&bench.run(&["doctor", "--json"], "").exits(0));
    assert_eq!(fresh["state"], "uninitialised");
    assert_eq!(finding(&fresh, "slots"), Value::Null);

    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let entries = bench.entries();
    let ready = report(&bench.run(&["doctor", "--json"], "").exits(0));
    assert_eq!(ready["state"], "ready");
    assert_eq!(ready["keyring"]["backend"], "GNOME Keyring");
    assert_eq!(ready["slots"][0]["kind"], "keyring");
    assert!(ready["slots"][0]["last_verified_at"].is_string());
    assert!(ready["slots"][0]["confirmed_at"].is_null());
    let ill: Vec<_> = ready["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["ok"] == false)
        .map(|finding| finding["id"].as_str().unwrap())
        .collect();
    assert_eq!(ill, ["slots"], "{ready}");
    for id in [
        "collection",
        "canary",
        "deadline",
        "records",
        "integrity",
        "process",
    ] {
        assert_eq!(finding(&ready, id)["ok"], true, "{id}: {ready}");
    }
    assert_eq!(bench.entries(), entries, "the canary left nothing behind");

    let sheet = bench.run(&["doctor"], "").exits(0).stdout;
    assert!(sheet.contains("✓ GNOME Keyring answers"), "{sheet}");
    assert!(sheet.contains("  → Make a recovery code"), "{sheet}");
    assert!(sheet.contains("slot: keyring"), "{sheet}");
}

#[test]
fn a_stopped_keyring_session_is_told_after_one_deadline() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.session().pause();
    let ran = bench.run(&["doctor", "--json"], "");
    bench.session().resume();
    let ran = ran.exits(4);
    assert!(ran.took < DEADLINE, "{ran:?}");
    let report = report(&ran);
    assert_eq!(report["state"], "keyringTimeout");
    assert!(next(&report, "keyring").contains("Log out and in again"));
    assert_eq!(finding(&report, "canary"), Value::Null);
    assert_eq!(finding(&report, "integrity")["ok"], true);
}

#[test]
fn no_session_bus_is_answered_as_each_environment_needs_it() {
    let bench = Bench::without_bus();
    let bare = report(&bench.run(&["doctor", "--json"], "").exits(0));
    assert_eq!(bare["state"], "uninitialised");
    assert_eq!(finding(&bare, "keyring")["ok"], false);
    let cases = [
        (&[][..], "passphrase"),
        (&[("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")], "gnome-keyring"),
        (&[("XDG_CURRENT_DESKTOP", "KDE")], "KDE Wallet"),
        (&[("XDG_CURRENT_DESKTOP", "sway")], "Install a keyring"),
        (
            &[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")],
            "remote shell",
        ),
        (
            &[("FLATPAK_ID", "dev.keystow.desktop")],
            "org.freedesktop.secrets dev.keystow.desktop",
        ),
    ];
    for (variables, words) in cases {
        let next = next(&report_with(&bench, variables), "keyring");
        assert!(next.contains(words), "{variables:?}: {next}");
        // What is to be typed outside the sandbox knows nothing of its variables.
        assert!(!next.contains('$'), "{variables:?}: {next}");
    }
}

#[test]
fn a_keyring_session_that_went_leaves_a_vault_that_is_closed() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.lose_daemon();
    let ran = bench.run(&["doctor", "--json"], "").exits(4);
    assert!(ran.took < DEADLINE, "{ran:?}");
    let report = report(&ran);
    assert_eq!(report["state"], "keyringUnavailable");
    assert_eq!(finding(&report, "vault")["ok"], false);
}

#[test]
fn a_truncated_keyring_session_file_is_a_missing_master_secret() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.lose_keyring();
    let lost = report(&bench.run(&["doctor", "--json"], "").exits(5));
    assert_eq!(lost["state"], "masterMissing");
    assert!(next(&lost, "vault").contains("keystow restore"));
}

#[test]
fn a_locked_keyring_session_is_never_prompted_and_is_unlocked_where_its_window_is() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.session().lock();
    let monitor = bench.session().monitor();
    let locked = report(&bench.run(&["doctor", "--json"], "").exits(4));
    assert_eq!(locked["state"], "keyringLocked");
    assert!(next(&locked, "keyring").contains("Passwords and Keys"));
    let remote = report_with(&bench, &[("SSH_TTY", "/dev/pts/0")]);
    assert!(next(&remote, "keyring").contains("remote shell"));
    assert_eq!(finding(&remote, "canary"), Value::Null);
    assert!(!monitor.saw_prompt(), "{:?}", monitor.calls());
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_is_named_in_a_healthy_keyring_session() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let file = bench.data().join("data/vault.id");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let report = report(&bench.run(&["doctor", "--json"], "").exits(0));
    let found = finding(&report, "permissions");
    assert_eq!(found["ok"], false);
    assert!(found["message"].as_str().unwrap().contains("vault.id"));
    assert!(next(&report, "permissions").contains("chmod 600"));
}

#[test]
fn a_damaged_record_is_named_in_a_keyring_session_that_opens() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let edited = std::process::Command::new("sqlite3")
        .arg(bench.data().join("data/vault.db"))
        .arg("UPDATE api_credential SET api_key_encrypted = zeroblob(98)")
        .status()
        .unwrap();
    assert!(edited.success());
    let report = report(&bench.run(&["doctor", "--json"], "").exits(5));
    let found = finding(&report, "records");
    assert!(
        found["message"]
            .as_str()
            .unwrap()
            .contains("groq (default)")
    );
    assert!(next(&report, "records").contains("keystow update"));
    // Nothing proves any more that its owner chose the base URL that stands in the file.
    bench
        .run(&["update", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(5)
        .says("base URL cannot be trusted")
        .says("--base-url");
    let url = bench.groq_url("");
    let update = ["update", "groq", "--base-url", &url, "--no-check"];
    bench.run(&update, GOOD_GROQ_KEY).exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn another_key_under_a_providers_variable_is_named_with_its_place_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let calm = report_with(&bench, &[("GROQ_API_KEY", GOOD_GROQ_KEY)]);
    assert_eq!(
        finding(&calm, "conflict"),
        Value::Null,
        "the same key is none"
    );
    let other = report_with(&bench, &[("GROQ_API_KEY", "gsk_otherOTHERother")]);
    let told = finding(&other, "conflict").to_string();
    assert!(
        told.contains("environment: GROQ_API_KEY") && told.contains("unset"),
        "{told}"
    );
    assert!(!told.contains("gsk_"), "{told}");

    let file = bench.data().join("old.env");
    std::fs::write(&file, "\nGROQ_API_KEY=gsk_otherOTHERother\n").unwrap();
    let file = file.to_str().unwrap();
    let named = bench.run(&["doctor", "--env-file", file], "").exits(0);
    assert!(
        named.stdout.contains(&format!("{file}:2: GROQ_API_KEY")),
        "{named:?}"
    );
}

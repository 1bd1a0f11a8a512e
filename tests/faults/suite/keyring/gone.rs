//! K5 and K14: no keyring, and one that comes back.

use std::time::Instant;

use keystow::VaultState;
use keystow_faults::program::{Program, finish};
use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::KeyringSession;

use crate::place::{Place, in_time, lives, measured, reads_groq, refusal, set};

#[test]
fn k05_without_a_bus_or_a_daemon_the_command_line_says_so_and_makes_nothing() {
    let sessions = [
        ("no bus", KeyringSession::without_bus()),
        ("no keyring on the bus", KeyringSession::without_keyring()),
    ];
    for (what, session) in &sessions {
        let data = session.home().join("vault");
        let program = Program::new(session, &data);
        let ran = program.run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY);
        measured(&format!("{what}: a first run"), ran.took);
        let ran = ran.exits(4).says("no keyring answers").says("hint:");
        assert_eq!(ran.stdout, "");
        assert!(!data.join("vault.id").exists(), "no vault was made");
        let listed = program.run(&["list", "--json"], "").exits(0);
        assert_eq!(listed.stdout.trim(), "[]");
        program.run(&["get", "groq"], "").exits(3);
        let report = program.run(&["doctor", "--json"], "").stdout;
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["state"], "uninitialised", "{report}");
        let findings = report["findings"].as_array().unwrap();
        let keyring = findings.iter().find(|finding| finding["id"] == "keyring");
        assert_eq!(keyring.unwrap()["ok"], false, "{report}");
    }
}

#[test]
fn k05_an_address_that_is_none_is_no_keyring_either() {
    let session = KeyringSession::without_bus();
    let data = session.home().join("vault");
    let program = Program::new(&session, &data);
    for address in [
        "",
        "nonsense",
        "unix:path=",
        "tcp:host=127.0.0.1,port=9",
        "unix:path=/dev/null",
    ] {
        let command = || {
            let mut command = program.command(&["add", "groq", "--no-check"]);
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
            command
        };
        let ran = finish(command, GOOD_GROQ_KEY);
        assert_eq!(ran.code, Some(4), "{address:?}: {ran:?}");
    }
}

#[tokio::test]
async fn k05_a_vault_whose_keyring_is_gone_names_it_and_the_rest_lives() {
    let mut place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    let before = place.ways().await;
    place.session_mut().kill_daemon();
    let keystow = place.open().await;
    let began = Instant::now();
    let state = in_time("a get", refusal(&keystow)).await;
    measured("a get without a daemon", began.elapsed());
    assert_eq!(state, VaultState::KeyringUnavailable);
    assert!(set(&keystow, "openai").await.is_err());
    lives(&keystow).await;
    assert_eq!(place.ways().await, before);
}

#[tokio::test]
async fn k14_a_keyring_that_comes_goes_and_comes_back_is_used_by_the_same_handle() {
    let mut place = Place::enter(KeyringSession::without_keyring());
    let keystow = place.open().await;
    for _ in 0..2 {
        let error = set(&keystow, "groq").await.unwrap_err();
        assert_eq!(error.vault_state(), Some(VaultState::KeyringUnavailable));
    }
    place.session_mut().start_keyring();
    set(&keystow, "groq").await.unwrap();
    let second = place.open().await;
    let third = place.open().await;
    reads_groq(&second).await;

    place.session_mut().kill_daemon();
    assert_eq!(refusal(&third).await, VaultState::KeyringUnavailable);
    // An open vault needs no keyring.
    reads_groq(&second).await;
    place.session_mut().start_keyring();
    reads_groq(&third).await;
    reads_groq(&place.open().await).await;
    assert_eq!(place.entries().len(), 1);
}

#[tokio::test]
async fn k14_a_keyring_that_is_unlocked_later_is_used_by_the_same_handle() {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    place.session().lock();
    let keystow = place.open().await;
    assert_eq!(refusal(&keystow).await, VaultState::KeyringLocked);
    place.session().unlock();
    reads_groq(&keystow).await;
}

//! The vault opens quietly when the window comes to the front, and for nothing that runs in the background.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::desk::Desk;
use crate::slots::Code;

/// Longer than two quiet openings are kept apart.
const APART: Duration = Duration::from_millis(1_200);

fn opens(desk: &Desk) -> bool {
    let deadline = Instant::now() + Duration::from_secs(5);
    while desk.status()["open"] == json!(false) {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    true
}

#[test]
fn the_window_in_front_opens_a_closed_vault_and_says_so() {
    let desk = Desk::new();
    desk.create_and_check();
    std::thread::sleep(APART);
    desk.run("lock_vault");
    let changes = desk.hear("vault_changed");
    desk.focus();
    assert!(opens(&desk));
    changes.next();
}

#[test]
fn what_the_page_reads_does_not_open_a_closed_vault() {
    let desk = Desk::new();
    desk.create_and_check();
    desk.run("lock_vault");
    for command in [
        "vault_status",
        "list_slots",
        "get_settings",
        "get_auto_backup",
        "list_profiles",
    ] {
        desk.run(command);
    }
    for command in ["list_credentials", "list_providers"] {
        desk.call(command, json!({ "profile": null })).unwrap();
    }
    desk.call(
        "get_credential",
        json!({ "profile": null, "provider": "groq" }),
    )
    .unwrap();
    assert_eq!(desk.status()["open"], false);
}

#[test]
fn before_the_first_key_the_window_in_front_changes_nothing() {
    let desk = Desk::new();
    std::thread::sleep(APART);
    desk.focus();
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(desk.status()["state"], "uninitialised");
    assert!(desk.keychain.accounts().is_empty());
}

#[test]
fn a_locked_keyring_stays_locked_when_the_window_comes_to_the_front() {
    let desk = Desk::new();
    desk.create_and_check();
    std::thread::sleep(APART);
    desk.run("lock_vault");
    desk.keychain.set_locked(true);
    desk.focus();
    std::thread::sleep(Duration::from_millis(200));
    let status = desk.status();
    assert_eq!(
        (&status["state"], &status["open"]),
        (&json!("keyringLocked"), &json!(false))
    );
}

/// Two vaults of which one shows a code: what closes the other spares it.
#[test]
fn a_vault_stays_open_while_its_owner_writes_a_code_down() {
    let desks = [Desk::new(), Desk::new()];
    for desk in &desks {
        desk.create_and_check();
        desk.set("idleMinutes", json!(1));
    }
    let [writing, idle] = &desks;
    let code = Code::of(&writing.run("create_recovery_code"));
    // A hint is shown as long as the vault is open, and to look at it is no use of the vault.
    let groq = || json!({ "profile": null, "provider": "groq" });
    let deadline = Instant::now() + Duration::from_secs(90);
    while !idle.call("get_credential", groq()).unwrap()["hint"].is_null() {
        assert!(Instant::now() < deadline, "nobody used it for a minute");
        std::thread::sleep(Duration::from_secs(1));
    }
    // The watch looks every five seconds.
    std::thread::sleep(Duration::from_secs(6));
    assert_eq!(writing.status()["open"], true);
    let (first, second) = code.asked();
    let groups = json!({ "first": first, "second": second });
    let confirmed = writing.call("confirm_recovery_code", groups);
    assert_eq!(confirmed.unwrap(), true);
}

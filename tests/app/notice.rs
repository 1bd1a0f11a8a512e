//! The desktop's notice that a key stopped working.
//!
//! The bus is an environment variable, so the app runs as the inner half in another process.

#![cfg(target_os = "linux")]

use std::io::Read;
use std::process::{Command, Stdio};

use keystow_test_support::practice::{Canned, GOOD_OPENAI_KEY};
use keystow_test_support::session::{KeyringSession, NoticeServer};
use serde_json::{Value, json};

use crate::desk::Desk;

#[test]
fn a_key_that_stopped_working_is_told_by_its_provider_and_nothing_of_it() {
    let session = KeyringSession::without_keyring();
    let desktop = NoticeServer::start(&session);
    let mut inner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "notice::loses_a_key", "--ignored"])
        .env("DBUS_SESSION_BUS_ADDRESS", session.address())
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let notice = desktop.next();
    assert_eq!(notice.program, "Keystow");
    assert_eq!(notice.summary, "Ein Schlüssel funktioniert nicht mehr");
    assert!(notice.body.starts_with("OpenAI hat ihn abgelehnt."));
    assert_eq!(notice.actions, ["default", "Keystow öffnen"]);
    let told = format!("{notice:?}");
    for start in 0..GOOD_OPENAI_KEY.len() - 4 {
        assert!(!told.contains(&GOOD_OPENAI_KEY[start..start + 4]), "{told}");
    }
    drop(inner.stdin.take());
    let output = inner.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(desktop.rest(), []);
}

#[test]
#[ignore = "runs as the inner half of another test"]
fn loses_a_key() {
    let desk = Desk::new();
    desk.set("language", json!("de"));
    lose(&desk, "openai", GOOD_OPENAI_KEY);
    // Until the desktop has shown it.
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// A key that works, and is then refused.
fn lose(desk: &Desk, provider: &str, key: &str) {
    let answer = |status, body: &str| {
        desk.practice().can(
            provider,
            Canned {
                status,
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body: body.to_owned(),
            },
        );
    };
    let check = |wanted: &str| {
        let arguments = json!({ "profile": null, "provider": provider });
        let checked: Value = desk.call("check_credential", arguments).unwrap();
        assert_eq!(checked["status"], wanted, "{checked}");
    };
    answer(200, r#"{"object":"list","data":[{"id":"a"}]}"#);
    let base_url = format!("{}/canned/{provider}/v1", desk.practice().url());
    let request = json!({
        "profile": null, "provider": provider, "key": key, "baseUrl": base_url, "label": null,
    });
    desk.call("create_credential", json!({ "request": request }))
        .unwrap();
    check("valid");
    answer(
        401,
        r#"{"error":{"message":"Invalid API Key","code":"invalid_api_key"}}"#,
    );
    check("invalid");
}

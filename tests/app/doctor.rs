//! The doctor, from the page's side.

use serde_json::{Value, json};

use crate::desk::Desk;

fn finding(diagnosis: &Value, id: &str) -> Value {
    let findings = diagnosis["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["id"] == id);
    found
        .unwrap_or_else(|| panic!("no {id} in {diagnosis}"))
        .clone()
}

#[test]
fn a_healthy_vault_lacks_a_second_way_in_and_nothing_else() {
    let desk = Desk::new();
    desk.create_and_check();
    let diagnosis = desk.run("diagnose");
    assert_eq!(diagnosis["state"], "ready");
    assert_eq!(diagnosis["slots"][0]["kind"], "keyring");
    for id in ["keyring", "canary", "vault", "records", "integrity"] {
        let finding = finding(&diagnosis, id);
        assert_eq!(
            (&finding["problem"], &finding["step"]),
            (&Value::Null, &Value::Null),
            "{id}"
        );
    }
    assert!(diagnosis.to_string().contains("\"onlyOneWayIn\""));
}

#[test]
fn a_locked_keyring_is_a_problem_with_a_step() {
    let desk = Desk::new();
    desk.create_and_check();
    desk.run("lock_vault");
    desk.keychain.set_locked(true);
    let diagnosis = desk.run("diagnose");
    assert_eq!(diagnosis["state"], "keyringLocked");
    let keyring = finding(&diagnosis, "keyring");
    assert_eq!(keyring["problem"], "keyringLocked");
    assert!(keyring["step"].as_str().unwrap().starts_with("unlock"));
    assert_eq!(
        desk.call("open_vault", json!({})).unwrap_err(),
        json!({ "kind": "keyringLocked" })
    );
}

//! Recovery code, passphrase and a fresh start, from the page's side.

use keystow::RecoveryCode;
use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY};

/// Plainly fake.
const PASSPHRASE: &str = "a fake passphrase of a test";

/// A recovery code as the page gets it.
pub(crate) struct Code {
    groups: Vec<String>,
    ask: [usize; 2],
}

impl Code {
    pub(crate) fn of(view: &Value) -> Self {
        let groups: Vec<String> = serde_json::from_value(view["groups"].clone()).unwrap();
        let ask: [usize; 2] = serde_json::from_value(view["ask"].clone()).unwrap();
        assert!(groups.len() == 7 && groups.iter().all(|group| group.len() == 4));
        assert!(1 <= ask[0] && ask[0] < ask[1] && ask[1] <= 7, "{ask:?}");
        Self { groups, ask }
    }

    pub(crate) fn text(&self) -> String {
        self.groups.join("-")
    }

    /// What is typed back where it asks for it.
    pub(crate) fn asked(&self) -> (String, String) {
        let [first, second] = self.ask;
        (
            self.groups[first - 1].to_lowercase(),
            self.groups[second - 1].clone(),
        )
    }
}

fn refused(desk: &Desk, command: &str, arguments: Value) -> Value {
    desk.call(command, arguments).unwrap_err()
}

fn confirm(desk: &Desk, first: &str, second: &str) -> Result<Value, Value> {
    desk.call(
        "confirm_recovery_code",
        json!({ "first": first, "second": second }),
    )
}

/// Makes a vault whose keyring entry is gone, and whose recovery code is this.
fn without_entry(desk: &Desk) -> Code {
    desk.create_and_check();
    let code = Code::of(&desk.run("create_recovery_code"));
    desk.keychain.overwrite(None);
    desk.run("lock_vault");
    code
}

#[test]
fn a_recovery_code_is_confirmed_by_two_of_its_groups() {
    let desk = Desk::new();
    desk.create_and_check();
    let status = desk.status();
    assert_eq!(
        (&status["slots"], &status["recovery"]),
        (&json!(["keyring"]), &json!("none"))
    );
    assert_eq!(
        confirm(&desk, "0000", "0000").unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );

    let code = Code::of(&desk.run("create_recovery_code"));
    assert_eq!(desk.status()["recovery"], "unconfirmed");
    let (first, second) = code.asked();
    assert_eq!(confirm(&desk, &second, &first).unwrap(), false);
    assert_eq!(confirm(&desk, &first, "").unwrap(), false);
    assert_eq!(desk.status()["recovery"], "unconfirmed");
    assert_eq!(confirm(&desk, &first, &second).unwrap(), true);
    assert_eq!(
        confirm(&desk, &first, &second).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );

    assert_eq!(desk.status()["recovery"], "confirmed");
    let slots = desk.run("list_slots");
    let recovery = slots
        .as_array()
        .unwrap()
        .iter()
        .find(|slot| slot["kind"] == "recovery")
        .unwrap();
    assert!(recovery["confirmedAt"].is_string() && recovery["createdAt"].is_string());
    assert_eq!(recovery["lastVerifiedAt"], Value::Null);
}

#[test]
fn a_recovery_code_opens_a_vault_whose_entry_is_gone_and_makes_a_new_one() {
    let desk = Desk::new();
    let code = without_entry(&desk);
    assert_eq!(
        refused(&desk, "open_vault", json!({})),
        json!({ "kind": "masterMissing" })
    );
    let opened = desk
        .call(
            "use_recovery_code",
            json!({ "code": code.text().to_lowercase() }),
        )
        .unwrap();
    assert_eq!(
        (&opened["state"], &opened["open"]),
        (&json!("ready"), &json!(true))
    );
    assert!(desk.keychain.accounts().is_empty(), "opening makes nothing");
    desk.run("renew_keyring_slot");
    desk.run("lock_vault");
    assert_eq!(desk.run("open_vault")["open"], true);
    let groq = json!({ "profile": null, "provider": "groq" });
    assert_eq!(desk.call("reveal_api_key", groq).unwrap(), GOOD_GROQ_KEY);
}

#[test]
fn every_fault_of_a_recovery_code_has_its_kind() {
    let desk = Desk::new();
    let code = without_entry(&desk);
    let fault = |text: &str| refused(&desk, "use_recovery_code", json!({ "code": text }));
    let invalid = |fault: &str, position: Value| json!({ "kind": "invalidCode", "fault": fault, "position": position });
    assert_eq!(fault(" - "), invalid("empty", Value::Null));
    assert_eq!(fault("ABCD-EU"), invalid("badCharacter", json!(7)));
    assert_eq!(fault("ABCD"), invalid("length", Value::Null));
    let mut swapped = code.groups.clone();
    swapped.swap(0, 1);
    assert_eq!(fault(&swapped.join("-")), invalid("checksum", Value::Null));
    let other = RecoveryCode::make().unwrap();
    assert_eq!(
        fault(&other.expose()),
        json!({ "kind": "codeOfAnotherVault" })
    );

    let desk = Desk::new();
    desk.create_and_check();
    let code = json!({ "code": other.expose().as_str() });
    assert_eq!(
        refused(&desk, "use_recovery_code", code),
        json!({ "kind": "noRecoverySlot" })
    );
}

#[test]
fn locking_closes_the_vault_and_forgets_a_code_that_waits() {
    let desk = Desk::new();
    desk.create_and_check();
    let code = Code::of(&desk.run("create_recovery_code"));
    let changes = desk.hear("vault_changed");
    let locked = desk.run("lock_vault");
    assert_eq!(
        (&locked["state"], &locked["open"]),
        (&json!("ready"), &json!(false))
    );
    changes.next();
    let (first, second) = code.asked();
    assert_eq!(
        confirm(&desk, &first, &second).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );
    assert_eq!(desk.status()["recovery"], "unconfirmed");
}

#[test]
fn a_vault_without_a_keyring_opens_with_its_passphrase_alone() {
    let desk = Desk::new();
    let init =
        |passphrase: &str| desk.call("init_with_passphrase", json!({ "passphrase": passphrase }));
    for (passphrase, fault) in [
        ("", "empty"),
        ("fake", "tooShort"),
        ("fake\u{7}fakefake", "control"),
        (&"fake".repeat(300), "tooLong"),
    ] {
        assert_eq!(
            init(passphrase).unwrap_err(),
            json!({ "kind": "invalidPassphrase", "fault": fault })
        );
    }
    let made = init(PASSPHRASE).unwrap();
    assert_eq!(
        (&made["state"], &made["slots"]),
        (&json!("ready"), &json!(["passphrase"]))
    );
    assert!(desk.keychain.accounts().is_empty());
    assert_eq!(
        init(PASSPHRASE).unwrap_err(),
        json!({ "kind": "alreadyInitialised" })
    );
    assert_eq!(
        refused(&desk, "remove_passphrase", json!({})),
        json!({ "kind": "lastSlot" })
    );

    desk.run("lock_vault");
    assert_eq!(desk.status()["state"], "passphraseNeeded");
    assert_eq!(
        refused(&desk, "open_vault", json!({})),
        json!({ "kind": "passphraseNeeded" })
    );
    assert_eq!(
        desk.create(GOOD_GROQ_KEY).unwrap_err(),
        json!({ "kind": "passphraseNeeded" })
    );
    let open =
        |passphrase: &str| desk.call("open_with_passphrase", json!({ "passphrase": passphrase }));
    assert_eq!(
        open("another fake passphrase").unwrap_err(),
        json!({ "kind": "passphraseWrong" })
    );
    let opened = open(PASSPHRASE).unwrap();
    assert_eq!(
        (&opened["state"], &opened["open"]),
        (&json!("ready"), &json!(true))
    );
    desk.create(GOOD_GROQ_KEY).unwrap();
}

#[test]
fn a_passphrase_is_set_beside_the_keyring_and_taken_away() {
    let desk = Desk::new();
    desk.create_and_check();
    let passphrase = json!({ "passphrase": PASSPHRASE });
    for command in ["remove_passphrase", "open_with_passphrase"] {
        assert_eq!(
            refused(&desk, command, passphrase.clone()),
            json!({ "kind": "noPassphraseSlot" })
        );
    }
    assert_eq!(
        refused(&desk, "set_passphrase", json!({ "passphrase": "fake" })),
        json!({ "kind": "invalidPassphrase", "fault": "tooShort" })
    );
    let kinds = |slots: &Value| -> Vec<String> {
        let slots = slots.as_array().unwrap().iter();
        slots
            .map(|slot| slot["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    let slots = desk.call("set_passphrase", passphrase).unwrap();
    assert_eq!(kinds(&slots), ["keyring", "passphrase"]);
    assert_eq!(kinds(&desk.run("remove_passphrase")), ["keyring"]);
}

#[test]
fn a_vault_that_opens_is_not_put_aside() {
    let desk = Desk::new();
    desk.create_and_check();
    assert_eq!(
        refused(&desk, "start_new_vault", json!({})),
        json!({ "kind": "vaultOpens" })
    );
    desk.keychain.overwrite(None);
    desk.run("lock_vault");
    let aside = desk.run("start_new_vault");
    assert!(std::path::Path::new(aside.as_str().unwrap()).is_file());
    assert_eq!(desk.status()["state"], "uninitialised");
    assert_eq!(desk.status()["slots"], json!([]));
    desk.create(GOOD_GROQ_KEY).unwrap();
}

#[test]
fn no_view_and_no_event_carries_a_passphrase_or_another_views_code() {
    let desk = Desk::new();
    let heard = [desk.hear("api_key_status"), desk.hear("vault_changed")];
    desk.create_and_check();
    let code = Code::of(&desk.run("create_recovery_code"));
    let (first, second) = code.asked();
    let mut said = vec![
        desk.call("set_passphrase", json!({ "passphrase": PASSPHRASE }))
            .unwrap(),
        confirm(&desk, &first, &second).unwrap(),
        desk.call("use_recovery_code", json!({ "code": code.text() }))
            .unwrap(),
        desk.call("open_with_passphrase", json!({ "passphrase": PASSPHRASE }))
            .unwrap(),
        refused(
            &desk,
            "open_with_passphrase",
            json!({ "passphrase": format!("{PASSPHRASE} not") }),
        ),
        refused(
            &desk,
            "use_recovery_code",
            json!({ "code": format!("{}0", code.text()) }),
        ),
    ];
    for command in ["vault_status", "list_slots", "diagnose", "lock_vault"] {
        said.push(desk.run(command));
    }
    said.extend(heard.iter().flat_map(crate::desk::Heard::all));
    for value in said {
        let text = value.to_string();
        assert!(
            !text.contains(PASSPHRASE) && !text.contains("fake"),
            "{text}"
        );
        let groups = code.groups.iter().filter(|group| text.contains(*group));
        assert!(groups.count() < 2, "{text}");
    }
}

//! New keys for the vault itself, from the page's side.

use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY};
use crate::slots::Code;

/// Plainly fake.
const PASSPHRASE: &str = "a fake passphrase of a test";

fn rotate(desk: &Desk, first: &Value, second: &Value, passphrase: &Value) -> Result<Value, Value> {
    desk.call(
        "rotate_data_key",
        json!({ "first": first, "second": second, "passphrase": passphrase }),
    )
}

fn reveals(desk: &Desk) -> bool {
    let groq = json!({ "profile": null, "provider": "groq" });
    desk.call("reveal_api_key", groq).unwrap() == GOOD_GROQ_KEY
}

#[test]
fn a_new_master_secret_leaves_every_key_and_one_entry() {
    let desk = Desk::new();
    desk.create_and_check();
    let before = desk.keychain.accounts();
    let rotated = desk.run("rotate_master");
    assert_eq!(rotated["oldEntryDeleted"], true);
    assert!(rotated["checkpointed"].is_boolean());
    let after = desk.keychain.accounts();
    assert!(after.len() == 1 && after != before);
    desk.run("lock_vault");
    assert!(reveals(&desk));
}

#[test]
fn a_new_data_key_takes_what_was_prepared_and_nothing_less() {
    let desk = Desk::new();
    desk.create_and_check();
    let nothing = json!(null);
    assert_eq!(
        rotate(&desk, &nothing, &nothing, &nothing).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );
    let old = Code::of(&desk.run("create_recovery_code"));
    desk.call("set_passphrase", json!({ "passphrase": PASSPHRASE }))
        .unwrap();

    let plan = desk.run("prepare_data_key_rotation");
    assert_eq!(plan["passphrase"], true);
    let new = Code::of(&plan["recovery"]);
    assert_ne!(new.text(), old.text());
    let (first, second) = new.asked();
    let (first, second, passphrase) = (json!(first), json!(second), json!(PASSPHRASE));
    let differ = json!({ "kind": "groupsDiffer" });
    for (first, second) in [(&nothing, &nothing), (&first, &nothing), (&second, &first)] {
        let refused = rotate(&desk, first, second, &passphrase).unwrap_err();
        assert_eq!(refused, differ);
    }
    // What was prepared outlives a mistyped passphrase.
    let mistyped = json!("not the fake one");
    assert_eq!(
        rotate(&desk, &first, &second, &mistyped).unwrap_err(),
        json!({ "kind": "passphraseWrong" })
    );
    let rotated = rotate(&desk, &first, &second, &passphrase).unwrap();
    assert!(rotated["oldEntryDeleted"].is_boolean() && rotated["checkpointed"].is_boolean());
    assert_eq!(
        desk.status()["recovery"],
        "confirmed",
        "its groups were typed back"
    );
    assert_eq!(
        rotate(&desk, &first, &second, &passphrase).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );

    desk.run("lock_vault");
    let use_code = |code: &Code| desk.call("use_recovery_code", json!({ "code": code.text() }));
    assert_eq!(
        use_code(&old).unwrap_err(),
        json!({ "kind": "codeOfAnotherVault" })
    );
    assert_eq!(use_code(&new).unwrap()["open"], true);
    desk.run("lock_vault");
    let opened = desk.call("open_with_passphrase", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(opened.unwrap()["open"], true);
    assert!(reveals(&desk));
}

#[test]
fn without_its_passphrase_a_new_data_key_drops_that_way_in() {
    let desk = Desk::new();
    desk.create_and_check();
    desk.call("set_passphrase", json!({ "passphrase": PASSPHRASE }))
        .unwrap();
    let plan = desk.run("prepare_data_key_rotation");
    assert_eq!(plan["recovery"], json!(null));
    let nothing = json!(null);
    rotate(&desk, &nothing, &nothing, &nothing).unwrap();
    assert_eq!(desk.status()["slots"], json!(["keyring"]));
    assert!(reveals(&desk));
}

#[test]
fn what_is_prepared_waits_beside_what_was_prepared_before() {
    let desk = Desk::new();
    desk.create_and_check();
    let code = Code::of(&desk.run("create_recovery_code"));
    let plan = desk.run("prepare_data_key_rotation");
    desk.run("discard_restore");
    let confirm = |code: &Code| {
        let (first, second) = code.asked();
        let groups = json!({ "first": first, "second": second });
        desk.call("confirm_recovery_code", groups)
    };
    assert_eq!(confirm(&code).unwrap(), true);
    let new = Code::of(&plan["recovery"]);
    let (first, second) = new.asked();
    rotate(&desk, &json!(first), &json!(second), &json!(null)).unwrap();
    // What was prepared for one command is nothing to the other.
    assert_eq!(
        confirm(&new).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );
}

//! Backups, from the page's side.

use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY, WRONG_KEY};

/// Plainly fake.
const PASSPHRASE: &str = "a fake passphrase of a backup";

fn back_up(desk: &Desk, name: &str) -> Result<Value, Value> {
    desk.call(
        "back_up",
        json!({ "path": desk.file(name), "passphrase": PASSPHRASE }),
    )
}

fn preview(desk: &Desk, name: &str, passphrase: &str) -> Result<Value, Value> {
    desk.call(
        "preview_restore",
        json!({ "path": desk.file(name), "passphrase": passphrase }),
    )
}

fn fault(word: &str) -> Value {
    json!({ "kind": "backup", "fault": word, "provider": null })
}

#[test]
fn a_backup_is_written_previewed_and_restored() {
    let desk = Desk::new();
    desk.create(GOOD_GROQ_KEY).unwrap();
    let written = back_up(&desk, "one.age").unwrap();
    assert_eq!(
        (&written["path"], &written["credentials"]),
        (&json!(desk.file("one.age")), &json!(1))
    );
    assert!(written["at"].is_string());

    let restore = |replace: bool| desk.call("restore_backup", json!({ "replace": replace }));
    assert_eq!(
        restore(true).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );
    let same = preview(&desk, "one.age", PASSPHRASE).unwrap();
    assert_eq!(same["vaultOpens"], true);
    assert_eq!(
        same["rows"],
        json!([{ "profile": "default", "provider": "groq", "name": "Groq", "change": "same" }])
    );
    desk.run("discard_restore");
    assert_eq!(
        restore(true).unwrap_err(),
        json!({ "kind": "nothingPrepared" })
    );

    let groq = || json!({ "profile": null, "provider": "groq" });
    desk.call("delete_credential", groq()).unwrap();
    let new = preview(&desk, "one.age", PASSPHRASE).unwrap();
    assert_eq!(new["rows"][0]["change"], "new");
    desk.create(WRONG_KEY).unwrap();
    let differs = preview(&desk, "one.age", PASSPHRASE).unwrap();
    assert_eq!(differs["rows"][0]["change"], "differs");

    let kept = restore(false).unwrap();
    assert_eq!((&kept["kept"], &kept["replaced"]), (&json!(1), &json!(0)));
    assert_eq!(desk.call("reveal_api_key", groq()).unwrap(), WRONG_KEY);
    preview(&desk, "one.age", PASSPHRASE).unwrap();
    let replaced = restore(true).unwrap();
    assert_eq!(
        (&replaced["added"], &replaced["replaced"]),
        (&json!(0), &json!(1))
    );
    assert!(std::path::Path::new(replaced["before"].as_str().unwrap()).exists());
    assert_eq!(desk.call("reveal_api_key", groq()).unwrap(), GOOD_GROQ_KEY);
}

#[test]
fn every_fault_of_a_backup_has_its_kind() {
    let desk = Desk::new();
    desk.create(GOOD_GROQ_KEY).unwrap();
    assert_eq!(
        preview(&desk, "none.age", PASSPHRASE).unwrap_err(),
        fault("notFound")
    );
    std::fs::write(desk.file("other.age"), "a text").unwrap();
    assert_eq!(
        preview(&desk, "other.age", PASSPHRASE).unwrap_err(),
        fault("notABackup")
    );
    assert_eq!(
        preview(&desk, "other.age", "").unwrap_err(),
        json!({ "kind": "invalidPassphrase", "fault": "empty" })
    );
    back_up(&desk, "one.age").unwrap();
    assert_eq!(
        back_up(&desk, "one.age").unwrap_err(),
        fault("fileExists"),
        "nobody chose it in the dialog, which asks first"
    );
    assert_eq!(
        preview(&desk, "one.age", "not the fake one").unwrap_err(),
        fault("wrongPassphrase")
    );
    let mut damaged = std::fs::read(desk.file("one.age")).unwrap();
    damaged.truncate(damaged.len() - 1);
    std::fs::write(desk.file("half.age"), damaged).unwrap();
    assert_eq!(
        preview(&desk, "half.age", PASSPHRASE).unwrap_err(),
        fault("damaged")
    );
}

#[test]
fn automatic_backups_begin_with_one_and_end_when_told() {
    let desk = Desk::new();
    desk.create(GOOD_GROQ_KEY).unwrap();
    assert_eq!(desk.run("get_auto_backup"), Value::Null);
    let folder = desk.file("backups");
    std::fs::create_dir(&folder).unwrap();
    let auto = desk
        .call(
            "set_auto_backup",
            json!({ "folder": folder, "keep": 3, "passphrase": PASSPHRASE }),
        )
        .unwrap();
    assert_eq!(
        (&auto["folder"], &auto["keep"], &auto["lastFault"]),
        (&json!(folder), &json!(3), &Value::Null)
    );
    assert!(auto["lastAt"].is_string());
    assert_eq!(desk.run("get_auto_backup"), auto);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    desk.run("stop_auto_backup");
    assert_eq!(desk.run("get_auto_backup"), Value::Null);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

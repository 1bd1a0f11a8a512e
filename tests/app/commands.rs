//! The commands, from the page's side.

use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY, WRONG_KEY};

const GROQ: fn() -> Value = || json!({ "profile": null, "provider": "groq" });

#[test]
fn a_key_is_stored_checked_listed_shown_and_deleted() {
    let desk = Desk::new();
    let status = desk.call("vault_status", json!({})).unwrap();
    assert_eq!(
        (&status["state"], &status["open"]),
        (&json!("uninitialised"), &json!(false))
    );
    assert_eq!(status["version"], env!("CARGO_PKG_VERSION"));

    let heard = desk.hear("api_key_status");
    let created = desk.create(GOOD_GROQ_KEY).unwrap();
    assert_eq!(created["keySet"], true);
    assert!(created["host"].as_str().unwrap().starts_with("127.0.0.1:"));
    heard.one_check();

    let listed = desk
        .call("list_credentials", json!({ "profile": null }))
        .unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["status"], "valid");
    assert_eq!(listed[0]["lastDefinite"]["verdict"], "accepted");
    assert!(listed[0]["hint"].as_str().unwrap().starts_with("gsk_"));
    let models = desk.call("list_models", GROQ()).unwrap();
    assert_eq!(
        models["models"].as_array().unwrap().len() as u64,
        listed[0]["models"]
    );
    assert!(models["listedAt"].is_string());

    let providers = desk
        .call("list_providers", json!({ "profile": null }))
        .unwrap();
    let groq = providers
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == "groq")
        .unwrap();
    assert_eq!(
        (&groq["keySet"], &groq["host"]),
        (&json!(true), &json!("api.groq.com"))
    );

    assert_eq!(desk.call("reveal_api_key", GROQ()).unwrap(), GOOD_GROQ_KEY);
    let status = desk.call("vault_status", json!({})).unwrap();
    assert_eq!(
        (&status["state"], &status["open"]),
        (&json!("ready"), &json!(true))
    );

    desk.call("delete_credential", GROQ()).unwrap();
    let error = desk.call("get_credential", GROQ()).unwrap_err();
    assert_eq!(
        error,
        json!({ "kind": "noSuchCredential", "profile": "default", "provider": "groq" })
    );
}

#[test]
fn no_view_of_a_credential_carries_the_key() {
    let desk = Desk::new();
    let heard = desk.hear("api_key_status");
    let mut said = vec![desk.create(WRONG_KEY).unwrap()];
    said.extend(heard.one_check());
    for command in ["get_credential", "check_credential", "list_models"] {
        said.push(desk.call(command, GROQ()).unwrap());
    }
    for command in [
        "list_credentials",
        "check_all_credentials",
        "list_providers",
    ] {
        said.push(desk.call(command, json!({ "profile": null })).unwrap());
    }
    for value in said {
        let text = value.to_string();
        assert!(!text.contains(&WRONG_KEY[8..]), "{text}");
        assert!(!text.contains(&WRONG_KEY[4..12]), "{text}");
    }
}

#[test]
fn a_key_is_replaced_and_a_label_set_and_cleared() {
    let desk = Desk::new();
    let heard = desk.hear("api_key_status");
    desk.create(WRONG_KEY).unwrap();
    assert_eq!(heard.one_check().last().unwrap()["status"], "invalid");
    let update = |key: Value, label: Value| {
        let request = json!({
            "profile": null, "provider": "groq", "key": key,
            "baseUrl": { "change": "keep" }, "label": label,
        });
        desk.call("update_credential", json!({ "request": request }))
            .unwrap()
    };
    let view = update(
        json!(GOOD_GROQ_KEY),
        json!({ "change": "set", "value": "mine" }),
    );
    assert_eq!(view["label"], "mine");
    assert_eq!(heard.one_check().last().unwrap()["status"], "valid");
    let view = update(Value::Null, json!({ "change": "clear" }));
    assert_eq!(view["label"], Value::Null);
    assert_eq!(desk.call("reveal_api_key", GROQ()).unwrap(), GOOD_GROQ_KEY);
}

#[test]
fn every_fault_of_the_input_has_its_kind() {
    let desk = Desk::new();
    let create = |provider: &str, key: &str, url: Value| {
        let request = json!({
            "profile": null, "provider": provider, "key": key, "baseUrl": url, "label": null,
        });
        desk.call("create_credential", json!({ "request": request }))
            .unwrap_err()
    };
    assert_eq!(
        create("nobody", GOOD_GROQ_KEY, Value::Null),
        json!({ "kind": "noSuchProvider", "provider": "nobody" })
    );
    assert_eq!(
        create("groq", " \n", Value::Null),
        json!({ "kind": "invalidKey", "fault": { "fault": "empty" } })
    );
    assert_eq!(
        create("groq", "gsk_ä", Value::Null),
        json!({ "kind": "invalidKey", "fault": { "fault": "notAscii", "character": "ä", "position": 5 } })
    );
    assert_eq!(
        create("groq", GOOD_GROQ_KEY, json!("http://llm.example.com/v1")),
        json!({ "kind": "invalidBaseUrl", "fault": "notHttps" })
    );
    let listed = desk
        .call("list_credentials", json!({ "profile": null }))
        .unwrap();
    assert_eq!(listed, json!([]), "nothing was stored");
    desk.create(GOOD_GROQ_KEY).unwrap();
    assert_eq!(
        desk.create(GOOD_GROQ_KEY).unwrap_err(),
        json!({ "kind": "credentialExists", "profile": "default", "provider": "groq" })
    );
    assert_eq!(
        desk.call(
            "open_provider_page",
            json!({ "provider": "nobody", "page": "docs" })
        )
        .unwrap_err(),
        json!({ "kind": "noSuchProvider", "provider": "nobody" })
    );
}

#[test]
fn a_locked_keyring_is_named_and_hides_no_list() {
    let desk = Desk::new();
    desk.keychain.set_locked(true);
    assert_eq!(
        desk.create(GOOD_GROQ_KEY).unwrap_err(),
        json!({ "kind": "keyringLocked" })
    );
    desk.keychain.set_locked(false);
    desk.create(GOOD_GROQ_KEY).unwrap();
    desk.call("get_credential", GROQ()).unwrap();
}

#[test]
fn a_pasted_text_is_explained_and_not_stored() {
    let desk = Desk::new();
    let text = format!("export GROQ_API_KEY=\"{GOOD_GROQ_KEY}\"\n");
    let view = desk
        .call("inspect_api_key", json!({ "text": text }))
        .unwrap();
    let (start, end) = (
        view["start"].as_u64().unwrap(),
        view["end"].as_u64().unwrap(),
    );
    let (start, end) = (
        usize::try_from(start).unwrap(),
        usize::try_from(end).unwrap(),
    );
    assert_eq!(&text[start..end], GOOD_GROQ_KEY);
    assert_eq!(view["suggestedProvider"], "groq");
    assert_eq!(view["fault"], Value::Null);
    assert!(
        view["removed"]
            .as_array()
            .unwrap()
            .contains(&json!("assignment"))
    );
    let view = desk
        .call("inspect_api_key", json!({ "text": "two\nlines" }))
        .unwrap();
    assert_eq!(view["fault"], json!({ "fault": "severalLines" }));
}

#[test]
fn settings_and_profiles_are_kept() {
    let desk = Desk::new();
    let settings = json!({
        "language": "de", "theme": "dark", "clipboardSeconds": 45, "idleMinutes": 0,
        "proxy": "own", "proxyUrl": "http://proxy.example:3128", "caFile": "", "checkHours": 6,
        "notify": false, "logDays": 30, "tryTold": true,
    });
    let kept = desk
        .call("update_settings", json!({ "settings": settings }))
        .unwrap();
    assert_eq!(kept, settings);
    assert_eq!(desk.call("get_settings", json!({})).unwrap(), settings);

    let made = desk
        .call("create_profile", json!({ "name": "work" }))
        .unwrap();
    assert_eq!(
        made,
        json!({ "name": "work", "isDefault": false, "credentials": 0 })
    );
    assert_eq!(
        desk.call("create_profile", json!({ "name": "work" }))
            .unwrap_err(),
        json!({ "kind": "profileExists", "profile": "work" })
    );
    assert_eq!(
        desk.call("create_profile", json!({ "name": "no such" }))
            .unwrap_err(),
        json!({ "kind": "invalidProfileName", "profile": "no such" })
    );
    assert_eq!(
        desk.call("list_profiles", json!({}))
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let listed = desk
        .call("list_credentials", json!({ "profile": "work" }))
        .unwrap();
    assert_eq!(listed, json!([]));
}

#[test]
fn before_the_first_key_opening_asks_the_keyring_and_names_its_trouble() {
    let desk = Desk::new();
    desk.keychain.set_locked(true);
    let status = desk.call("vault_status", json!({})).unwrap();
    assert_eq!(
        (&status["state"], &status["keyringLocked"]),
        (&json!("uninitialised"), &json!(true))
    );
    assert_eq!(
        desk.call("open_vault", json!({})).unwrap_err(),
        json!({ "kind": "keyringLocked" })
    );
    desk.keychain.set_locked(false);
    let opened = desk.call("open_vault", json!({})).unwrap();
    assert_eq!(opened["keyringLocked"], false);
    assert_eq!(opened["state"], "uninitialised", "asking makes nothing");
}

#[test]
fn a_list_covers_one_profile_unless_told_all() {
    let desk = Desk::new();
    desk.create(GOOD_GROQ_KEY).unwrap();
    desk.call("create_profile", json!({ "name": "work" }))
        .unwrap();
    let request = json!({
        "profile": "work", "provider": "groq", "key": GOOD_GROQ_KEY, "baseUrl": desk.groq_url(), "label": null,
    });
    desk.call("create_credential", json!({ "request": request }))
        .unwrap();
    for (all, count) in [(json!(null), 1), (json!(false), 1), (json!(true), 2)] {
        let listed = desk
            .call("list_credentials", json!({ "profile": "work", "all": all }))
            .unwrap();
        assert_eq!(listed.as_array().unwrap().len(), count, "{all}");
    }
}

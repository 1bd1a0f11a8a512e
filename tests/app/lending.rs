//! What the page asks for around lending: keys that were found, recipes, a prompt, the log, profiles.

use std::fs;

use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY};

fn for_groq() -> Value {
    json!({ "profile": null, "provider": "groq" })
}

#[test]
fn keys_of_a_file_come_masked_are_stored_once_and_forgotten_when_discarded() {
    let desk = Desk::new();
    let file = desk.file("project.env");
    let text = format!(
        "GROQ_API_KEY={GOOD_GROQ_KEY}\nGROQ_BASE_URL={}\n",
        desk.groq_url()
    );
    fs::write(&file, text).unwrap();
    let source = json!({ "kind": "file", "path": file });
    let find = || desk.call("find_keys", json!({ "profile": null, "source": source }));
    let found = find().unwrap();
    assert_eq!(found["keys"][0]["hint"], "gsk_…good");
    assert_eq!(found["keys"][0]["state"], "new");
    assert!(
        !found.to_string().contains(&GOOD_GROQ_KEY[8..20]),
        "only the mask"
    );

    let import = || {
        let picks = json!([{ "index": 0, "replace": false }]);
        desk.call("import_keys", json!({ "profile": null, "picks": picks }))
    };
    desk.run("discard_keys");
    assert_eq!(import().unwrap_err()["kind"], "nothingFound");
    find().unwrap();
    desk.call("create_profile", json!({ "name": "work" }))
        .unwrap();
    let picks = json!([{ "index": 0, "replace": false }]);
    let elsewhere = desk.call("import_keys", json!({ "profile": "work", "picks": picks }));
    assert_eq!(
        elsewhere.unwrap_err()["kind"],
        "nothingFound",
        "it was compared with another profile"
    );
    let report = import().unwrap();
    assert_eq!(report["stored"], json!(["groq"]));
    assert_eq!(report["leftovers"][0]["line"], 1);
    assert_eq!(import().unwrap_err()["kind"], "nothingFound", "once");
    assert_eq!(find().unwrap()["keys"][0]["state"], "same");

    let nowhere = json!({ "kind": "file", "path": desk.file("nowhere") });
    let refused = desk.call("find_keys", json!({ "profile": null, "source": nowhere }));
    let refused = refused.unwrap_err();
    assert_eq!(
        (&refused["kind"], &refused["fault"]),
        (&json!("importSource"), &json!("notFound"))
    );
}

#[test]
fn a_prompt_streams_its_answer_as_events_and_is_told_in_the_log() {
    let desk = Desk::new();
    desk.create_and_check();
    let heard = desk.hear("try_text");
    let request = |run: u32, prompt: &str| json!({ "request": { "run": run, "profile": null, "provider": "groq", "model": "m", "prompt": prompt } });
    let told = desk.call("try_model", request(7, "say pong")).unwrap();
    assert_eq!(
        (&told["stopped"], &told["outputTokens"]),
        (&json!(false), &json!(3))
    );
    let mut text = String::new();
    while text.len() < "You said: pong.".len() {
        let event = heard.next();
        assert_eq!(event["run"], 7);
        text.push_str(event["text"].as_str().unwrap());
    }
    assert_eq!(text, "You said: pong.");
    assert_eq!(
        desk.call("stop_try", json!({ "run": 7 })).unwrap(),
        false,
        "it ended"
    );
    assert_eq!(
        desk.call("try_model", request(8, " ")).unwrap_err()["kind"],
        "invalidPrompt"
    );

    let log = desk.run("list_loans");
    assert_eq!(log[0]["purpose"], "try");
    assert_eq!(log[0]["name"], "Groq");
    desk.run("clear_loans");
    assert_eq!(desk.run("list_loans"), json!([]));
}

#[test]
fn a_key_that_is_lent_to_no_program_is_shown_to_its_owner_alone() {
    let desk = Desk::new();
    desk.create_and_check();
    let label = json!({ "change": "keep" });
    let update = json!({ "request": {
        "profile": null, "provider": "groq", "key": null, "baseUrl": label, "region": null,
        "label": label, "note": { "change": "set", "value": "two\nlines" }, "lendPolicy": "never",
    } });
    let changed = desk.call("update_credential", update).unwrap();
    assert_eq!(
        (&changed["lendPolicy"], &changed["note"]),
        (&json!("never"), &json!("two\nlines"))
    );
    assert_eq!(
        changed["status"], "valid",
        "nothing of it is asked of the provider"
    );
    desk.call("reveal_api_key", for_groq()).unwrap();
    let request = json!({ "request": {
        "run": 1, "profile": null, "provider": "groq", "model": "m", "prompt": "x",
    } });
    assert_eq!(
        desk.call("try_model", request).unwrap_err()["kind"],
        "lendingForbidden"
    );
}

#[test]
fn recipes_hold_no_key_and_profiles_come_go_and_are_meant() {
    let desk = Desk::new();
    desk.create_and_check();
    let recipes = desk.call("list_recipes", for_groq()).unwrap();
    assert!(recipes.as_array().unwrap().len() > 8, "{recipes}");
    assert!(!recipes.to_string().contains(&GOOD_GROQ_KEY[8..20]));
    assert_eq!(
        desk.call(
            "find_conflicts",
            json!({
                "profile": null, "provider": "groq", "deep": false,
            })
        )
        .unwrap(),
        json!([])
    );

    desk.call("create_profile", json!({ "name": "work" }))
        .unwrap();
    let named = |command: &str, arguments: Value| desk.call(command, arguments);
    let all = named("set_default_profile", json!({ "name": "work" })).unwrap();
    assert_eq!(
        (&all[0]["name"], &all[0]["isDefault"]),
        (&json!("work"), &json!(true))
    );
    let lists = json!({ "profile": null, "all": null });
    assert_eq!(
        desk.call("list_credentials", lists.clone()).unwrap(),
        json!([])
    );
    named(
        "rename_profile",
        json!({ "name": "work", "newName": "office" }),
    )
    .unwrap();
    named(
        "delete_profile",
        json!({ "name": "office", "withKeys": false }),
    )
    .unwrap();
    assert_eq!(
        desk.call("list_credentials", lists).unwrap()[0]["provider"],
        "groq"
    );
    for (command, arguments, kind) in [
        (
            "delete_profile",
            json!({ "name": "default", "withKeys": true }),
            "defaultProfile",
        ),
        (
            "rename_profile",
            json!({ "name": "none", "newName": "x" }),
            "noSuchProfile",
        ),
    ] {
        assert_eq!(named(command, arguments).unwrap_err()["kind"], kind);
    }
}

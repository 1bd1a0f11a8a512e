//! The JSON of every verb, held against `schema/keystow.schema.json` of the command line.
//!
//! The schema is closed: a member that comes, goes or changes its type fails here until it is told there.

use std::fs;

use keystow_test_support::practice::{GOOD_OPENAI_KEY, GOOD_OTHER_KEY};
use serde_json::{Value, json};

use crate::bench::{Bench, GOOD_GROQ_KEY, PASSPHRASE, Ran, WRONG_KEY};

const SCHEMA: &str = include_str!("../../src-tauri/crates/cli/schema/keystow.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// What is wrong with a value, by the entry of the schema that tells of it.
fn faults(entry: &str, value: &Value) -> Vec<String> {
    let mut schema = schema();
    assert!(schema["$defs"][entry].is_object(), "no entry {entry}");
    schema["$ref"] = json!(format!("#/$defs/{entry}"));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let told = validator.iter_errors(value);
    told.map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[track_caller]
fn fits(entry: &str, value: &Value) {
    let faults = faults(entry, value);
    assert!(faults.is_empty(), "{entry}: {faults:#?}");
}

/// Runs a verb with `--json`, and looks at what it prints.
#[track_caller]
fn told(bench: &Bench, entry: &str, args: &[&str], stdin: &str, code: i32) -> Value {
    let args = [args, &["--json"]].concat();
    let value = bench.run(&args, stdin).exits(code).json();
    fits(entry, &value);
    value
}

#[test]
fn every_object_of_the_schema_is_closed_and_tells_each_member() {
    fn look(at: &str, value: &Value, seen: &mut u32) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            let closed = ["additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|word| value.get(word) == Some(&json!(false)));
            // What others build on is closed by them.
            assert!(closed || at == "$defs.credential_members", "{at} is open");
            let required = value.get("required").and_then(Value::as_array);
            for name in required.into_iter().flatten() {
                let name = name.as_str().unwrap();
                let inherited = value.get("$ref").is_some();
                assert!(inherited || properties.contains_key(name), "{at}.{name}");
            }
            *seen += 1;
        }
        if let Some(members) = value.as_object() {
            for (name, below) in members {
                let path = match at {
                    "" => name.clone(),
                    at => format!("{at}.{name}"),
                };
                look(&path, below, seen);
            }
        }
    }
    let mut seen = 0;
    look("", &schema(), &mut seen);
    assert!(seen > 20, "{seen}");
}

#[test]
fn what_needs_no_vault_prints_what_the_schema_says() {
    let bench = Bench::without_bus();
    assert_eq!(told(&bench, "list", &["list"], "", 0), json!([]));
    told(&bench, "list", &["list", "--all"], "", 0);
    told(&bench, "providers", &["providers"], "", 0);
    let all = told(&bench, "settings", &["settings"], "", 0);
    let known = &schema()["$defs"]["settings"]["properties"];
    assert_eq!(
        all.as_object().unwrap().len(),
        known.as_object().unwrap().len()
    );
    told(&bench, "settings", &["settings", "ca_file"], "", 0);
    told(&bench, "settings", &["settings", "log_days", "30"], "", 0);
    told(&bench, "log", &["log"], "", 0);
    let tools = told(&bench, "recipe_list", &["recipe"], "", 0);
    for tool in tools.as_array().unwrap() {
        told(&bench, "recipe", &["recipe", tool.as_str().unwrap()], "", 0);
    }
    told(&bench, "import", &["import", "--env"], "", 0);
    // What it finds is in its exit code, too.
    fits("doctor", &bench.run(&["doctor", "--json"], "").json());
}

#[test]
fn what_tells_of_keys_prints_what_the_schema_says_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.groq_url("");
    let add = ["add", "groq", "--base-url", &url, "--note", "one\ntwo"];
    let mut drifted = told(&bench, "add", &add, GOOD_GROQ_KEY, 0);
    drifted["more"] = json!(1);
    assert_eq!(faults("add", &drifted).len(), 1, "another member");
    drifted.as_object_mut().unwrap().remove("more");
    drifted.as_object_mut().unwrap().remove("note");
    assert_eq!(faults("add", &drifted).len(), 1, "one less");

    let update = ["update", "groq", "--keep-key", "--renew-by", "2027-03-31"];
    told(&bench, "update", &update, "", 0);
    told(&bench, "check", &["check"], "", 0);
    told(&bench, "models", &["models", "groq"], "", 0);
    let mut get = bench.command(&["get", "groq", "--json"]);
    fits("get", &Ran::new(&mut get, b"").exits(0).json());
    told(&bench, "show", &["show", "groq"], "", 0);
    told(&bench, "list", &["list", "--all"], "", 0);

    // Refused, with an account, and such that nothing can be told.
    let openai = format!("{}/v1", bench.practice().url());
    let add = ["add", "openai", "--base-url", &openai];
    told(&bench, "add", &add, WRONG_KEY, 6);
    let like = format!("{}/like/openrouter/api/v1", bench.practice().url());
    let add = ["add", "openrouter", "--base-url", &like];
    let added = told(&bench, "add", &add, GOOD_OTHER_KEY, 0);
    assert!(added["account"].is_object(), "{added}");
    let down = bench.groq_url("/status/503");
    let update = ["update", "groq", "--keep-key", "--base-url", &down];
    told(&bench, "update", &update, "", 7);
    told(&bench, "check", &["check", "groq"], "", 7);
    let listed = told(&bench, "list", &["list"], "", 0);
    assert_eq!(listed.as_array().unwrap().len(), 3);
    told(&bench, "doctor", &["doctor"], "", 0);
}

#[test]
fn what_lends_and_imports_prints_what_the_schema_says_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let home = bench.data().join("home");
    fs::create_dir_all(home.join(".claude")).unwrap();
    fs::write(home.join(".claude/settings.json"), "{ not json").unwrap();
    let file = home.join("project.env");
    let url = bench.practice().url();
    let text = format!("OPENAI_API_KEY={GOOD_OPENAI_KEY}\nOPENAI_BASE_URL={url}/v1\n");
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let mut look = bench.command(&["import", file, "--clients", "--json"]);
    let found = Ran::new(look.env("HOME", &home), b"").exits(0).json();
    fits("import", &found);
    assert_eq!(found["found"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["problems"].as_array().unwrap().len(), 1, "{found}");
    let stored = told(&bench, "import", &["import", file, "--all"], "", 0);
    assert_eq!(stored["leftovers"].as_array().unwrap().len(), 1, "{stored}");

    let attempt = ["try", "openai", "a-model", "say pong", "--yes"];
    told(&bench, "try", &attempt, "", 0);
    let run = ["run", "--only", "openai", "--", "true"];
    bench.run(&run, "").exits(0);
    let loans = told(&bench, "log", &["log"], "", 0);
    assert_eq!(loans.as_array().unwrap().len(), 2, "{loans}");
    let recipe = told(&bench, "recipe", &["recipe", "codex"], "", 0);
    assert!(recipe["file"].is_string(), "{recipe}");
}

#[test]
fn what_keeps_the_vault_prints_what_the_schema_says_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.practice().url();
    let add = ["endpoint", "add", "gateway", "--base-url", &url];
    told(&bench, "endpoint_add", &add, "", 0);
    let open = format!("{url}/public");
    let add = ["endpoint", "add", "local", "--base-url", &open, "--no-key"];
    told(&bench, "endpoint_add", &add, "", 0);
    told(&bench, "endpoint_list", &["endpoint", "list"], "", 0);
    let port = url.rsplit(':').next().unwrap();
    let find = ["endpoint", "find", "--port", port];
    told(&bench, "endpoint_find", &find, "", 0);
    told(&bench, "profile_add", &["profile", "add", "work"], "", 0);
    told(&bench, "profile_list", &["profile", "list"], "", 0);

    bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(0);
    told(&bench, "rotate", &["rotate"], "", 0);
    let rotate = ["rotate", "--data-key"];
    let none = told(&bench, "recovery_create", &rotate, "", 0);
    assert_eq!(none, json!({"code": null}));
    let create = ["recovery", "create"];
    told(&bench, "recovery_create", &create, "", 0);
    let doctor = told(&bench, "doctor", &["doctor"], "", 0);
    assert_eq!(doctor["slots"].as_array().unwrap().len(), 2, "{doctor}");

    let file = bench.data().join("keys.age").display().to_string();
    let sealed = |entry: &str, args: &[&str]| {
        let ran = bench.run_with_passphrase(args, PASSPHRASE, "").exits(0);
        fits(entry, &ran.json());
    };
    sealed("backup", &["backup", &file, "--json"]);
    bench.run(&["remove", "groq", "--yes"], "").exits(0);
    sealed("restore", &["restore", &file, "--yes", "--json"]);
    sealed("restore", &["restore", &file, "--yes", "--json"]);
}

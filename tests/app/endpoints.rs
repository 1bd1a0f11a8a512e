//! Endpoints of the owner's own, as the page asks for them.

use serde_json::{Value, json};

use crate::desk::Desk;

fn request(change: &[(&str, Value)]) -> Value {
    let mut request = json!({
        "slug": "gateway", "dialect": "openai", "baseUrl": "https://llm.example.com",
        "modelsPath": null, "keyOptional": false, "headers": [],
    });
    for (field, value) in change {
        request[*field] = value.clone();
    }
    json!({ "request": request })
}

#[test]
fn the_address_is_told_before_anything_is_stored_and_each_fault_by_its_kind() {
    let desk = Desk::new();
    let preview = |change: &[(&str, Value)]| desk.call("preview_endpoint", request(change));
    assert_eq!(preview(&[]).unwrap(), "https://llm.example.com/v1/models");
    let own = preview(&[("modelsPath", json!("/model/info"))]).unwrap();
    assert_eq!(own, "https://llm.example.com/v1/model/info");
    let header = |name: &str, value: &str| json!([{ "name": name, "value": value }]);
    for (field, value, kind) in [
        ("slug", json!("Gate Way"), "invalidEndpointName"),
        ("baseUrl", json!("http://llm.example.com"), "invalidBaseUrl"),
        ("modelsPath", json!("../x"), "invalidModelsPath"),
        ("headers", header("authorization", "x"), "invalidHeader"),
    ] {
        let refused = preview(&[(field, value)]).unwrap_err();
        assert_eq!(refused["kind"], kind, "{refused}");
    }
    assert_eq!(desk.run("list_endpoints"), json!([]));
}

#[test]
fn an_endpoint_is_added_listed_used_and_removed() {
    let desk = Desk::new();
    let secret = "Basic fake-gateway-SECRET-1234";
    let headers = json!([{ "name": "X-Team", "value": secret }]);
    let base_url = desk.practice().url();
    let change = [("baseUrl", json!(base_url)), ("headers", headers)];
    let made = desk.call("add_endpoint", request(&change)).unwrap();
    assert_eq!(made["provider"], "custom:gateway");
    assert_eq!(made["hasHeaders"], true);
    assert!(!made.to_string().contains("SECRET"), "{made}");
    assert_eq!(desk.run("list_endpoints"), json!([made]));
    let twice = desk.call("add_endpoint", request(&change)).unwrap_err();
    assert_eq!(
        twice,
        json!({ "kind": "endpointExists", "slug": "gateway" })
    );

    let key = |base_url: Value| {
        let request = json!({
            "profile": null, "provider": "custom:gateway", "key": "sk-fakeFAKEfakeFAKEfake",
            "baseUrl": base_url, "label": null,
        });
        desk.call("create_credential", json!({ "request": request }))
    };
    let other = key(json!("https://other.example/v1")).unwrap_err();
    assert_eq!(other["kind"], "endpointHasBaseUrl");
    key(Value::Null).unwrap();
    let slug = json!({ "slug": "gateway" });
    let used = desk.call("remove_endpoint", slug.clone()).unwrap_err();
    assert_eq!(used, json!({ "kind": "endpointInUse", "slug": "gateway" }));
    let gone = json!({ "profile": null, "provider": "custom:gateway" });
    desk.call("delete_credential", gone).unwrap();
    desk.call("remove_endpoint", slug).unwrap();
    assert_eq!(desk.run("list_endpoints"), json!([]));
}

#[test]
fn the_history_of_checks_tells_what_changed() {
    let desk = Desk::new();
    desk.create_and_check();
    let groq = json!({ "profile": null, "provider": "groq" });
    desk.call("check_credential", groq.clone()).unwrap();
    let checks = desk.call("list_checks", groq).unwrap();
    let checks = checks.as_array().unwrap();
    assert_eq!(checks.len(), 2);
    assert_eq!(checks[0]["verdict"], "accepted");
    assert_eq!(checks[0]["newModels"], 0);
    assert_eq!(checks[1]["newModels"], Value::Null, "the first list");
    assert!(checks[0]["checkedAt"].as_str() > checks[1]["checkedAt"].as_str());
}

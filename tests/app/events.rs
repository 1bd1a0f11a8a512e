//! What the window hears: the order of a check's events, and changes by other processes.

use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY, WRONG_KEY};

#[test]
fn a_save_tells_checking_first_and_one_end_last_with_rising_numbers() {
    let desk = Desk::new();
    let heard = desk.hear("api_key_status");
    desk.create(WRONG_KEY).unwrap();
    let mut events = heard.one_check();
    assert!(heard.is_silent(), "nothing follows the end of a check");
    desk.call(
        "check_credential",
        json!({ "profile": null, "provider": "groq" }),
    )
    .unwrap();
    events.extend(heard.one_check());

    let statuses: Vec<&Value> = events.iter().map(|event| &event["status"]).collect();
    assert_eq!(statuses, ["checking", "invalid", "checking", "invalid"]);
    let numbers: Vec<u64> = events
        .iter()
        .map(|event| event["sequence"].as_u64().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    let last = &events[3];
    assert_eq!(
        (&last["profile"], &last["provider"]),
        (&json!("default"), &json!("groq"))
    );
    assert_eq!(last["verdict"], "rejected");
    assert_eq!(last["httpStatus"], 401);
    assert!(
        last["checkedAt"].is_string() && last["latencyMs"].is_u64(),
        "{last}"
    );
}

#[test]
fn a_change_is_told_within_a_second() {
    let desk = Desk::new();
    desk.call("list_credentials", json!({ "profile": null }))
        .unwrap();
    let heard = desk.hear("vault_changed");
    let began = std::time::Instant::now();
    desk.create(GOOD_GROQ_KEY).unwrap();
    heard.next();
    assert!(began.elapsed().as_secs() < 3, "{:?}", began.elapsed());
}

//! What the answer to a proof of its own shows.

use serde_json::{Map, Value};

use super::Verdict;
use crate::catalog::{Provider, Shape};

/// Larger answers are no account facts.
const MAX_READ: usize = 256 * 1024;

/// The verdict that a 2xx of this shape carries, or `None` where the shape is another one.
pub(super) fn judge(provider: &Provider, shape: Shape, body: &[u8]) -> Option<Verdict> {
    let Shape::Members(members) = shape else {
        return None;
    };
    let object = read(body)?;
    let facts = facts(&object);
    let has = |member: &&str| facts.contains_key(*member);
    if !members.is_empty() && !members.iter().any(has) {
        return None;
    }
    Some(flagged(provider, facts).unwrap_or(Verdict::Accepted))
}

/// The JSON object of a body.
pub(crate) fn read(body: &[u8]) -> Option<Map<String, Value>> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if body.len() > MAX_READ {
        return None;
    }
    match serde_json::from_slice(body).ok()? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// The object itself, or the one inside its member `data`.
pub(crate) fn facts(object: &Map<String, Value>) -> &Map<String, Value> {
    object
        .get("data")
        .and_then(Value::as_object)
        .unwrap_or(object)
}

/// A key that is known and yet of no use, as the provider's own flags say.
fn flagged(provider: &Provider, facts: &Map<String, Value>) -> Option<Verdict> {
    let is = |member: &str, truth: bool| facts.get(member) == Some(&Value::Bool(truth));
    match provider.id {
        "cohere" if !is("valid", true) => Some(Verdict::Rejected),
        "xai" if is("api_key_disabled", true) || is("api_key_blocked", true) => {
            Some(Verdict::Rejected)
        }
        "xai" if is("team_blocked", true) => Some(Verdict::Blocked),
        "deepseek" if is("is_available", false) => Some(Verdict::NoCredit),
        "moonshot" if is_spent(facts.get("available_balance")) => Some(Verdict::NoCredit),
        "openrouter" if is_spent(facts.get("limit_remaining")) => Some(Verdict::NoCredit),
        _ => None,
    }
}

/// A number that stands there and leaves nothing.
fn is_spent(value: Option<&Value>) -> bool {
    value
        .and_then(Value::as_f64)
        .is_some_and(|amount| amount <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Proof, find};

    fn verdict(id: &str, body: &str) -> Option<Verdict> {
        let provider = find(id).expect("a row");
        let Proof::Request(request) = provider.proof else {
            panic!("{id} has no proof of its own");
        };
        judge(provider, request.shape, body.as_bytes())
    }

    #[test]
    fn flags_in_an_answer_count_more_than_its_status() {
        for (id, body, found) in [
            ("cohere", r#"{"valid":true}"#, Some(Verdict::Accepted)),
            ("cohere", r#"{"valid":false}"#, Some(Verdict::Rejected)),
            ("cohere", r#"{"hello":1}"#, None),
            (
                "xai",
                r#"{"acls":[],"api_key_disabled":true}"#,
                Some(Verdict::Rejected),
            ),
            (
                "xai",
                r#"{"acls":[],"api_key_blocked":true}"#,
                Some(Verdict::Rejected),
            ),
            (
                "xai",
                r#"{"acls":[],"team_blocked":true}"#,
                Some(Verdict::Blocked),
            ),
            (
                "xai",
                r#"{"acls":[],"team_blocked":false}"#,
                Some(Verdict::Accepted),
            ),
            (
                "deepseek",
                r#"{"is_available":false}"#,
                Some(Verdict::NoCredit),
            ),
            (
                "moonshot",
                r#"{"data":{"available_balance":0}}"#,
                Some(Verdict::NoCredit),
            ),
            (
                "moonshot",
                r#"{"data":{"available_balance":0.5}}"#,
                Some(Verdict::Accepted),
            ),
            (
                "openrouter",
                r#"{"data":{"label":"x","limit_remaining":0}}"#,
                Some(Verdict::NoCredit),
            ),
            (
                "openrouter",
                r#"{"data":{"label":"x","limit_remaining":null}}"#,
                Some(Verdict::Accepted),
            ),
            ("openrouter", "[]", None),
            ("openrouter", "<html>", None),
        ] {
            assert_eq!(verdict(id, body), found, "{id} {body}");
        }
    }
}

use std::io::{Read, Write};
use std::net::TcpStream;

use super::*;

/// Asks over plain HTTP; returns the status and the body.
fn ask(practice: &Practice, path: &str, headers: &str) -> (u16, String) {
    let address = practice.url().replace("http://", "");
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nhost: practice\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let body = answer
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned());
    (status.unwrap_or_default(), body.unwrap_or_default())
}

#[test]
fn right_keys_are_shaped_like_real_ones() {
    assert_eq!(GOOD_GROQ_KEY.len(), 56);
    assert_eq!(GOOD_OPENAI_KEY.len(), 164);
    assert_eq!(GOOD_ANTHROPIC_KEY.len(), 108);
    assert_eq!(GOOD_GEMINI_KEY.len(), 39);
}

#[test]
fn each_provider_knows_its_own_key_and_no_other() {
    let practice = Practice::start(PracticeOptions::default());
    let bearer = |key: &str| format!("authorization: Bearer {key}\r\n");
    let anthropic = |key: &str| format!("anthropic-version: 1\r\nx-api-key: {key}\r\n");
    let gemini = |key: &str| format!("x-goog-api-key: {key}\r\n");
    for (path, right, wrong, refused) in [
        (
            "/openai/v1/models",
            bearer(GOOD_GROQ_KEY),
            bearer(GOOD_OPENAI_KEY),
            401,
        ),
        (
            "/v1/models",
            bearer(GOOD_OPENAI_KEY),
            bearer(GOOD_GROQ_KEY),
            401,
        ),
        (
            "/v1/models",
            anthropic(GOOD_ANTHROPIC_KEY),
            anthropic(GOOD_GROQ_KEY),
            401,
        ),
        (
            "/v1beta/models",
            gemini(GOOD_GEMINI_KEY),
            gemini(GOOD_GROQ_KEY),
            400,
        ),
    ] {
        let (status, body) = ask(&practice, path, &right);
        assert_eq!(status, 200, "{path}: {body}");
        assert_eq!(ask(&practice, path, &wrong).0, refused, "{path}");
        assert!(ask(&practice, path, "").0 >= 401, "{path} without a key");
    }
    assert_eq!(ask(&practice, "/elsewhere", &bearer(GOOD_GROQ_KEY)).0, 404);
    let seen = practice.requests();
    assert_eq!(seen.len(), 13);
    assert_eq!(seen.iter().filter(|seen| seen.key_was_right).count(), 8 + 1);
    assert_eq!(seen[0].auth_headers, ["authorization"]);
    assert!(!seen[2].had_key);
}

#[test]
fn a_gate_holds_an_answer_until_it_is_opened() {
    let practice = Practice::start(PracticeOptions::default());
    practice.open_gate("a");
    assert_eq!(ask(&practice, "/gate/a/public/openai/v1/models", "").0, 200);
}

#[test]
fn a_cut_answer_has_so_many_bytes() {
    let practice = Practice::start(PracticeOptions::default());
    let (status, body) = ask(&practice, "/cut/12/public/openai/v1/models", "");
    assert_eq!((status, body.as_str()), (200, ""));
}

//! What holds for every answer, key and text whatever.

use keystow_providers::catalog::{Proof, Shape};
use keystow_providers::models::read_list;
use keystow_providers::paste::{MAX_KEY_LENGTH, clean};
use keystow_providers::redact::{MAX_CHARS, redact};
use keystow_providers::verdict::{Answer, Endpoint, Question, judge};
use keystow_providers::{BaseUrl, Dialect, Status, Verdict, catalog};
use proptest::prelude::*;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};

/// Without one of these a body names no credential.
const CREDENTIAL_WORDS: [&str; 4] = [
    "key",
    "token",
    "authentication_error",
    "account_deactivated",
];

/// Pieces that bodies are put together from: codes, phrases, shapes.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "invalid_api_key",
        "API_KEY_INVALID",
        "authentication_error",
        "insufficient_quota",
        "Missing scopes: x",
        "Your API key was reported as leaked",
        "FAILED_PRECONDITION",
        "rate_limit_exceeded",
        "permission_error",
        "hello",
        "Invalid API Key",
        "credit balance is too low",
        "",
    ]);
    let shaped =
        (word.clone(), word.clone(), 0_usize..8).prop_map(|(code, message, shape)| match shape {
            0 => format!(r#"{{"error":{{"code":"{code}","message":"{message}"}}}}"#),
            1 => format!(r#"[{{"error":{{"status":"{code}","message":"{message}"}}}}]"#),
            2 => format!(r#"{{"code":"{code}","error":"{message}"}}"#),
            3 => format!("<html><title>{code}</title><body>{message}</body></html>"),
            4 => format!("{code} {message}"),
            5 => format!(r#"{{"data":[{{"id":"{code}"}}],"error":"{message}"}}"#),
            6 => format!(r#"{{"detail":{{"status":"{code}","message":"{message}"}}}}"#),
            _ => format!(r#"{{"models":[{{"name":"models/{code}"}}]}}"#),
        });
    prop_oneof![
        4 => shaped.prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..300),
        1 => "[\\[\\]{}\":,a-z0-9 ]{0,80}".prop_map(String::into_bytes),
    ]
}

fn headers() -> impl Strategy<Value = HeaderMap> {
    let kinds = prop::sample::select(vec!["", "application/json", "text/html", "text/plain"]);
    (kinds, prop::collection::vec(any::<u8>(), 0..12)).prop_map(|(kind, retry)| {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Ok(retry) = HeaderValue::from_bytes(&retry) {
            headers.insert(RETRY_AFTER, retry);
        }
        headers
    })
}

fn statuses() -> impl Strategy<Value = u16> {
    let usual = vec![
        200, 204, 302, 400, 401, 402, 403, 404, 407, 429, 500, 503, 529,
    ];
    prop_oneof![4 => prop::sample::select(usual), 1 => 100_u16..600]
}

fn endpoints() -> impl Strategy<Value = Endpoint> {
    prop::sample::select(vec![Endpoint::List, Endpoint::Proof, Endpoint::Probe])
}

fn visible() -> impl Strategy<Value = String> {
    "[!-~]{1,60}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_key_is_rejected_only_as_the_rules_allow(
        provider in 0_usize..catalog::providers().len(), key_sent: bool, own_base_url: bool, endpoint in endpoints(),
        status in statuses(), headers in headers(), body in body(),
    ) {
        let provider = &catalog::providers()[provider];
        let question = Question { provider, own_base_url, key_sent, endpoint };
        let verdict = judge(&question, &Answer { status, headers: &headers, body: &body }).verdict;
        let text = String::from_utf8_lossy(&body).to_lowercase();
        let html = text.starts_with("<html");
        if verdict == Verdict::Rejected {
            prop_assert!(key_sent);
            let named = CREDENTIAL_WORDS.iter().any(|word| text.contains(word));
            prop_assert!(status == 401 || named, "{status} {text}");
            prop_assert!(!(300..400).contains(&status) && status < 500);
            prop_assert!(status != 403 || named && !html);
        }
        if verdict.status() == Status::Valid {
            let local = verdict == Verdict::NoKeyNeeded && provider.key_optional;
            prop_assert!(key_sent || local, "nothing was proved without a key");
            prop_assert!(!html, "a page proves nothing");
        }
        if verdict == Verdict::Accepted {
            let proof = match provider.proof {
                Proof::Request(request) if endpoint != Endpoint::List => Some(request.shape),
                _ => None,
            };
            if proof == Some(Shape::Complaint) {
                prop_assert!(matches!(status, 400 | 422));
            } else {
                prop_assert!((200..300).contains(&status));
            }
            if proof.is_none() {
                prop_assert!(read_list(provider.dialect, &body).is_some());
                prop_assert!(
                    provider.list.is_some_and(|list| !list.public),
                    "a public list proves nothing"
                );
            }
        }
    }

    #[test]
    fn no_bytes_make_the_list_reader_stumble(body in body(), cut in 0_usize..300) {
        for dialect in [
            Dialect::OpenAi,
            Dialect::Anthropic,
            Dialect::Gemini,
            Dialect::Cohere,
            Dialect::Replicate,
            Dialect::Deepgram,
        ] {
            for body in [&body[..], &body[..cut.min(body.len())]] {
                for model in read_list(dialect, body).into_iter().flatten() {
                    prop_assert!(!model.id.is_empty());
                    prop_assert!(!model.id.chars().any(char::is_control));
                }
            }
        }
    }

    #[test]
    fn no_piece_of_a_key_stays_in_a_text(
        key in visible(), before in ".{0,20}", after in ".{0,20}",
        from in 0_usize..60, length in 0_usize..60, prefix in 0_usize..12,
    ) {
        let prefix = &key[..prefix.min(key.len() - 1)];
        let start = from.min(key.len());
        let piece = &key[start..(start + length).min(key.len())];
        let shown = redact(&format!("{before}{piece}{after}"), Some(&key), &[prefix]);
        prop_assert!(shown.chars().count() <= MAX_CHARS);
        for at in 0..key.len().saturating_sub(3) {
            let secret = &key[at..at + 4];
            // What also stands inside the public prefix is public.
            if !prefix.contains(secret) {
                prop_assert!(!shown.contains(secret), "{secret} in {shown}");
            }
        }
    }

    #[test]
    fn what_is_pasted_is_a_key_or_a_fault(text in any::<String>(), key in "[A-Za-z0-9_-]{1,60}") {
        for text in [text.clone(), format!(" export X='{key}' ;\n"), format!("{text}{key}")] {
            if let Ok(found) = clean(&text) {
                let key = text.get(found.start..found.end).unwrap();
                prop_assert!((1..=MAX_KEY_LENGTH).contains(&key.len()));
                prop_assert!(key.bytes().all(|byte| (0x21..=0x7e).contains(&byte)));
            }
        }
        let wrapped = format!("\u{feff} Authorization: Bearer {key}\r\n");
        let found = clean(&wrapped).unwrap();
        prop_assert_eq!(&wrapped[found.start..found.end], &key);
    }

    #[test]
    fn a_base_url_is_https_or_local_and_reads_back(
        text in prop_oneof![any::<String>(), "https?://[a-z@:?#./\\\\0-9\\[\\]%-]{0,40}"],
    ) {
        if let Ok(url) = BaseUrl::parse(&text) {
            prop_assert!(url.as_str().starts_with("https://") || url.is_loopback());
            prop_assert!(!url.as_str().contains(['?', '#']));
            let authority = url.as_str().split('/').nth(2).unwrap();
            prop_assert!(!authority.contains('@') && authority.contains(url.host()));
            prop_assert_eq!(BaseUrl::parse(url.as_str()), Ok(url.clone()));
            prop_assert!(url.as_str().starts_with(url.origin().as_str().rsplit_once(':').unwrap().0));
        }
    }
}

//! The verdict on an answer: whatever comes back, a key is called valid only by a list, and invalid
//! only as the rules allow.

use std::path::Path;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use keystow_providers::catalog::{Proof, Shape};
use keystow_providers::models::read_list;
use keystow_providers::redact::{MAX_CHARS, redact};
use keystow_providers::verdict::{Answer, Endpoint, Judgement, Question, judge};
use keystow_providers::{Dialect, Provider, Status, Verdict, catalog};
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct Verdicts;

const PROVIDER: usize = 0;
const ASKED: usize = 1;
const STATUS: usize = 2;
const BODY: usize = 7;

const FIELDS: &[Field] = &[
    Field::choice("provider"),
    Field::choice("asked"),
    Field::new("status", Kind::Text, 3),
    Field::new("content-type", Kind::Text, 60),
    Field::new("retry-after", Kind::Text, 60),
    Field::new("retry-after-ms", Kind::Text, 30),
    Field::new("date", Kind::Text, 60),
    Field::new("body", Kind::Json, 70_000),
];

/// Headers, by their fields.
const HEADERS: [usize; 4] = [3, 4, 5, 6];

/// What was sent, so that its pieces can be looked for.
const KEY: &str = "gsk_fakeWXYZfakeQRSTfake";

const WORDS: &[&[u8]] = &[
    b"200",
    b"401",
    b"402",
    b"403",
    b"404",
    b"407",
    b"429",
    b"500",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"\xef\xbb\xbf",
    b"error",
    b"errors",
    b"detail",
    b"details",
    b"code",
    b"type",
    b"reason",
    b"status",
    b"message",
    b"data",
    b"models",
    b"id",
    b"name",
    b"models/fake",
    b"invalid_api_key",
    b"API_KEY_INVALID",
    b"authentication_error",
    b"account_deactivated",
    b"insufficient_quota",
    b"missing_permissions",
    b"Missing scopes: fake",
    b"permission_error",
    b"rate_limit_exceeded",
    b"overloaded_error",
    b"Invalid API Key",
    b"You have been blocked",
    b"credit balance is too low",
    b"<!doctype html><title>",
    b"</title>",
    b"text/html",
    b"application/json",
    b"gsk_fakeWXYZfakeQRSTfake",
    b"WXYZ",
    b"Sun, 06 Nov 1994 08:49:37 GMT",
    b"1e308",
    b"26s",
    b"\x1b[31m",
];

/// What a body that names a credential says somewhere.
const CREDENTIAL: &[&str] = &[
    "key",
    "token",
    "authentication",
    "deactivated",
    "令牌",
    "无效的api",
];

impl Target for Verdicts {
    fn name(&self) -> &'static str {
        "verdict"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../providers/answers");
        let mut seeds = Vec::new();
        for (at, provider) in (0_u8..).zip(catalog::providers()) {
            seeds.extend(recorded(&folder.join(provider.id)).map(|facts| seed(at, &facts)));
        }
        seeds.extend(recorded(&folder.join("openai_compatible")).map(|facts| seed(0, &facts)));
        seeds
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let provider = provider(case);
        let bits = case.choice(ASKED, 256);
        let question = Question {
            provider: &provider,
            own_base_url: bits & 2 != 0,
            key_sent: bits & 1 == 0,
            endpoint: match (bits / 4) % 4 {
                0 => Endpoint::List,
                1 => Endpoint::Proof,
                _ => Endpoint::Probe,
            },
        };
        let headers = headers(case);
        let answer = Answer {
            status: case.text(STATUS).parse().unwrap_or(401),
            headers: &headers,
            body: case.bytes(BODY),
        };
        let judgement = judge(&question, &answer);
        Finding::unless(
            judge(&question, &answer) == judgement,
            "the same answer gets the same verdict",
            || format!("{judgement:?}"),
        )?;
        check(&question, &answer, &judgement)?;
        check_words(&provider, &judgement)?;
        Ok(class(&(
            judgement.verdict,
            answer.status / 100,
            question.key_sent,
            judgement
                .message
                .as_ref()
                .map(|text| text.len().min(600) / 64),
            judgement.retry_after.map(|pause| pause.as_secs().min(2)),
            read_list(provider.dialect, answer.body).map(|list| list.len().min(4)),
        )))
    }
}

/// The rules of the design's section 6, told from the answer alone.
fn check(
    question: &Question<'_>,
    answer: &Answer<'_>,
    judgement: &Judgement,
) -> Result<(), Finding> {
    let verdict = judgement.verdict;
    let status = answer.status;
    let words = words_of(answer.body);
    let seen = || {
        format!(
            "{verdict} for {status}, key sent: {}, body {}",
            question.key_sent,
            answer.body.escape_ascii()
        )
    };
    let success = (200..300).contains(&status);
    if verdict.status() == Status::Valid {
        let sound = match verdict {
            Verdict::Accepted => match shape(question) {
                Some(Shape::Complaint) => question.key_sent && matches!(status, 400 | 422),
                Some(Shape::Members(_)) => question.key_sent && success && is_object(answer.body),
                None => {
                    let list = question.provider.list.is_some_and(|list| !list.public);
                    list && question.key_sent
                        && success
                        && is_list(question.provider.dialect, answer.body)
                }
            },
            Verdict::NoKeyNeeded => {
                !question.key_sent
                    && success
                    && question.provider.key_optional
                    && question.endpoint == Endpoint::List
                    && is_list(question.provider.dialect, answer.body)
            }
            Verdict::LimitedScope => {
                question.key_sent
                    && (400..500).contains(&status)
                    && [
                        "missing scopes",
                        "missing_permissions",
                        "not found for account",
                    ]
                    .iter()
                    .any(|word| words.contains(word))
            }
            _ => {
                let named = [
                    "quota",
                    "billing",
                    "balance",
                    "credit",
                    "余额不足",
                    "已欠费",
                ];
                let flagged = success && shape(question).is_some() && is_object(answer.body);
                question.key_sent
                    && (flagged
                        || (400..500).contains(&status)
                            && (status == 402 || named.iter().any(|word| words.contains(word))))
            }
        };
        Finding::unless(
            sound,
            "valid needs a list, or a fault that only a live key has",
            seen,
        )?;
    }
    if verdict == Verdict::Rejected {
        let named = CREDENTIAL.iter().any(|word| words.contains(word));
        Finding::unless(
            question.key_sent && (success || (400..500).contains(&status)),
            "only an answer to a key rejects it",
            seen,
        )?;
        Finding::unless(
            status == 401 || named || (success && shape(question).is_some()),
            "invalid needs a 401 or a named credential",
            seen,
        )?;
        Finding::unless(
            status != 403 || !answer.body.trim_ascii().starts_with(b"<"),
            "a page with a 403 rejects no key",
            seen,
        )?;
    }
    Finding::unless(
        judgement.retry_after.unwrap_or_default() <= Duration::from_hours(7 * 24),
        "nobody waits for longer than a week",
        || format!("{:?}", judgement.retry_after),
    )
}

/// What is shown of the provider's words is one line of plain text without a piece of the key.
fn check_words(provider: &Provider, judgement: &Judgement) -> Result<(), Finding> {
    let Some(message) = &judgement.message else {
        return Ok(());
    };
    let shown = redact(message, Some(KEY), provider.key_prefixes);
    let public = provider.public_prefix(KEY);
    let mut pieces = KEY.as_bytes().windows(4);
    let leaked = pieces.any(|piece| {
        let piece = std::str::from_utf8(piece).unwrap_or_default();
        !public.contains(piece) && shown.contains(piece)
    });
    Finding::unless(
        !leaked && shown.chars().count() <= MAX_CHARS && !shown.contains(char::is_control),
        "words are shown on one short line, without the key",
        || format!("{shown:?}"),
    )
}

/// What proves itself in the answer, where a request of its own was asked.
fn shape(question: &Question<'_>) -> Option<Shape> {
    match question.provider.proof {
        Proof::Request(request) if question.endpoint != Endpoint::List => Some(request.shape),
        _ => None,
    }
}

fn is_object(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

/// Whether a body is JSON in the shape of the dialect's list.
fn is_list(dialect: Dialect, body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        // Too deep or with a number too large for a tree, and JSON all the same: the reader skips
        // such parts unread.
        return serde_json::from_slice::<IgnoredAny>(body).is_ok();
    };
    let rows = |name: &str| {
        value
            .get(name)
            .is_some_and(|rows| rows.is_array() || rows.is_null())
    };
    match dialect {
        Dialect::OpenAi => value.is_array() || rows("data") || rows("models"),
        Dialect::Anthropic => rows("data"),
        Dialect::Gemini => rows("models") || value == json!({}),
        Dialect::Cohere => rows("models"),
        Dialect::Replicate => rows("results"),
        Dialect::Deepgram => rows("stt") || rows("tts"),
    }
}

/// Every word of a body in lower case, with JSON's escapes undone.
fn words_of(body: &[u8]) -> String {
    let mut words = String::from_utf8_lossy(body).to_lowercase();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if let Ok(value) = serde_json::from_slice::<Value>(body.trim_ascii()) {
        collect(&value, &mut words);
    }
    words
}

fn collect(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => {
            words.push('\n');
            words.push_str(&text.to_lowercase());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(object) => object.values().for_each(|item| collect(item, words)),
        _ => {}
    }
}

/// One of the catalogue, or the same with an optional key.
fn provider(case: &Case) -> Provider {
    let all = catalog::providers();
    let choice = case.choice(PROVIDER, 2 * all.len());
    Provider {
        key_optional: choice >= all.len(),
        ..all[choice % all.len()]
    }
}

fn headers(case: &Case) -> HeaderMap {
    let headers = HEADERS.map(|field| {
        let name = HeaderName::from_static(FIELDS[field].name);
        let value = HeaderValue::from_bytes(case.bytes(field)).ok();
        value
            .filter(|value| !value.is_empty())
            .map(|value| (name, value))
    });
    headers.into_iter().flatten().collect()
}

/// The recorded answers of a folder.
fn recorded(folder: &Path) -> impl Iterator<Item = Value> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|file| serde_json::from_slice(&std::fs::read(file).ok()?).ok())
}

fn seed(provider: u8, facts: &Value) -> Case {
    let header = |field: usize| facts["headers"][FIELDS[field].name].as_str();
    let mut case = vec![
        vec![provider],
        vec![0],
        facts["status"].to_string().into_bytes(),
    ];
    let header = |field| header(field).unwrap_or_default().as_bytes().to_vec();
    case.extend(HEADERS.map(header));
    // A text is no JSON; it stands there as it came.
    let body = &facts["body"];
    let body = body
        .as_str()
        .map_or_else(|| body.to_string(), str::to_owned);
    case.push(body.into_bytes());
    Case(case)
}

//! What an answer's body says, brought to one form: words to judge by and a sentence to show.

use std::borrow::Cow;

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Map, Value};

/// Error bodies are small; of a larger one only so much is read, as text.
const MAX_READ: usize = 64 * 1024;

/// How deep objects inside an error are followed.
const MAX_DEPTH: usize = 4;

/// What kind of text the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Empty,
    Html,
    Json,
    Text,
}

/// The words of a body.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) form: Form,
    /// Codes, types, reasons and statuses, in lower case.
    pub(super) codes: Vec<String>,
    /// Every sentence, in lower case, a line each.
    pub(super) text: String,
    /// The sentence to show, as the provider wrote it.
    pub(super) message: Option<String>,
}

impl Words {
    /// Reads a body; never fails.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        let body = body
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(body)
            .trim_ascii();
        if body.is_empty() {
            return Self {
                form: Form::Empty,
                codes: Vec::new(),
                text: String::new(),
                message: None,
            };
        }
        if body.len() <= MAX_READ
            && let Ok(value) = serde_json::from_slice::<Value>(body)
        {
            return Self::of_json(&value);
        }
        let text = String::from_utf8_lossy(&body[..body.len().min(MAX_READ)]);
        if is_html(headers, &text) {
            let message = html_title(&text).map(|title| unescape(&title));
            let text = html_text(&text).to_lowercase();
            return Self {
                form: Form::Html,
                codes: Vec::new(),
                text,
                message,
            };
        }
        // A large JSON body was not read: it has no words.
        let form = if text.starts_with(['{', '[']) {
            Form::Json
        } else {
            Form::Text
        };
        let message = (form == Form::Text).then(|| text.clone().into_owned());
        let text = if form == Form::Text {
            text.to_lowercase()
        } else {
            String::new()
        };
        Self {
            form,
            codes: Vec::new(),
            text,
            message,
        }
    }

    fn of_json(value: &Value) -> Self {
        let mut words = Self {
            form: Form::Json,
            codes: Vec::new(),
            text: String::new(),
            message: None,
        };
        // Gemini's OpenAI-compatible route wraps its errors in an array of one.
        let value = match value {
            Value::Array(items) => items.first().unwrap_or(&Value::Null),
            other => other,
        };
        match value {
            Value::Object(object) => words.collect(object, 0),
            Value::String(sentence) => words.say(sentence),
            _ => {}
        }
        words
    }

    /// Gathers from an error object; what stands inside `error` is read before what stands beside it.
    fn collect(&mut self, object: &Map<String, Value>, depth: usize) {
        if depth >= MAX_DEPTH {
            return;
        }
        for name in ["error", "errors", "detail", "details"] {
            match object.get(name) {
                Some(Value::Object(inner)) => self.collect(inner, depth + 1),
                Some(Value::Array(items)) => {
                    for inner in items.iter().take(16).filter_map(Value::as_object) {
                        self.collect(inner, depth + 1);
                    }
                }
                Some(Value::String(sentence)) => {
                    self.codes.push(sentence.to_lowercase());
                    self.say(sentence);
                }
                _ => {}
            }
        }
        for name in ["code", "type", "status", "reason"] {
            if let Some(Value::String(code)) = object.get(name) {
                self.codes.push(code.to_lowercase());
            }
        }
        for name in ["message", "msg", "error_description", "title"] {
            if let Some(Value::String(sentence)) = object.get(name) {
                self.say(sentence);
            }
        }
    }

    /// Takes a sentence; the outermost one that is called `message` wins as the one to show.
    fn say(&mut self, sentence: &str) {
        let sentence = &*decoded(sentence);
        self.text.push_str(&sentence.to_lowercase());
        self.text.push('\n');
        if self.message.is_none() && !sentence.trim().is_empty() {
            self.message = Some(sentence.to_owned());
        }
    }

    /// Whether one of `codes` stands there.
    pub(super) fn has_code(&self, codes: &[&str]) -> bool {
        self.codes.iter().any(|code| codes.contains(&code.as_str()))
    }

    /// Whether one of `phrases` (in lower case) occurs in a sentence.
    pub(super) fn says(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.text.contains(phrase))
    }
}

/// A sentence that was percent-encoded as a whole (xAI did), as it was meant.
fn decoded(sentence: &str) -> Cow<'_, str> {
    if sentence.contains("%20") && !sentence.contains(' ') {
        let pairs = sentence
            .replace('+', "%2B")
            .replace('&', "%26")
            .replace('=', "%3D");
        let mut pairs = url::form_urlencoded::parse(pairs.as_bytes());
        return pairs.next().map_or(Cow::Borrowed(sentence), |(text, _)| {
            Cow::Owned(text.into_owned())
        });
    }
    Cow::Borrowed(sentence)
}

/// Whether an answer is a web page.
pub(crate) fn is_html(headers: &HeaderMap, text: &str) -> bool {
    let declared = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let declared = declared.is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains("text/html") || kind.contains("application/xhtml")
    });
    let begins = |word: &str| {
        text.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    declared
        || ["<!doctype", "<html", "<head", "<body", "<!--"]
            .into_iter()
            .any(begins)
}

/// What stands between `<title>` and `</title>`.
fn html_title(html: &str) -> Option<String> {
    // ASCII lower case keeps every byte in its place.
    let lower = html.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find('<')?;
    Some(html[start..end].trim().to_owned()).filter(|title| !title.is_empty())
}

/// The text of a page, tags left out.
fn html_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

/// The few entities that stand in titles.
fn unescape(text: &str) -> String {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    text.replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Words {
        Words::read(&HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn the_sentence_to_show_is_the_errors_own() {
        for (body, message) in [
            (r#"{"error":{"message":"No","code":"x"}}"#, Some("No")),
            (r#"[{"error":{"message":"No"}}]"#, Some("No")),
            (r#"{"code":"x","error":"No"}"#, Some("No")),
            (r#"{"detail":"No"}"#, Some("No")),
            (r#"{"detail":{"status":"x","message":"No"}}"#, Some("No")),
            (r#"{"message":"No","request_id":"r"}"#, Some("No")),
            (
                r#"{"type":"error","error":{"type":"t","message":"No"}}"#,
                Some("No"),
            ),
            ("No", Some("No")),
            ("\"No\"", Some("No")),
            (
                r#"{"error":"Incorrect%20API%20key%3A%20a%2Bb"}"#,
                Some("Incorrect API key: a+b"),
            ),
            (r#"{"error":"50%20 off"}"#, Some("50%20 off")),
            ("<html><head><TITLE lang=en> N&amp;o </TITLE>", Some("N&o")),
            ("<html></html>", None),
            (r#"{"error":{"message":" "}}"#, None),
            ("[]", None),
            ("7", None),
            ("  ", None),
        ] {
            assert_eq!(read(body).message.as_deref(), message, "{body}");
        }
    }

    #[test]
    fn codes_are_found_wherever_providers_put_them() {
        for body in [
            r#"{"error":{"code":"API_KEY_INVALID"}}"#,
            r#"{"error":{"details":[{"reason":"API_KEY_INVALID"}]}}"#,
            r#"{"code":"api_key_invalid","error":"x"}"#,
            r#"{"detail":{"status":"api_key_invalid"}}"#,
            r#"{"error":"api_key_invalid"}"#,
        ] {
            assert!(read(body).has_code(&["api_key_invalid"]), "{body}");
        }
    }

    #[test]
    fn a_page_is_told_from_plain_text_and_json() {
        assert_eq!(read("<!DOCTYPE html><p>x").form, Form::Html);
        assert_eq!(read("Missing API key").form, Form::Text);
        assert_eq!(read("{\"a\":").form, Form::Json);
        assert_eq!(read("\u{feff} ").form, Form::Empty);
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            reqwest::header::HeaderValue::from_static("text/html"),
        );
        assert_eq!(Words::read(&headers, b"Sorry").form, Form::Html);
        assert_eq!(Words::read(&headers, b"{\"error\":\"x\"}").form, Form::Json);
        assert!(
            read("<html><b>You have</b> been <i>blocked</i>")
                .text
                .contains("been")
        );
    }
}

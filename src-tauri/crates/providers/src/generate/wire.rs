//! What the dialects do differently when a prompt is sent: path, body, and how the answer's words come.
//!
//! Sources: OpenAI's and Groq's API references (chat completions, streaming), `anthropic-sdk-python`
//! (`types/raw_*_event.py`), `python-genai` (`models.py`, `streamGenerateContent` with `alt=sse`).

use serde_json::{Value, json};
use url::Url;

use super::Prompt;
use crate::catalog::Dialect;
use crate::target::Target;

/// The most tokens that are asked for where the dialect wants a figure.
const OUTPUT_LIMIT: u32 = 4096;

/// The address of a prompt; `None` where this provider takes none.
pub(super) fn url(target: &Target<'_>, model: &str) -> Option<Url> {
    let chat = target.provider.chat?;
    let mut url = target.url(chat.host, chat.path);
    if target.provider.dialect == Dialect::Gemini {
        let model = model.strip_prefix("models/").unwrap_or(model);
        let action = format!("{model}:streamGenerateContent");
        url.path_segments_mut().ok()?.push("models").push(&action);
        url.set_query(Some("alt=sse"));
    }
    Some(url)
}

/// The body of a prompt.
pub(super) fn body(target: &Target<'_>, prompt: &Prompt<'_>) -> Vec<u8> {
    let messages = json!([{"role": "user", "content": prompt.text}]);
    let body = match target.provider.dialect {
        Dialect::Gemini => {
            json!({"contents": [{"role": "user", "parts": [{"text": prompt.text}]}]})
        }
        Dialect::Anthropic => json!({
            "model": prompt.model,
            "max_tokens": OUTPUT_LIMIT,
            "messages": messages,
            "stream": true,
        }),
        // Others count without being asked, or refuse what they do not know.
        _ if target.provider.id == "openai" => json!({
            "model": prompt.model,
            "messages": messages,
            "stream": true,
            "stream_options": {"include_usage": true},
        }),
        _ => json!({"model": prompt.model, "messages": messages, "stream": true}),
    };
    body.to_string().into_bytes()
}

/// What one event of a stream tells.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about an event"
)]
pub(super) struct Told {
    /// Words of the answer.
    pub(super) text: String,
    /// Whether the model ran into its output limit.
    pub(super) cut_off: bool,
    /// Tokens that went in.
    pub(super) input_tokens: Option<u32>,
    /// Tokens that came out so far.
    pub(super) output_tokens: Option<u32>,
    /// Whether the provider gave up in the middle.
    pub(super) failed: bool,
    /// Whether the model came to its end.
    pub(super) ended: bool,
    /// Whether nothing more is to come.
    pub(super) last: bool,
    /// Whether it is an event of a stream of this dialect at all.
    pub(super) known: bool,
}

/// Reads an event. Odd members are passed over: the words matter.
pub(super) fn read(dialect: Dialect, data: &[u8]) -> Told {
    if data == b"[DONE]" {
        return Told {
            known: true,
            last: true,
            ..Told::default()
        };
    }
    let Ok(Value::Object(event)) = serde_json::from_slice::<Value>(data) else {
        return Told::default();
    };
    let event = Value::Object(event);
    if event.get("error").is_some_and(|error| !error.is_null()) {
        return Told {
            failed: true,
            known: true,
            ..Told::default()
        };
    }
    match dialect {
        Dialect::Anthropic => anthropic(&event),
        Dialect::Gemini => gemini(&event),
        _ => openai(&event),
    }
}

fn openai(event: &Value) -> Told {
    let choice = &event["choices"][0];
    // Groq counts in a member of its own.
    let usage = [&event["usage"], &event["x_groq"]["usage"]];
    let count = |name: &str| usage.iter().find_map(|usage| number(&usage[name]));
    Told {
        text: words(&choice["delta"]["content"]),
        cut_off: choice["finish_reason"] == "length",
        input_tokens: count("prompt_tokens"),
        output_tokens: count("completion_tokens"),
        failed: false,
        ended: choice["finish_reason"].is_string(),
        last: false,
        known: event["choices"].is_array(),
    }
}

fn anthropic(event: &Value) -> Told {
    let usage = match &event["usage"] {
        Value::Null => &event["message"]["usage"],
        usage => usage,
    };
    // An event without a type is none of this dialect, and its words are nobody's answer.
    let known = event["type"].is_string();
    let text = known.then(|| words(&event["delta"]["text"]));
    Told {
        text: text.unwrap_or_default(),
        cut_off: event["delta"]["stop_reason"] == "max_tokens",
        input_tokens: number(&usage["input_tokens"]),
        output_tokens: number(&usage["output_tokens"]),
        failed: event["type"] == "error",
        ended: event["delta"]["stop_reason"].is_string(),
        last: event["type"] == "message_stop",
        known,
    }
}

fn gemini(event: &Value) -> Told {
    let candidate = &event["candidates"][0];
    let parts = candidate["content"]["parts"].as_array();
    let thought = |part: &&Value| part["thought"] != true;
    let parts = parts.into_iter().flatten().filter(thought);
    Told {
        text: parts.map(|part| words(&part["text"])).collect(),
        cut_off: candidate["finishReason"] == "MAX_TOKENS",
        input_tokens: number(&event["usageMetadata"]["promptTokenCount"]),
        output_tokens: number(&event["usageMetadata"]["candidatesTokenCount"]),
        failed: false,
        ended: candidate["finishReason"].is_string(),
        last: false,
        known: event["candidates"].is_array() || event["usageMetadata"].is_object(),
    }
}

/// A text, or the texts of a list of parts: models that reason stream those.
fn words(value: &Value) -> String {
    match value {
        Value::Array(parts) => parts.iter().map(|part| words(&part["text"])).collect(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn number(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::find;

    fn address(id: &str, model: &str) -> Option<String> {
        url(&Target::of(find(id).expect("a row")), model).map(String::from)
    }

    #[test]
    fn a_prompt_goes_where_the_providers_own_clients_send_it() {
        for (id, model, expected) in [
            (
                "groq",
                "m",
                "https://api.groq.com/openai/v1/chat/completions",
            ),
            ("anthropic", "m", "https://api.anthropic.com/v1/messages"),
            (
                "google_gemini",
                "models/gemini-2.5-flash",
                "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
            ),
            (
                "perplexity",
                "m",
                "https://api.perplexity.ai/chat/completions",
            ),
            ("ollama", "m", "http://localhost:11434/v1/chat/completions"),
            ("deepseek", "m", "https://api.deepseek.com/chat/completions"),
        ] {
            assert_eq!(address(id, model).as_deref(), Some(expected), "{id}");
        }
        for id in ["cohere", "voyage", "elevenlabs", "deepgram", "replicate"] {
            assert_eq!(address(id, "m"), None, "{id}");
        }
        let hostile = address("google_gemini", "../../x?key=1#").expect("an address");
        assert_eq!(
            hostile,
            "https://generativelanguage.googleapis.com/v1beta/models/..%2F..%2Fx%3Fkey=1%23:streamGenerateContent?alt=sse"
        );
    }

    #[test]
    fn the_words_of_each_dialect_are_read() {
        let openai = br#"{"choices":[{"delta":{"content":"Hi"},"finish_reason":null}]}"#;
        assert_eq!(read(Dialect::OpenAi, openai).text, "Hi");
        let usage =
            br#"{"choices":[],"x_groq":{"usage":{"prompt_tokens":3,"completion_tokens":5}}}"#;
        let told = read(Dialect::OpenAi, usage);
        assert_eq!((told.input_tokens, told.output_tokens), (Some(3), Some(5)));
        let cut = br#"{"choices":[{"delta":{},"finish_reason":"length"}]}"#;
        assert!(read(Dialect::OpenAi, cut).cut_off);

        let delta = br#"{"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}"#;
        assert_eq!(read(Dialect::Anthropic, delta).text, "Hi");
        let start =
            br#"{"type":"message_start","message":{"usage":{"input_tokens":3,"output_tokens":1}}}"#;
        assert_eq!(read(Dialect::Anthropic, start).input_tokens, Some(3));
        let end = br#"{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":5}}"#;
        let told = read(Dialect::Anthropic, end);
        assert!(told.cut_off && told.output_tokens == Some(5) && told.text.is_empty());

        let gemini = br#"{"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hi"}]},
            "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":5}}"#;
        let told = read(Dialect::Gemini, gemini);
        assert_eq!((told.text.as_str(), told.output_tokens), ("Hi", Some(5)));
    }

    #[test]
    fn what_is_no_event_of_the_stream_has_no_words() {
        for data in [
            &b"[DONE]"[..],
            b"",
            b"[]",
            b"{}",
            b"{\"choices\":7}",
            b"\xff",
        ] {
            let told = read(Dialect::OpenAi, data);
            assert!(told.text.is_empty() && !told.failed, "{data:?}");
        }
        let fault = br#"{"error":{"message":"no more"}}"#;
        assert!(read(Dialect::OpenAi, fault).failed);
        assert!(read(Dialect::Anthropic, br#"{"type":"error","error":{}}"#).failed);
    }
}

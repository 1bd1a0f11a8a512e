//! Prompts: the answer streams in, a piece at a time, as the provider whose path was asked streams it.
//!
//! The answer repeats the prompt's last word, so that a test sees that it arrived. It uses up two tokens in and
//! three out.

use std::fmt::Write;

use serde_json::{Value, json};

use super::http::{Request, Response};

/// How an answer streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chat {
    OpenAi,
    /// OpenAI's other way, which agents use.
    Responses,
    Anthropic,
    Gemini,
}

impl Chat {
    pub(super) fn find(path: &str) -> Option<Self> {
        if path.ends_with("/chat/completions") {
            Some(Self::OpenAi)
        } else if path.ends_with("/v1/responses") {
            Some(Self::Responses)
        } else if path.ends_with("/v1/messages") {
            Some(Self::Anthropic)
        } else if path.ends_with(":streamGenerateContent") {
            Some(Self::Gemini)
        } else {
            None
        }
    }

    /// The whole stream; the pieces of the answer are `You said: `, the word, and a full stop.
    pub(super) fn answer(self, request: &Request) -> Response {
        let prompt = self.prompt(request).unwrap_or_default();
        let word = prompt.split_whitespace().last().unwrap_or_default();
        let pieces = ["You said: ", word, "."];
        let mut stream = String::new();
        let mut event = |name: &str, data: &Value| {
            if matches!(self, Self::Anthropic | Self::Responses) {
                let _ = writeln!(stream, "event: {name}");
            }
            let _ = write!(stream, "data: {data}\n\n");
        };
        match self {
            Self::OpenAi => {
                for piece in pieces {
                    event(
                        "",
                        &json!({"id": "practice", "object": "chat.completion.chunk",
                        "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": null}]}),
                    );
                }
                event(
                    "",
                    &json!({"id": "practice", "object": "chat.completion.chunk",
                    "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}],
                    "usage": {"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5}}),
                );
                stream.push_str("data: [DONE]\n\n");
            }
            Self::Responses => {
                let text = pieces.concat();
                event(
                    "response.output_item.done",
                    &json!({"type": "response.output_item.done",
                    "item": {"type": "message", "role": "assistant", "id": "practice",
                        "content": [{"type": "output_text", "text": text}]}}),
                );
                event(
                    "response.completed",
                    &json!({"type": "response.completed",
                    "response": {"id": "practice"}}),
                );
            }
            Self::Anthropic => {
                event(
                    "message_start",
                    &json!({"type": "message_start", "message": {"id": "practice",
                    "type": "message", "role": "assistant", "model": "practice", "content": [],
                    "stop_reason": null, "stop_sequence": null,
                    "usage": {"input_tokens": 2, "output_tokens": 1}}}),
                );
                event(
                    "content_block_start",
                    &json!({"type": "content_block_start", "index": 0,
                    "content_block": {"type": "text", "text": ""}}),
                );
                event("ping", &json!({"type": "ping"}));
                for piece in pieces {
                    event(
                        "content_block_delta",
                        &json!({"type": "content_block_delta", "index": 0,
                        "delta": {"type": "text_delta", "text": piece}}),
                    );
                }
                event(
                    "content_block_stop",
                    &json!({"type": "content_block_stop", "index": 0}),
                );
                event(
                    "message_delta",
                    &json!({"type": "message_delta",
                    "delta": {"stop_reason": "end_turn", "stop_sequence": null},
                    "usage": {"output_tokens": 3}}),
                );
                event("message_stop", &json!({"type": "message_stop"}));
            }
            Self::Gemini => {
                for piece in pieces {
                    event(
                        "",
                        &json!({"candidates": [{"content": {"role": "model",
                        "parts": [{"text": piece}]}, "index": 0}]}),
                    );
                }
                event(
                    "",
                    &json!({"candidates": [{"finishReason": "STOP", "index": 0}],
                    "usageMetadata": {"promptTokenCount": 2, "candidatesTokenCount": 3}}),
                );
            }
        }
        Response::stream(&stream)
    }

    /// The words of the last message, where the body has the dialect's shape.
    fn prompt(self, request: &Request) -> Option<String> {
        let body: Value = serde_json::from_str(request.body()).ok()?;
        let last = match self {
            Self::Gemini => body["contents"].as_array()?.last()?["parts"][0]["text"].clone(),
            Self::Responses => body["input"].as_array()?.last()?["content"].clone(),
            Self::OpenAi | Self::Anthropic => {
                body["messages"].as_array()?.last()?["content"].clone()
            }
        };
        match &last {
            Value::String(text) => Some(text.clone()),
            // Clients may send a list of parts.
            Value::Array(parts) => parts.last()?["text"].as_str().map(str::to_owned),
            _ => None,
        }
    }
}

//! What the providers answer: lists, refusals and faults, each in the provider's own words.
//!
//! Shapes and wording are those of the recorded answers under `tests/providers/answers`.

use serde_json::{Value, json};

use super::chat::Chat;
use super::faults::{Faults, Forced, Paging};
use super::http::{Request, Response};
use super::others::{self, GOOD_OTHER_KEY};
use super::{Canned, Seen};

/// The key that works for Groq; shaped like a real one, plainly fake.
pub const GOOD_GROQ_KEY: &str = "gsk_goodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgood";

/// The key that works for OpenAI.
pub const GOOD_OPENAI_KEY: &str = "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";

/// The key that works for Anthropic.
pub const GOOD_ANTHROPIC_KEY: &str = "sk-ant-api03-goodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGOODgoodGAA";

/// The key that works for Gemini.
pub const GOOD_GEMINI_KEY: &str = "AIzaSygoodGOODgoodGOODgoodGOODgoodGOODg";

/// Rows on one page of those that page.
const PAGE: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Like {
    Groq,
    OpenAi,
    Anthropic,
    Gemini,
}

impl Like {
    fn find(request: &Request, path: &str) -> Option<Self> {
        if path.starts_with("/v1beta/models/") && Chat::find(path).is_some() {
            return Some(Self::Gemini);
        }
        match path {
            "/openai/v1/models" | "/openai/v1/chat/completions" => Some(Self::Groq),
            "/v1/messages" => Some(Self::Anthropic),
            "/v1beta/models" => Some(Self::Gemini),
            "/v1/models" if request.header("anthropic-version").is_some() => Some(Self::Anthropic),
            "/v1/models" | "/v1/chat/completions" | "/v1/responses" => Some(Self::OpenAi),
            _ => None,
        }
    }

    fn key_of(self, request: &Request) -> Option<&str> {
        match self {
            Self::Groq | Self::OpenAi => request
                .header("authorization")
                .and_then(|value| value.strip_prefix("Bearer ")),
            Self::Anthropic => request.header("x-api-key"),
            Self::Gemini => request.header("x-goog-api-key"),
        }
    }

    fn good_key(self) -> &'static str {
        match self {
            Self::Groq => GOOD_GROQ_KEY,
            Self::OpenAi => GOOD_OPENAI_KEY,
            Self::Anthropic => GOOD_ANTHROPIC_KEY,
            Self::Gemini => GOOD_GEMINI_KEY,
        }
    }

    fn error(self, status: u16, code: &str, message: &str) -> Response {
        let body = match self {
            Self::Groq | Self::OpenAi => {
                json!({"error": {"message": message, "type": "invalid_request_error", "code": code}})
            }
            Self::Anthropic => {
                json!({"type": "error", "error": {"type": code, "message": message}})
            }
            Self::Gemini => {
                let details = json!([{
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": code,
                    "domain": "googleapis.com",
                }]);
                json!({"error": {"code": status, "message": message, "details": details}})
            }
        };
        Response::json(status, &body)
    }

    fn refusal(self, key: Option<&str>) -> Response {
        match (self, key) {
            (Self::Groq, _) => self.error(401, "invalid_api_key", "Invalid API Key"),
            (Self::OpenAi, Some(key)) => {
                // The real one repeats the beginning and the end, too.
                let tail = key.get(key.len().saturating_sub(4)..).unwrap_or_default();
                let message = format!("Incorrect API key provided: sk-****{tail}.");
                self.error(401, "invalid_api_key", &message)
            }
            (Self::OpenAi, None) => {
                let message = "You didn't provide an API key.";
                Response::json(401, &json!({"error": {"message": message, "code": null}}))
            }
            (Self::Anthropic, Some(_)) => {
                self.error(401, "authentication_error", "invalid x-api-key")
            }
            (Self::Anthropic, None) => {
                self.error(401, "authentication_error", "x-api-key header is required")
            }
            (Self::Gemini, Some(_)) => {
                let message = "API key not valid. Please pass a valid API key.";
                self.error(400, "API_KEY_INVALID", message)
            }
            (Self::Gemini, None) => {
                let message = "Method doesn't allow unregistered callers.";
                Response::json(403, &json!({"error": {"code": 403, "message": message}}))
            }
        }
    }

    fn rows(self, many: Option<usize>) -> Vec<Value> {
        if let Some(many) = many {
            let names = (0..many).map(|number| format!("practice-{number:05}"));
            return names
                .map(|name| match self {
                    Self::Gemini => json!({"name": format!("models/{name}")}),
                    _ => json!({"id": name}),
                })
                .collect();
        }
        match self {
            Self::Groq => vec![
                json!({"id": "llama-3.3-70b-versatile", "object": "model", "created": 1_733_447_754,
                    "owned_by": "Meta", "active": true, "context_window": 131_072,
                    "public_apps": null, "max_completion_tokens": 32_768}),
                json!({"id": "qwen/qwen3-32b", "object": "model", "created": 1_748_396_646,
                    "owned_by": "Alibaba Cloud", "active": true, "context_window": 131_072,
                    "public_apps": null, "max_completion_tokens": 40_960}),
                json!({"id": "whisper-large-v3", "object": "model", "created": 1_693_721_698,
                    "owned_by": "OpenAI", "active": true, "context_window": 448,
                    "public_apps": null, "max_completion_tokens": 448}),
            ],
            Self::OpenAi => vec![
                json!({"id": "gpt-5", "object": "model", "created": 1_754_425_777, "owned_by": "system"}),
                json!({"id": "text-embedding-3-small", "object": "model", "created": 1_705_948_997,
                    "owned_by": "system"}),
            ],
            Self::Anthropic => ["Opus 5", "Sonnet 4.6", "Haiku 4.5"].into_iter().map(|name| {
                let id = format!("claude-{}", name.to_lowercase().replace([' ', '.'], "-"));
                json!({"type": "model", "id": id, "display_name": format!("Claude {name}"),
                    "created_at": "2026-02-17T00:00:00Z", "max_input_tokens": 1_000_000,
                    "max_tokens": 64_000, "capabilities": {"image_input": {"supported": true}}})
            }).collect(),
            Self::Gemini => ["2.5 Flash", "2.5 Pro", "2.0 Flash"].into_iter().map(|name| {
                let id = name.to_lowercase().replace(' ', "-");
                json!({"name": format!("models/gemini-{id}"), "displayName": format!("Gemini {name}"),
                    "inputTokenLimit": 1_048_576, "outputTokenLimit": 65_536,
                    "supportedGenerationMethods": ["generateContent", "countTokens"]})
            }).collect(),
        }
    }

    fn list(self, request: &Request, faults: &Faults) -> Response {
        let rows = self.rows(faults.many);
        let parameter = match self {
            Self::Groq | Self::OpenAi => {
                return Response::json(200, &json!({"object": "list", "data": rows}));
            }
            Self::Anthropic => "after_id",
            Self::Gemini => "pageToken",
        };
        let token = request.parameter(parameter);
        let (page, next) = match faults.paging {
            Paging::Whole => {
                let start = token.and_then(|token| token.strip_prefix("row-")?.parse().ok());
                let start = start.unwrap_or(0).min(rows.len());
                let end = rows.len().min(start + PAGE);
                let next = (end < rows.len()).then(|| format!("row-{end}"));
                (rows[start..end].to_vec(), next)
            }
            Paging::Loop => (rows, Some("again".to_owned())),
            Paging::Endless => {
                let number =
                    token.and_then(|token| token.strip_prefix("row-")?.parse::<u32>().ok());
                let number = number.unwrap_or(0) + 1;
                (vec![rows[0].clone()], Some(format!("row-{number}")))
            }
        };
        let body = match self {
            Self::Anthropic => {
                json!({"data": page, "has_more": next.is_some(), "last_id": next})
            }
            _ => match next {
                Some(next) => json!({"models": page, "nextPageToken": next}),
                None => json!({"models": page}),
            },
        };
        Response::json(200, &body)
    }
}

/// What is written down about a request.
pub(super) fn seen(request: &Request) -> Seen {
    let names = [
        "authorization",
        "x-api-key",
        "x-goog-api-key",
        "xi-api-key",
        "api-key",
    ];
    let auth_headers = names
        .into_iter()
        .filter(|name| request.header(name).is_some());
    let good = [
        GOOD_GROQ_KEY,
        GOOD_OPENAI_KEY,
        GOOD_ANTHROPIC_KEY,
        GOOD_GEMINI_KEY,
        GOOD_OTHER_KEY,
    ];
    let values = names.into_iter().filter_map(|name| request.header(name));
    let mut keys = values
        .map(|value| value.strip_prefix("Bearer ").unwrap_or(value))
        .chain(others::key_of(request))
        .peekable();
    Seen {
        method: request.method.clone(),
        path: request.path.clone(),
        query: request.query.clone(),
        auth_headers: auth_headers.map(str::to_owned).collect(),
        headers: request.header_names(),
        had_key: keys.peek().is_some(),
        key_was_right: keys.any(|key| good.contains(&key)),
        user_agent: request.header("user-agent").unwrap_or_default().to_owned(),
    }
}

/// The answer to a request whose faults have been read off.
pub(super) fn answer(
    request: &Request,
    path: &str,
    faults: &Faults,
    redirect_to: &str,
) -> Response {
    if let Some(response) = others::answer(request, path) {
        return response;
    }
    let Some(like) = Like::find(request, path) else {
        let message = format!("Invalid URL ({} {path})", request.method);
        return Like::OpenAi.error(404, "unknown_url", &message);
    };
    let key = like.key_of(request);
    if let Some(forced) = faults.answer {
        return force(forced, like, key, redirect_to);
    }
    let known = key == Some(like.good_key());
    if let Some(chat) = Chat::find(path) {
        return if known {
            chat.answer(request)
        } else {
            like.refusal(key)
        };
    }
    if known || faults.public {
        like.list(request, faults)
    } else {
        like.refusal(key)
    }
}

/// A canned answer for whoever sends a key, right or wrong.
pub(super) fn canned_answer(request: &Request, canned: Canned) -> Response {
    if seen(request).had_key {
        canned.into()
    } else {
        Response::json(401, &json!({"error": {"message": "Missing API key"}}))
    }
}

impl From<Canned> for Response {
    fn from(canned: Canned) -> Self {
        Self {
            status: canned.status,
            headers: canned.headers,
            body: canned.body,
        }
    }
}

fn force(forced: Forced, like: Like, key: Option<&str>, redirect_to: &str) -> Response {
    match forced {
        Forced::Status(status) => Response::json(
            status,
            &json!({"error": {"message": "A fault, for practice."}}),
        ),
        Forced::Html(status) => {
            let page = "<!DOCTYPE html><html><head><title>Practice portal</title></head></html>";
            Response::html(status, page)
        }
        Forced::Redirect(status) => {
            let mut response = Response::html(status, "");
            response
                .headers
                .push(("location".to_owned(), redirect_to.to_owned()));
            response
        }
        // Whoever is not known is refused first, as everywhere.
        _ if key != Some(like.good_key()) && forced != Forced::Echo => like.refusal(key),
        Forced::RateLimit => {
            let code = match like {
                Like::Anthropic => "rate_limit_error",
                Like::Gemini => "RESOURCE_EXHAUSTED",
                Like::Groq | Like::OpenAi => "rate_limit_exceeded",
            };
            let mut response = like.error(429, code, "Rate limit reached, for practice.");
            response
                .headers
                .push(("retry-after".to_owned(), "7".to_owned()));
            response
        }
        Forced::NoCredit => match like {
            Like::Anthropic => {
                let message = "Your credit balance is too low to access the Anthropic API.";
                like.error(400, "invalid_request_error", message)
            }
            _ => like.error(
                429,
                "insufficient_quota",
                "You exceeded your current quota.",
            ),
        },
        Forced::Scope => {
            let message = "You have insufficient permissions for this operation. \
                Missing scopes: api.model.read.";
            like.error(403, "invalid_request_error", message)
        }
        Forced::Echo => {
            let key = key.unwrap_or_default();
            let (start, end) = key.split_at(key.len() / 2);
            let message = format!("Invalid API key {key}, that is {start} and {end}\u{202e}.");
            like.error(401, "invalid_api_key", &message)
        }
    }
}

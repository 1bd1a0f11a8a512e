//! Every further provider, under `/like/<id>`: its own paths, its own way to send a key, its own proof
//! and list, its own refusal.
//!
//! The right key is [`GOOD_OTHER_KEY`] everywhere. Shapes and wording are those of the recorded answers
//! under `tests/providers/answers`.

use super::http::{Request, Response};

/// The key that works for every provider under `/like`; plainly fake.
pub const GOOD_OTHER_KEY: &str = "fake-goodGOODgoodGOODgoodGOODgoodGOODgood";

struct Other {
    id: &'static str,
    sent: Sent,
    proof: Option<Answer>,
    list: Option<Answer>,
    /// Whether anybody gets the list.
    public: bool,
    refusal: (u16, &'static str),
}

/// How the key comes.
#[derive(Clone, Copy)]
enum Sent {
    /// In this header, behind this word.
    Header(&'static str, &'static str),
    /// In this field of a form.
    Form(&'static str),
}

/// Method, path, status and body.
type Answer = (&'static str, &'static str, u16, &'static str);

const BEARER: Sent = Sent::Header("authorization", "Bearer ");
const INVALID: (u16, &str) = (
    401,
    r#"{"error":{"message":"Incorrect API key provided.","code":"invalid_api_key"}}"#,
);
const ROWS: &str = r#"{"object":"list","data":[{"id":"practice-large"},{"id":"practice-small"}]}"#;

/// The answer under `/like/<id>`; `None` for a path that is not one of them.
pub(super) fn answer(request: &Request, path: &str) -> Option<Response> {
    let (id, path) = path.strip_prefix("/like/")?.split_once('/')?;
    let path = format!("/{path}");
    let other = OTHERS.iter().find(|other| other.id == id)?;
    let asked = |answer: &Answer| answer.0 == request.method && answer.1 == path;
    let proof = other.proof.filter(asked);
    let list = other.list.filter(asked);
    let (.., status, body) = proof.or(list)?;
    let open = list.is_some() && other.public;
    let (status, body) = if open || other.is_right(request) {
        (status, body)
    } else {
        other.refusal
    };
    Some(Response::text(status, body))
}

/// The key that came along, however it did.
pub(super) fn key_of(request: &Request) -> Option<&str> {
    let headers = [
        ("authorization", "Token "),
        ("xi-api-key", ""),
        ("api-key", ""),
    ];
    let header = headers
        .into_iter()
        .find_map(|(name, word)| request.header(name)?.strip_prefix(word));
    header
        .or_else(|| request.field("credentials"))
        .filter(|key| !key.is_empty())
}

impl Other {
    fn is_right(&self, request: &Request) -> bool {
        let key = match self.sent {
            Sent::Header(name, word) => request
                .header(name)
                .and_then(|value| value.strip_prefix(word)),
            Sent::Form(field) => request.field(field),
        };
        key == Some(GOOD_OTHER_KEY)
    }
}

/// One that answers like OpenAI.
const fn plain(id: &'static str, path: &'static str) -> Other {
    Other {
        id,
        sent: BEARER,
        proof: None,
        list: Some(("GET", path, 200, ROWS)),
        public: false,
        refusal: INVALID,
    }
}

const OTHERS: &[Other] = &[
    plain("mistral", "/v1/models"),
    plain("fireworks", "/inference/v1/models"),
    plain("cerebras", "/v1/models"),
    plain("qwen_dashscope", "/compatible-mode/v1/models"),
    Other {
        refusal: (
            401,
            r#"{"error":{"code":"401","message":"token expired or incorrect"}}"#,
        ),
        ..plain("zhipu_zai", "/api/paas/v4/models")
    },
    Other {
        list: Some((
            "GET",
            "/v1/models",
            200,
            r#"[{"id":"practice/chat","type":"chat","context_length":131072,
                "pricing":{"hourly":0,"input":0.88,"output":0.88}}]"#,
        )),
        ..plain("together", "/v1/models")
    },
    Other {
        sent: Sent::Header("api-key", ""),
        refusal: (
            401,
            r#"{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}"#,
        ),
        ..plain("azure_openai", "/openai/v1/models")
    },
    Other {
        proof: Some((
            "GET",
            "/api/v1/key",
            200,
            r#"{"data":{"label":"practice","limit":100,"limit_remaining":74.5,"usage":25.5,
                "is_free_tier":false,"expires_at":"2099-12-31T23:59:59Z"}}"#,
        )),
        list: Some((
            "GET",
            "/api/v1/models",
            200,
            r#"{"data":[{"id":"practice/router","context_length":200000,
                "pricing":{"prompt":"0.000002","completion":"0.00001"}}]}"#,
        )),
        public: true,
        refusal: (401, r#"{"error":{"message":"User not found.","code":401}}"#),
        ..plain("openrouter", "")
    },
    Other {
        proof: Some((
            "GET",
            "/user/balance",
            200,
            r#"{"is_available":true,"balance_infos":[{"currency":"CNY","total_balance":"110.00"}]}"#,
        )),
        refusal: (
            401,
            r#"{"error":{"message":"Authentication Fails, Your api key: ****good is invalid","type":"authentication_error"}}"#,
        ),
        ..plain("deepseek", "/models")
    },
    Other {
        proof: Some((
            "GET",
            "/v1/api-key",
            200,
            r#"{"redacted_api_key":"xai-...good","name":"practice","acls":["api-key:model:*"],
                "api_key_id":"0","team_blocked":false,"api_key_blocked":false,"api_key_disabled":false}"#,
        )),
        list: Some((
            "GET",
            "/v1/language-models",
            200,
            r#"{"models":[{"id":"practice-grok","input_modalities":["text","image"],
                "prompt_text_token_price":12500,"completion_text_token_price":25000}]}"#,
        )),
        refusal: (
            400,
            r#"{"code":"Client specified an invalid argument","error":"Incorrect%20API%20key%20provided."}"#,
        ),
        ..plain("xai", "")
    },
    Other {
        proof: Some(("POST", "/v1/check-api-key", 200, r#"{"valid":true}"#)),
        list: Some((
            "GET",
            "/v1/models",
            200,
            r#"{"models":[{"name":"practice-command","context_length":128000.0,"endpoints":["chat"]}]}"#,
        )),
        refusal: (401, r#"{"message":"invalid api token"}"#),
        ..plain("cohere", "")
    },
    Other {
        proof: Some((
            "GET",
            "/v1/async/sonar",
            200,
            r#"{"next_token":null,"requests":[]}"#,
        )),
        public: true,
        refusal: (
            401,
            "<html><head><title>401 Authorization Required</title></head></html>",
        ),
        ..plain("perplexity", "/v1/models")
    },
    Other {
        proof: Some((
            "GET",
            "/v1/users/me/balance",
            200,
            r#"{"code":0,"data":{"available_balance":49.58894},"status":true}"#,
        )),
        refusal: (
            401,
            r#"{"error":{"message":"Invalid Authentication","type":"invalid_authentication_error"}}"#,
        ),
        ..plain("moonshot", "/v1/models")
    },
    Other {
        sent: Sent::Form("credentials"),
        proof: Some((
            "POST",
            "/v3/keys/get-caller-info",
            200,
            r#"{"user":{"name":"practice"}}"#,
        )),
        public: true,
        refusal: (
            401,
            r#"{"requestStatus":{"statusCode":"UNAUTHORIZED","statusDescription":"Invalid credentials"}}"#,
        ),
        ..plain("nvidia_nim", "/v1/models")
    },
    Other {
        proof: Some((
            "GET",
            "/api/whoami-v2",
            200,
            r#"{"type":"user","name":"practice","auth":{"accessToken":{"displayName":"laptop"}}}"#,
        )),
        public: true,
        refusal: (401, r#"{"error":"Invalid username or password."}"#),
        ..plain("huggingface", "/v1/models")
    },
    Other {
        public: true,
        ..plain("sambanova", "/v1/models")
    },
    Other {
        proof: Some((
            "POST",
            "/v1/embeddings",
            400,
            r#"{"detail":"Argument 'input' is missing."}"#,
        )),
        list: None,
        refusal: (401, r#"{"detail":"Provided API key is invalid."}"#),
        ..plain("voyage", "")
    },
    Other {
        sent: Sent::Header("xi-api-key", ""),
        proof: Some((
            "GET",
            "/v1/user",
            200,
            r#"{"user_id":"practice","subscription":{"tier":"creator","character_count":17231,
                "character_limit":100000,"next_character_count_reset_unix":4102444800}}"#,
        )),
        list: Some((
            "GET",
            "/v1/models",
            200,
            r#"[{"model_id":"practice_voice","name":"Practice Voice"}]"#,
        )),
        refusal: (
            401,
            r#"{"detail":{"status":"invalid_api_key","message":"Invalid API key"}}"#,
        ),
        ..plain("elevenlabs", "")
    },
    Other {
        sent: Sent::Header("authorization", "Token "),
        proof: Some((
            "GET",
            "/v1/projects",
            200,
            r#"{"projects":[{"project_id":"0","name":"practice"}]}"#,
        )),
        list: Some((
            "GET",
            "/v1/models",
            200,
            r#"{"stt":[{"name":"practice","canonical_name":"practice-hears"}],
                "tts":[{"name":"speaks","canonical_name":"practice-speaks"}]}"#,
        )),
        public: true,
        refusal: (
            401,
            r#"{"category":"UNAUTHORIZED","message":"Authentication failed."}"#,
        ),
        ..plain("deepgram", "")
    },
    Other {
        proof: Some((
            "GET",
            "/v1/account",
            200,
            r#"{"type":"user","username":"practice"}"#,
        )),
        list: Some((
            "GET",
            "/v1/models",
            200,
            r#"{"next":null,"previous":null,"results":[{"owner":"practice","name":"hello"}]}"#,
        )),
        refusal: (
            401,
            r#"{"title":"Unauthenticated","detail":"Invalid or expired API token.","status":401}"#,
        ),
        ..plain("replicate", "")
    },
    Other {
        proof: Some(("GET", "/user", 200, r#"{"login":"practice","id":1}"#)),
        list: Some((
            "GET",
            "/catalog/models",
            200,
            r#"[{"id":"practice/gpt","name":"Practice GPT","publisher":"Practice",
                "limits":{"max_input_tokens":128000,"max_output_tokens":4096}}]"#,
        )),
        public: true,
        refusal: (401, r#"{"message":"Bad credentials","status":"401"}"#),
        ..plain("github_models", "")
    },
    Other {
        list: Some((
            "GET",
            "/api/tags",
            200,
            r#"{"models":[{"name":"practice:latest","model":"practice:latest"}]}"#,
        )),
        public: true,
        ..plain("ollama", "")
    },
    Other {
        public: true,
        ..plain("lm_studio", "/v1/models")
    },
];

//! Servers on the owner's own computer.

use super::{MODELS, OPENAI_STYLE};
use crate::catalog::{Chat, Host, List, Provider, Region};

pub(super) const OLLAMA: Provider = Provider {
    id: "ollama",
    chat: Some(Chat {
        host: Host::Root,
        path: "/v1/chat/completions",
    }),
    name: "Ollama",
    regions: &[Region {
        id: "local",
        name: "This computer",
        api_root: "http://localhost:11434",
        console_url: "https://ollama.com/settings/keys",
    }],
    list: Some(List {
        path: "/api/tags",
        ..MODELS
    }),
    docs_url: "https://docs.ollama.com/api",
    key_env: &["OLLAMA_API_KEY"],
    base_url_env: Some("OLLAMA_HOST"),
    key_optional: true,
    ..OPENAI_STYLE
};

pub(super) const LM_STUDIO: Provider = Provider {
    id: "lm_studio",
    name: "LM Studio",
    regions: &[Region {
        id: "local",
        name: "This computer",
        api_root: "http://localhost:1234/v1",
        console_url: "https://lmstudio.ai/docs/developer",
    }],
    docs_url: "https://lmstudio.ai/docs/developer",
    key_env: &["LM_API_TOKEN", "LMSTUDIO_AUTH_TOKEN"],
    key_optional: true,
    ..OPENAI_STYLE
};

//! The rows themselves. Sources of every fact: the official SDKs, specifications and documentation
//! named in each row's `docs_url`, and answers quoted in public issues.

mod hosts;
mod local;
mod makers;
mod media;

use super::{AuthScheme, Chat, Dialect, Host, List, Proof, Provider, Region};

/// Every provider, in the order people meet them.
pub(super) const PROVIDERS: &[Provider] = &[
    makers::OPENAI,
    makers::ANTHROPIC,
    makers::GOOGLE_GEMINI,
    hosts::GROQ,
    makers::MISTRAL,
    hosts::OPENROUTER,
    makers::DEEPSEEK,
    makers::XAI,
    makers::COHERE,
    hosts::TOGETHER,
    hosts::FIREWORKS,
    makers::PERPLEXITY,
    hosts::CEREBRAS,
    hosts::NVIDIA_NIM,
    hosts::HUGGINGFACE,
    hosts::AZURE_OPENAI,
    makers::MOONSHOT,
    makers::ZHIPU_ZAI,
    makers::QWEN_DASHSCOPE,
    hosts::SAMBANOVA,
    media::VOYAGE,
    media::ELEVENLABS,
    media::DEEPGRAM,
    media::REPLICATE,
    hosts::GITHUB_MODELS,
    local::OLLAMA,
    local::LM_STUDIO,
];

/// What most services share: OpenAI's dialect, and a list that nobody gets without a key.
pub(super) const OPENAI_STYLE: Provider = Provider {
    id: "",
    name: "",
    dialect: Dialect::OpenAi,
    regions: &[],
    needs_base_url: false,
    auth: AuthScheme::Bearer,
    list: Some(MODELS),
    chat: Chat::of(Dialect::OpenAi),
    proof: Proof::List,
    unconfirmed: false,
    docs_url: "",
    key_env: &[],
    one_key_env: false,
    base_url_env: None,
    key_prefixes: &[],
    key_optional: false,
    has_organizations: false,
    popular: false,
};

/// The one address of a service that has no regions.
const fn only(api_root: &'static str, console_url: &'static str) -> Region {
    Region {
        id: "global",
        name: "Global",
        api_root,
        console_url,
    }
}

/// `GET {root}/models`
const MODELS: List = List {
    host: Host::Root,
    path: "/models",
    query: None,
    instead: None,
    public: false,
};

/// The same, for anybody.
const PUBLIC_MODELS: List = List {
    public: true,
    ..MODELS
};

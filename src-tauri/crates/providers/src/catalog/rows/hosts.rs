//! Services that run or route models of many makers.

use super::{OPENAI_STYLE, PUBLIC_MODELS, only};
use crate::catalog::{AuthScheme, Body, Host, List, Method, Proof, Provider, Request, Shape};

pub(super) const GROQ: Provider = Provider {
    id: "groq",
    name: "Groq",
    regions: &[only(
        "https://api.groq.com/openai/v1",
        "https://console.groq.com/keys",
    )],
    docs_url: "https://console.groq.com/docs/api-reference#models",
    key_env: &["GROQ_API_KEY"],
    base_url_env: Some("GROQ_BASE_URL"),
    key_prefixes: &["gsk_"],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const OPENROUTER: Provider = Provider {
    id: "openrouter",
    name: "OpenRouter",
    regions: &[only(
        "https://openrouter.ai/api/v1",
        "https://openrouter.ai/settings/keys",
    )],
    list: Some(PUBLIC_MODELS),
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/key",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["label", "usage", "limit"]),
    }),
    docs_url: "https://openrouter.ai/docs/api-reference/api-keys/get-current-key",
    key_env: &["OPENROUTER_API_KEY"],
    key_prefixes: &["sk-or-v1-", "sk-or-"],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const TOGETHER: Provider = Provider {
    id: "together",
    name: "Together AI",
    regions: &[only(
        "https://api.together.ai/v1",
        "https://api.together.ai/settings/api-keys",
    )],
    docs_url: "https://docs.together.ai",
    key_env: &["TOGETHER_API_KEY", "TOGETHERAI_API_KEY"],
    base_url_env: Some("TOGETHER_BASE_URL"),
    key_prefixes: &["tgp_v1_"],
    ..OPENAI_STYLE
};

pub(super) const FIREWORKS: Provider = Provider {
    id: "fireworks",
    name: "Fireworks AI",
    regions: &[only(
        "https://api.fireworks.ai/inference/v1",
        "https://app.fireworks.ai/settings/users/api-keys",
    )],
    docs_url: "https://docs.fireworks.ai",
    key_env: &["FIREWORKS_API_KEY"],
    key_prefixes: &["fw_"],
    ..OPENAI_STYLE
};

pub(super) const CEREBRAS: Provider = Provider {
    id: "cerebras",
    name: "Cerebras",
    regions: &[only(
        "https://api.cerebras.ai/v1",
        "https://cloud.cerebras.ai",
    )],
    docs_url: "https://inference-docs.cerebras.ai",
    key_env: &["CEREBRAS_API_KEY"],
    base_url_env: Some("CEREBRAS_BASE_URL"),
    key_prefixes: &["csk-"],
    ..OPENAI_STYLE
};

pub(super) const NVIDIA_NIM: Provider = Provider {
    id: "nvidia_nim",
    name: "NVIDIA NIM",
    regions: &[only(
        "https://integrate.api.nvidia.com/v1",
        "https://build.nvidia.com/settings/api-keys",
    )],
    list: Some(PUBLIC_MODELS),
    // The one service that reads the key from a form.
    proof: Proof::Request(Request {
        host: Host::Beside("https://api.ngc.nvidia.com"),
        path: "/v3/keys/get-caller-info",
        method: Method::Post,
        body: Body::KeyForm("credentials"),
        shape: Shape::Members(&[]),
    }),
    docs_url: "https://docs.api.nvidia.com",
    key_env: &["NVIDIA_API_KEY", "NVIDIA_NIM_API_KEY"],
    key_prefixes: &["nvapi-"],
    ..OPENAI_STYLE
};

pub(super) const HUGGINGFACE: Provider = Provider {
    id: "huggingface",
    name: "Hugging Face",
    regions: &[only(
        "https://router.huggingface.co/v1",
        "https://huggingface.co/settings/tokens",
    )],
    list: Some(PUBLIC_MODELS),
    proof: Proof::Request(Request {
        host: Host::Beside("https://huggingface.co"),
        path: "/api/whoami-v2",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["name", "auth"]),
    }),
    docs_url: "https://huggingface.co/docs/inference-providers",
    key_env: &["HF_TOKEN", "HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN"],
    key_prefixes: &["hf_", "api_org_"],
    ..OPENAI_STYLE
};

pub(super) const AZURE_OPENAI: Provider = Provider {
    id: "azure_openai",
    name: "Azure OpenAI",
    // Every resource has a host of its own; what stands here only gives the path.
    regions: &[only(
        "https://example.openai.azure.com/openai/v1",
        "https://ai.azure.com",
    )],
    needs_base_url: true,
    auth: AuthScheme::ApiKey,
    docs_url: "https://learn.microsoft.com/azure/ai-foundry/openai/",
    key_env: &["AZURE_OPENAI_API_KEY"],
    base_url_env: Some("AZURE_OPENAI_ENDPOINT"),
    ..OPENAI_STYLE
};

pub(super) const SAMBANOVA: Provider = Provider {
    id: "sambanova",
    name: "SambaNova",
    regions: &[only(
        "https://api.sambanova.ai/v1",
        "https://cloud.sambanova.ai/apis",
    )],
    list: Some(PUBLIC_MODELS),
    proof: Proof::None,
    docs_url: "https://docs.sambanova.ai",
    key_env: &["SAMBANOVA_API_KEY"],
    ..OPENAI_STYLE
};

pub(super) const GITHUB_MODELS: Provider = Provider {
    id: "github_models",
    name: "GitHub Models",
    regions: &[only(
        "https://models.github.ai/inference",
        "https://github.com/settings/personal-access-tokens",
    )],
    list: Some(List {
        host: Host::Beside("https://models.github.ai"),
        path: "/catalog/models",
        ..PUBLIC_MODELS
    }),
    proof: Proof::Request(Request {
        host: Host::Beside("https://api.github.com"),
        path: "/user",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["login"]),
    }),
    docs_url: "https://docs.github.com/github-models",
    key_env: &["GITHUB_TOKEN"],
    key_prefixes: &["github_pat_", "ghp_"],
    ..OPENAI_STYLE
};

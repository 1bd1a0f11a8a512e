//! Services that sell models of their own.

use super::{MODELS, OPENAI_STYLE, PUBLIC_MODELS, only};
use crate::catalog::{
    AuthScheme, Body, Chat, Dialect, Host, List, Method, Proof, Provider, Region, Request, Shape,
};

pub(super) const OPENAI: Provider = Provider {
    id: "openai",
    name: "OpenAI",
    regions: &[only(
        "https://api.openai.com/v1",
        "https://platform.openai.com/api-keys",
    )],
    docs_url: "https://platform.openai.com/docs/api-reference/models/list",
    key_env: &["OPENAI_API_KEY"],
    base_url_env: Some("OPENAI_BASE_URL"),
    key_prefixes: &["sk-svcacct-", "sk-service-", "sk-admin-", "sk-proj-", "sk-"],
    has_organizations: true,
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const ANTHROPIC: Provider = Provider {
    id: "anthropic",
    chat: Chat::of(Dialect::Anthropic),
    name: "Anthropic",
    dialect: Dialect::Anthropic,
    regions: &[only(
        "https://api.anthropic.com",
        "https://console.anthropic.com/settings/keys",
    )],
    auth: AuthScheme::XApiKey,
    // A page holds 20 rows unless asked for more, 1,000 at most.
    list: Some(List {
        path: "/v1/models",
        query: Some("limit=1000"),
        ..MODELS
    }),
    docs_url: "https://platform.claude.com/docs/en/api/models",
    key_env: &["ANTHROPIC_API_KEY"],
    base_url_env: Some("ANTHROPIC_BASE_URL"),
    key_prefixes: &[
        "sk-ant-admin01-",
        "sk-ant-api03-",
        "sk-ant-oat01-",
        "sk-ant-",
    ],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const GOOGLE_GEMINI: Provider = Provider {
    id: "google_gemini",
    chat: Chat::of(Dialect::Gemini),
    name: "Google Gemini",
    dialect: Dialect::Gemini,
    regions: &[only(
        "https://generativelanguage.googleapis.com",
        "https://aistudio.google.com/apikey",
    )],
    auth: AuthScheme::XGoogApiKey,
    // A page holds 50 rows unless asked for more, 1,000 at most.
    list: Some(List {
        path: "/v1beta/models",
        query: Some("pageSize=1000"),
        ..MODELS
    }),
    docs_url: "https://ai.google.dev/gemini-api/docs/api-key",
    key_env: &[
        "GEMINI_API_KEY",
        "GOOGLE_API_KEY",
        "GOOGLE_GENERATIVE_AI_API_KEY",
    ],
    one_key_env: true,
    key_prefixes: &["AIzaSy", "AIza", "AQ."],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const MISTRAL: Provider = Provider {
    id: "mistral",
    name: "Mistral",
    regions: &[only(
        "https://api.mistral.ai/v1",
        "https://console.mistral.ai/api-keys",
    )],
    docs_url: "https://docs.mistral.ai/api",
    key_env: &["MISTRAL_API_KEY"],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const DEEPSEEK: Provider = Provider {
    id: "deepseek",
    name: "DeepSeek",
    regions: &[only(
        "https://api.deepseek.com",
        "https://platform.deepseek.com/api_keys",
    )],
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/user/balance",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["is_available", "balance_infos"]),
    }),
    docs_url: "https://api-docs.deepseek.com",
    key_env: &["DEEPSEEK_API_KEY"],
    key_prefixes: &["sk-"],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const XAI: Provider = Provider {
    id: "xai",
    name: "xAI (Grok)",
    regions: &[only("https://api.x.ai/v1", "https://console.x.ai")],
    list: Some(List {
        path: "/language-models",
        instead: Some("/models"),
        ..MODELS
    }),
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/api-key",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["api_key_id", "redacted_api_key", "acls"]),
    }),
    docs_url: "https://docs.x.ai",
    key_env: &["XAI_API_KEY"],
    key_prefixes: &["xai-"],
    popular: true,
    ..OPENAI_STYLE
};

pub(super) const COHERE: Provider = Provider {
    id: "cohere",
    chat: None,
    name: "Cohere",
    dialect: Dialect::Cohere,
    regions: &[only(
        "https://api.cohere.com",
        "https://dashboard.cohere.com/api-keys",
    )],
    // A page holds 20 rows unless asked for more.
    list: Some(List {
        path: "/v1/models",
        query: Some("page_size=1000"),
        ..MODELS
    }),
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/v1/check-api-key",
        method: Method::Post,
        body: Body::Empty,
        shape: Shape::Members(&["valid"]),
    }),
    docs_url: "https://docs.cohere.com/reference",
    key_env: &["CO_API_KEY", "COHERE_API_KEY"],
    base_url_env: Some("CO_API_URL"),
    ..OPENAI_STYLE
};

pub(super) const PERPLEXITY: Provider = Provider {
    id: "perplexity",
    chat: Some(Chat {
        host: Host::Beside("https://api.perplexity.ai"),
        path: "/chat/completions",
    }),
    name: "Perplexity",
    regions: &[only(
        "https://api.perplexity.ai/v1",
        "https://www.perplexity.ai/settings/api",
    )],
    list: Some(PUBLIC_MODELS),
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/async/sonar",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["requests"]),
    }),
    unconfirmed: true,
    docs_url: "https://docs.perplexity.ai",
    key_env: &["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
    key_prefixes: &["pplx-"],
    ..OPENAI_STYLE
};

pub(super) const MOONSHOT: Provider = Provider {
    id: "moonshot",
    name: "Moonshot (Kimi)",
    regions: &[
        Region {
            id: "global",
            name: "Global",
            api_root: "https://api.moonshot.ai/v1",
            console_url: "https://platform.moonshot.ai/console/api-keys",
        },
        Region {
            id: "cn",
            name: "China",
            api_root: "https://api.moonshot.cn/v1",
            console_url: "https://platform.moonshot.cn/console/api-keys",
        },
    ],
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/users/me/balance",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["available_balance"]),
    }),
    docs_url: "https://platform.moonshot.ai/docs",
    key_env: &["MOONSHOT_API_KEY"],
    key_prefixes: &["sk-"],
    ..OPENAI_STYLE
};

pub(super) const ZHIPU_ZAI: Provider = Provider {
    id: "zhipu_zai",
    name: "Z.ai (Zhipu GLM)",
    regions: &[
        Region {
            id: "global",
            name: "Z.ai",
            api_root: "https://api.z.ai/api/paas/v4",
            console_url: "https://z.ai/manage-apikey/apikey-list",
        },
        Region {
            id: "cn",
            name: "China (bigmodel.cn)",
            api_root: "https://open.bigmodel.cn/api/paas/v4",
            console_url: "https://open.bigmodel.cn/usercenter/apikeys",
        },
    ],
    docs_url: "https://docs.z.ai",
    key_env: &[
        "ZAI_API_KEY",
        "ZHIPUAI_API_KEY",
        "ZHIPU_API_KEY",
        "Z_AI_API_KEY",
    ],
    ..OPENAI_STYLE
};

pub(super) const QWEN_DASHSCOPE: Provider = Provider {
    id: "qwen_dashscope",
    name: "Qwen (DashScope)",
    regions: &[
        Region {
            id: "intl",
            name: "International (Singapore)",
            api_root: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
            console_url: "https://modelstudio.console.alibabacloud.com",
        },
        Region {
            id: "cn",
            name: "China",
            api_root: "https://dashscope.aliyuncs.com/compatible-mode/v1",
            console_url: "https://bailian.console.aliyun.com",
        },
        Region {
            id: "us",
            name: "United States",
            api_root: "https://dashscope-us.aliyuncs.com/compatible-mode/v1",
            console_url: "https://modelstudio.console.alibabacloud.com",
        },
    ],
    unconfirmed: true,
    docs_url: "https://www.alibabacloud.com/help/en/model-studio",
    key_env: &["DASHSCOPE_API_KEY"],
    key_prefixes: &["sk-sp-", "sk-"],
    ..OPENAI_STYLE
};

//! The catalogue: one row a provider, facts only.
//!
//! Adding a provider is one row here and its recorded answers under `tests/providers/answers`.
//! The order is the order in which people meet the providers.

use serde::Serialize;

/// What Keystow knows about a service that issues keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provider {
    /// `snake_case` id, as stored and typed.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// How its API is spoken.
    pub dialect: Dialect,
    /// What the provider's own SDK takes as base URL; no trailing slash.
    pub api_root: &'static str,
    /// How the key is sent.
    pub auth: AuthScheme,
    /// Page where keys are made.
    pub console_url: &'static str,
    /// Page that documents keys or the model list.
    pub docs_url: &'static str,
    /// Environment variables that carry the key, the one to write first.
    pub key_env: &'static [&'static str],
    /// Environment variable that carries the base URL, where the provider's SDK reads one.
    pub base_url_env: Option<&'static str>,
    /// How its keys begin, in public; most specific first. A hint, never a gate.
    pub key_prefixes: &'static [&'static str],
    /// Whether the endpoint may work without a key (local servers).
    pub key_optional: bool,
    /// Whether it stands among the tiles of the first run.
    pub popular: bool,
}

impl Provider {
    /// The longest of the public prefixes that `key` begins with, or the empty string.
    pub fn public_prefix(&self, key: &str) -> &'static str {
        longest_prefix(key, self.key_prefixes)
    }
}

/// The longest of `prefixes` that `key` begins with, or the empty string.
pub(crate) fn longest_prefix<'p>(key: &str, prefixes: &[&'p str]) -> &'p str {
    let fitting = prefixes
        .iter()
        .copied()
        .filter(|prefix| key.starts_with(prefix));
    fitting.max_by_key(|prefix| prefix.len()).unwrap_or("")
}

/// A wire dialect: which list is asked for and how its answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// `GET {root}/models`, Bearer, one page.
    #[serde(rename = "openai")]
    OpenAi,
    /// `GET {root}/v1/models`, paged by `after_id`.
    Anthropic,
    /// `GET {root}/v1beta/models`, paged by `pageToken`.
    Gemini,
}

impl Dialect {
    /// The word that is stored and typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
        }
    }
}

/// How a key is put into a request. The word is bound into the seal of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthScheme {
    /// `Authorization: Bearer <key>`
    Bearer,
    /// `x-api-key: <key>`
    XApiKey,
    /// `x-goog-api-key: <key>`
    XGoogApiKey,
}

impl AuthScheme {
    /// The word that is stored and sealed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::XApiKey => "x-api-key",
            Self::XGoogApiKey => "x-goog-api-key",
        }
    }
}

/// Every provider, in the order people meet them.
pub fn providers() -> &'static [Provider] {
    PROVIDERS
}

/// The provider with this id.
pub fn find(id: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.id == id)
}

const PROVIDERS: &[Provider] = &[
    Provider {
        id: "openai",
        name: "OpenAI",
        dialect: Dialect::OpenAi,
        api_root: "https://api.openai.com/v1",
        auth: AuthScheme::Bearer,
        console_url: "https://platform.openai.com/api-keys",
        docs_url: "https://platform.openai.com/docs/api-reference/models/list",
        key_env: &["OPENAI_API_KEY"],
        base_url_env: Some("OPENAI_BASE_URL"),
        key_prefixes: &["sk-svcacct-", "sk-service-", "sk-admin-", "sk-proj-", "sk-"],
        key_optional: false,
        popular: true,
    },
    Provider {
        id: "anthropic",
        name: "Anthropic",
        dialect: Dialect::Anthropic,
        api_root: "https://api.anthropic.com",
        auth: AuthScheme::XApiKey,
        console_url: "https://console.anthropic.com/settings/keys",
        docs_url: "https://platform.claude.com/docs/en/api/models",
        key_env: &["ANTHROPIC_API_KEY"],
        base_url_env: Some("ANTHROPIC_BASE_URL"),
        key_prefixes: &[
            "sk-ant-admin01-",
            "sk-ant-api03-",
            "sk-ant-oat01-",
            "sk-ant-",
        ],
        key_optional: false,
        popular: true,
    },
    Provider {
        id: "google_gemini",
        name: "Google Gemini",
        dialect: Dialect::Gemini,
        api_root: "https://generativelanguage.googleapis.com",
        auth: AuthScheme::XGoogApiKey,
        console_url: "https://aistudio.google.com/apikey",
        docs_url: "https://ai.google.dev/gemini-api/docs/api-key",
        key_env: &[
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY",
            "GOOGLE_GENERATIVE_AI_API_KEY",
        ],
        base_url_env: None,
        key_prefixes: &["AIzaSy", "AIza", "AQ."],
        key_optional: false,
        popular: true,
    },
    Provider {
        id: "groq",
        name: "Groq",
        dialect: Dialect::OpenAi,
        api_root: "https://api.groq.com/openai/v1",
        auth: AuthScheme::Bearer,
        console_url: "https://console.groq.com/keys",
        docs_url: "https://console.groq.com/docs/api-reference#models",
        key_env: &["GROQ_API_KEY"],
        base_url_env: Some("GROQ_BASE_URL"),
        key_prefixes: &["gsk_"],
        key_optional: false,
        popular: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BaseUrl;

    #[test]
    fn every_row_can_be_found_and_is_well_formed() {
        for provider in providers() {
            assert_eq!(
                find(provider.id),
                Some(provider),
                "{} is there twice",
                provider.id
            );
            let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                provider.id.chars().all(snake),
                "{} is not snake_case",
                provider.id
            );
            assert!(
                !provider.key_env.is_empty(),
                "{} has no variable",
                provider.id
            );
            for page in [provider.console_url, provider.docs_url] {
                assert!(page.starts_with("https://"), "{page} is not https");
            }
            let root = BaseUrl::parse(provider.api_root);
            assert_eq!(root.as_ref().map(BaseUrl::as_str), Ok(provider.api_root));
        }
    }

    #[test]
    fn prefixes_stand_most_specific_first() {
        for provider in providers() {
            for (at, earlier) in provider.key_prefixes.iter().enumerate() {
                for later in &provider.key_prefixes[at + 1..] {
                    assert!(!later.starts_with(earlier), "{later} never gets its turn");
                }
            }
        }
    }
}

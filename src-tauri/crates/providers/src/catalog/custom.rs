//! Endpoints of the owner's own as providers.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::{AuthScheme, Chat, Dialect, Host, List, Proof, Provider, Region, rows};

/// What comes before the slug in the id of an endpoint of the owner's own.
pub const CUSTOM: &str = "custom:";

/// An OpenAI-, Anthropic- or Gemini-compatible endpoint; its base URL stands with the target.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint<'a> {
    /// Its name in the id `custom:<slug>`.
    pub slug: &'a str,
    /// How its API is spoken; one of the three.
    pub dialect: Dialect,
    /// The path of the model list behind the API root, where it is not the dialect's own.
    pub models_path: Option<&'a str>,
    /// Whether it may work without a key.
    pub key_optional: bool,
}

/// The provider that an endpoint is.
///
/// Rows of the catalogue live as long as the process, and so do these: each distinct endpoint is made
/// once, as symbols are.
pub fn custom(endpoint: &Endpoint<'_>) -> &'static Provider {
    static MADE: Mutex<Option<HashMap<Endpoint<'static>, &'static Provider>>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let made = made.get_or_insert_default();
    if let Some(provider) = made.get(endpoint) {
        return provider;
    }
    let own = Endpoint {
        slug: leak(endpoint.slug.to_owned()),
        dialect: endpoint.dialect,
        models_path: endpoint.models_path.map(|path| leak(path.to_owned())),
        key_optional: endpoint.key_optional,
    };
    let provider: &'static Provider = Box::leak(Box::new(provider(&own)));
    made.insert(own, provider);
    provider
}

fn provider(endpoint: &Endpoint<'static>) -> Provider {
    let (like, api_root, auth) = match endpoint.dialect {
        Dialect::Anthropic => ("anthropic", "https://example.invalid", AuthScheme::XApiKey),
        Dialect::Gemini => (
            "google_gemini",
            "https://example.invalid",
            AuthScheme::XGoogApiKey,
        ),
        _ => ("openai", "https://example.invalid/v1", AuthScheme::Bearer),
    };
    let list = super::find(like).and_then(|known| known.list);
    let list = match endpoint.models_path {
        None => list,
        Some(path) => Some(List {
            host: Host::Root,
            path,
            query: None,
            instead: None,
            public: false,
        }),
    };
    let variable = endpoint.slug.to_uppercase().replace('-', "_");
    Provider {
        id: leak(format!("{CUSTOM}{}", endpoint.slug)),
        name: endpoint.slug,
        dialect: endpoint.dialect,
        regions: Box::leak(Box::new([Region {
            id: "own",
            name: "Own",
            api_root,
            console_url: "",
        }])),
        needs_base_url: true,
        auth,
        list,
        chat: Chat::of(endpoint.dialect),
        proof: Proof::List,
        docs_url: "",
        key_env: Box::leak(Box::new([leak(format!("{variable}_API_KEY"))])),
        base_url_env: Some(leak(format!("{variable}_BASE_URL"))),
        key_optional: endpoint.key_optional,
        ..rows::OPENAI_STYLE
    }
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// Whether a slug is one: `[a-z0-9][a-z0-9_-]{0,62}`.
pub fn is_slug(slug: &str) -> bool {
    let plain = |c: &u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let rest = |c: &u8| plain(c) || matches!(c, b'_' | b'-');
    let bytes = slug.as_bytes();
    bytes.len() <= 63 && bytes.first().is_some_and(plain) && bytes.iter().all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BaseUrl, Target};

    #[test]
    fn an_endpoint_is_one_provider_however_often_it_is_asked_for() {
        let endpoint = |path| Endpoint {
            slug: "my-gateway",
            dialect: Dialect::OpenAi,
            models_path: path,
            key_optional: false,
        };
        let first = custom(&endpoint(None));
        assert!(std::ptr::eq(first, custom(&endpoint(None))));
        assert!(!std::ptr::eq(first, custom(&endpoint(Some("/catalog")))));
        assert_eq!(first.id, "custom:my-gateway");
        assert_eq!(first.key_env, ["MY_GATEWAY_API_KEY"]);
        assert_eq!(first.base_url_env, Some("MY_GATEWAY_BASE_URL"));
    }

    #[test]
    fn the_list_is_that_of_the_dialect_unless_a_path_was_given() {
        let base = BaseUrl::parse("https://gateway.example/ai").expect("a base URL");
        for (dialect, path, asked) in [
            (
                Dialect::OpenAi,
                None,
                "https://gateway.example/ai/v1/models",
            ),
            (
                Dialect::Anthropic,
                None,
                "https://gateway.example/ai/v1/models?limit=1000",
            ),
            (
                Dialect::Gemini,
                None,
                "https://gateway.example/ai/v1beta/models?pageSize=1000",
            ),
            (
                Dialect::OpenAi,
                Some("/model/info"),
                "https://gateway.example/ai/v1/model/info",
            ),
        ] {
            let provider = custom(&Endpoint {
                slug: "g",
                dialect,
                models_path: path,
                key_optional: true,
            });
            let target = Target {
                base_url: Some(&base),
                ..Target::of(provider)
            };
            assert_eq!(target.list_url().map(String::from).as_deref(), Some(asked));
        }
    }

    #[test]
    fn slugs_are_short_and_plain() {
        for good in ["a", "my-gateway", "0_x", &"a".repeat(63)] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "_a", "A", "a b", "a/b", "ä", &"a".repeat(64)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}

//! What the wire dialects do differently on the way out: addresses, pages and headers.
//!
//! How their answers are read stands in [`models`](crate::models) and [`verdict`](crate::verdict).

mod anthropic;
mod gemini;
mod openai;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::catalog::{AuthScheme, Dialect};
use crate::key::KeyText;

/// Endpoint paths that people paste along with a base URL; understood and dropped.
const KNOWN_ENDPOINTS: [&str; 4] = ["/chat/completions", "/models", "/messages", "/responses"];

/// The path of the API root: what the owner typed, brought to what the provider's SDK takes.
///
/// `own` is the path of the provider's own root.
pub(crate) fn root_path(dialect: Dialect, typed: &str, own: &str) -> String {
    let typed = typed.trim_end_matches('/');
    let shorter = KNOWN_ENDPOINTS
        .into_iter()
        .find_map(|endpoint| typed.strip_suffix(endpoint));
    let typed = shorter.unwrap_or(typed).trim_end_matches('/');
    match dialect {
        Dialect::OpenAi => openai::root_path(typed, own),
        Dialect::Anthropic | Dialect::Gemini => unversioned(typed).to_owned(),
    }
}

/// The first page of the model list behind an API root.
pub(crate) fn list_url(dialect: Dialect, mut root: Url) -> Url {
    let (path, query) = match dialect {
        Dialect::OpenAi => openai::LIST,
        Dialect::Anthropic => anthropic::LIST,
        Dialect::Gemini => gemini::LIST,
    };
    let path = format!("{}{path}", root.path().trim_end_matches('/'));
    root.set_path(&path);
    root.set_query(query);
    root
}

/// The page after the one that named `token`; `None` where a list has one page.
pub(crate) fn next_url(dialect: Dialect, first: &Url, token: &str) -> Option<Url> {
    let parameter = match dialect {
        Dialect::OpenAi => return None,
        Dialect::Anthropic => anthropic::NEXT,
        Dialect::Gemini => gemini::NEXT,
    };
    let mut url = first.clone();
    url.query_pairs_mut().append_pair(parameter, token);
    Some(url)
}

/// The headers of a request; `None` when the key holds a character that no header takes.
pub(crate) fn headers(
    dialect: Dialect,
    auth: AuthScheme,
    key: Option<KeyText<'_>>,
) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if dialect == Dialect::Anthropic {
        let (name, value) = anthropic::VERSION;
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if let Some(key) = key {
        // EXPOSE: the key goes into the one header that the provider reads it from. The buffers
        // that hyper makes of it are wiped by the programs' allocator.
        let (name, value) = match auth {
            AuthScheme::Bearer => (
                AUTHORIZATION,
                HeaderValue::from_str(&format!("Bearer {}", key.expose())),
            ),
            AuthScheme::XApiKey => (
                HeaderName::from_static("x-api-key"),
                HeaderValue::from_str(key.expose()),
            ),
            AuthScheme::XGoogApiKey => (
                HeaderName::from_static("x-goog-api-key"),
                HeaderValue::from_str(key.expose()),
            ),
        };
        let mut value = value.ok()?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Some(headers)
}

/// The path without a version at its end.
fn unversioned(path: &str) -> &str {
    let shorter = ["/v1", "/v1beta"]
        .into_iter()
        .find_map(|version| path.strip_suffix(version));
    shorter.unwrap_or(path).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_travels_in_one_header_that_is_marked_sensitive() {
        let key = Some(KeyText::new("fake-key"));
        for (auth, name, value) in [
            (AuthScheme::Bearer, "authorization", "Bearer fake-key"),
            (AuthScheme::XApiKey, "x-api-key", "fake-key"),
            (AuthScheme::XGoogApiKey, "x-goog-api-key", "fake-key"),
        ] {
            let headers = headers(Dialect::OpenAi, auth, key).unwrap_or_default();
            let secret: Vec<_> = headers
                .iter()
                .filter(|(_, value)| value.is_sensitive())
                .collect();
            assert_eq!(secret.len(), 1, "{name}");
            assert_eq!(secret[0].0, name);
            assert_eq!(secret[0].1, value);
            assert!(
                !format!("{headers:?}").contains("fake-key"),
                "{name} shows in Debug"
            );
        }
        let bare = headers(Dialect::Anthropic, AuthScheme::XApiKey, None).unwrap_or_default();
        assert!(!bare.contains_key("x-api-key"));
        assert_eq!(
            bare.get("anthropic-version").map(HeaderValue::as_bytes),
            Some(&b"2023-06-01"[..])
        );
    }

    #[test]
    fn a_key_that_no_header_takes_is_not_sent() {
        let key = Some(KeyText::new("fake\nkey"));
        assert_eq!(headers(Dialect::OpenAi, AuthScheme::Bearer, key), None);
    }

    #[test]
    fn tokens_are_escaped_into_the_next_page() {
        let first = Url::parse("https://h.example/v1/models?limit=1000");
        let next = first
            .ok()
            .and_then(|url| next_url(Dialect::Anthropic, &url, "a&b=c"));
        let next = next.map(String::from);
        assert_eq!(
            next.as_deref(),
            Some("https://h.example/v1/models?limit=1000&after_id=a%26b%3Dc")
        );
    }
}

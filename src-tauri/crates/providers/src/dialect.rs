//! What the wire dialects do differently on the way out: pages, and headers without which nothing is
//! answered.
//!
//! How their answers are read stands in [`models`](crate::models) and [`verdict`](crate::verdict).
//! Sources: `anthropic-sdk-python` (`pagination.py`), `python-genai` (`_api_client.py`, `models.py`),
//! `cohere-python` (`raw_base_client.py`), Replicate's HTTP API reference.

use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::base_url::Origin;
use crate::catalog::Dialect;

/// Endpoint paths that people paste along with a base URL; understood and dropped.
const KNOWN_ENDPOINTS: [&str; 7] = [
    "/chat/completions",
    "/completions",
    "/embeddings",
    "/models",
    "/messages",
    "/responses",
    "/api/tags",
];

/// The path of the API root: what the owner typed, brought to what the provider's SDK takes.
///
/// `own` is the path of the provider's own root. Where that carries a version, a path without one gets
/// it: the provider's own to a bare host, `/v1` to anything else. Where it carries none, a version at
/// the end is dropped.
pub(crate) fn root_path(typed: &str, own: &str) -> String {
    let typed = typed.trim_end_matches('/');
    let shorter = KNOWN_ENDPOINTS
        .into_iter()
        .find_map(|endpoint| typed.strip_suffix(endpoint));
    let typed = shorter.unwrap_or(typed).trim_end_matches('/');
    let own = own.trim_end_matches('/');
    if typed.is_empty() {
        own.to_owned()
    } else if !own.split('/').any(is_version) {
        unversioned(typed).to_owned()
    } else if typed.split('/').any(is_version) {
        typed.to_owned()
    } else {
        format!("{typed}/v1")
    }
}

/// `v1`, `v4`, `v1beta`: a `v`, a digit, and nothing that would make it a word.
fn is_version(segment: &str) -> bool {
    let Some(rest) = segment.strip_prefix('v') else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(&rest[digits..], "" | "beta" | "alpha")
}

/// The path without a version at its end.
fn unversioned(path: &str) -> &str {
    let shorter = ["/v1", "/v1beta"]
        .into_iter()
        .find_map(|version| path.strip_suffix(version));
    shorter.unwrap_or(path).trim_end_matches('/')
}

/// The page after the one that named `token`; `None` where a list has one page, or the next one is at
/// another origin.
pub(crate) fn next_url(dialect: Dialect, first: &Url, token: &str) -> Option<Url> {
    let parameter = match dialect {
        Dialect::OpenAi | Dialect::Deepgram => return None,
        Dialect::Anthropic => "after_id",
        Dialect::Gemini => "pageToken",
        Dialect::Cohere => "page_token",
        Dialect::Replicate => {
            let next = first.join(token).ok()?;
            let here = Origin::of(&next) == Origin::of(first);
            return (here && next.username().is_empty() && next.password().is_none())
                .then_some(next);
        }
    };
    let mut url = first.clone();
    url.query_pairs_mut().append_pair(parameter, token);
    Some(url)
}

/// What every request carries besides the key.
pub(crate) fn headers(dialect: Dialect) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if dialect == Dialect::Anthropic {
        headers.insert(
            HeaderName::from_static("anthropic-version"),
            HeaderValue::from_static("2023-06-01"),
        );
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(dialect: Dialect, first: &str, token: &str) -> Option<String> {
        let first = Url::parse(first).expect("an address");
        next_url(dialect, &first, token).map(String::from)
    }

    #[test]
    fn tokens_are_escaped_into_the_next_page() {
        assert_eq!(
            next(
                Dialect::Anthropic,
                "https://h.example/v1/models?limit=1000",
                "a&b=c"
            )
            .as_deref(),
            Some("https://h.example/v1/models?limit=1000&after_id=a%26b%3Dc")
        );
    }

    #[test]
    fn a_next_address_is_followed_at_home_only() {
        let first = "https://api.replicate.com/v1/models";
        let at = |token| next(Dialect::Replicate, first, token);
        assert_eq!(
            at("https://api.replicate.com/v1/models?cursor=x").as_deref(),
            Some("https://api.replicate.com/v1/models?cursor=x")
        );
        for elsewhere in [
            "https://evil.example/v1/models",
            "http://api.replicate.com/v1/models",
            "//evil.example/v1",
            "https://user@api.replicate.com/v1/models",
            "https://api.replicate.com:8443/v1",
        ] {
            assert_eq!(at(elsewhere), None, "{elsewhere}");
        }
    }
}

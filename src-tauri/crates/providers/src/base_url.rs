//! A base URL of the owner's own, checked before a key may go there, and the origin it belongs to.
//!
//! Only https is taken, and plain http for this very computer. Nothing that could hide another host
//! or carry a secret of its own is accepted: no userinfo, no query, no fragment.

use std::fmt;

use serde::Serialize;
use url::{Host, Url};

/// The longest base URL that is accepted, in bytes.
const MAX_LENGTH: usize = 2048;

/// A checked, normalised base URL.
///
/// Kept as typed but for a trailing slash; [`Target`](crate::Target) knows which endings (`/v1`,
/// `/models`, …) belong to the dialect and are not to be doubled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    url: Url,
    text: String,
}

impl BaseUrl {
    /// Reads what the owner typed; surrounding white space is ignored.
    ///
    /// # Errors
    ///
    /// One [`BaseUrlError`] a fault; none of them repeats what was typed.
    pub fn parse(input: &str) -> Result<Self, BaseUrlError> {
        let input = input.trim();
        if input.is_empty() {
            return Err(BaseUrlError::Empty);
        }
        if input.len() > MAX_LENGTH {
            return Err(BaseUrlError::TooLong);
        }
        // The parser would silently drop tabs and newlines and turn backslashes round.
        if input
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return Err(BaseUrlError::NotAUrl);
        }
        let url = Url::parse(input).map_err(|error| match error {
            url::ParseError::EmptyHost => BaseUrlError::NoHost,
            _ => BaseUrlError::NotAUrl,
        })?;
        if !matches!(url.scheme(), "https" | "http") {
            // `localhost:1234` reads as a scheme; only `x://…` names one on purpose.
            let fault = if url.cannot_be_a_base() {
                BaseUrlError::NotAUrl
            } else {
                BaseUrlError::NotHttps
            };
            return Err(fault);
        }
        if has_userinfo(input, &url) {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() {
            return Err(BaseUrlError::Query);
        }
        if url.fragment().is_some() {
            return Err(BaseUrlError::Fragment);
        }
        let Some(host) = url.host() else {
            return Err(BaseUrlError::NoHost);
        };
        if url.scheme() == "http" && !is_loopback(&host) {
            return Err(BaseUrlError::NotHttps);
        }
        if url.port() == Some(0) {
            return Err(BaseUrlError::NotAUrl);
        }
        let url = Self::from_url(url);
        // What is escaped grows, and what is stored must be readable again.
        if url.text.len() > MAX_LENGTH {
            return Err(BaseUrlError::TooLong);
        }
        Ok(url)
    }

    fn from_url(mut url: Url) -> Self {
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        let text = url.as_str().trim_end_matches('/').to_owned();
        Self { url, text }
    }

    /// The URL without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The origin a key may be sent to.
    pub fn origin(&self) -> Origin {
        Origin::of(&self.url)
    }

    /// The host, as written in the URL; brackets around an IPv6 address.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Whether it names this very computer.
    pub fn is_loopback(&self) -> bool {
        self.url.host().is_some_and(|host| is_loopback(&host))
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a base URL is not taken. Holds nothing of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub enum BaseUrlError {
    /// Nothing was typed.
    #[error("the base URL is empty")]
    Empty,
    /// It cannot be read as an absolute URL.
    #[error("this is not a URL; it should look like https://host/v1")]
    NotAUrl,
    /// Neither https nor http to this computer.
    #[error("the base URL must be https (http only for this computer)")]
    NotHttps,
    /// It carries a user name or a password.
    #[error("the base URL must not carry a user name or password")]
    UserInfo,
    /// It carries a query.
    #[error("the base URL must not carry a query (?…)")]
    Query,
    /// It carries a fragment.
    #[error("the base URL must not carry a fragment (#…)")]
    Fragment,
    /// It names no host.
    #[error("the base URL names no host")]
    NoHost,
    /// It is longer than 2,048 bytes.
    #[error("the base URL is longer than 2,048 bytes")]
    TooLong,
}

/// Scheme, host and port that a key may be sent to, e.g. `https://api.groq.com:443`.
///
/// The port always stands there, so that two spellings of one origin compare equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    pub(crate) fn of(url: &Url) -> Self {
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        Self(format!("{}://{host}:{port}", url.scheme()))
    }

    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the authority names a user; an empty one (`https://@host`) counts, though it parses away.
fn has_userinfo(input: &str, url: &Url) -> bool {
    // The parser takes any number of slashes before the authority.
    let authority = input.split_once(':').map_or("", |(_, rest)| rest);
    let authority = authority.trim_start_matches('/');
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    !url.username().is_empty() || url.password().is_some() || authority.contains('@')
}

/// 127.0.0.0/8, `::1` and `localhost`.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(input: &str) -> Option<BaseUrlError> {
        BaseUrl::parse(input).err()
    }

    #[test]
    fn https_anywhere_and_http_on_this_computer_are_taken() {
        for (typed, kept, origin) in [
            (
                "https://api.groq.com/openai/v1",
                "https://api.groq.com/openai/v1",
                "https://api.groq.com:443",
            ),
            (
                " https://API.Example.com/ ",
                "https://api.example.com",
                "https://api.example.com:443",
            ),
            (
                "https://example.com:8443/v1//",
                "https://example.com:8443/v1",
                "https://example.com:8443",
            ),
            (
                "http://localhost:1234/v1",
                "http://localhost:1234/v1",
                "http://localhost:1234",
            ),
            (
                "http://127.0.0.1:80",
                "http://127.0.0.1",
                "http://127.0.0.1:80",
            ),
            (
                "http://127.9.9.9/v1",
                "http://127.9.9.9/v1",
                "http://127.9.9.9:80",
            ),
            (
                "http://[::1]:11434/",
                "http://[::1]:11434",
                "http://[::1]:11434",
            ),
        ] {
            let parsed = BaseUrl::parse(typed);
            assert_eq!(parsed.as_ref().map(BaseUrl::as_str), Ok(kept), "{typed}");
            assert_eq!(
                parsed.map(|url| url.origin().to_string()),
                Ok(origin.to_owned()),
                "{typed}"
            );
        }
    }

    #[test]
    fn each_fault_has_its_own_error() {
        for (typed, expected) in [
            ("", BaseUrlError::Empty),
            (" \t ", BaseUrlError::Empty),
            ("api.groq.com/openai/v1", BaseUrlError::NotAUrl),
            ("localhost:1234", BaseUrlError::NotAUrl),
            ("/v1", BaseUrlError::NotAUrl),
            ("https://exa mple.com", BaseUrlError::NotAUrl),
            ("https://good.example\\@evil.example", BaseUrlError::NotAUrl),
            ("https://evil\n.example", BaseUrlError::NotAUrl),
            ("https://example.com:0/v1", BaseUrlError::NotAUrl),
            ("https://good%2fexample.com", BaseUrlError::NotAUrl),
            ("http://example.com/v1", BaseUrlError::NotHttps),
            ("http://localhost.example.com/v1", BaseUrlError::NotHttps),
            ("http://128.0.0.1/v1", BaseUrlError::NotHttps),
            ("ftp://example.com/v1", BaseUrlError::NotHttps),
            ("file:///etc/passwd", BaseUrlError::NotHttps),
            ("https://user@example.com/v1", BaseUrlError::UserInfo),
            ("https://:secret@example.com/v1", BaseUrlError::UserInfo),
            ("https://@example.com/v1", BaseUrlError::UserInfo),
            ("https:/@example.com/v1", BaseUrlError::UserInfo),
            ("https:@example.com/v1", BaseUrlError::UserInfo),
            ("https://example.com/v1?key=1", BaseUrlError::Query),
            ("https://example.com/v1?", BaseUrlError::Query),
            ("https://example.com/v1#top", BaseUrlError::Fragment),
            ("https://", BaseUrlError::NoHost),
        ] {
            assert_eq!(fault(typed), Some(expected), "{typed}");
        }
        let long = format!("https://example.com/{}", "a".repeat(MAX_LENGTH));
        assert_eq!(fault(&long), Some(BaseUrlError::TooLong));
    }

    #[test]
    fn no_error_repeats_what_was_typed() {
        let shown =
            fault("https://user:hunter2@example.com").map(|error| format!("{error} {error:?}"));
        assert!(shown.is_some_and(|text| !text.contains("hunter2")));
    }
}

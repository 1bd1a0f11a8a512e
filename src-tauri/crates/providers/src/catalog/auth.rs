//! How a key is put into a request.

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use serde::Serialize;

use crate::key::KeyText;

/// How a key is put into a request. The word is bound into the seal of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthScheme {
    /// `Authorization: Bearer <key>`
    Bearer,
    /// `Authorization: Token <key>`
    Token,
    /// `x-api-key: <key>`
    XApiKey,
    /// `x-goog-api-key: <key>`
    XGoogApiKey,
    /// `xi-api-key: <key>`
    XiApiKey,
    /// `api-key: <key>`
    ApiKey,
}

impl AuthScheme {
    /// Every scheme.
    pub const ALL: [Self; 6] = [
        Self::Bearer,
        Self::Token,
        Self::XApiKey,
        Self::XGoogApiKey,
        Self::XiApiKey,
        Self::ApiKey,
    ];

    /// The word that is stored and sealed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Token => "token",
            Self::XApiKey => "x-api-key",
            Self::XGoogApiKey => "x-goog-api-key",
            Self::XiApiKey => "xi-api-key",
            Self::ApiKey => "api-key",
        }
    }

    /// The one header that carries the key, marked sensitive; `None` for a key with a character that
    /// no header takes.
    pub(crate) fn header(self, key: KeyText<'_>) -> Option<(HeaderName, HeaderValue)> {
        // EXPOSE: the key goes into the one header that the provider reads it from. The buffers
        // that hyper makes of it are wiped by the programs' allocator.
        let key = key.expose();
        let value = match self {
            Self::Bearer => HeaderValue::from_str(&format!("Bearer {key}")),
            Self::Token => HeaderValue::from_str(&format!("Token {key}")),
            Self::XApiKey | Self::XGoogApiKey | Self::XiApiKey | Self::ApiKey => {
                HeaderValue::from_str(key)
            }
        };
        let mut value = value.ok()?;
        value.set_sensitive(true);
        let name = match self {
            Self::Bearer | Self::Token => AUTHORIZATION,
            named => HeaderName::from_static(named.as_str()),
        };
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_travels_in_one_header_that_is_marked_sensitive() {
        for (auth, name, value) in [
            (AuthScheme::Bearer, "authorization", "Bearer fake-key"),
            (AuthScheme::Token, "authorization", "Token fake-key"),
            (AuthScheme::XApiKey, "x-api-key", "fake-key"),
            (AuthScheme::XGoogApiKey, "x-goog-api-key", "fake-key"),
            (AuthScheme::XiApiKey, "xi-api-key", "fake-key"),
            (AuthScheme::ApiKey, "api-key", "fake-key"),
        ] {
            let (told, header) = auth.header(KeyText::new("fake-key")).expect("sendable");
            assert_eq!((told.as_str(), header.as_bytes()), (name, value.as_bytes()));
            assert!(header.is_sensitive(), "{name} shows in Debug");
            assert!(!format!("{header:?}").contains("fake-key"), "{name}");
        }
    }

    #[test]
    fn a_key_that_no_header_takes_is_not_sent() {
        let key = KeyText::new("fake\nkey");
        assert!(
            AuthScheme::ALL
                .into_iter()
                .all(|auth| auth.header(key).is_none())
        );
    }

    #[test]
    fn words_are_the_ones_serde_writes() {
        for auth in AuthScheme::ALL {
            let json = serde_json::to_string(&auth).expect("serialises");
            assert_eq!(json, format!("\"{}\"", auth.as_str()));
        }
    }
}

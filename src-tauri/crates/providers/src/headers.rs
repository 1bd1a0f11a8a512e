//! Extra headers that a company's gateway wants, besides the key.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::key::KeyText;

/// A header of the owner's own. Its value is a secret, as a key is.
#[derive(Debug, Clone, Copy)]
pub struct ExtraHeader<'a> {
    /// The name.
    pub name: &'a str,
    /// The value.
    pub value: KeyText<'a>,
}

/// Why a header cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// The name has a character that no header name has, or is empty or too long.
    #[error("the name of the header has a character that no header name has")]
    Name,
    /// A header that the connection or the check sets by itself.
    #[error("this header is set by Keystow itself")]
    Reserved,
    /// The value is empty, too long, or has a character other than visible ASCII and spaces.
    #[error("the value of the header is empty, too long, or has a character that cannot be sent")]
    Value,
    /// Another one has the same name.
    #[error("two headers have the same name")]
    Twice,
}

/// Longest name and value.
const MAX_NAME: usize = 128;
const MAX_VALUE: usize = 4096;

/// Headers that an owner cannot set: they belong to the connection, or carry the key.
const RESERVED: [&str; 16] = [
    "accept",
    "anthropic-version",
    "api-key",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-api-key",
    "x-goog-api-key",
    "xi-api-key",
];

/// Looks at a name as it was typed, and returns it as it is stored.
///
/// # Errors
/// [`HeaderFault::Name`] and [`HeaderFault::Reserved`].
pub fn header_name(typed: &str) -> Result<String, HeaderFault> {
    let name = typed.trim().to_ascii_lowercase();
    if name.len() > MAX_NAME || HeaderName::from_bytes(name.as_bytes()).is_err() {
        return Err(HeaderFault::Name);
    }
    if RESERVED.contains(&name.as_str()) {
        return Err(HeaderFault::Reserved);
    }
    Ok(name)
}

/// Looks at a value.
///
/// # Errors
/// [`HeaderFault::Value`].
pub fn check_header_value(value: &str) -> Result<(), HeaderFault> {
    let sendable = value.bytes().all(|b| matches!(b, b' '..=b'~'));
    let padded = value.starts_with(' ') || value.ends_with(' ');
    if value.is_empty() || value.len() > MAX_VALUE || !sendable || padded {
        return Err(HeaderFault::Value);
    }
    Ok(())
}

/// Adds the headers, each marked sensitive; `None` where one cannot be sent.
pub(crate) fn add(headers: &mut HeaderMap, extra: &[ExtraHeader<'_>]) -> Option<()> {
    for header in extra {
        let name = HeaderName::from_bytes(header_name(header.name).ok()?.as_bytes()).ok()?;
        // EXPOSE: into the header that the owner's gateway reads it from.
        let mut value = HeaderValue::from_str(header.value.expose()).ok()?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_in_lower_case_and_reserved_ones_are_refused() {
        assert_eq!(
            header_name(" X-Gateway-Team "),
            Ok("x-gateway-team".to_owned())
        );
        for (typed, fault) in [
            ("", HeaderFault::Name),
            ("a b", HeaderFault::Name),
            ("x:y", HeaderFault::Name),
            ("Authorization", HeaderFault::Reserved),
            ("HOST", HeaderFault::Reserved),
            ("x-api-key", HeaderFault::Reserved),
        ] {
            assert_eq!(header_name(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn a_value_is_one_line_of_visible_text() {
        assert_eq!(check_header_value("Basic fake-secret"), Ok(()));
        for bad in ["", " a", "a ", "a\r\nb: c", "ä", "a\u{0}"] {
            assert_eq!(check_header_value(bad), Err(HeaderFault::Value), "{bad:?}");
        }
    }

    #[test]
    fn values_are_sensitive() {
        let mut headers = HeaderMap::new();
        let extra = [ExtraHeader {
            name: "x-team",
            value: KeyText::new("fake-secret"),
        }];
        assert!(add(&mut headers, &extra).is_some());
        assert!(headers["x-team"].is_sensitive());
        assert!(!format!("{headers:?} {extra:?}").contains("fake-secret"));
    }
}

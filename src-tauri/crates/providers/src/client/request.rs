//! The headers of every request, whatever is asked.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::dialect;
use crate::headers;
use crate::key::KeyText;
use crate::target::Target;

/// The dialect's own headers, whose account the request is for, what the owner's gateway wants, and the key.
/// `None` for a key or value that no header takes.
pub(crate) fn request_headers(target: &Target<'_>, key: Option<KeyText<'_>>) -> Option<HeaderMap> {
    let provider = target.provider;
    let mut map = dialect::headers(provider.dialect);
    for (name, value) in [
        ("openai-organization", target.organization),
        ("openai-project", target.project),
    ] {
        if let Some(value) = value.filter(|_| provider.has_organizations) {
            map.insert(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).ok()?,
            );
        }
    }
    headers::add(&mut map, target.headers)?;
    if let Some(key) = key {
        let (name, value) = provider.auth.header(key)?;
        map.insert(name, value);
    }
    Some(map)
}

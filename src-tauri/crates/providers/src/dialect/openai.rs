//! OpenAI and everything that speaks like it: `GET {root}/models`, one page, no version to name.

/// The list's path and query behind the root, which carries the version.
pub(super) const LIST: (&str, Option<&str>) = ("/models", None);

/// OpenAI-style SDKs take the version as part of the base URL. Where none was typed it is added:
/// the provider's own path to a bare host, `/v1` to anything else.
pub(super) fn root_path(typed: &str, own: &str) -> String {
    if typed.is_empty() {
        own.to_owned()
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

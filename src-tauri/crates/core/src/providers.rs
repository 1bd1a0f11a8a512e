//! Finding a provider by what a person or a program calls it.

use keystow_providers::catalog;
use keystow_providers::{AuthScheme, BaseUrl, Provider, Target};

use crate::error::Error;

/// Every provider, in the order people meet them.
pub fn providers() -> &'static [Provider] {
    catalog::providers()
}

/// Finds a provider by its id or its name, whatever the case.
///
/// # Errors
/// [`Error::NoSuchProvider`], with the nearest id where one is near.
pub fn find_provider(given: &str) -> Result<&'static Provider, Error> {
    let wanted = given.trim();
    providers()
        .iter()
        .find(|provider| {
            provider.id.eq_ignore_ascii_case(wanted) || provider.name.eq_ignore_ascii_case(wanted)
        })
        .ok_or_else(|| Error::NoSuchProvider {
            given: printable(wanted),
            suggestion: nearest(wanted),
        })
}

/// What a person typed, fit to be shown again.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// The id that differs from `wanted` by at most a third of its letters.
fn nearest(wanted: &str) -> Option<&'static str> {
    let wanted = &wanted.to_ascii_lowercase();
    let names = providers().iter().flat_map(|provider| {
        let words = provider.id.split('_').chain([provider.id]);
        words.map(move |word| (distance(wanted, word), provider.id, word.len()))
    });
    names
        .filter(|(distance, _, length)| distance * 3 <= *length)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(_, id, _)| id)
}

/// The Levenshtein distance over characters.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (above, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (index, b) in right.chars().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[right.chars().count()]
}

/// Where a credential's key goes, as the seal binds it.
pub(crate) struct Route {
    pub(crate) auth: AuthScheme,
    pub(crate) origin: String,
    pub(crate) host: String,
}

/// The route to a provider, or to the owner's own base URL for it.
pub(crate) fn route(provider: &Provider, base_url: Option<&BaseUrl>) -> Route {
    let target = Target { provider, base_url };
    let url = target.api_root();
    Route {
        auth: provider.auth,
        origin: target.origin().as_str().to_owned(),
        host: url.host_str().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_found_by_id_or_name_in_any_case() {
        for given in ["groq", "Groq", " GROQ ", "google_gemini", "Google Gemini"] {
            assert!(find_provider(given).is_ok(), "{given}");
        }
    }

    #[test]
    fn a_near_miss_names_what_was_meant() {
        for (given, meant) in [
            ("grok", Some("groq")),
            ("gemini", Some("google_gemini")),
            ("x", None),
        ] {
            let Err(Error::NoSuchProvider { suggestion, .. }) = find_provider(given) else {
                panic!("{given} is no provider");
            };
            assert_eq!(suggestion, meant, "{given}");
        }
    }
}

//! Finding a provider by what a person or a program calls it.

use keystow_providers::Provider;
use keystow_providers::catalog;

use crate::error::Error;

/// The longest text, in bytes, that is compared with names.
const LONGEST: usize = 64;

/// Every provider, in the order people meet them.
pub fn providers() -> &'static [Provider] {
    catalog::providers()
}

/// Finds a provider by its id or its name, whatever the case and whether words are joined by spaces,
/// dashes or underscores.
///
/// # Errors
/// [`Error::NoSuchProvider`], with the nearest id where one is near.
pub fn find_provider(given: &str) -> Result<&'static Provider, Error> {
    let wanted = plain(given);
    providers()
        .iter()
        .find(|provider| plain(provider.id) == wanted || plain(provider.name) == wanted)
        .ok_or_else(|| Error::NoSuchProvider {
            given: printable(given.trim()),
            suggestion: nearest(given),
        })
}

/// A name without case and without what joins its words.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a person typed, fit to be shown again.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// The id, or a word of one, that differs from `wanted` by at most a third of its letters.
fn nearest(wanted: &str) -> Option<&'static str> {
    let wanted = plain(wanted);
    // Nothing that long is nearly a name, and comparing it would take seconds.
    if wanted.len() > LONGEST {
        return None;
    }
    providers()
        .iter()
        .flat_map(|provider| {
            let words = provider.id.split('_').map(str::to_owned);
            words
                .chain([plain(provider.id)])
                .map(|word| (word, provider.id))
        })
        .map(|(word, id)| (strsim::damerau_levenshtein(&wanted, &word), word.len(), id))
        .filter(|(distance, length, _)| distance * 3 <= *length)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_found_by_id_or_name_in_any_case() {
        for given in [
            "groq",
            "Groq",
            " GROQ ",
            "google_gemini",
            "google-gemini",
            "Google Gemini",
        ] {
            assert!(find_provider(given).is_ok(), "{given}");
        }
    }

    #[test]
    fn a_near_miss_names_what_was_meant() {
        for (given, meant) in [
            ("grok", Some("groq")),
            ("gorq", Some("groq")),
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

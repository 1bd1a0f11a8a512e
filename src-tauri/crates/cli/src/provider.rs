//! Which provider a word on the command line means.
//!
//! A word that could be a key is never repeated: people do put keys where a name belongs.

use keystow::{BaseUrl, Error, Provider, find_provider, paste};

use crate::exit::{Code, Failure};

/// The longest word of the command line that a message repeats.
const ECHO_LIMIT: usize = 24;

/// Finds a provider by its id, its name, or the beginning of one that no other begins with, whatever the case.
///
/// # Errors
/// No provider is called that; says which one comes near, or which ones are meant.
pub(crate) fn resolve(given: &str) -> Result<&'static Provider, Failure> {
    let unknown = match find_provider(given) {
        Ok(found) => return Ok(found),
        Err(unknown) => unknown,
    };
    match beginning_with(given).as_slice() {
        [] => Err(unknown.into()),
        [found] => Ok(found),
        several => {
            let ids: Vec<_> = several.iter().map(|provider| provider.id).collect();
            Err(Failure::new(
                Code::NotFound,
                format!("{} is the beginning of several providers", quoted(given)),
            )
            .hint(format!("which one: {}?", ids.join(", "))))
        }
    }
}

/// The providers whose id or name begins so; one letter is no beginning.
fn beginning_with(given: &str) -> Vec<&'static Provider> {
    let begins = given.trim().to_lowercase();
    let known = keystow::providers().iter();
    let fits = |text: &str| text.to_lowercase().starts_with(&begins);
    let found = known.filter(|provider| fits(provider.id) || fits(provider.name));
    found.filter(|_| begins.len() > 1).collect()
}

/// The failure for a word that names no provider.
pub(crate) fn unknown(given: &str, suggestion: Option<&str>) -> Failure {
    let failure = Failure::new(
        Code::NotFound,
        format!("there is no provider {}", quoted(given)),
    );
    if could_be_key(given) {
        return failure.hint(
            "if that was a key: keys never go on the command line, and your shell's history may hold it now",
        );
    }
    match suggestion {
        Some(id) => failure.hint(format!("did you mean {id}?")),
        None => failure.hint("see `keystow providers`"),
    }
}

/// The word in quotes, or a stand-in for one that could be a key.
pub(crate) fn quoted(given: &str) -> String {
    if could_be_key(given) {
        "of that name".into()
    } else {
        format!("“{given}”")
    }
}

fn could_be_key(given: &str) -> bool {
    given.len() > ECHO_LIMIT || paste::suggest_provider(given).is_some()
}

/// Finds a fault of a base URL before anybody is asked to type a key for it.
///
/// # Errors
/// The text cannot be a base URL.
pub(crate) fn check_base_url(text: Option<&str>) -> Result<(), Failure> {
    if let Some(text) = text {
        BaseUrl::parse(text).map_err(Error::from)?;
    }
    Ok(())
}

/// Finds a fault of region and base URL before anybody is asked to type a key for them.
///
/// # Errors
/// The provider needs a base URL, has no such region, or got both.
pub(crate) fn check_place(
    provider: &'static Provider,
    region: Option<&str>,
    base_url: Option<&str>,
) -> Result<(), Failure> {
    Ok(keystow::check_place(provider, region, base_url)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_names_find_the_provider() {
        for given in ["groq", "Groq", " GROQ "] {
            assert_eq!(
                resolve(given).map(|provider| provider.id).ok(),
                Some("groq"),
                "{given}"
            );
        }
    }

    #[test]
    fn a_beginning_is_enough_where_no_other_provider_begins_so() {
        for (given, meant) in [
            ("gro", "groq"),
            ("Anth", "anthropic"),
            ("google", "google_gemini"),
        ] {
            assert_eq!(
                resolve(given).map(|found| found.id).ok(),
                Some(meant),
                "{given}"
            );
        }
        let several = resolve("deep").map(|found| found.id).expect_err("two");
        assert_eq!(several.code, Code::NotFound);
        let hint = several.hint.unwrap_or_default();
        assert!(
            hint.contains("deepseek") && hint.contains("deepgram"),
            "{hint}"
        );
        assert!(resolve("").is_err() && resolve("x").is_err());
    }

    #[test]
    fn a_near_miss_is_told_what_was_meant() {
        let failure = resolve("grok")
            .map(|found| found.id)
            .expect_err("no provider");
        assert_eq!(failure.code, Code::NotFound);
        assert_eq!(failure.hint.as_deref(), Some("did you mean groq?"));
    }

    #[test]
    fn a_word_that_could_be_a_key_is_not_repeated() {
        for given in ["gsk_fakeFAKE", "0123456789abcdef0123456789abcdef"] {
            let failure = resolve(given)
                .map(|found| found.id)
                .expect_err("no provider");
            assert!(!failure.message.contains(given), "{}", failure.message);
            assert!(!failure.hint.unwrap_or_default().contains(given));
        }
    }
}

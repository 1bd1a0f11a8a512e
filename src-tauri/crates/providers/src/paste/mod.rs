//! What people paste as a key, cleaned: the key is always a slice of the text, nothing is rewritten.
//!
//! The steps, in order: invisible characters and white space around; several lines are refused;
//! `export NAME=` and a trailing `;`; one pair of quotes; a header's name and scheme. What is left
//! must be 1 to 4,096 visible ASCII characters. Prefix and length are never a reason to refuse.

mod scan;

use serde::Serialize;

use self::scan::Scan;
use crate::catalog::{Provider, providers};

/// The longest key, in bytes.
pub const MAX_KEY_LENGTH: usize = 4096;

/// Where the key stands in the text, and what was left out around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// First byte of the key.
    pub start: usize,
    /// One past the last byte of the key.
    pub end: usize,
    /// What was left out; each kind once, in the order it was met.
    pub removed: Vec<Removed>,
}

/// A kind of thing that was left out around a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Removed {
    /// White space or line ends.
    Space,
    /// A byte-order mark or zero-width characters.
    Invisible,
    /// `NAME=`, with or without `export`, `set` or `$env:`.
    Assignment,
    /// A pair of quotes or backticks.
    Quotes,
    /// A header's name, such as `Authorization:`.
    Header,
    /// `Bearer` or `Token`.
    Scheme,
    /// A semicolon at the end.
    Semicolon,
}

/// Why a text is no key. Positions count characters of the text as pasted, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "camelCase")]
pub enum KeyFault {
    /// Nothing is left after cleaning.
    #[error("the key is empty")]
    Empty,
    /// Several lines carry text.
    #[error("this is several lines; a key is one")]
    SeveralLines,
    /// White space inside.
    #[error("there is a space at character {position}; a key has none")]
    InnerSpace {
        /// 1-based character.
        position: usize,
    },
    /// A control character inside.
    #[error("there is a control character at character {position}")]
    Control {
        /// 1-based character.
        position: usize,
    },
    /// A character that no key has.
    #[error("the character {character:?} at position {position} cannot be part of a key")]
    NotAscii {
        /// The character.
        character: char,
        /// 1-based character.
        position: usize,
    },
    /// More than 4,096 bytes.
    #[error("the key is {length} characters long; at most 4,096 are allowed")]
    TooLong {
        /// Bytes of the key.
        length: usize,
    },
    /// A web address.
    #[error("this looks like a web address, not like a key")]
    LooksLikeUrl,
}

/// Finds the key in what was pasted.
///
/// # Errors
///
/// A [`KeyFault`] that says what is wrong and where.
pub fn clean(text: &str) -> Result<Cleaned, KeyFault> {
    Scan::of(text).run()
}

/// The provider whose keys begin like this one. A hint for people: the key is sent nowhere.
///
/// A bare `sk-` says nothing, since several providers use it, unless `OpenAI`'s own mark is inside.
pub fn suggest_provider(key: &str) -> Option<&'static Provider> {
    if key.starts_with("sk-") && key.contains("T3BlbkFJ") {
        return crate::catalog::find("openai");
    }
    let known = providers()
        .iter()
        .map(|provider| (provider.public_prefix(key), provider));
    let known = known.filter(|(prefix, _)| !matches!(*prefix, "" | "sk-"));
    known
        .max_by_key(|(prefix, _)| prefix.len())
        .map(|(_, provider)| provider)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE";

    fn cleaned(pattern: &str) -> Result<(String, Vec<Removed>), KeyFault> {
        let text = pattern.replace("KEY", KEY);
        clean(&text).map(|found| (text[found.start..found.end].to_owned(), found.removed))
    }

    #[test]
    fn what_stands_around_a_key_is_left_out_and_named() {
        use Removed::{Assignment, Header, Invisible, Quotes, Scheme, Semicolon, Space};
        for (pasted, removed) in [
            ("KEY", vec![]),
            ("  KEY\r\n", vec![Space]),
            ("\u{feff}KEY\u{200b}", vec![Invisible]),
            ("\n\u{feff} KEY", vec![Space, Invisible]),
            ("\"KEY\"", vec![Quotes]),
            ("' KEY '", vec![Quotes, Space]),
            ("`KEY`", vec![Quotes]),
            ("“KEY”", vec![Quotes]),
            ("GROQ_API_=KEY", vec![Assignment]),
            (
                "export GROQ_API_='KEY';",
                vec![Assignment, Semicolon, Quotes],
            ),
            ("set GROQ_API_=KEY", vec![Assignment]),
            ("$env:GROQ = \"KEY\"", vec![Assignment, Quotes]),
            ("groq_token = KEY", vec![Assignment]),
            ("export groq=KEY", vec![Assignment]),
            ("Bearer KEY", vec![Scheme]),
            ("token  KEY", vec![Scheme]),
            ("Authorization: Bearer KEY", vec![Header, Scheme]),
            ("\"authorization:bearer KEY\"", vec![Quotes, Header, Scheme]),
            ("x-api-key: KEY", vec![Header]),
            ("KEY;", vec![Semicolon]),
        ] {
            assert_eq!(cleaned(pasted), Ok((KEY.to_owned(), removed)), "{pasted:?}");
        }
    }

    #[test]
    fn what_belongs_to_a_key_stays() {
        for key in [
            "dGVzdA==", "abc=def", "a", "\"", "it's", "AQ.Ab8=", "~!", "Bearer", "KEYS=",
        ] {
            let found = clean(key);
            assert_eq!(
                found.map(|found| (found.start, found.end)),
                Ok((0, key.len())),
                "{key}"
            );
        }
    }

    #[test]
    fn every_fault_is_named_and_placed() {
        for (pasted, fault) in [
            ("", KeyFault::Empty),
            (" \n\u{feff} ", KeyFault::Empty),
            ("\"\"", KeyFault::Empty),
            ("GROQ=\"\"", KeyFault::Empty),
            ("KEY\nKEY", KeyFault::SeveralLines),
            ("A=KEY\r\nB=KEY", KeyFault::SeveralLines),
            ("https://console.groq.com/keys", KeyFault::LooksLikeUrl),
            ("  ab cd", KeyFault::InnerSpace { position: 5 }),
            ("please write a poem", KeyFault::InnerSpace { position: 7 }),
            ("\u{feff}ab\u{7}cd", KeyFault::Control { position: 4 }),
            (
                "gsk_ü",
                KeyFault::NotAscii {
                    character: 'ü',
                    position: 5,
                },
            ),
            (
                "gsk\u{a0}x",
                KeyFault::NotAscii {
                    character: '\u{a0}',
                    position: 4,
                },
            ),
            (
                "gsk\u{200b}x",
                KeyFault::NotAscii {
                    character: '\u{200b}',
                    position: 4,
                },
            ),
        ] {
            assert_eq!(cleaned(pasted).err(), Some(fault), "{pasted:?}");
        }
        assert_eq!(
            clean(&"a".repeat(5000)),
            Err(KeyFault::TooLong { length: 5000 })
        );
        assert!(clean(&"a".repeat(MAX_KEY_LENGTH)).is_ok());
    }

    #[test]
    fn prefixes_suggest_a_provider_and_a_bare_sk_does_not() {
        let suggested = |key| suggest_provider(key).map(|provider| provider.id);
        assert_eq!(suggested(KEY), Some("groq"));
        assert_eq!(suggested("sk-proj-fake"), Some("openai"));
        assert_eq!(suggested("sk-ant-api03-fake"), Some("anthropic"));
        assert_eq!(suggested("AIzaSyfake"), Some("google_gemini"));
        assert_eq!(suggested("AQ.fake"), Some("google_gemini"));
        assert_eq!(suggested("sk-fakeT3BlbkFJfake"), Some("openai"));
        assert_eq!(suggested("sk-or-v1-fake"), Some("openrouter"));
        assert_eq!(suggested("xai-fake"), Some("xai"));
        assert_eq!(suggested("sk_fake"), Some("elevenlabs"));
        for ambiguous in ["sk-fake", "fake", ""] {
            assert_eq!(suggested(ambiguous), None, "{ambiguous}");
        }
    }
}

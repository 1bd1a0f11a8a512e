//! What people paste as a key, cleaned: the key is always a slice of the text, nothing is rewritten.
//!
//! The steps, in order: invisible characters and white space around; several lines are refused;
//! `export NAME=` and a trailing `;`; one pair of quotes; a header's name and scheme. What is left
//! must be 1 to 4,096 visible ASCII characters. Prefix and length are never a reason to refuse.

use serde::Serialize;

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
    let mut scan = Scan {
        text,
        start: 0,
        end: text.len(),
        removed: Vec::new(),
    };
    scan.trim();
    if scan.rest().contains(['\n', '\r']) {
        return Err(KeyFault::SeveralLines);
    }
    scan.assignment();
    scan.semicolon();
    scan.quotes();
    scan.header();
    scan.trim();
    scan.finish()
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

struct Scan<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    removed: Vec<Removed>,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    fn note(&mut self, removed: Removed) {
        if !self.removed.contains(&removed) {
            self.removed.push(removed);
        }
    }

    /// Drops the first `bytes` of the rest.
    fn skip(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    fn trim(&mut self) {
        let rest = self.rest();
        let kept = rest.trim_start_matches(is_outside);
        let (from_front, kept_front) = (rest.len() - kept.len(), kept);
        let kept = kept_front.trim_end_matches(is_outside);
        let from_back = kept_front.len() - kept.len();
        let dropped = rest[..from_front]
            .chars()
            .chain(kept_front[kept.len()..].chars());
        for c in dropped {
            self.note(if is_invisible(c) {
                Removed::Invisible
            } else {
                Removed::Space
            });
        }
        self.start += from_front;
        self.end -= from_back;
    }

    /// `NAME=…`, `export NAME=…`, `set NAME=…`, `$env:NAME = …`.
    fn assignment(&mut self) {
        let rest = self.rest();
        let mut keywords = ["export ", "set ", "$env:"].into_iter();
        let keyword = keywords.find_map(|word| after(rest, word));
        let named = keyword.unwrap_or(rest).trim_start();
        let Some((name, value)) = named.split_once('=') else {
            return;
        };
        let name = name.trim_end();
        // A key may itself end in `=`: only a name before it and a value behind it make it one.
        if !is_name(name, keyword.is_some()) || value.is_empty() || value.starts_with('=') {
            return;
        }
        self.note(Removed::Assignment);
        self.skip(rest.len() - value.len());
        self.trim_quietly();
    }

    fn semicolon(&mut self) {
        if self.rest().len() > 1 && self.rest().ends_with(';') {
            self.end -= 1;
            self.note(Removed::Semicolon);
            self.trim_quietly();
        }
    }

    fn quotes(&mut self) {
        let rest = self.rest();
        let pair = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];
        let pair = pair.into_iter().find(|(open, close)| {
            rest.len() >= open.len_utf8() + close.len_utf8()
                && rest.starts_with(*open)
                && rest.ends_with(*close)
        });
        if let Some((open, close)) = pair {
            self.start += open.len_utf8();
            self.end -= close.len_utf8();
            self.note(Removed::Quotes);
            self.trim();
        }
    }

    fn header(&mut self) {
        let names = ["authorization:", "x-api-key:", "x-goog-api-key:"];
        if let Some(value) = names.into_iter().find_map(|name| after(self.rest(), name)) {
            self.note(Removed::Header);
            self.skip(self.rest().len() - value.len());
            self.trim_quietly();
        }
        let schemes = ["bearer ", "token "];
        if let Some(value) = schemes
            .into_iter()
            .find_map(|scheme| after(self.rest(), scheme))
        {
            self.note(Removed::Scheme);
            self.skip(self.rest().len() - value.len());
            self.trim_quietly();
        }
    }

    /// Trims what belongs to the thing just dropped, without a word about it.
    fn trim_quietly(&mut self) {
        let noted = self.removed.clone();
        self.trim();
        self.removed = noted;
    }

    fn finish(self) -> Result<Cleaned, KeyFault> {
        let key = self.rest();
        if key.is_empty() {
            return Err(KeyFault::Empty);
        }
        if ["http://", "https://"]
            .into_iter()
            .any(|scheme| after(key, scheme).is_some())
        {
            return Err(KeyFault::LooksLikeUrl);
        }
        let before = self.text[..self.start].chars().count();
        for (position, character) in (before + 1..).zip(key.chars()) {
            match character {
                '!'..='~' => {}
                ' ' | '\t' => return Err(KeyFault::InnerSpace { position }),
                _ if character.is_ascii() => return Err(KeyFault::Control { position }),
                _ => {
                    return Err(KeyFault::NotAscii {
                        character,
                        position,
                    });
                }
            }
        }
        if key.len() > MAX_KEY_LENGTH {
            return Err(KeyFault::TooLong { length: key.len() });
        }
        Ok(Cleaned {
            start: self.start,
            end: self.end,
            removed: self.removed,
        })
    }
}

/// What follows `word` (lower-case ASCII) at the beginning of `text`, in any case.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// A variable's name. Without `export` before it only one that looks like a key's: all in capitals,
/// or with `key`, `token` or `secret` in it.
fn is_name(name: &str, announced: bool) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts || !name.chars().all(word) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    announced
        || !name.contains(|c: char| c.is_ascii_lowercase())
        || ["key", "token", "secret"]
            .into_iter()
            .any(|part| lower.contains(part))
}

fn is_outside(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Byte-order mark and zero-width characters, as they come along with a copy from a page.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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
        for ambiguous in ["sk-fake", "sk-or-v1-fake", "fake", ""] {
            assert_eq!(suggested(ambiguous), None, "{ambiguous}");
        }
    }
}

//! The steps of cleaning, each taking away from the ends of the text.

use super::{Cleaned, KeyFault, MAX_KEY_LENGTH, Removed};

/// What is left of a text, and what was taken away.
pub(super) struct Scan<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    removed: Vec<Removed>,
}

impl<'t> Scan<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            start: 0,
            end: text.len(),
            removed: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Result<Cleaned, KeyFault> {
        self.trim();
        if self.rest().contains(['\n', '\r']) {
            return Err(KeyFault::SeveralLines);
        }
        self.assignment();
        self.semicolon();
        self.quotes();
        self.header();
        self.trim();
        self.finish()
    }

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

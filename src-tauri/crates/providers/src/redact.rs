//! Takes a key out of foreign text before anybody sees it.
//!
//! Providers echo what they were sent: OpenAI the first and last characters, short strings whole,
//! others the last four. So every piece of the key of four or more characters goes, unless it lies
//! wholly inside the public prefix, which is no secret (`gsk_` may stay).

use std::collections::HashSet;

use crate::catalog::longest_prefix;
use crate::text::plain;

/// Longest text that leaves, in characters.
pub const MAX_CHARS: usize = 512;

/// Shortest piece of a key that is taken out.
const MIN_PIECE: usize = 4;

/// How much text is looked at; the rest is dropped before the search.
const MAX_READ: usize = 8 * MAX_CHARS;

/// What stands where a piece of the key stood; no key can hold it.
const MARK: char = '…';

/// The text on one line, without any piece of `key`, without control or bidi characters, at most
/// [`MAX_CHARS`] characters.
///
/// `public_prefixes` are those of the provider; the longest that fits the key may stay. A key
/// shorter than four characters is taken out whole.
pub fn redact(text: &str, key: Option<&str>, public_prefixes: &[&str]) -> String {
    // Invisible characters go first: they must not split a piece of the key.
    let text = plain(text, MAX_READ);
    let text = match key {
        Some(key) if !key.is_empty() => take_out(&text, key, public_prefixes),
        _ => text,
    };
    plain(&text, MAX_CHARS)
}

/// Replaces every run of secret pieces by one mark; linear in text and key.
fn take_out(text: &str, key: &str, public_prefixes: &[&str]) -> String {
    let prefix = longest_prefix(key, public_prefixes).len();
    let prefix = if prefix == key.len() { 0 } else { prefix };
    let (key, bytes) = (key.as_bytes(), text.as_bytes());
    let size = MIN_PIECE.min(key.len());
    // Any longer secret piece is made of these, but for what reaches back into the prefix.
    let windows = key.windows(size).enumerate();
    let secret: HashSet<&[u8]> = windows
        .filter(|(start, _)| start + size > prefix)
        .map(|(_, piece)| piece)
        .collect();

    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, piece) in bytes.windows(size).enumerate() {
        if !secret.contains(piece) {
            continue;
        }
        if at >= done {
            let from = reach_back(bytes, at, key, prefix).max(done);
            // Keys are ASCII, so the ends of a piece never split a character.
            out.push_str(text.get(done..from).unwrap_or_default());
            out.push(MARK);
        }
        done = at + size;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Where the piece that is found at `at` begins, when it began inside the public prefix.
fn reach_back(text: &[u8], at: usize, key: &[u8], prefix: usize) -> usize {
    let longest = (1..=prefix.min(at)).rev().find(|back| {
        let mut starts = *back..=prefix;
        starts.any(|start| text[at - back..].starts_with(&key[start - back..=start]))
    });
    at - longest.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "gsk_fakeFAKE0123456789abcdefTAIL";

    #[test]
    fn the_whole_key_and_its_pieces_go() {
        let redacted = |text: &str| redact(text, Some(KEY), &["gsk_"]);
        assert_eq!(redacted(&format!("no {KEY}!")), "no …!");
        assert_eq!(redacted("wrong: gsk_****TAIL."), "wrong: gsk_****….");
        assert_eq!(redacted("ends 9abc, not 9ab"), "ends …, not 9ab");
        assert_eq!(
            redacted("gsk_fa"),
            "…",
            "a piece that leaves the prefix goes whole"
        );
        assert_eq!(redacted("starts with gsk_"), "starts with gsk_");
        assert_eq!(
            redacted("0123\u{200b}4567"),
            "…",
            "nothing invisible splits a piece"
        );
    }

    #[test]
    fn without_a_known_prefix_nothing_of_the_key_stays() {
        assert_eq!(redact("gsk_****TAIL", Some(KEY), &[]), "…****…");
    }

    #[test]
    fn a_short_key_goes_whole_and_no_key_leaves_the_text() {
        assert_eq!(redact("got abc", Some("abc"), &[]), "got …");
        assert_eq!(redact("got abc", None, &[]), "got abc");
        assert_eq!(redact("got abc", Some(""), &[]), "got abc");
        assert_eq!(redact("all gsk_", Some("gsk_"), &["gsk_"]), "all …");
    }

    #[test]
    fn what_leaves_is_short_and_on_one_line() {
        let long = redact(&"wörd\n".repeat(9_000), Some(KEY), &[]);
        assert_eq!(long.chars().count(), MAX_CHARS);
        assert!(!long.contains('\n'));
    }
}

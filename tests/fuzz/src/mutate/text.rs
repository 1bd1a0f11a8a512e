//! Changes to text: whole characters come, go and turn into others that look or read alike.

use super::bytes::range;
use crate::chance::Chance;

/// Characters that readers of text stumble over: white space of all kinds, controls, invisible and
/// turning ones, look-alikes, two and four bytes long ones, and those whose case changes their length.
const ODD: &[char] = &[
    ' ',
    '\t',
    '\n',
    '\r',
    '\0',
    '\u{7}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{a0}',
    '\u{ad}',
    '\u{200b}',
    '\u{200e}',
    '\u{2028}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{3000}',
    '\u{feff}',
    '\u{fffd}',
    '\u{e0041}',
    'ü',
    'ß',
    'İ',
    'ı',
    'K',
    'ſ',
    'А',
    'а',
    '。',
    '．',
    '／',
    '＠',
    '①',
    '０',
    '"',
    '\'',
    '`',
    '“',
    '”',
    '‘',
    '’',
    ';',
    '=',
    ':',
    '/',
    '\\',
    '@',
    '?',
    '#',
    '%',
    '.',
    '-',
    '_',
    '[',
    ']',
    '😀',
    '\u{10ffff}',
];

/// Makes one change; what was no UTF-8 is replaced first.
pub(super) fn change(
    value: &mut Vec<u8>,
    donor: &[u8],
    words: &[&'static [u8]],
    chance: &mut Chance,
) {
    let mut text: Vec<char> = String::from_utf8_lossy(value).chars().collect();
    let donor: Vec<char> = String::from_utf8_lossy(donor).chars().collect();
    let at = chance.below(text.len());
    let gap = chance.below(text.len() + 1);
    let odd = chance.pick(ODD).copied().unwrap_or(' ');
    let word = chance.pick(words).copied().unwrap_or_default();
    let word: Vec<char> = String::from_utf8_lossy(word).chars().collect();
    match chance.below(10) {
        0 => text.insert(gap, odd),
        1 => {
            if let Some(c) = text.get_mut(at) {
                *c = odd;
            }
        }
        2 => {
            if let Some(c) = text.get_mut(at) {
                *c = char::from(chance.byte() & 0x7f);
            }
        }
        3 => {
            if let Some(c) = text.get_mut(at) {
                *c = if c.is_ascii_uppercase() {
                    c.to_ascii_lowercase()
                } else {
                    c.to_ascii_uppercase()
                };
            }
        }
        4 => drop(text.drain(range(text.len(), chance))),
        5 => {
            let piece = text[range(text.len(), chance)].to_vec();
            text.splice(gap..gap, piece);
        }
        6 => {
            let piece = text[range(text.len(), chance)].repeat(1 + chance.below(300));
            text.splice(gap..gap, piece);
        }
        7 => {
            let piece = donor[range(donor.len(), chance)].to_vec();
            let replaced = range(text.len(), chance);
            text.splice(replaced, piece);
        }
        8 => {
            text.splice(gap..gap, word);
        }
        _ => {
            let end = (at + word.len()).min(text.len());
            text.splice(at..end, word);
        }
    }
    *value = text.into_iter().collect::<String>().into_bytes();
}

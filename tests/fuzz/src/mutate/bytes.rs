//! Changes to bytes that mean nothing to the mutator.

use std::ops::Range;

use crate::chance::Chance;

/// Numbers at which lengths and counters turn over.
const EDGES: &[u64] = &[
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x1_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    u64::MAX,
];

/// Makes one change.
pub(super) fn change(
    value: &mut Vec<u8>,
    donor: &[u8],
    words: &[&'static [u8]],
    chance: &mut Chance,
) {
    let at = chance.below(value.len());
    let gap = chance.below(value.len() + 1);
    match chance.below(11) {
        0 => {
            if let Some(byte) = value.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            if let Some(byte) = value.get_mut(at) {
                *byte = chance.byte();
            }
        }
        2 => number(value, at, chance),
        3 => value.truncate(gap),
        4 => drop(value.drain(range(value.len(), chance))),
        5 => {
            let piece: Vec<u8> = (0..=chance.below(8)).map(|_| chance.byte()).collect();
            value.splice(gap..gap, piece);
        }
        6 => {
            let piece = value[range(value.len(), chance)].to_vec();
            value.splice(gap..gap, piece);
        }
        7 => {
            let piece = value[range(value.len(), chance)].repeat(1 + chance.below(200));
            value.splice(gap..gap, piece);
        }
        8 => {
            let piece = donor[range(donor.len(), chance)].to_vec();
            let replaced = range(value.len(), chance);
            value.splice(replaced, piece);
        }
        9 => {
            let word = chance.pick(words).copied().unwrap_or_default();
            value.splice(gap..gap, word.iter().copied());
        }
        _ => {
            let word = chance.pick(words).copied().unwrap_or_default();
            let end = (at + word.len()).min(value.len());
            value.splice(at..end, word.iter().copied());
        }
    }
}

/// Writes a number that turns over, or moves the one that stands there by a little.
fn number(value: &mut [u8], at: usize, chance: &mut Chance) {
    let width = 1 << chance.below(4);
    let Some(place) = value.get_mut(at..).and_then(|rest| rest.get_mut(..width)) else {
        return;
    };
    let standing = place
        .iter()
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let number = match chance.below(3) {
        0 => standing.wrapping_add(1),
        1 => standing.wrapping_sub(1),
        _ => chance.pick(EDGES).copied().unwrap_or_default(),
    };
    let bytes = number.to_be_bytes();
    place.copy_from_slice(&bytes[bytes.len() - width..]);
}

/// A piece of something, seldom a long one.
pub(super) fn range(length: usize, chance: &mut Chance) -> Range<usize> {
    let start = chance.below(length + 1);
    let most = if chance.once_in(4) {
        length - start
    } else {
        (length - start).min(16)
    };
    start..start + chance.below(most + 1)
}

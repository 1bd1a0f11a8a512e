//! Ways to damage a file.

use crate::chance::Chance;

/// One damage. The same one makes the same image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The file ends here.
    Truncated(usize),
    /// One bit is another one.
    Flipped {
        /// Counted from the file's first bit.
        bit: usize,
    },
    /// Some bytes are others.
    Overwritten {
        /// From here.
        from: usize,
        /// So many.
        length: usize,
        /// What stands there: a byte again and again, or chance.
        with: Option<u8>,
        /// The seed of the chance.
        seed: u64,
    },
    /// Two pages have changed places.
    Swapped {
        /// The first, from 0.
        left: usize,
        /// The second.
        right: usize,
    },
    /// One page stands in another one's place too.
    Doubled {
        /// The one that is copied.
        from: usize,
        /// The one that is gone.
        to: usize,
    },
}

/// SQLite's page size here.
pub const PAGE: usize = 4096;

impl Damage {
    /// The damaged image.
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        let mut image = bytes.to_vec();
        match self {
            Self::Truncated(length) => image.truncate(length),
            Self::Flipped { bit } => image[bit / 8] ^= 1 << (bit % 8),
            Self::Overwritten {
                from,
                length,
                with,
                seed,
            } => {
                let mut chance = Chance::new(seed);
                let end = (from + length).min(image.len());
                for byte in &mut image[from..end] {
                    *byte = with.unwrap_or_else(|| chance.number().to_le_bytes()[0]);
                }
            }
            Self::Swapped { left, right } => {
                for offset in 0..PAGE {
                    image.swap(left * PAGE + offset, right * PAGE + offset);
                }
            }
            Self::Doubled { from, to } => {
                image.copy_within(from * PAGE..(from + 1) * PAGE, to * PAGE);
            }
        }
        image
    }
}

/// D2: cut at every 512 bytes.
pub fn truncations(length: usize) -> Vec<Damage> {
    (0..length).step_by(512).map(Damage::Truncated).collect()
}

/// D3: single bits, evenly over the whole file; every one where `count` allows it.
pub fn flips(length: usize, count: usize) -> Vec<Damage> {
    let bits = length * 8;
    let count = count.min(bits);
    (0..count)
        .map(|index| Damage::Flipped {
            bit: index * bits / count,
        })
        .collect()
}

/// Runs of bytes overwritten: with zeros, with ones, with chance; a few bytes or whole pages.
pub fn overwrites(length: usize, count: usize) -> Vec<Damage> {
    let one = |seed: usize| {
        let seed = seed as u64;
        let mut chance = Chance::new(seed ^ 0x0dd5);
        let from = chance.below(length);
        let longest = *chance.pick(&[4, 16, 64, 512, PAGE, 3 * PAGE]);
        Damage::Overwritten {
            from,
            length: 1 + chance.below(longest),
            with: *chance.pick(&[Some(0), Some(0xff), None]),
            seed,
        }
    };
    (0..count).map(one).collect()
}

/// Pages in another page's place.
pub fn swaps(length: usize, count: usize) -> Vec<Damage> {
    let pages = length / PAGE;
    let one = |seed: usize| {
        let mut chance = Chance::new(seed as u64 ^ 0x5a5a);
        let (left, right) = (chance.below(pages), chance.below(pages));
        if seed.is_multiple_of(2) {
            Damage::Swapped { left, right }
        } else {
            Damage::Doubled {
                from: left,
                to: right,
            }
        }
    };
    (0..count).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_damage_changes_what_it_says() {
        let whole = vec![7; 3 * PAGE];
        assert_eq!(Damage::Truncated(512).of(&whole).len(), 512);
        let flipped = Damage::Flipped { bit: 8 * PAGE + 1 }.of(&whole);
        assert_eq!(flipped.iter().filter(|byte| **byte != 7).count(), 1);
        assert_eq!(flipped[PAGE], 5);
        let mut pages = whole.clone();
        pages[PAGE..2 * PAGE].fill(8);
        let doubled = Damage::Doubled { from: 1, to: 2 }.of(&pages);
        assert_eq!(doubled[2 * PAGE..], pages[PAGE..2 * PAGE]);
        let swapped = Damage::Swapped { left: 0, right: 1 }.of(&pages);
        assert_eq!((swapped[0], swapped[PAGE]), (8, 7));
    }

    #[test]
    fn few_flips_are_spread_and_many_are_all() {
        let few = flips(100, 8);
        assert_eq!(few[0], Damage::Flipped { bit: 0 });
        assert_eq!(few[7], Damage::Flipped { bit: 700 });
        assert_eq!(flips(1, 100).len(), 8);
    }
}

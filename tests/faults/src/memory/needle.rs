//! The shapes in which a secret may lie in memory.

use data_encoding::BASE64;

/// How much of a secret is looked for: an allocator overwrites the first bytes of what it was given back,
/// so the whole is rarely there where a part is.
const PIECE: usize = 16;

/// Texts to look for, each by the name of its encoding.
#[derive(Debug)]
pub struct Needles {
    pieces: Vec<(&'static str, Vec<u8>)>,
}

impl Needles {
    /// Every encoding of the last and of the middle part of a secret: plain, UTF-16LE, hexadecimal in both
    /// cases, percent, and base64 at each of the three offsets. `None` where the secret is too short to
    /// be told from chance.
    pub fn of(secret: &str) -> Option<Self> {
        let bytes = secret.as_bytes();
        let last = bytes.last_chunk::<PIECE>()?;
        let mut pieces = encodings(last);
        // With less than two parts, the middle one would be found with every last one.
        if bytes.len() >= 2 * PIECE {
            let middle = (bytes.len() - PIECE) / 2;
            pieces.extend(encodings(&bytes[middle..middle + PIECE]));
        }
        Some(Self { pieces })
    }

    /// A text as it is, for a control.
    pub fn plain(text: &str) -> Self {
        Self {
            pieces: vec![("plain", text.as_bytes().to_vec())],
        }
    }

    /// The longest of them, in bytes.
    pub fn longest(&self) -> usize {
        let lengths = self.pieces.iter().map(|(_, piece)| piece.len());
        lengths.max().unwrap_or_default()
    }

    /// Where they begin in a stretch of memory, each with its encoding.
    pub fn find<'a>(
        &'a self,
        memory: &'a [u8],
    ) -> impl Iterator<Item = (&'static str, usize)> + 'a {
        // One pass for all of them: a gigabyte is read for each search.
        let mut begins = [false; 256];
        for (_, piece) in &self.pieces {
            begins[usize::from(piece[0])] = true;
        }
        let candidates = move |(_, byte): &(usize, &u8)| begins[usize::from(**byte)];
        let here = move |at: usize| {
            let fits = move |(_, piece): &&(&'static str, Vec<u8>)| memory[at..].starts_with(piece);
            let found = self.pieces.iter().filter(fits);
            found.map(move |(name, _)| (*name, at))
        };
        memory
            .iter()
            .enumerate()
            .filter(candidates)
            .flat_map(move |(at, _)| here(at))
    }
}

fn encodings(piece: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let each = |write: fn(u8) -> String| piece.iter().map(|byte| write(*byte)).collect::<String>();
    let wide: Vec<u8> = piece.iter().flat_map(|byte| [*byte, 0]).collect();
    let mut found = vec![
        ("plain", piece.to_vec()),
        ("utf-16", wide),
        ("hex", each(|byte| format!("{byte:02x}")).into_bytes()),
        ("hex", each(|byte| format!("{byte:02X}")).into_bytes()),
        ("percent", each(|byte| format!("%{byte:02X}")).into_bytes()),
    ];
    for offset in 0..3 {
        // The characters at the edges depend on the neighbours; those within do not.
        let padded = [&[b'x'; 2][..offset], piece].concat();
        let whole = padded.len() / 3 * 4;
        let first = if offset == 0 { 0 } else { 4 };
        let text = BASE64.encode(&padded);
        found.push(("base64", text.as_bytes()[first..whole].to_vec()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "sk-fake-0123456789abcdefghijklmnopqrstuvwxyzFAKE";

    fn names(memory: &[u8]) -> Vec<&'static str> {
        let needles = Needles::of(SECRET).expect("it is long enough");
        needles.find(memory).map(|(name, _)| name).collect()
    }

    #[test]
    fn a_secret_is_found_in_every_encoding() {
        assert_eq!(names(SECRET.as_bytes()), ["plain", "plain"]);
        let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(names(&wide), ["utf-16", "utf-16"]);
        let hex = data_encoding::HEXLOWER.encode(SECRET.as_bytes());
        assert_eq!(names(hex.as_bytes()), ["hex", "hex"]);
        let percent: Vec<String> = SECRET.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let percent = percent.concat();
        assert_eq!(names(percent.as_bytes()), ["percent", "percent"]);
        for before in ["", "a", "ab"] {
            let text = BASE64.encode(format!("{before}{SECRET} and after").as_bytes());
            assert_eq!(names(text.as_bytes()), ["base64", "base64"], "{before:?}");
        }
    }

    #[test]
    fn a_part_of_a_secret_is_found_and_nothing_else() {
        let tail = &SECRET[SECRET.len() - 20..];
        assert_eq!(names(tail.as_bytes()), ["plain"]);
        assert!(Needles::of("sk-fake").is_none());
        assert!(names(b"sk-fake-0123456").is_empty());
        assert!(names(&[0; 4096]).is_empty());
    }
}

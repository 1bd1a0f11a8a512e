//! The age vectors of the Community Cryptography Test Vectors, as Keystow's reader must take them.
//!
//! The reader takes one thing only: an age file, not armored, for one passphrase, of at most a work
//! factor of 22. So a vector for an X25519 key is no backup however sound it is, one that is no age
//! file at all is none either, and what age calls a header failure, an HMAC failure or a payload
//! failure is damage. Three large ones are left out; the folder's README names them.
//!
//! The vectors of the payload are all for X25519 keys. They share one file key with the vector
//! `scrypt`, so behind its header they are put before the reader as well.

use std::io::Read;
use std::path::PathBuf;

use data_encoding::HEXLOWER;
use flate2::read::ZlibDecoder;
use sha2::{Digest, Sha256};

use crate::backup::{BackupFault, door};
use crate::passphrase::Passphrase;

/// What is for a passphrase and sound to the end.
const OPENS: &[&str] = &["scrypt"];

/// Nothing in the format tells a damaged wrapped key or another work factor from wrong words.
const WRONG_PASSPHRASE: &[&str] = &[
    "scrypt_bad_tag",
    "scrypt_no_match",
    "scrypt_work_factor_wrong",
];

const TOO_SLOW: &[&str] = &["scrypt_work_factor_23"];

const NEWER: &[&str] = &["version_unsupported"];

/// Begins as an age file and goes on as none, or breaks a rule of the scrypt stanza.
const DAMAGED: &[&str] = &[
    "empty",
    "header_crlf",
    "hmac_extra_space",
    "hmac_garbage",
    "hmac_missing",
    "hmac_no_space",
    "hmac_not_canonical",
    "hmac_trailing_space",
    "hmac_truncated",
    "scrypt_and_x25519",
    "scrypt_double",
    "scrypt_extra_argument",
    "scrypt_long_file_key",
    "scrypt_not_canonical_body",
    "scrypt_not_canonical_salt",
    "scrypt_salt_long",
    "scrypt_salt_missing",
    "scrypt_salt_short",
    "scrypt_work_factor_hex",
    "scrypt_work_factor_leading_garbage",
    "scrypt_work_factor_leading_plus",
    "scrypt_work_factor_leading_zero_decimal",
    "scrypt_work_factor_leading_zero_octal",
    "scrypt_work_factor_missing",
    "scrypt_work_factor_negative",
    "scrypt_work_factor_overflow",
    "scrypt_work_factor_trailing_garbage",
    "scrypt_work_factor_zero",
    "stanza_bad_start",
    "stanza_base64_padding",
    "stanza_empty_argument",
    "stanza_invalid_character",
    "stanza_long_line",
    "stanza_multiple_short_lines",
    "stanza_no_arguments",
    "stanza_not_canonical",
    "stanza_spurious_cr",
    "stream_no_nonce",
    "stream_short_nonce",
    "x25519_not_canonical_body",
];

/// For an X25519 key, or for nobody that is known: whether it is sound is not looked into.
const FOR_NO_PASSPHRASE: &[&str] = &[
    "hmac_bad",
    "scrypt_uppercase",
    "stanza_empty_body",
    "stanza_empty_last_line",
    // The crate forgives a last line that is missing, as early files of age have it.
    "stanza_missing_body",
    "stanza_missing_final_line",
    "stanza_valid_characters",
    "stream_bad_tag",
    "stream_bad_tag_second_chunk",
    "stream_bad_tag_second_chunk_full",
    "stream_empty_payload",
    "stream_last_chunk_empty",
    "stream_last_chunk_full",
    "stream_last_chunk_full_second",
    "stream_missing_tag",
    "stream_no_chunks",
    "stream_no_final",
    "stream_no_final_full",
    "stream_no_final_two_chunks",
    "stream_no_final_two_chunks_full",
    "stream_short_chunk",
    "stream_short_second_chunk",
    "stream_three_chunks",
    "stream_trailing_garbage_long",
    "stream_trailing_garbage_short",
    "stream_two_chunks",
    "stream_two_final_chunks",
    "stream_two_final_chunks_full",
    "stream_two_final_chunks_second",
    "stream_two_final_chunks_short",
    "x25519",
    "x25519_bad_tag",
    "x25519_extra_argument",
    "x25519_grease",
    "x25519_identity",
    "x25519_long_file_key",
    "x25519_long_share",
    "x25519_low_order",
    "x25519_lowercase",
    "x25519_multiple_recipients",
    "x25519_no_match",
    "x25519_not_canonical_share",
    "x25519_short_share",
];

/// How many vectors are armored; none of them is taken, since Keystow armors nothing.
const ARMORED: usize = 31;

/// A vector: its own words about itself, and the age file.
struct Vector {
    name: String,
    facts: String,
    file: Vec<u8>,
}

impl Vector {
    fn all() -> Vec<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/vectors/age");
        let mut files: Vec<_> = folder
            .read_dir()
            .expect("the vectors")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_none())
            .collect();
        files.retain(|path| {
            path.file_name()
                .is_some_and(|name| name != ".gitattributes")
        });
        files.sort();
        let all: Vec<_> = files.iter().map(Self::read).collect();
        assert_eq!(all.len(), 120, "a lost file must not pass for a green test");
        all
    }

    fn read(path: &PathBuf) -> Self {
        let name = path.file_name().and_then(|name| name.to_str());
        let bytes = std::fs::read(path).expect("a vector");
        let end = bytes.windows(2).position(|pair| pair == b"\n\n");
        let (facts, file) = bytes.split_at(end.expect("an empty line") + 2);
        let facts = std::str::from_utf8(facts).expect("text").to_owned();
        let mut vector = Self {
            name: name.expect("a name").to_owned(),
            facts,
            file: Vec::new(),
        };
        if vector.fact("compressed") == Some("zlib") {
            let mut decoder = ZlibDecoder::new(file);
            decoder.read_to_end(&mut vector.file).expect("zlib");
        } else {
            vector.file = file.to_vec();
        }
        vector
    }

    fn fact(&self, name: &str) -> Option<&str> {
        let mut lines = self.facts.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Reads the file with its own passphrase, or with any.
    fn open(&self) -> Result<String, BackupFault> {
        let words = self.fact("passphrase").unwrap_or("password");
        let passphrase = Passphrase::parse(words).expect("text");
        let plain = door::open(&self.file, &passphrase)?;
        Ok(HEXLOWER.encode(&Sha256::digest(&*plain)))
    }

    /// The header with its HMAC, and the payload behind it.
    fn split(&self) -> (&[u8], &[u8]) {
        let mark = self.file.windows(5).position(|piece| piece == b"\n--- ");
        let last = &self.file[mark.expect("a header") + 1..];
        let line = last.iter().position(|byte| *byte == b'\n').expect("a line") + 1;
        self.file.split_at(self.file.len() - last.len() + line)
    }
}

#[test]
fn every_age_vector_is_taken_as_our_reader_must() {
    let mut left = Vector::all();
    let mut take = |names: &[&str], expected: &dyn Fn(&Vector) -> Result<String, BackupFault>| {
        for name in names {
            let at = left.iter().position(|vector| vector.name == *name);
            let vector = left.swap_remove(at.expect(name));
            assert_eq!(vector.open(), expected(&vector), "{name}");
        }
    };
    take(OPENS, &|vector| {
        Ok(vector.fact("payload").expect("a hash").to_owned())
    });
    take(WRONG_PASSPHRASE, &|_| Err(BackupFault::WrongPassphrase));
    take(TOO_SLOW, &|_| Err(BackupFault::TooSlow));
    take(NEWER, &|_| Err(BackupFault::Newer));
    take(DAMAGED, &|_| Err(BackupFault::Damaged));
    take(FOR_NO_PASSPHRASE, &|_| Err(BackupFault::NotABackup));
    assert_eq!(left.len(), ARMORED);
    for vector in left {
        assert_eq!(vector.fact("armored"), Some("yes"), "{}", vector.name);
        assert_eq!(
            vector.open(),
            Err(BackupFault::NotABackup),
            "{}",
            vector.name
        );
    }
}

/// The payload's vectors behind the header of `scrypt`: whole ones open with their hash, all others
/// are damaged, and nothing of them comes out.
#[test]
fn every_age_payload_opens_whole_or_not_at_all() {
    let all = Vector::all();
    let scrypt = all
        .iter()
        .find(|vector| vector.name == "scrypt")
        .expect("it");
    let (mut whole, mut damaged) = (0, 0);
    for vector in all
        .iter()
        .filter(|vector| vector.name.starts_with("stream_"))
    {
        assert_eq!(vector.fact("file key"), scrypt.fact("file key"));
        let file = [scrypt.split().0, vector.split().1].concat();
        let behind = Vector {
            name: vector.name.clone(),
            facts: scrypt.facts.clone(),
            file,
        };
        if vector.fact("expect") == Some("success") {
            whole += 1;
            let hash = vector.fact("payload").expect("a hash").to_owned();
            assert_eq!(behind.open(), Ok(hash), "{}", vector.name);
        } else {
            damaged += 1;
            assert_eq!(behind.open(), Err(BackupFault::Damaged), "{}", vector.name);
        }
    }
    assert_eq!((whole, damaged), (5, 20));
}

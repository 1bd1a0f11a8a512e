//! The age envelope: one passphrase, stretched by scrypt.
//!
//! Source: <https://c2sp.org/age>, the scrypt recipient stanza. The work is done once for writing and
//! once for reading; `log_n` 18 takes about a second and 256 MiB.

use std::io::{Read, Write};
use std::iter;

use age::scrypt::{Identity, Recipient};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use super::BackupFault;

/// The work factor of what is written.
pub(super) const LOG_N: u8 = 18;
/// The greatest work factor that is read: 4 GiB of memory.
const MAX_LOG_N: u8 = 22;
/// What every age file begins with, whatever its version.
const MAGIC: &[u8] = b"age-encryption.org/v";
const FIRST_LINE: &[u8] = b"age-encryption.org/v1\n";

/// Encrypts for a passphrase.
pub(super) fn seal(
    plain: &[u8],
    passphrase: &SecretString,
    log_n: u8,
) -> Result<Vec<u8>, BackupFault> {
    let mut recipient = Recipient::new(passphrase.clone());
    recipient.set_work_factor(log_n);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as _))
        .unwrap_or_else(|_| unreachable!("one passphrase is a sound set of recipients"));
    let mut sealed = Vec::with_capacity(plain.len() + 1024);
    let write = || {
        let mut writer = encryptor.wrap_output(&mut sealed)?;
        writer.write_all(plain)?;
        writer.finish().map(drop)
    };
    let written: std::io::Result<()> = write();
    written.map_err(|_| BackupFault::Unwritable)?;
    Ok(sealed)
}

/// Decrypts to the end, or not at all.
pub(super) fn open(
    sealed: &[u8],
    passphrase: &SecretString,
) -> Result<Zeroizing<Vec<u8>>, BackupFault> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|error| match error {
        // A broken first version looks like a version of its own to the crate.
        DecryptError::UnknownFormat if !sealed.starts_with(FIRST_LINE) => BackupFault::Newer,
        _ if sealed.starts_with(MAGIC) || MAGIC.starts_with(sealed) => BackupFault::Damaged,
        _ => BackupFault::NotABackup,
    })?;
    if !decryptor.is_scrypt() {
        return Err(BackupFault::NotABackup);
    }
    let mut identity = Identity::new(passphrase.clone());
    identity.set_max_work_factor(MAX_LOG_N);
    let mut reader =
        decryptor
            .decrypt(iter::once(&identity as _))
            .map_err(|error| match error {
                DecryptError::DecryptionFailed => BackupFault::WrongPassphrase,
                DecryptError::ExcessiveWork { .. } => BackupFault::TooSlow,
                _ => BackupFault::Damaged,
            })?;
    // The text is shorter than what it was sealed to, so the buffer never grows and leaves no copy.
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader
        .read_to_end(&mut plain)
        .map_err(|_| BackupFault::Damaged)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enough to exercise the format; a test writes thousands.
    const LITTLE_WORK: u8 = 1;

    fn words(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    fn sealed() -> Vec<u8> {
        seal(b"all of it or nothing", &words("right words"), LITTLE_WORK).expect("seals")
    }

    #[test]
    fn what_was_sealed_opens_with_its_passphrase_alone() {
        let opened = open(&sealed(), &words("right words")).expect("opens");
        assert_eq!(*opened, b"all of it or nothing");
        assert_eq!(
            open(&sealed(), &words("wrong words")).err(),
            Some(BackupFault::WrongPassphrase)
        );
    }

    #[test]
    fn a_flipped_bit_anywhere_never_opens() {
        let sealed = sealed();
        for bit in 0..sealed.len() * 8 {
            let mut damaged = sealed.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(
                open(&damaged, &words("right words")).is_err(),
                "bit {bit} of {}",
                sealed.len() * 8
            );
        }
    }

    #[test]
    fn a_file_that_is_cut_short_anywhere_is_damaged() {
        let sealed = sealed();
        for length in 0..sealed.len() {
            assert_eq!(
                open(&sealed[..length], &words("right words")).err(),
                Some(BackupFault::Damaged),
                "after {length} bytes"
            );
        }
    }

    #[test]
    fn other_files_are_no_backups() {
        let others: [&[u8]; 4] = [
            b"SQLite format 3\0",
            b"\x89PNG\r\n\x1a\n",
            b"gsk_fakeFAKEfakeFAKE\n",
            b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        ];
        for other in others {
            let opened = open(other, &words("right words"));
            assert_eq!(opened.err(), Some(BackupFault::NotABackup));
        }
        let identity = age::x25519::Identity::generate();
        let for_a_key = age::encrypt(&identity.to_public(), b"text").expect("encrypts");
        let opened = open(&for_a_key, &words("right words"));
        assert_eq!(opened.err(), Some(BackupFault::NotABackup));
    }

    #[test]
    fn a_later_age_format_is_newer() {
        let later = b"age-encryption.org/v2\n-> scrypt\n--- \n";
        let opened = open(later, &words("right words"));
        assert_eq!(opened.err(), Some(BackupFault::Newer));
    }

    #[test]
    fn work_above_the_cap_is_refused_before_it_is_done() {
        let sealed = String::from_utf8_lossy(&sealed()).replacen(" 1\n", " 23\n", 1);
        let opened = open(sealed.as_bytes(), &words("right words"));
        assert!(matches!(
            opened.err(),
            Some(BackupFault::TooSlow | BackupFault::Damaged)
        ));
        let head = "age-encryption.org/v1\n-> scrypt bWFkZSB1cCBmb3IgaXQgIQ 23\n\
             AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n\
             --- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n0123456789abcdef";
        let opened = open(head.as_bytes(), &words("right words"));
        assert_eq!(opened.err(), Some(BackupFault::TooSlow));
    }
}

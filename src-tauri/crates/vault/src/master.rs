//! The one line that the OS keyring holds.
//!
//! ```text
//! kv1.<vault id, base32>.<mkid, hex>.<master secret, base64url>.<first 8 hex of SHA-256 of all before>
//! ```
//!
//! One line of visible ASCII, since a secret of several lines can make a whole keyring file
//! unreadable. The checksum tells a damaged text from a wrong one; the ids tell another vault's.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::error::VaultError;
use crate::secret::MasterSecret;

/// The service of every keyring entry, for ever.
pub(crate) const SERVICE: &str = "dev.keystow.vault";

/// What a person reads in the keyring's own window.
pub(crate) const LABEL: &str = "Keystow vault key: deleting this makes your keys unreadable";

/// The account of an entry: unique, so that two processes never write the same one.
pub(crate) fn account(vault_id: [u8; 16], mkid: [u8; 8]) -> String {
    format!(
        "vault:{}:mk:{}",
        vault_text(vault_id),
        HEXLOWER.encode(&mkid)
    )
}

fn vault_text(vault_id: [u8; 16]) -> String {
    BASE32_NOPAD.encode(&vault_id).to_lowercase()
}

fn checksum(line: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(line.as_bytes())[..4])
}

/// Writes the line of a master secret.
pub(crate) fn encode(
    vault_id: [u8; 16],
    mkid: [u8; 8],
    secret: &MasterSecret,
) -> Zeroizing<String> {
    // EXPOSE: to the keyring's line.
    let mut text = BASE64URL_NOPAD.encode(secret.expose());
    let mut line = Zeroizing::new(String::with_capacity(128));
    line.push_str("kv1.");
    line.push_str(&vault_text(vault_id));
    line.push('.');
    line.push_str(&HEXLOWER.encode(&mkid));
    line.push('.');
    line.push_str(&text);
    text.zeroize();
    let sum = checksum(&line);
    line.push('.');
    line.push_str(&sum);
    line
}

/// Reads the line back.
///
/// # Errors
/// [`VaultError::MasterCorrupt`] where the line is damaged, [`VaultError::MasterWrong`] where it is
/// whole but belongs to another vault or slot.
pub(crate) fn decode(
    line: &str,
    vault_id: [u8; 16],
    mkid: [u8; 8],
) -> Result<MasterSecret, VaultError> {
    let (body, sum) = line.rsplit_once('.').ok_or(VaultError::MasterCorrupt)?;
    if line.len() > 128 || checksum(body) != sum {
        return Err(VaultError::MasterCorrupt);
    }
    let mut parts = body.split('.');
    let (Some("kv1"), Some(vault), Some(slot), Some(secret), None) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) else {
        return Err(VaultError::MasterCorrupt);
    };
    if vault != vault_text(vault_id) || slot != HEXLOWER.encode(&mkid) {
        return Err(VaultError::MasterWrong);
    }
    let mut bytes = Zeroizing::new(
        BASE64URL_NOPAD
            .decode(secret.as_bytes())
            .map_err(|_| VaultError::MasterCorrupt)?,
    );
    let bytes: &mut [u8; 32] = bytes
        .as_mut_slice()
        .try_into()
        .map_err(|_| VaultError::MasterCorrupt)?;
    Ok(MasterSecret::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Zeroizing<String> {
        encode([1; 16], [2; 8], &MasterSecret::from_bytes(&mut [3; 32]))
    }

    #[test]
    fn the_line_is_one_line_of_at_most_128_ascii_characters() {
        assert!(line().len() <= 128 && line().bytes().all(|b| b.is_ascii_graphic()));
        assert_eq!(
            decode(&line(), [1; 16], [2; 8]).expect("decodes").expose(),
            &[3; 32]
        );
    }

    #[test]
    fn a_damaged_line_is_corrupt_and_a_foreign_one_wrong() {
        let whole = line();
        for index in 0..whole.len() {
            let mut damaged = whole.as_bytes().to_vec();
            damaged[index] ^= 1;
            let damaged = String::from_utf8(damaged).expect("ASCII");
            let read = decode(&damaged, [1; 16], [2; 8]);
            assert!(
                matches!(read, Err(VaultError::MasterCorrupt)),
                "byte {index}"
            );
        }
        assert!(matches!(
            decode("", [1; 16], [2; 8]),
            Err(VaultError::MasterCorrupt)
        ));
        assert!(matches!(
            decode(&whole, [9; 16], [2; 8]),
            Err(VaultError::MasterWrong)
        ));
        assert!(matches!(
            decode(&whole, [1; 16], [9; 8]),
            Err(VaultError::MasterWrong)
        ));
    }
}

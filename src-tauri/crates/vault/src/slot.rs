//! Slots: each wraps the data key under a secret of its own.
//!
//! ```text
//! header   version u8 | kind u8 | vault id 16 | slot id 8 | generation u32 | kdf parameters 28
//! kcv      32 = HMAC-SHA-256(commit key, header)
//! wrapped  nonce 12 | data key 32 | tag 16, AAD = header
//! ```
//!
//! The kdf parameters are m u32, t u32, p u32 and salt 16 for a passphrase, zeros otherwise.
//!
//! Always true: the key-check value is compared in constant time before anything is unwrapped; it
//! commits AES-GCM to its key, and tells a damaged row from a wrong secret.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::cipher::{self, RecordKeys};
use crate::error::VaultError;
use crate::secret::{DataKey, MasterSecret};

const VERSION: u8 = 1;
const KDF: usize = 28;
const HEADER: usize = 1 + 1 + 16 + 8 + 4 + KDF;
const KCV: usize = 32;
const WRAPPED: usize = 12 + 32 + 16;

/// One way to open the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// The master secret in the OS keyring.
    Keyring,
    /// A printed recovery code.
    Recovery,
    /// A passphrase, stretched by Argon2id.
    Passphrase,
}

impl SlotKind {
    /// The word that the `slot` table holds.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::Recovery => "recovery",
            Self::Passphrase => "passphrase",
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Keyring => 1,
            Self::Recovery => 2,
            Self::Passphrase => 3,
        }
    }
}

/// Which slot of which vault, and which data key it wraps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SlotHeader {
    pub(crate) kind: SlotKind,
    pub(crate) vault_id: [u8; 16],
    pub(crate) slot_id: [u8; 8],
    pub(crate) generation: u32,
}

impl SlotHeader {
    fn bytes(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[0] = VERSION;
        bytes[1] = self.kind.byte();
        bytes[2..18].copy_from_slice(&self.vault_id);
        bytes[18..26].copy_from_slice(&self.slot_id);
        bytes[26..30].copy_from_slice(&self.generation.to_be_bytes());
        bytes
    }

    fn key(&self, secret: &MasterSecret, use_: &str) -> Zeroizing<[u8; 32]> {
        let salt = [&self.vault_id[..], &self.slot_id].concat();
        let info = format!("keystow/v1/slot/{}/{use_}", self.kind.as_str());
        // EXPOSE: to HKDF, which yields the wrapping and the commit key.
        cipher::derive(secret.expose(), &salt, &info)
    }

    fn key_check(&self, secret: &MasterSecret) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.key(secret, "commit"))
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(&self.bytes());
        mac
    }

    /// Wraps a data key: the blob that the `slot` table holds.
    pub(crate) fn wrap(
        &self,
        secret: &MasterSecret,
        data_key: &DataKey,
    ) -> Result<Vec<u8>, VaultError> {
        let header = self.bytes();
        // EXPOSE: to the cipher that wraps it.
        let wrapped = cipher::encrypt(&self.key(secret, "wrap"), &header, data_key.expose())?;
        let check = self.key_check(secret).finalize().into_bytes();
        Ok([&header[..], &check, &wrapped].concat())
    }

    /// Unwraps the data key and derives the record keys.
    ///
    /// # Errors
    /// [`VaultError::SlotCorrupt`] where the blob does not belong to this header, or the key-check
    /// value or the tag does not fit.
    pub(crate) fn unwrap(
        &self,
        secret: &MasterSecret,
        blob: &[u8],
    ) -> Result<RecordKeys, VaultError> {
        let header = self.bytes();
        if blob.len() != HEADER + KCV + WRAPPED || blob[..HEADER] != header {
            return Err(VaultError::SlotCorrupt);
        }
        self.key_check(secret)
            .verify_slice(&blob[HEADER..HEADER + KCV])
            .map_err(|_| VaultError::SlotCorrupt)?;
        let mut plain = cipher::decrypt(&self.key(secret, "wrap"), &header, &blob[HEADER + KCV..])
            .map_err(|_| VaultError::SlotCorrupt)?;
        let bytes: &mut [u8; 32] = plain
            .as_mut_slice()
            .try_into()
            .map_err(|_| VaultError::SlotCorrupt)?;
        let data_key = DataKey::from_bytes(bytes);
        Ok(RecordKeys::derive(
            &data_key,
            self.vault_id,
            self.generation,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> SlotHeader {
        SlotHeader {
            kind: SlotKind::Keyring,
            vault_id: [1; 16],
            slot_id: [2; 8],
            generation: 1,
        }
    }

    fn master(byte: u8) -> MasterSecret {
        MasterSecret::from_bytes(&mut [byte; 32])
    }

    #[test]
    fn a_slot_opens_with_its_secret_only() {
        let blob = header()
            .wrap(&master(7), &DataKey::from_bytes(&mut [9; 32]))
            .expect("wrapped");
        assert_eq!(blob.len(), 58 + 32 + 60);
        assert!(header().unwrap(&master(7), &blob).is_ok());
        assert!(matches!(
            header().unwrap(&master(8), &blob),
            Err(VaultError::SlotCorrupt)
        ));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_a_corrupt_slot() {
        let blob = header()
            .wrap(&master(7), &DataKey::from_bytes(&mut [9; 32]))
            .expect("wrapped");
        for bit in 0..blob.len() * 8 {
            let mut damaged = blob.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let opened = header().unwrap(&master(7), &damaged);
            assert!(matches!(opened, Err(VaultError::SlotCorrupt)), "bit {bit}");
        }
    }

    #[test]
    fn a_slot_of_another_vault_or_generation_does_not_open() {
        let blob = header()
            .wrap(&master(7), &DataKey::from_bytes(&mut [9; 32]))
            .expect("wrapped");
        let others = [
            SlotHeader {
                vault_id: [0; 16],
                ..header()
            },
            SlotHeader {
                slot_id: [0; 8],
                ..header()
            },
            SlotHeader {
                generation: 2,
                ..header()
            },
            SlotHeader {
                kind: SlotKind::Recovery,
                ..header()
            },
        ];
        for other in others {
            assert!(matches!(
                other.unwrap(&master(7), &blob),
                Err(VaultError::SlotCorrupt)
            ));
        }
    }
}

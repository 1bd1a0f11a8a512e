//! Slots: each wraps the data key under a secret of its own.
//!
//! ```text
//! header   version u8 | kind u8 | vault id 16 | slot id 8 | generation u32 | kdf parameters 28
//! kcv      32 = HMAC-SHA-256(commit key, header)
//! wrapped  nonce 12 | data key 32 | tag 16, AAD = header
//! ```
//!
//! The kdf parameters are m u32, t u32, p u32 and salt 16 for a passphrase, zeros otherwise. The secret
//! is the master secret, the recovery code's 16 bytes or the stretched passphrase.
//!
//! Always true: the key-check value is compared in constant time before anything is unwrapped; it
//! commits AES-GCM to its key, and tells a damaged row from a wrong secret.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::cipher;
use crate::error::VaultError;
use crate::passphrase::{Stretched, Stretching};
use crate::recovery::RecoveryCode;
use crate::secret::{DataKey, MasterSecret};

const VERSION: u8 = 1;
const PLAIN_HEADER: usize = 1 + 1 + 16 + 8 + 4;
const HEADER: usize = PLAIN_HEADER + Stretching::LENGTH;
const KCV: usize = 32;
const WRAPPED: usize = 12 + 32 + 16;

/// One way to open the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Keyring, Self::Recovery, Self::Passphrase]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    fn byte(self) -> u8 {
        match self {
            Self::Keyring => 1,
            Self::Recovery => 2,
            Self::Passphrase => 3,
        }
    }
}

/// What a slot is opened with.
pub(crate) trait SlotSecret {
    /// The kind of slot that it opens.
    const KIND: SlotKind;

    /// Hands out the bytes. Say in an `EXPOSE:` comment who receives them.
    fn expose_secret(&self) -> &[u8];
}

impl SlotSecret for MasterSecret {
    const KIND: SlotKind = SlotKind::Keyring;

    fn expose_secret(&self) -> &[u8] {
        // EXPOSE: to the slot that it wraps or unwraps.
        self.expose()
    }
}

impl SlotSecret for RecoveryCode {
    const KIND: SlotKind = SlotKind::Recovery;

    fn expose_secret(&self) -> &[u8] {
        // EXPOSE: to the slot that it wraps or unwraps.
        self.expose_bytes()
    }
}

impl SlotSecret for Stretched {
    const KIND: SlotKind = SlotKind::Passphrase;

    fn expose_secret(&self) -> &[u8] {
        // EXPOSE: to the slot that it wraps or unwraps.
        self.expose()
    }
}

/// Why a slot did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    /// The row is damaged, or stands where it does not belong.
    Damaged,
    /// The secret is not this slot's.
    OtherSecret,
}

/// Which slot of which vault, and which data key it wraps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SlotHeader {
    pub(crate) vault_id: [u8; 16],
    pub(crate) slot_id: [u8; 8],
    pub(crate) generation: u32,
    /// How a passphrase is stretched; none for the other kinds.
    pub(crate) stretching: Option<Stretching>,
}

impl SlotHeader {
    fn bytes(&self, kind: SlotKind) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[0] = VERSION;
        bytes[1] = kind.byte();
        bytes[2..18].copy_from_slice(&self.vault_id);
        bytes[18..26].copy_from_slice(&self.slot_id);
        bytes[26..30].copy_from_slice(&self.generation.to_be_bytes());
        if let Some(stretching) = self.stretching {
            bytes[PLAIN_HEADER..].copy_from_slice(&stretching.to_bytes());
        }
        bytes
    }

    fn key<S: SlotSecret>(&self, secret: &S, use_: &str) -> Zeroizing<[u8; 32]> {
        let salt = [&self.vault_id[..], &self.slot_id].concat();
        let info = format!("keystow/v1/slot/{}/{use_}", S::KIND.as_str());
        // EXPOSE: to HKDF, which yields the wrapping and the commit key.
        cipher::derive(secret.expose_secret(), &salt, &info)
    }

    fn key_check<S: SlotSecret>(&self, secret: &S) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.key(secret, "commit"))
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(&self.bytes(S::KIND));
        mac
    }

    /// Wraps a data key: the blob that the `slot` table holds.
    pub(crate) fn wrap<S: SlotSecret>(
        &self,
        secret: &S,
        data_key: &DataKey,
    ) -> Result<Vec<u8>, VaultError> {
        let header = self.bytes(S::KIND);
        // EXPOSE: to the cipher that wraps it.
        let wrapped = cipher::encrypt(&self.key(secret, "wrap"), &header, data_key.expose())?;
        let check = self.key_check(secret).finalize().into_bytes();
        Ok([&header[..], &check, &wrapped].concat())
    }

    /// Unwraps the data key.
    pub(crate) fn unwrap<S: SlotSecret>(
        &self,
        secret: &S,
        blob: &[u8],
    ) -> Result<DataKey, Mismatch> {
        let header = self.bytes(S::KIND);
        if blob.len() != HEADER + KCV + WRAPPED || blob[..HEADER] != header {
            return Err(Mismatch::Damaged);
        }
        self.key_check(secret)
            .verify_slice(&blob[HEADER..HEADER + KCV])
            .map_err(|_| Mismatch::OtherSecret)?;
        let mut plain = cipher::decrypt(&self.key(secret, "wrap"), &header, &blob[HEADER + KCV..])
            .map_err(|_| Mismatch::Damaged)?;
        let bytes: &mut [u8; 32] = plain
            .as_mut_slice()
            .try_into()
            .map_err(|_| Mismatch::Damaged)?;
        Ok(DataKey::from_bytes(bytes))
    }
}

/// How the passphrase of a slot is stretched, as its blob says; `None` where that cannot be followed.
pub(crate) fn stretching_of(blob: &[u8]) -> Option<Stretching> {
    let bytes = blob.get(PLAIN_HEADER..HEADER)?;
    Stretching::from_bytes(bytes.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> SlotHeader {
        SlotHeader {
            vault_id: [1; 16],
            slot_id: [2; 8],
            generation: 1,
            stretching: None,
        }
    }

    fn master(byte: u8) -> MasterSecret {
        MasterSecret::from_bytes(&mut [byte; 32])
    }

    fn blob() -> Vec<u8> {
        header()
            .wrap(&master(7), &DataKey::from_bytes(&mut [9; 32]))
            .expect("wrapped")
    }

    #[test]
    fn a_slot_opens_with_its_secret_only() {
        assert_eq!(blob().len(), 58 + 32 + 60);
        let opened = header().unwrap(&master(7), &blob()).expect("opens");
        assert_eq!(opened.expose(), &[9; 32]);
        let other = header().unwrap(&master(8), &blob());
        assert_eq!(other.err(), Some(Mismatch::OtherSecret));
    }

    #[test]
    fn a_flipped_bit_anywhere_keeps_a_slot_shut() {
        for bit in 0..blob().len() * 8 {
            let mut damaged = blob();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(header().unwrap(&master(7), &damaged).is_err(), "bit {bit}");
        }
        for length in 0..blob().len() {
            let cut = header().unwrap(&master(7), &blob()[..length]);
            assert_eq!(cut.err(), Some(Mismatch::Damaged));
        }
    }

    #[test]
    fn a_slot_of_another_vault_generation_or_kind_does_not_open() {
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
                stretching: Some(Stretching::make().expect("chance")),
                ..header()
            },
        ];
        for other in others {
            assert_eq!(
                other.unwrap(&master(7), &blob()).err(),
                Some(Mismatch::Damaged)
            );
        }
        let code = RecoveryCode::make().expect("chance");
        assert_eq!(
            header().unwrap(&code, &blob()).err(),
            Some(Mismatch::Damaged)
        );
    }

    #[test]
    fn a_passphrase_slot_says_how_it_is_stretched() {
        let stretching = Stretching::make().expect("chance");
        let header = SlotHeader {
            stretching: Some(stretching),
            ..header()
        };
        let code = RecoveryCode::make().expect("chance");
        let blob = header
            .wrap(&code, &DataKey::from_bytes(&mut [9; 32]))
            .expect("wrapped");
        assert_eq!(stretching_of(&blob), Some(stretching));
        assert_eq!(stretching_of(&[]), None);
    }
}

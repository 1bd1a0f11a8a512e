//! Sealing of records: format version 1.
//!
//! ```text
//! 0   u8   version = 1
//! 1   u8   algorithm = 1 (AES-256-GCM, 96-bit random nonce, 128-bit tag)
//! 2   u32  data-key generation, big-endian like every number here
//! 6   12 B nonce
//! 18  n    ciphertext of: kind u8 | length u16 | text | zeros up to a multiple of 64
//! 18+n 16  tag
//! AAD = "keystow/record" or "keystow/hint" | bytes 0..6 | vault id 16 | profile id 16
//!       | credential id 16 | revision u64 | len u16, provider | len u16, auth scheme
//!       | SHA-256 over the sorted origins, each with its length as u16 before it
//!     = "keystow/setting" | bytes 0..6 | vault id 16 | len u16, name of the option
//! ```
//!
//! Always true: a nonce is fresh from the OS for every seal and never a parameter; a blob opens only
//! in the context it was sealed in, so it cannot be moved to another row, and an edited provider,
//! base URL or revision makes opening fail. Key and hint are sealed under two keys, so that showing a
//! list opens no key.
//!
//! Not protected here: a row put back to an older state of itself, together with its context.
//!
//! Primitives: NIST SP 800-38D (GCM), RFC 5869 (HKDF), both over SHA-256.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::secret::{ApiKey, DataKey, MAX_KEY_LENGTH};

const VERSION: u8 = 1;
const ALGORITHM: u8 = 1;
const PREFIX: usize = 6;
const NONCE: usize = 12;
const TAG: usize = 16;
const BLOCK: usize = 64;
const KIND_KEY: u8 = 1;
const KIND_HINT: u8 = 2;
const KIND_SETTING: u8 = 3;

/// A blob that did not open: damaged, moved, edited around or sealed under another key.
///
/// Says nothing of the cause on purpose; the authentication cannot tell them apart.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the sealed record cannot be opened")]
pub(crate) struct OpenError;

/// Where a record belongs. Every field is authenticated.
#[derive(Clone, Debug)]
pub(crate) struct RecordContext<'a> {
    pub(crate) vault_id: [u8; 16],
    pub(crate) profile_id: [u8; 16],
    pub(crate) credential_id: [u8; 16],
    pub(crate) revision: u64,
    pub(crate) provider: &'a str,
    pub(crate) auth_scheme: &'a str,
    pub(crate) origins: &'a [String],
}

/// The keys that one data key yields.
pub(crate) struct RecordKeys {
    generation: u32,
    record: Zeroizing<[u8; 32]>,
    hint: Zeroizing<[u8; 32]>,
}

/// Fills `bytes` from the randomness of the OS.
pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<(), VaultError> {
    getrandom::fill(bytes).map_err(|_| VaultError::NoRandomness)
}

/// Makes `N` random bytes that are no secret: ids and nonces.
pub(crate) fn make_random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    fill_random(&mut bytes)?;
    Ok(bytes)
}

/// Derives 32 bytes by HKDF-SHA-256.
pub(crate) fn derive(secret: &[u8], salt: &[u8], info: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(info.as_bytes(), &mut *out)
        .unwrap_or_else(|_| unreachable!("32 bytes are within HKDF's bound of 8,160"));
    out
}

/// Encrypts under a nonce that is fresh from the OS; returns nonce, ciphertext and tag.
pub(crate) fn encrypt(key: &[u8; 32], aad: &[u8], text: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE] = make_random()?;
    let sealed = Aes256Gcm::new(key.into())
        .encrypt(&Nonce::from(nonce), Payload { msg: text, aad })
        .unwrap_or_else(|_| unreachable!("a record is far below GCM's bound of 64 GiB"));
    Ok([&nonce[..], &sealed].concat())
}

/// Decrypts what [`encrypt`] returned.
pub(crate) fn decrypt(
    key: &[u8; 32],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(OpenError)?;
    Aes256Gcm::new(key.into())
        .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_| OpenError)
}

impl RecordKeys {
    /// Derives the record keys of a data key.
    pub(crate) fn derive(data_key: &DataKey, vault_id: [u8; 16], generation: u32) -> Self {
        let salt = [&vault_id[..], &generation.to_be_bytes()].concat();
        // EXPOSE: to HKDF, which yields the keys of this struct.
        let from = |info| derive(data_key.expose(), &salt, info);
        Self {
            generation,
            record: from("keystow/v1/dek/record"),
            hint: from("keystow/v1/dek/hint"),
        }
    }

    /// Seals a key for its context.
    pub(crate) fn seal_key(
        &self,
        at: &RecordContext<'_>,
        key: &ApiKey,
    ) -> Result<Vec<u8>, VaultError> {
        let aad = self.aad(b"keystow/record", at);
        // EXPOSE: to the cipher.
        self.seal(&self.record, KIND_KEY, &aad, key.expose())
    }

    /// Seals a masked hint for its context.
    pub(crate) fn seal_hint(
        &self,
        at: &RecordContext<'_>,
        hint: &str,
    ) -> Result<Vec<u8>, VaultError> {
        self.seal(&self.hint, KIND_HINT, &self.aad(b"keystow/hint", at), hint)
    }

    /// Seals an option of the owner's that is a secret; at most [`MAX_KEY_LENGTH`] bytes.
    pub(crate) fn seal_setting(
        &self,
        vault_id: [u8; 16],
        name: &str,
        text: &str,
    ) -> Result<Vec<u8>, VaultError> {
        let aad = self.setting_aad(vault_id, name);
        self.seal(&self.record, KIND_SETTING, &aad, text)
    }

    /// Opens a sealed key.
    pub(crate) fn open_key(
        &self,
        at: &RecordContext<'_>,
        blob: &[u8],
    ) -> Result<ApiKey, OpenError> {
        let aad = self.aad(b"keystow/record", at);
        let text = self.open(&self.record, KIND_KEY, &aad, blob)?;
        ApiKey::parse(text.as_str()).map_err(|_| OpenError)
    }

    /// Opens a sealed hint.
    pub(crate) fn open_hint(
        &self,
        at: &RecordContext<'_>,
        blob: &[u8],
    ) -> Result<String, OpenError> {
        let aad = self.aad(b"keystow/hint", at);
        let text = self.open(&self.hint, KIND_HINT, &aad, blob)?;
        Ok(text.as_str().to_owned())
    }

    /// Opens a sealed option.
    pub(crate) fn open_setting(
        &self,
        vault_id: [u8; 16],
        name: &str,
        blob: &[u8],
    ) -> Result<Zeroizing<String>, OpenError> {
        let aad = self.setting_aad(vault_id, name);
        self.open(&self.record, KIND_SETTING, &aad, blob)
    }

    fn seal(
        &self,
        key: &[u8; 32],
        kind: u8,
        aad: &[u8],
        text: &str,
    ) -> Result<Vec<u8>, VaultError> {
        let length = u16::try_from(text.len())
            .ok()
            .filter(|length| usize::from(*length) <= MAX_KEY_LENGTH)
            .unwrap_or_else(|| unreachable!("what is sealed is bounded by its types"));
        let padded = (3 + text.len()).next_multiple_of(BLOCK);
        let mut plain = Zeroizing::new(Vec::with_capacity(padded));
        plain.push(kind);
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(text.as_bytes());
        plain.resize(padded, 0);
        let sealed = encrypt(key, aad, &plain)?;
        Ok([&prefix(self.generation)[..], &sealed].concat())
    }

    fn open(
        &self,
        key: &[u8; 32],
        kind: u8,
        aad: &[u8],
        blob: &[u8],
    ) -> Result<Zeroizing<String>, OpenError> {
        let (head, sealed) = blob.split_first_chunk::<PREFIX>().ok_or(OpenError)?;
        if *head != prefix(self.generation) || sealed.len() < NONCE + BLOCK + TAG {
            return Err(OpenError);
        }
        unpad(&decrypt(key, aad, sealed)?, kind)
    }

    fn aad(&self, purpose: &[u8], at: &RecordContext<'_>) -> Vec<u8> {
        record_aad(purpose, prefix(self.generation), at)
    }

    fn setting_aad(&self, vault_id: [u8; 16], name: &str) -> Vec<u8> {
        [
            &b"keystow/setting"[..],
            &prefix(self.generation),
            &vault_id,
            &length_of(name),
            name.as_bytes(),
        ]
        .concat()
    }
}

/// Gets the fuzzer behind the tag.
#[cfg(feature = "fuzzing")]
impl RecordKeys {
    /// Seals any plaintext whatever, as a hint or as a key.
    pub(crate) fn seal_plain(
        &self,
        at: &RecordContext<'_>,
        hint: bool,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let sealed = if hint {
            encrypt(&self.hint, &self.aad(b"keystow/hint", at), plain)?
        } else {
            encrypt(&self.record, &self.aad(b"keystow/record", at), plain)?
        };
        Ok([&prefix(self.generation)[..], &sealed].concat())
    }
}

fn prefix(generation: u32) -> [u8; PREFIX] {
    let [a, b, c, d] = generation.to_be_bytes();
    [VERSION, ALGORITHM, a, b, c, d]
}

/// Reads `kind | length | text | zeros`, and checks every byte of it.
fn unpad(plain: &[u8], kind: u8) -> Result<Zeroizing<String>, OpenError> {
    let ([seen, high, low], rest) = plain.split_first_chunk::<3>().ok_or(OpenError)?;
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    let (text, padding) = rest.split_at_checked(length).ok_or(OpenError)?;
    let whole = plain.len() == (3 + length).next_multiple_of(BLOCK);
    if *seen != kind || !whole || padding.iter().any(|byte| *byte != 0) {
        return Err(OpenError);
    }
    let text = std::str::from_utf8(text).map_err(|_| OpenError)?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn record_aad(purpose: &[u8], prefix: [u8; PREFIX], at: &RecordContext<'_>) -> Vec<u8> {
    let mut sorted: Vec<&str> = at.origins.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let mut origins = Sha256::new();
    for origin in sorted {
        origins.update(length_of(origin));
        origins.update(origin);
    }
    [
        purpose,
        &prefix,
        &at.vault_id,
        &at.profile_id,
        &at.credential_id,
        &at.revision.to_be_bytes(),
        &length_of(at.provider),
        at.provider.as_bytes(),
        &length_of(at.auth_scheme),
        at.auth_scheme.as_bytes(),
        &origins.finalize(),
    ]
    .concat()
}

/// The length of a bound text. Ids, names and origins are capped far below 65,535 bytes, which stands
/// for anything longer.
fn length_of(text: &str) -> [u8; 2] {
    u16::try_from(text.len()).unwrap_or(u16::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> RecordKeys {
        RecordKeys::derive(&DataKey::from_bytes(&mut [9; 32]), [1; 16], 1)
    }

    fn context(origins: &[String]) -> RecordContext<'_> {
        RecordContext {
            vault_id: [1; 16],
            profile_id: [2; 16],
            credential_id: [3; 16],
            revision: 4,
            provider: "groq",
            auth_scheme: "bearer",
            origins,
        }
    }

    fn key() -> ApiKey {
        ApiKey::parse("gsk_fakeFAKEfake").expect("a key")
    }

    #[test]
    fn a_sealed_key_opens_in_its_context() {
        let origins = ["https://api.groq.com:443".to_owned()];
        let blob = keys().seal_key(&context(&origins), &key()).expect("sealed");
        let opened = keys().open_key(&context(&origins), &blob).expect("opened");
        assert_eq!(opened.expose(), "gsk_fakeFAKEfake");
        assert_eq!(blob.len(), 6 + 12 + 64 + 16);
    }

    #[test]
    fn two_seals_of_one_key_differ() {
        let at = context(&[]);
        let first = keys().seal_key(&at, &key()).expect("sealed");
        assert_ne!(first, keys().seal_key(&at, &key()).expect("sealed"));
    }

    #[test]
    fn a_flipped_bit_anywhere_does_not_open() {
        let at = context(&[]);
        let blob = keys().seal_key(&at, &key()).expect("sealed");
        for bit in 0..blob.len() * 8 {
            let mut damaged = blob.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(
                keys().open_key(&at, &damaged).err(),
                Some(OpenError),
                "bit {bit}"
            );
        }
        for length in 0..blob.len() {
            assert_eq!(keys().open_key(&at, &blob[..length]).err(), Some(OpenError));
        }
    }

    #[test]
    fn a_record_opens_in_no_other_context() {
        let origins = ["https://api.groq.com:443".to_owned()];
        let evil = ["https://evil.example:443".to_owned()];
        let at = context(&origins);
        let blob = keys().seal_key(&at, &key()).expect("sealed");
        let others = [
            RecordContext {
                vault_id: [0; 16],
                ..at.clone()
            },
            RecordContext {
                profile_id: [0; 16],
                ..at.clone()
            },
            RecordContext {
                credential_id: [0; 16],
                ..at.clone()
            },
            RecordContext {
                revision: 5,
                ..at.clone()
            },
            RecordContext {
                provider: "openai",
                ..at.clone()
            },
            RecordContext {
                auth_scheme: "x-api-key",
                ..at.clone()
            },
            RecordContext {
                origins: &evil,
                ..at.clone()
            },
            RecordContext {
                origins: &[],
                ..at.clone()
            },
        ];
        for other in others {
            assert_eq!(
                keys().open_key(&other, &blob).err(),
                Some(OpenError),
                "{other:?}"
            );
        }
    }

    #[test]
    fn a_key_does_not_open_as_a_hint_nor_a_hint_as_a_key() {
        let at = context(&[]);
        let sealed_key = keys().seal_key(&at, &key()).expect("sealed");
        let sealed_hint = keys().seal_hint(&at, "gsk_…fake").expect("sealed");
        assert_eq!(keys().open_hint(&at, &sealed_key), Err(OpenError));
        assert_eq!(keys().open_key(&at, &sealed_hint).err(), Some(OpenError));
        assert_eq!(
            keys().open_hint(&at, &sealed_hint).as_deref(),
            Ok("gsk_…fake")
        );
    }

    #[test]
    fn a_sealed_option_opens_under_its_own_name_and_vault_only() {
        let blob = keys().seal_setting([1; 16], "a", "words").expect("sealed");
        let opened = keys().open_setting([1; 16], "a", &blob).expect("opened");
        assert_eq!(opened.as_str(), "words");
        assert_eq!(
            keys().open_setting([1; 16], "b", &blob).err(),
            Some(OpenError)
        );
        assert_eq!(
            keys().open_setting([2; 16], "a", &blob).err(),
            Some(OpenError)
        );
        let at = context(&[]);
        assert_eq!(keys().open_key(&at, &blob).err(), Some(OpenError));
        let sealed_key = keys().seal_key(&at, &key()).expect("sealed");
        assert_eq!(
            keys().open_setting([1; 16], "a", &sealed_key).err(),
            Some(OpenError)
        );
    }

    #[test]
    fn another_generation_does_not_open() {
        let at = context(&[]);
        let blob = keys().seal_key(&at, &key()).expect("sealed");
        let later = RecordKeys::derive(&DataKey::from_bytes(&mut [9; 32]), [1; 16], 2);
        assert_eq!(later.open_key(&at, &blob).err(), Some(OpenError));
    }

    #[test]
    fn padding_is_checked_when_a_record_is_opened() {
        let mut plain = vec![0_u8; 64];
        plain[..6].copy_from_slice(&[KIND_KEY, 0, 3, b'a', b'b', b'c']);
        assert_eq!(
            unpad(&plain, KIND_KEY).as_deref().map(String::as_str),
            Ok("abc")
        );
        plain[63] = 1;
        assert_eq!(unpad(&plain, KIND_KEY).err(), Some(OpenError));
        assert_eq!(
            unpad(&[KIND_KEY, 0, 1, b'a'], KIND_KEY).err(),
            Some(OpenError)
        );
    }
}

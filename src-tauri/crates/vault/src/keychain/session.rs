//! The encrypted session in which the Secret Service hands out a secret.
//!
//! The transport keeps a secret from whoever listens on the bus; it is no part of what seals the vault. Algorithm
//! `dh-ietf1024-sha256-aes128-cbc-pkcs7` of the Secret Service API 0.2, “Negotiation of session encryption”: a
//! Diffie-Hellman exchange in the 1024-bit group of RFC 2409, 6.2, HKDF-SHA-256 (RFC 5869) without salt and
//! info, AES-128 in CBC mode with PKCS #7 padding.
//!
//! ```text
//! x            256 random bits          ours, for one session
//! ours         2^x mod p                128 bytes, big-endian, to the service
//! shared       theirs^x mod p           128 bytes, big-endian, zeros in front
//! key          HKDF-SHA-256(shared)     16 bytes
//! secret       AES-128-CBC-decrypt(key, IV = parameters, value)
//! ```
//!
//! The group is a safe prime's, so an exponent of 256 bits is as strong as one of 1024: the best attack on the
//! exponent takes 2^128 steps (van Oorschot and Wiener, 1996), the best on the group itself about 2^80. It costs a
//! quarter of the multiplications, all of them in constant time.

use aes::Aes128;
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use crypto_bigint::modular::ConstMontyForm;
use crypto_bigint::{U256, U1024, const_monty_params};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

/// The name of the algorithm.
pub(super) const ALGORITHM: &str = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

/// Bytes of a number of the group.
const SIZE: usize = 128;

const_monty_params!(
    Oakley,
    U1024,
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
     EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
     EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
    "The second Oakley group: RFC 2409, 6.2."
);

type Element = ConstMontyForm<Oakley, { U1024::LIMBS }>;

/// Our half of an exchange; wiped on drop.
pub(super) struct Exchange(U256);

/// The service did what no service does: a number out of the group, or bytes that do not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nonsense;

impl Exchange {
    /// Makes a random exponent; `None` where the platform has no randomness.
    pub(super) fn make() -> Option<Self> {
        let mut random = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *random).ok()?;
        Some(Self(U256::from_be_slice(&*random)))
    }

    /// What the service is told.
    pub(super) fn public(&self) -> [u8; SIZE] {
        bytes(&Element::new(&U1024::from_u8(2)).pow(&self.0).retrieve())
    }

    /// The key that the service's number makes.
    ///
    /// # Errors
    /// [`Nonsense`].
    pub(super) fn agree(&self, theirs: &[u8]) -> Result<SessionKey, Nonsense> {
        let start = SIZE.checked_sub(theirs.len()).ok_or(Nonsense)?;
        let mut padded = [0; SIZE];
        padded[start..].copy_from_slice(theirs);
        let theirs = U1024::from_be_slice(&padded);
        // 0, 1 and p - 1 would make a key that everybody knows.
        let last = Element::MODULUS.get().wrapping_sub(&U1024::ONE);
        if theirs <= U1024::ONE || theirs >= last {
            return Err(Nonsense);
        }
        let shared = Zeroizing::new(bytes(&Element::new(&theirs).pow(&self.0).retrieve()));
        let mut key = Zeroizing::new([0; 16]);
        let expanded = Hkdf::<Sha256>::new(None, &*shared).expand(&[], &mut *key);
        expanded.map_err(|_| Nonsense)?;
        Ok(SessionKey(key))
    }
}

/// What secrets are sealed with in one session.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct SessionKey(Zeroizing<[u8; 16]>);

impl SessionKey {
    /// Opens a secret of the session.
    ///
    /// # Errors
    /// [`Nonsense`].
    pub(super) fn open(
        &self,
        parameters: &[u8],
        value: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Nonsense> {
        let cipher = Decryptor::<Aes128>::new_from_slices(&*self.0, parameters);
        let opened = cipher
            .map_err(|_| Nonsense)?
            .decrypt_padded_vec::<Pkcs7>(value);
        Ok(Zeroizing::new(opened.map_err(|_| Nonsense)?))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

fn bytes(number: &U1024) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    bytes.copy_from_slice(number.to_be_bytes().as_ref());
    bytes
}

#[cfg(test)]
mod tests {
    use cbc::Encryptor;
    use cbc::cipher::BlockModeEncrypt;

    use super::*;

    fn pair() -> (Exchange, Exchange) {
        (
            Exchange::make().expect("randomness"),
            Exchange::make().expect("randomness"),
        )
    }

    #[test]
    fn both_sides_find_one_key_and_nobody_else_does() {
        let (one, other) = pair();
        let (first, second) = (one.agree(&other.public()), other.agree(&one.public()));
        assert_eq!(first, second);
        assert!(first.is_ok() && first != pair().0.agree(&other.public()));
    }

    #[test]
    fn a_known_exponent_gives_the_known_number() {
        // 2^1023 is below p; 2^1024 mod p is 2^1024 - p.
        let power = |exponent: u32| Exchange(U256::from_u32(exponent)).public();
        let mut expected = [0; SIZE];
        expected[0] = 0x80;
        assert_eq!(power(1023), expected);
        let over = power(1024);
        assert_eq!(over[..8], [0; 8]);
        assert_eq!(over[8..12], [0x36, 0xf0, 0x25, 0x5d]);
        assert_eq!(over[120..], [0, 0, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn what_was_sealed_for_the_session_opens_and_a_changed_byte_does_not_pass_for_it() {
        let (ours, theirs) = pair();
        let key = theirs.agree(&ours.public()).expect("a key");
        let iv = [9; 16];
        let sealed = Encryptor::<Aes128>::new_from_slices(&*key.0, &iv)
            .expect("sizes")
            .encrypt_padded_vec::<Pkcs7>(b"a secret line");
        let ours_too = ours.agree(&theirs.public()).expect("a key");
        let opened = ours_too.open(&iv, &sealed).expect("it opens");
        assert_eq!(&**opened, b"a secret line");
        assert_eq!(ours_too.open(&iv[..8], &sealed), Err(Nonsense));
        assert_eq!(ours_too.open(&iv, &sealed[..9]), Err(Nonsense));
        let another = ours.agree(&pair().0.public()).expect("a key");
        let wrong = another.open(&iv, &sealed);
        assert!(wrong.is_err() || wrong.is_ok_and(|text| &**text != b"a secret line"));
    }

    #[test]
    fn a_number_that_makes_a_known_key_is_refused() {
        let ours = Exchange::make().expect("randomness");
        let last = Element::MODULUS.get().wrapping_sub(&U1024::ONE);
        for theirs in [
            U1024::ZERO,
            U1024::ONE,
            last,
            Element::MODULUS.get(),
            U1024::MAX,
        ] {
            assert_eq!(ours.agree(&bytes(&theirs)).err(), Some(Nonsense));
        }
        assert_eq!(ours.agree(&[]).err(), Some(Nonsense));
        assert_eq!(ours.agree(&[1; 129]).err(), Some(Nonsense));
    }
}

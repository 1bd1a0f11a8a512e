//! How secrets cross the bus: in the clear, or sealed under a key that both sides agree on.
//!
//! Source: Secret Service API 0.2, «Transfer of Secrets»: Diffie-Hellman in the 1024-bit group of
//! RFC 2409 section 6.2, HKDF-SHA-256 without salt and info, AES-128-CBC with PKCS#7 padding.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use hkdf::Hkdf;
use num_bigint::BigUint;
use sha2::Sha256;

/// The name of the exchange that sends secrets as they are.
pub(super) const PLAIN: &str = "plain";
/// The name of the exchange that seals them.
pub(super) const SEALED: &str = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

/// The group's prime, in bytes.
const LENGTH: usize = 128;

const PRIME: &str = concat!(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74",
    "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437",
    "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED",
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
);

/// How the secrets of one session cross.
#[derive(Clone, Debug)]
pub(super) enum Exchange {
    /// As they are.
    Plain,
    /// Under this key.
    Sealed([u8; 16]),
}

impl Exchange {
    /// Agrees on a key with whoever sent this public number; returns our own.
    pub(super) fn agree(theirs: &[u8]) -> (Self, Vec<u8>) {
        let prime = data_encoding::HEXUPPER
            .decode(PRIME.as_bytes())
            .expect("the prime is hexadecimal");
        let prime = BigUint::from_bytes_be(&prime);
        let private = BigUint::from_bytes_be(&random::<32>());
        let ours = BigUint::from(2_u8).modpow(&private, &prime);
        let common = BigUint::from_bytes_be(theirs).modpow(&private, &prime);
        let common = common.to_bytes_be();
        let mut padded = vec![0; LENGTH - common.len()];
        padded.extend(common);
        let mut key = [0; 16];
        Hkdf::<Sha256>::new(None, &padded)
            .expand(&[], &mut key)
            .expect("a key is short enough");
        (Self::Sealed(key), ours.to_bytes_be())
    }

    /// The parameters and the value of a secret on its way out.
    pub(super) fn seal(&self, text: &[u8]) -> (Vec<u8>, Vec<u8>) {
        match self {
            Self::Plain => (Vec::new(), text.to_vec()),
            Self::Sealed(key) => {
                let start = random::<16>();
                let cipher = cbc::Encryptor::<Aes128>::new(key.into(), &start.into());
                (start.to_vec(), cipher.encrypt_padded_vec::<Pkcs7>(text))
            }
        }
    }

    /// The text of a secret on its way in; `None` where it does not open.
    pub(super) fn open(&self, parameters: &[u8], value: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Plain => Some(value.to_vec()),
            Self::Sealed(key) => {
                let start: [u8; 16] = parameters.try_into().ok()?;
                let cipher = cbc::Decryptor::<Aes128>::new(key.into(), &start.into());
                cipher.decrypt_padded_vec::<Pkcs7>(value).ok()
            }
        }
    }
}

pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

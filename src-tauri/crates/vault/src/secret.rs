//! The secrets, each behind one door.
//!
//! Always true: a secret is wiped when it is dropped, cannot be cloned, compared, displayed or
//! serialised, and prints as `ApiKey(…)` in `Debug`. The only way to the bytes is `expose`, and every
//! caller of it says in an `EXPOSE:` comment who receives them. The examples of [`ApiKey`] that must
//! not compile prove the rest.
//!
//! Not protected here: copies that a caller makes of what `expose` returned.

use std::fmt;

use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

/// The longest API key that is stored, in bytes.
pub const MAX_KEY_LENGTH: usize = 4096;

/// The secret text that a provider issued: 1 to 4,096 bytes of 0x21 to 0x7E.
///
/// ```
/// let key = keystow_vault::ApiKey::parse("gsk_fake")?;
/// assert_eq!(format!("{key:?}"), "ApiKey(…)");
/// assert_eq!(key.expose().len(), 8);
/// # Ok::<(), keystow_vault::KeyError>(())
/// ```
///
/// It cannot be cloned, compared, displayed, dereferenced or serialised:
///
/// ```compile_fail,E0599
/// let key = keystow_vault::ApiKey::parse("gsk_fake")?;
/// let copy = key.clone();
/// # Ok::<(), keystow_vault::KeyError>(())
/// ```
/// ```compile_fail,E0369
/// let key = keystow_vault::ApiKey::parse("gsk_fake")?;
/// let same = key == key;
/// # Ok::<(), keystow_vault::KeyError>(())
/// ```
/// ```compile_fail,E0277
/// let key = keystow_vault::ApiKey::parse("gsk_fake")?;
/// let shown = format!("{key}");
/// # Ok::<(), keystow_vault::KeyError>(())
/// ```
/// ```compile_fail,E0599
/// let key = keystow_vault::ApiKey::parse("gsk_fake")?;
/// let length = key.len();
/// # Ok::<(), keystow_vault::KeyError>(())
/// ```
/// ```compile_fail,E0277
/// let key = keystow_vault::ApiKey::parse("gsk_fake")?;
/// let json = serde_json::to_string(&key);
/// # Ok::<(), keystow_vault::KeyError>(())
/// ```
pub struct ApiKey(Zeroizing<Box<str>>);

/// Why a text cannot be an API key. Holds nothing of the text.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing is left of the text.
    #[error("the key is empty")]
    Empty,
    /// The text is longer than [`MAX_KEY_LENGTH`].
    #[error("the key is {length} bytes long; at most {MAX_KEY_LENGTH} are stored")]
    TooLong {
        /// Length of the text in bytes.
        length: usize,
    },
    /// A character that cannot stand in an HTTP header: white space, control or not ASCII.
    #[error("the character at position {position} cannot be part of a key")]
    BadCharacter {
        /// Position of the character, counted from 1.
        position: usize,
    },
}

impl ApiKey {
    /// Takes a key, exactly as it is to be sent.
    ///
    /// # Errors
    /// [`KeyError`] where the text is empty, too long or holds a byte outside 0x21 to 0x7E. The text
    /// is wiped in every case.
    pub fn parse(text: impl Into<String>) -> Result<Self, KeyError> {
        let text = Zeroizing::new(text.into());
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > MAX_KEY_LENGTH {
            return Err(KeyError::TooLong { length: text.len() });
        }
        if let Some(index) = text.chars().position(|c| !c.is_ascii_graphic()) {
            return Err(KeyError::BadCharacter {
                position: index + 1,
            });
        }
        Ok(Self(Zeroizing::new(text.as_str().into())))
    }

    /// Hands out the key in the clear. Say in an `EXPOSE:` comment who receives it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// The random 32 bytes that only the OS keyring holds.
pub(crate) struct MasterSecret(Zeroizing<[u8; 32]>);

/// The random 32 bytes of one generation that seal the records.
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

macro_rules! secret_bytes {
    ($name:ident) => {
        impl $name {
            /// Makes a new one from the randomness of the OS.
            pub(crate) fn make() -> Result<Self, crate::error::VaultError> {
                let mut bytes = Zeroizing::new([0_u8; 32]);
                crate::cipher::fill_random(&mut *bytes)?;
                Ok(Self(bytes))
            }

            /// Takes 32 bytes and wipes the copy it was given.
            pub(crate) fn from_bytes(bytes: &mut [u8; 32]) -> Self {
                let taken = Self(Zeroizing::new(*bytes));
                bytes.zeroize();
                taken
            }

            /// Hands out the bytes. Say in an `EXPOSE:` comment who receives them.
            pub(crate) fn expose(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret_bytes!(MasterSecret);
secret_bytes!(DataKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii_of_at_most_4096_bytes() {
        assert!(ApiKey::parse("gsk_fake").is_ok());
        assert!(ApiKey::parse("!".repeat(4096)).is_ok());
        assert_eq!(ApiKey::parse("").err(), Some(KeyError::Empty));
        assert_eq!(
            ApiKey::parse("x".repeat(4097)).err(),
            Some(KeyError::TooLong { length: 4097 })
        );
        for (text, position) in [("a b", 2), ("a\n", 2), ("ü", 1), ("ab\u{7f}", 3)] {
            assert_eq!(
                ApiKey::parse(text).err(),
                Some(KeyError::BadCharacter { position }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn debug_shows_nothing_of_a_secret() {
        let key = ApiKey::parse("gsk_fakeFAKE").expect("a key");
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
        let master = MasterSecret::from_bytes(&mut [7; 32]);
        assert_eq!(format!("{master:?}"), "MasterSecret(…)");
    }
}

//! Passphrases: the owner's words, and the secret that Argon2id stretches them to.
//!
//! Always true: the stretched secret never leaves the vault; what a slot says about the stretching is
//! capped before it is followed, so that an edited file cannot take all memory.
//!
//! Source: RFC 9106, Argon2id version 0x13; section 4 recommends t = 3, p = 4, 64 MiB where memory is
//! scarce.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::cipher::make_random;
use crate::error::VaultError;

/// The longest passphrase, in bytes.
const MAX_LENGTH: usize = 1024;
/// The shortest new passphrase, in characters.
const MIN_NEW: usize = 10;

/// What the owner typed: 1 to 1,024 bytes of UTF-8 without control characters.
pub struct Passphrase(Zeroizing<Box<str>>);

/// Why a text cannot be a passphrase. Holds nothing of the text.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PassphraseError {
    /// Nothing was given.
    #[error("the passphrase is empty")]
    Empty,
    /// A new passphrase below ten characters.
    #[error("a new passphrase has at least {MIN_NEW} characters")]
    TooShort,
    /// More than 1,024 bytes.
    #[error("a passphrase has at most {MAX_LENGTH} bytes")]
    TooLong,
    /// A control character, which nobody types on purpose.
    #[error("a passphrase holds no control characters")]
    Control,
}

impl Passphrase {
    /// Takes a passphrase exactly as it was typed.
    ///
    /// # Errors
    /// [`PassphraseError`]; the text is wiped in every case.
    pub fn parse(text: impl Into<String>) -> Result<Self, PassphraseError> {
        let text = Zeroizing::new(text.into());
        if text.is_empty() {
            return Err(PassphraseError::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(PassphraseError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(PassphraseError::Control);
        }
        Ok(Self(Zeroizing::new(text.as_str().into())))
    }

    /// Refuses a new passphrase that is too short to withstand guessing.
    ///
    /// # Errors
    /// [`PassphraseError::TooShort`] below ten characters.
    pub fn require_strength(&self) -> Result<(), PassphraseError> {
        if self.0.chars().count() < MIN_NEW {
            Err(PassphraseError::TooShort)
        } else {
            Ok(())
        }
    }

    /// Hands out the text in the clear. Say in an `EXPOSE:` comment who receives it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// How a slot's passphrase is stretched, as the slot's header holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretching {
    /// Memory in KiB.
    pub(crate) memory: u32,
    /// Passes over it.
    pub(crate) passes: u32,
    /// Lanes.
    pub(crate) lanes: u32,
    pub(crate) salt: [u8; 16],
}

/// The 32 bytes that a passphrase was stretched to.
pub(crate) struct Stretched(Zeroizing<[u8; 32]>);

impl Stretching {
    pub(crate) const LENGTH: usize = 28;
    /// 1 GiB, 16 passes, 16 lanes: more than any slot of ours ever asks for.
    const MOST: (u32, u32, u32) = (1024 * 1024, 16, 16);

    /// 64 MiB, three passes, four lanes, and a fresh salt.
    pub(crate) fn make() -> Result<Self, VaultError> {
        Ok(Self {
            memory: 64 * 1024,
            passes: 3,
            lanes: 4,
            salt: make_random()?,
        })
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        bytes[..4].copy_from_slice(&self.memory.to_be_bytes());
        bytes[4..8].copy_from_slice(&self.passes.to_be_bytes());
        bytes[8..12].copy_from_slice(&self.lanes.to_be_bytes());
        bytes[12..].copy_from_slice(&self.salt);
        bytes
    }

    /// Reads what a header says; `None` where it asks for more than Keystow is willing to do.
    pub(crate) fn from_bytes(bytes: &[u8; Self::LENGTH]) -> Option<Self> {
        let number = |at: usize| bytes[at..at + 4].try_into().ok().map(u32::from_be_bytes);
        let stretching = Self {
            memory: number(0)?,
            passes: number(4)?,
            lanes: number(8)?,
            salt: bytes[12..].try_into().ok()?,
        };
        let (memory, passes, lanes) = Self::MOST;
        let fits = stretching.memory <= memory
            && (1..=passes).contains(&stretching.passes)
            && (1..=lanes).contains(&stretching.lanes)
            && stretching.memory >= 8 * stretching.lanes;
        fits.then_some(stretching)
    }

    /// Stretches a passphrase on a thread that may block: it takes a good part of a second on purpose.
    pub(crate) async fn stretch(self, passphrase: &Passphrase) -> Result<Stretched, VaultError> {
        // EXPOSE: to Argon2id, on another thread.
        let text = Zeroizing::new(passphrase.expose().to_owned());
        tokio::task::spawn_blocking(move || self.run(&text))
            .await
            .map_err(|_| VaultError::NoRandomness)?
    }

    fn run(self, text: &str) -> Result<Stretched, VaultError> {
        let mut out = Zeroizing::new([0; 32]);
        Params::new(self.memory, self.passes, self.lanes, Some(32))
            .and_then(|params| {
                Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
                    text.as_bytes(),
                    &self.salt,
                    &mut *out,
                )
            })
            .map_err(|_| VaultError::SlotCorrupt)?;
        Ok(Stretched(out))
    }
}

impl Stretched {
    /// Hands out the bytes. Say in an `EXPOSE:` comment who receives them.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_text_without_control_characters() {
        assert!(Passphrase::parse("ein Satz mit Umläuten").is_ok());
        for (text, error) in [
            ("", PassphraseError::Empty),
            ("a\nb", PassphraseError::Control),
            ("a\0b", PassphraseError::Control),
        ] {
            assert_eq!(Passphrase::parse(text).err(), Some(error), "{text:?}");
        }
        assert_eq!(
            Passphrase::parse("x".repeat(1025)).err(),
            Some(PassphraseError::TooLong)
        );
        let short = Passphrase::parse("ten chars").expect("text");
        assert_eq!(short.require_strength(), Err(PassphraseError::TooShort));
        let long = Passphrase::parse("zehn Zeich").expect("text");
        assert_eq!(long.require_strength(), Ok(()));
        assert_eq!(format!("{long:?}"), "Passphrase(…)");
    }

    #[test]
    fn a_header_that_asks_for_too_much_is_refused() {
        let sane = Stretching::make().expect("chance");
        assert_eq!(Stretching::from_bytes(&sane.to_bytes()), Some(sane));
        for other in [
            Stretching {
                memory: u32::MAX,
                ..sane
            },
            Stretching {
                memory: 1024 * 1024 + 1,
                ..sane
            },
            Stretching { memory: 0, ..sane },
            Stretching { passes: 0, ..sane },
            Stretching { passes: 17, ..sane },
            Stretching { lanes: 0, ..sane },
            Stretching { lanes: 17, ..sane },
        ] {
            assert_eq!(Stretching::from_bytes(&other.to_bytes()), None, "{other:?}");
        }
    }
}

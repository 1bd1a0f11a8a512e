//! What is wrong with a key, a base URL, a passphrase or a recovery code that was given, and what is taken
//! off around a key.

use keystow::{BaseUrlError, CodeError, PassphraseError, paste};
use serde::Serialize;
use specta::Type;

use super::length;
use crate::error::CommandError;

/// What is taken off around a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Removed {
    /// Blanks and line ends.
    Space,
    /// Characters that cannot be seen.
    Invisible,
    /// `NAME=` and what stands before it.
    Assignment,
    /// A pair of quotes.
    Quotes,
    /// `Authorization:`.
    Header,
    /// `Bearer` or `Token`.
    Scheme,
    /// The `;` behind it.
    Semicolon,
}

impl From<paste::Removed> for Removed {
    fn from(removed: paste::Removed) -> Self {
        use paste::Removed as R;
        match removed {
            R::Space => Self::Space,
            R::Invisible => Self::Invisible,
            R::Assignment => Self::Assignment,
            R::Quotes => Self::Quotes,
            R::Header => Self::Header,
            R::Scheme => Self::Scheme,
            R::Semicolon => Self::Semicolon,
        }
    }
}

/// Why a header is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HeaderFault {
    /// The name is none.
    Name,
    /// Keystow sets this header itself.
    Reserved,
    /// The value is empty, too long, or cannot be sent.
    Value,
    /// Another header has the same name.
    Twice,
}

impl From<keystow::HeaderFault> for HeaderFault {
    fn from(fault: keystow::HeaderFault) -> Self {
        match fault {
            keystow::HeaderFault::Name => Self::Name,
            keystow::HeaderFault::Reserved => Self::Reserved,
            keystow::HeaderFault::Value => Self::Value,
            keystow::HeaderFault::Twice => Self::Twice,
        }
    }
}

/// Why the address of a proxy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProxyFault {
    /// It is no address of an HTTP or HTTPS proxy.
    Address,
    /// It holds a name or password, which would stand in the file in the clear.
    Password,
}

impl From<keystow::ProxyFault> for ProxyFault {
    fn from(fault: keystow::ProxyFault) -> Self {
        match fault {
            keystow::ProxyFault::Address => Self::Address,
            keystow::ProxyFault::Password => Self::Password,
        }
    }
}

/// Why a text is no key; positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "fault", rename_all = "camelCase")]
pub enum KeyFault {
    /// Nothing is left.
    Empty,
    /// More than one line has something on it.
    SeveralLines,
    /// A blank stands inside.
    InnerSpace {
        /// Which character.
        position: u32,
    },
    /// A control character stands inside.
    Control {
        /// Which character.
        position: u32,
    },
    /// A character beyond ASCII stands inside.
    NotAscii {
        /// The character.
        character: String,
        /// Which character.
        position: u32,
    },
    /// More than a key can have.
    TooLong {
        /// How many bytes.
        length: u32,
    },
    /// A web address.
    LooksLikeUrl,
}

impl From<keystow::KeyFault> for KeyFault {
    fn from(fault: keystow::KeyFault) -> Self {
        use keystow::KeyFault as F;
        match fault {
            F::Empty => Self::Empty,
            F::SeveralLines => Self::SeveralLines,
            F::InnerSpace { position } => Self::InnerSpace {
                position: length(position),
            },
            F::Control { position } => Self::Control {
                position: length(position),
            },
            F::NotAscii {
                character,
                position,
            } => Self::NotAscii {
                character: character.to_string(),
                position: length(position),
            },
            F::TooLong { length: bytes } => Self::TooLong {
                length: length(bytes),
            },
            F::LooksLikeUrl => Self::LooksLikeUrl,
        }
    }
}

/// Why a base URL is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BaseUrlFault {
    /// Nothing was given.
    Empty,
    /// No web address.
    NotAUrl,
    /// Neither https nor this machine.
    NotHttps,
    /// A user name or password stands in it.
    UserInfo,
    /// A query stands in it.
    Query,
    /// A fragment stands in it.
    Fragment,
    /// No host stands in it.
    NoHost,
    /// Too long.
    TooLong,
}

impl From<BaseUrlError> for BaseUrlFault {
    fn from(error: BaseUrlError) -> Self {
        match error {
            BaseUrlError::Empty => Self::Empty,
            BaseUrlError::NotAUrl => Self::NotAUrl,
            BaseUrlError::NotHttps => Self::NotHttps,
            BaseUrlError::UserInfo => Self::UserInfo,
            BaseUrlError::Query => Self::Query,
            BaseUrlError::Fragment => Self::Fragment,
            BaseUrlError::NoHost => Self::NoHost,
            BaseUrlError::TooLong => Self::TooLong,
        }
    }
}

/// Why a text is no passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PassphraseFault {
    /// Nothing was given.
    Empty,
    /// Too short for a new one.
    TooShort,
    /// Too long.
    TooLong,
    /// A control character stands inside.
    Control,
}

impl From<PassphraseError> for CommandError {
    fn from(error: PassphraseError) -> Self {
        Self::InvalidPassphrase {
            fault: match error {
                PassphraseError::Empty => PassphraseFault::Empty,
                PassphraseError::TooShort => PassphraseFault::TooShort,
                PassphraseError::TooLong => PassphraseFault::TooLong,
                PassphraseError::Control => PassphraseFault::Control,
            },
        }
    }
}

/// Why a text is no recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CodeFault {
    /// Nothing was given.
    Empty,
    /// A character stands inside that no code has.
    BadCharacter,
    /// Too few or too many characters.
    Length,
    /// A character is mistyped.
    Checksum,
}

impl From<CodeError> for CommandError {
    fn from(error: CodeError) -> Self {
        let (fault, position) = match error {
            CodeError::Empty => (CodeFault::Empty, None),
            CodeError::BadCharacter { position } => (CodeFault::BadCharacter, Some(position)),
            CodeError::Length { .. } => (CodeFault::Length, None),
            CodeError::Checksum => (CodeFault::Checksum, None),
        };
        Self::InvalidCode {
            fault,
            position: position.map(length),
        }
    }
}

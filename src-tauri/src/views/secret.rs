//! Secrets other than keys on their way in or out of the window: passphrases and recovery codes.

use std::fmt;

use keystow::{Passphrase, RecoveryCode};
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroizing;

use super::length;
use crate::error::CommandError;

/// A passphrase, or a recovery code or a group of one, that somebody typed; wiped on drop.
#[derive(Deserialize, Type)]
#[serde(transparent)]
pub struct TypedSecret(#[specta(type = String)] WipedText);

/// A recovery code to be written down; wiped on drop.
///
/// Besides [`super::RevealedKey`] the only view that carries a secret. Only the two commands that make a
/// code return it; it is never an event, and the page must treat it as a mutation's answer, never as data
/// to be cached.
#[derive(Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodeView {
    /// The seven groups, in order.
    #[specta(type = Vec<String>)]
    groups: Vec<WipedText>,
    /// The two groups to be typed back, counted from 1.
    ask: [u32; 2],
}

/// A text that is wiped on drop.
pub(super) struct WipedText(pub(super) Zeroizing<String>);

impl<'de> Deserialize<'de> for WipedText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

impl Serialize for WipedText {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for TypedSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TypedSecret(redacted)")
    }
}

impl fmt::Debug for RecoveryCodeView {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RecoveryCodeView(redacted)")
    }
}

impl TypedSecret {
    /// The text as a passphrase.
    ///
    /// # Errors
    /// `InvalidPassphrase`: the text cannot be one.
    pub(crate) fn passphrase(&self) -> Result<Passphrase, CommandError> {
        // EXPOSE: to the type that holds passphrases, wiped as this one is.
        Passphrase::parse(self.0.0.as_str()).map_err(CommandError::from)
    }

    /// The text as a recovery code.
    ///
    /// # Errors
    /// `InvalidCode`: the text cannot be one.
    pub(crate) fn recovery_code(&self) -> Result<RecoveryCode, CommandError> {
        // EXPOSE: to the type that holds recovery codes, wiped as this one is.
        RecoveryCode::parse(self.0.0.as_str()).map_err(CommandError::from)
    }

    /// The text itself, wiped on drop as this one is.
    pub(crate) fn into_text(self) -> Zeroizing<String> {
        self.0.0
    }

    /// Whether the text is that group of a code.
    pub(crate) fn is_group(&self, code: &RecoveryCode, group: usize) -> bool {
        // EXPOSE: to the comparison alone.
        code.group_fits(group, &self.0.0)
    }
}

impl RecoveryCodeView {
    /// The code as its owner writes it down, and which groups to ask back.
    pub(crate) fn new(code: &RecoveryCode, ask: [usize; 2]) -> Self {
        // EXPOSE: to the window, whose owner writes this code down.
        let text = code.expose();
        Self {
            groups: text
                .split('-')
                .map(|group| WipedText(Zeroizing::new(group.to_owned())))
                .collect(),
            ask: ask.map(length),
        }
    }
}

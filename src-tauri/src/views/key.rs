//! A key on its way in or out of the window.

use std::fmt;

use keystow::{ApiKey, paste};
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroizing;

use super::secret::WipedText;
use super::{KeyFault, Removed, length};
use crate::error::CommandError;

/// What somebody pasted where a key belongs; wiped on drop.
#[derive(Deserialize, Type)]
#[serde(transparent)]
pub struct PastedText(#[specta(type = String)] WipedText);

/// What a person asked to see of a key; wiped on drop. Only `reveal_api_key` returns it.
#[derive(Serialize, Type)]
#[serde(transparent)]
pub struct RevealedKey(#[specta(type = String)] WipedText);

impl fmt::Debug for PastedText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PastedText(redacted)")
    }
}

impl fmt::Debug for RevealedKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RevealedKey(redacted)")
    }
}

impl PastedText {
    /// The key within the text.
    ///
    /// # Errors
    /// `InvalidKey`: the text holds no key.
    pub(crate) fn key(&self) -> Result<ApiKey, CommandError> {
        let text = self.0.0.as_str();
        let cleaned = paste::clean(text).map_err(|fault| CommandError::InvalidKey {
            fault: fault.into(),
        })?;
        ApiKey::parse(&text[cleaned.start..cleaned.end]).map_err(|_| CommandError::InvalidKey {
            fault: KeyFault::TooLong {
                length: length(text.len()),
            },
        })
    }

    /// What would be stored of the text, and what would be taken off; offsets in UTF-16 as JavaScript
    /// counts them.
    pub(crate) fn inspect(&self) -> KeyInspectionView {
        let text = self.0.0.as_str();
        match paste::clean(text) {
            Ok(cleaned) => KeyInspectionView {
                start: utf16(&text[..cleaned.start]),
                end: utf16(&text[..cleaned.end]),
                removed: cleaned.removed.into_iter().map(Into::into).collect(),
                fault: None,
                suggested_provider: paste::suggest_provider(&text[cleaned.start..cleaned.end])
                    .map(|provider| provider.id.to_owned()),
            },
            Err(fault) => KeyInspectionView {
                start: 0,
                end: utf16(text),
                removed: Vec::new(),
                fault: Some(fault.into()),
                suggested_provider: None,
            },
        }
    }
}

impl From<ApiKey> for RevealedKey {
    fn from(key: ApiKey) -> Self {
        // EXPOSE: to the window, whose owner asked to see this key.
        Self(WipedText(Zeroizing::new(key.expose().to_owned())))
    }
}

/// What the paste field shows about its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyInspectionView {
    /// Where the key begins, in UTF-16 units.
    start: u32,
    /// Where it ends, in UTF-16 units.
    end: u32,
    removed: Vec<Removed>,
    fault: Option<KeyFault>,
    suggested_provider: Option<String>,
}

/// A key that is on the clipboard now.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopiedView {
    /// After how many seconds it is taken off again.
    pub clears_after_seconds: u32,
}

fn utf16(text: &str) -> u32 {
    length(text.encode_utf16().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(text: &str) -> PastedText {
        PastedText(WipedText(Zeroizing::new(text.to_owned())))
    }

    #[test]
    fn offsets_count_as_javascript_counts() {
        // A byte-order mark is 3 bytes and 1 UTF-16 unit.
        let view = pasted("\u{feff}  gsk_fakeFAKE\n").inspect();
        assert_eq!((view.start, view.end), (3, 15));
        assert_eq!(view.suggested_provider.as_deref(), Some("groq"));
        assert_eq!(view.fault, None);
    }

    #[test]
    fn a_fault_names_its_character() {
        let view = pasted("gsk_fäke").inspect();
        assert_eq!(
            view.fault,
            Some(KeyFault::NotAscii {
                character: "ä".into(),
                position: 6
            })
        );
    }

    #[test]
    fn debug_shows_no_key() {
        let text = pasted("gsk_fakeFAKEfakeFAKE");
        assert!(!format!("{text:?}").contains("gsk_"));
        let revealed = text.key().map(RevealedKey::from);
        assert!(!format!("{revealed:?}").contains("gsk_"));
    }
}

//! The key as this crate sees it: borrowed, redacted, for one request.

use std::fmt;

/// A borrowed API key on its way into a request header.
///
/// The buffer belongs to the caller, who wipes it. There is no `Display`, and `Debug` shows nothing.
#[derive(Clone, Copy)]
pub struct KeyText<'a>(&'a str);

impl<'a> KeyText<'a> {
    /// Borrows a key.
    pub const fn new(key: &'a str) -> Self {
        Self(key)
    }

    /// The key in the clear, for the header builder and for redaction.
    pub(crate) const fn expose(self) -> &'a str {
        self.0
    }
}

impl fmt::Debug for KeyText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyText(…)")
    }
}

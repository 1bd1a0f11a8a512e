//! What the commands share: the vault's handle, and the clipboard.

use keystow::{Error, Keystow};

use crate::clipboard::Clipboard;

/// The state behind every command.
#[derive(Clone)]
pub(crate) struct Shell {
    pub(crate) keystow: Keystow,
    pub(crate) clipboard: Clipboard,
}

impl Shell {
    pub(crate) fn new(keystow: Keystow) -> Self {
        Self {
            keystow,
            clipboard: Clipboard::default(),
        }
    }

    /// The vault's handle for one profile, or for the default one.
    pub(crate) fn profile(&self, name: Option<&str>) -> Result<Keystow, Error> {
        name.map_or_else(
            || Ok(self.keystow.clone()),
            |name| self.keystow.profile(name),
        )
    }
}

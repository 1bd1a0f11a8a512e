//! What the commands share: the vault's handle, the clipboard, and what waits for a second command (`kept`).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keystow::{Error, Keystow};

use crate::attempts::Attempts;
use crate::clipboard::Clipboard;
use crate::kept::Kept;

/// How long leaving may wait for an automatic backup.
const LEAVING: Duration = Duration::from_secs(1);

/// The state behind every command.
#[derive(Clone)]
pub(crate) struct Shell {
    pub(crate) keystow: Keystow,
    pub(crate) clipboard: Clipboard,
    pub(crate) kept: Kept,
    pub(crate) attempts: Attempts,
    /// The file that the owner chose to be written last, and agreed to replace if it is there.
    chosen: Arc<Mutex<Option<String>>>,
    /// Held while the vault is opened without being asked to.
    pub(crate) opening: Arc<tokio::sync::Mutex<()>>,
}

impl Shell {
    pub(crate) fn new(keystow: Keystow) -> Self {
        Self {
            keystow,
            clipboard: Clipboard::default(),
            kept: Kept::default(),
            attempts: Attempts::default(),
            chosen: Arc::default(),
            opening: Arc::default(),
        }
    }

    /// Remembers the file that the owner chose to be written.
    pub(crate) fn choose(&self, path: &str) {
        *lock(&self.chosen) = Some(path.to_owned());
    }

    /// Whether the owner chose this file in the dialog, which asks before it takes one that is there.
    pub(crate) fn was_chosen(&self, path: &str) -> bool {
        lock(&self.chosen).as_deref() == Some(path)
    }

    /// Leaves nothing behind: no key on the clipboard, no backup half written. Waits a second at most.
    pub(crate) fn leave(&self) {
        let keystow = self.keystow.clone();
        let settled = tauri::async_runtime::spawn(async move {
            let _ = tokio::time::timeout(LEAVING, keystow.settle()).await;
        });
        self.clipboard.leave();
        let _ = tauri::async_runtime::block_on(settled);
    }

    /// The vault's handle for one profile, or for the one that is meant where none is named.
    pub(crate) async fn profile(&self, name: Option<&str>) -> Result<Keystow, Error> {
        match name {
            Some(name) => self.keystow.profile(name),
            None => self.keystow.profile(&self.keystow.default_profile().await?),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! What the commands share: the vault's handle, the clipboard, and what waits for a second command.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keystow::{Backup, Error, Keystow, RecoveryCode};

use crate::clipboard::Clipboard;
use crate::error::CommandError;

/// How long something waits for its second command.
const WAITING: Duration = Duration::from_mins(10);

/// How long leaving may wait for an automatic backup.
const LEAVING: Duration = Duration::from_secs(1);

/// The state behind every command.
#[derive(Clone)]
pub(crate) struct Shell {
    pub(crate) keystow: Keystow,
    pub(crate) clipboard: Clipboard,
    pub(crate) kept: Kept,
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

    /// The vault's handle for one profile, or for the default one.
    pub(crate) fn profile(&self, name: Option<&str>) -> Result<Keystow, Error> {
        name.map_or_else(
            || Ok(self.keystow.clone()),
            |name| self.keystow.profile(name),
        )
    }
}

/// What one command prepared and another finishes. All of it is wiped on drop.
pub(crate) enum Prepared {
    /// A recovery code, in force already, whose groups are to be typed back.
    Recovery { code: RecoveryCode, ask: [usize; 2] },
    /// A rotation of the data key, with the recovery code that will hold afterwards.
    Rotation {
        recovery: Option<RecoveryCode>,
        ask: [usize; 2],
    },
    /// A backup that was read.
    Restore(Arc<Backup>),
}

/// Holds one thing at a time, for at most ten minutes.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Slot>>);

#[derive(Default)]
struct Slot {
    prepared: Option<Prepared>,
    /// How many were kept; the timer of an older one does nothing.
    count: u64,
}

impl Kept {
    /// Keeps something in place of what was kept before.
    pub(crate) fn keep(&self, prepared: Prepared) {
        self.keep_for(prepared, WAITING);
    }

    fn keep_for(&self, prepared: Prepared, time: Duration) {
        let count = {
            let mut slot = lock(&self.0);
            slot.prepared = Some(prepared);
            slot.count += 1;
            slot.count
        };
        let kept = self.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(time).await;
            let mut slot = lock(&kept.0);
            if slot.count == count {
                slot.prepared = None;
            }
        });
    }

    /// Looks at what is kept; `None` where it is nothing, or nothing that the caller has use for.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&Prepared) -> Option<T>) -> Option<T> {
        lock(&self.0).prepared.as_ref().and_then(look)
    }

    /// Drops what is kept.
    pub(crate) fn forget(&self) {
        lock(&self.0).prepared = None;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A recovery code once more: the one that is kept stays until what it is for has succeeded.
///
/// # Errors
/// `Unexpected`: never, since a code reads what it wrote.
pub(crate) fn again(code: &RecoveryCode) -> Result<RecoveryCode, CommandError> {
    // EXPOSE: to the type that holds recovery codes.
    RecoveryCode::parse(&code.expose()).map_err(|_| CommandError::Unexpected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Prepared {
        let code = RecoveryCode::make().expect("chance");
        Prepared::Recovery { code, ask: [1, 2] }
    }

    fn is_kept(kept: &Kept) -> bool {
        kept.with(|_| Some(())).is_some()
    }

    #[test]
    fn what_waits_too_long_is_dropped_and_its_timer_spares_what_came_after() {
        let kept = Kept::default();
        kept.keep_for(code(), Duration::from_millis(50));
        assert!(is_kept(&kept));
        kept.keep_for(code(), Duration::from_millis(300));
        std::thread::sleep(Duration::from_millis(150));
        assert!(is_kept(&kept), "the timer of the first one does nothing");
        std::thread::sleep(Duration::from_millis(300));
        assert!(!is_kept(&kept));
    }

    #[test]
    fn a_code_reads_what_it_wrote() {
        let code = RecoveryCode::make().expect("chance");
        let same = again(&code).expect("its own text");
        assert_eq!(code.expose(), same.expose());
    }
}

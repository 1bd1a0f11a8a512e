//! What one command prepared and another finishes: codes that wait for their groups, a backup that was read.
//!
//! Always true: each kind waits by itself, in place of the one of its kind before it and for at most ten
//! minutes; whatever goes is wiped.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use keystow::{Backup, FoundKeys, RecoveryCode, SlotInfo};

use crate::error::CommandError;

/// How long something waits for its second command.
const WAITING: Duration = Duration::from_mins(10);

/// A recovery code, and which of its groups are to be typed back.
pub(crate) struct ShownCode {
    pub(crate) code: RecoveryCode,
    pub(crate) ask: [usize; 2],
}

/// A rotation of the data key, with the recovery code that will hold afterwards.
pub(crate) struct Rotation {
    pub(crate) recovery: Option<ShownCode>,
    /// The ways into the vault that it was prepared for.
    pub(crate) slots: Vec<SlotInfo>,
}

/// What waits, by its kind.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    /// A code that is in force already.
    pub(crate) recovery: Waiting<ShownCode>,
    /// A rotation that was prepared.
    pub(crate) rotation: Waiting<Rotation>,
    /// A backup that was read.
    pub(crate) restore: Waiting<Arc<Backup>>,
    /// Keys that were found outside the vault, and the profile that they were compared with.
    pub(crate) found: Waiting<(String, Arc<FoundKeys>)>,
}

impl Kept {
    /// Drops all of it.
    pub(crate) fn forget(&self) {
        self.recovery.forget();
        self.rotation.forget();
        self.restore.forget();
        self.found.forget();
    }

    /// Whether somebody may be writing a code down now.
    pub(crate) fn shows_code(&self) -> bool {
        let rotates = |rotation: &Rotation| rotation.recovery.is_some();
        self.recovery.with(|_| ()).is_some() || self.rotation.with(rotates) == Some(true)
    }
}

/// Holds one thing for at most ten minutes.
pub(crate) struct Waiting<T>(Arc<Mutex<Slot<T>>>);

struct Slot<T> {
    thing: Option<T>,
    /// How many were kept; the timer of an older one does nothing.
    count: u64,
}

impl<T> Clone for Waiting<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        let slot = Slot {
            thing: None,
            count: 0,
        };
        Self(Arc::new(Mutex::new(slot)))
    }
}

impl<T: Send + 'static> Waiting<T> {
    /// Keeps something in place of what was kept before.
    pub(crate) fn keep(&self, thing: T) {
        self.keep_for(thing, WAITING);
    }

    fn keep_for(&self, thing: T, time: Duration) {
        let count = self.locked(|slot| {
            slot.thing = Some(thing);
            slot.count += 1;
            slot.count
        });
        let kept = self.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(time).await;
            kept.locked(|slot| {
                if slot.count == count {
                    slot.thing = None;
                }
            });
        });
    }

    /// Looks at what is kept; `None` where it is nothing.
    pub(crate) fn with<A>(&self, look: impl FnOnce(&T) -> A) -> Option<A> {
        self.locked(|slot| slot.thing.as_ref().map(look))
    }

    /// Drops what is kept.
    pub(crate) fn forget(&self) {
        self.locked(|slot| slot.thing = None);
    }

    fn locked<A>(&self, work: impl FnOnce(&mut Slot<T>) -> A) -> A {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
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

    fn shown() -> ShownCode {
        let code = RecoveryCode::make().expect("chance");
        ShownCode { code, ask: [1, 2] }
    }

    fn waits<T: Send + 'static>(kept: &Waiting<T>) -> bool {
        kept.with(|_| ()).is_some()
    }

    #[test]
    fn what_waits_too_long_is_dropped_and_its_timer_spares_what_came_after() {
        let kept = Waiting::default();
        kept.keep_for(shown(), Duration::from_millis(50));
        assert!(waits(&kept));
        kept.keep_for(shown(), Duration::from_millis(300));
        std::thread::sleep(Duration::from_millis(150));
        assert!(waits(&kept), "the timer of the first one does nothing");
        std::thread::sleep(Duration::from_millis(300));
        assert!(!waits(&kept));
    }

    #[test]
    fn each_kind_waits_by_itself_and_all_of_it_goes_at_once() {
        let kept = Kept::default();
        kept.recovery.keep(shown());
        kept.rotation.keep(Rotation {
            recovery: None,
            slots: Vec::new(),
        });
        kept.restore.forget();
        assert!(waits(&kept.recovery) && waits(&kept.rotation));
        kept.rotation.forget();
        assert!(waits(&kept.recovery));
        kept.rotation.keep(Rotation {
            recovery: None,
            slots: Vec::new(),
        });
        kept.forget();
        assert!(!waits(&kept.recovery) && !waits(&kept.rotation));
    }

    #[test]
    fn a_code_is_shown_while_it_or_a_rotation_with_one_waits() {
        let kept = Kept::default();
        assert!(!kept.shows_code());
        kept.rotation.keep(Rotation {
            recovery: None,
            slots: Vec::new(),
        });
        assert!(!kept.shows_code());
        let recovery = Some(shown());
        kept.rotation.keep(Rotation {
            recovery,
            slots: Vec::new(),
        });
        assert!(kept.shows_code());
        kept.forget();
        kept.recovery.keep(shown());
        assert!(kept.shows_code());
    }

    #[test]
    fn a_code_reads_what_it_wrote() {
        let ShownCode { code, .. } = shown();
        let same = again(&code).expect("its own text");
        assert_eq!(code.expose(), same.expose());
    }
}

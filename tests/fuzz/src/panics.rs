//! Catches panics of a run, and says where they were.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// `Some` while a run is watched on this thread; then where it panicked, and its words.
    static SEEN: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
    static WATCHED: RefCell<bool> = const { RefCell::new(false) };
}

static HOOK: Once = Once::new();

/// Where a run panicked, and its words.
#[derive(Debug)]
pub(crate) struct Panicked {
    pub(crate) place: String,
    pub(crate) words: String,
}

/// Runs `run`; a panic becomes a value, and nothing of it is printed.
pub(crate) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Panicked> {
    HOOK.call_once(install);
    WATCHED.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    WATCHED.set(false);
    outcome.map_err(|_| {
        let (place, words) = SEEN.take().unwrap_or_default();
        Panicked { place, words }
    })
}

/// Panics of other threads and outside of runs go where they always went.
fn install() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !WATCHED.with_borrow(|watched| *watched) {
            return before(info);
        }
        let place = info.location().map(ToString::to_string);
        let words = info.payload_as_str().unwrap_or("no words").to_owned();
        SEEN.set(Some((place.unwrap_or_default(), words)));
    }));
}

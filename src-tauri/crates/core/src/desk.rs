//! Leaving the desk closes the vault.

use std::sync::Arc;

use crate::handle::Keystow;

impl Keystow {
    /// Drops the data key whenever the screen is locked or the machine goes to sleep, where the platform
    /// tells so. Whoever needs a key then opens the vault again.
    ///
    /// The watch needs no runtime, and never keeps the program from ending.
    pub fn lock_when_desk_is_left(&self) {
        let shared = Arc::downgrade(&self.shared);
        let profile = self.profile_name().to_owned();
        keystow_vault::watch_desk(move || {
            if let Some(shared) = shared.upgrade() {
                Self::of(shared, &profile).lock();
            }
        });
    }
}

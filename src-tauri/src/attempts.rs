//! The prompts that are being answered, so that each can be stopped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// The running answers by their number.
#[derive(Clone, Default)]
pub(crate) struct Attempts(Arc<Mutex<HashMap<u32, watch::Sender<bool>>>>);

impl Attempts {
    /// Counts an answer in until the guard goes. One of the same number that still runs is stopped.
    pub(crate) fn begin(&self, run: u32) -> Attempt {
        let (stop, stopped) = watch::channel(false);
        if let Some(older) = self.lock().insert(run, stop) {
            older.send_replace(true);
        }
        Attempt {
            attempts: self.clone(),
            run,
            stopped,
        }
    }

    /// Stops an answer; false if none of that number runs.
    pub(crate) fn stop(&self, run: u32) -> bool {
        let found = self.lock().remove(&run);
        found.is_some_and(|stop| !stop.send_replace(true))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u32, watch::Sender<bool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One running answer.
pub(crate) struct Attempt {
    attempts: Attempts,
    run: u32,
    stopped: watch::Receiver<bool>,
}

impl Attempt {
    /// Waits until its owner stops it.
    pub(crate) async fn wait(&self) {
        // A sender that is gone was taken out to be told.
        let _ = self.stopped.clone().wait_for(|stopped| *stopped).await;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        let mut running = self.attempts.lock();
        // A younger one of the same number has a channel of its own.
        if !*self.stopped.borrow() {
            running.remove(&self.run);
        }
    }
}

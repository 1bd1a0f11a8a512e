//! How many checks run at once: 32 in all, two for one origin.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::base_url::Origin;

const IN_ALL: usize = 32;
const PER_ORIGIN: usize = 2;

/// The places that running checks take.
#[derive(Debug, Clone)]
pub(super) struct InFlight {
    all: Arc<Semaphore>,
    origins: Arc<Mutex<HashMap<Origin, Weak<Semaphore>>>>,
}

impl Default for InFlight {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new(IN_ALL)),
            origins: Arc::default(),
        }
    }
}

/// A taken place; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Turn {
    _all: Option<OwnedSemaphorePermit>,
    _origin: Option<OwnedSemaphorePermit>,
}

impl InFlight {
    /// Waits for a place.
    pub(super) async fn enter(&self, origin: Origin) -> Turn {
        // The origin's place first: who waits for a slow origin keeps none of the others waiting.
        // The semaphores are never closed, so both always come.
        let semaphore = self.of(origin);
        let origin = semaphore.acquire_owned().await.ok();
        Turn {
            _all: Arc::clone(&self.all).acquire_owned().await.ok(),
            _origin: origin,
        }
    }

    fn of(&self, origin: Origin) -> Arc<Semaphore> {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        origins.retain(|_, semaphore| semaphore.strong_count() > 0);
        if let Some(semaphore) = origins.get(&origin).and_then(Weak::upgrade) {
            return semaphore;
        }
        // Every permit holds its semaphore, so the entry lives as long as a check of it.
        let semaphore = Arc::new(Semaphore::new(PER_ORIGIN));
        origins.insert(origin, Arc::downgrade(&semaphore));
        semaphore
    }
}

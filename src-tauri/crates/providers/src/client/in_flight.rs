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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;
    use url::Url;

    use super::*;

    fn origin(number: usize) -> Option<Origin> {
        Url::parse(&format!("https://host-{number}.example"))
            .ok()
            .map(|url| Origin::of(&url))
    }

    /// Whether a place is free at this moment.
    async fn enters(places: &InFlight, number: usize) -> Option<Turn> {
        timeout(Duration::ZERO, places.enter(origin(number)?))
            .await
            .ok()
    }

    #[tokio::test]
    async fn two_places_an_origin_and_thirty_two_in_all() {
        let places = InFlight::default();
        let (first, second) = (enters(&places, 0).await, enters(&places, 0).await);
        assert!(first.is_some() && second.is_some());
        assert!(
            enters(&places, 0).await.is_none(),
            "a third one of the origin waits"
        );
        drop(first);
        let mut turns = vec![second, enters(&places, 0).await];
        for number in 1..=15 {
            turns.push(enters(&places, number).await);
            turns.push(enters(&places, number).await);
        }
        assert!(turns.iter().all(Option::is_some));
        assert!(
            enters(&places, 99).await.is_none(),
            "the thirty-third waits"
        );
        turns.pop();
        assert!(enters(&places, 99).await.is_some());
        drop(turns);
        assert!(enters(&places, 1).await.is_some());
        assert_eq!(
            places.origins.lock().map(|origins| origins.len()).ok(),
            Some(1)
        );
    }
}

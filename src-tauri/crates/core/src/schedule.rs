//! The quiet schedule: every key is checked again by itself, so that a revoked one is noticed.
//!
//! Always true: the schedule never prompts, and leaves a closed vault as it found it; what it finds is stored
//! and told like any other check's.
//!
//! Times are the wall clock's, since a computer sleeps more than it is awake; after a sleep the network gets a
//! while to come back first.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use keystow_providers::{Status, Verdict};

use crate::credential::Credential;
use crate::error::Error;
use crate::handle::Keystow;
use crate::options::Prompting;

/// How often it is looked what is due, give or take a quarter.
const LOOK: Duration = Duration::from_mins(4);

/// The pause after a first check that could not tell; it doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// A wall clock that went on for so much longer than this program did means that the computer slept.
const SLEPT: SignedDuration = SignedDuration::from_secs(90);

/// What a schedule remembers between two looks.
#[derive(Debug)]
pub struct Schedule {
    chance: RandomState,
    /// How often in a row a credential's check could not tell.
    failures: HashMap<(String, String), u32>,
    looked: (Timestamp, Instant),
}

impl Schedule {
    /// A schedule that begins now.
    pub fn new(now: Timestamp) -> Self {
        Self {
            chance: RandomState::new(),
            failures: HashMap::new(),
            looked: (now, Instant::now()),
        }
    }

    /// Whether the computer slept since the last look.
    fn slept(&mut self, now: Timestamp) -> bool {
        let (then, awake) = std::mem::replace(&mut self.looked, (now, Instant::now()));
        let awake = SignedDuration::try_from(awake.elapsed()).unwrap_or_default();
        now.duration_since(then) - awake > SLEPT
    }

    /// When a credential is to be checked again.
    fn due_at(&self, credential: &Credential, every: SignedDuration, now: Timestamp) -> Timestamp {
        let before = credential.checked_at.unwrap_or(credential.created_at);
        if before > now {
            // The clock was set back: nobody knows how old this is.
            return now;
        }
        let transient =
            credential.status == Status::Error && credential.verdict != Some(Verdict::Unverifiable);
        let pause = if transient {
            let failures = self.failures.get(&subject(credential)).copied();
            let doubled = 1 << failures.unwrap_or(1).saturating_sub(1).min(10);
            (FIRST_PAUSE * doubled).min(every)
        } else {
            every
        };
        let due = before + self.jittered(credential, pause);
        match credential.retry_at {
            Some(retry) => due.max(retry).min(before + every * 2),
            None => due,
        }
    }

    /// Nine to eleven tenths of a pause: keys that were stored together do not stay together.
    fn jittered(&self, credential: &Credential, pause: SignedDuration) -> SignedDuration {
        let seed = (subject(credential), credential.checked_at);
        let part = i32::try_from(self.chance.hash_one(seed) % 201).unwrap_or_default();
        pause / 1000 * (900 + part)
    }

    fn remember(&mut self, credential: &Credential) {
        if credential.status == Status::Error {
            *self.failures.entry(subject(credential)).or_default() += 1;
        } else {
            self.failures.remove(&subject(credential));
        }
    }
}

impl Keystow {
    /// Checks every key of every profile again when it is due, as long as a handle on this vault is there.
    ///
    /// Must be called within a tokio runtime.
    pub fn check_on_schedule(&self) {
        let shared = Arc::downgrade(&self.shared);
        let profile = self.profile_name().to_owned();
        let mut schedule = Schedule::new(self.now());
        tokio::spawn(async move {
            loop {
                let part = u32::try_from(schedule.chance.hash_one(Instant::now()) % 501);
                tokio::time::sleep(LOOK * (750 + part.unwrap_or_default()) / 1000).await;
                let Some(shared) = shared.upgrade() else {
                    break;
                };
                let handle = Self::of(shared, &profile);
                if let Err(error) = handle.check_due(&mut schedule).await {
                    tracing::debug!(%error, "the keys that are due could not be checked");
                }
            }
        });
    }

    /// Checks what is due now, and tells how many keys that were.
    ///
    /// # Errors
    /// [`Error::Vault`] where the vault cannot be read, or not be opened without a prompt.
    pub async fn check_due(&self, schedule: &mut Schedule) -> Result<usize, Error> {
        let now = self.now();
        let slept = schedule.slept(now);
        let hours = self.settings().await?.check_hours;
        if hours == 0 || slept {
            return Ok(0);
        }
        let every = SignedDuration::from_hours(i64::from(hours));
        let mut due = self.all_credentials().await?;
        due.retain(|found| !found.checking && schedule.due_at(found, every, now) <= now);
        if due.is_empty() {
            return Ok(0);
        }
        let checker = if self.is_open() {
            self.quietly()
        } else {
            self.apart()
        };
        if due.iter().any(|found| found.key_set) {
            checker.unlock(Prompting::Never).await?;
        }
        // Every check is started before the first one is waited for.
        let mut running = Vec::with_capacity(due.len());
        for found in &due {
            let provider = checker.known_provider(&found.provider).await?;
            let handle = checker.profile(&found.profile)?;
            running.push(handle.start_check(provider, false));
        }
        for check in running {
            if let Ok(checked) = check.finished().await {
                schedule.remember(&checked);
            }
        }
        Ok(due.len())
    }
}

fn subject(credential: &Credential) -> (String, String) {
    (credential.profile.clone(), credential.provider.clone())
}

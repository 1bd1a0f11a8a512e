//! The quiet schedule: every key is checked again by itself, so that a revoked one is noticed.
//!
//! Always true: the schedule never prompts, and neither opens the vault for anybody else nor keeps it open;
//! what it finds is stored and told like any other check's; a key that cannot be checked holds up no other.
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

/// Looks are no further apart while the computer is awake.
const AWAKE: SignedDuration = SignedDuration::from_mins(8);

/// The pause after a first check that could not tell; it doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Profile and provider.
type Subject = (String, String);

/// What a schedule remembers between two looks.
#[derive(Debug)]
pub struct Schedule {
    chance: RandomState,
    tried: HashMap<Subject, Tried>,
    looked: Timestamp,
}

/// A check that told nothing: when, and how many there were in a row.
#[derive(Clone, Copy, Debug)]
struct Tried {
    at: Timestamp,
    failures: u32,
}

impl Schedule {
    /// A schedule that begins now.
    pub fn new(now: Timestamp) -> Self {
        Self {
            chance: RandomState::new(),
            tried: HashMap::new(),
            looked: now,
        }
    }

    /// When a credential is to be checked again.
    fn due_at(&self, credential: &Credential, every: SignedDuration, now: Timestamp) -> Timestamp {
        let tried = self.tried.get(&subject(credential));
        let before = credential.checked_at.unwrap_or(credential.updated_at);
        let before = tried.map_or(before, |tried| before.max(tried.at));
        if before > now {
            // The clock was set back: nobody knows how old this is.
            return now;
        }
        let failures = tried.map_or(0, |tried| tried.failures);
        let failures = failures.max(u32::from(could_not_tell(credential)));
        let pause = match failures {
            0 => every,
            failures => (FIRST_PAUSE * (1 << (failures - 1).min(10))).min(every),
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

    /// Remembers how a check ended; one that was cancelled told nothing, and is no failure.
    fn remember(&mut self, before: &Credential, ended: &Result<Credential, Error>, now: Timestamp) {
        let subject = subject(before);
        let failures = self.tried.get(&subject).map_or(0, |tried| tried.failures);
        let failures = match ended {
            Ok(after) if after.checked_at == before.checked_at => failures,
            Ok(after) if !could_not_tell(after) => {
                self.tried.remove(&subject);
                return;
            }
            _ => failures + 1,
        };
        let tried = Tried { at: now, failures };
        self.tried.insert(subject, tried);
    }

    /// Looks again in a while, and no later.
    fn put_off(&mut self, credential: &Credential, now: Timestamp) {
        let tried = Tried {
            at: now,
            failures: 1,
        };
        self.tried.insert(subject(credential), tried);
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
    /// [`Error::Vault`] where the vault's file cannot be read.
    pub async fn check_due(&self, schedule: &mut Schedule) -> Result<usize, Error> {
        let now = self.now();
        let slept = now.duration_since(std::mem::replace(&mut schedule.looked, now)) > AWAKE;
        let hours = self.settings().await?.check_hours;
        if hours == 0 || slept {
            return Ok(0);
        }
        let every = SignedDuration::from_hours(i64::from(hours));
        let mut due = self.all_credentials().await?;
        due.retain(|found| !found.checking && schedule.due_at(found, every, now) <= now);
        let Some(checker) = self.checker().filter(|_| !due.is_empty()) else {
            return Ok(0);
        };
        let keys = due.iter().any(|found| found.key_set);
        let opens = !keys || checker.unlock(Prompting::Never).await.is_ok();
        // Every check is started before the first one is waited for.
        let mut running = Vec::with_capacity(due.len());
        for found in due {
            let provider = checker.known_provider(&found.provider).await;
            match (provider, checker.profile(&found.profile)) {
                (Ok(provider), Ok(handle)) if opens || !found.key_set => {
                    running.push((found, handle.start_check(provider, false)));
                }
                _ => schedule.put_off(&found, now),
            }
        }
        let count = running.len();
        for (before, check) in running {
            schedule.remember(&before, &check.finished().await, now);
        }
        schedule.looked = self.now();
        Ok(count)
    }

    /// The handle that checks by itself; `None` where it could not do so unasked. Elsewhere than on Linux the
    /// keyring may ask for every new program that reads from it, so only an open vault will do there.
    fn checker(&self) -> Option<Self> {
        if cfg!(target_os = "linux") {
            Some(self.apart())
        } else {
            self.is_open().then(|| self.quietly())
        }
    }
}

/// Whether the latest check ended without telling anything that a later one could not.
fn could_not_tell(credential: &Credential) -> bool {
    credential.status == Status::Error && credential.verdict != Some(Verdict::Unverifiable)
}

fn subject(credential: &Credential) -> Subject {
    (credential.profile.clone(), credential.provider.clone())
}

//! Checks: asking a provider whether a key works, and telling everybody who listens.
//!
//! Always true: a check sends `checking` first and exactly one final status last; a credential has one
//! check at a time in this process, and the next one's `checking` comes after the last one's end; a
//! check that meets a change of its credential stores nothing.

mod record;
mod run;

pub(crate) use record::record;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use keystow_providers::Status;
use tokio::sync::{broadcast, watch};

use crate::credential::Credential;
use crate::error::Error;
use crate::events::ApiKeyStatus;

const EVENTS: usize = 4096;

/// Profile and provider.
type Subject = (String, String);
type Ended = watch::Receiver<Option<Result<Credential, Error>>>;

/// Why a check ends before its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Cancelled,
    Superseded,
}

impl Stop {
    fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }
}

struct Running {
    id: u64,
    stop: watch::Sender<Option<Stop>>,
    ended: Ended,
}

/// The checks of one handle and its clones.
#[derive(Default)]
pub(crate) struct Checks {
    /// Made for the first listener: it takes half a megabyte.
    events: OnceLock<broadcast::Sender<ApiKeyStatus>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    sequence: u32,
    next_id: u64,
    running: HashMap<Subject, Running>,
    rounds: Vec<Weak<Round>>,
}

/// Several checks of a profile that were asked for together.
struct Round {
    profile: String,
    cancelled: AtomicBool,
}

impl Round {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A check that runs by itself; dropping this leaves it running.
#[derive(Debug)]
pub struct RunningCheck(Ended);

impl RunningCheck {
    /// Waits for the end, and returns the credential as it is stored then.
    ///
    /// # Errors
    /// As [`check`](crate::Keystow::check).
    pub async fn finished(mut self) -> Result<Credential, Error> {
        match self.0.wait_for(Option::is_some).await {
            Ok(ended) => ended
                .clone()
                .unwrap_or_else(|| unreachable!("waited for it")),
            // The runtime is going down.
            Err(_) => Err(Error::CutOff),
        }
    }
}

impl Checks {
    pub(crate) fn subscribe(&self) -> broadcast::Receiver<ApiKeyStatus> {
        let events = self.events.get_or_init(|| broadcast::channel(EVENTS).0);
        events.subscribe()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends an event under the next sequence number. The caller holds the lock, so that the order of
    /// the numbers is the order of the events.
    fn send(&self, state: &mut State, subject: &Subject, event: ApiKeyStatus) {
        state.sequence = state.sequence.wrapping_add(1);
        let (profile, provider) = subject.clone();
        let Some(events) = self.events.get() else {
            return;
        };
        // Without a listener there is nobody to tell.
        let _ = events.send(ApiKeyStatus {
            sequence: state.sequence,
            profile,
            provider,
            ..event
        });
    }

    /// Ends every running check of a profile, and every round of it; tells whether there was one.
    fn stop_all(&self, profile: &str) -> bool {
        let state = self.state();
        let mut any = false;
        let rounds = state.rounds.iter().filter_map(Weak::upgrade);
        for round in rounds.filter(|round| round.profile == profile) {
            round.cancelled.store(true, Ordering::Relaxed);
            any = true;
        }
        for (subject, running) in &state.running {
            if subject.0 == profile {
                any |= running.stop.send(Some(Stop::Cancelled)).is_ok();
            }
        }
        any
    }

    /// Begins a round of checks, which can be cancelled before its first one runs.
    fn begin_round(&self, profile: &str) -> Arc<Round> {
        let round = Arc::new(Round {
            profile: profile.to_owned(),
            cancelled: AtomicBool::new(false),
        });
        let mut state = self.state();
        state.rounds.retain(|round| round.strong_count() > 0);
        state.rounds.push(Arc::downgrade(&round));
        round
    }

    fn stop(&self, subject: &Subject, why: Stop) -> bool {
        let state = self.state();
        let running = state.running.get(subject);
        running.is_some_and(|running| running.stop.send(Some(why)).is_ok())
    }
}

/// A check that was announced: it ends with exactly one final event, however it ends, and is no longer
/// listed as running when that event is sent.
struct Announced<'a> {
    checks: &'a Checks,
    subject: &'a Subject,
    id: u64,
    ended: bool,
}

impl<'a> Announced<'a> {
    fn start(checks: &'a Checks, subject: &'a Subject, id: u64) -> Self {
        checks.send(&mut checks.state(), subject, event(Status::Checking));
        Self {
            checks,
            subject,
            id,
            ended: false,
        }
    }

    fn end(mut self, event: ApiKeyStatus) {
        self.send_last(event);
    }

    fn stop(self, why: Stop) {
        self.end(stopped(why));
    }

    fn send_last(&mut self, event: ApiKeyStatus) {
        self.ended = true;
        let mut state = self.checks.state();
        if state
            .running
            .get(self.subject)
            .is_some_and(|running| running.id == self.id)
        {
            state.running.remove(self.subject);
        }
        self.checks.send(&mut state, self.subject, event);
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.send_last(stopped(Stop::Cancelled));
        }
    }
}

fn stopped(why: Stop) -> ApiKeyStatus {
    ApiKeyStatus {
        message: Some(why.as_str().to_owned()),
        ..event(Status::Error)
    }
}

fn event(status: Status) -> ApiKeyStatus {
    ApiKeyStatus {
        sequence: 0,
        profile: String::new(),
        provider: String::new(),
        status,
        verdict: None,
        message: None,
        http_status: None,
        models: None,
        checked_at: None,
        latency_ms: None,
    }
}

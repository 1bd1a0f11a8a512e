//! What the window hears without asking: the status of checks, and that the vault changed.
//!
//! Events are hints, the store is the truth. They go to the main window alone, carry no part of a key, and
//! come at most [`PER_SECOND`] a second: of checks that follow each other faster, only the last is told.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use keystow::Keystow;
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;
use tokio::sync::broadcast::error::RecvError;

use crate::MAIN_WINDOW;
use crate::views::{Status, Verdict, time};

/// How many status events the window gets within one second; with [`CHANGE_PAUSE`] no more than 20 of all.
const PER_SECOND: usize = 16;
/// The least time between two notices that the vault changed.
const CHANGE_PAUSE: Duration = Duration::from_millis(250);

/// A check began or ended: `checking` first, exactly one other status last.
#[derive(Clone, Debug, Serialize, Type, Event)]
#[serde(rename_all = "camelCase")]
#[tauri_specta(event_name = "api_key_status")]
pub struct ApiKeyStatus {
    sequence: u32,
    profile: String,
    provider: String,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    verdict: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    models: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    checked_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    latency_ms: Option<u32>,
}

/// Some process changed the vault: whatever was read before may be stale.
#[derive(Clone, Debug, Serialize, Type, Event)]
#[tauri_specta(event_name = "vault_changed")]
pub struct VaultChanged;

/// Words of a running answer.
#[derive(Clone, Debug, Serialize, Type, Event)]
#[tauri_specta(event_name = "try_text")]
pub struct TryText {
    /// Of which run.
    pub(crate) run: u32,
    pub(crate) text: String,
}

impl From<keystow::ApiKeyStatus> for ApiKeyStatus {
    fn from(event: keystow::ApiKeyStatus) -> Self {
        Self {
            sequence: event.sequence,
            profile: event.profile,
            provider: event.provider,
            status: event.status.into(),
            verdict: event.verdict.map(Into::into),
            message: event.message,
            http_status: event.http_status,
            models: event.models,
            checked_at: event.checked_at.map(time),
            latency_ms: event.latency_ms,
        }
    }
}

/// Passes the core's events on to the main window until the core is gone.
///
/// The stream of checks is joined before this returns: none that begins after is missed.
pub(crate) fn forward<R: Runtime>(app: &AppHandle<R>, keystow: &Keystow) {
    let mut statuses = keystow.events();
    let handle = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut queue = Queue::default();
        loop {
            let pause = queue.send_due(|event| tell(&handle, event));
            let received = match pause {
                None => statuses.recv().await,
                Some(pause) => match tokio::time::timeout(pause, statuses.recv()).await {
                    Ok(received) => received,
                    Err(_) => continue,
                },
            };
            match received {
                Ok(event) => queue.push(event.into()),
                Err(RecvError::Lagged(_)) => announce_change(&handle),
                Err(RecvError::Closed) => break,
            }
        }
    });

    let keystow = keystow.clone();
    let handle = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut changes = keystow.changes();
        while changes.changed().await.is_ok() {
            announce_change(&handle);
            tokio::time::sleep(CHANGE_PAUSE).await;
        }
    });
}

/// Tells the window to read everything anew.
pub(crate) fn announce_change<R: Runtime>(app: &AppHandle<R>) {
    if VaultChanged.emit_to(app, MAIN_WINDOW).is_err() {
        tracing::debug!("no window heard that the vault changed");
    }
}

fn tell<R: Runtime>(app: &AppHandle<R>, event: &ApiKeyStatus) {
    if event.emit_to(app, MAIN_WINDOW).is_err() {
        tracing::debug!("no window heard the status of a check");
    }
}

/// Events that wait for their turn, and when the last ones went.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<ApiKeyStatus>,
    sent: VecDeque<Instant>,
}

impl Queue {
    /// Takes an event in; one that begins a check makes an older whole check of the same key pointless.
    fn push(&mut self, event: ApiKeyStatus) {
        if event.status == Status::Checking {
            let same =
                |old: &ApiKeyStatus| old.profile == event.profile && old.provider == event.provider;
            // The end of a check whose beginning was sent already stays.
            let mut began = false;
            self.waiting.retain(|old| {
                began |= same(old) && old.status == Status::Checking;
                !(began && same(old))
            });
        }
        self.waiting.push_back(event);
    }

    /// Sends what may go now, in order; answers how long to wait for the rest, if there is any.
    fn send_due(&mut self, mut send: impl FnMut(&ApiKeyStatus)) -> Option<Duration> {
        const WINDOW: Duration = Duration::from_secs(1);
        loop {
            let now = Instant::now();
            while self
                .sent
                .front()
                .is_some_and(|at| now.duration_since(*at) >= WINDOW)
            {
                self.sent.pop_front();
            }
            if self.waiting.is_empty() {
                return None;
            }
            if self.sent.len() >= PER_SECOND {
                let oldest = self.sent.front().copied().unwrap_or(now);
                return Some(WINDOW.saturating_sub(now.duration_since(oldest)));
            }
            if let Some(event) = self.waiting.pop_front() {
                send(&event);
                self.sent.push_back(now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(sequence: u32, provider: &str, status: Status) -> ApiKeyStatus {
        ApiKeyStatus {
            sequence,
            profile: "default".into(),
            provider: provider.into(),
            status,
            verdict: None,
            message: None,
            http_status: None,
            models: None,
            checked_at: None,
            latency_ms: None,
        }
    }

    #[test]
    fn a_flood_is_cut_to_the_limit_and_keeps_its_order() {
        let mut queue = Queue::default();
        for round in 0..5_000_u32 {
            queue.push(event(round * 2, "groq", Status::Checking));
            queue.push(event(round * 2 + 1, "groq", Status::Valid));
        }
        let mut seen = Vec::new();
        assert_eq!(queue.send_due(|event| seen.push(event.sequence)), None);
        assert_eq!(seen, [9_998, 9_999], "only the last check of a key is told");

        for sequence in 0..100 {
            queue.push(event(sequence, &format!("p{sequence}"), Status::Checking));
        }
        let mut seen = Vec::new();
        let pause = queue.send_due(|event| seen.push(event.sequence));
        assert!(pause.is_some_and(|pause| pause <= Duration::from_secs(1)));
        assert_eq!(seen.len(), PER_SECOND - 2);
        assert!(seen.is_sorted());
    }

    #[test]
    fn an_end_that_waits_is_told_before_the_next_beginning() {
        let mut queue = Queue::default();
        queue.push(event(1, "groq", Status::Checking));
        queue.send_due(|_| {});
        queue.push(event(2, "groq", Status::Valid));
        queue.push(event(3, "groq", Status::Checking));
        queue.push(event(4, "groq", Status::Error));
        queue.push(event(5, "groq", Status::Checking));
        let mut seen = Vec::new();
        queue.send_due(|event| seen.push(event.sequence));
        assert_eq!(seen, [2, 5]);
    }

    #[test]
    fn a_check_that_was_announced_gets_its_end() {
        let mut queue = Queue::default();
        let mut seen = Vec::new();
        queue.push(event(1, "groq", Status::Checking));
        queue.send_due(|event| seen.push(event.sequence));
        queue.push(event(2, "groq", Status::Error));
        queue.push(event(3, "groq", Status::Checking));
        queue.push(event(4, "groq", Status::Valid));
        queue.send_due(|event| seen.push(event.sequence));
        assert_eq!(seen, [1, 2, 3, 4]);
    }
}

//! The `api_key_status` stream.

use jiff::Timestamp;
use keystow_providers::{Status, Verdict};

use crate::handle::Keystow;

/// What is told while a check runs and when it ends. Never holds any part of a key.
///
/// A check sends `checking` first and exactly one other status last. One that was cancelled or
/// overtaken ends with `error`, no verdict, and the message `cancelled` or `superseded`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyStatus {
    /// Rises with every event of this process.
    pub sequence: u32,
    /// The credential's profile.
    pub profile: String,
    /// The credential's provider.
    pub provider: String,
    /// `checking`, `valid`, `invalid` or `error`.
    pub status: Status,
    /// The reason behind the status.
    pub verdict: Option<Verdict>,
    /// The provider's words, redacted.
    pub message: Option<String>,
    /// The answer's HTTP status.
    pub http_status: Option<u16>,
    /// How many models came with the check.
    pub models: Option<u32>,
    /// When the check ended.
    pub checked_at: Option<Timestamp>,
    /// How long it took.
    pub latency_ms: Option<u32>,
}

impl Keystow {
    /// Follows the checks of every profile from now on.
    ///
    /// Events are hints, the store is the truth: a receiver that lags misses some, and asks
    /// [`Keystow::credentials`].
    pub fn events(&self) -> tokio::sync::broadcast::Receiver<ApiKeyStatus> {
        self.shared.checks.subscribe()
    }
}

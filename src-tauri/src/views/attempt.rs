//! A prompt to a model, and its answer.

use keystow::Answered;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A prompt for a model.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct TryRequest {
    /// A number that the window chose for this run.
    pub(crate) run: u32,
    pub(crate) profile: Option<String>,
    pub(crate) provider: String,
    pub(crate) model: String,
    pub(crate) prompt: String,
}

/// How an answer ended.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TryView {
    /// Whether its owner stopped it.
    stopped: bool,
    /// Whether the model ran into its output limit.
    cut_off: bool,
    /// Tokens that went in, where the provider tells.
    input_tokens: Option<u32>,
    /// Tokens that came out, where the provider tells.
    output_tokens: Option<u32>,
    /// Milliseconds until the first words.
    first_ms: Option<u32>,
    /// Milliseconds altogether.
    total_ms: u32,
}

impl TryView {
    pub(crate) fn of(answered: &Answered, stopped: bool) -> Self {
        let millis =
            |time: std::time::Duration| u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
        Self {
            stopped,
            cut_off: answered.cut_off,
            input_tokens: answered.input_tokens,
            output_tokens: answered.output_tokens,
            first_ms: answered.first.map(millis),
            total_ms: millis(answered.total),
        }
    }
}

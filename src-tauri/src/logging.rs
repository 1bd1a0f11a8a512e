//! The window's log: the project's own lines, to stderr.
//!
//! `KEYSTOW_LOG` sets the level. Other crates stay silent at every level, since what they log is not ours
//! to answer for.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// Starts the log; a second start does nothing.
pub(crate) fn start() {
    let level = std::env::var("KEYSTOW_LOG")
        .ok()
        .and_then(|word| word.parse().ok())
        .unwrap_or(LevelFilter::WARN);
    let filter = EnvFilter::new(format!(
        "off,keystow={level},keystow_shell={level},keystow_vault={level},keystow_providers={level}"
    ));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
}

//! The window's log: the project's own lines, to stderr.
//!
//! `KEYSTOW_LOG` sets the level. Other crates stay silent at every level, since what they log is not ours
//! to answer for.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::prelude::*;

/// Starts the log; a second start does nothing.
pub(crate) fn start() {
    let level = std::env::var("KEYSTOW_LOG")
        .ok()
        .and_then(|word| word.parse().ok())
        .unwrap_or(LevelFilter::WARN);
    let own = [
        "keystow",
        "keystow_shell",
        "keystow_vault",
        "keystow_providers",
    ];
    let lines = layer().with_writer(std::io::stderr).with_ansi(false);
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(Targets::new().with_targets(own.map(|name| (name, level))))
        .try_init();
}

//! The core against real files and the practice provider.
#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]

mod checks;
mod credentials;
mod example;
mod keyring;
mod support;

//! The short form of every target, and the engine itself.
#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]

mod engine;
mod targets;

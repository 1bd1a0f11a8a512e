//! The faults that must be survived, by their numbers.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its stage should fail there"
)]

mod app;
mod database;
mod keyring;
mod memory;
mod oracle;
mod place;
mod recovery;

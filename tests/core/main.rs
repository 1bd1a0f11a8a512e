//! The core against real files and the practice provider.
#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]

mod backup;
mod checks;
mod credentials;
mod desk;
mod doctor;
mod example;
mod keyring;
mod local_servers;
mod network;
mod outside;
mod schedule;
mod support;

//! The command line as a process: its words, its JSON, its exit codes, and what it never prints.
//!
//! Every test has a data folder of its own; those named after the keyring session also start a D-Bus and a
//! gnome-keyring of their own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its stage should fail there"
)]

mod backup;
mod bad_input;
mod bench;
mod closed_keyring;
#[cfg(unix)]
mod descriptor;
mod doctor;
mod endpoint;
mod every;
mod import;
mod init;
mod journey;
mod log;
mod output;
mod passphrase;
mod places;
mod profiles;
mod recipes;
mod recovery;
mod rotate;
mod run;
mod schema;
mod settings;
mod several;
mod terminal;
mod try_model;
mod words;

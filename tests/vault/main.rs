//! The vault against real files, with a keyring in memory for faults and the real one for the rest.
#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]

mod backup;
mod canary;
mod facts;
mod first_run;
mod processes;
mod records;
mod restore;
mod rotation;
mod slots;
mod states;
mod support;

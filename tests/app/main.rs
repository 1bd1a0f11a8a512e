//! The shell's commands and events on Tauri's mock runtime, and what crosses to TypeScript.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its stage should fail there"
)]

mod backups;
mod bindings;
mod capability;
mod clipboard;
mod commands;
mod desk;
mod doctor;
mod endpoints;
mod events;
mod lending;
mod notice;
mod presence;
mod process;
mod rotation;
mod slots;

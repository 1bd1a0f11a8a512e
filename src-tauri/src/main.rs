//! `keystow-desktop`, the window of Keystow.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Wipes memory when it is freed; catches the copies that libraries leave behind.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    keystow::process::harden();
    if std::env::args_os().any(|argument| argument == "--version" || argument == "-V") {
        let line = concat!("keystow-desktop ", env!("CARGO_PKG_VERSION"), "\n");
        return match std::io::stdout().write_all(line.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    keystow_shell::memory::without_caches();
    keystow_shell::run()
}

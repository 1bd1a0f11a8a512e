//! Builds the window's manifest from the one list of commands: what stands in `ipc_commands.rs`
//! exists for the page, and the main window is granted exactly that.

use std::error::Error;

use tauri_build::{AppManifest, Attributes};

#[path = "src/ipc_commands.rs"]
mod ipc_commands;

const CAPABILITY: &str = "src-tauri/capabilities/main.json";

fn main() -> Result<(), Box<dyn Error>> {
    // A capabilities path of one's own is not watched by tauri-build.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/src/ipc_commands.rs");
    check_capability(&std::fs::read_to_string(CAPABILITY)?)?;

    // WebKit's libsoup would bind to the SQLite inside this program if its symbols were exported.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }

    tauri_build::try_build(
        Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(AppManifest::new().commands(ipc_commands::COMMANDS)),
    )?;
    Ok(())
}

/// Refuses a capability file that grants a command too many or too few.
fn check_capability(text: &str) -> Result<(), String> {
    let mut granted: Vec<&str> = text
        .split('"')
        .filter_map(|part| part.strip_prefix("allow-"))
        .collect();
    granted.sort_unstable();
    let mut wanted: Vec<String> = ipc_commands::COMMANDS
        .iter()
        .map(|command| command.replace('_', "-"))
        .collect();
    wanted.sort_unstable();
    if granted.iter().eq(wanted.iter()) {
        return Ok(());
    }
    Err(format!(
        "{CAPABILITY} must grant exactly {wanted:?}, but grants {granted:?}"
    ))
}

//! The shell of Keystow's window: the only crate that names Tauri, and one that decides nothing.
//!
//! `ipc` lists what crosses to TypeScript, `commands` answers it by calling the core, `views` are the only
//! structs that cross, `events` passes the core's events on. Two views carry a secret, each because its owner
//! asked to see it; `views` names them.

mod attempts;
mod clipboard;
mod commands;
mod dialog;
mod display;
mod error;
mod events;
pub mod ipc;
mod ipc_commands;
mod kept;
mod leaving;
mod logging;
pub mod memory;
mod notice;
mod presence;
mod shell;
pub mod views;
mod window;

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use keystow::{Keystow, Options, Prompting};
use tauri::{AppHandle, Manager, RunEvent, Runtime, WindowEvent};

pub use error::CommandError;
pub use events::{ApiKeyStatus, TryText, VaultChanged};
pub use presence::heed;

use crate::shell::Shell;

/// Every command of the window, as the build script reads it.
pub const COMMANDS: &[&str] = ipc_commands::COMMANDS;

/// The label of the only window.
pub const MAIN_WINDOW: &str = "main";

/// How long the start waits for the stored theme.
const SETTINGS: Duration = Duration::from_millis(500);

/// The options under which the window opens the vault: the keyring may ask, since its owner is there.
pub fn window_options() -> Options {
    Options {
        prompt: Prompting::Allow,
        program: "window",
        ..Options::default()
    }
}

/// What the build embedded: configuration, capabilities, the page.
pub fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// Puts the commands on a Tauri builder of any runtime; they work once [`attach`] was called.
pub fn with_commands<R: Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::stay())
        .invoke_handler(ipc::builder::<R>().invoke_handler())
        .on_page_load(window::page_loaded)
        .on_window_event(heed)
}

/// Joins the app to a vault: its commands answer from it, its events reach the main window.
///
/// # Errors
/// The options name a profile that cannot be one.
pub fn attach<R: Runtime>(app: &AppHandle<R>, options: Options) -> Result<(), keystow::Error> {
    ipc::builder::<R>().mount_events(app);
    // Under a profile that needs no look into the file; commands that name none ask for the one that is meant.
    let options = Options {
        profile: Some(
            options
                .profile
                .unwrap_or_else(|| keystow::DEFAULT_PROFILE.to_owned()),
        ),
        ..options
    };
    let keystow = tauri::async_runtime::block_on(Keystow::open(options))?;
    // Before the page loads, so that it never shows the other theme; a vault that takes long has none.
    let settings = tauri::async_runtime::block_on(async {
        tokio::time::timeout(SETTINGS, keystow.settings()).await
    });
    let settings = settings.ok().and_then(Result::ok).unwrap_or_default();
    window::colour(app, settings.theme);
    window::show_at_last(app);
    events::forward(app, &keystow);
    notice::tell_losses(app, &keystow);
    app.manage(Shell::new(keystow));
    presence::attend(app);
    Ok(())
}

/// Opens the window and runs until it is closed.
pub fn run() -> ExitCode {
    logging::start();
    if !display::is_reachable() {
        let words = b"error: no display can be reached\n\
            hint: start Keystow in a desktop session; without one, use the command line `keystow`\n";
        let _ = std::io::stderr().write_all(words);
        return ExitCode::FAILURE;
    }
    if let Err(error) = window_options().directory() {
        // The core's words name the variables, and hold nothing of the owner's.
        let _ = writeln!(std::io::stderr(), "error: {error}");
        return ExitCode::FAILURE;
    }
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            window::bring_forward(app);
        }))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(window::kept())
                .build(),
        );
    let builder = with_commands(builder).setup(|app| Ok(attach(app.handle(), window_options())?));
    let Ok(app) = builder.build(context()) else {
        let _ = std::io::stderr().write_all(b"error: the window could not be opened\n");
        return ExitCode::FAILURE;
    };
    app.run(|app, event| match event {
        // The only window: nothing keeps it from closing, and nothing stays behind.
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { .. },
            ..
        } => leaving::begin(0),
        RunEvent::ExitRequested { code, .. } => leaving::begin(code.unwrap_or_default()),
        RunEvent::Exit => {
            if let Some(shell) = app.try_state::<Shell>() {
                shell.leave();
            }
        }
        _ => {}
    });
    ExitCode::SUCCESS
}

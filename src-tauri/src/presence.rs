//! Whether the owner is there: the vault opens quietly when the window comes to the front, and closes when
//! nobody used it for a while or left the desk.
//!
//! Nothing here prompts. What the page reads in the background never opens a vault that was closed.

use std::time::Duration;

use keystow::Prompting;
use tauri::{AppHandle, Manager, Runtime, Window, WindowEvent};

use crate::MAIN_WINDOW;
use crate::events;
use crate::shell::Shell;

/// The least time between two quiet openings: a window manager may move the focus back and forth.
const PAUSE: Duration = Duration::from_secs(1);

/// How often a code that waits is a use of the vault: well below the least time that may pass without one.
const USE: Duration = Duration::from_secs(20);

/// Opens the vault if that takes no prompt, and closes it when its owner is gone.
pub(crate) fn attend<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>().inner().clone();
    tauri::async_runtime::spawn(open_quietly(app.clone()));
    tauri::async_runtime::spawn(use_while_a_code_is_shown(shell.clone()));
    tauri::async_runtime::spawn(async move {
        shell.keystow.lock_when_idle();
        shell.keystow.lock_when_desk_is_left();
        shell.keystow.check_on_schedule();
        forget_when_closed(&shell).await;
    });
}

/// Drops what waits for a second command whenever the vault was closed, whoever closed it. The page hears
/// of it like of any change.
async fn forget_when_closed(shell: &Shell) {
    let mut changes = shell.keystow.changes();
    let mut was_open = shell.keystow.is_open();
    while changes.changed().await.is_ok() {
        let open = shell.keystow.is_open();
        if was_open && !open {
            shell.kept.forget();
        }
        was_open = open;
    }
}

/// Keeps an open vault in use while its owner writes a recovery code down, who touches nothing meanwhile.
/// Whoever closes the vault on purpose still does, and nothing opens for it.
async fn use_while_a_code_is_shown(shell: Shell) {
    loop {
        tokio::time::sleep(USE).await;
        if shell.kept.shows_code() && shell.keystow.is_open() {
            let used = shell.keystow.unlock(Prompting::Never).await;
            if used.is_ok() && !shell.kept.shows_code() {
                // It was closed at this very moment.
                shell.keystow.lock();
            }
        }
    }
}

/// Heeds what happens to the main window: its coming to the front opens the vault.
pub fn heed<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if window.label() == MAIN_WINDOW && matches!(event, WindowEvent::Focused(true)) {
        tauri::async_runtime::spawn(open_quietly(window.app_handle().clone()));
    }
}

/// Opens the vault if that takes no prompt, so that hints can be shown; one at a time.
async fn open_quietly<R: Runtime>(app: AppHandle<R>) {
    let Some(shell) = app.try_state::<Shell>() else {
        return;
    };
    let Ok(_turn) = shell.opening.try_lock() else {
        return;
    };
    if !shell.keystow.is_open() && shell.keystow.unlock(Prompting::Never).await.is_ok() {
        events::announce_change(&app);
    }
    tokio::time::sleep(PAUSE).await;
}

#[cfg(test)]
mod tests {
    use keystow::keychain::MemoryKeychain;
    use keystow::{Keystow, Options, RecoveryCode};

    use super::*;
    use crate::kept::ShownCode;

    #[test]
    fn whoever_closes_the_vault_what_waits_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options {
            data_dir: Some(folder.path().join("data")),
            keychain: MemoryKeychain::default().opener(),
            ..Options::default()
        };
        tauri::async_runtime::block_on(async {
            let keystow = Keystow::open(options).await.expect("a handle");
            keystow.init().await.expect("a vault");
            let shell = Shell::new(keystow);
            let code = RecoveryCode::make().expect("chance");
            shell.kept.recovery.keep(ShownCode { code, ask: [1, 2] });
            let waits = || shell.kept.shows_code();
            tokio::select! {
                () = forget_when_closed(&shell) => panic!("it watches on"),
                () = async {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    assert!(waits(), "an open vault forgets nothing");
                    shell.keystow.lock();
                    for _ in 0..100 {
                        if !waits() {
                            return;
                        }
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                    panic!("it was not dropped");
                } => {}
            }
        });
    }
}

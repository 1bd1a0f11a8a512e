//! Whether the vault opens.

use keystow::{Keystow, Prompting, VaultState};
use tauri::{AppHandle, Runtime, State};

use super::Answer;
use crate::events;
use crate::shell::Shell;
use crate::views::VaultStatusView;

/// Tells the state of the vault; never prompts, and never fails over a closed vault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vault_status(shell: State<'_, Shell>) -> Answer<VaultStatusView> {
    Ok(status(&shell.keystow).await)
}

/// Tries to open the vault now, or before the first key the keyring alone; the keyring may ask its owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_vault(shell: State<'_, Shell>) -> Answer<VaultStatusView> {
    match shell.keystow.unlock(Prompting::Allow).await {
        Err(error) if error.vault_state() == Some(VaultState::Uninitialised) => {
            shell.keystow.unlock_keyring(Prompting::Allow).await?;
        }
        other => other?,
    }
    Ok(status(&shell.keystow).await)
}

/// Closes the vault, and forgets whatever waits for a second command.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_vault<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
) -> Answer<VaultStatusView> {
    shell.kept.forget();
    shell.keystow.lock();
    events::announce_change(&app);
    Ok(status(&shell.keystow).await)
}

/// Puts a vault that does not open aside, for a fresh start; answers where it lies now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_new_vault(shell: State<'_, Shell>) -> Answer<Option<String>> {
    let aside = shell.keystow.start_anew().await?;
    Ok(aside.map(|path| path.display().to_string()))
}

/// The vault's state, and the ways to open it where they can be read.
pub(super) async fn status(keystow: &Keystow) -> VaultStatusView {
    let slots = keystow.slots().await.unwrap_or_default();
    VaultStatusView::new(keystow.vault_status().await, &slots)
}

//! Whether the vault opens.

use keystow::{Prompting, VaultState};
use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::VaultStatusView;

/// Tells the state of the vault; never prompts, and never fails over a closed vault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vault_status(shell: State<'_, Shell>) -> Answer<VaultStatusView> {
    Ok(shell.keystow.vault_status().await.into())
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
    Ok(shell.keystow.vault_status().await.into())
}

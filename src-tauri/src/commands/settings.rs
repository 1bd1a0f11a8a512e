//! The window's own options.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::SettingsView;

/// Reads the options.
#[tauri::command]
#[specta::specta]
pub(crate) async fn get_settings(shell: State<'_, Shell>) -> Answer<SettingsView> {
    Ok(shell.keystow.settings().await?.into())
}

/// Stores the options; answers with what is stored now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(
    shell: State<'_, Shell>,
    settings: SettingsView,
) -> Answer<SettingsView> {
    Ok(shell.keystow.save_settings(&settings.into()).await?.into())
}

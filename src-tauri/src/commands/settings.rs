//! The window's own options.

use tauri::{AppHandle, Runtime, State};

use super::Answer;
use crate::shell::Shell;
use crate::views::SettingsView;
use crate::window;

/// Reads the options.
#[tauri::command]
#[specta::specta]
pub(crate) async fn get_settings(shell: State<'_, Shell>) -> Answer<SettingsView> {
    Ok(shell.keystow.settings().await?.into())
}

/// Stores the options and gives the window its theme; answers with what is stored now. The file of
/// certificates stays as it is: `choose_ca_file` chooses it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    settings: SettingsView,
) -> Answer<SettingsView> {
    let kept = shell.keystow.save_settings(&settings.into()).await?;
    window::colour(&app, kept.theme);
    Ok(kept.into())
}

/// Chooses a file of certificates that are trusted besides the system's, or none with an empty path; opens
/// the vault, which seals the choice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_ca_file(shell: State<'_, Shell>, path: String) -> Answer<SettingsView> {
    Ok(shell.keystow.choose_ca_file(&path).await?.into())
}

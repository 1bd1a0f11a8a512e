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

/// Stores the options and gives the window its theme; answers with what is stored now.
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

//! Copying a key; the key never enters JavaScript.

use std::time::Duration;

use keystow::Purpose;
use tauri::State;

use super::Answer;
use crate::error::CommandError;
use crate::shell::Shell;
use crate::views::CopiedView;

/// Puts a key on the clipboard, and takes it off again after the time the owner chose.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_api_key(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<CopiedView> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let seconds = keystow.settings().await?.clipboard_seconds;
    let key = keystow.lend(&provider, Purpose::Copy).await?;
    let clipboard = shell.clipboard.clone();
    let copy = tauri::async_runtime::spawn_blocking(move || clipboard.copy(&key))
        .await
        .map_err(|_| CommandError::Unexpected)?
        .map_err(|_| CommandError::ClipboardUnavailable)?;
    shell
        .clipboard
        .clear_later(copy, Duration::from_secs(seconds.into()));
    Ok(CopiedView {
        clears_after_seconds: seconds,
    })
}

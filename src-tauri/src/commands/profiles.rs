//! Whose keys there are.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::ProfileView;

/// Lists the profiles.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_profiles(shell: State<'_, Shell>) -> Answer<Vec<ProfileView>> {
    let profiles = shell.keystow.profiles().await?;
    Ok(profiles.into_iter().map(Into::into).collect())
}

/// Makes a new profile.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_profile(shell: State<'_, Shell>, name: String) -> Answer<ProfileView> {
    Ok(shell.keystow.create_profile(&name).await?.into())
}

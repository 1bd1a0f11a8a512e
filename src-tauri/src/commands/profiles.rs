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

/// Gives a profile another name; answers with all of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_profile(
    shell: State<'_, Shell>,
    name: String,
    new_name: String,
) -> Answer<Vec<ProfileView>> {
    shell.keystow.rename_profile(&name, &new_name).await?;
    list_profiles(shell).await
}

/// Deletes a profile; one that holds keys only where they are to go with it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_profile(
    shell: State<'_, Shell>,
    name: String,
    with_keys: bool,
) -> Answer<Vec<ProfileView>> {
    shell.keystow.delete_profile(&name, with_keys).await?;
    list_profiles(shell).await
}

/// Makes a profile the one that is meant where none is named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_default_profile(
    shell: State<'_, Shell>,
    name: String,
) -> Answer<Vec<ProfileView>> {
    shell.keystow.set_default_profile(&name).await?;
    list_profiles(shell).await
}

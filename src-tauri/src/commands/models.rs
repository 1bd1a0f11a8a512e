//! The models a key opens.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::ModelListView;

/// Lists the stored models of a credential, with the age of the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_models(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<ModelListView> {
    Ok(shell
        .profile(profile.as_deref())
        .await?
        .models(&provider)
        .await?
        .into())
}

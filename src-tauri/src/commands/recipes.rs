//! How other programs are fed with a key.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::RecipeView;

/// Tells how other programs are fed with this key, ready to paste; holds no key.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_recipes(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<Vec<RecipeView>> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let recipes = keystow.recipes(&provider).await?;
    Ok(recipes.into_iter().map(Into::into).collect())
}

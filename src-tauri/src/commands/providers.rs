//! The catalogue of providers.

use keystow::Error;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use crate::error::CommandError;
use crate::shell::Shell;
use crate::views::{ProviderPage, ProviderView};

/// Lists every provider, and whether the profile has a key for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_providers(
    shell: State<'_, Shell>,
    profile: Option<String>,
) -> Answer<Vec<ProviderView>> {
    let stored = shell.profile(profile.as_deref())?.credentials().await?;
    let key_set = |id: &str| {
        stored
            .iter()
            .any(|found| found.provider == id && found.key_set)
    };
    Ok(keystow::providers()
        .iter()
        .map(|provider| ProviderView::new(provider, key_set(provider.id)))
        .collect())
}

/// Opens a page of the catalogue in the browser, and no other address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_provider_page<R: Runtime>(
    app: AppHandle<R>,
    provider: String,
    page: ProviderPage,
) -> Answer<()> {
    let known = keystow::providers()
        .iter()
        .find(|known| known.id == provider);
    let known = known.ok_or(Error::NoSuchProvider {
        given: provider,
        suggestion: None,
    })?;
    app.opener()
        .open_url(page.url(known), None::<&str>)
        .map_err(|_| CommandError::Unexpected)
}

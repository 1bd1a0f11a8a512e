//! The catalogue of providers.

use keystow::Error;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use crate::error::CommandError;
use crate::shell::Shell;
use crate::views::{ProviderPage, ProviderView};

/// Lists every provider, endpoints of the owner's own last, and whether the profile has a key for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_providers(
    shell: State<'_, Shell>,
    profile: Option<String>,
) -> Answer<Vec<ProviderView>> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let stored = keystow.credentials().await?;
    let key_set = |id: &str| {
        stored
            .iter()
            .any(|found| found.provider == id && found.key_set)
    };
    let mut views: Vec<_> = keystow::providers()
        .iter()
        .map(|provider| ProviderView::new(provider, key_set(provider.id)))
        .collect();
    for endpoint in keystow.endpoints().await? {
        let provider = keystow.known_provider(&endpoint.provider).await?;
        let key_set = key_set(provider.id);
        views.push(ProviderView::of_endpoint(provider, &endpoint, key_set));
    }
    Ok(views)
}

/// Opens a page of the catalogue in the browser, and no other address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_provider_page<R: Runtime>(
    app: AppHandle<R>,
    provider: String,
    page: ProviderPage,
    region: Option<String>,
) -> Answer<()> {
    let known = keystow::providers()
        .iter()
        .find(|known| known.id == provider);
    let known = known.ok_or(Error::NoSuchProvider {
        given: provider,
        suggestion: None,
    })?;
    app.opener()
        .open_url(page.url(known, region.as_deref()), None::<&str>)
        .map_err(|_| CommandError::Unexpected)
}

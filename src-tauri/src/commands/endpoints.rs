//! Endpoints of the owner's own, and model servers on this computer.

use keystow::NewEndpoint;
use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::{EndpointRequest, EndpointView, LocalServerView};

/// Lists the endpoints of the owner's own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_endpoints(shell: State<'_, Shell>) -> Answer<Vec<EndpointView>> {
    let stored = shell.keystow.endpoints().await?;
    Ok(stored.into_iter().map(Into::into).collect())
}

/// Tells the address that checks of a new endpoint would ask; stores nothing and sends nothing.
#[tauri::command]
#[specta::specta]
pub(crate) fn preview_endpoint(request: EndpointRequest) -> Answer<String> {
    Ok(NewEndpoint::from(request).models_url()?)
}

/// Adds an endpoint; asks nobody.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_endpoint(
    shell: State<'_, Shell>,
    request: EndpointRequest,
) -> Answer<EndpointView> {
    Ok(shell.keystow.add_endpoint(request.into()).await?.into())
}

/// Removes an endpoint that no key uses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_endpoint(shell: State<'_, Shell>, slug: String) -> Answer<()> {
    Ok(shell.keystow.remove_endpoint(&slug).await?)
}

/// Asks the usual ports of this computer, without a key, whether a model server answers there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_local_servers(shell: State<'_, Shell>) -> Answer<Vec<LocalServerView>> {
    let found = shell.keystow.find_local_servers(&[]).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

//! Keys that lie about in the clear: found, imported, and in conflict with the vault's.

use std::sync::Arc;

use keystow::ConflictPlaces;
use tauri::State;

use super::Answer;
use crate::error::CommandError;
use crate::shell::Shell;
use crate::views::{ConflictView, FoundKeysView, ImportPick, ImportReportView, ImportSource};

/// Looks for keys in one place, opens the vault to compare them, and keeps what was found until it is
/// imported or discarded.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_keys(
    shell: State<'_, Shell>,
    profile: Option<String>,
    source: ImportSource,
) -> Answer<FoundKeysView> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let found = keystow.find_keys(&source.into()).await?;
    let view = FoundKeysView::from(&found);
    let profile = keystow.profile_name().to_owned();
    shell.kept.found.keep((profile, Arc::new(found)));
    Ok(view)
}

/// Stores the picked ones of the keys that were found, and starts their checks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_keys(
    shell: State<'_, Shell>,
    profile: Option<String>,
    picks: Vec<ImportPick>,
) -> Answer<ImportReportView> {
    let keystow = shell.profile(profile.as_deref()).await?;
    // How a key stands to the vault was told of one profile.
    let found = shell
        .kept
        .found
        .with(|(profile, found)| (profile == keystow.profile_name()).then(|| Arc::clone(found)));
    let found = found.flatten().ok_or(CommandError::NothingFound)?;
    let picks: Vec<_> = picks.into_iter().map(Into::into).collect();
    let report = keystow.import_keys(&found, &picks).await?;
    shell.kept.found.forget();
    Ok((&report).into())
}

/// Forgets the keys that were found.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "a command owns its arguments, and all of them answer alike"
)]
pub(crate) fn discard_keys(shell: State<'_, Shell>) -> Answer<()> {
    shell.kept.found.forget();
    Ok(())
}

/// Names known variables in the window's own environment that hold a key; the keys stay where they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn environment_keys(shell: State<'_, Shell>) -> Answer<Vec<String>> {
    Ok(shell.keystow.environment_keys().await?)
}

/// Names the places that set a variable of a provider to another key than the vault's. With `deep` also the
/// login shell and the files that keys were imported from. Asks no keyring: a closed vault finds nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_conflicts(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
    deep: bool,
) -> Answer<Vec<ConflictView>> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let places = ConflictPlaces {
        shell: deep,
        imported_files: deep,
        ..ConflictPlaces::default()
    };
    let found = keystow.conflicts(&provider, &places).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

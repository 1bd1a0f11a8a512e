//! The ways to open the vault: the keyring, a passphrase.

use tauri::State;

use super::Answer;
use super::vault::status;
use crate::shell::Shell;
use crate::views::{SlotView, TypedSecret, VaultStatusView};

/// Lists the ways to open the vault; opens nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_slots(shell: State<'_, Shell>) -> Answer<Vec<SlotView>> {
    let slots = shell.keystow.slots().await?;
    Ok(slots.into_iter().map(Into::into).collect())
}

/// Gives an open vault a new entry in the keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn renew_keyring_slot(shell: State<'_, Shell>) -> Answer<VaultStatusView> {
    shell.keystow.renew_keyring_slot().await?;
    Ok(status(&shell.keystow).await)
}

/// Opens the vault with its passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_with_passphrase(
    shell: State<'_, Shell>,
    passphrase: TypedSecret,
) -> Answer<VaultStatusView> {
    let passphrase = passphrase.passphrase()?;
    shell.keystow.open_with_passphrase(&passphrase).await?;
    Ok(status(&shell.keystow).await)
}

/// Sets or replaces the passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_passphrase(
    shell: State<'_, Shell>,
    passphrase: TypedSecret,
) -> Answer<Vec<SlotView>> {
    let passphrase = passphrase.passphrase()?;
    shell.keystow.set_passphrase(&passphrase).await?;
    list_slots(shell).await
}

/// Takes the passphrase away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_passphrase(shell: State<'_, Shell>) -> Answer<Vec<SlotView>> {
    shell.keystow.remove_passphrase().await?;
    list_slots(shell).await
}

/// Makes a vault that a passphrase opens, on a machine without a keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn init_with_passphrase(
    shell: State<'_, Shell>,
    passphrase: TypedSecret,
) -> Answer<VaultStatusView> {
    let passphrase = passphrase.passphrase()?;
    shell.keystow.init_with_passphrase(&passphrase).await?;
    Ok(status(&shell.keystow).await)
}

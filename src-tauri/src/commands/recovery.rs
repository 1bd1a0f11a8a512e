//! The recovery code: made, shown once, confirmed, used.

use keystow::RecoveryCode;
use tauri::State;

use super::Answer;
use super::vault::status;
use crate::error::CommandError;
use crate::kept::{ShownCode, again};
use crate::shell::Shell;
use crate::views::{RecoveryCodeView, TypedSecret, VaultStatusView};

/// Makes a new recovery code in place of the old one, and keeps it until it is confirmed.
///
/// Besides `prepare_data_key_rotation` the only command that returns one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_recovery_code(shell: State<'_, Shell>) -> Answer<RecoveryCodeView> {
    let ask = RecoveryCode::groups_to_ask().map_err(keystow::Error::from)?;
    let code = shell.keystow.create_recovery_code().await?;
    let view = RecoveryCodeView::new(&code, ask);
    shell.kept.recovery.keep(ShownCode { code, ask });
    Ok(view)
}

/// Takes the two groups that were asked back; false where they differ, and then the code stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_recovery_code(
    shell: State<'_, Shell>,
    first: TypedSecret,
    second: TypedSecret,
) -> Answer<bool> {
    let typed = shell.kept.recovery.with(|ShownCode { code, ask }| {
        let fits = first.is_group(code, ask[0]) && second.is_group(code, ask[1]);
        fits.then(|| again(code)).transpose()
    });
    let Some(code) = typed.ok_or(CommandError::NothingPrepared)?? else {
        return Ok(false);
    };
    shell.keystow.confirm_recovery_code(&code).await?;
    shell.kept.recovery.forget();
    Ok(true)
}

/// Opens the vault with a recovery code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn use_recovery_code(
    shell: State<'_, Shell>,
    code: TypedSecret,
) -> Answer<VaultStatusView> {
    let code = code.recovery_code()?;
    shell.keystow.open_with_recovery_code(&code).await?;
    Ok(status(&shell.keystow).await)
}

//! New keys for the vault itself.

use keystow::{PassphraseRewrap, RecoveryCode, Rewrap, SlotKind};
use tauri::State;

use super::Answer;
use crate::error::CommandError;
use crate::shell::{Prepared, Shell, again};
use crate::views::{RecoveryCodeView, RotatedView, RotationPlanView, TypedSecret};

/// Puts a new master secret into the keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_master(shell: State<'_, Shell>) -> Answer<RotatedView> {
    Ok(shell.keystow.rotate_master().await?.into())
}

/// Tells what a rotation of the data key needs, and makes the recovery code that will hold afterwards.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prepare_data_key_rotation(shell: State<'_, Shell>) -> Answer<RotationPlanView> {
    let slots = shell.keystow.slots().await?;
    let has = |kind| slots.iter().any(|slot| slot.kind == kind);
    let ask = RecoveryCode::groups_to_ask().map_err(keystow::Error::from)?;
    let recovery = has(SlotKind::Recovery).then(RecoveryCode::make);
    let recovery = recovery.transpose().map_err(keystow::Error::from)?;
    let plan = RotationPlanView {
        recovery: recovery
            .as_ref()
            .map(|code| RecoveryCodeView::new(code, ask)),
        passphrase: has(SlotKind::Passphrase),
    };
    shell.kept.keep(Prepared::Rotation { recovery, ask });
    Ok(plan)
}

/// Seals every key anew, as prepared. Without the passphrase its slot goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_data_key(
    shell: State<'_, Shell>,
    first: Option<TypedSecret>,
    second: Option<TypedSecret>,
    passphrase: Option<TypedSecret>,
) -> Answer<RotatedView> {
    let passphrase = passphrase.map(|typed| typed.passphrase()).transpose()?;
    let recovery = shell.kept.with(|prepared| match prepared {
        Prepared::Rotation { recovery, ask } => Some(match (recovery, &first, &second) {
            (None, ..) => Ok(None),
            (Some(code), Some(first), Some(second))
                if first.is_group(code, ask[0]) && second.is_group(code, ask[1]) =>
            {
                again(code).map(Some)
            }
            _ => Err(CommandError::GroupsDiffer),
        }),
        _ => None,
    });
    let rewrap = Rewrap {
        recovery: recovery.ok_or(CommandError::NothingPrepared)??,
        passphrase: passphrase.map_or(PassphraseRewrap::Drop, PassphraseRewrap::Keep),
    };
    let rotated = shell.keystow.rotate_data_key(rewrap).await?;
    shell.kept.forget();
    Ok(rotated.into())
}

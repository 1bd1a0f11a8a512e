//! New keys for the vault itself.

use keystow::{PassphraseRewrap, RecoveryCode, Rewrap, SlotKind};
use tauri::State;

use super::Answer;
use crate::error::CommandError;
use crate::kept::{Rotation, ShownCode, again};
use crate::shell::Shell;
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
    let recovery = recovery.map(|code| ShownCode { code, ask });
    shell.kept.rotation.keep(Rotation { recovery, slots });
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
    let typed_back = shell.kept.rotation.with(|rotation| {
        let slots = rotation.slots.clone();
        let Some(ShownCode { code, ask }) = &rotation.recovery else {
            return Ok((None, slots));
        };
        match (&first, &second) {
            (Some(first), Some(second))
                if first.is_group(code, ask[0]) && second.is_group(code, ask[1]) =>
            {
                Ok((Some((again(code)?, again(code)?)), slots))
            }
            _ => Err(CommandError::GroupsDiffer),
        }
    });
    let (typed_back, slots) = typed_back.ok_or(CommandError::NothingPrepared)??;
    let (recovery, proved) = typed_back.unzip();
    let rewrap = Rewrap {
        recovery,
        passphrase: passphrase.map_or(PassphraseRewrap::Drop, PassphraseRewrap::Keep),
        slots,
    };
    let rotated = shell.keystow.rotate_data_key(rewrap).await?;
    shell.kept.rotation.forget();
    if let Some(code) = proved
        && shell.keystow.confirm_recovery_code(&code).await.is_err()
    {
        // The rotation stands; the reminder to confirm the code stands too.
        tracing::warn!("the new recovery code was typed back, and counts as unconfirmed");
    }
    Ok(rotated.into())
}

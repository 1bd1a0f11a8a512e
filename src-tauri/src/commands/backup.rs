//! Backups: written, read, restored, made by themselves.

use std::path::Path;
use std::sync::Arc;

use tauri::{AppHandle, Runtime, State};

use super::Answer;
use crate::dialog;
use crate::error::CommandError;
use crate::shell::Shell;
use crate::views::{
    AutoBackupView, BackupView, PickedFile, RestorePreviewView, RestoreReportView, TypedSecret,
};

/// Lets the owner pick a file or folder in the system's dialog; null where it was dismissed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_file<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    what: PickedFile,
) -> Answer<Option<String>> {
    let path = dialog::pick(&app, what).await?;
    if let (PickedFile::BackupTarget, Some(path)) = (what, &path) {
        shell.choose(path);
    }
    Ok(path)
}

/// Writes a backup, and reads it again. A file that is there gives way only if its owner chose it in the
/// system's dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn back_up(
    shell: State<'_, Shell>,
    path: String,
    passphrase: TypedSecret,
) -> Answer<BackupView> {
    let passphrase = passphrase.passphrase()?;
    let replace = shell.was_chosen(&path);
    let file = Path::new(&path);
    let report = shell.keystow.back_up(file, &passphrase, replace).await?;
    Ok(report.into())
}

/// Reads a backup, tells what a restore would change, and keeps it until it is restored or put off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_restore(
    shell: State<'_, Shell>,
    path: String,
    passphrase: TypedSecret,
) -> Answer<RestorePreviewView> {
    let passphrase = passphrase.passphrase()?;
    let file = Path::new(&path);
    let backup = shell.keystow.read_backup(file, &passphrase).await?;
    let preview = shell.keystow.preview_restore(&backup).await?;
    shell.kept.restore.keep(Arc::new(backup));
    Ok(preview.into())
}

/// Restores the backup that was read; with `replace` also over what differs here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_backup(
    shell: State<'_, Shell>,
    replace: bool,
) -> Answer<RestoreReportView> {
    let backup = shell.kept.restore.with(Arc::clone);
    let backup = backup.ok_or(CommandError::NothingPrepared)?;
    let report = shell.keystow.restore(&backup, replace).await?;
    shell.kept.restore.forget();
    Ok(report.into())
}

/// Forgets the backup that was read.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "a command owns its arguments, and all of them answer alike"
)]
pub(crate) fn discard_restore(shell: State<'_, Shell>) -> Answer<()> {
    shell.kept.restore.forget();
    Ok(())
}

/// Shows the automatic backup, if there is one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn get_auto_backup(shell: State<'_, Shell>) -> Answer<Option<AutoBackupView>> {
    Ok(shell.keystow.auto_backup().await?.map(Into::into))
}

/// Starts the automatic backup with a first one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_auto_backup(
    shell: State<'_, Shell>,
    folder: String,
    keep: u32,
    passphrase: TypedSecret,
) -> Answer<AutoBackupView> {
    let passphrase = passphrase.passphrase()?;
    let folder = Path::new(&folder);
    let keystow = &shell.keystow;
    keystow.set_auto_backup(folder, keep, &passphrase).await?;
    let auto = keystow.auto_backup().await?;
    Ok(auto.ok_or(CommandError::Unexpected)?.into())
}

/// Ends the automatic backup; what it wrote stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_auto_backup(shell: State<'_, Shell>) -> Answer<()> {
    Ok(shell.keystow.stop_auto_backup().await?)
}

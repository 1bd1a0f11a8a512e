//! The access log.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::LoanView;

/// The most loans that the window shows.
const MOST: u32 = 10_000;

/// Lists the loans of every profile, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_loans(shell: State<'_, Shell>) -> Answer<Vec<LoanView>> {
    let loans = shell.keystow.access_log(MOST).await?;
    Ok(loans.into_iter().map(Into::into).collect())
}

/// Empties the access log.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clear_loans(shell: State<'_, Shell>) -> Answer<()> {
    Ok(shell.keystow.clear_access_log().await?)
}

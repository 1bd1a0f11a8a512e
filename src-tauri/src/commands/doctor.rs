//! What works, what does not, and what to do.

use tauri::State;

use super::Answer;
use crate::shell::Shell;
use crate::views::DiagnosisView;

/// Looks at keyring, vault and process; never prompts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn diagnose(shell: State<'_, Shell>) -> Answer<DiagnosisView> {
    Ok(shell.keystow.diagnose().await.into())
}

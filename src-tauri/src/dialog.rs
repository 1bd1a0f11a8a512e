//! The system's dialogs for files. The page may not open them itself: it names what a file is for.

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

use crate::MAIN_WINDOW;
use crate::error::CommandError;
use crate::views::{BackupFault, PickedFile};

/// What a backup is called, the end of its name, and what the dialog shows.
const NAME: &str = "keystow-backup";
const ENDING: &str = "age";
const PATTERN: &str = "*.age";

/// Asks the owner for a file or folder; `None` where the dialog was dismissed.
///
/// # Errors
/// `Backup`: the path is not Unicode, so that the page cannot name it.
pub(crate) async fn pick<R: Runtime>(
    app: &AppHandle<R>,
    what: PickedFile,
) -> Result<Option<String>, CommandError> {
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window(MAIN_WINDOW) {
        dialog = dialog.set_parent(&window);
    }
    let (tell, picked) = oneshot::channel();
    let answer = |path: Option<FilePath>| {
        let _ = tell.send(path);
    };
    match what {
        PickedFile::BackupTarget => dialog
            .add_filter(PATTERN, &[ENDING])
            .set_file_name(suggested_name())
            .save_file(answer),
        PickedFile::BackupSource => dialog.add_filter(PATTERN, &[ENDING]).pick_file(answer),
        PickedFile::BackupFolder => dialog.pick_folder(answer),
        PickedFile::KeyFile => dialog.pick_file(answer),
    }
    let Some(path) = picked.await.ok().flatten() else {
        return Ok(None);
    };
    let path = path.into_path().map_err(|_| CommandError::Unexpected)?;
    let text = path.into_os_string().into_string();
    text.map(Some).map_err(|_| CommandError::Backup {
        fault: match what {
            PickedFile::BackupSource | PickedFile::KeyFile => BackupFault::Unreadable,
            PickedFile::BackupTarget | PickedFile::BackupFolder => BackupFault::Unwritable,
        },
        provider: None,
    })
}

/// The name of a backup made today, in UTC.
fn suggested_name() -> String {
    let now = keystow::Timestamp::now().to_string();
    let day = now.split('T').next().unwrap_or_default();
    format!("{NAME}-{day}.{ENDING}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_backup_is_named_after_its_day() {
        let name = super::suggested_name();
        let day = name
            .strip_prefix("keystow-backup-")
            .and_then(|rest| rest.strip_suffix(".age"));
        assert!(day.is_some_and(|day| day.len() == 10), "{name}");
    }
}

//! Prompts to models: the window's own AI feature.

use std::time::Instant;

use keystow::Answered;
use tauri::{AppHandle, Runtime, State};
use tauri_specta::Event;

use super::Answer;
use crate::MAIN_WINDOW;
use crate::events::TryText;
use crate::shell::Shell;
use crate::views::{TryRequest, TryView};

/// Sends one prompt to a model and answers when its answer has ended; the words come as `try_text` events.
/// The key stays in Rust, and the loan is logged.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_model<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: TryRequest,
) -> Answer<TryView> {
    let keystow = shell.profile(request.profile.as_deref()).await?;
    let run = request.run;
    let start = Instant::now();
    let mut first = None;
    let mut words = |text: &str| {
        first.get_or_insert_with(|| start.elapsed());
        let text = text.to_owned();
        // A window that is gone reads no answer.
        let _ = TryText { run, text }.emit_to(&app, MAIN_WINDOW);
    };
    let stopped = shell.attempts.begin(run);
    let ended = tokio::select! {
        answered = keystow.try_model(&request.provider, &request.model, &request.prompt, &mut words) => {
            Some(answered)
        }
        () = stopped.wait() => None,
    };
    if let Some(answered) = ended {
        return Ok(TryView::of(&answered?, false));
    }
    let so_far = Answered {
        first,
        total: start.elapsed(),
        ..Answered::default()
    };
    Ok(TryView::of(&so_far, true))
}

/// Ends a running answer; false if none of that number runs.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "a command owns its arguments, and all of them answer alike"
)]
pub(crate) fn stop_try(shell: State<'_, Shell>, run: u32) -> Answer<bool> {
    Ok(shell.attempts.stop(run))
}

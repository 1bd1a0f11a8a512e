//! Prompts to models: the window's own AI feature.

use std::time::{Duration, Instant};

use keystow::Answered;
use tauri::{AppHandle, Runtime, State};
use tauri_specta::Event;
use tokio::sync::mpsc;

use super::Answer;
use crate::MAIN_WINDOW;
use crate::events::TryText;
use crate::shell::Shell;
use crate::views::{TryRequest, TryView};

/// The least time between two events: words that come faster go together.
const BETWEEN: Duration = Duration::from_millis(60);

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
    let (tell, mut told) = mpsc::unbounded_channel::<String>();
    let mut words = |text: &str| {
        // The receiver lives as long as this command.
        let _ = tell.send(text.to_owned());
    };
    let stopped = shell.attempts.begin(run);
    let mut ticks = tokio::time::interval(BETWEEN);
    let mut first = None;
    let mut pass_on = |told: &mut mpsc::UnboundedReceiver<String>| {
        let mut text = String::new();
        while let Ok(piece) = told.try_recv() {
            text.push_str(&piece);
        }
        if !text.is_empty() {
            first.get_or_insert_with(|| start.elapsed());
            // A window that is gone reads no answer.
            let _ = TryText { run, text }.emit_to(&app, MAIN_WINDOW);
        }
    };
    let ended = {
        let answer = keystow.try_model(
            &request.provider,
            &request.model,
            &request.prompt,
            &mut words,
        );
        tokio::pin!(answer);
        loop {
            tokio::select! {
                answered = &mut answer => break Some(answered),
                () = stopped.wait() => break None,
                _ = ticks.tick() => pass_on(&mut told),
            }
        }
    };
    pass_on(&mut told);
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

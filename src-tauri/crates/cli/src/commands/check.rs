//! `keystow check`: asks the providers whether the stored keys work.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use keystow::{ApiKeyStatus, Credential, Error, Keystow, Status, Timestamp};
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinHandle;

use super::{Context, prompting, remark};
use crate::args::Check;
use crate::exit::{Code, Failure};
use crate::printer::{say, write_text};
use crate::words;

/// What a shell expects of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Checks the named credentials, or all of the profile, side by side.
///
/// # Errors
/// A named one is not stored (nothing is checked then), nothing is stored at all, or the vault cannot be
/// opened. What single checks came to is in the exit code.
pub(super) async fn run(context: &Context, args: &Check) -> Result<Code, Failure> {
    let mut named = Vec::new();
    for given in &args.providers {
        let id = context.provider(given).await?.id;
        if !named.contains(&id) {
            named.push(id);
        }
    }
    let keystow = context.open().await?;
    let stored = keystow.credentials().await?;
    for id in &named {
        if stored.iter().all(|found| found.provider != *id) {
            keystow.credential(id).await?;
        }
    }
    if stored.is_empty() {
        return Err(
            Failure::new(Code::NotFound, "no key is stored in this profile")
                .hint("store one with `keystow add PROVIDER`"),
        );
    }
    let needs_key = |found: &Credential| {
        found.key_set && (named.is_empty() || named.iter().any(|id| *id == found.provider))
    };
    if stored.iter().any(needs_key) {
        // A vault that cannot be opened is said once, not for every key.
        keystow.unlock(prompting()).await?;
    }
    let count = if named.is_empty() {
        stored.len()
    } else {
        named.len()
    };
    let started = Timestamp::now();
    let shown = tokio::spawn(progress(keystow.events(), count));
    let cancelled = Arc::new(AtomicBool::new(false));
    let heeds = tokio::spawn(cancel_when_asked(keystow.clone(), Arc::clone(&cancelled)));
    let outcomes = if named.is_empty() {
        keystow.check_all().await
    } else {
        keystow.check_several(&named).await
    };
    heeds.abort();
    shown.abort();
    clear_progress(shown, count).await;
    let mut outcomes = outcomes?;
    if cancelled.load(Ordering::Relaxed) {
        outcomes.retain(|(_, outcome)| answered(outcome, started));
        say(&format!(
            "Cancelled: {} of {count} had answered.",
            outcomes.len()
        ));
        return report(context, outcomes).map(|code| Code::over([code, Code::CouldNotTell]));
    }
    report(context, outcomes)
}

/// Ends the checks that run when somebody presses Ctrl-C; pressed again, the program.
async fn cancel_when_asked(keystow: Keystow, cancelled: Arc<AtomicBool>) {
    if tokio::signal::ctrl_c().await.is_err() {
        return;
    }
    cancelled.store(true, Ordering::Relaxed);
    keystow.cancel_checks();
    if tokio::signal::ctrl_c().await.is_ok() {
        std::process::exit(INTERRUPTED);
    }
}

fn answered(outcome: &Result<Credential, Error>, started: Timestamp) -> bool {
    match outcome {
        // What is stored counts whole milliseconds.
        Ok(credential) => credential
            .checked_at
            .is_some_and(|at| at.as_millisecond() >= started.as_millisecond()),
        Err(_) => false,
    }
}

fn shows_progress(count: usize) -> bool {
    count > 1 && stderr().is_terminal()
}

/// Counts the answers on a terminal's stderr, in one line that goes again.
async fn progress(mut events: Receiver<ApiKeyStatus>, count: usize) {
    if !shows_progress(count) {
        return std::future::pending().await;
    }
    let mut done = 0;
    loop {
        let _ = write!(stderr(), "\rChecking… {done} of {count}");
        loop {
            match events.recv().await {
                Ok(event) if event.status == Status::Checking => {}
                Ok(_) => break,
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
        done += 1;
    }
}

async fn clear_progress(shown: JoinHandle<()>, count: usize) {
    let _ = shown.await;
    if shows_progress(count) {
        let _ = write!(stderr(), "\r\u{1b}[2K");
    }
}

/// A credential as `check` prints it.
#[derive(Serialize)]
struct Checked<'a> {
    #[serde(flatten)]
    credential: &'a Credential,
    latency_ms: Option<u32>,
}

fn report(
    context: &Context,
    outcomes: Vec<(String, Result<Credential, Error>)>,
) -> Result<Code, Failure> {
    let mut checked = Vec::new();
    let mut codes = Vec::new();
    for (provider, outcome) in outcomes {
        match outcome {
            Ok(credential) => {
                codes.push(Code::of_check(credential.status, credential.verdict));
                checked.push(credential);
            }
            Err(error) => {
                let failure = Failure::from(error);
                say(&format!("{provider}:"));
                failure.report();
                codes.push(failure.code);
            }
        }
    }
    if context.printer.json {
        let rows: Vec<Checked<'_>> = checked
            .iter()
            .map(|credential| Checked {
                credential,
                latency_ms: credential.latency_ms,
            })
            .collect();
        context.printer.json(&rows)?;
    } else {
        let lines: Vec<String> = checked.iter().map(words::line).collect();
        write_text(&lines.join("\n"))?;
    }
    checked.iter().for_each(remark);
    Ok(Code::over(codes))
}

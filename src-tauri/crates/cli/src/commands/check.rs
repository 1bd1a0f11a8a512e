//! `keystow check`: asks the providers whether the stored keys work.

use keystow::{Credential, Error, Keystow};
use serde::Serialize;
use tokio::task::JoinSet;

use super::{Context, prompting, warn_if_unverifiable};
use crate::args::Check;
use crate::exit::{Code, Failure};
use crate::printer::{say, write_text};
use crate::words;

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
    let outcomes = if named.is_empty() {
        keystow.check_all().await?
    } else {
        check_each(&keystow, &named).await
    };
    report(context, outcomes)
}

/// Checks side by side, and answers in the order asked.
async fn check_each(
    keystow: &Keystow,
    named: &[&'static str],
) -> Vec<(String, Result<Credential, Error>)> {
    let mut running = JoinSet::new();
    for (place, id) in named.iter().copied().enumerate() {
        let keystow = keystow.clone();
        running.spawn(async move { (place, id, keystow.check(id).await) });
    }
    let mut done = running.join_all().await;
    done.sort_by_key(|(place, ..)| *place);
    done.into_iter()
        .map(|(_, id, outcome)| (id.to_owned(), outcome))
        .collect()
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
    checked.iter().for_each(warn_if_unverifiable);
    Ok(Code::over(codes))
}

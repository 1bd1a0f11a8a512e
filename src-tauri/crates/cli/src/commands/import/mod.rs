//! `keystow import`: finds keys that lie about in the clear, shows them masked, and stores what the owner picks.

mod choice;
mod told;

use std::collections::BTreeSet;

use keystow::{Error, FoundKeys, FoundState, ImportPick, ImportSource, Keystow};

pub(super) use self::told::words;
use super::Context;
use crate::args::Import;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};
use crate::prompt;

/// Looks, shows, asks, stores, and names the files that still hold a copy.
///
/// # Errors
/// A named file cannot be looked through, or the vault cannot be opened or written.
pub(super) async fn run(context: &Context, args: Import) -> Result<Code, Failure> {
    let sources = sources(&args)?;
    let mut wanted = BTreeSet::new();
    for given in &args.only {
        wanted.insert(context.provider(given).await?.id);
    }
    let keystow = context.open().await?;
    let mut found = FoundKeys::default();
    for source in sources {
        found.absorb(keystow.find_keys(&source).await?);
    }
    for problem in &found.problems {
        say(&format!(
            "warning: {} was left out: {}",
            problem.path.display(),
            problem.fault
        ));
    }
    let json = context.printer.json;
    if found.keys.is_empty() {
        say("No key was found there.");
        if json {
            context.printer.json(&told::Told::of(&found, None))?;
        }
        return Ok(Code::Done);
    }
    if !json {
        told::preview(context, &found)?;
    }
    let picks = choice::picks(&found, &args, !json, &wanted)?;
    store(context, &keystow, &found, &picks).await
}

/// Where to look: what was named, each once.
fn sources(args: &Import) -> Result<Vec<ImportSource>, Failure> {
    let mut sources: Vec<ImportSource> =
        args.files.iter().cloned().map(ImportSource::File).collect();
    for (asked, source) in [
        (args.env, ImportSource::Environment),
        (args.shell, ImportSource::Shell),
        (args.clients, ImportSource::Clients),
    ] {
        if asked {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        return Err(Failure::usage("say where to look for keys")
            .hint("name a file, or say --env, --shell or --clients"));
    }
    Ok(sources)
}

async fn store(
    context: &Context,
    keystow: &Keystow,
    found: &FoundKeys,
    picks: &[ImportPick],
) -> Result<Code, Failure> {
    let mut report = keystow.import_keys(found, picks).await?;
    let mut code = Code::Done;
    for check in std::mem::take(&mut report.checks) {
        match check.finished().await {
            Ok(checked) => {
                if !context.printer.json {
                    say(&format!(
                        "Saved and sealed: {}",
                        crate::words::line(&checked)
                    ));
                }
                code = Code::over([code, Code::of_check(checked.status, checked.verdict)]);
            }
            Err(Error::NoSuchCredential { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    context.settle(keystow).await;
    if context.printer.json {
        context
            .printer
            .json(&told::Told::of(found, Some(&report)))?;
    } else {
        told::leftovers(&report);
        if report.stored.is_empty() && found.keys.iter().any(|key| key.state != FoundState::Same) {
            say("Nothing was stored.");
            if !prompt::person_is_there() {
                hint("say which with --only groq,openai, or --all");
            }
        }
    }
    Ok(code)
}

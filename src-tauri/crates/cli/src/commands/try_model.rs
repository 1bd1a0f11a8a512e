//! `keystow try`: one prompt to a model, and its answer as it comes.

use std::io::{IsTerminal, Read, stdin};

use keystow::{Answered, Error, Keystow, Settings};
use serde::Serialize;
use tokio::sync::Notify;

use super::Context;
use crate::args::Try;
use crate::exit::{Code, Failure};
use crate::printer::{say, steers, try_out, write_out};
use crate::prompt;

/// The longest prompt that is read from a pipe, in bytes.
const LONGEST: u64 = 400_000;

/// Sends the prompt, and prints the answer to stdout.
///
/// # Errors
/// The input is at fault, nobody agreed that it may cost something, the key cannot be lent, or the provider did
/// not answer.
pub(super) async fn run(context: &Context, args: Try) -> Result<Code, Failure> {
    let provider = context.provider(&args.provider).await?;
    let text = match args.prompt {
        Some(text) => text,
        None => read_prompt()?,
    };
    if text.trim().is_empty() {
        return Err(Error::InvalidPrompt.into());
    }
    if provider.chat.is_none() {
        return Err(Error::CannotTry {
            provider: provider.id.to_owned(),
        }
        .into());
    }
    let keystow = context.open().await?;
    keystow.credential(provider.id).await?;
    agree(&keystow, provider.name, args.yes).await?;
    let json = context.printer.json;
    let terminal = context.printer.terminal;
    let mut answer = String::new();
    let gone = Notify::new();
    let mut words = |piece: &str| {
        answer.push_str(piece);
        let shown = if terminal {
            harmless(piece)
        } else {
            piece.to_owned()
        };
        // Nobody reads it any more, or the disk is full: the rest is not worth its price.
        if !json && try_out(shown.as_bytes()).is_err() {
            gone.notify_one();
        }
    };
    let answered = tokio::select! {
        answered = keystow.try_model(provider.id, &args.model, &text, &mut words) => answered,
        () = gone.notified() => {
            write_out(b"\n")?;
            return Ok(Code::Done);
        }
    };
    if !json && !answer.is_empty() {
        write_out(b"\n")?;
    }
    let answered = answered?;
    if json {
        context.printer.json(&Told {
            provider: provider.id,
            profile: keystow.profile_name(),
            model: &args.model,
            text: &answer,
            cut_off: answered.cut_off,
            input_tokens: answered.input_tokens,
            output_tokens: answered.output_tokens,
            first_ms: answered.first.map(millis),
            total_ms: millis(answered.total),
        })?;
    } else {
        say(&figures(&answered));
    }
    Ok(Code::Done)
}

/// An answer as JSON.
#[derive(Serialize)]
struct Told<'a> {
    provider: &'a str,
    profile: &'a str,
    model: &'a str,
    text: &'a str,
    cut_off: bool,
    input_tokens: Option<u32>,
    output_tokens: Option<u32>,
    first_ms: Option<u64>,
    total_ms: u64,
}

fn read_prompt() -> Result<String, Failure> {
    if stdin().is_terminal() {
        return Ok(prompt::line("Prompt: ")?.to_string());
    }
    let mut text = String::new();
    let read = stdin().lock().take(LONGEST + 1).read_to_string(&mut text);
    match read {
        Ok(length) if length as u64 <= LONGEST => Ok(text),
        Ok(_) => Err(Error::InvalidPrompt.into()),
        Err(_) => Err(Failure::new(Code::Refused, "the prompt is not UTF-8 text")),
    }
}

/// Says once that it may cost something; goes on where the owner knows.
async fn agree(keystow: &Keystow, name: &str, unasked: bool) -> Result<(), Failure> {
    let settings = keystow.settings().await?;
    if settings.try_told {
        return Ok(());
    }
    if unasked {
        say(&format!("note: {name} may charge for the answer"));
        return Ok(());
    }
    if !prompt::person_is_there() {
        return Err(Failure::usage(format!(
            "{name} may charge for the answer, and nobody can be asked here"
        ))
        .hint("say that you agree with --yes"));
    }
    let question = format!("{name} may charge for the answer. Send it, and do not ask again?");
    if !prompt::confirm(&question)? {
        return Err(Failure::new(Code::Refused, "nothing was sent"));
    }
    keystow
        .save_settings(&Settings {
            try_told: true,
            ..settings
        })
        .await?;
    Ok(())
}

/// Words of a model without what would steer the terminal.
fn harmless(piece: &str) -> String {
    let kept = |&c: &char| matches!(c, '\n' | '\t') || !steers(c);
    piece.chars().filter(kept).collect()
}

fn figures(answered: &Answered) -> String {
    let mut parts = Vec::new();
    if let Some(tokens) = answered.output_tokens {
        parts.push(format!("{tokens} tokens out"));
    }
    if let Some(first) = answered.first {
        parts.push(format!("first words after {} ms", millis(first)));
    }
    parts.push(format!("{} ms altogether", millis(answered.total)));
    if answered.cut_off {
        parts.push("cut off at the model's output limit".to_owned());
    }
    format!("note: {}", parts.join(", "))
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

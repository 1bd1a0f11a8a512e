//! A recovery code on its way to paper and back: shown once, two groups asked back, typed in whole.

use keystow::{Error, RecoveryCode};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::commands::Context;
use crate::exit::{Code, Failure};
use crate::printer::{say, write_secret_once};
use crate::prompt;

/// How often somebody may mistype before the code stays as it is.
const TRIES: usize = 3;

/// The most that is read from stdin, in bytes; a code has 34 characters.
const LIMIT: usize = 1024;

/// Whether somebody sees the code that is shown and can type groups of it back.
pub(crate) fn can_ask(context: &Context) -> bool {
    context.printer.terminal && prompt::person_is_there()
}

/// Prints the code to stdout. It is shown nowhere else, and never again.
///
/// # Errors
/// When stdout cannot be written, or nobody reads it any more.
pub(crate) fn show(context: &Context, code: &RecoveryCode) -> Result<(), Failure> {
    // EXPOSE: to whoever reads stdout, who asked for this code.
    let text = code.expose();
    if context.printer.json {
        return context.printer.secret_json_once(&Shown {
            code: Some(text.as_str()),
        });
    }
    let mut line = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    line.extend_from_slice(text.as_bytes());
    line.push(b'\n');
    write_secret_once(&line)
}

/// A new code as JSON; `null` where none was made.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    pub(crate) code: Option<&'a str>,
}

/// Asks for two groups of the code, and says whether they were typed back within three tries.
///
/// # Errors
/// The terminal cannot be read, or the system has no randomness.
pub(crate) fn is_written_down(code: &RecoveryCode) -> Result<bool, Failure> {
    let groups = RecoveryCode::groups_to_ask().map_err(Error::from)?;
    say("Two of its groups, as you wrote them down:");
    for left in (0..TRIES).rev() {
        let mut fits = true;
        for group in groups {
            let typed = prompt::line(&format!("Group {group}: "))?;
            fits &= code.group_fits(group, &typed);
        }
        if fits {
            return Ok(true);
        }
        if left > 0 {
            say("That is not what stands there. Once more:");
        }
    }
    Ok(false)
}

/// Reads a code from stdin, which is no terminal.
///
/// # Errors
/// The text is no recovery code, or stdin cannot be read.
pub(crate) fn piped() -> Result<RecoveryCode, Failure> {
    let bytes = prompt::piped(LIMIT)?;
    let no_code = |what: &str| {
        Failure::new(Code::Refused, format!("what stands on stdin is {what}"))
            .hint("pipe in only the recovery code; nothing was changed")
    };
    if bytes.len() > LIMIT {
        return Err(no_code("too long for a recovery code"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| no_code("not text (UTF-8)"))?;
    Ok(RecoveryCode::parse(text).map_err(Error::from)?)
}

/// Asks for a code at the terminal, and once more after a typo.
///
/// # Errors
/// What was typed is no recovery code, or the terminal cannot be read.
pub(crate) fn typed() -> Result<RecoveryCode, Failure> {
    let mut left = TRIES;
    loop {
        let text = prompt::hidden("Recovery code (it stays hidden): ")?;
        left -= 1;
        match RecoveryCode::parse(&text) {
            Ok(code) => return Ok(code),
            Err(fault) if left > 0 && !text.is_empty() => Failure::from(fault).report(),
            Err(fault) => return Err(fault.into()),
        }
    }
}

//! `keystow log`: who was lent which key, when and for what. Never a key.

use comfy_table::Cell;
use keystow::{Keystow, LoggedLoan};

use super::Context;
use super::list::plain_table;
use crate::args::Log;
use crate::exit::{Code, Failure};
use crate::printer::{say, steers, write_out};
use crate::prompt;

/// Prints the loans, newest first.
///
/// # Errors
/// No such provider, or the vault file cannot be read.
pub(super) async fn run(context: &Context, args: &Log) -> Result<Code, Failure> {
    let provider = match &args.provider {
        Some(given) => Some(context.provider(given).await?.id),
        None => None,
    };
    let keystow = context.open_unasked().await?;
    if args.clear {
        return clear(&keystow, args.yes).await;
    }
    let mut loans = keystow.access_log(u32::MAX).await?;
    loans.retain(|loan| {
        provider.is_none_or(|id| loan.provider == id)
            && context
                .profile
                .as_ref()
                .is_none_or(|name| loan.profile == *name)
    });
    loans.truncate(usize::try_from(args.limit).unwrap_or(usize::MAX));
    if context.printer.json {
        context.printer.json(&loans)?;
    } else if loans.is_empty() {
        say("No key was lent yet.");
    } else {
        print(context, &loans)?;
    }
    Ok(Code::Done)
}

async fn clear(keystow: &Keystow, unasked: bool) -> Result<Code, Failure> {
    if !unasked {
        if !prompt::person_is_there() {
            return Err(Failure::usage(
                "emptying the log needs --yes where nobody can be asked",
            ));
        }
        if !prompt::confirm("Empty the log of every loan?")? {
            say("Nothing was removed.");
            return Ok(Code::Done);
        }
    }
    keystow.clear_access_log().await?;
    say("The log is empty.");
    Ok(Code::Done)
}

fn print(context: &Context, loans: &[LoggedLoan]) -> Result<(), Failure> {
    let columns = [
        "TIME",
        "PROFILE",
        "PROVIDER",
        "FOR",
        "PROGRAM",
        "STARTED BY",
        "IN",
    ];
    let mut table = plain_table(context.printer.colour, columns);
    for loan in loans {
        table.add_row([
            Cell::new(format!("{:.0}", loan.time)),
            Cell::new(&loan.profile),
            Cell::new(&loan.provider),
            Cell::new(&loan.purpose),
            Cell::new(clean(loan.program.as_deref())),
            Cell::new(clean(loan.parent.as_deref())),
            Cell::new(clean(loan.cwd.as_deref())),
        ]);
    }
    write_out(format!("{}\n", table.trim_fmt()).as_bytes())
}

/// A path without what would steer a terminal.
fn clean(path: Option<&str>) -> String {
    let path = path.unwrap_or_default().chars();
    path.filter(|&c| !steers(c)).collect()
}

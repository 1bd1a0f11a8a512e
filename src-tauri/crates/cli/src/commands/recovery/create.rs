//! `keystow recovery create`: makes a recovery code and shows it once.

use keystow::SlotKind;

use super::paper;
use crate::args::RecoveryCreate;
use crate::commands::Context;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};
use crate::{prompt, words};

/// Makes a code in the place of the old one, prints it, and asks for two groups of it where somebody can
/// answer.
///
/// # Errors
/// The vault cannot be opened or written, or stdout cannot.
pub(super) async fn run(context: &Context, args: &RecoveryCreate) -> Result<Code, Failure> {
    let keystow = context.open().await?;
    let slots = keystow.slots().await?;
    let old = slots.iter().find(|slot| slot.kind == SlotKind::Recovery);
    if let Some(at) = old.and_then(|slot| slot.confirmed_at)
        && !args.yes
        && prompt::person_is_there()
        && !prompt::confirm(&format!(
            "This vault has a recovery code, confirmed {}. A new one makes it worthless. Go on?",
            words::ago(at)
        ))?
    {
        say("Nothing was changed.");
        return Ok(Code::Done);
    }
    let code = keystow.create_recovery_code().await?;
    if old.is_some() {
        say("The recovery code before this one no longer opens the vault.");
    }
    say(
        "With this code the vault opens where the keyring has lost its secret. It is shown only now: \
         write it down, and keep it away from this computer.",
    );
    paper::show(context, &code)
        .map_err(|failure| failure.hint("make another one with `keystow recovery create`"))?;
    if !paper::can_ask(context) {
        say("note: nobody was asked for it back, so it counts as unconfirmed.");
        return Ok(Code::Done);
    }
    if paper::is_written_down(&code)? {
        keystow.confirm_recovery_code(&code).await?;
        say("Confirmed.");
    } else {
        say("The code opens the vault, but counts as unconfirmed: it was not typed back.");
        hint("make another one with `keystow recovery create`");
    }
    Ok(Code::Done)
}

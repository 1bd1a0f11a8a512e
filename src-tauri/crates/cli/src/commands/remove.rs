//! `keystow remove`: deletes a credential with its models and checks.

use super::Context;
use crate::args::Remove;
use crate::exit::{Code, Failure};
use crate::printer::say;
use crate::prompt;

/// Deletes after asking; off a terminal only with `--yes`.
///
/// # Errors
/// Nobody can be asked, no such key is stored, or the vault cannot be written.
pub(super) async fn run(context: &Context, args: &Remove) -> Result<Code, Failure> {
    if !args.yes && !prompt::person_is_there() {
        return Err(Failure::usage(
            "removing a key needs --yes where nobody can be asked",
        ));
    }
    let provider = context.provider(&args.provider).await?;
    let keystow = context.open_unasked().await?;
    let found = keystow.credential(provider.id).await?;
    let question = format!(
        "Remove the key for {} from profile {}?",
        found.name, found.profile
    );
    if !args.yes && !prompt::confirm(&question)? {
        say("Nothing was removed.");
        return Ok(Code::Done);
    }
    keystow.delete(provider.id).await?;
    say(&format!(
        "Removed: {}, profile {}.",
        found.name, found.profile
    ));
    context.settle(&keystow).await;
    Ok(Code::Done)
}

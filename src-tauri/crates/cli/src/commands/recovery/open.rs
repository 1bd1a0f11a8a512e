//! `keystow recovery use`: opens the vault with its recovery code, and gives it a new way in.

use keystow::Keystow;

use super::paper;
use crate::args::RecoveryUse;
use crate::commands::Context;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};
use crate::{passphrase, prompt};

/// Reads the code, opens the vault with it, and makes a new keyring slot or sets a passphrase.
///
/// # Errors
/// The code has a typo or is another vault's, or the keyring or the file cannot be written.
pub(super) async fn run(context: &Context, args: &RecoveryUse) -> Result<Code, Failure> {
    let piped = if prompt::person_is_there() {
        None
    } else {
        Some(paper::piped()?)
    };
    let given = if args.passphrase {
        context.passphrases.new_own()?
    } else {
        None
    };
    let keystow = context.open_beside_own().await?;
    let code = match piped {
        Some(code) => code,
        None => paper::typed()?,
    };
    keystow.open_with_recovery_code(&code).await?;
    if args.passphrase {
        let new = match given {
            Some(passphrase) => passphrase,
            None => passphrase::ask_new("New passphrase of this vault")?,
        };
        keystow.set_passphrase(&new).await?;
        say(
            "Opened with the recovery code. The passphrase now opens the vault, and every key with it.",
        );
    } else {
        let keyring = keyring_of(&keystow).await;
        let question = format!("Make a new keyring entry for this vault in {keyring}?");
        if prompt::person_is_there() && !args.yes && !prompt::confirm(&question)? {
            say(
                "The code opens the vault. Nothing was changed: without it, the vault stays closed.",
            );
            return Ok(Code::Done);
        }
        keystow.renew_keyring_slot().await?;
        say(&format!(
            "Opened with the recovery code. A new entry in {keyring} now opens the vault, and every key with it."
        ));
    }
    hint("this code still works; `keystow recovery create` replaces it");
    Ok(Code::Done)
}

/// What the keyring is called here.
async fn keyring_of(keystow: &Keystow) -> String {
    let status = keystow.vault_status().await;
    status
        .keyring
        .backend
        .unwrap_or_else(|| "the keyring".into())
}

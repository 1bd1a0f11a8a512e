//! `keystow init`: makes the vault before the first key does, or anew where the old one is lost.

use std::path::Path;

use keystow::{Error, Keystow, VaultError, VaultState};

use super::{Context, prompting};
use crate::args::Init;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};
use crate::{passphrase, prompt};

/// Makes a vault that the keyring opens, or with `--passphrase` one that only a passphrase opens.
///
/// # Errors
/// There is a vault already (with `--new`: one that opens), the passphrase is too weak, or keyring or folder
/// cannot be written.
pub(super) async fn run(context: &Context, args: &Init) -> Result<Code, Failure> {
    let given = if args.passphrase {
        context.passphrases.new_vaults()?
    } else {
        None
    };
    let keystow = context.open_beside_own().await?;
    if args.new {
        if !makes_room(context, &keystow, args).await? {
            say("Nothing was changed.");
            return Ok(Code::Done);
        }
    } else if !keystow.slots().await?.is_empty() {
        return Err(Error::from(VaultError::AlreadyInitialised).into());
    }
    let new = match given {
        None if args.passphrase => Some(passphrase::ask_new("Passphrase of the new vault")?),
        given => given,
    };
    if new.is_none() {
        // Nothing is moved for a vault that could not be made then.
        keystow.unlock_keyring(prompting()).await?;
    }
    let aside = if args.new {
        keystow.start_anew().await?
    } else {
        None
    };
    if let Some(file) = &aside {
        say(&format!(
            "Moved the old vault aside, to {}.",
            file.display()
        ));
    }
    let made = match &new {
        Some(passphrase) => keystow.init_with_passphrase(passphrase).await,
        None => keystow.init().await,
    };
    made.map_err(|error| explain(error, aside.as_deref()))?;
    say(if new.is_some() {
        "Made a new vault. Only the passphrase opens it."
    } else {
        "Made a new vault. The keyring opens it."
    });
    hint("`keystow recovery create` makes a second way in; without one, what is lost is lost");
    Ok(Code::Done)
}

/// Whether a fresh start may begin: no vault stands in its way that opens, or may open again.
async fn makes_room(context: &Context, keystow: &Keystow, args: &Init) -> Result<bool, Failure> {
    let Err(error) = keystow.unlock(prompting()).await else {
        return Err(Error::from(VaultError::VaultOpens).into());
    };
    let state = error.vault_state();
    if state == Some(VaultState::Uninitialised) || args.yes {
        return Ok(true);
    }
    let why = context.passphrases.explain(error);
    if prompt::person_is_there() {
        say(&format!("The old vault does not open: {}.", why.message));
        say(
            "Its keys stay sealed in its file, which is moved aside, not deleted. Only the old master secret, \
             passphrase or recovery code opens it again.",
        );
        return prompt::confirm("Start afresh with an empty vault?");
    }
    if why.code == Code::VaultDamaged {
        return Ok(true);
    }
    Err(Failure::usage(format!(
        "the old vault may open another time ({}): starting afresh needs --yes where nobody can be asked",
        why.message
    )))
}

fn explain(error: Error, aside: Option<&Path>) -> Failure {
    let failure = Failure::from(error);
    match aside {
        Some(_) => failure.hint(
            "the old vault was moved aside; `keystow init` makes the new one when this is solved",
        ),
        None => failure,
    }
}

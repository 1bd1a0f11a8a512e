//! `keystow passphrase`: a way into the vault that needs no keyring.

use keystow::SlotKind;

use super::Context;
use crate::args::Passphrase;
use crate::exit::{Code, Failure};
use crate::passphrase;
use crate::printer::say;

/// Sets the passphrase, or removes it.
///
/// # Errors
/// The passphrase is too weak, the vault cannot be opened or written, or nothing else would open it.
pub(super) async fn run(context: &Context, verb: &Passphrase) -> Result<Code, Failure> {
    match verb {
        Passphrase::Set => set(context).await,
        Passphrase::Remove => remove(context).await,
    }
}

async fn set(context: &Context) -> Result<Code, Failure> {
    let given = context.passphrases.new_own()?;
    let keystow = context.open_beside_own().await?;
    // Whoever is to type a new passphrase first learns whether there is a vault to set it for.
    context.unlock_beside_own(&keystow).await?;
    let had_one = keystow
        .slots()
        .await?
        .iter()
        .any(|slot| slot.kind == SlotKind::Passphrase);
    let new = match given {
        Some(passphrase) => passphrase,
        None => passphrase::ask_new("New passphrase of this vault")?,
    };
    keystow.set_passphrase(&new).await?;
    say(if had_one {
        "Changed: the new passphrase opens this vault, the old one no longer does."
    } else {
        "Set: this passphrase opens the vault wherever the keyring cannot."
    });
    Ok(Code::Done)
}

async fn remove(context: &Context) -> Result<Code, Failure> {
    let keystow = context.open().await?;
    keystow.remove_passphrase().await?;
    say("Removed: no passphrase opens this vault any more.");
    Ok(Code::Done)
}

//! `keystow rotate`: another master secret, or another data key.

use keystow::{Keystow, PassphraseRewrap, RecoveryCode, Rewrap, Rotated, SlotKind};
use serde::Serialize;

use super::recovery::paper::{self, Shown};
use super::{Context, prompting};
use crate::args::Rotate;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};

/// Rotates the master secret, or with `--data-key` the data key.
///
/// # Errors
/// The vault cannot be opened or written, or the passphrase that is to stay is missing or wrong.
pub(super) async fn run(context: &Context, args: &Rotate) -> Result<Code, Failure> {
    let keystow = context.open().await?;
    if args.data_key {
        return data_key(context, &keystow, args).await;
    }
    let rotated = keystow.rotate_master().await?;
    if context.printer.json {
        context.printer.json(&Report {
            old_entry_deleted: rotated.old_entry_deleted,
            checkpointed: rotated.checkpointed,
        })?;
    }
    say("Rotated: a new master secret in the keyring opens the vault, the old one no longer does.");
    warn(rotated);
    Ok(Code::Done)
}

/// What a rotation of the master secret left, as JSON.
#[derive(Serialize)]
struct Report {
    old_entry_deleted: bool,
    checkpointed: bool,
}

async fn data_key(context: &Context, keystow: &Keystow, args: &Rotate) -> Result<Code, Failure> {
    keystow.unlock(prompting()).await?;
    let slots = keystow.slots().await?;
    let has = |kind| slots.iter().any(|slot| slot.kind == kind);
    let drops_passphrase = args.drop_passphrase && has(SlotKind::Passphrase);
    let passphrase = if !has(SlotKind::Passphrase) || args.drop_passphrase {
        PassphraseRewrap::Drop
    } else {
        let passphrase = context.passphrases.in_use()?;
        // A wrong one is found before a code is shown that would never count.
        keystow.open_with_passphrase(&passphrase).await?;
        PassphraseRewrap::Keep(passphrase)
    };
    let recovery = if has(SlotKind::Recovery) {
        Some(RecoveryCode::make().map_err(keystow::Error::from)?)
    } else {
        None
    };
    let mut confirmed = None;
    match &recovery {
        Some(code) => {
            say(
                "The recovery code is replaced. This is the new one, shown only now: write it down.",
            );
            paper::show(context, code).map_err(not_shown)?;
            if paper::can_ask(context) && !args.yes {
                if !paper::is_written_down(code)? {
                    return Err(not_begun());
                }
                confirmed = Some(again(code)?);
            }
        }
        None if context.printer.json => context.printer.json(&Shown { code: None })?,
        None => {}
    }
    let shown = recovery.is_some();
    let rotated = keystow
        .rotate_data_key(Rewrap {
            recovery,
            passphrase,
            slots,
        })
        .await
        .map_err(|error| unchanged(error, shown))?;
    if let Some(code) = &confirmed {
        keystow.confirm_recovery_code(code).await?;
    }
    say("Rotated: every record is sealed anew under a new data key.");
    if drops_passphrase {
        say("No passphrase opens this vault any more.");
    }
    if shown && confirmed.is_none() {
        say("note: nobody was asked for the new recovery code back, so it counts as unconfirmed.");
    }
    warn(rotated);
    Ok(Code::Done)
}

/// The code once more: the rotation takes the first.
fn again(code: &RecoveryCode) -> Result<RecoveryCode, Failure> {
    // EXPOSE: to the type that holds recovery codes.
    Ok(RecoveryCode::parse(&code.expose()).map_err(keystow::Error::from)?)
}

/// Nobody saw the code, so nothing begins.
fn not_shown(failure: Failure) -> Failure {
    failure.hint("nothing was changed, and the old recovery code still counts")
}

/// The code was not typed back, so nothing begins.
fn not_begun() -> Failure {
    Failure::new(
        Code::Refused,
        "the new recovery code was not typed back; nothing was changed, and the old code still counts",
    )
    .hint("run `keystow rotate --data-key` again, and throw away what you wrote down just now")
}

fn unchanged(error: keystow::Error, shown: bool) -> Failure {
    let failure = Failure::from(error);
    if shown {
        say("The code shown above does not count: the old one still does.");
    }
    failure
}

fn warn(rotated: Rotated) {
    if !rotated.old_entry_deleted {
        say(
            "warning: the keyring's old entry could not be deleted; it opens nothing any more, and the next opening tries again.",
        );
    }
    if !rotated.checkpointed {
        say(
            "warning: another program holds the vault file, so traces of the old slots are left in vault.db-wal.",
        );
        hint("close the other program and run `keystow list`");
    }
}

//! `keystow restore`: brings keys back from a backup, after showing what would change.

use std::fs::File;
use std::io::ErrorKind;
use std::path::PathBuf;

use comfy_table::Cell;
use keystow::{
    Backup, BackupFault, Error, Keystow, Prompting, RestoreChange, RestorePreview, RestoreReport,
    VaultState,
};
use serde::Serialize;

use super::Context;
use super::backup::keys;
use super::list::plain_table;
use crate::args::Restore;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};
use crate::{passphrase, prompt};

/// Reads and verifies the backup to its end, shows what it would change, asks, and restores.
///
/// # Errors
/// Nobody can be asked, the backup cannot be read or opened, or the vault cannot take it.
pub(super) async fn run(context: &Context, args: &Restore) -> Result<Code, Failure> {
    if !args.yes && !prompt::person_is_there() {
        return Err(Failure::usage(
            "restoring needs --yes where nobody can be asked",
        ));
    }
    readable(args)?;
    let passphrase = match context.passphrases.own()? {
        Some(passphrase) => passphrase,
        None => passphrase::ask("Passphrase of the backup (it stays hidden): ")?,
    };
    let keystow = context.open_beside_own().await?;
    let backup = keystow.read_backup(&args.file, &passphrase).await?;
    let preview = keystow.preview_restore(&backup).await;
    let preview = preview.map_err(|error| context.passphrases.explain(error))?;
    let question = question(&keystow, &preview).await;
    show(&backup, &preview, args);
    if preview.vault_opens && changes(&preview, args) == 0 {
        say(&nothing_to_do(count(&preview, RestoreChange::Differs)));
        return report(
            context,
            RestoreReport {
                added: 0,
                replaced: 0,
                kept: backup.credentials(),
                before: None,
                fresh: false,
                auto_backup_off: false,
            },
        );
    }
    if !args.yes && !prompt::confirm(question)? {
        say("Nothing was changed.");
        return Ok(Code::Done);
    }
    let done = keystow.restore(&backup, !args.keep).await?;
    let code = report(context, done);
    context.settle(&keystow).await;
    code
}

/// Finds a wrong path before anybody is asked to type a passphrase for it.
fn readable(args: &Restore) -> Result<(), Failure> {
    let fault = match File::open(&args.file).and_then(|file| file.metadata()) {
        Ok(found) if found.is_dir() => BackupFault::Unreadable,
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => BackupFault::NotFound,
        Err(_) => BackupFault::Unreadable,
    };
    Err(Error::Backup(fault).into())
}

/// What is asked before anything is written; says why a vault does not open that stands here.
async fn question(keystow: &Keystow, preview: &RestorePreview) -> &'static str {
    if preview.vault_opens {
        return "Restore this into the vault?";
    }
    match keystow.unlock(Prompting::Never).await {
        Err(error) if error.vault_state() != Some(VaultState::Uninitialised) => {
            say(&format!("note: {}.", Failure::from(error).message));
            "Make a new vault from this? The old one is moved aside, not deleted."
        }
        _ => "Make a vault from this?",
    }
}

/// The preview goes to stderr: stdout is for what came of it.
fn show(backup: &Backup, preview: &RestorePreview, args: &Restore) {
    let mut table = plain_table(false, ["PROFILE", "PROVIDER", "NAME", "IN THIS VAULT"]);
    for row in &preview.rows {
        table.add_row(vec![
            Cell::new(&row.profile),
            Cell::new(&row.provider),
            Cell::new(&row.name),
            Cell::new(match row.change {
                RestoreChange::New => "new",
                RestoreChange::Same => "the same",
                RestoreChange::Differs if args.keep => "differs, is kept",
                RestoreChange::Differs => "differs, would be replaced",
            }),
        ]);
    }
    say(&format!(
        "The backup of {:.0} holds {}:",
        preview.created_at,
        keys(backup.credentials())
    ));
    if !preview.rows.is_empty() {
        say(&table.trim_fmt());
    }
}

/// How many rows a restore would write.
fn changes(preview: &RestorePreview, args: &Restore) -> usize {
    let differing = if args.keep {
        0
    } else {
        count(preview, RestoreChange::Differs)
    };
    count(preview, RestoreChange::New) + differing
}

fn count(preview: &RestorePreview, change: RestoreChange) -> usize {
    let rows = preview.rows.iter();
    rows.filter(|row| row.change == change).count()
}

/// Why nothing is restored, where this many keys differ and are kept.
fn nothing_to_do(differing: usize) -> String {
    match differing {
        0 => "Nothing to do: what the backup holds is here already.".into(),
        1 => "Nothing to do: 1 key differs here, and --keep keeps it as it is.".into(),
        count => {
            format!("Nothing to do: {count} keys differ here, and --keep keeps them as they are.")
        }
    }
}

/// What came of it, as JSON.
#[derive(Serialize)]
struct Report {
    added: u32,
    replaced: u32,
    kept: u32,
    before: Option<PathBuf>,
    fresh: bool,
    auto_backup_off: bool,
}

fn report(context: &Context, done: RestoreReport) -> Result<Code, Failure> {
    let RestoreReport {
        added,
        replaced,
        kept,
        before,
        fresh,
        auto_backup_off,
    } = done;
    if added + replaced > 0 {
        say(&format!(
            "Restored: {added} added, {replaced} replaced, {kept} kept as they are here."
        ));
    }
    if let Some(before) = &before {
        say(&format!(
            "What stood here before is in {}.",
            before.display()
        ));
    }
    if context.printer.json {
        context.printer.json(&Report {
            added,
            replaced,
            kept,
            before,
            fresh,
            auto_backup_off,
        })?;
    }
    if fresh {
        say("note: this is a new vault: no recovery code or passphrase of another one opens it.");
        hint("make a recovery code with `keystow recovery create`");
    }
    if auto_backup_off {
        say("warning: automatic backups are off: the passphrase for them is not in the new vault.");
        hint("turn them on again with `keystow backup --auto FOLDER`");
    }
    Ok(Code::Done)
}

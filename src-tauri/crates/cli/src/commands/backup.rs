//! `keystow backup`: every key in one file under a passphrase, now or after each change.

use std::path::Path;

use keystow::{BackupFault, BackupReport, Error, Timestamp};
use serde::Serialize;

use super::Context;
use crate::args::Backup;
use crate::exit::{Code, Failure};
use crate::passphrase;
use crate::printer::{say, write_text};

/// Writes a backup and reads it back, or switches the automatic ones on or off.
///
/// # Errors
/// The passphrase is too weak, the vault cannot be opened, or the file cannot be written.
pub(super) async fn run(context: &Context, args: &Backup) -> Result<Code, Failure> {
    if args.no_auto {
        return stop(context).await;
    }
    let given = context.passphrases.new_own()?;
    writable(args)?;
    let keystow = context.open_beside_own().await?;
    // Whoever is to type a passphrase first learns whether there is anything to back up.
    context.unlock_beside_own(&keystow).await?;
    let passphrase = match given {
        Some(passphrase) => passphrase,
        None => passphrase::ask_new("Passphrase of the backup")?,
    };
    let report = match (&args.file, &args.auto) {
        (_, Some(folder)) => {
            keystow
                .set_auto_backup(folder, args.keep_last, &passphrase)
                .await?
        }
        (Some(file), None) => keystow.back_up(file, &passphrase, args.force).await?,
        (None, None) => return Err(Failure::usage("say where the backup goes")),
    };
    print(context, &report)?;
    if let Some(folder) = &args.auto {
        say(&format!(
            "From now on a backup goes to {} after each change; the last {} are kept.",
            folder.display(),
            args.keep_last
        ));
    }
    Ok(Code::Done)
}

/// Finds a wrong path before anybody is asked to type a passphrase for it.
fn writable(args: &Backup) -> Result<(), Failure> {
    let folder = match (&args.file, &args.auto) {
        (Some(file), _) if !args.force && file.symlink_metadata().is_ok() => {
            return Err(Error::Backup(BackupFault::FileExists).into());
        }
        (Some(file), _) => file.parent(),
        (None, folder) => folder.as_deref(),
    };
    match folder {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(Error::Backup(BackupFault::NotFound).into())
        }
        _ => Ok(()),
    }
}

async fn stop(context: &Context) -> Result<Code, Failure> {
    let keystow = context.open_unasked().await?;
    keystow.stop_auto_backup().await?;
    say("No more automatic backups. Those that were written stay where they are.");
    Ok(Code::Done)
}

/// A backup that was written, as JSON.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a Path,
    credentials: u32,
    at: Timestamp,
}

fn print(context: &Context, report: &BackupReport) -> Result<(), Failure> {
    if context.printer.json {
        context.printer.json(&Report {
            file: &report.file,
            credentials: report.credentials,
            at: report.at,
        })?;
    } else {
        write_text(&report.file.display().to_string())?;
    }
    say(&format!(
        "Backed up {}: written, opened again with the passphrase, and compared.",
        keys(report.credentials)
    ));
    Ok(())
}

/// "1 key", "12 keys".
pub(super) fn keys(count: u32) -> String {
    if count == 1 {
        "1 key".into()
    } else {
        format!("{count} keys")
    }
}

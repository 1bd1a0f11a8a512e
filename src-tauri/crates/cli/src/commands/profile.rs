//! `keystow profile`: whose keys there are.

use comfy_table::{Cell, CellAlignment};
use keystow::{Keystow, Options, ProfileInfo};

use super::Context;
use super::list::plain_table;
use crate::args::{Profile, ProfileRemove};
use crate::exit::{Code, Failure};
use crate::printer::{say, write_out};
use crate::prompt;

/// Adds, renames, removes or lists profiles, or chooses the default one.
///
/// # Errors
/// The name is taken or no name for a profile, or the vault cannot be read or written.
pub(super) async fn run(context: &Context, verb: &Profile) -> Result<Code, Failure> {
    // Under no profile in particular: `--profile` does not matter here.
    let keystow = Keystow::open(Options {
        profile: None,
        ..context.unasked()
    })
    .await?;
    match verb {
        Profile::Add(args) => {
            let made = keystow.create_profile(&args.name).await?;
            if context.printer.json {
                context.printer.json(&made)?;
            }
            say(&format!("Added profile {}.", made.name));
            context.settle(&keystow).await;
        }
        Profile::Rename(args) => {
            keystow.rename_profile(&args.name, &args.new).await?;
            say(&format!("Profile {} is now {}.", args.name, args.new));
            context.settle(&keystow).await;
        }
        Profile::Default(args) => {
            keystow.set_default_profile(&args.name).await?;
            say(&format!(
                "Profile {} is meant where none is named.",
                args.name
            ));
            context.settle(&keystow).await;
        }
        Profile::Remove(args) => return remove(context, &keystow, args).await,
        Profile::List => {
            let profiles = keystow.profiles().await?;
            if context.printer.json {
                context.printer.json(&profiles)?;
            } else {
                print(context, &profiles)?;
            }
        }
    }
    Ok(Code::Done)
}

/// Deletes a profile; where keys go with it, after asking.
async fn remove(
    context: &Context,
    keystow: &Keystow,
    args: &ProfileRemove,
) -> Result<Code, Failure> {
    let profiles = keystow.profiles().await?;
    let found = profiles.iter().find(|profile| profile.name == args.name);
    let keys = found.map_or(0, |profile| profile.credentials);
    if args.force && keys > 0 && !args.yes {
        if !prompt::person_is_there() {
            return Err(Failure::usage(
                "removing a profile with its keys needs --yes where nobody can be asked",
            ));
        }
        let question = format!("Remove the profile {} and its {keys} keys?", args.name);
        if !prompt::confirm(&question)? {
            say("Nothing was removed.");
            return Ok(Code::Done);
        }
    }
    keystow.delete_profile(&args.name, args.force).await?;
    say(&format!("Removed profile {}.", args.name));
    context.settle(keystow).await;
    Ok(Code::Done)
}

fn print(context: &Context, profiles: &[ProfileInfo]) -> Result<(), Failure> {
    let mut table = plain_table(context.printer.colour, ["PROFILE", "KEYS", ""]);
    for profile in profiles {
        table.add_row(vec![
            Cell::new(&profile.name),
            Cell::new(profile.credentials).set_alignment(CellAlignment::Right),
            Cell::new(if profile.is_default { "default" } else { "" }),
        ]);
    }
    write_out(format!("{}\n", table.trim_fmt()).as_bytes())
}

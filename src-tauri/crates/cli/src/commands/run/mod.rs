//! `keystow run`: a program with keys in its environment, and with nothing else changed.

mod child;
mod redactor;

use std::ffi::OsString;

use keystow::{LeftOut, LoanRequest, Project, Variable};

use super::Context;
use crate::args::Run;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say};
use crate::provider::quoted;

/// Lends the keys and becomes the program, or starts it and ends as it does.
///
/// # Errors
/// No key was asked for, one cannot be lent, the vault cannot be opened, or the program cannot be started.
pub(super) async fn run(context: &Context, args: Run) -> Result<Code, Failure> {
    // Where everything is said already the file is not looked for.
    let said = context.profile.is_some() && (args.all || !args.only.is_empty());
    let project = if said { None } else { Project::find()? };
    if let Some(project) = &project {
        say(&format!("note: using {}", project.path.display()));
    }
    let named = match &project {
        Some(project) if args.only.is_empty() && !args.all => project.providers.clone(),
        _ => args.only,
    };
    if named.is_empty() && !args.all {
        return Err(Failure::usage("say which keys the program gets").hint(
            "name providers with --only groq,openai or in a project file .keystow, or say --all",
        ));
    }
    let [program, arguments @ ..] = args.command.as_slice() else {
        return Err(Failure::usage("the program is missing").hint("put it after --"));
    };
    let mut only = Vec::with_capacity(named.len());
    for given in &named {
        only.push(context.provider(given).await?.id.to_owned());
    }
    let request = LoanRequest {
        only: (!args.all).then_some(only),
        renamed: args
            .map
            .iter()
            .map(|pair| renamed(pair))
            .collect::<Result<_, _>>()?,
        program: Some(program.to_string_lossy().into_owned()),
    };
    let of_project = project.and_then(|project| project.profile);
    let keystow = match of_project.filter(|_| context.profile.is_none()) {
        Some(name) => context.open_to_lend().await?.profile(&name)?,
        None => context.open_to_lend().await?,
    };
    let mut loans = keystow.lend_variables(&request).await?;
    for (provider, why) in &loans.left_out {
        say(&format!("note: {provider} is left out: {}", words(*why)));
    }
    if loans.variables.is_empty() {
        hint("no key is lent; the program starts without one");
    }
    loans
        .variables
        .retain(|variable| wins(variable, args.overrides));
    child::start(program, arguments, &loans.variables, !args.no_redact).await
}

fn renamed(pair: &str) -> Result<(String, String), Failure> {
    let (provider, name) = pair.split_once('=').ok_or_else(|| {
        Failure::usage("--map takes a provider and a name").hint("write it like --map groq=MY_KEY")
    })?;
    Ok((provider.to_owned(), name.to_owned()))
}

fn words(why: LeftOut) -> &'static str {
    match why {
        LeftOut::NoVariable => "no variable is known for its key; name one with --map",
        LeftOut::OwnAddress => "it has a base URL of its own, which no variable carries",
        LeftOut::OnlyNamed => "you lend its key only where it is named; name it with --only",
        LeftOut::Never => "you lend its key to no program",
        LeftOut::Admin => "its key manages the account; name it with --only",
    }
}

/// Whether a variable is set; says which one stands where it was set before.
fn wins(variable: &Variable, overrides: bool) -> bool {
    let set: Option<OsString> = std::env::var_os(&variable.name);
    // EXPOSE: to the comparison alone.
    let differs = set.is_some_and(|set| set != variable.expose());
    if differs {
        let name = quoted(&variable.name);
        say(&if overrides {
            format!("note: {name} was set already; the program gets the vault's")
        } else {
            format!("note: {name} is set already and stays; --override puts the vault's there")
        });
    }
    overrides || !differs
}

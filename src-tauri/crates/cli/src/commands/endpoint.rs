//! `keystow endpoint`: compatible base URLs of the owner's own.

use keystow::{Endpoint as Known, Keystow, NewCredential, NewEndpoint};
use zeroize::Zeroizing;

use super::Context;
use super::list::plain_table;
use crate::args::{Endpoint, EndpointAdd, EndpointFind};
use crate::exit::{Code, Failure};
use crate::printer::{hint, say, write_out};
use crate::prompt;

/// The most that is read from stdin for the values of headers.
const INPUT_LIMIT: usize = 64 * 1024;

/// Adds, lists or removes.
///
/// # Errors
/// The input is at fault, no such endpoint, a key uses it, or the vault cannot be read or written.
pub(super) async fn run(context: &Context, verb: Endpoint) -> Result<Code, Failure> {
    match verb {
        Endpoint::Add(args) => add(context, args).await,
        Endpoint::List => {
            let endpoints = context.open_unasked().await?.endpoints().await?;
            if context.printer.json {
                context.printer.json(&endpoints)?;
            } else {
                print(context, &endpoints)?;
            }
            Ok(Code::Done)
        }
        Endpoint::Find(args) => find(context, &args).await,
        Endpoint::Remove(args) => {
            let keystow = context.open_unasked().await?;
            keystow.remove_endpoint(&args.slug).await?;
            say(&format!("Removed endpoint {}.", args.slug));
            context.settle(&keystow).await;
            Ok(Code::Done)
        }
    }
}

async fn add(context: &Context, args: EndpointAdd) -> Result<Code, Failure> {
    let mut new = NewEndpoint {
        slug: args.slug,
        dialect: args.dialect,
        base_url: args.base_url,
        models_path: args.models_path,
        key_optional: args.no_key,
        headers: Vec::new(),
    };
    // Every fault that needs no secret is found before one is asked for.
    let models_url = new.models_url()?;
    new.headers = headers(args.header)?;
    new.models_url()?;
    say(&format!("Checks will ask {models_url}"));
    let keystow = context.open().await?;
    let made = keystow.add_endpoint(new).await?;
    if args.no_key {
        return with_credential(context, &keystow, &made, !args.no_check).await;
    }
    say(&format!(
        "Added endpoint {}. Store its key with `keystow add {}`.",
        made.slug, made.provider
    ));
    if context.printer.json {
        context.printer.json(&made)?;
    }
    context.settle(&keystow).await;
    Ok(Code::Done)
}

async fn find(context: &Context, args: &EndpointFind) -> Result<Code, Failure> {
    let keystow = context.open_unasked().await?;
    let found = keystow.find_local_servers(&args.port).await?;
    if context.printer.json {
        context.printer.json(&found)?;
        return Ok(Code::Done);
    }
    if found.is_empty() {
        say("No model server answers there.");
        return Ok(Code::Done);
    }
    let mut table = plain_table(context.printer.colour, ["SERVER", "BASE URL", "MODELS"]);
    for server in &found {
        let models = if server.needs_key {
            "wants a key".to_owned()
        } else {
            server.models.to_string()
        };
        table.add_row([&server.name, &server.base_url, &models]);
    }
    write_out(format!("{}\n", table.trim_fmt()).as_bytes())?;
    for server in &found {
        hint(&match server.provider {
            Some(id) => format!(
                "store {} with `keystow add {id}{}`",
                server.name,
                if server.needs_key { "" } else { " --no-key" }
            ),
            None => format!(
                "store {} with `keystow endpoint add NAME --base-url {}{}`",
                server.name,
                server.base_url,
                if server.needs_key { "" } else { " --no-key" }
            ),
        });
    }
    Ok(Code::Done)
}

/// Where no key is needed, the credential is made at once.
async fn with_credential(
    context: &Context,
    keystow: &Keystow,
    made: &Known,
    check: bool,
) -> Result<Code, Failure> {
    let saved = keystow
        .create(NewCredential {
            provider: made.provider.clone(),
            check,
            ..NewCredential::default()
        })
        .await?;
    context.finish(keystow, saved).await
}

/// The values of headers: hidden prompts, or stdin's lines in the order of the names.
fn headers(names: Vec<String>) -> Result<Vec<(String, Zeroizing<String>)>, Failure> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    if prompt::person_is_there() {
        return names
            .into_iter()
            .map(|name| {
                let value = prompt::hidden(&format!("Value of {name} (it stays hidden): "))?;
                Ok((name, value))
            })
            .collect();
    }
    let bytes = prompt::piped(INPUT_LIMIT)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::new(Code::Refused, "what stands on stdin is not text (UTF-8)")
            .hint("pipe in one line for each --header; nothing was stored")
    })?;
    let mut lines = text.lines();
    let mut headers = Vec::with_capacity(names.len());
    for name in names {
        let line = lines.next().ok_or_else(|| {
            Failure::new(
                Code::Refused,
                "stdin has fewer lines than there are headers",
            )
            .hint("pipe in one line for each --header; nothing was stored")
        })?;
        headers.push((name, Zeroizing::new(line.to_owned())));
    }
    Ok(headers)
}

fn print(context: &Context, endpoints: &[Known]) -> Result<(), Failure> {
    let mut table = plain_table(
        context.printer.colour,
        ["PROVIDER", "DIALECT", "BASE URL", "MODELS COME FROM"],
    );
    for endpoint in endpoints {
        table.add_row([
            &endpoint.provider,
            &endpoint.dialect,
            &endpoint.base_url,
            &endpoint.models_url,
        ]);
    }
    write_out(format!("{}\n", table.trim_fmt()).as_bytes())
}

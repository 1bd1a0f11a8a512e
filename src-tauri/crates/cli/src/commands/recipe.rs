//! `keystow recipe`: how a tool is fed with a key, ready to paste. Never a key.

use keystow::recipe_tools;
use serde::Serialize;

use super::Context;
use crate::args::Recipe;
use crate::exit::{Code, Failure};
use crate::printer::{say, write_out, write_text};

/// Prints the recipe to stdout, and where it goes to stderr; without a tool, which tools there are.
///
/// # Errors
/// There is no such tool or provider, or the tool cannot use it.
pub(super) async fn run(context: &Context, args: &Recipe) -> Result<Code, Failure> {
    let Some(tool) = &args.tool else {
        let tools: Vec<_> = recipe_tools().collect();
        if context.printer.json {
            context.printer.json(&tools)?;
        } else {
            write_text(&tools.join("\n"))?;
        }
        return Ok(Code::Done);
    };
    let provider = match &args.provider {
        Some(given) => Some(context.provider(given).await?.id),
        None => None,
    };
    let keystow = context.open_unasked().await?;
    let recipe = keystow.recipe(tool, provider).await?;
    if context.printer.json {
        context.printer.json(&Told {
            tool: recipe.tool,
            name: recipe.name,
            language: recipe.language.as_str(),
            file: recipe.file,
            text: &recipe.text,
        })?;
    } else {
        if let Some(file) = recipe.file {
            say(&format!("This goes into {file}:"));
        }
        write_out(recipe.text.as_bytes())?;
    }
    Ok(Code::Done)
}

/// A recipe as JSON.
#[derive(Serialize)]
struct Told<'a> {
    tool: &'a str,
    name: &'a str,
    language: &'a str,
    file: Option<&'a str>,
    text: &'a str,
}

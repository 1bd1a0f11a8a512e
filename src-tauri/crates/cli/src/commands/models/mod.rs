//! `keystow models`: the models a stored key opens, from storage.

mod choice;

use comfy_table::{Cell, CellAlignment};
use keystow::{AvailableApiModel, ModelList};

use self::choice::chosen;
use super::list::plain_table;
use super::{Context, remark};
use crate::args::Models;
use crate::exit::{Code, Failure};
use crate::printer::{hint, say, steers, write_out};
use crate::words;

/// Prints the stored list; with `--refresh` asks the provider first, and tells how that went by the code.
///
/// # Errors
/// No such key is stored, the vault file cannot be read, or (with `--refresh`) it cannot be opened.
pub(super) async fn run(context: &Context, args: &Models) -> Result<Code, Failure> {
    let provider = context.provider(&args.provider).await?;
    let keystow = if args.refresh {
        context.open().await?
    } else {
        context.open_quietly().await?
    };
    let mut code = Code::Done;
    if args.refresh {
        keystow.credential(provider.id).await?;
        let checked = keystow.check(provider.id).await?;
        code = Code::of_check(checked.status, checked.verdict);
        remark(&checked);
        if code != Code::Done {
            say(&words::line(&checked));
        }
    }
    let ModelList { models, listed_at } = keystow.models(provider.id).await?;
    let shown = chosen(&models, args);
    if context.printer.json {
        context.printer.json(&shown)?;
    } else if !shown.is_empty() {
        write_out(format!("{}\n", table(&shown).trim_fmt()).as_bytes())?;
    }
    match listed_at {
        None => hint(&format!(
            "no list of models has arrived yet; `keystow check {}` asks for it",
            provider.id
        )),
        Some(_) if shown.is_empty() && !models.is_empty() => say("No model matches."),
        Some(at) if !context.printer.json => {
            say(&format!("As of {}.", words::ago(at)));
            if let Some(known) = shown.iter().find_map(|model| model.catalogue.as_ref()) {
                say(&format!(
                    "~ is catalogue data of {}, not the provider's word.",
                    known.as_of
                ));
            }
        }
        Some(_) => {}
    }
    Ok(code)
}

fn table(models: &[&AvailableApiModel]) -> comfy_table::Table {
    let mut table = plain_table(false, ["MODEL", "NAME", "CONTEXT", "OUTPUT", ""]);
    for model in models {
        // What the provider did not tell comes from the catalogue, and says so by its mark.
        let number = |told: Option<u32>, known: Option<u32>| {
            let count = told.map(|count| count.to_string());
            let count = count.or_else(|| known.map(|count| format!("~{count}")));
            Cell::new(count.unwrap_or_default()).set_alignment(CellAlignment::Right)
        };
        let known = model.catalogue.as_ref();
        table.add_row(vec![
            Cell::new(clean(&model.id)),
            Cell::new(clean(model.display_name.as_deref().unwrap_or_default())),
            number(
                model.context_window,
                known.and_then(|known| known.context_window),
            ),
            number(
                model.output_limit,
                known.and_then(|known| known.output_limit),
            ),
            Cell::new(match (model.gone_since, model.new_since) {
                (Some(at), _) => format!("gone {}", words::ago(at)),
                (None, Some(at)) => format!("new {}", words::ago(at)),
                (None, None) => String::new(),
            }),
        ]);
    }
    table
}

/// A provider's word without what would steer a terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|&c| !steers(c)).collect()
}

//! `keystow providers`: the catalogue, and which of it has a key here.

use keystow::providers;
use serde::Serialize;

use super::Context;
use super::list::plain_table;
use crate::exit::{Code, Failure};
use crate::printer::write_out;

/// Prints one row per provider.
///
/// # Errors
/// No such profile, or the vault file cannot be read.
pub(super) async fn run(context: &Context) -> Result<Code, Failure> {
    let keystow = context.open_quietly().await?;
    let stored = keystow.credentials().await?;
    let rows: Vec<Row> = providers()
        .iter()
        .map(|provider| Row {
            id: provider.id,
            name: provider.name,
            dialect: provider.dialect.as_str(),
            api_root: provider.api_root(),
            console_url: provider.console_url(),
            regions: provider
                .regions
                .iter()
                .filter(|_| provider.has_regions())
                .map(|region| region.id)
                .collect(),
            needs_base_url: provider.needs_base_url,
            key_optional: provider.key_optional,
            docs_url: provider.docs_url,
            key_env: provider.key_env,
            key_prefixes: provider.key_prefixes,
            key_set: stored
                .iter()
                .any(|found| found.provider == provider.id && found.key_set),
        })
        .collect();
    if context.printer.json {
        context.printer.json(&rows)?;
    } else {
        let mut table = plain_table(
            context.printer.colour,
            ["PROVIDER", "NAME", "KEY", "KEYS COME FROM"],
        );
        for row in &rows {
            table.add_row([
                row.id,
                row.name,
                if row.key_set { "stored" } else { "" },
                row.console_url,
            ]);
        }
        write_out(format!("{}\n", table.trim_fmt()).as_bytes())?;
    }
    Ok(Code::Done)
}

/// One provider as JSON.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    name: &'static str,
    dialect: &'static str,
    api_root: &'static str,
    console_url: &'static str,
    docs_url: &'static str,
    /// The regions to choose from; empty where there is nothing to choose.
    regions: Vec<&'static str>,
    needs_base_url: bool,
    key_optional: bool,
    key_env: &'static [&'static str],
    key_prefixes: &'static [&'static str],
    key_set: bool,
}

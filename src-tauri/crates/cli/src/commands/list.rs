//! `keystow list`: the stored credentials with their status; opens no key and no keyring.

use comfy_table::{Cell, CellAlignment, Color, ContentArrangement, Table, presets};
use keystow::{Credential, Provider, Status, providers};
use serde::Serialize;

use super::Context;
use crate::args::List;
use crate::exit::{Code, Failure};
use crate::printer::{hint, steers, write_out};
use crate::words;

/// Prints one row per credential; with `--all` also the providers that have none.
///
/// # Errors
/// No such profile, or the vault file cannot be read.
pub(super) async fn run(context: &Context, args: &List) -> Result<Code, Failure> {
    let keystow = context.open_quietly().await?;
    let stored = keystow.credentials().await?;
    let mut rows: Vec<Row<'_>> = stored.iter().map(Row::Stored).collect();
    if args.all {
        let profile = keystow.profile_name();
        rows.extend(
            providers()
                .iter()
                .filter(|provider| stored.iter().all(|found| found.provider != provider.id))
                .map(|provider| Row::Absent(Absent::new(profile, provider))),
        );
    }
    if context.printer.json {
        context.printer.json(&rows)?;
    } else if rows.is_empty() {
        hint("no key is stored here yet; `keystow add PROVIDER` stores one");
    } else {
        let table = table(&rows, context.printer.colour);
        write_out(format!("{}\n", table.trim_fmt()).as_bytes())?;
    }
    Ok(Code::Done)
}

/// One row of the list; both kinds have the same JSON keys.
#[derive(Serialize)]
#[serde(untagged)]
enum Row<'a> {
    Stored(&'a Credential),
    Absent(Absent<'a>),
}

/// A provider of the catalogue without a credential in this profile.
#[derive(Serialize)]
struct Absent<'a> {
    profile: &'a str,
    provider: &'a str,
    name: &'a str,
    label: Option<()>,
    key_set: bool,
    status: Status,
    verdict: Option<()>,
    message: Option<()>,
    http_status: Option<()>,
    models: u32,
    checked_at: Option<()>,
    last_definite: Option<()>,
    base_url: Option<()>,
    hint: Option<()>,
    renew_by: Option<()>,
    last_used_at: Option<()>,
    created_at: Option<()>,
    updated_at: Option<()>,
}

impl<'a> Absent<'a> {
    fn new(profile: &'a str, provider: &'a Provider) -> Self {
        Self {
            profile,
            provider: provider.id,
            name: provider.name,
            label: None,
            key_set: false,
            status: Status::Unchecked,
            verdict: None,
            message: None,
            http_status: None,
            models: 0,
            checked_at: None,
            last_definite: None,
            base_url: None,
            hint: None,
            renew_by: None,
            last_used_at: None,
            created_at: None,
            updated_at: None,
        }
    }
}

fn table(rows: &[Row<'_>], colour: bool) -> Table {
    let mut table = plain_table(colour, ["PROVIDER", "STATUS", "MODELS", "CHECKED", "NOTE"]);
    for row in rows {
        match row {
            Row::Stored(credential) => table.add_row(vec![
                Cell::new(&credential.provider),
                coloured(
                    Cell::new(words::status(credential)),
                    credential.status,
                    colour,
                ),
                Cell::new(credential.models).set_alignment(CellAlignment::Right),
                Cell::new(
                    credential
                        .checked_at
                        .map_or_else(|| "never".into(), words::ago),
                ),
                Cell::new(note(credential)),
            ]),
            Row::Absent(absent) => table.add_row(vec![absent.provider, "no key"]),
        };
    }
    table
}

/// A terminal that claims to be narrower gets whole lines, and breaks them itself.
const NARROWEST: u16 = 40;

/// A table without lines, which colours only where that is wanted.
pub(super) fn plain_table<const N: usize>(colour: bool, header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header);
    if !colour {
        table.force_no_tty();
    }
    if table.width().is_some_and(|width| width < NARROWEST) {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
}

fn coloured(cell: Cell, status: Status, colour: bool) -> Cell {
    let shade = match status {
        Status::Valid => Color::Green,
        Status::Invalid => Color::Red,
        Status::Error => Color::Yellow,
        Status::Unchecked | Status::Checking => return cell,
    };
    if colour { cell.fg(shade) } else { cell }
}

/// The label, the address of one's own, or why a check could not tell.
fn note(credential: &Credential) -> String {
    let mut parts: Vec<&str> = Vec::new();
    parts.extend(credential.label.as_deref());
    parts.extend(credential.base_url.as_deref());
    let headline = words::headline(credential);
    if matches!(credential.status, Status::Error | Status::Invalid) {
        parts.push(&headline);
    }
    parts.join("; ").chars().filter(|&c| !steers(c)).collect()
}

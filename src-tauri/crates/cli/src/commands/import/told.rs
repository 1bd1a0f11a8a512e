//! What was found and what became of it, in words and as JSON. Keys only as their masks.

use comfy_table::Cell;
use keystow::{FoundKey, FoundKeys, FoundState, ImportReport, KeyPlace, KeySource};
use serde::Serialize;

use crate::commands::Context;
use crate::commands::list::plain_table;
use crate::exit::Failure;
use crate::printer::{hint, say, steers, write_out};

/// Prints the found keys, numbered.
pub(super) fn preview(context: &Context, found: &FoundKeys) -> Result<(), Failure> {
    let columns = ["", "PROVIDER", "KEY", "STATE", "FOUND IN"];
    let mut table = plain_table(context.printer.colour, columns);
    for (index, key) in found.keys.iter().enumerate() {
        let places: Vec<String> = key.places.iter().map(words).collect();
        table.add_row([
            Cell::new(index + 1),
            Cell::new(key.provider.id),
            Cell::new(&key.hint),
            Cell::new(match key.state {
                FoundState::New => "new",
                FoundState::Same => "stored already",
                FoundState::Other => "another one is stored",
            }),
            Cell::new(places.join("\n")),
        ]);
    }
    write_out(format!("{}\n", table.trim_fmt()).as_bytes())
}

/// Says which files still hold a copy.
pub(super) fn leftovers(report: &ImportReport) {
    if report.leftovers.is_empty() {
        return;
    }
    say("These files still hold a copy in the clear:");
    for leftover in &report.leftovers {
        say(&format!(
            "  {}  {}",
            words(&leftover.place),
            leftover.provider.id
        ));
    }
    hint(
        "delete those lines yourself; Keystow edits no file that is not its own. `keystow run` lends the key instead",
    );
}

/// A place as a person looks it up.
pub(in crate::commands) fn words(place: &KeyPlace) -> String {
    let variable: String = place.variable.chars().filter(|&c| !steers(c)).collect();
    match (place.source, &place.path) {
        (KeySource::Environment, _) => format!("environment: {variable}"),
        (KeySource::Shell, _) => format!("login shell: {variable}"),
        (KeySource::File, path) => {
            let path = path.as_deref().map(|path| path.display().to_string());
            let path: String = path
                .unwrap_or_default()
                .chars()
                .filter(|&c| !steers(c))
                .collect();
            let line = place
                .line
                .map(|line| format!(":{line}"))
                .unwrap_or_default();
            format!("{path}{line}: {variable}")
        }
    }
}

/// An import as JSON.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    found: Vec<Found<'a>>,
    problems: Vec<Problem>,
    stored: &'a [&'static str],
    leftovers: Vec<Place>,
}

#[derive(Serialize)]
struct Found<'a> {
    provider: &'a str,
    hint: &'a str,
    base_url: Option<&'a str>,
    state: &'static str,
    places: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    provider: &'static str,
    source: &'static str,
    variable: String,
    path: Option<String>,
    line: Option<u32>,
}

#[derive(Serialize)]
struct Problem {
    path: String,
    fault: String,
}

impl<'a> Told<'a> {
    pub(super) fn of(found: &'a FoundKeys, report: Option<&'a ImportReport>) -> Self {
        let leftovers = report.map(|report| report.leftovers.as_slice());
        Self {
            found: found.keys.iter().map(Found::of).collect(),
            problems: found
                .problems
                .iter()
                .map(|problem| Problem {
                    path: problem.path.to_string_lossy().into_owned(),
                    fault: problem.fault.to_string(),
                })
                .collect(),
            stored: report.map_or(&[], |report| &report.stored),
            leftovers: leftovers
                .unwrap_or_default()
                .iter()
                .map(|left| Place::of(left.provider.id, &left.place))
                .collect(),
        }
    }
}

impl<'a> Found<'a> {
    fn of(key: &'a FoundKey) -> Self {
        Self {
            provider: key.provider.id,
            hint: &key.hint,
            base_url: key.base_url.as_deref(),
            state: match key.state {
                FoundState::New => "new",
                FoundState::Same => "same",
                FoundState::Other => "other",
            },
            places: key
                .places
                .iter()
                .map(|place| Place::of(key.provider.id, place))
                .collect(),
        }
    }
}

impl Place {
    fn of(provider: &'static str, place: &KeyPlace) -> Self {
        Self {
            provider,
            source: match place.source {
                KeySource::Environment => "environment",
                KeySource::Shell => "shell",
                KeySource::File => "file",
            },
            variable: place.variable.clone(),
            path: place
                .path
                .as_deref()
                .map(|path| path.to_string_lossy().into_owned()),
            line: place.line,
        }
    }
}

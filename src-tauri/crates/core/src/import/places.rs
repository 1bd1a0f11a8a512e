//! The places that are looked into: what each holds, as entries, and which of them are keys.

use std::path::{Path, PathBuf};

use keystow_providers::Provider;
use zeroize::Zeroizing;

use super::clients::Format;
use super::recognise::{self, Candidate};
use super::{ImportFault, ImportProblem, ImportSource, KeyPlace, KeySource, clients, file, shell};
use crate::error::Error;

/// A name and a text that may be a key, as some place holds them.
pub(super) struct Entry {
    /// How the place calls it, for people.
    pub(super) label: String,
    /// The variable, or the last member of its path.
    pub(super) variable: String,
    pub(super) value: Zeroizing<String>,
    pub(super) line: Option<u32>,
    /// What the client calls the provider.
    pub(super) named: Option<String>,
    pub(super) base_url: Option<String>,
}

impl Entry {
    pub(super) fn variable(name: String, value: Zeroizing<String>) -> Self {
        Self {
            label: name.clone(),
            variable: name,
            value,
            line: None,
            named: None,
            base_url: None,
        }
    }
}

pub(super) async fn look(
    source: &ImportSource,
    known: &[&'static Provider],
) -> Result<(Vec<Candidate>, Vec<ImportProblem>), Error> {
    let refused = |path: &Path, fault| Error::ImportSource {
        path: path.to_owned(),
        fault,
    };
    match source {
        ImportSource::Environment => {
            let found = recognise::keys(environment(), known, in_environment);
            Ok(with_problems(found))
        }
        ImportSource::Shell => {
            let shell = std::env::var_os("SHELL").unwrap_or_default();
            let told = shell_environment().await;
            let told = told.map_err(|fault| refused(shell.as_ref(), fault))?;
            Ok(with_problems(recognise::keys(told, known, in_shell)))
        }
        ImportSource::File(path) => {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let format = Format::of(&path, home().as_deref());
            in_file(&path, format, known).map_err(|fault| refused(&path, fault))
        }
        ImportSource::Clients => {
            let mut keys = Vec::new();
            let mut problems = Vec::new();
            for (path, format) in home().as_deref().map(clients::files).unwrap_or_default() {
                match in_file(&path, format, known) {
                    Ok((found, unusable)) => {
                        keys.extend(found);
                        problems.extend(unusable);
                    }
                    Err(ImportFault::NotFound) => {}
                    Err(fault) => problems.push(ImportProblem { path, fault }),
                }
            }
            Ok((keys, problems))
        }
    }
}

/// Keys that were left out for their address, as problems.
fn with_problems(
    (found, unusable): (Vec<Candidate>, Vec<KeyPlace>),
) -> (Vec<Candidate>, Vec<ImportProblem>) {
    let problem = |place: KeyPlace| ImportProblem {
        path: place.path.unwrap_or_else(|| PathBuf::from(place.variable)),
        fault: ImportFault::Address,
    };
    (found, unusable.into_iter().map(problem).collect())
}

pub(super) fn in_file(
    path: &Path,
    format: Format,
    known: &[&'static Provider],
) -> Result<(Vec<Candidate>, Vec<ImportProblem>), ImportFault> {
    let text = file::read(path)?;
    let entries = format.entries(&text)?;
    let found = recognise::keys(entries, known, |entry| KeyPlace {
        source: KeySource::File,
        variable: entry.label.clone(),
        path: Some(path.to_owned()),
        line: entry.line,
    });
    Ok(with_problems(found))
}

/// The shell is waited for on a thread that may wait.
pub(super) async fn shell_environment() -> Result<Vec<Entry>, ImportFault> {
    let told = tokio::task::spawn_blocking(shell::environment).await;
    let told = told.map_err(|_| ImportFault::Shell)??;
    let entries = told.into_iter();
    Ok(entries
        .map(|(name, value)| Entry::variable(name, value))
        .collect())
}

pub(super) fn environment() -> Vec<Entry> {
    let variables = std::env::vars_os();
    let texts = variables.filter_map(|(name, value)| {
        Some((
            name.into_string().ok()?,
            Zeroizing::new(value.into_string().ok()?),
        ))
    });
    texts
        .map(|(name, value)| Entry::variable(name, value))
        .collect()
}

pub(super) fn in_environment(entry: &Entry) -> KeyPlace {
    place(KeySource::Environment, entry)
}

pub(super) fn in_shell(entry: &Entry) -> KeyPlace {
    place(KeySource::Shell, entry)
}

fn place(source: KeySource, entry: &Entry) -> KeyPlace {
    KeyPlace {
        source,
        variable: entry.label.clone(),
        path: None,
        line: None,
    }
}

pub(super) fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|base| base.home_dir().to_owned())
}

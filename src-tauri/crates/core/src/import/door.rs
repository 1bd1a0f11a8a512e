//! The readers of imported files, for the fuzz targets alone.

use std::path::Path;

use super::clients::Format;
use super::recognise;
use super::{KeyPlace, KeySource};

/// A name and a text that a file holds, and the line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundText {
    /// How the file calls it.
    pub name: String,
    /// What it holds.
    pub value: String,
    /// The line, counted from 1.
    pub line: Option<u32>,
}

pub(crate) fn entries(file: &Path, text: &str) -> Option<Vec<FoundText>> {
    let entries = Format::of(file, None).entries(text).ok()?;
    let found = entries.into_iter().map(|entry| FoundText {
        name: entry.label,
        value: entry.value.to_string(),
        line: entry.line,
    });
    Some(found.collect())
}

pub(crate) fn keys(file: &Path, text: &str) -> Vec<&'static str> {
    let entries = Format::of(file, None).entries(text).unwrap_or_default();
    let known: Vec<_> = crate::providers().iter().collect();
    let place = |_: &_| KeyPlace {
        source: KeySource::File,
        variable: String::new(),
        path: None,
        line: None,
    };
    let (found, _) = recognise::keys(entries, &known, place);
    found.iter().map(|found| found.provider.id).collect()
}

//! Keys that were found outside the vault: masked, with where they lie.

use std::path::{Path, PathBuf};

use keystow::{FoundKey, FoundKeys, ImportProblem, ImportReport, KeyPlace, Leftover};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::length;

/// Where to look for keys.
#[derive(Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum ImportSource {
    /// The environment that Keystow was started with.
    Environment,
    /// The environment of the login shell.
    Shell,
    /// The settings of known clients in the home folder.
    Clients,
    /// One file.
    File {
        /// Which.
        path: String,
    },
}

impl From<ImportSource> for keystow::ImportSource {
    fn from(source: ImportSource) -> Self {
        match source {
            ImportSource::Environment => Self::Environment,
            ImportSource::Shell => Self::Shell,
            ImportSource::Clients => Self::Clients,
            ImportSource::File { path } => Self::File(PathBuf::from(path)),
        }
    }
}

/// What kind of place a key was found in.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeySource {
    /// The environment that Keystow was started with.
    Environment,
    /// The environment of the login shell.
    Shell,
    /// A file.
    File,
}

impl From<keystow::KeySource> for KeySource {
    fn from(source: keystow::KeySource) -> Self {
        match source {
            keystow::KeySource::Environment => Self::Environment,
            keystow::KeySource::Shell => Self::Shell,
            keystow::KeySource::File => Self::File,
        }
    }
}

/// Where a key was found.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct KeyPlaceView {
    source: KeySource,
    /// The variable or the name of the entry.
    variable: String,
    /// The file, where it is one.
    path: Option<String>,
    line: Option<u32>,
}

impl From<&KeyPlace> for KeyPlaceView {
    fn from(place: &KeyPlace) -> Self {
        Self {
            source: place.source.into(),
            variable: place.variable.clone(),
            path: place.path.as_deref().map(shown),
            line: place.line,
        }
    }
}

/// How a found key stands to the vault.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FoundState {
    /// The profile has no key of this provider.
    New,
    /// The vault holds this very key.
    Same,
    /// The profile holds another key of this provider.
    Other,
}

/// A key that was found outside the vault; only its mask.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoundKeyView {
    /// Its number, for [`ImportPick`].
    index: u32,
    provider: String,
    name: String,
    /// The masked key.
    hint: String,
    /// The base URL that stood beside it.
    base_url: Option<String>,
    state: FoundState,
    places: Vec<KeyPlaceView>,
}

impl FoundKeyView {
    fn new(index: usize, found: &FoundKey) -> Self {
        Self {
            index: length(index),
            provider: found.provider.id.to_owned(),
            name: found.provider.name.to_owned(),
            hint: found.hint.clone(),
            base_url: found.base_url.clone(),
            state: match found.state {
                keystow::FoundState::New => FoundState::New,
                keystow::FoundState::Same => FoundState::Same,
                keystow::FoundState::Other => FoundState::Other,
            },
            places: found.places.iter().map(Into::into).collect(),
        }
    }
}

/// Why a place cannot be looked through for keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ImportFault {
    /// There is no such file.
    NotFound,
    /// It is no ordinary file.
    NotAFile,
    /// It is larger than 1 MiB.
    TooLarge,
    /// It is not UTF-8 text.
    NotText,
    /// It may not be read.
    Unreadable,
    /// It is not written as such files are.
    Malformed,
    /// The address beside a key cannot be taken; that key was left out.
    Address,
    /// The login shell did not answer.
    Shell,
}

impl From<keystow::ImportFault> for ImportFault {
    fn from(fault: keystow::ImportFault) -> Self {
        match fault {
            keystow::ImportFault::NotFound => Self::NotFound,
            keystow::ImportFault::NotAFile => Self::NotAFile,
            keystow::ImportFault::TooLarge => Self::TooLarge,
            keystow::ImportFault::NotText => Self::NotText,
            keystow::ImportFault::Unreadable => Self::Unreadable,
            keystow::ImportFault::Malformed => Self::Malformed,
            keystow::ImportFault::Address => Self::Address,
            keystow::ImportFault::Shell => Self::Shell,
        }
    }
}

/// A place that could not be looked through.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ImportProblemView {
    place: String,
    fault: ImportFault,
}

impl From<&ImportProblem> for ImportProblemView {
    fn from(problem: &ImportProblem) -> Self {
        Self {
            place: shown(&problem.path),
            fault: problem.fault.into(),
        }
    }
}

/// Keys that were found, masked, and what could not be looked through.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct FoundKeysView {
    keys: Vec<FoundKeyView>,
    problems: Vec<ImportProblemView>,
}

impl From<&FoundKeys> for FoundKeysView {
    fn from(found: &FoundKeys) -> Self {
        let keys = found.keys.iter().enumerate();
        Self {
            keys: keys
                .map(|(index, key)| FoundKeyView::new(index, key))
                .collect(),
            problems: found.problems.iter().map(Into::into).collect(),
        }
    }
}

/// Which of the found keys to store.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub(crate) struct ImportPick {
    /// Its number.
    index: u32,
    /// Whether it takes the place of another key.
    replace: bool,
}

impl From<ImportPick> for keystow::ImportPick {
    fn from(pick: ImportPick) -> Self {
        Self {
            index: usize::try_from(pick.index).unwrap_or(usize::MAX),
            replace: pick.replace,
        }
    }
}

/// A file that still holds a key in the clear.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct LeftoverView {
    provider: String,
    name: String,
    variable: String,
    path: String,
    line: Option<u32>,
}

impl From<&Leftover> for LeftoverView {
    fn from(leftover: &Leftover) -> Self {
        let place = &leftover.place;
        Self {
            provider: leftover.provider.id.to_owned(),
            name: leftover.provider.name.to_owned(),
            variable: place.variable.clone(),
            path: place.path.as_deref().map(shown).unwrap_or_default(),
            line: place.line,
        }
    }
}

/// What an import did.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ImportReportView {
    /// The providers whose keys were stored.
    stored: Vec<String>,
    /// The providers whose keys were there already.
    same: Vec<String>,
    /// The files that still hold a copy in the clear.
    leftovers: Vec<LeftoverView>,
}

impl From<&ImportReport> for ImportReportView {
    fn from(report: &ImportReport) -> Self {
        let owned = |ids: &[&'static str]| ids.iter().map(|&id| id.to_owned()).collect();
        Self {
            stored: owned(&report.stored),
            same: owned(&report.same),
            leftovers: report.leftovers.iter().map(Into::into).collect(),
        }
    }
}

/// A place that sets a variable to another key than the vault's.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ConflictView {
    variable: String,
    source: KeySource,
    /// The file, where it is one.
    path: Option<String>,
    line: Option<u32>,
}

impl From<KeyPlace> for ConflictView {
    fn from(place: KeyPlace) -> Self {
        Self {
            variable: place.variable,
            source: place.source.into(),
            path: place.path.as_deref().map(shown),
            line: place.line,
        }
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

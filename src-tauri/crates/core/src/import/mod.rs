//! Keys that lie about in the clear: finding them where their owner says, taking them into the vault, and naming
//! what still holds a copy.
//!
//! Always true: nothing is looked into unless it was named; what is found is data, never expanded and never run;
//! no file of another program is written. A key that was found leaves this module as its mask, or into the vault.

mod clients;
mod conflicts;
#[cfg(feature = "fuzzing")]
pub(crate) mod door;
mod dotenv;
mod file;
mod find;
mod places;
mod recognise;
mod shell;
mod store;

use std::path::PathBuf;

use keystow_providers::Provider;
use keystow_vault::ApiKey;

pub use conflicts::ConflictPlaces;

use crate::checks::RunningCheck;

/// Where to look for keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportSource {
    /// The environment of this process.
    Environment,
    /// The environment of the login shell, which is started once for it.
    Shell,
    /// The settings of known clients below the home directory.
    Clients,
    /// One file: as an `.env` file, or as the settings that its name says.
    File(PathBuf),
}

/// What kind of place a key was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The environment of this process.
    Environment,
    /// The environment of the login shell.
    Shell,
    /// A file.
    File,
}

/// Where a key was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPlace {
    /// What kind of place.
    pub source: KeySource,
    /// The variable, or the name of the entry.
    pub variable: String,
    /// The file, where it is one.
    pub path: Option<PathBuf>,
    /// The line in it, counted from 1.
    pub line: Option<u32>,
}

/// How a found key stands to the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundState {
    /// The profile has no key of this provider.
    New,
    /// The vault holds this very key.
    Same,
    /// The profile holds another key of this provider.
    Other,
}

/// A key that was found outside the vault. `Debug` shows its mask.
#[derive(Debug)]
pub struct FoundKey {
    /// Whose it is.
    pub provider: &'static Provider,
    /// The masked key.
    pub hint: String,
    /// The base URL of its own that stood beside it.
    pub base_url: Option<String>,
    /// How it stands to the vault.
    pub state: FoundState,
    /// Where it was found: at least one place.
    pub places: Vec<KeyPlace>,
    key: ApiKey,
}

/// Why a place cannot be looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// It is no ordinary file.
    #[error("it is no ordinary file")]
    NotAFile,
    /// It is larger than 1 MiB.
    #[error("it is larger than 1 MiB")]
    TooLarge,
    /// It is not UTF-8 text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// It may not be read.
    #[error("it cannot be read")]
    Unreadable,
    /// It is not written as such files are.
    #[error("it is not written as such files are")]
    Malformed,
    /// The address beside a key cannot be taken, and without it the key would go to another host.
    #[error("the address beside the key cannot be taken, so the key was left out")]
    Address,
    /// The login shell did not answer.
    #[error("the login shell did not tell its environment")]
    Shell,
}

/// A place that could not be looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// Where.
    pub path: PathBuf,
    /// Why not.
    pub fault: ImportFault,
}

/// What was found.
#[derive(Debug, Default)]
pub struct FoundKeys {
    /// The keys, each once.
    pub keys: Vec<FoundKey>,
    /// What could not be looked through.
    pub problems: Vec<ImportProblem>,
}

impl FoundKeys {
    /// Takes in what was found in another place; a key that was found in both is one.
    pub fn absorb(&mut self, other: Self) {
        self.problems.extend(other.problems);
        for found in other.keys {
            let same = |known: &&mut FoundKey| {
                known.is(found.provider, &found.key, found.base_url.as_ref())
            };
            match self.keys.iter_mut().find(same) {
                Some(known) => {
                    known.base_url = known.base_url.take().or(found.base_url);
                    known.places.extend(found.places);
                }
                None => self.keys.push(found),
            }
        }
    }
}

impl FoundKey {
    /// Whether another find is this very key, for the same address as far as both tell one.
    fn is(&self, provider: &Provider, key: &ApiKey, base_url: Option<&String>) -> bool {
        let known = self.base_url.as_ref();
        let same_place = known.is_none() || base_url.is_none() || known == base_url;
        // EXPOSE: to the comparison of two found keys.
        same_place && self.provider.id == provider.id && self.key.expose() == key.expose()
    }
}

/// Which of the found keys to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportPick {
    /// Its place in [`FoundKeys::keys`].
    pub index: usize,
    /// Whether it takes the place of another key.
    pub replace: bool,
}

/// A file that still holds a key in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Whose key.
    pub provider: &'static Provider,
    /// Where.
    pub place: KeyPlace,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// The providers whose keys were stored.
    pub stored: Vec<&'static str>,
    /// The providers whose keys were there already.
    pub same: Vec<&'static str>,
    /// The checks that run since.
    pub checks: Vec<RunningCheck>,
    /// The files that still hold a copy of a key that the vault holds.
    pub leftovers: Vec<Leftover>,
}

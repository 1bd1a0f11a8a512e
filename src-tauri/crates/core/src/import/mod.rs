//! Keys that lie about in the clear: finding them where their owner says, taking them into the vault, and naming
//! what still holds a copy.
//!
//! Always true: nothing is looked into unless it was named; what is found is data, never expanded and never run;
//! no file of another program is written. A key that was found leaves this module as its mask, or into the vault.

mod clients;
mod conflicts;
mod dotenv;
mod file;
mod recognise;
mod shell;

use std::path::{Path, PathBuf};

use keystow_providers::Provider;
use keystow_vault::{ApiKey, VaultError};
use zeroize::Zeroizing;

pub use conflicts::{Conflict, ConflictPlaces};

use self::clients::Format;
use self::recognise::Candidate;
use crate::checks::RunningCheck;
use crate::credential::hint_of;
use crate::credentials::{CredentialChange, NewCredential};
use crate::error::Error;
use crate::handle::Keystow;
use crate::settings::json;

/// The name of the option that remembers which files keys were imported from.
const FILES: &str = "import_files";

/// The most files that are remembered.
const MOST_FILES: usize = 50;

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

/// A name and a text that may be a key, as some place holds them.
pub(crate) struct Entry {
    /// How the place calls it, for people.
    label: String,
    /// The variable, or the last member of its path.
    variable: String,
    value: Zeroizing<String>,
    line: Option<u32>,
    /// What the client calls the provider.
    named: Option<String>,
    base_url: Option<String>,
}

impl Entry {
    fn variable(name: String, value: Zeroizing<String>) -> Self {
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

impl Keystow {
    /// Looks for keys in one place, and opens the vault to compare them where some were found.
    ///
    /// # Errors
    /// [`Error::ImportSource`] where the one place that was named cannot be looked through; what is wrong with
    /// one of several stands in [`FoundKeys::problems`]. Otherwise [`Error::NoSuchProfile`] or [`Error::Vault`].
    pub async fn find_keys(&self, source: &ImportSource) -> Result<FoundKeys, Error> {
        let known = self.every_provider().await?;
        let (candidates, problems) = look(source, &known).await?;
        let mut keys: Vec<FoundKey> = Vec::new();
        for candidate in candidates {
            let same = |found: &&mut FoundKey| {
                let base_url = candidate.base_url.as_ref();
                found.is(candidate.provider, &candidate.key, base_url)
            };
            match keys.iter_mut().find(same) {
                Some(found) => {
                    found.base_url = found.base_url.take().or(candidate.base_url);
                    found.places.push(candidate.place);
                }
                None => keys.push(FoundKey {
                    hint: hint_of(candidate.provider, &candidate.key),
                    provider: candidate.provider,
                    base_url: candidate.base_url,
                    state: self.state_of(candidate.provider, &candidate.key).await?,
                    places: vec![candidate.place],
                    key: candidate.key,
                }),
            }
        }
        Ok(FoundKeys { keys, problems })
    }

    /// Stores the picked ones of the found keys and starts their checks, and names the files that still hold
    /// a copy of a key that the vault holds now.
    ///
    /// # Errors
    /// As [`Keystow::create`] and [`Keystow::update`], at the first key that cannot be stored; those before it
    /// are. [`Error::CredentialExists`] for one that would take the place of another without being told to.
    pub async fn import_keys(
        &self,
        found: &FoundKeys,
        picks: &[ImportPick],
    ) -> Result<ImportReport, Error> {
        let mut report = ImportReport::default();
        for pick in picks {
            let Some(picked) = found.keys.get(pick.index) else {
                continue;
            };
            if picked.state == FoundState::Same {
                continue;
            }
            // EXPOSE: to the copy that is sealed.
            let key = ApiKey::parse(picked.key.expose())?;
            let saved = if picked.state == FoundState::Other && pick.replace {
                // A key that was found without an address is for the provider's own, whatever stands here.
                let stored = self.stored(picked.provider).await?;
                let moves = stored.base_url.is_some() || picked.base_url.is_some();
                let change = CredentialChange {
                    key: Some(key),
                    base_url: moves.then(|| picked.base_url.clone()),
                    check: true,
                    ..CredentialChange::default()
                };
                self.update(picked.provider.id, change).await?
            } else {
                let new = NewCredential {
                    provider: picked.provider.id.to_owned(),
                    key: Some(key),
                    base_url: picked.base_url.clone(),
                    check: true,
                    ..NewCredential::default()
                };
                self.create(new).await?
            };
            report.stored.push(picked.provider.id);
            report.checks.extend(saved.check);
        }
        let kept = found.keys.iter().enumerate().filter(|(index, key)| {
            key.state == FoundState::Same || picks.iter().any(|pick| pick.index == *index)
        });
        for (_, key) in kept {
            if key.state == FoundState::Same {
                report.same.push(key.provider.id);
            }
            let files = key.places.iter().filter(|place| place.path.is_some());
            report.leftovers.extend(files.map(|place| Leftover {
                provider: key.provider,
                place: place.clone(),
            }));
        }
        self.remember_files(&report.leftovers).await?;
        Ok(report)
    }

    /// Names the known variables of this process's environment that hold a key. Opens nothing, and compares
    /// nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the endpoints cannot be read.
    pub async fn environment_keys(&self) -> Result<Vec<String>, Error> {
        let known = self.every_provider().await?;
        let by_name = |candidate: &Candidate| {
            let names = candidate.provider.key_env;
            names.contains(&candidate.variable.as_str())
        };
        let (found, _) = recognise::keys(environment(), &known, in_environment);
        let found = found.into_iter().filter(by_name);
        Ok(found.map(|candidate| candidate.place.variable).collect())
    }

    /// The catalogue and the endpoints of the owner's own.
    async fn every_provider(&self) -> Result<Vec<&'static Provider>, Error> {
        let mut known: Vec<&'static Provider> = crate::providers::providers().iter().collect();
        for endpoint in self.endpoints().await? {
            known.push(self.known_provider(&endpoint.provider).await?);
        }
        Ok(known)
    }

    async fn state_of(
        &self,
        provider: &'static Provider,
        key: &ApiKey,
    ) -> Result<FoundState, Error> {
        let stored = match self.stored(provider).await {
            Err(Error::NoSuchCredential { .. } | Error::Vault(VaultError::Uninitialised)) => {
                return Ok(FoundState::New);
            }
            stored => stored?,
        };
        if !stored.key_set() {
            return Ok(FoundState::Other);
        }
        let same = self.holds(provider, key).await?;
        Ok(if same {
            FoundState::Same
        } else {
            FoundState::Other
        })
    }

    /// Whether the vault holds this key for a provider. The stored key is opened for the comparison alone.
    async fn holds(&self, provider: &Provider, key: &ApiKey) -> Result<bool, Error> {
        let lent = self
            .vault()
            .lend(self.profile_name(), provider.id, self.prompt())
            .await;
        let lent = match lent {
            // A damaged record is another key than any.
            Err(VaultError::RowCorrupt { .. }) => return Ok(false),
            other => {
                other.map_err(|error| Error::about(error, self.profile_name(), provider.id))?
            }
        };
        // EXPOSE: to the comparison.
        Ok(lent.key.is_some_and(|held| held.expose() == key.expose()))
    }

    /// Remembers which files keys came from, for [`Keystow::conflicts`].
    async fn remember_files(&self, leftovers: &[Leftover]) -> Result<(), Error> {
        let mut files = self.import_files().await?;
        let paths = leftovers
            .iter()
            .filter_map(|leftover| leftover.place.path.clone());
        let mut changed = false;
        for path in paths.filter_map(|path| std::path::absolute(path).ok()) {
            if !files.contains(&path) && files.len() < MOST_FILES {
                files.push(path);
                changed = true;
            }
        }
        if changed {
            self.vault().put_settings(&[(FILES, json(&files))]).await?;
        }
        Ok(())
    }

    /// The files that keys were imported from.
    async fn import_files(&self) -> Result<Vec<PathBuf>, Error> {
        let settings = self.vault().settings().await?;
        let files = settings.into_iter().find(|(name, _)| name == FILES);
        Ok(files
            .and_then(|(_, value)| serde_json::from_str(&value).ok())
            .unwrap_or_default())
    }
}

async fn look(
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

fn in_file(
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
async fn shell_environment() -> Result<Vec<Entry>, ImportFault> {
    let told = tokio::task::spawn_blocking(shell::environment).await;
    let told = told.map_err(|_| ImportFault::Shell)??;
    let entries = told.into_iter();
    Ok(entries
        .map(|(name, value)| Entry::variable(name, value))
        .collect())
}

fn environment() -> Vec<Entry> {
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

fn in_environment(entry: &Entry) -> KeyPlace {
    place(KeySource::Environment, entry)
}

fn in_shell(entry: &Entry) -> KeyPlace {
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

fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|base| base.home_dir().to_owned())
}

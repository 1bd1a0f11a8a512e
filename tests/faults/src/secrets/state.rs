//! What the service holds and remembers.

use std::collections::{BTreeMap, HashMap};

use zbus::Message;
use zbus::zvariant::OwnedObjectPath;

use super::exchange::Exchange;
use super::manners::{Answers, Death, Prompter};

pub(super) const SERVICE_PATH: &str = "/org/freedesktop/secrets";
pub(super) const COLLECTION_PATH: &str = "/org/freedesktop/secrets/collection/login";
pub(super) const ALIAS_PATH: &str = "/org/freedesktop/secrets/aliases/default";

/// An entry as the service holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FakeEntry {
    /// What it is found by.
    pub attributes: BTreeMap<String, String>,
    /// What people read.
    pub label: String,
    /// The secret.
    pub text: Vec<u8>,
    pub(super) number: u32,
}

impl FakeEntry {
    pub(super) fn path(&self) -> OwnedObjectPath {
        path(&format!("{COLLECTION_PATH}/{}", self.number))
    }
}

/// Whether the collection is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lock {
    #[default]
    Open,
    Locked,
    /// Locked, and it does not even tell what it holds.
    Hidden,
}

/// The service's memory; what is stored outlives its deaths.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) entries: Vec<FakeEntry>,
    pub(super) lock: Lock,
    pub(super) no_default: bool,
    pub(super) prompter: Prompter,
    pub(super) answers: Answers,
    pub(super) death: Option<Death>,
    /// Calls wait.
    pub(super) held: bool,
    pub(super) stopped: bool,
    /// The next call of this member gets no answer.
    pub(super) to_strand: Option<String>,
    pub(super) stranded: Option<Message>,
    pub(super) sessions: HashMap<String, Exchange>,
    /// Prompts that were made, and what each is to unlock.
    pub(super) prompts: HashMap<String, Vec<OwnedObjectPath>>,
    /// Prompts that stand open.
    pub(super) open_prompts: Vec<String>,
    pub(super) prompts_shown: usize,
    pub(super) calls: Vec<String>,
    numbers: u32,
}

impl State {
    pub(super) fn is_locked(&self) -> bool {
        self.lock != Lock::Open
    }

    pub(super) fn next_number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    /// The entries that have all these attributes.
    pub(super) fn matching(&self, wanted: &HashMap<String, String>) -> Vec<OwnedObjectPath> {
        let fits = |entry: &&FakeEntry| {
            wanted
                .iter()
                .all(|(name, value)| entry.attributes.get(name) == Some(value))
        };
        self.entries
            .iter()
            .filter(fits)
            .map(FakeEntry::path)
            .collect()
    }

    pub(super) fn entry(&mut self, path: &str) -> Option<&mut FakeEntry> {
        self.entries
            .iter_mut()
            .find(|entry| entry.path().as_str() == path)
    }

    /// Keeps an entry; one with the very same attributes is replaced where that is wanted.
    pub(super) fn keep(
        &mut self,
        attributes: BTreeMap<String, String>,
        label: String,
        text: Vec<u8>,
        replace: bool,
    ) -> OwnedObjectPath {
        let same = |entry: &&mut FakeEntry| replace && entry.attributes == attributes;
        if let Some(entry) = self.entries.iter_mut().find(same) {
            entry.label = label;
            entry.text = text;
            return entry.path();
        }
        let number = self.next_number();
        let entry = FakeEntry {
            attributes,
            label,
            text,
            number,
        };
        let path = entry.path();
        self.entries.push(entry);
        path
    }
}

pub(super) fn path(text: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(text).expect("the path is well formed")
}

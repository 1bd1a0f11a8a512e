//! What was acknowledged, and what one more change would make of it.

use std::collections::BTreeMap;

use crate::victim::{Op, Place};

/// A credential as its owner would tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The key.
    pub key: String,
    /// The owner's name for it.
    pub label: Option<String>,
    /// A base URL of its own.
    pub base_url: Option<String>,
    /// The latest check's status.
    pub status: String,
    /// The models that are there, by id.
    pub models: Vec<String>,
}

/// Whether the vault opens, as far as its owner knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// Nothing was ever stored.
    #[default]
    Never,
    /// It opens.
    Opens,
    /// Its keyring entry is lost, and nothing else opens it.
    Shut,
}

/// Everything that was acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Whether it opens.
    pub opening: Opening,
    /// The credentials.
    pub records: BTreeMap<Place, Record>,
    /// The recovery code.
    pub code: Option<String>,
    /// The passphrase.
    pub passphrase: Option<String>,
    /// What each backup holds, by its number.
    pub backups: BTreeMap<u32, BTreeMap<Place, Record>>,
    /// What the vault holds whose keyring entry was lost: wherever its file is now, it must be whole.
    pub shut: Option<BTreeMap<Place, Record>>,
}

impl Ledger {
    /// What it is once the vault's keyring entry is lost.
    #[must_use]
    pub fn shut(&self) -> Self {
        Self {
            opening: Opening::Shut,
            shut: Some(self.records.clone()),
            ..self.clone()
        }
    }

    /// What it is after a change. `said` is what the victim told with it: a new recovery code.
    #[must_use]
    pub fn after(&self, op: &Op, said: Option<&str>) -> Self {
        let mut next = self.clone();
        match *op {
            Op::Open
            | Op::ReadAll
            | Op::Initialise
            | Op::AddProfile
            | Op::RotateMaster
            | Op::ConfirmRecovery => {}
            Op::Add(place, number) => {
                let record = Record {
                    key: place.key(number),
                    status: "unchecked".to_owned(),
                    ..Record::default()
                };
                next.records.insert(place, record);
            }
            Op::Remove(place) => {
                next.records.remove(&place);
            }
            Op::ReplaceKey(place, number) => next.change(place, |record| {
                record.key = place.key(number);
                "unchecked".clone_into(&mut record.status);
            }),
            Op::Relabel(place, number) => {
                next.change(place, |record| record.label = Some(Op::label(number)));
            }
            Op::Redirect(place, number) => next.change(place, |record| {
                record.base_url = Some(Op::base_url(number));
                "unchecked".clone_into(&mut record.status);
            }),
            Op::StoreCheck(place, number) => next.change(place, |record| {
                "valid".clone_into(&mut record.status);
                record.models = Op::models(number);
            }),
            Op::RenewKeyring => {
                next.opening = Opening::Opens;
                next.shut = None;
            }
            Op::RotateDataKey => {
                // The code is told before the change, and counts with it.
                if self.code.is_some() {
                    next.code = said.map(str::to_owned);
                }
            }
            Op::CreateRecovery => next.code = said.map(str::to_owned).or(next.code),
            Op::SetPassphrase(number) => next.passphrase = Some(Op::passphrase(number)),
            Op::RemovePassphrase => next.passphrase = None,
            Op::BackUp(file) => {
                next.backups.insert(file, self.records.clone());
            }
            Op::Restore { file, replace } => next.restore(file, replace),
            Op::StartAnew => {
                next = Self {
                    backups: next.backups,
                    shut: next.shut,
                    ..Self::default()
                };
            }
        }
        if op.opens_for_the_first_time() && next.opening == Opening::Never {
            next.opening = Opening::Opens;
        }
        next
    }

    fn change(&mut self, place: Place, change: impl FnOnce(&mut Record)) {
        change(
            self.records
                .get_mut(&place)
                .expect("a plan changes what is there"),
        );
    }

    fn restore(&mut self, file: u32, replace: bool) {
        let restored = self
            .backups
            .get(&file)
            .expect("a plan restores what is there");
        let mut records = std::mem::take(&mut self.records);
        if self.opening == Opening::Shut {
            records.clear();
            self.code = None;
            self.passphrase = None;
        }
        for (place, record) in restored {
            match records.get(place) {
                Some(own) if !replace || own.same_settings(record) => {}
                _ => {
                    // A backup holds no checks.
                    let record = Record {
                        status: "unchecked".to_owned(),
                        models: Vec::new(),
                        ..record.clone()
                    };
                    records.insert(*place, record);
                }
            }
        }
        self.records = records;
        self.opening = Opening::Opens;
    }
}

impl Record {
    /// Whether key, label and base URL are the same.
    pub fn same_settings(&self, other: &Self) -> bool {
        (&self.key, &self.label, &self.base_url) == (&other.key, &other.label, &other.base_url)
    }
}

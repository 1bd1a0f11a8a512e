//! The oracle: what must hold after a process was killed.
//!
//! Every acknowledged change is there; the one that was begun and not acknowledged is there wholly or
//! not at all; whatever else was stored opens; the file is intact, with one active keyring slot whose
//! entry exists; and what was interrupted can be done again.

mod ledger;
mod observe;
mod ways;

use std::time::Duration;

use keystow_vault::VaultState;

pub use ledger::{Ledger, Opening, Record};
pub use observe::{Observed, Tables, observe, tables};
pub use ways::lost_entries;

use crate::home::Home;
use crate::table::{Complaint, Harm};
use crate::victim::{Ended, Hands, Op, Operation, Witness};

/// How long the judgement of one round may take: far longer than any vault that is not hung.
const PATIENCE: Duration = Duration::from_mins(1);

/// How much of a plan is done after the kill.
const REPEATED: usize = 3;

/// What was to be done, and what the parent saw of it.
pub struct Case<'a> {
    /// Where.
    pub home: &'a Home,
    /// What was acknowledged before the operation.
    pub before: &'a Ledger,
    /// The operation.
    pub operation: Operation,
    /// Its plan.
    pub plan: &'a [Op],
    /// What the victim said.
    pub witness: &'a Witness,
}

impl Case<'_> {
    /// Judges. The home is changed by it: the plan goes on.
    pub async fn judge(&self) -> Vec<Complaint> {
        let judged = tokio::time::timeout(PATIENCE, self.judged()).await;
        let mut found = judged.unwrap_or_else(|_| {
            vec![Complaint::new(
                Harm::Hung,
                "the vault gives no answer afterwards",
            )]
        });
        match self.witness.ended {
            Ended::Done | Ended::Killed => {}
            Ended::Crashed => found.push(Complaint::new(Harm::Wrong, "the victim crashed")),
            Ended::Hung => found.push(Complaint::new(Harm::Hung, "the victim hung")),
        }
        for complaint in &mut found {
            complaint.what = format!("{}: {}", self.operation.name(), complaint.what);
        }
        found
    }

    /// What was acknowledged in all.
    fn acknowledged(&self) -> Ledger {
        let changes = self.witness.acknowledged.iter();
        changes.fold(self.before.clone(), |ledger, (index, said)| {
            ledger.after(&self.plan[*index], said.as_deref())
        })
    }

    async fn judged(&self) -> Vec<Complaint> {
        let mut found = Vec::new();
        let ledger = self.acknowledged();
        let begun = self.witness.begun.as_ref();
        let op = begun.map(|(index, _)| &self.plan[*index]);
        let said = begun.and_then(|(_, said)| said.as_deref());
        let after = op.map(|op| ledger.after(op, said));

        let opens = ledger.opening == Opening::Opens;
        self.look_at_tables(&ledger, &mut found).await;
        let seen = match observe(&self.home.vault()).await {
            Ok(seen) => seen,
            Err(complaint) => {
                found.push(complaint);
                return found;
            }
        };
        let may_be = [Some(&ledger), after.as_ref()];
        let fits = |expected: &&Ledger| fits(expected, &seen, op);
        let Some(is) = may_be.into_iter().flatten().find(fits) else {
            complain(&mut found, &ledger, after.as_ref(), &seen);
            return found;
        };
        let mut is = is.clone();
        if opens && is.opening == Opening::Opens {
            ways::try_all(self.home, &ledger, op, said, &mut found).await;
        }
        // A slot made anew takes the place of the one that is lost; the file stays.
        if let Some(shut) = &ledger.shut
            && self.operation != Operation::Renew
        {
            ways::find_shut(self.home, shut, &mut found).await;
        }
        if let Some(Op::BackUp(file)) = op {
            ways::try_backup(self.home, *file, &ledger, &mut found).await;
        }
        self.repeat(&mut is, &mut found).await;
        found
    }

    async fn look_at_tables(&self, ledger: &Ledger, found: &mut Vec<Complaint>) {
        let tables = match tables(self.home).await {
            Ok(Some(tables)) => tables,
            Ok(None) => return,
            Err(complaint) => return found.push(complaint),
        };
        for fault in tables.faults {
            found.push(Complaint::new(Harm::Half, format!("integrity: {fault}")));
        }
        let active: Vec<_> = tables
            .keyring_slots
            .iter()
            .filter(|(_, state)| state == "active")
            .collect();
        if let [(account, _)] = &active[..] {
            if ledger.opening != Opening::Shut && !self.home.has_entry(account) {
                let what = "the active keyring slot has no entry";
                found.push(Complaint::new(Harm::Lost, what));
            }
        } else {
            let what = format!("{} active keyring slots", active.len());
            found.push(Complaint::new(Harm::Half, what));
        }
    }

    /// Does again what was interrupted, and a little of what comes after it.
    async fn repeat(&self, is: &mut Ledger, found: &mut Vec<Complaint>) {
        let begun = self.witness.begun.as_ref().map(|(index, _)| *index);
        let next = begun.unwrap_or_else(|| {
            let last = self.witness.acknowledged.last();
            last.map_or(0, |(index, _)| index + 1)
        });
        let hands = Hands::on(self.home).await.holding(is.code.as_deref());
        let mut told = None;
        for (index, op) in self.plan.iter().enumerate().skip(next).take(REPEATED) {
            let say = |said: &str| told = Some(said.to_owned());
            let passphrase = is.passphrase.clone();
            let done = hands.perform(op, passphrase.as_deref(), say).await;
            match done {
                Ok(said) => *is = is.after(op, said.as_deref()),
                // It was there already, though nobody was told.
                Err(why) if Some(index) == begun && op.may_be_there(&why) => {
                    *is = is.after(op, None);
                }
                Err(why) => {
                    let what = format!("{op:?} cannot be done again: {why}");
                    return found.push(Complaint::new(Harm::Wrong, what));
                }
            }
        }
        drop(hands);
        let vault = self.home.vault();
        match observe(&vault).await {
            Ok(seen) if fits(is, &seen, None) => {}
            Ok(seen) => complain(found, is, None, &seen),
            Err(complaint) => found.push(complaint),
        }
        drop(vault);
        if is.opening == Opening::Opens {
            ways::try_all(self.home, is, None, None, found).await;
            self.look_for_traces(found).await;
        }
    }

    /// Once all is done, nothing of what was interrupted is left in the keyring.
    async fn look_for_traces(&self, found: &mut Vec<Complaint>) {
        let Ok(Some(tables)) = tables(self.home).await else {
            return;
        };
        if tables.keyring_slots.len() != 1 || tables.intents != 0 {
            let slots = tables.keyring_slots.len();
            let what = format!("{slots} keyring slots and {} intents stay", tables.intents);
            found.push(Complaint::new(Harm::Wrong, what));
        }
        let entries = crate::keychain::FileKeychain::accounts(&self.home.entries());
        if self.home.keyring() == crate::home::Keyring::Files && entries.len() != 1 {
            let what = format!("{} keyring entries stay", entries.len());
            found.push(Complaint::new(Harm::Wrong, what));
        }
    }
}

/// Whether a vault is as this ledger says.
fn fits(expected: &Ledger, seen: &Observed, op: Option<&Op>) -> bool {
    match expected.opening {
        Opening::Opens => {
            seen.state == VaultState::Ready
                && seen.unopened.is_empty()
                && seen.records == expected.records
        }
        // The vault may have been made before the key that it was made for was stored.
        Opening::Never => {
            matches!(seen.state, VaultState::Uninitialised | VaultState::Ready)
                && seen.records.is_empty()
                && seen.unopened.is_empty()
        }
        Opening::Shut => {
            let moving = matches!(op, Some(Op::StartAnew));
            seen.state == VaultState::MasterMissing
                || moving && seen.state == VaultState::VaultMissing
        }
    }
}

/// Says what differs, record by record.
fn complain(found: &mut Vec<Complaint>, ledger: &Ledger, after: Option<&Ledger>, seen: &Observed) {
    let expected_to_open = ledger.opening == Opening::Opens;
    if expected_to_open && seen.state != VaultState::Ready {
        let what = format!("the vault does not open: {:?}", seen.state);
        return found.push(Complaint::new(Harm::Lost, what));
    }
    let before = found.len();
    for (place, own) in &ledger.records {
        let next = after.and_then(|after| after.records.get(place));
        let in_flight = after.is_some() && next != Some(own);
        let harm = match seen.records.get(place) {
            Some(seen) if seen == own || Some(seen) == next => continue,
            Some(seen) if seen.key != own.key && next.is_none_or(|next| seen.key != next.key) => {
                Harm::Lost
            }
            Some(_) => Harm::Half,
            None if in_flight && next.is_none() => continue,
            None if in_flight => Harm::Half,
            None => Harm::Lost,
        };
        let why = seen.unopened.get(place);
        let got = seen.records.get(place);
        let what = format!("{place:?}: had {own:?}, next {next:?}, is {got:?} {why:?}");
        found.push(Complaint::new(harm, what));
    }
    for place in seen.records.keys().chain(seen.unopened.keys()) {
        let known = [Some(ledger), after]
            .into_iter()
            .flatten()
            .any(|ledger| ledger.records.contains_key(place));
        if !known {
            found.push(Complaint::new(Harm::Wrong, format!("{place:?} came back")));
        }
    }
    if found.len() == before {
        let what = format!("neither before nor after: {seen:?}");
        found.push(Complaint::new(Harm::Half, what));
    }
}

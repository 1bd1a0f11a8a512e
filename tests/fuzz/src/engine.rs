//! The loop: take a case that is known, change it, run the target, keep what answered anew.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

use crate::case::{Case, Field};
use crate::chance::Chance;
use crate::panics::{self, Panicked};
use crate::{mutate, shrink};

/// The most cases that are kept to be changed further.
const MOST_KEPT: usize = 4096;

/// After so many different faults a target has said enough.
const MOST_FOUND: usize = 10;

/// A run longer than this is a fault of its own; far above what a busy machine adds.
const SLOW: Duration = Duration::from_secs(10);

/// Something that reads what others wrote.
pub trait Target {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// The fields of its cases.
    fn fields(&self) -> &'static [Field];

    /// Cases to begin with.
    fn seeds(&self) -> Vec<Case>;

    /// Words that mean something to the reader.
    fn words(&self) -> &[&'static [u8]];

    /// Runs one case. What is returned says which of its ways the reader went; two cases with the
    /// same number are taken for alike.
    ///
    /// # Errors
    /// A [`Finding`] where the reader broke a promise.
    fn run(&self, case: &Case) -> Result<u64, Finding>;
}

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The promise; findings of the same promise count once.
    pub promise: &'static str,
    /// What was seen instead.
    pub seen: String,
}

impl Finding {
    /// Fails where `holds` is false.
    ///
    /// # Errors
    /// The finding.
    pub fn unless(
        holds: bool,
        promise: &'static str,
        seen: impl FnOnce() -> String,
    ) -> Result<(), Self> {
        if holds {
            return Ok(());
        }
        Err(Self {
            promise,
            seen: seen(),
        })
    }
}

/// The number of an answer.
pub fn class(answer: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    answer.hash(&mut hasher);
    hasher.finish()
}

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub enum Limit {
    /// After so many runs.
    Runs(u64),
    /// After so much time.
    Time(Duration),
}

/// Something that was found, with the smallest case that still shows it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Whether the reader panicked; else it broke a promise.
    pub crash: bool,
    /// Where it panicked, or the promise.
    pub what: String,
    /// The words of the panic, or what was seen.
    pub seen: String,
    /// In which run it came first.
    pub run: u64,
    /// The case.
    pub case: Case,
}

/// What came of fuzzing a target.
#[derive(Debug)]
pub struct Report {
    /// How often the target ran, without what shrinking took.
    pub runs: u64,
    /// How many different answers were seen.
    pub answers: usize,
    /// How long it took.
    pub time: Duration,
    /// What was found; each fault once.
    pub found: Vec<Found>,
}

/// Fuzzes a target. `before` is told each case before its run.
pub fn fuzz(target: &dyn Target, seed: u64, limit: Limit, before: &mut dyn FnMut(&Case)) -> Report {
    let began = Instant::now();
    let mut chance = Chance::new(seed);
    let mut kept = target.seeds();
    let mut waiting = kept.clone();
    let mut answers = HashSet::new();
    let mut found: Vec<Found> = Vec::new();
    let mut runs = 0;
    while found.len() < MOST_FOUND && !is_over(limit, runs, began) {
        // The seeds run as they are, then nothing does.
        let (case, changed) = match waiting.pop() {
            Some(case) => (case, false),
            None => (mutate::any(target, &kept, &mut chance), true),
        };
        before(&case);
        match attempt(target, &case) {
            Ok(answer) => {
                if answers.insert(answer) && changed && kept.len() < MOST_KEPT {
                    kept.push(case);
                }
            }
            Err(fault) if found.iter().any(|old| old.what == fault.what) => {}
            Err(fault) => {
                let same = |smaller: &Case| {
                    attempt(target, smaller).is_err_and(|other| other.what == fault.what)
                };
                let case = shrink::smallest(&case, target.fields(), same);
                // What the smallest case shows fits it better than what the first one did.
                let fault = attempt(target, &case).err().unwrap_or(fault);
                found.push(Found { run: runs, ..fault });
            }
        }
        runs += 1;
    }
    Report {
        runs,
        answers: answers.len(),
        time: began.elapsed(),
        found,
    }
}

fn is_over(limit: Limit, runs: u64, began: Instant) -> bool {
    match limit {
        Limit::Runs(most) => runs >= most,
        Limit::Time(most) => began.elapsed() >= most,
    }
}

/// Runs a case once; a fault comes back as what would be reported of it.
///
/// # Errors
/// The fault.
pub fn attempt(target: &dyn Target, case: &Case) -> Result<u64, Found> {
    let fault = |crash, what: String, seen| Found {
        crash,
        what,
        seen,
        run: 0,
        case: case.clone(),
    };
    let began = Instant::now();
    match panics::catch(|| target.run(case)) {
        Ok(Ok(_)) if began.elapsed() > SLOW => Err(fault(
            false,
            "a run ends within 10 seconds".to_owned(),
            format!("it took {} s", began.elapsed().as_secs()),
        )),
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(finding)) => Err(fault(false, finding.promise.to_owned(), finding.seen)),
        Err(Panicked { place, words }) => Err(fault(true, place, words)),
    }
}

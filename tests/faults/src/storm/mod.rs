//! D9, the kill storm: processes that are killed at every durable step and at random times, each judged
//! by the oracle.
//!
//! With `KEYSTOW_FAULTS_KEEP` in the environment, the home of a round that harm was found in stays.

mod light;
mod stage;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

pub use stage::{Stage, Stages, block_on, runtime};

use crate::chance::Chance;
use crate::home::{Home, Keyring};
use crate::oracle::Case;
use crate::steps;
use crate::table::{Complaint, Depth, Harm, Row, in_parallel};
use crate::victim::{Doom, Ended, Operation, run, start};

/// How many kills the long form makes at least.
const KILLS: usize = 5_000;

/// How often one step of one operation is tried at most, counted by its passes.
const HITS: u32 = 6;

/// A kill at a step.
#[derive(Clone, Debug)]
pub struct Target {
    /// In which operation.
    pub operation: Operation,
    /// The step.
    pub step: String,
    /// The time it is passed, from 1.
    pub hit: u32,
}

/// Where every operation can be killed: each step as often as it is passed. Also the steps that no
/// operation passes.
pub fn targets(stages: &Stages) -> (Vec<Target>, BTreeSet<String>) {
    let mut unpassed = steps::names();
    let mut targets = Vec::new();
    for operation in Operation::ALL {
        if matches!(
            operation,
            Operation::Mixed | Operation::Writer | Operation::Read
        ) {
            continue;
        }
        let home = stages.of(operation).home();
        let witness = run(start(&home, operation, 0, &Doom::Count), &Doom::Count);
        assert!(
            witness.ended == Ended::Done && witness.refused.is_none(),
            "{} in peace: {witness:?}",
            operation.name()
        );
        for (step, count) in witness.passed {
            if count > 0 {
                unpassed.remove(&step);
            }
            targets.extend((1..=count.min(HITS)).map(|hit| Target {
                operation,
                step: step.clone(),
                hit,
            }));
        }
    }
    (targets, unpassed)
}

/// D9 at the durable steps: in the short form each step once, in the long form each pass of each step
/// in each operation, twice.
pub fn at_steps(depth: Depth) -> Row {
    let stages = Stages::default();
    let (targets, unpassed) = targets(&stages);
    let mut chosen = match depth {
        Depth::Long => [targets.clone(), targets].concat(),
        Depth::Short => one_of_each(targets),
    };
    // The slow ones first, so that no worker is left alone with them at the end.
    chosen.sort_by_key(|target| !target.operation.is_slow());
    let round = |runtime: &mut tokio::runtime::Runtime, index: usize| {
        let target = &chosen[index];
        let doom = Doom::Step {
            name: target.step.clone(),
            hit: target.hit,
        };
        let half = chosen.len() / 2;
        let seed = u64::from(index >= half);
        let stage = stages.of(target.operation);
        let (ended, found) = kill(runtime, &stage, stage.home(), target.operation, seed, &doom);
        let mut found = at(found, &format!("{}#{}", target.step, target.hit));
        if ended == Ended::Done {
            let what = format!("{} did not kill {}", target.step, target.operation.name());
            found.push(Complaint::new(Harm::Wrong, what));
        }
        found
    };
    let mut row = in_parallel(
        "D9 killed at each durable step",
        chosen.len(),
        runtime,
        round,
    );
    for step in unpassed {
        let what = format!("no operation passes the step {step}");
        row.complain(&Complaint::new(Harm::Wrong, what));
    }
    let steps: BTreeSet<_> = chosen.iter().map(|target| &target.step).collect();
    row.figure(format!("{} kills at {} steps", chosen.len(), steps.len()));
    row
}

/// Each step once, in the quickest operation that passes it.
fn one_of_each(targets: Vec<Target>) -> Vec<Target> {
    let mut each: BTreeMap<String, Target> = BTreeMap::new();
    for target in targets.into_iter().filter(|target| target.hit == 1) {
        let known = each.get(&target.step);
        if known.is_none_or(|known| known.operation.is_slow() && !target.operation.is_slow()) {
            each.insert(target.step.clone(), target);
        }
    }
    each.into_values().collect()
}

/// D9 at random times: until the long form has its kills in all, `before` of them made elsewhere.
pub fn at_random_times(depth: Depth, before: usize) -> Row {
    let stages = Stages::default();
    let quick: Vec<_> = Operation::ALL
        .into_iter()
        .filter(|operation| !operation.is_slow())
        .collect();
    let slow: Vec<_> = Operation::ALL
        .into_iter()
        .filter(|operation| operation.is_slow() && depth == Depth::Long)
        .collect();
    let times: BTreeMap<&str, Duration> = quick
        .iter()
        .chain(&slow)
        .map(|operation| (operation.name(), time_of(&stages, *operation)))
        .collect();
    let wanted = depth.pick(24, KILLS.saturating_sub(before));
    let killed = AtomicUsize::new(0);
    let round = |runtime: &mut tokio::runtime::Runtime, index: usize| {
        let seed = index as u64;
        let mut chance = Chance::new(seed);
        let operation = match chance.below(20) {
            0 if !slow.is_empty() => *chance.pick(&slow),
            0..8 => Operation::Mixed,
            _ => *chance.pick(&quick),
        };
        let longest = times[operation.name()].as_micros();
        let longest = usize::try_from(longest).unwrap_or(usize::MAX).max(1);
        let time = Duration::from_micros(chance.below(longest) as u64);
        let stage = stages.of(operation);
        let doom = Doom::After(time);
        let (ended, found) = kill(runtime, &stage, stage.home(), operation, seed, &doom);
        if ended == Ended::Killed {
            killed.fetch_add(1, Ordering::Relaxed);
        }
        at(found, &format!("seed {seed}, after {time:?}"))
    };
    let mut row = in_parallel("D9 killed at random times", wanted, runtime, round);
    let mut made = killed.load(Ordering::Relaxed);
    // Some were done before they could be killed.
    let mut own = runtime();
    while depth == Depth::Long && made < wanted && row.rounds < wanted * 2 {
        row.round(round(&mut own, row.rounds));
        made = killed.load(Ordering::Relaxed);
    }
    row.figure(format!("{made} kills"));
    row
}

/// D9 against the keyring of this session; each round makes its own entries in it.
pub fn with_real_keyring(depth: Depth) -> Row {
    const OPERATIONS: [Operation; 5] = [
        Operation::FirstAdd,
        Operation::Rotate,
        Operation::Mixed,
        Operation::Rekey,
        Operation::Recovery,
    ];
    let round = |runtime: &mut tokio::runtime::Runtime, index: usize| {
        let operation = OPERATIONS[index % OPERATIONS.len()];
        let seed = index as u64;
        let time = Duration::from_millis(Chance::new(seed).below(150) as u64);
        let stage = Stage::make(operation, Keyring::System);
        let home = stage.home();
        let doom = Doom::After(time);
        let (_, found) = kill(runtime, &stage, home, operation, seed, &doom);
        at(found, &format!("seed {seed}, after {time:?}"))
    };
    let rounds = depth.pick(5, KILLS / 50);
    in_parallel("D9 with the real gnome-keyring", rounds, runtime, round)
}

fn kill(
    runtime: &tokio::runtime::Runtime,
    stage: &Stage,
    home: Home,
    operation: Operation,
    seed: u64,
    doom: &Doom,
) -> (Ended, Vec<Complaint>) {
    let witness = run(start(&home, operation, seed, doom), doom);
    let plan = operation.plan(seed);
    let mut found = Vec::new();
    if let Some((_, why)) = &witness.refused {
        let what = format!("{} was refused in peace: {why}", operation.name());
        found.push(Complaint::new(Harm::Wrong, what));
    }
    let case = Case {
        home: &home,
        before: &stage.before,
        operation,
        plan: &plan,
        witness: &witness,
    };
    found.extend(runtime.block_on(case.judge()));
    if !found.is_empty() && std::env::var_os("KEYSTOW_FAULTS_KEEP").is_some() {
        let kept = home.keep().display().to_string();
        found[0].what.push_str(&kept);
    }
    (witness.ended, found)
}

fn at(mut found: Vec<Complaint>, place: &str) -> Vec<Complaint> {
    for complaint in &mut found {
        complaint.what = format!("{place}: {}", complaint.what);
    }
    found
}

/// How long an operation takes in peace, and a little more.
fn time_of(stages: &Stages, operation: Operation) -> Duration {
    let home = stages.of(operation).home();
    let witness = run(start(&home, operation, 0, &Doom::None), &Doom::None);
    witness.took.mul_f64(1.1)
}

//! D10 and D11: every N-th write or sync of an operation fails, by `strace`, for every N; and a disk that
//! truly fills up.
//!
//! `strace` counts the calls of each thread by itself, so one N can hit several connections: more harm
//! than one failing call, never less. It meddles only with calls that it also traces. The victim's voice
//! and its keyring use other calls, and its runtime none at all.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

use crate::home::Home;
use crate::oracle::Case;
use crate::storm::{Stages, runtime};
use crate::table::{Complaint, Depth, Harm, Row, in_parallel};
use crate::victim::{Doom, Operation, Witness, run, start};

/// What fails, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Writes find the disk full.
    DiskFull,
    /// Syncs find the disk broken.
    Broken,
}

/// Whether the disk is well again after the one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting {
    Once,
    FromThenOn,
}

/// The operations of D10 and D11.
const OPERATIONS: [Operation; 10] = [
    Operation::Add,
    Operation::Update,
    Operation::Remove,
    Operation::Rotate,
    Operation::Rekey,
    Operation::Check,
    Operation::FirstAdd,
    Operation::Backup,
    Operation::Restore,
    Operation::RestoreFresh,
];

/// How often in a row nothing may fail before it is taken for the end: which of its connections an
/// operation uses is different every time.
const MISSES: usize = 3;

/// More calls than any operation makes.
const MOST: usize = 2_000;

impl Failure {
    /// The calls that fail, in groups of which one fails at a time: else the database's would always be
    /// the first, and the others never come to it.
    fn calls(self) -> &'static [&'static str] {
        match self {
            // A file that cannot grow is as full a disk as one that cannot be written. SQLite writes by
            // the first group, everything else by the second.
            Self::DiskFull => &["pwrite64,ftruncate,fallocate", "write"],
            Self::Broken => &["fsync,fdatasync"],
        }
    }

    fn error(self) -> &'static str {
        match self {
            Self::DiskFull => "ENOSPC",
            Self::Broken => "EIO",
        }
    }

    /// The words of an error that names it.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::DiskFull => &["DiskFull"],
            Self::Broken => &["Database { code", "File(", "Unwritable"],
        }
    }

    fn row(self) -> &'static str {
        match self {
            Self::DiskFull => "D10 disk full at write N",
            Self::Broken => "D11 EIO at sync N",
        }
    }
}

/// Why `strace` cannot be used here; `None` where it can.
pub fn missing_strace() -> Option<&'static str> {
    let tried = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "-e", "trace=exit_group", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match tried {
        Ok(status) if status.success() => None,
        Ok(_) => Some("strace may not trace here"),
        Err(_) => Some("strace is not installed"),
    }
}

/// D10 and D11: in the short form one call of each operation, at a few N; in the long form every N.
pub fn injected(failure: Failure, depth: Depth) -> Row {
    if let Some(why) = missing_strace() {
        return Row::skipped(failure.row(), why);
    }
    let stages = Stages::default();
    let chosen: Vec<_> = OPERATIONS
        .into_iter()
        .filter(|operation| depth == Depth::Long || !operation.is_slow())
        .flat_map(|operation| {
            [Lasting::Once, Lasting::FromThenOn].map(|lasting| (operation, lasting))
        })
        .collect();
    let rows = std::sync::Mutex::new(Row::new(failure.row()));
    let done = in_parallel(failure.row(), chosen.len(), runtime, |runtime, index| {
        let (operation, lasting) = chosen[index];
        let row = every_n(runtime, &stages, failure, operation, lasting, depth);
        rows.lock().expect("no worker panicked").add(row);
        Vec::new()
    });
    assert_eq!(done.rounds, chosen.len());
    rows.into_inner().expect("no worker panicked")
}

/// N from 1 until nothing fails any more; also tells what the product said, and how often.
fn every_n(
    runtime: &tokio::runtime::Runtime,
    stages: &Stages,
    failure: Failure,
    operation: Operation,
    lasting: Lasting,
    depth: Depth,
) -> Row {
    let mut row = Row::new(failure.row());
    let stage = stages.of(operation);
    let mut refusals: BTreeMap<String, usize> = BTreeMap::new();
    let (mut n, mut last, mut missed) = (1, 0, 0);
    let mut groups = failure.calls().iter();
    let mut calls = *groups.next().expect("something fails");
    loop {
        if missed == MISSES {
            let Some(next) = groups.next() else {
                break;
            };
            (calls, n, missed) = (*next, 1, 0);
        }
        let home = stage.home();
        let injury = Injury {
            calls,
            error: failure.error(),
            lasting,
            n,
        };
        let (witness, hits) = injury.run(&home, operation);
        if hits == 0 {
            missed += 1;
            n += 1;
            continue;
        }
        (last, missed) = (last + 1, 0);
        let plan = operation.plan(0);
        let case = Case {
            home: &home,
            before: &stage.before,
            operation,
            plan: &plan,
            witness: &witness,
        };
        let mut found = runtime.block_on(case.judge());
        if let Some((index, why)) = &witness.refused {
            *refusals.entry(why.clone()).or_default() += 1;
            if !failure.names().iter().any(|name| why.contains(name)) {
                let what = format!("{:?} was refused without a name: {why}", plan[*index]);
                found.push(Complaint::new(Harm::Wrong, what));
            }
        }
        for complaint in &mut found {
            complaint.what = format!("{calls} {lasting:?} N={n}: {}", complaint.what);
        }
        row.round(found);
        if n > MOST {
            let what = format!("{} never ends", operation.name());
            row.complain(&Complaint::new(Harm::Hung, what));
            break;
        }
        // The short form strides.
        n += depth.pick(1 + n / 2, 1);
    }
    if last == 0 {
        let what = format!("nothing was injected into {}", operation.name());
        row.complain(&Complaint::new(Harm::Wrong, what));
    }
    let refusals: Vec<_> = refusals
        .into_iter()
        .map(|(why, count)| format!("{count} × {why}"))
        .collect();
    row.figure(format!(
        "{} {lasting:?}: {last} times, refused: {}",
        operation.name(),
        refusals.join(", ")
    ));
    row
}

/// What is done to one victim.
struct Injury {
    calls: &'static str,
    error: &'static str,
    lasting: Lasting,
    n: usize,
}

impl Injury {
    /// Runs a victim whose N-th call fails; also tells how many did.
    fn run(&self, home: &Home, operation: Operation) -> (Witness, usize) {
        let Self {
            calls, error, n, ..
        } = self;
        let log = home.root().join("strace");
        let when = match self.lasting {
            Lasting::Once => format!("{n}"),
            Lasting::FromThenOn => format!("{n}+"),
        };
        let mut command = Command::new("strace");
        command
            .args(["-f", "-qq", "-e", "signal=none", "-o"])
            .arg(&log)
            .args(["-e", &format!("trace={calls}")])
            .args(["-e", &format!("inject={calls}:error={error}:when={when}")]);
        let victim = start(home, operation, 0, &Doom::None);
        command.arg(victim.get_program()).args(victim.get_args());
        let witness = run(command, &Doom::None);
        let log = fs::read_to_string(&log).unwrap_or_default();
        let injected = log.lines().filter(|line| line.contains("(INJECTED)"));
        (witness, injected.count())
    }
}

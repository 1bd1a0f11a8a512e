//! The table of the long form: fault, rounds, lost, half, wrong, hung.
//!
//! Always true: what could not be tried on this machine is counted as skipped, with its reason, and
//! never as passed; one number that is not 0 makes the whole run fail.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

/// How far a fault is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// For every change: each kind once, within seconds.
    Short,
    /// For a release: every place, many times.
    Long,
}

impl Depth {
    /// The one number or the other.
    pub fn pick(self, short: usize, long: usize) -> usize {
        match self {
            Self::Short => short,
            Self::Long => long,
        }
    }
}

/// What kind of harm was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// Something acknowledged is gone, or the vault does not open any more.
    Lost,
    /// A change is there in part.
    Half,
    /// An answer that must not be: a wrong text, an error without a name, a panic.
    Wrong,
    /// No answer in time.
    Hung,
}

/// One finding of harm, in words without a key.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// Its kind.
    pub harm: Harm,
    /// What was seen.
    pub what: String,
}

impl Complaint {
    /// A complaint of one kind.
    pub fn new(harm: Harm, what: impl Into<String>) -> Self {
        Self {
            harm,
            what: what.into(),
        }
    }
}

/// How many complaints of each kind are told in full.
const TOLD: usize = 8;

/// One fault's row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The fault's number and name.
    pub fault: String,
    /// How often it was made.
    pub rounds: usize,
    /// By [`Harm::Lost`].
    pub lost: usize,
    /// By [`Harm::Half`].
    pub half: usize,
    /// By [`Harm::Wrong`].
    pub wrong: usize,
    /// By [`Harm::Hung`].
    pub hung: usize,
    /// What could not be tried, by the reason.
    pub skipped: BTreeMap<String, usize>,
    /// Measured values, each in a few words.
    pub figures: Vec<String>,
    complaints: Vec<String>,
}

impl Row {
    /// An empty row.
    pub fn new(fault: impl Into<String>) -> Self {
        Self {
            fault: fault.into(),
            ..Self::default()
        }
    }

    /// A row of one fault that cannot be tried here.
    pub fn skipped(fault: impl Into<String>, why: &str) -> Self {
        let mut row = Self::new(fault);
        row.skip(why);
        row
    }

    /// Counts a round.
    pub fn round(&mut self, complaints: impl IntoIterator<Item = Complaint>) {
        self.rounds += 1;
        for complaint in complaints {
            self.complain(&complaint);
        }
    }

    /// Counts harm outside of any round.
    pub fn complain(&mut self, complaint: &Complaint) {
        let count = match complaint.harm {
            Harm::Lost => &mut self.lost,
            Harm::Half => &mut self.half,
            Harm::Wrong => &mut self.wrong,
            Harm::Hung => &mut self.hung,
        };
        *count += 1;
        if *count <= TOLD {
            let told = format!("{:?}: {}", complaint.harm, complaint.what);
            self.complaints.push(told);
        }
    }

    /// Counts what cannot be tried here.
    pub fn skip(&mut self, why: &str) {
        *self.skipped.entry(why.to_owned()).or_default() += 1;
    }

    /// Notes a measured value.
    pub fn figure(&mut self, words: impl Into<String>) {
        self.figures.push(words.into());
    }

    /// Takes another row's counts in.
    pub fn add(&mut self, other: Self) {
        self.rounds += other.rounds;
        self.lost += other.lost;
        self.half += other.half;
        self.wrong += other.wrong;
        self.hung += other.hung;
        for (why, count) in other.skipped {
            *self.skipped.entry(why).or_default() += count;
        }
        self.figures.extend(other.figures);
        self.complaints.extend(other.complaints);
        self.complaints.truncate(4 * TOLD);
    }

    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.lost + self.half + self.wrong + self.hung == 0
    }

    /// Fails a test where harm was found, or nothing was tried at all.
    ///
    /// # Panics
    /// There.
    #[track_caller]
    pub fn assert_clean(&self) {
        assert!(
            self.is_clean(),
            "{}: lost {}, half {}, wrong {}, hung {} in {} rounds\n  {}",
            self.fault,
            self.lost,
            self.half,
            self.wrong,
            self.hung,
            self.rounds,
            self.complaints.join("\n  ")
        );
        assert!(
            self.rounds > 0 || !self.skipped.is_empty(),
            "{}: nothing was tried",
            self.fault
        );
    }

    /// As JSON.
    pub fn to_json(&self) -> Value {
        json!({
            "fault": self.fault,
            "rounds": self.rounds,
            "lost": self.lost,
            "half": self.half,
            "wrong": self.wrong,
            "hung": self.hung,
            "skipped": self.skipped,
            "figures": self.figures,
            "complaints": self.complaints,
        })
    }
}

/// The whole table in words, with what was found beneath it.
pub fn print(rows: &[Row]) -> String {
    let widest = rows.iter().map(|row| row.fault.chars().count()).max();
    let width = widest.unwrap_or_default().max("fault".len());
    let mut text = format!(
        "{:width$}  {:>7} {:>5} {:>5} {:>5} {:>5} {:>8}\n",
        "fault", "rounds", "lost", "half", "wrong", "hung", "skipped"
    );
    for row in rows {
        let skipped: usize = row.skipped.values().sum();
        let _ = writeln!(
            text,
            "{:width$}  {:>7} {:>5} {:>5} {:>5} {:>5} {:>8}",
            row.fault, row.rounds, row.lost, row.half, row.wrong, row.hung, skipped
        );
    }
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = write!(text, "\n{title}\n  {}\n", lines.join("\n  "));
        }
    };
    let of = |tell: &dyn Fn(&Row) -> Vec<String>| -> Vec<String> {
        let named = |row: &Row| {
            let fault = row.fault.clone();
            tell(row)
                .into_iter()
                .map(move |line| format!("{fault}: {line}"))
        };
        rows.iter().flat_map(named).collect()
    };
    section("Figures", of(&|row| row.figures.clone()));
    let skipped = |(why, count): (&String, &usize)| format!("{count} × {why}");
    section(
        "Skipped",
        of(&|row| row.skipped.iter().map(skipped).collect()),
    );
    section("Found", of(&|row| row.complaints.clone()));
    text
}

/// A panic as a complaint: one round or trial that fails hides no other.
pub fn panicked(panic: &(dyn Any + Send)) -> Complaint {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    Complaint::new(
        Harm::Wrong,
        format!("it panicked: {}", words.unwrap_or("without a word")),
    )
}

/// Does many rounds on every core, and counts them in one row. Each worker makes what it needs once, and
/// anew after a panic.
pub fn in_parallel<W>(
    fault: &str,
    rounds: usize,
    worker: impl Fn() -> W + Sync,
    round: impl Fn(&mut W, usize) -> Vec<Complaint> + Sync,
) -> Row {
    let row = Mutex::new(Row::new(fault));
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(rounds) {
            scope.spawn(|| {
                let mut own = worker();
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= rounds {
                        return;
                    }
                    let done = catch_unwind(AssertUnwindSafe(|| round(&mut own, index)));
                    let found = done.unwrap_or_else(|panic| {
                        own = worker();
                        vec![panicked(panic.as_ref())]
                    });
                    row.lock().expect("no worker panicked").round(found);
                }
            });
        }
    });
    row.into_inner().expect("no worker panicked")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_each_harm_by_its_kind() {
        let mut row = Row::new("D0 nothing");
        row.round([]);
        assert!(row.is_clean());
        row.round([
            Complaint::new(Harm::Half, "a"),
            Complaint::new(Harm::Hung, "b"),
        ]);
        row.skip("no root");
        assert!(!row.is_clean());
        let counted = [row.rounds, row.lost, row.half, row.wrong, row.hung];
        assert_eq!(counted, [2, 0, 1, 0, 1]);
        let table = print(&[row]);
        assert!(table.contains("D0 nothing: 1 × no root"), "{table}");
        assert!(table.contains("D0 nothing: Half: a"), "{table}");
    }

    #[test]
    fn a_round_that_panics_is_a_complaint_and_ends_no_other() {
        let row = in_parallel(
            "D0",
            10,
            || (),
            |(), index| {
                assert!(index != 3, "three");
                Vec::new()
            },
        );
        assert_eq!((row.rounds, row.wrong), (10, 1));
    }

    #[test]
    fn every_round_is_done_once_whoever_does_it() {
        let row = in_parallel(
            "D0",
            100,
            || (),
            |(), index| {
                let harm = (index == 7).then(|| Complaint::new(Harm::Lost, "seven"));
                harm.into_iter().collect()
            },
        );
        assert_eq!((row.rounds, row.lost), (100, 1));
    }
}

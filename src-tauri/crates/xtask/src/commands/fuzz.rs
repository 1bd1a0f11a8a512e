//! `cargo xtask fuzz`: every fuzz target for some minutes, two at once at most, each in a process of
//! its own, so that not even a stack that runs over ends the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;

use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// What is left of a small machine belongs to the person at it.
const AT_ONCE: usize = 2;

/// What a target may take beyond its minutes: for its last run, and to make what it found small.
const GRACE: Duration = Duration::from_mins(5);

/// What came of one target.
struct Outcome {
    target: String,
    minutes: f64,
    runs: u64,
    answers: u64,
    crashes: u64,
    findings: u64,
    /// What was found, in words.
    found: Vec<String>,
}

/// Builds the targets and runs them.
///
/// # Errors
/// They do not build, no target has that name, or something was found.
pub(crate) fn run(
    workspace: &Workspace,
    minutes: u64,
    only: &[String],
    seed: Option<u64>,
) -> Result<(), Failure> {
    let program = build(workspace)?;
    let names = Run::new(&program).arg("--list").unshown().output()?;
    let all: Vec<&str> = names.lines().collect();
    if let Some(unknown) = only.iter().find(|name| !all.contains(&name.as_str())) {
        return Err(Failure::new(format!(
            "no fuzz target is named `{unknown}`; there are {}",
            all.join(", ")
        )));
    }
    let chosen = all
        .into_iter()
        .filter(|name| only.is_empty() || only.iter().any(|asked| asked == name))
        .map(str::to_owned)
        .collect();
    // Another seed each time finds other things; the same seed finds the same again.
    let seed = seed.unwrap_or_else(|| {
        SystemTime::UNIX_EPOCH
            .elapsed()
            .map_or(1, |time| time.as_secs())
    });
    let job = Job {
        program,
        keep: workspace.target.join("fuzz"),
        minutes: minutes.max(1),
        seed,
    };
    fs::create_dir_all(&job.keep)?;
    println!(
        "   seed {seed}; found cases go to {}",
        workspace.shown(&job.keep)
    );
    let outcomes = job.run_all(chosen)?;
    print(&outcomes);
    let found: u64 = outcomes
        .iter()
        .map(|outcome| outcome.crashes + outcome.findings)
        .sum();
    if found > 0 {
        return Err(Failure::new(format!(
            "{found} faults were found with seed {seed}; run a kept case once more with cargo xtask fuzz --again FILE"
        )));
    }
    Ok(())
}

/// Runs a kept case once more.
///
/// # Errors
/// The case still shows its fault, or is none.
pub(crate) fn again(workspace: &Workspace, file: &Path) -> Result<(), Failure> {
    let program = build(workspace)?;
    let file = std::path::absolute(file)?;
    Run::new(program).arg("--again").arg(file).unshown().run()
}

/// Builds the targets optimised, with overflow checks and debug assertions (profile `fuzzing`).
fn build(workspace: &Workspace) -> Result<PathBuf, Failure> {
    needs::install(packages::BUILD.iter().copied().take(1))?;
    Run::cargo(&workspace.root)
        .args(["build", "--profile", "fuzzing", "--locked"])
        .args(["--package", "keystow-fuzz", "--bin", "fuzz"])
        .run()?;
    Ok(workspace.target.join("fuzzing").join("fuzz"))
}

/// What all targets are run with.
struct Job {
    program: PathBuf,
    keep: PathBuf,
    minutes: u64,
    seed: u64,
}

impl Job {
    fn run_all(&self, targets: Vec<String>) -> Result<Vec<Outcome>, Failure> {
        let order = targets.clone();
        let waiting = Mutex::new(targets.into_iter());
        let done = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(|| {
                    // A thread that panicked took its own target with it; the others go on.
                    while let Some(target) = next(&waiting) {
                        let outcome = self.run_one(&target);
                        if let Ok(outcome) = &outcome {
                            println!("{}", row(outcome));
                        }
                        lock(&done).push(outcome);
                    }
                });
            }
        });
        let mut outcomes = lock(&done).drain(..).collect::<Result<Vec<_>, _>>()?;
        outcomes.sort_by_key(|outcome| order.iter().position(|name| *name == outcome.target));
        Ok(outcomes)
    }

    fn run_one(&self, target: &str) -> Result<Outcome, Failure> {
        let began = Instant::now();
        let (status, said) = self.start(target, false)?;
        if let Some(facts) = said
            .lines()
            .last()
            .and_then(|line| serde_json::from_str(line).ok())
        {
            return Ok(Outcome::read(target, &facts));
        }
        // It ended without a word: the same seed again, and this time each case is written first.
        let how = status.map_or("hung and was ended".to_owned(), |status| {
            format!("died with {status}")
        });
        self.start(target, true)?;
        let last = self.keep.join(format!("{target}-last.txt"));
        Ok(Outcome {
            target: target.to_owned(),
            minutes: began.elapsed().as_secs_f64() / 60.0,
            runs: 0,
            answers: 0,
            crashes: 1,
            findings: 0,
            found: vec![format!("{how}; its last case is {}", last.display())],
        })
    }

    /// Runs a target to its end; no status where it had to be ended.
    fn start(&self, target: &str, careful: bool) -> Result<(Option<ExitStatus>, String), Failure> {
        let mut command = Command::new(&self.program);
        command
            .arg(target)
            .args(["--seed", &self.seed.to_string()])
            .args(["--minutes", &self.minutes.to_string()])
            .arg("--keep")
            .arg(&self.keep)
            .args(careful.then_some("--careful"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let status = wait(&mut child, Duration::from_mins(self.minutes) + GRACE)?;
        let output = child.wait_with_output()?;
        Ok((status, String::from_utf8_lossy(&output.stdout).into_owned()))
    }
}

impl Outcome {
    fn read(target: &str, facts: &Value) -> Self {
        let number = |name: &str| facts[name].as_u64().unwrap_or_default();
        let found = facts["found"].as_array().into_iter().flatten();
        Self {
            target: target.to_owned(),
            minutes: facts["seconds"].as_f64().unwrap_or_default() / 60.0,
            runs: number("runs"),
            answers: number("answers"),
            crashes: number("crashes"),
            findings: number("findings"),
            found: found.filter_map(Value::as_str).map(str::to_owned).collect(),
        }
    }
}

/// Waits for the end; ends what passes its deadline.
fn wait(child: &mut Child, deadline: Duration) -> Result<Option<ExitStatus>, Failure> {
    let end = Instant::now() + deadline;
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(200));
    }
    child.kill()?;
    Ok(None)
}

fn next(waiting: &Mutex<std::vec::IntoIter<String>>) -> Option<String> {
    lock(waiting).next()
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn print(outcomes: &[Outcome]) {
    println!(
        "\n{:<16}{:>8}{:>14}{:>9}{:>9}{:>10}",
        "target", "minutes", "runs", "answers", "crashes", "findings"
    );
    for outcome in outcomes {
        println!("{}", row(outcome));
    }
    for outcome in outcomes {
        for found in &outcome.found {
            println!("\n{}: {found}", outcome.target);
        }
    }
}

fn row(outcome: &Outcome) -> String {
    format!(
        "{:<16}{:>8.1}{:>14}{:>9}{:>9}{:>10}",
        outcome.target,
        outcome.minutes,
        outcome.runs,
        outcome.answers,
        outcome.crashes,
        outcome.findings
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_target_said_becomes_a_row_of_the_table() {
        let facts = json!({
            "target": "paste", "seed": 1, "seconds": 600, "runs": 1_234_567, "answers": 89,
            "crashes": 1, "findings": 2, "found": ["panicked at \"x\"", "broke \"y\"", "broke \"z\""],
        });
        let outcome = Outcome::read("paste", &facts);
        assert_eq!(outcome.found.len(), 3);
        let words: Vec<String> = row(&outcome)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        assert_eq!(words, ["paste", "10.0", "1234567", "89", "1", "2"]);
    }
}

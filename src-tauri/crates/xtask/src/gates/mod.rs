//! `cargo xtask test`: every gate and every suite, in the order that finds a fault soonest.

mod binaries;
mod cargo;
pub(crate) mod page;
pub(crate) mod queries;
mod wall;

use std::time::{Duration, Instant};

pub(crate) use self::cargo::build;

use crate::command::Failure;
use crate::commands;
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// One step of `cargo xtask test`.
struct Step {
    name: &'static str,
    says: &'static str,
    run: fn(&Workspace) -> Result<(), Failure>,
}

const fn step(
    name: &'static str,
    says: &'static str,
    run: fn(&Workspace) -> Result<(), Failure>,
) -> Step {
    Step { name, says, run }
}

/// What needs no compiler comes first; what needs the built programs comes last.
const STEPS: &[Step] = &[
    step(
        "system",
        "the machine has what the other steps need",
        system,
    ),
    step("fmt", "Rust is formatted", cargo::fmt),
    step(
        "wall",
        "each crate depends only on what it may know",
        wall::check,
    ),
    step(
        "deny",
        "licences, bans and sources of dependencies",
        cargo::deny,
    ),
    step(
        "page",
        "the page's types are right and it builds",
        page::build,
    ),
    step(
        "page-lint",
        "the page and the end-to-end run are linted and formatted",
        page::lint,
    ),
    step(
        "page-test",
        "the page's unit and component tests",
        page::test,
    ),
    step("clippy", "no warning in any target", cargo::clippy),
    step("build", "every target of the workspace", cargo::build),
    step("nextest", "the Rust suites", cargo::nextest),
    step("doctest", "examples in the documentation", cargo::doctest),
    step(
        "doc",
        "the documentation builds without a warning",
        cargo::doc,
    ),
    step(
        "queries",
        "the committed data of the SQL queries is current",
        queries::check,
    ),
    step(
        "symbols",
        "the window exports nothing of its SQLite",
        binaries::symbols,
    ),
    step(
        "gallery",
        "every state of the window, drawn and accessible",
        commands::gallery::short,
    ),
    step(
        "package",
        "the Debian package unpacks and both programs start",
        package,
    ),
    step(
        "e2e",
        "the built window from end to end",
        commands::e2e::run,
    ),
];

/// Runs the chosen steps and stops at the first red one.
///
/// # Errors
/// A step is red, or a name is no step's.
pub(crate) fn run(workspace: &Workspace, only: &[String], skip: &[String]) -> Result<(), Failure> {
    let steps = choose(only, skip)?;
    let began = Instant::now();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for step in steps {
        println!("\n== {}: {}", step.name, step.says);
        let start = Instant::now();
        let outcome = (step.run)(workspace);
        times.push((step.name, start.elapsed()));
        if let Err(failure) = outcome {
            print_times(&times, began.elapsed());
            return Err(Failure::new(format!(
                "step `{0}` is red: {failure}\n       Run it alone with: cargo xtask test --only {0}",
                step.name
            )));
        }
    }
    print_times(&times, began.elapsed());
    println!("All green.");
    Ok(())
}

/// Prints the names of the steps.
pub(crate) fn list() {
    for step in STEPS {
        println!("{:<10} {}", step.name, step.says);
    }
}

fn choose(only: &[String], skip: &[String]) -> Result<Vec<&'static Step>, Failure> {
    let known = |name: &String| STEPS.iter().any(|step| step.name == name);
    if let Some(name) = only.iter().chain(skip).find(|name| !known(name)) {
        return Err(Failure::new(format!(
            "no step is named `{name}`; see cargo xtask list"
        )));
    }
    let named = |names: &[String], step: &Step| names.iter().any(|name| name == step.name);
    Ok(STEPS
        .iter()
        .filter(|step| (only.is_empty() || named(only, step)) && !named(skip, step))
        .collect())
}

fn print_times(times: &[(&str, Duration)], whole: Duration) {
    println!();
    for (name, time) in times {
        println!("{name:<10} {:>7.1} s", time.as_secs_f64());
    }
    println!("{:<10} {:>7.1} s", "together", whole.as_secs_f64());
}

fn system(workspace: &Workspace) -> Result<(), Failure> {
    let groups = [
        packages::BUILD,
        packages::SESSION,
        packages::SUITES,
        packages::PACKAGE,
    ];
    needs::install(groups.concat())?;
    needs::browser()?;
    needs::tool(workspace, &needs::Tool::NEXTEST)?;
    needs::tool(workspace, &needs::Tool::DENY)?;
    needs::ui(workspace)?;
    cargo::fetch(workspace)
}

fn package(workspace: &Workspace) -> Result<(), Failure> {
    commands::package::run(workspace, true, false)
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        reason = "a test that cannot choose steps has failed"
    )]

    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> Vec<&'static str> {
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        choose(&owned(only), &owned(skip))
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn all_steps_run_unless_some_are_named() {
        assert_eq!(names(&[], &[]).len(), STEPS.len());
        assert_eq!(names(&["clippy", "fmt"], &[]), ["fmt", "clippy"]);
        assert!(!names(&[], &["e2e"]).contains(&"e2e"));
    }

    #[test]
    fn a_step_that_is_not_there_is_refused() {
        assert!(choose(&["lint".to_owned()], &[]).is_err());
    }

    #[test]
    fn no_two_steps_share_a_name() {
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}

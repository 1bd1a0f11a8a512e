//! `cargo xtask faults`: every fault of the suite, and the table of what came of it.
//!
//! In its short form it runs the numbered tests and each trial once. In its long form, which takes some
//! hours, the trials go to their figures. What needs root or `strace` is counted as skipped without.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::e2e;
use crate::command::{Failure, Run};
use crate::needs::{self, Tool, packages};
use crate::workspace::Workspace;

/// Longer than the long form takes on a small machine.
const DEADLINE: Duration = Duration::from_hours(8);

/// Builds what is not built, tries, and prints the table.
///
/// # Errors
/// Something cannot be built, no trial has that name, or one number of the table is not 0.
pub(crate) fn run(workspace: &Workspace, long: bool, only: &[String]) -> Result<(), Failure> {
    needs::install([packages::BUILD, packages::SESSION, packages::SUITES].concat())?;
    // The whole workspace, so that the programs under test are the ones that every other step has.
    e2e::make(workspace)?;
    if long {
        release(workspace)?;
    }
    let mut faults = Run::new(workspace.debug_program("faults"))
        .dir(&workspace.root)
        .deadline(DEADLINE);
    if long {
        faults = faults.arg("--long");
    }
    for name in only {
        faults = faults.arg("--only").arg(name);
    }
    if only.is_empty() {
        faults = faults.arg("--suite").arg(suite(workspace)?);
    }
    faults.run()
}

/// The figures of 10,000 credentials are promised of the program that people run.
fn release(workspace: &Workspace) -> Result<(), Failure> {
    Run::cargo(&workspace.root)
        .args(["build", "--release", "--locked", "--package", "keystow-cli"])
        .run()
}

/// Runs the numbered tests and returns the file with what came of each: a test that fails is a number
/// in the table, not the end of the run.
fn suite(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let folder = workspace.target.join("faults");
    fs::create_dir_all(&folder)?;
    let results = folder.join("suite.jsonl");
    println!("   The numbered tests run first.");
    let mut nextest = Command::new(needs::tool(workspace, &Tool::NEXTEST)?);
    nextest
        .args(["nextest", "run", "--workspace", "--locked"])
        .args(["--filterset", "package(keystow-faults)"])
        .args(["--message-format", "libtest-json"])
        .current_dir(&workspace.root)
        .env("SQLX_OFFLINE", "true")
        // The format is not promised to stay; the version of nextest is pinned.
        .env("NEXTEST_EXPERIMENTAL_LIBTEST_JSON", "1")
        .stdin(Stdio::null())
        .stdout(File::create(&results)?);
    nextest.status()?;
    if fs::metadata(&results)?.len() == 0 {
        return Err(Failure::new("the numbered tests did not run"));
    }
    Ok(results)
}

//! The gates that are one cargo command each.

use std::time::Duration;

use crate::command::{Failure, Run};
use crate::needs::{self, Tool};
use crate::workspace::Workspace;

fn cargo(workspace: &Workspace) -> Run {
    Run::cargo(&workspace.root)
}

/// Downloads every locked dependency, of all platforms, so that the offline gates see the whole.
pub(super) fn fetch(workspace: &Workspace) -> Result<(), Failure> {
    cargo(workspace)
        .args(["fetch", "--locked", "--quiet"])
        .run()
}

pub(super) fn fmt(workspace: &Workspace) -> Result<(), Failure> {
    cargo(workspace).args(["fmt", "--all", "--check"]).run()
}

pub(super) fn clippy(workspace: &Workspace) -> Result<(), Failure> {
    let args = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    cargo(workspace).args(args).run()
}

/// Builds every target, so that all steps share one set of features and nothing is built twice.
///
/// # Errors
/// Something does not compile.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Failure> {
    cargo(workspace)
        .args(["build", "--workspace", "--all-targets", "--locked"])
        .run()
}

pub(super) fn nextest(workspace: &Workspace) -> Result<(), Failure> {
    Run::new(needs::tool(workspace, &Tool::NEXTEST)?)
        .args(["nextest", "run", "--workspace", "--locked"])
        .dir(&workspace.root)
        .env("SQLX_OFFLINE", "true")
        .deadline(Duration::from_mins(40))
        .run()
}

pub(super) fn doctest(workspace: &Workspace) -> Result<(), Failure> {
    cargo(workspace)
        .args(["test", "--doc", "--workspace", "--locked", "--quiet"])
        .deadline(Duration::from_mins(20))
        .run()
}

pub(super) fn doc(workspace: &Workspace) -> Result<(), Failure> {
    cargo(workspace)
        .args(["doc", "--workspace", "--no-deps", "--locked"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()
}

pub(super) fn deny(workspace: &Workspace) -> Result<(), Failure> {
    fetch(workspace)?;
    Run::new(needs::tool(workspace, &Tool::DENY)?)
        .args(["--offline", "--locked", "check", "--hide-inclusion-graph"])
        .args(["licenses", "bans", "sources"])
        .dir(&workspace.root)
        .run()
}

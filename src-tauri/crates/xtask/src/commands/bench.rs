//! `cargo xtask bench`: what `keystow get` costs, against a peer and a limit, in one run.

use std::time::Duration;

use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// Builds for release, measures, and prints the table.
///
/// # Errors
/// Something cannot be built, or a program under measurement fails.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Failure> {
    needs::install([&packages::BUILD[..1], packages::SESSION].concat())?;
    for package in ["keystow-cli", "keystow-bench"] {
        Run::cargo(&workspace.root)
            .args(["build", "--release", "--locked", "--package", package])
            .deadline(Duration::from_mins(30))
            .run()?;
    }
    let program = |name: &str| workspace.target.join("release").join(name);
    Run::new(program("keystow-bench"))
        .dir(&workspace.root)
        .deadline(Duration::from_mins(10))
        .arg("--keystow")
        .arg(program("keystow"))
        .arg("--limit")
        .arg(program("limit"))
        .unshown()
        .run()
}

//! `cargo xtask practice`: a provider on this machine that knows right and wrong keys, so that a
//! person without a key can try the window.

use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// Runs it until it is stopped.
///
/// # Errors
/// It cannot be built or started.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<(), Failure> {
    needs::install(packages::BUILD.iter().copied().take(1))?;
    Run::cargo(&workspace.root)
        .args([
            "build",
            "--package",
            "keystow-test-support",
            "--bin",
            "practice",
            "--quiet",
        ])
        .unshown()
        .run()?;
    Run::new(workspace.debug_program("practice"))
        .args(args)
        .with_terminal()
        .unshown()
        .run()
}

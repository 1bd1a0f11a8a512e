//! The gates of the page in `ui/`.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::command::{Failure, Run};
use crate::needs;
use crate::workspace::Workspace;

fn npm(workspace: &Workspace, script: &str) -> Result<(), Failure> {
    needs::ui(workspace)?;
    Run::new("npm")
        .args(["run", "--silent", script])
        .dir(&workspace.ui())
        .env("CI", "true")
        .deadline(Duration::from_mins(15))
        .run()
}

/// Type-checks the page and builds it into `ui/dist`, which the window's crate embeds.
///
/// # Errors
/// A type is wrong, or the build fails.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Failure> {
    npm(workspace, "build")
}

/// Builds the page unless `ui/dist` is newer than everything it is made from.
///
/// # Errors
/// As for [`build`].
pub(crate) fn build_if_stale(workspace: &Workspace) -> Result<(), Failure> {
    needs::ui(workspace)?;
    let ui = workspace.ui();
    let built = fs::metadata(ui.join("dist/index.html")).and_then(|built| built.modified());
    let sources = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
    ];
    let fresh = built.is_ok_and(|built| !sources.iter().any(|path| newer(&ui.join(path), built)));
    if fresh { Ok(()) } else { build(workspace) }
}

/// Whether a file, or anything in a folder, was changed after `time`.
fn newer(path: &Path, time: SystemTime) -> bool {
    let Ok(data) = fs::metadata(path) else {
        return false;
    };
    if data.is_dir() {
        let Ok(entries) = fs::read_dir(path) else {
            return false;
        };
        return entries.flatten().any(|entry| newer(&entry.path(), time));
    }
    data.modified().is_ok_and(|changed| changed > time)
}

pub(super) fn lint(workspace: &Workspace) -> Result<(), Failure> {
    npm(workspace, "lint")?;
    // The end-to-end run is written in the same language and kept in the same shape.
    Run::new(workspace.ui().join("node_modules/.bin/biome"))
        .args(["ci", "."])
        .dir(&workspace.root.join("tests/e2e"))
        .run()
}

pub(super) fn test(workspace: &Workspace) -> Result<(), Failure> {
    npm(workspace, "test")
}

//! `cargo xtask icons`: the committed pictures from their one source.

use std::fs;

use crate::command::{Failure, Run};
use crate::needs;
use crate::workspace::Workspace;

/// What the window and the package use of all that Tauri draws.
const KEPT: &[&str] = &[
    "32x32.png",
    "64x64.png",
    "128x128.png",
    "128x128@2x.png",
    "icon.png",
    "icon.ico",
    "icon.icns",
];

/// Draws them anew.
///
/// # Errors
/// Tauri's command cannot read the source.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Failure> {
    needs::ui(workspace)?;
    let drawn = workspace.target.join("icons");
    fs::create_dir_all(&drawn)?;
    Run::new(workspace.ui().join("node_modules/.bin/tauri"))
        .args(["icon", "icons/keystow.svg", "--output"])
        .arg(&drawn)
        .dir(&workspace.root)
        .run()?;
    for name in KEPT {
        fs::copy(drawn.join(name), workspace.root.join("icons").join(name))?;
    }
    Ok(())
}

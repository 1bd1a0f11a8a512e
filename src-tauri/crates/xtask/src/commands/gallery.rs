//! `cargo xtask gallery`: every state of the window as a picture, in both themes and languages, each
//! checked for accessibility.

use std::time::Duration;

use crate::command::{Failure, Run};
use crate::needs;
use crate::workspace::Workspace;

/// Draws into `target/gallery`.
///
/// # Errors
/// A state cannot be drawn, or the accessibility check finds a violation.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Failure> {
    draw(workspace, None)
}

/// The same with half of the pictures: each language and each theme once, and not with each other.
///
/// # Errors
/// As [`run`].
pub(crate) fn short(workspace: &Workspace) -> Result<(), Failure> {
    draw(workspace, Some("1"))
}

fn draw(workspace: &Workspace, short: Option<&str>) -> Result<(), Failure> {
    let browser = needs::browser()?;
    needs::ui(workspace)?;
    let folder = workspace.target.join("gallery");
    Run::new("npm")
        .args(["run", "--silent", "gallery"])
        .dir(&workspace.ui())
        .env("CI", "true")
        .env("KEYSTOW_CHROMIUM", browser)
        .env("KEYSTOW_GALLERY", &folder)
        .env("KEYSTOW_GALLERY_SHORT", short.unwrap_or_default())
        .deadline(Duration::from_mins(30))
        .run()?;
    println!("   The pictures are in {}.", workspace.shown(&folder));
    Ok(())
}

//! `cargo xtask run`: from a fresh machine to the open window. Without a display, the window opens in
//! a virtual one and does the main job against the practice provider.

use std::time::Duration;

use super::e2e;
use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// Sets up, builds and opens.
///
/// # Errors
/// Something cannot be installed, built or opened.
pub(crate) fn run(workspace: &Workspace, headless: bool) -> Result<(), Failure> {
    let headless = headless || !has_display();
    let mut wanted = packages::BUILD.to_vec();
    if headless {
        wanted.extend(packages::SESSION);
    }
    println!("== What the machine needs");
    needs::install(wanted)?;
    needs::ui(workspace)?;
    println!("== Building (about ten minutes the first time, seconds later)");
    e2e::make(workspace)?;
    if headless {
        println!("== The main job, in a virtual display, since there is no real one here");
        e2e::script(workspace, &[], "demo.mjs", &workspace.target)
            .deadline(Duration::from_mins(5))
            .unshown()
            .run()?;
        let picture = workspace.target.join("keystow-window.png");
        println!(
            "   The window as it looked at the end: {}",
            workspace.shown(&picture)
        );
        return Ok(());
    }
    println!("== The window is open; this command ends when it is closed");
    Run::new(workspace.debug_program("keystow-desktop")).run()
}

/// Whether this session has a screen to open a window on.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

//! `cargo xtask e2e`: the built window as a person uses it, in a virtual display and a private
//! session with a real keyring. As root it runs twice, the second time as an unprivileged user,
//! since root hides faults of permissions.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::command::{Failure, Run};
use crate::gates::{build, page};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// The uid of `nobody` on Debian: no rights anywhere.
const UNPRIVILEGED: &str = "65534";

/// Longer than any run that is not stuck.
const DEADLINE: Duration = Duration::from_mins(11);

/// Builds what is not built and runs the story.
///
/// # Errors
/// Something cannot be built, or a step of the story fails.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Failure> {
    needs::install([packages::BUILD, packages::SESSION].concat())?;
    make(workspace)?;
    let pictures = workspace.target.join("e2e");
    fs::create_dir_all(&pictures)?;
    for story in ["window.test.mjs", "vault.test.mjs", "lending.test.mjs"] {
        let run =
            || script(workspace, &["--test-reporter=spec"], story, &pictures).deadline(DEADLINE);
        run().run()?;
        if needs::is_root() {
            run().env("KEYSTOW_E2E_USER", UNPRIVILEGED).run()?;
        }
    }
    println!("   The pictures are in {}.", workspace.shown(&pictures));
    Ok(())
}

/// Takes the pictures that the README shows.
///
/// # Errors
/// Something cannot be built, or the window does not come to where a picture is taken.
pub(crate) fn pictures(workspace: &Workspace) -> Result<(), Failure> {
    needs::install([packages::BUILD, packages::SESSION].concat())?;
    make(workspace)?;
    let folder = workspace.root.join(".github/pictures");
    script(workspace, &[], "pictures.mjs", &folder)
        .deadline(Duration::from_mins(5))
        .run()
}

/// Builds the page and every program, with the feature set of every other step.
///
/// # Errors
/// Something does not build.
pub(crate) fn make(workspace: &Workspace) -> Result<(), Failure> {
    page::build_if_stale(workspace)?;
    build(workspace)
}

/// A Node script of `tests/e2e`, told where the built programs are.
pub(crate) fn script(workspace: &Workspace, options: &[&str], name: &str, pictures: &Path) -> Run {
    Run::new("node")
        .args(options)
        .arg(workspace.root.join("tests/e2e").join(name))
        .dir(&workspace.root)
        .env(
            "KEYSTOW_E2E_APP",
            workspace.debug_program("keystow-desktop"),
        )
        .env("KEYSTOW_E2E_CLI", workspace.debug_program("keystow"))
        .env("KEYSTOW_E2E_PRACTICE", workspace.debug_program("practice"))
        .env("KEYSTOW_E2E_FAULTS", workspace.debug_program("faults"))
        .env("KEYSTOW_E2E_PICTURES", pictures)
}

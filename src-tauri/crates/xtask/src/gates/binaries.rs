//! What can only be seen in the linked programs.

use crate::command::{Failure, Run};
use crate::workspace::Workspace;

/// The window's process also holds WebKit, whose libsoup would bind to our bundled SQLite if the
/// program exported it: two versions of one library in one process.
pub(super) fn symbols(workspace: &Workspace) -> Result<(), Failure> {
    let program = workspace.debug_program("keystow-desktop");
    let own = Run::new("nm").arg("--quiet").arg(&program).output()?;
    if count(&own) == 0 {
        return Err(Failure::new(
            "the window holds no SQLite at all: this gate looks at nothing",
        ));
    }
    let exported = Run::new("nm")
        .args(["--dynamic", "--defined-only", "--quiet"])
        .arg(&program)
        .output()?;
    match count(&exported) {
        0 => Ok(()),
        many => Err(Failure::new(format!(
            "the window exports {many} symbols of SQLite; see the link argument in build.rs"
        ))),
    }
}

/// Lines of `nm` that define a symbol of SQLite.
fn count(listing: &str) -> usize {
    listing
        .lines()
        .filter_map(|line| line.rsplit_once(' '))
        .filter(|(rest, name)| name.starts_with("sqlite3_") && !rest.ends_with('U'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_defined_symbols_of_sqlite_count() {
        let listing = "0000000000001234 T sqlite3_open_v2\n                 U sqlite3_close\n\
                       0000000000005678 T main\n0000000000009abc t sqlite3_step\n";
        assert_eq!(count(listing), 2);
    }
}

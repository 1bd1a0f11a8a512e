//! What the page needs: Node, which must be there, and its packages.

use std::fs;

use crate::command::{Failure, Run};
use crate::workspace::Workspace;

/// The oldest Node that the page's tools run on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Installs the packages of `ui/package-lock.json` unless exactly those are there.
///
/// # Errors
/// Node is missing or too old, or npm fails.
pub(crate) fn ui(workspace: &Workspace) -> Result<(), Failure> {
    let version = Run::new("node").arg("--version").output().map_err(|_| {
        Failure::new("Node 20.19 or newer is needed to build the page; see https://nodejs.org")
    })?;
    if parse(&version).is_none_or(|version| version < OLDEST_NODE) {
        let version = version.trim();
        return Err(Failure::new(format!(
            "Node 20.19 or newer is needed; this is {version}"
        )));
    }
    let ui = workspace.ui();
    let wanted = fs::read(ui.join("package-lock.json"))?;
    // A copy of the lock file that the packages came from, removed with them.
    let stamp = ui.join("node_modules/.keystow-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("   The page's packages come from npm into ui/node_modules.");
    Run::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .dir(&ui)
        .run()?;
    fs::write(&stamp, wanted)?;
    Ok(())
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert_eq!(parse("v20.20.2\n"), Some((20, 20)));
        assert!(parse("v20.9.0") < Some(OLDEST_NODE));
        assert!(parse("v24.0.0") > Some(OLDEST_NODE));
        assert_eq!(parse("nonsense"), None);
    }
}

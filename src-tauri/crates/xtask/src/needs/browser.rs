//! A browser for the gallery, whichever of the usual ones is there.

use std::fs;
use std::path::PathBuf;

use super::system::{self, packages};
use crate::command::Failure;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// Where the browser is; installs Chromium when there is none.
///
/// # Errors
/// It cannot be installed.
pub(crate) fn browser() -> Result<PathBuf, Failure> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let ubuntu = fs::read_to_string("/etc/os-release").is_ok_and(|text| is_ubuntu(&text));
    system::install(
        if ubuntu {
            packages::BROWSER_UBUNTU
        } else {
            packages::BROWSER
        }
        .to_vec(),
    )?;
    find().ok_or_else(|| Failure::new("Chromium or Chrome is needed to draw the gallery"))
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

fn is_ubuntu(release: &str) -> bool {
    release.lines().any(|line| line == "ID=ubuntu")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ubuntu_itself_is_ubuntu() {
        assert!(is_ubuntu("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"));
        assert!(!is_ubuntu("NAME=\"Mint\"\nID=linuxmint\nID_LIKE=ubuntu\n"));
    }
}

//! Doors of plain text to the readers of files that others wrote, for the fuzz targets alone.
//!
//! Only with the feature `fuzzing`, which no program that ships turns on.

use std::path::Path;

use crate::import::door;
pub use crate::import::door::FoundText;
use crate::project::Project;

/// Reads a text as the file of this name is read; `None` where it is not written so.
pub fn entries(file: &str, text: &str) -> Option<Vec<FoundText>> {
    door::entries(Path::new(file), text)
}

/// The providers whose keys such a file is found to hold.
pub fn keys(file: &str, text: &str) -> Vec<&'static str> {
    door::keys(Path::new(file), text)
}

/// Reads a project file: its profile and its providers, or the line at fault.
///
/// # Errors
/// It is none; the line is counted from 1, where it is known.
pub fn project(text: &str) -> Result<(Option<String>, Vec<String>), Option<usize>> {
    use crate::project::ProjectFault;
    match Project::parse(Path::new(".keystow"), text) {
        Ok(project) => Ok((project.profile, project.providers)),
        Err(ProjectFault::Malformed { line }) => Err(line),
        Err(ProjectFault::Unreadable | ProjectFault::Foreign) => Err(None),
    }
}

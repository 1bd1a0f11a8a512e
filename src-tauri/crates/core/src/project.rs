//! A project's own file, `.keystow`: which profile and which providers `keystow run` is to take there.
//!
//! ```toml
//! profile = "work"
//! providers = ["groq", "openai"]
//! ```
//!
//! Always true: it names, and nothing else: no variable, no command, no address. It counts only where it belongs
//! to the account that uses it, as whoever could put one above somebody else's folder would choose which keys
//! are lent there.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;

/// What it is called.
const NAME: &str = ".keystow";

/// The largest file that is read.
const LIMIT: u64 = 64 * 1024;

/// A project file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Where it lies.
    pub path: PathBuf,
    /// The profile that it names.
    pub profile: Option<String>,
    /// The providers that it names.
    pub providers: Vec<String>,
}

/// Why a project file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectFault {
    /// It cannot be read, or is no ordinary file of UTF-8 text up to 64 KiB.
    #[error("it cannot be read as a text")]
    Unreadable,
    /// It belongs to another account, or everybody may write it.
    #[error("it belongs to another account, or everybody may write it")]
    Foreign,
    /// It is no TOML, or holds something else than `profile` and `providers`.
    #[error("it is not TOML with profile and providers")]
    Malformed {
        /// The line, counted from 1, where it is known.
        line: Option<usize>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    profile: Option<String>,
    #[serde(default)]
    providers: Vec<String>,
}

impl Project {
    /// The nearest project file, from the working directory up to the home directory, or up to the root where
    /// the working directory is not below it.
    ///
    /// # Errors
    /// [`Error::InvalidProject`]: it is there, and cannot be taken.
    pub fn find() -> Result<Option<Self>, Error> {
        let Ok(start) = std::env::current_dir() else {
            return Ok(None);
        };
        let home = directories::BaseDirs::new().map(|base| base.home_dir().to_owned());
        Self::above(&start, home.as_deref())
    }

    fn above(start: &Path, home: Option<&Path>) -> Result<Option<Self>, Error> {
        for folder in start.ancestors() {
            let path = folder.join(NAME);
            if let Some(found) = Self::read(&path).map_err(|fault| Error::InvalidProject {
                path: path.clone(),
                fault,
            })? {
                return Ok(Some(found));
            }
            if home == Some(folder) {
                break;
            }
        }
        Ok(None)
    }

    fn read(path: &Path) -> Result<Option<Self>, ProjectFault> {
        // A folder of that name may be anything else's.
        match path.symlink_metadata() {
            Ok(about) if about.is_dir() => return Ok(None),
            Ok(about) if !about.is_file() => return Err(ProjectFault::Unreadable),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            // Where folders above cannot be looked into there is nothing of this account.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => return Ok(None),
            Err(_) => return Err(ProjectFault::Unreadable),
        }
        let file = open(path).map_err(|_| ProjectFault::Unreadable)?;
        let about = file.metadata().map_err(|_| ProjectFault::Unreadable)?;
        if !is_own(&about) {
            return Err(ProjectFault::Foreign);
        }
        let mut text = String::new();
        let read = file.take(LIMIT + 1).read_to_string(&mut text);
        if read.map_err(|_| ProjectFault::Unreadable)? as u64 > LIMIT {
            return Err(ProjectFault::Unreadable);
        }
        Self::parse(path, &text).map(Some)
    }

    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, ProjectFault> {
        let content: Content = toml::from_str(text).map_err(|error| ProjectFault::Malformed {
            line: error.span().map(|span| {
                let before = &text.as_bytes()[..span.start.min(text.len())];
                before.split(|&byte| byte == b'\n').count()
            }),
        })?;
        Ok(Self {
            path: path.to_owned(),
            profile: content.profile,
            providers: content.providers,
        })
    }
}

/// Opens it without following a link, which somebody else could have put there, and without waiting for the
/// other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let mut options = OpenOptions::new();
    options
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

/// The same where there are no such flags.
#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether the file is this account's, and not everybody may write it.
#[cfg(unix)]
fn is_own(about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = about.uid() == rustix::process::geteuid().as_raw();
    own && about.mode() & 0o002 == 0
}

/// Nothing without further libraries tells it elsewhere.
#[cfg(not(unix))]
fn is_own(_: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn project(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("a/b");
        fs::create_dir_all(&below).expect("folders");
        fs::write(folder.path().join(NAME), text).expect("written");
        (folder, below)
    }

    #[test]
    fn the_nearest_file_up_to_the_home_directory_counts() {
        let (folder, below) = project("profile = \"work\"\nproviders = [\"groq\"]\n");
        let found = Project::above(&below, Some(folder.path())).expect("fine");
        let found = found.expect("there is one");
        assert_eq!(found.profile.as_deref(), Some("work"));
        assert_eq!(found.providers, ["groq"]);
        assert_eq!(found.path, folder.path().join(NAME));
        let stop = folder.path().join("a");
        assert_eq!(Project::above(&below, Some(&stop)).expect("fine"), None);
        fs::write(stop.join(NAME), "providers = []").expect("written");
        let nearer = Project::above(&below, None).expect("fine").expect("one");
        assert_eq!(nearer.path, stop.join(NAME));
    }

    #[test]
    fn whatever_else_stands_in_it_is_refused_by_its_line() {
        let fault = |text: &str| {
            let (folder, below) = project(text);
            match Project::above(&below, Some(folder.path())) {
                Err(Error::InvalidProject { fault, .. }) => fault,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(
            fault("profile = \"work\"\ncommand = \"rm\"\n"),
            ProjectFault::Malformed { line: Some(2) }
        );
        assert_eq!(
            fault("profile = 7"),
            ProjectFault::Malformed { line: Some(1) }
        );
        assert_eq!(fault(&"#".repeat(70_000)), ProjectFault::Unreadable);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_write_is_not_taken() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, below) = project("providers = [\"groq\"]");
        let file = folder.path().join(NAME);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).expect("changed");
        let refused = Project::above(&below, Some(folder.path()));
        assert!(
            matches!(
                refused,
                Err(Error::InvalidProject {
                    fault: ProjectFault::Foreign,
                    ..
                })
            ),
            "{refused:?}"
        );
        fs::remove_file(&file).expect("gone");
        fs::create_dir(&file).expect("a folder of that name");
        assert_eq!(
            Project::above(&below, Some(folder.path())).expect("fine"),
            None
        );
    }
}

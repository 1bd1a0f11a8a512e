//! The file: written whole or not at all, and proved before anybody is told that it stands.

use std::fs::{DirEntry, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::time::Duration;

use age::secrecy::SecretString;

use super::{BackupFault, envelope};
use crate::step::step;
use crate::store::files::sync_directory;

/// No backup comes near; a file that does is something else.
const LONGEST: u64 = 64 * 1024 * 1024;

/// What the names of backups begin and end with that are not written to their end.
const BEGUN: &str = ".keystow-";
const PART: &str = ".part";

/// How old such a file is before it is taken for one that nobody writes any more.
const ABANDONED: Duration = Duration::from_hours(1);

/// Encrypts, writes, reads again, decrypts, compares. A file that was there is given up only for one
/// that is proved.
pub(super) fn write(
    file: &Path,
    plain: &[u8],
    passphrase: &SecretString,
    log_n: u8,
    replace: bool,
) -> Result<(), BackupFault> {
    // Told before the passphrase is stretched; what counts is the refusal below.
    if !replace && file.symlink_metadata().is_ok() {
        return Err(BackupFault::FileExists);
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    remove_left_overs(folder);
    // Made with mode 0600, and removed again where anything below fails; before the second's work, so
    // that a place that cannot be written is told at once.
    let mut temp = tempfile::Builder::new()
        .prefix(BEGUN)
        .suffix(PART)
        .tempfile_in(folder)
        .map_err(|error| unwritten(&error))?;
    let sealed = envelope::seal(plain, passphrase, log_n)?;
    temp.write_all(&sealed).map_err(|error| unwritten(&error))?;
    step!("backup.temp");
    let synced = temp.as_file().sync_all();
    synced.map_err(|error| unwritten(&error))?;
    step!("backup.synced");
    let written = read(temp.path())?;
    if *envelope::open(&written, passphrase)? != *plain {
        return Err(BackupFault::Damaged);
    }
    let renamed = if replace {
        temp.persist(file)
    } else {
        temp.persist_noclobber(file)
    };
    renamed.map_err(|error| unwritten(&error.error))?;
    step!("backup.renamed");
    sync_directory(folder).map_err(|error| unwritten(&error))?;
    // The same bytes under the name that the owner will look for.
    if read(file)? != written {
        return Err(BackupFault::Damaged);
    }
    step!("backup.verified");
    Ok(())
}

/// Removes what writers that were killed left in a folder. Best effort: it is encrypted like every backup.
fn remove_left_overs(folder: &Path) {
    let is_left_over = |entry: &DirEntry| {
        let name = entry.file_name();
        let ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(BEGUN) && name.ends_with(PART));
        let old = |found: Metadata| {
            let age = found.modified().ok().and_then(|time| time.elapsed().ok());
            found.is_file() && age.is_some_and(|age| age >= ABANDONED)
        };
        ours && entry.metadata().is_ok_and(old)
    };
    let entries = folder.read_dir().into_iter().flatten().flatten();
    for left_over in entries.filter(is_left_over) {
        let _ = std::fs::remove_file(left_over.path());
    }
}

/// Reads a whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, BackupFault> {
    let whole = || -> io::Result<Option<Vec<u8>>> {
        // Opening anything else can wait for ever, as a pipe does.
        if !path.metadata()?.is_file() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let taken = File::open(path)?
            .take(LONGEST + 1)
            .read_to_end(&mut bytes)?;
        Ok((taken as u64 <= LONGEST).then_some(bytes))
    };
    match whole() {
        Ok(bytes) => bytes.ok_or(BackupFault::NotABackup),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(BackupFault::NotFound),
        Err(_) => Err(BackupFault::Unreadable),
    }
}

fn unwritten(error: &io::Error) -> BackupFault {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => BackupFault::DiskFull,
        ErrorKind::AlreadyExists => BackupFault::FileExists,
        _ => BackupFault::Unwritable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::Contents;
    use crate::backup::payload::tests::{KEY, contents};

    const LITTLE_WORK: u8 = 1;

    fn words() -> SecretString {
        SecretString::from("right words".to_owned())
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = folder.read_dir().expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("utf-8")
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_written_backup_is_private_whole_and_alone_in_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys.age");
        let plain = contents().encode();
        write(&file, &plain, &words(), LITTLE_WORK, false).expect("written");
        assert_eq!(names(folder.path()), ["keys.age"]);
        let sealed = read(&file).expect("read");
        assert!(!sealed.windows(8).any(|part| part == &KEY.as_bytes()[..8]));
        let opened = envelope::open(&sealed, &words()).expect("opens");
        assert!(Contents::decode(&opened).is_ok());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = file.metadata().expect("metadata").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_when_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys.age");
        std::fs::write(&file, "something dear").expect("written");
        let refused = write(&file, b"text", &words(), LITTLE_WORK, false);
        assert_eq!(refused, Err(BackupFault::FileExists));
        assert_eq!(read(&file).as_deref(), Ok(&b"something dear"[..]));
        write(&file, b"text", &words(), LITTLE_WORK, true).expect("replaced");
        assert_eq!(names(folder.path()), ["keys.age"]);
        assert_ne!(read(&file).as_deref(), Ok(&b"something dear"[..]));
    }

    #[test]
    fn places_that_cannot_be_written_or_read_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let nowhere = folder.path().join("none/keys.age");
        let refused = write(&nowhere, b"text", &words(), LITTLE_WORK, false);
        assert_eq!(refused, Err(BackupFault::Unwritable));
        let refused = write(folder.path(), b"text", &words(), LITTLE_WORK, true);
        assert_eq!(refused, Err(BackupFault::Unwritable));
        assert_eq!(read(&nowhere), Err(BackupFault::NotFound));
        assert_eq!(read(folder.path()), Err(BackupFault::NotABackup));
        assert!(names(folder.path()).is_empty(), "nothing is left behind");
    }

    #[test]
    fn what_a_killed_writer_left_goes_with_the_next_backup_and_nothing_else_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        for (name, time) in [
            (".keystow-aB3dE6.part", Some(old)),
            (".keystow-running.part", None),
            (".keystow-notes", Some(old)),
            ("keystow-notes.part", Some(old)),
        ] {
            let file = File::create(folder.path().join(name)).expect("made");
            if let Some(time) = time {
                file.set_modified(time).expect("aged");
            }
        }
        let file = folder.path().join("keys.age");
        write(&file, b"text", &words(), LITTLE_WORK, false).expect("written");
        assert_eq!(
            names(folder.path()),
            [
                ".keystow-notes",
                ".keystow-running.part",
                "keys.age",
                "keystow-notes.part"
            ]
        );
    }

    #[test]
    fn a_file_of_an_absurd_length_is_no_backup() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("huge");
        let sparse = File::create(&file).expect("made");
        sparse.set_len(LONGEST + 1).expect("stretched");
        assert_eq!(read(&file), Err(BackupFault::NotABackup));
    }
}

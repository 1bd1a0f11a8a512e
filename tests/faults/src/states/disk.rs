//! The disk itself: D7 what may not be written, and D10 for real, in a file system of 256 KiB.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use keystow_vault::VaultError;

use super::{KEY, add, expect_key_of, with_key};
use crate::home::{Home, Keyring, copy_folder};
use crate::memory::is_root;
use crate::storm::Stage;
use crate::table::{Complaint, Depth, Harm, Row};
use crate::victim::{Doom, Operation, Witness, run, start};

const READ_ONLY: &str = "D7 read-only file and folder";
const FULL: &str = "D10 a disk of 256 KiB fills up";

/// The account that owns nothing, `nobody` on Debian.
const NOBODY: u32 = 65_534;

/// D7: as an account without rights, since nothing is closed to root.
pub fn read_only(_: Depth) -> Row {
    if !is_root() {
        return Row::skipped(READ_ONLY, "needs root, to act as an account without rights");
    }
    let mut row = Row::new(READ_ONLY);
    let stage = Stage::make(Operation::Read, Keyring::Files);
    crate::storm::block_on(stage.home.settle());
    for (what, file, folder) in [
        ("a file that may not be written", 0o400, 0o700),
        ("a folder that may not be written", 0o600, 0o500),
        ("neither file nor folder", 0o400, 0o500),
    ] {
        let home = stage.home();
        restrict(&home, file, folder);
        let mut found = Vec::new();
        let read = as_nobody(&home, Operation::Read);
        // Without a place for its index, SQLite cannot read a file that has a write-ahead log.
        let may_refuse = folder == 0o500;
        match &read.refused {
            None if read.acknowledged.len() == 1 => {}
            Some((_, why)) if may_refuse && why.contains("VaultReadOnly") => {}
            _ => found.push(Complaint::new(
                Harm::Wrong,
                format!("{what}, read: {read:?}"),
            )),
        }
        let written = as_nobody(&home, Operation::Add);
        let refused = written.refused.as_ref();
        if !refused.is_some_and(|(_, why)| why.contains("VaultReadOnly")) {
            found.push(Complaint::new(
                Harm::Wrong,
                format!("{what}, written: {written:?}"),
            ));
        }
        // Once it may be written again, nothing is missing.
        restrict(&home, 0o600, 0o700);
        let again = as_nobody(&home, Operation::Read);
        if again.acknowledged.len() != 1 {
            found.push(Complaint::new(
                Harm::Lost,
                format!("{what}, afterwards: {again:?}"),
            ));
        }
        row.round(found);
    }
    row.add(read_only_mount(&stage));
    row
}

/// A file system that is mounted to be read alone.
fn read_only_mount(stage: &Stage) -> Row {
    let home = stage.home();
    let whole = stage.home();
    let Some(mount) = Mount::new(&home.data(), "4m") else {
        return Row::skipped(READ_ONLY, "no file system may be mounted here");
    };
    for entry in fs::read_dir(whole.data()).expect("a home").flatten() {
        fs::copy(entry.path(), home.data().join(entry.file_name())).expect("it is empty");
    }
    let mut found = Vec::new();
    mount.again("ro");
    let written = run(start(&home, Operation::Add, 0, &Doom::None), &Doom::None);
    let refused = written.refused.as_ref();
    if !refused.is_some_and(|(_, why)| why.contains("VaultReadOnly")) {
        let what = format!("a mount that is read alone: {written:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
    mount.again("rw");
    let read = run(start(&home, Operation::Read, 0, &Doom::None), &Doom::None);
    if read.acknowledged.len() != 1 {
        found.push(Complaint::new(Harm::Lost, format!("afterwards: {read:?}")));
    }
    let mut row = Row::default();
    row.round(found);
    row
}

fn restrict(home: &Home, file: u32, folder: u32) {
    let set = |path: &Path, mode: u32| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(path, mode).expect("root may do all");
        chown(path, Some(NOBODY), Some(NOBODY)).expect("root may do all");
    };
    set(home.root(), 0o755);
    for entry in fs::read_dir(home.data()).expect("a home").flatten() {
        set(&entry.path(), file);
    }
    set(&home.data(), folder);
    for entry in fs::read_dir(home.entries()).expect("a home").flatten() {
        set(&entry.path(), 0o600);
    }
    set(&home.entries(), 0o700);
}

fn as_nobody(home: &Home, operation: Operation) -> Witness {
    let victim = start(home, operation, 0, &Doom::None);
    // The build folder may be closed to others: the program is read from a place that is not.
    let copy = home.root().join("victim");
    if !copy.exists() {
        fs::copy(victim.get_program(), &copy).expect("a program can be copied");
    }
    let mut command = Command::new("setpriv");
    command
        .args([
            "--reuid",
            &NOBODY.to_string(),
            "--regid",
            &NOBODY.to_string(),
        ])
        .args(["--clear-groups", "--"])
        .arg(&copy)
        .args(victim.get_args())
        .current_dir("/");
    run(command, &Doom::None)
}

/// D10: keys are stored until nothing more fits; then there is room again. Once with a vault that is
/// there, and once where even the first run does not fit.
pub async fn full_disk(_: Depth) -> Row {
    if !is_root() {
        return Row::skipped(FULL, "needs root, to mount a file system");
    }
    let mut row = Row::new(FULL);
    let filled = with_key().await;
    filled.settle().await;
    for begun in [Some(filled), None] {
        let home = Home::new(Keyring::Files);
        let Some(mount) = Mount::new(&home.data(), "size=256k") else {
            return Row::skipped(FULL, "no file system may be mounted here");
        };
        if let Some(begun) = &begun {
            copy_folder(&begun.data(), &home.data()).expect("the vault fits");
            copy_folder(&begun.entries(), &home.entries()).expect("a home of our own");
        }
        let stored = fill(&mut row, &home, &mount).await;
        if begun.is_some() && stored == 0 {
            row.complain(&Complaint::new(Harm::Wrong, "not even one key fits"));
        }
        row.figure(format!("full after {stored} keys"));
    }
    row
}

/// Returns how many keys fitted.
async fn fill(row: &mut Row, home: &Home, mount: &Mount) -> usize {
    const MOST: usize = 2_000;
    let vault = home.vault();
    let mut found = Vec::new();
    let mut stored = 0;
    let full = |result: &Result<(), VaultError>| matches!(result, Err(VaultError::DiskFull));
    let refused = loop {
        match add(&vault, &format!("provider_{stored}"), KEY).await {
            Ok(()) if stored < MOST => stored += 1,
            other => break other,
        }
    };
    if !full(&refused) {
        let what = format!("after {stored} keys it says {refused:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
    // The same handle, and another one: a log that was closed may have left a little room.
    for (vault, provider) in [(vault.clone(), "again"), (home.vault(), "once more")] {
        let again = add(&vault, provider, KEY).await;
        if again.is_err() && !full(&again) {
            found.push(Complaint::new(
                Harm::Wrong,
                format!("{provider}: {again:?}"),
            ));
        }
        for index in 0..stored {
            expect_key_of(&mut found, &vault, &format!("provider_{index}"), KEY).await;
        }
    }
    mount.again("size=4m");
    for (vault, provider) in [(vault, "later"), (home.vault(), "much later")] {
        if let Err(error) = add(&vault, provider, KEY).await {
            let what = format!("with room again: {error:?}");
            found.push(Complaint::new(Harm::Wrong, what));
        }
        for index in 0..stored {
            expect_key_of(&mut found, &vault, &format!("provider_{index}"), KEY).await;
        }
    }
    row.round(found);
    stored
}

/// A file system in memory; gone with this value.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).expect("a home of our own");
        let size = if options.starts_with("size") {
            options.to_owned()
        } else {
            format!("size={options}")
        };
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &size, "keystow-faults"])
            .arg(at);
        succeeds(&mut mount).then(|| Self(at.to_owned()))
    }

    fn again(&self, options: &str) {
        let mut mount = Command::new("mount");
        mount
            .args(["-o", &format!("remount,{options}")])
            .arg(&self.0);
        assert!(succeeds(&mut mount), "a mount of our own can be changed");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: a handle may still be closing its files.
        succeeds(Command::new("umount").arg("--lazy").arg(&self.0));
    }
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

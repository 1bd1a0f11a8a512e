//! What the owner's login shell sets: the shell is started once, reads its own files, and tells its environment.
//!
//! Always true: it starts with an almost empty environment, so that what it tells was set by its files; it gets
//! a session of its own, so that it cannot read the terminal, and that session is ended; and it has ten
//! seconds.

use std::ffi::OsString;

use zeroize::Zeroizing;

use super::ImportFault;

/// Names and values of the shell's environment that are text.
#[cfg(unix)]
pub(crate) fn environment() -> Result<Vec<(String, Zeroizing<String>)>, ImportFault> {
    let shell = std::env::var_os("SHELL").filter(|shell| !shell.is_empty());
    ask(shell.unwrap_or_else(|| OsString::from("/bin/sh")))
}

/// No other platform has a login shell that sets variables.
#[cfg(not(unix))]
pub(crate) fn environment() -> Result<Vec<(String, Zeroizing<String>)>, ImportFault> {
    Err(ImportFault::Shell)
}

#[cfg(unix)]
fn ask(shell: OsString) -> Result<Vec<(String, Zeroizing<String>)>, ImportFault> {
    use std::hash::{BuildHasher, RandomState};
    use std::process::Stdio;

    use process_wrap::std::{CommandWrap, ProcessSession};

    // Nothing that the shell itself prints, not even the command, has it.
    let mark = format!("keystow-{:x}", RandomState::new().hash_one(0));
    let (first, second) = mark.split_at(mark.len() / 2);
    let mark_line = format!("printf %s%s {first} {second}");
    let script = format!("{mark_line}; env -0; {mark_line}");
    let mut command = CommandWrap::with_new(shell, |command| {
        command.args(["-l", "-i", "-c", &script]);
        command.env_clear();
        for name in [
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "XDG_CONFIG_HOME",
        ] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("TERM", "dumb");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
    });
    let mut child = command
        .wrap(ProcessSession)
        .spawn()
        .map_err(|_| ImportFault::Shell)?;
    let told = child.stdout().take().and_then(|told| between(told, mark));
    // Whatever its files started goes with it.
    let _ = child.kill();
    told.ok_or(ImportFault::Shell).map(|told| variables(&told))
}

/// What stands between two marks of a stream, within ten seconds; files of a shell may print before and after.
#[cfg(unix)]
fn between(
    mut stream: impl std::io::Read + Send + 'static,
    mark: String,
) -> Option<Zeroizing<Vec<u8>>> {
    use std::sync::mpsc;
    use std::time::Duration;

    const PATIENCE: Duration = Duration::from_secs(10);
    const LIMIT: usize = 4 * 1024 * 1024;

    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut read = Zeroizing::new(Vec::with_capacity(64 * 1024));
        let mut piece = Zeroizing::new([0; 4096]);
        while let Ok(length @ 1..) = stream.read(&mut *piece) {
            read.extend_from_slice(&piece[..length]);
            if read.len() > LIMIT {
                return;
            }
            if let Some(found) = within(&read, mark.as_bytes()) {
                // Nobody waits any more where it took too long.
                let _ = tell.send(found);
                return;
            }
        }
    });
    told.recv_timeout(PATIENCE).ok()
}

#[cfg(unix)]
fn within(text: &[u8], mark: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let find = |text: &[u8]| text.windows(mark.len()).position(|part| part == mark);
    let from = find(text)? + mark.len();
    let length = find(&text[from..])?;
    Some(Zeroizing::new(text[from..from + length].to_vec()))
}

#[cfg(unix)]
fn variables(told: &[u8]) -> Vec<(String, Zeroizing<String>)> {
    let entries = told.split(|&byte| byte == 0);
    let texts = entries.filter_map(|entry| std::str::from_utf8(entry).ok());
    let pairs = texts.filter_map(|text| text.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), Zeroizing::new(value.to_owned())))
        .collect()
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn shell(script: &str) -> (tempfile::TempDir, OsString) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shell");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("may run");
        (folder, path.into_os_string())
    }

    #[test]
    fn what_a_shell_sets_is_told_and_what_it_prints_is_not() {
        let script = "echo A banner=1; A_TEST='one\ntwo' B_TEST=x; export A_TEST B_TEST; shift 3; eval \"$1\"; echo C_TEST=no";
        let (_folder, path) = shell(script);
        let found = ask(path).expect("an environment");
        let value = |name: &str| {
            let found = found.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.to_string())
        };
        assert_eq!(value("A_TEST").as_deref(), Some("one\ntwo"));
        assert_eq!(value("B_TEST").as_deref(), Some("x"));
        assert_eq!(value("C_TEST"), None);
        assert_eq!(
            value("CARGO_MANIFEST_DIR"),
            None,
            "nothing of ours went along"
        );
    }

    #[test]
    fn a_shell_that_tells_nothing_is_given_up() {
        let (_folder, path) = shell("exit 3");
        assert_eq!(ask(path).err(), Some(ImportFault::Shell));
        let nowhere = OsString::from("/nowhere/at/all");
        assert_eq!(ask(nowhere).err(), Some(ImportFault::Shell));
    }
}

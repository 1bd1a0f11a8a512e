//! A7: odd languages, odd paths, an open umask, and an environment that says nothing.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use keystow_faults::home::program;
use keystow_faults::program::{Ran, Running, finish};
use keystow_faults::race::SERVICE;
use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::KeyringSession;

/// The program with its arguments, and with what is odd about its place.
fn in_place(session: &KeyringSession, args: &[&str], change: impl Fn(&mut Command)) -> Command {
    let mut command = session.command(&*program("keystow"));
    command.args(args);
    change(&mut command);
    command
}

/// Stores a key, reads it in another process, lists it, looks at it, and removes it.
fn lives(what: &str, session: &KeyringSession, change: impl Fn(&mut Command)) {
    let run = |args: &[&str], stdin: &str| {
        let ran = finish(|| in_place(session, args, &change), stdin);
        assert_eq!(ran.code, Some(0), "{what:?}: {args:?}: {ran:?}");
        ran
    };
    let label = "İıŞğ ß";
    let add = ["add", "groq", "--no-check", "--label", label];
    run(&add, GOOD_GROQ_KEY);
    run(&["add", "openai", "--no-check"], "fake-key-0123456789");
    assert_eq!(run(&["get", "groq"], "").stdout, GOOD_GROQ_KEY, "{what:?}");
    let listed = run(&["list", "--json"], "");
    assert!(listed.stdout.contains(label), "{what:?}: {listed:?}");
    // Upper and lower case are those of the names, not of a language.
    run(&["show", "OPENAI"], "");
    run(&["doctor"], "");
    run(&["remove", "groq", "--yes"], "");
    run(&["remove", "openai", "--yes"], "");
}

fn vault_in(folder: &Path) -> impl Fn(&mut Command) {
    let folder = folder.to_owned();
    move |command| {
        command.env("KEYSTOW_DATA_DIR", &folder);
    }
}

#[test]
fn a7_odd_languages_change_nothing() {
    let session = KeyringSession::start(true);
    for language in ["tr_TR.UTF-8", "C", "POSIX", "xx_XX", "ar_EG.UTF-8", ""] {
        let folder = session.home().join(format!("vault-{language}"));
        let place = vault_in(&folder);
        lives(language, &session, |command| {
            place(command);
            command.env("LC_ALL", language).env("LANG", language);
            command.env("LANGUAGE", language);
        });
    }
}

#[test]
fn a7_odd_paths_hold_a_vault() {
    let session = KeyringSession::start(true);
    let names = [
        "with blanks  in it",
        "Größe und Übermut",
        "🔑 keys 👩‍👩‍👧",
        "a\nline",
        "a?query#fragment&mode=memory",
        "%41%00",
        "'; DROP TABLE slot; --",
        "-rf",
        ":memory:",
        "file:x",
        "$HOME",
    ];
    for name in names {
        let folder = session.home().join("odd").join(name).join("vault");
        lives(name, &session, vault_in(&folder));
        assert!(folder.join("vault.db").is_file(), "{name:?}");
    }
}

#[test]
fn a7_a_relative_path_holds_a_vault_where_the_program_was_started() {
    let session = KeyringSession::start(true);
    for name in ["vault", "-rf", "./a b", ":memory:", "file:x?mode=memory"] {
        let folder = tempfile::tempdir_in(session.home()).unwrap();
        lives(name, &session, |command| {
            command
                .env("KEYSTOW_DATA_DIR", name)
                .current_dir(folder.path());
        });
        assert!(
            folder.path().join(name).join("vault.db").is_file(),
            "{name:?}"
        );
    }
}

/// A folder whose whole path has so many bytes.
fn long(session: &KeyringSession, length: usize) -> PathBuf {
    let mut path = session.home().as_os_str().to_owned();
    while path.len() < length {
        let room = length - path.len() - 1;
        // What is left must have room for a slash and a name.
        let part = if room > 202 { 200 } else { room };
        path.push("/");
        path.push("x".repeat(part));
    }
    PathBuf::from(path)
}

/// What cannot be is said in words that name it.
fn is_said(ran: &Ran, what: &str) {
    assert!(matches!(ran.code, Some(1 | 4 | 8)), "{what}: {ran:?}");
    assert!(ran.stderr.starts_with("error: "), "{what}: {ran:?}");
    let unnamed = ["panicked", "does not know"];
    let named = unnamed.iter().all(|words| !ran.stderr.contains(words));
    assert!(named, "{what}: {ran:?}");
}

#[test]
fn a7_very_long_paths_hold_a_vault_or_are_refused_in_words() {
    let session = KeyringSession::start(true);
    for length in [200, 400, 468] {
        let folder = long(&session, length);
        assert_eq!(folder.as_os_str().len(), length);
        lives(&length.to_string(), &session, vault_in(&folder));
    }
    let entries = || session.entries(&[("service", SERVICE)]).len();
    for length in [469, 480, 500, 505, 512, 600, 1000, 4000, 5000] {
        let folder = long(&session, length);
        let command = || in_place(&session, &["add", "groq", "--no-check"], vault_in(&folder));
        let before = entries();
        let ran = finish(command, GOOD_GROQ_KEY);
        if ran.code == Some(0) {
            let command = || in_place(&session, &["get", "groq"], vault_in(&folder));
            assert_eq!(finish(command, "").stdout, GOOD_GROQ_KEY, "{length}");
        } else {
            is_said(&ran, &length.to_string());
            assert_eq!(entries(), before, "{length}: a secret for nothing");
            assert!(!folder.exists(), "{length}: a folder for nothing");
        }
    }
    let too_long = session.home().join("x".repeat(300));
    let command = || {
        in_place(
            &session,
            &["add", "groq", "--no-check"],
            vault_in(&too_long),
        )
    };
    is_said(&finish(command, GOOD_GROQ_KEY), "a name of 300 bytes");
}

#[test]
fn a7_a_path_that_is_no_text_holds_a_vault_or_is_refused_in_words() {
    let session = KeyringSession::start(true);
    let name = OsString::from_vec(b"not \xff\xfe text".to_vec());
    let folder = session.home().join(name);
    let command = || in_place(&session, &["add", "groq", "--no-check"], vault_in(&folder));
    let ran = finish(command, GOOD_GROQ_KEY);
    let command = || in_place(&session, &["get", "groq"], vault_in(&folder));
    let got = finish(command, "");
    if ran.code == Some(0) {
        assert_eq!(got.stdout, GOOD_GROQ_KEY);
    } else {
        is_said(&ran, "add");
        assert!(session.entries(&[("service", SERVICE)]).is_empty());
        assert!(matches!(got.code, Some(1 | 3 | 4 | 8)), "{got:?}");
        assert!(!got.stderr.contains("panicked"), "{got:?}");
    }
}

#[test]
fn a7_text_that_is_no_text_in_the_environment_and_arguments_is_refused_in_words() {
    let session = KeyringSession::start(true);
    let odd = || OsString::from_vec(b"\xff\xfe".to_vec());
    let run = |args: &[&str], change: &dyn Fn(&mut Command)| {
        finish(|| in_place(&session, args, change), "")
    };
    is_refused(&run(&["list"], &|command| {
        command.env("KEYSTOW_PROFILE", odd());
    }));
    is_refused(&run(&["get"], &|command| {
        command.arg(odd());
    }));
    for name in [
        "KEYSTOW_LOG",
        "LC_ALL",
        "XDG_CURRENT_DESKTOP",
        "HTTPS_PROXY",
    ] {
        let listed = run(&["list", "--json"], &|command| {
            command.env(name, odd());
        });
        assert_eq!(listed.exits(0).stdout.trim(), "[]", "{name}");
    }
}

fn is_refused(ran: &Ran) {
    assert!(matches!(ran.code, Some(2 | 3 | 8)), "{ran:?}");
    assert!(!ran.stderr.contains("panicked"), "{ran:?}");
}

/// Demands that nobody else may enter this folder or open its files; returns their names.
fn is_private(folder: &Path) -> BTreeSet<String> {
    let demand = |path: &Path, wanted: u32| {
        let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!(mode, wanted, "{} is {mode:o}", path.display());
    };
    demand(folder, 0o700);
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        demand(&entry.path(), 0o600);
        names.insert(entry.file_name().into_string().unwrap());
    }
    names
}

#[test]
fn a7_an_open_umask_opens_nothing() {
    let session = KeyringSession::start(true);
    for mask in ["000", "022", "077"] {
        let folder = session.home().join(format!("shared-{mask}")).join("vault");
        let command = |args: &[&str]| {
            let mut command = session.command("sh");
            command.args(["-c", r#"umask "$1"; shift; exec "$@""#, "sh", mask]);
            command.arg(&*program("keystow")).args(args);
            vault_in(&folder)(&mut command);
            command
        };
        let add = ["add", "groq", "--no-check"];
        finish(|| command(&add), GOOD_GROQ_KEY).exits(0);
        let names = is_private(&folder);
        assert!(
            names.contains("vault.db") && names.contains("vault.id"),
            "{names:?}"
        );

        // While a process has the vault open there are more files: one that waits for the keyring.
        let monitor = session.monitor();
        session.pause();
        let open = Running::start(command(&["check", "groq"]), "");
        monitor.wait_for("SearchItems", 1);
        let names = is_private(&folder);
        assert!(names.contains("vault.db-wal"), "umask {mask}: {names:?}");
        session.resume();
        drop(open);
    }
}

#[test]
fn a7_without_xdg_variables_the_vault_is_in_the_home() {
    let session = KeyringSession::start(true);
    let home = session.home().join("another home");
    std::fs::create_dir(&home).unwrap();
    lives("no XDG variables", &session, |command| {
        for (name, _) in session.envs() {
            if name.starts_with("XDG_") {
                command.env_remove(name);
            }
        }
        command.env("HOME", &home);
    });
    assert!(home.join(".local/share/keystow/vault.db").is_file());
}

#[test]
fn a7_without_a_home_a_vault_that_was_named_works_and_a_bus_is_found() {
    let session = KeyringSession::start(true);
    let folder = session.home().join("vault");
    lives("no home", &session, |command| {
        for (name, _) in session.envs() {
            if name != "DBUS_SESSION_BUS_ADDRESS" {
                command.env_remove(name);
            }
        }
        command.env("KEYSTOW_DATA_DIR", &folder);
    });
    // A bus is where the runtime folder is, where nobody names its address.
    let folder = session.home().join("second");
    lives("no address of the bus", &session, |command| {
        command.env_remove("DBUS_SESSION_BUS_ADDRESS");
        command.env("KEYSTOW_DATA_DIR", &folder);
    });
}

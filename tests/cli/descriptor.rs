//! `--passphrase-fd`: the very descriptor that was handed over, or a refusal.

use std::fs::File;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::bench::{Bench, DEADLINE, GOOD_GROQ_KEY, PASSPHRASE};

/// Becomes the program, with what stood on stdin on descriptor 3.
const HAND_OVER: &str = r#"exec "$0" "$@" --passphrase-fd 3 3<&0 </dev/null"#;

/// The same after a first line that somebody else reads.
const SECOND_LINE: &str = r#"read -r first; exec "$0" "$@" --passphrase-fd 3 3<&0 </dev/null"#;

/// Becomes the program, with nothing open but stdin, stdout and stderr.
const NOTHING_OPEN: &str = r#"exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-; exec "$0" "$@" </dev/null"#;

/// A vault that only a passphrase opens, with a key for Groq.
fn headless() -> Bench {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(0);
    bench
}

/// Runs the program by way of a shell.
fn shell(bench: &Bench, script: &str, args: &[&str], stdin: Stdio) -> Output {
    Command::new("sh")
        .args(["-c", script])
        .arg(assert_cmd::cargo::cargo_bin!("keystow"))
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(bench.session().envs())
        .env("KEYSTOW_DATA_DIR", bench.data().join("data"))
        .stdin(stdin)
        .output()
        .unwrap()
}

#[track_caller]
fn prints_the_key(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(printed, GOOD_GROQ_KEY, "{said}");
}

#[test]
fn a_file_is_read_from_where_its_descriptor_stands() {
    let bench = headless();
    let path = bench.data().join("two lines");
    std::fs::write(&path, format!("somebody else's line\n{PASSPHRASE}\n")).unwrap();
    let file = File::open(&path).unwrap();
    let output = shell(&bench, SECOND_LINE, &["get", "groq"], file.into());
    prints_the_key(&output);
}

#[test]
fn a_socket_is_a_descriptor_like_any_other() {
    let bench = headless();
    let (mut ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    ours.write_all(format!("{PASSPHRASE}\n").as_bytes())
        .unwrap();
    let theirs = std::os::fd::OwnedFd::from(theirs);
    let output = shell(&bench, HAND_OVER, &["get", "groq"], theirs.into());
    prints_the_key(&output);
}

#[test]
fn a_descriptor_that_cannot_be_read_is_refused_at_once() {
    let bench = Bench::without_bus();
    let ran = bench
        .run(&["list", "--passphrase-fd", "1"], "")
        .exits(2)
        .says("descriptor 1 is not open for reading");
    assert!(ran.took < DEADLINE, "{ran:?}");
}

#[test]
fn no_descriptor_of_the_programs_own_is_taken_for_the_one_that_was_meant() {
    let bench = Bench::without_bus();
    for number in 3..=9 {
        let args = ["list", "--passphrase-fd", &number.to_string()];
        let output = shell(&bench, NOTHING_OPEN, &args, Stdio::null());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{number}: {said}");
        assert!(said.contains("is not open for reading"), "{number}: {said}");
    }
}

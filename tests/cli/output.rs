//! stdout and stderr as other programs see them.

use crate::bench::Bench;

#[test]
fn version_and_help_are_data() {
    let bench = Bench::without_bus();
    let ran = bench.run(&["--version"], "").exits(0);
    assert_eq!(
        ran.stdout,
        concat!("keystow ", env!("CARGO_PKG_VERSION"), "\n")
    );
    let ran = bench.run(&["--help"], "").exits(0);
    assert!(ran.stdout.contains("Examples:"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'), "no colour off a terminal");
    for verb in [
        "add",
        "update",
        "remove",
        "list",
        "show",
        "check",
        "models",
        "get",
        "providers",
        "doctor",
        "profile",
        "init",
        "recovery",
        "recovery create",
        "recovery use",
        "passphrase",
        "passphrase set",
        "passphrase remove",
        "rotate",
        "backup",
        "restore",
    ] {
        let args: Vec<&str> = verb.split(' ').chain(["--help"]).collect();
        let help = bench.run(&args, "").exits(0).stdout;
        assert!(help.contains(&format!("keystow {verb}")), "{help}");
        assert!(help.contains("Example"), "{help}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_not() {
    let bench = Bench::without_bus();
    let program = assert_cmd::cargo::cargo_bin!("keystow")
        .display()
        .to_string();
    let shell = |script: String| {
        let mut command = std::process::Command::new("sh");
        command
            .arg("-c")
            .arg(script)
            .env("KEYSTOW_DATA_DIR", bench.data().join("data"));
        command.output().unwrap()
    };
    let full = shell(format!("'{program}' providers --json > /dev/full"));
    assert_eq!(full.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&full.stderr).contains("no space left"));

    // A reader that is gone before the program starts.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let closed = std::process::Command::new(&program)
        .args(["providers", "--json"])
        .env("KEYSTOW_DATA_DIR", bench.data().join("data"))
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(closed.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&closed.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_writes_no_core_and_lets_nobody_read_its_memory() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let bench = Bench::without_bus();
    // `add` waits for its stdin, so that it can be looked at.
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("keystow"))
        .args(["add", "groq"])
        .env("KEYSTOW_DATA_DIR", bench.data().join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", child.id());
    let zero = |text: &str| {
        text.lines()
            .find(|line| line.starts_with("Max core file size"))
            .is_some_and(|line| line.split_whitespace().nth(4) == Some("0"))
    };
    let mut seen = false;
    for _ in 0..100 {
        seen = std::fs::read_to_string(&limits).is_ok_and(|text| zero(&text));
        if seen {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    child.stdin.take().unwrap().write_all(b"").unwrap();
    child.wait().unwrap();
    assert!(seen, "the soft limit for core files is 0");
}

//! The program from outside: what it says without opening a window, and what it exports.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Plainly fake, and nowhere else in memory but where it is looked for.
const CONTROL: &str = "fake-control-";

#[test]
fn the_version_is_told_without_a_window() {
    let output = Command::new(env!("CARGO_BIN_EXE_keystow-desktop"))
        .arg("--version")
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success());
    let line = concat!("keystow-desktop ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8_lossy(&output.stdout), line);
}

/// WebKit's own libraries would otherwise bind to the SQLite inside this program.
#[cfg(target_os = "linux")]
#[test]
fn the_program_exports_no_symbol_of_sqlite() {
    let output = Command::new("nm")
        .args([
            "--dynamic",
            "--defined-only",
            env!("CARGO_BIN_EXE_keystow-desktop"),
        ])
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(!String::from_utf8_lossy(&output.stdout).contains("sqlite3_"));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_program_says_so_and_ends() {
    let home = tempfile::tempdir().unwrap();
    for display in [
        None,
        Some(("DISPLAY", ":4711")),
        Some(("WAYLAND_DISPLAY", "none")),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_keystow-desktop"))
            .env_clear()
            .env("HOME", home.path())
            .envs(display)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{display:?}: {said}");
        assert!(said.contains("no display can be reached"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

/// Where there is no display, the program starts itself once more and then ends.
#[cfg(target_os = "linux")]
#[test]
fn the_program_starts_itself_once_more_and_not_for_ever() {
    let home = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_keystow-desktop"))
        .env_clear()
        .env("HOME", home.path())
        .env("GLIBC_TUNABLES", "glibc.malloc.check=0")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    let ended = loop {
        match program.try_wait().unwrap() {
            None if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(50)),
            ended => break ended,
        }
    };
    let _ = program.kill();
    assert!(!ended.unwrap().success());
}

/// This program's allocator is glibc's own, as it is for a library written in C.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn what_is_freed_is_overwritten() {
    for (bytes, tunables) in [("4096", ""), ("52", "glibc.malloc.tcache_count=0")] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "process::freed_memory", "--ignored"])
            .env("KEYSTOW_TEST_BYTES", bytes)
            .env("GLIBC_TUNABLES", tunables)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{bytes}: {said}"
        );
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
#[ignore = "runs as the inner half of another test"]
fn freed_memory() {
    use std::os::unix::fs::FileExt;

    let bytes: usize = std::env::var("KEYSTOW_TEST_BYTES")
        .unwrap()
        .parse()
        .unwrap();
    // Opened before the process may not be read any more.
    let memory = std::fs::File::open("/proc/self/mem").unwrap();
    keystow::process::harden();
    keystow::process::harden();
    let text = CONTROL.repeat(bytes / CONTROL.len());
    let place = text.as_ptr().addr() as u64;
    let mut found = vec![0; text.len()];
    memory.read_exact_at(&mut found, place).unwrap();
    assert_eq!(found, text.as_bytes(), "it is looked for where it is");
    drop(text);
    memory.read_exact_at(&mut found, place).unwrap();
    let found = String::from_utf8_lossy(&found);
    assert!(!found.contains(CONTROL), "it is still there");
}

//! The program from outside: what it says without opening a window, and what it exports.

use std::process::Command;

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

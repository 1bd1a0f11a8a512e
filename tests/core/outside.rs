//! The library as other programs use it: linked from a crate that is no member of this workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use keystow_test_support::session::KeyringSession;

/// A crate of its own in `folder`, with the versions of this workspace.
fn write_crate(folder: &Path) {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = core.join("../../..").canonicalize().unwrap();
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"outside\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nkeystow = {{ path = '{}' }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
         [profile.dev]\ndebug = false\n",
        core.display()
    );
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/main.rs"), include_str!("outside/main.rs")).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Beside what this test was built into, so that a second run builds nothing anew.
fn target() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(3).unwrap();
    profile.join("outside")
}

#[test]
fn a_crate_outside_the_workspace_links_the_library_and_is_lent_a_key() {
    let session = KeyringSession::start(true);
    let folder = session.home().join("outside");
    write_crate(&folder);
    let built = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target())
        .env("SQLX_OFFLINE", "true")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{words}");
    let lent = session
        .command(target().join("debug/outside"))
        .env("KEYSTOW_DATA_DIR", session.home().join("data"))
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&lent.stderr);
    assert!(lent.status.success(), "{words}");
    assert_eq!(String::from_utf8_lossy(&lent.stdout), "lent\n");
}

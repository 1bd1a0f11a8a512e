//! `cargo xtask package`: the Debian package with the window, the command line, icons and menu entry,
//! checked by unpacking it, and on request by installing it into a clean system.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::e2e;
use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// What the package must carry.
const CARRIED: &[&str] = &[
    "usr/bin/keystow-desktop",
    "usr/bin/keystow",
    "usr/share/applications/Keystow.desktop",
    "usr/share/metainfo/dev.keystow.desktop.metainfo.xml",
    "usr/share/icons/hicolor/128x128/apps/keystow-desktop.png",
    "usr/share/icons/hicolor/scalable/apps/keystow-desktop.svg",
    "usr/share/doc/keystow/copyright",
];

/// Builds and checks the package; of the debug build when `debug`.
///
/// # Errors
/// It does not build, or a check finds a fault.
pub(crate) fn run(workspace: &Workspace, debug: bool, install_check: bool) -> Result<(), Failure> {
    needs::install([packages::BUILD, packages::PACKAGE].concat())?;
    needs::ui(workspace)?;
    let package = if debug {
        bundle_debug(workspace)?
    } else {
        bundle_release(workspace)?
    };
    check_unpacked(workspace, &package)?;
    if install_check {
        install_into_clean_root(workspace, &package)?;
    }
    println!("   The package is {}.", workspace.shown(&package));
    Ok(())
}

/// Packages the debug programs as they are; nothing is built twice.
fn bundle_debug(workspace: &Workspace) -> Result<PathBuf, Failure> {
    e2e::make(workspace)?;
    tauri(workspace, &["bundle", "--debug"], "debug")?;
    newest_package(&workspace.target.join("debug/bundle/deb"))
}

fn bundle_release(workspace: &Workspace) -> Result<PathBuf, Failure> {
    Run::cargo(&workspace.root)
        .args(["build", "--release", "--locked", "--package", "keystow-cli"])
        .run()?;
    tauri(workspace, &["build"], "release")?;
    newest_package(&workspace.target.join("release/bundle/deb"))
}

/// Runs Tauri's command at the root; the command line is taken from cargo's own build folder.
fn tauri(workspace: &Workspace, args: &[&str], profile: &str) -> Result<(), Failure> {
    let cli = workspace.target.join(profile).join("keystow");
    let files =
        json!({ "bundle": { "linux": { "deb": { "files": { "/usr/bin/keystow": cli } } } } });
    let folder = workspace.target.join(profile).join("bundle/deb");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    Run::new(workspace.ui().join("node_modules/.bin/tauri"))
        .args(args)
        .args(["--bundles", "deb", "--ci", "--config"])
        .arg(files.to_string())
        .dir(&workspace.root)
        .env("SQLX_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", &workspace.target)
        .deadline(Duration::from_hours(1))
        .run()
}

fn newest_package(folder: &Path) -> Result<PathBuf, Failure> {
    fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .ok_or_else(|| Failure::new(format!("no package in {}", folder.display())))
}

/// Unpacks the package and checks that it is whole: files, menu entry, libraries, both programs.
fn check_unpacked(workspace: &Workspace, package: &Path) -> Result<(), Failure> {
    let root = workspace.target.join("package-root");
    if root.is_dir() {
        fs::remove_dir_all(&root)?;
    }
    Run::new("dpkg-deb")
        .arg("--extract")
        .arg(package)
        .arg(&root)
        .run()?;
    for file in CARRIED {
        if !root.join(file).is_file() {
            return Err(Failure::new(format!("the package lacks {file}")));
        }
    }
    Run::new("desktop-file-validate")
        .arg(root.join(CARRIED[2]))
        .run()?;
    Run::new("appstreamcli")
        .args(["validate", "--no-net"])
        .arg(root.join(CARRIED[3]))
        .run()?;
    for program in &CARRIED[..2] {
        let program = root.join(program);
        let libraries = Run::new("ldd").arg(&program).output()?;
        if let Some(missing) = libraries.lines().find(|line| line.contains("not found")) {
            return Err(Failure::new(format!(
                "{} needs {missing}",
                program.display()
            )));
        }
        Run::new(&program)
            .arg("--version")
            .deadline(Duration::from_secs(10))
            .run()?;
    }
    Ok(())
}

/// Installs the package with apt into a fresh Debian 12 and starts both programs there.
fn install_into_clean_root(workspace: &Workspace, package: &Path) -> Result<(), Failure> {
    if !needs::is_root() {
        return Err(Failure::new(
            "making a clean Debian needs root; run this as root",
        ));
    }
    needs::install(packages::CLEAN_ROOT.iter().copied())?;
    let root = workspace.target.join("clean-root");
    if root.is_dir() {
        fs::remove_dir_all(&root)?;
    }
    let mirror = mirror()?;
    println!("   A clean Debian 12 comes from this machine's own mirror, {mirror}.");
    Run::new("debootstrap")
        .args(["--variant=minbase", "bookworm"])
        .arg(&root)
        .arg(&mirror)
        .run()?;
    copy_apt_settings(&root)?;
    fs::copy(package, root.join("keystow.deb"))?;
    let within = |args: &[&str]| {
        Run::new("chroot")
            .arg(&root)
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .deadline(Duration::from_mins(15))
    };
    within(&["apt-get", "-q", "update"]).run()?;
    within(&[
        "apt-get",
        "-q",
        "-y",
        "install",
        "--no-install-recommends",
        "/keystow.deb",
    ])
    .run()?;
    within(&["keystow", "--version"]).run()?;
    within(&["keystow-desktop", "--version"]).run()?;
    within(&["apt-get", "-q", "-y", "purge", "keystow"]).run()?;
    if root.join("usr/bin/keystow").exists() {
        return Err(Failure::new(
            "removing the package left its command line behind",
        ));
    }
    Ok(())
}

/// The mirror that this machine's apt uses for Debian itself.
fn mirror() -> Result<String, Failure> {
    let listed = Run::new("apt-get")
        .args([
            "indextargets",
            "--format",
            "$(REPO_URI) $(ORIGIN) $(COMPONENT) $(RELEASE)",
        ])
        .output()?;
    listed
        .lines()
        .find(|line| line.contains(" Debian main bookworm"))
        .or_else(|| listed.lines().find(|line| line.contains(" Debian main ")))
        .and_then(|line| line.split(' ').next())
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("apt knows no mirror of Debian; run apt-get update first"))
}

/// Gives the clean root the proxies and names that this machine needs to reach its mirror.
fn copy_apt_settings(root: &Path) -> Result<(), Failure> {
    let folder = Path::new("/etc/apt/apt.conf.d");
    for entry in fs::read_dir(folder)?.flatten() {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        if text.contains("Acquire::http") {
            fs::copy(
                entry.path(),
                root.join("etc/apt/apt.conf.d").join(entry.file_name()),
            )?;
        }
    }
    if Path::new("/etc/resolv.conf").exists() {
        fs::copy("/etc/resolv.conf", root.join("etc/resolv.conf"))?;
    }
    Ok(())
}

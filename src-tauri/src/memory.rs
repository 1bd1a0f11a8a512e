//! Memory that the window's C and C++ libraries give back: it is overwritten, as the Rust side's is.
//!
//! A key that is typed or shown passes through `GLib` and WebKit, which free their copies as they are.
//! [`keystow::process::harden`] has glibc overwrite what is freed, but two caches stand before it, and both
//! are turned off only by the environment that a program starts with: glibc's own of small pieces, and
//! WebKit's allocator. So the program starts itself once more with that environment. Both are asked before
//! `main`, so that it is taken out again there: neither WebKit's processes nor a browser inherit it.
//!
//! What stays: the last eight bytes of a piece, which glibc does not overwrite, and what is not freed.
//!
//! Sources: the glibc manual on `glibc.malloc.tcache_count`; WebKit's `bmalloc/Environment.cpp` on `Malloc`.

/// Turns glibc's cache off.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const NO_CACHE: (&str, &str) = ("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0");
/// Has WebKit take its memory from glibc, whatever the value; ours tells the second start from the first.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const SYSTEM_MALLOC: (&str, &str) = ("Malloc", "system");

/// Starts the program once more, in the same process, without the caches; returns where that has happened.
/// Call it in `main` before there is a second thread.
///
/// A refusal is not an error: the program works all the same.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn without_caches() {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    let tunables = std::env::var(NO_CACHE.0).unwrap_or_default();
    if std::env::var_os(SYSTEM_MALLOC.0).is_some_and(|value| value == SYSTEM_MALLOC.1) {
        let given = tunables.strip_suffix(NO_CACHE.1).unwrap_or(&tunables);
        put_back(given.trim_end_matches(':'));
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    // Its owner's own tunables stay in force.
    let colon = if tunables.is_empty() { "" } else { ":" };
    let tunables = format!("{tunables}{colon}{}", NO_CACHE.1);
    let mut arguments = std::env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    // Comes back only where it failed.
    let _refused = again
        .args(arguments)
        .env(NO_CACHE.0, tunables)
        .env(SYSTEM_MALLOC.0, SYSTEM_MALLOC.1)
        .exec();
}

/// Other platforms have no such switches.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn without_caches() {}

/// Puts the environment back as the program was given it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(
    unsafe_code,
    reason = "the environment is changed before there is a second thread that could read it"
)]
fn put_back(tunables: &str) {
    unsafe {
        std::env::remove_var(SYSTEM_MALLOC.0);
        if tunables.is_empty() {
            std::env::remove_var(NO_CACHE.0);
        } else {
            std::env::set_var(NO_CACHE.0, tunables);
        }
    }
}

//! What a program can do for the secrecy of its own memory, and how it ends for certain.

/// Turns core files and other processes' reads of this one's memory off, and has the C library overwrite what
/// its callers free, where the platform has such switches. Call it early in `main` of a program that holds
/// keys; again does no harm. A child process inherits the limit, not the other two.
///
/// A refusal is not an error: the program works all the same.
#[cfg(target_os = "linux")]
pub fn harden() {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
    };
    let before = getrlimit(Resource::Core);
    let _ = CORE_LIMIT.set(before.current);
    let limit = Rlimit {
        current: Some(0),
        ..before
    };
    let _ = setrlimit(Resource::Core, limit);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    overwrite_freed_memory();
}

/// The limit for core files before [`harden`].
#[cfg(target_os = "linux")]
static CORE_LIMIT: std::sync::OnceLock<Option<u64>> = std::sync::OnceLock::new();

/// Puts the limit for core files back, right before another program takes this one's place or is started: it
/// is to run as if nobody had started it but its owner.
pub fn restore_limits() {
    #[cfg(target_os = "linux")]
    if let Some(&current) = CORE_LIMIT.get() {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = Rlimit {
            current,
            ..getrlimit(Resource::Core)
        };
        let _ = setrlimit(Resource::Core, limit);
    }
}

/// Other platforms have no such switch that needs no foreign code.
#[cfg(not(target_os = "linux"))]
pub fn harden() {}

/// Has `free` fill what it takes back with a pattern: libraries written in C free their copies of a key
/// as they are, and know nothing of the wiping allocator of the Rust side.
///
/// Source: mallopt(3), `M_PERTURB`.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn overwrite_freed_memory() {
    const PATTERN: libc::c_int = 0xAA;
    #[expect(
        unsafe_code,
        reason = "sets a number inside the C library, which has no safe name; any value is sound"
    )]
    let _ = unsafe { libc::mallopt(libc::M_PERTURB, PATTERN) };
}

/// Only glibc has the switch.
#[cfg(all(target_os = "linux", not(target_env = "gnu")))]
fn overwrite_freed_memory() {}

/// Has all threads take memory from one heap: a program that ends soon spends more on a heap for each of its
/// threads than on waiting for one. Call it before the first thread is started.
///
/// Source: mallopt(3), `M_ARENA_MAX`.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn share_one_heap() {
    #[expect(
        unsafe_code,
        reason = "sets a number inside the C library, which has no safe name; any value is sound"
    )]
    let _ = unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
}

/// Only glibc has the switch.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn share_one_heap() {}

/// Ends the process at once. Nothing that hangs can hold it up: neither another thread that is ending the
/// process already, nor what libraries want to do at its end.
pub fn end(code: i32) -> ! {
    #[cfg(unix)]
    {
        #[expect(
            unsafe_code,
            reason = "the system call, without what the C library does first; has no safe name"
        )]
        unsafe {
            libc::_exit(code)
        }
    }
    #[cfg(not(unix))]
    std::process::exit(code)
}

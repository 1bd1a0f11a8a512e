//! What a program can do for the secrecy of its own memory.

/// Turns core files and other processes' reads of this one's memory off, where the platform has such a
/// switch. Call it early in `main` of a program that holds keys; a child process inherits the limit, not the switch.
///
/// A refusal is not an error: the program works all the same.
#[cfg(target_os = "linux")]
pub fn harden() {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
    };
    let maximum = getrlimit(Resource::Core).maximum;
    let limit = Rlimit {
        current: Some(0),
        maximum,
    };
    let _ = setrlimit(Resource::Core, limit);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// Other platforms have no such switch that needs no foreign code.
#[cfg(not(target_os = "linux"))]
pub fn harden() {}

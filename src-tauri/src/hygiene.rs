//! What the process does for its own secrecy before it reads anything: freed memory is wiped, no core file
//! is written, and no other process of the same account may read its memory.

use zeroizing_alloc::ZeroAlloc;

/// Wipes memory when it is freed; catches the copies that libraries leave behind.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// Turns core files and foreign memory reads off, where the platform has such a switch.
///
/// A refusal is not an error: the window works all the same.
#[cfg(target_os = "linux")]
pub(crate) fn harden() {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
    };
    let maximum = getrlimit(Resource::Core).maximum;
    let _ = setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum,
        },
    );
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// Other platforms have no such switch that needs no foreign code.
#[cfg(not(target_os = "linux"))]
pub(crate) fn harden() {}

//! Faults of what is not built yet. The table names them, so that nobody takes them for survived.

/// The fault's number and name, and what it waits for.
pub const UNBUILT: &[(&str, &str)] = &[(
    "A6 a missing, killed or signalled child of `run`",
    "`keystow run` is not built yet",
)];

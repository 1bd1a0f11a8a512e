//! Fuzzing of everything that reads what others wrote: sealed blobs, the keyring's line, codes that
//! people type, backup files, providers' answers, base URLs and pasted text.
//!
//! What it is for: finding inputs that make a reader panic, hang or break one of its promises. Each
//! target says its promises in `run`, so a wrong answer counts as much as a crash.
//!
//! What always holds: nothing here needs more than a stable compiler. A run is a function of target
//! and seed alone (nonces aside), so whatever was found can be found again. Cases are kept whose
//! answer no case before them had: the answers, not counters in the code, guide the search.
//!
//! What it does not do: it never asks a keyring, a network or a database.

pub mod case;
pub mod chance;
pub mod engine;
mod mutate;
mod panics;
mod shrink;
pub mod targets;

pub use case::{Case, Field, Kind};
pub use engine::{Finding, Found, Limit, Report, Target, fuzz};

//! The commands beside `test`, one file each.

pub(crate) mod agents;
pub(crate) mod bench;
pub(crate) mod e2e;
pub(crate) mod faults;
pub(crate) mod fuzz;
pub(crate) mod gallery;
pub(crate) mod icons;
pub(crate) mod interop;
pub(crate) mod package;
pub(crate) mod practice;
pub(crate) mod run;

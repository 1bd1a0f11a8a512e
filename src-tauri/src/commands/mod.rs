//! The commands of the window, by noun. Each takes a request, calls the core, and returns a view; none
//! decides anything.

pub(crate) mod attempts;
pub(crate) mod backup;
pub(crate) mod clipboard;
pub(crate) mod credentials;
pub(crate) mod doctor;
pub(crate) mod endpoints;
pub(crate) mod imports;
pub(crate) mod loans;
pub(crate) mod models;
pub(crate) mod profiles;
pub(crate) mod providers;
pub(crate) mod recipes;
pub(crate) mod recovery;
pub(crate) mod rotation;
pub(crate) mod settings;
pub(crate) mod slots;
pub(crate) mod vault;

use crate::error::CommandError;

/// What a command answers.
pub(crate) type Answer<T> = Result<T, CommandError>;

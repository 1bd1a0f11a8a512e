//! What a machine must have, and putting there what it lacks. Every function says what it installs
//! and why before it does, and returns at once where nothing is missing.

mod browser;
mod system;
mod tools;
mod ui;

pub(crate) use self::browser::browser;
pub(crate) use self::system::{install, is_root, packages};
pub(crate) use self::tools::{Tool, tool};
pub(crate) use self::ui::ui;

//! `keystow recovery`: the second way into the vault, on paper.

mod create;
mod open;
pub(super) mod paper;

use super::Context;
use crate::args::Recovery;
use crate::exit::{Code, Failure};

/// Makes a code, or uses one.
///
/// # Errors
/// What is wrong with the code that was typed, or with the vault.
pub(super) async fn run(context: &Context, verb: &Recovery) -> Result<Code, Failure> {
    match verb {
        Recovery::Create(args) => create::run(context, args).await,
        Recovery::Use(args) => open::run(context, args).await,
    }
}

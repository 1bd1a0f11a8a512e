//! `keystow`, the command line of Keystow: one verb per file under `commands/`.
//!
//! It decides nothing the core could decide. stdout is data, stderr is words; a key is printed by `get`
//! alone, a recovery code only where it is made.

mod args;
mod commands;
mod exit;
mod passphrase;
mod pipe;
mod printer;
mod prompt;
mod provider;
mod usage;
mod words;

use std::process::ExitCode;

use clap::Parser;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use crate::args::Cli;
use crate::exit::{Code, Failure};
use crate::passphrase::Passphrases;

/// Wipes memory when it is freed; catches the copies that libraries leave behind.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    keystow::process::harden();
    keystow::process::share_one_heap();
    let outcome = match Cli::try_parse() {
        Ok(cli) => run(cli),
        Err(error) => usage::explain(&error).map(|()| Code::Done),
    };
    match outcome {
        Ok(code) => code.into(),
        Err(failure) => {
            failure.report();
            failure.code.into()
        }
    }
}

fn run(cli: Cli) -> Result<Code, Failure> {
    log_to_stderr();
    // The runtime opens descriptors of its own, under whatever numbers are free.
    let passphrases = Passphrases::look(cli.global.passphrase_fd)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Failure::unexpected("the program could not start its threads"))?;
    let outcome = runtime.block_on(commands::dispatch(cli, passphrases));
    // A keyring call that hangs must not hold the exit up.
    runtime.shutdown_background();
    outcome
}

/// Writes the project's own log lines to stderr; `KEYSTOW_LOG` sets the level, other crates stay silent.
fn log_to_stderr() {
    let level = std::env::var("KEYSTOW_LOG")
        .ok()
        .and_then(|word| word.parse().ok())
        .unwrap_or(LevelFilter::WARN);
    let own = ["keystow", "keystow_vault", "keystow_providers"];
    let lines = layer().with_writer(std::io::stderr).with_ansi(false);
    let _ = tracing_subscriber::registry()
        .with(lines.with_target(false).without_time())
        .with(Targets::new().with_targets(own.map(|name| (name, level))))
        .try_init();
}

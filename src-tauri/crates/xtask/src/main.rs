//! Developer commands of Keystow, `cargo xtask <command>`: set up a machine, run every gate and
//! suite, open the window, drive it from end to end, and build the package.
//!
//! It depends on almost nothing and on no system library, so that it can install the rest.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's whole interface is the terminal"
)]

mod command;
mod commands;
mod gates;
mod needs;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::command::Failure;
use crate::workspace::Workspace;

/// Developer commands of Keystow.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set up what the machine lacks, then run every gate and every suite.
    Test {
        /// Run only this step; may be given several times. `cargo xtask list` names them.
        #[arg(long, value_name = "STEP")]
        only: Vec<String>,
        /// Skip this step; may be given several times.
        #[arg(long, value_name = "STEP")]
        skip: Vec<String>,
    },
    /// Name the steps of `test`.
    List,
    /// Set up what the machine lacks, build, and open the window; without a display, do the main job in a virtual one.
    Run {
        /// Use a virtual display even where there is a real one.
        #[arg(long)]
        headless: bool,
    },
    /// Start the practice provider, to try Keystow without a real key.
    Practice {
        /// What the practice provider itself understands, for example `--port 8080`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Drive the built window from end to end, in a virtual display and a private keyring session.
    E2e,
    /// Take the README's pictures anew, of the real window.
    Pictures,
    /// Draw every state of the window into target/gallery and check each for accessibility.
    Gallery,
    /// Build the Debian package with the window and the command line.
    Package {
        /// Package the debug build instead, which takes seconds once it is built.
        #[arg(long)]
        debug: bool,
        /// Also install it into a clean Debian 12 root; needs root and debootstrap.
        #[arg(long)]
        install_check: bool,
    },
    /// Try every fault of the fault suite, and print the table: rounds, lost, half, wrong, hung.
    Faults {
        /// As often as the figures ask for; takes some hours.
        #[arg(long)]
        long: bool,
        /// Run only this trial; may be given several times. `target/debug/faults --list` names them.
        #[arg(long, value_name = "NAME")]
        only: Vec<String>,
    },
    /// Fuzz everything that reads what others wrote, two targets at once, and print a table.
    ///
    /// The targets are built optimised, with overflow checks and debug assertions (profile
    /// `fuzzing`); the first build takes some minutes. Found cases go to target/fuzz.
    Fuzz {
        /// How long each target runs.
        #[arg(long, value_name = "N", default_value_t = 1)]
        minutes: u64,
        /// Run only this target; may be given several times.
        #[arg(long, value_name = "TARGET")]
        only: Vec<String>,
        /// Where chance begins; the same seed finds the same again.
        #[arg(long, value_name = "S")]
        seed: Option<u64>,
        /// Run a kept case once more, instead of everything else.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["minutes", "only", "seed"])]
        again: Option<PathBuf>,
    },
    /// Measure what `keystow get` costs, against secret-tool and against a minimal program, in one run.
    Bench,
    /// Try coding agents from npm, each fed by its recipe, against the practice provider.
    ///
    /// They come into target/agents, which takes about 1 GB, and reach this computer only.
    Agents,
    /// Try the command line against real servers that others wrote, and print a table.
    ///
    /// They come from PyPI and npm into target/interop, which takes almost 1 GB, and are started on
    /// this computer only. What cannot be installed is skipped and named.
    Interop {
        /// Try only this server; may be given several times. They are llama-closed, llama-open,
        /// llama-keyless, litellm and prism.
        #[arg(long, value_name = "SERVER")]
        only: Vec<String>,
    },
    /// Write the offline data of the SQL queries (.sqlx) anew.
    Sqlx,
    /// Draw the icons anew from icons/keystow.svg.
    Icons,
}

fn main() -> ExitCode {
    match perform(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    match task {
        Task::Test { only, skip } => gates::run(&workspace, &only, &skip),
        Task::List => {
            gates::list();
            Ok(())
        }
        Task::Run { headless } => commands::run::run(&workspace, headless),
        Task::Practice { args } => commands::practice::run(&workspace, &args),
        Task::E2e => commands::e2e::run(&workspace),
        Task::Pictures => commands::e2e::pictures(&workspace),
        Task::Gallery => commands::gallery::run(&workspace),
        Task::Package {
            debug,
            install_check,
        } => commands::package::run(&workspace, debug, install_check),
        Task::Faults { long, only } => commands::faults::run(&workspace, long, &only),
        Task::Fuzz {
            minutes,
            only,
            seed,
            again,
        } => match again {
            Some(file) => commands::fuzz::again(&workspace, &file),
            None => commands::fuzz::run(&workspace, minutes, &only, seed),
        },
        Task::Bench => commands::bench::run(&workspace),
        Task::Agents => commands::agents::run(&workspace),
        Task::Interop { only } => commands::interop::run(&workspace, &only),
        Task::Sqlx => gates::queries::write(&workspace),
        Task::Icons => commands::icons::run(&workspace),
    }
}

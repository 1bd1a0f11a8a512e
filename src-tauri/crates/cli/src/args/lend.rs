//! What may be typed after the verbs that lend keys to programs, and that tell of it.

use std::ffi::OsString;

use clap::{Args, ValueEnum};
use keystow::LendPolicy;

// `keystow run`.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The providers whose keys the program gets, separated by commas; else those of the project file .keystow
    #[arg(long, value_name = "PROVIDERS", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Every key of the profile that may go unnamed: none that manages an account, is lent only by name or never, or
    /// belongs to an address that no variable carries
    #[arg(long, conflicts_with = "only")]
    pub(crate) all: bool,
    /// Set variables that are set already, too
    #[arg(long = "override")]
    pub(crate) overrides: bool,
    /// Put a provider's key under this name, and no other
    #[arg(long, value_name = "PROVIDER=NAME")]
    pub(crate) map: Vec<String>,
    /// Pass on what the program prints as it is, even if it prints a key
    #[arg(long)]
    pub(crate) no_redact: bool,
    /// The program and its arguments, after --
    #[arg(last = true, required = true, value_name = "COMMAND")]
    pub(crate) command: Vec<OsString>,
}

// `keystow log`.
#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Only loans of this provider's keys
    pub(crate) provider: Option<String>,
    /// At most this many, the newest
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    pub(crate) limit: u32,
    /// Empty the log
    #[arg(long, conflicts_with_all = ["provider", "limit"])]
    pub(crate) clear: bool,
    /// Do not ask first
    #[arg(long, short = 'y', requires = "clear")]
    pub(crate) yes: bool,
}

// `keystow recipe`.
#[derive(Debug, Args)]
pub(crate) struct Recipe {
    /// The tool; all are listed when none is named
    pub(crate) tool: Option<String>,
    /// The provider; else the tool's usual one
    pub(crate) provider: Option<String>,
}

// `keystow try`.
#[derive(Debug, Args)]
pub(crate) struct Try {
    /// The provider's id or name, as `keystow providers` lists it
    pub(crate) provider: String,
    /// The model's id, as `keystow models` lists it
    pub(crate) model: String,
    /// The prompt; read from stdin when it is left out
    pub(crate) prompt: Option<String>,
    /// Agree that the provider may charge for it
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

/// To which programs a key is lent: any that asks, only where it is named, or none.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lend {
    Allow,
    Named,
    Never,
}

impl From<Lend> for LendPolicy {
    fn from(lend: Lend) -> Self {
        match lend {
            Lend::Allow => Self::Allow,
            Lend::Named => Self::Named,
            Lend::Never => Self::Never,
        }
    }
}

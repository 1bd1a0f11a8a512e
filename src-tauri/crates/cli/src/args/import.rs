//! What may be typed after `keystow import`.

use std::path::PathBuf;

use clap::Args;

// `keystow import`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(crate) struct Import {
    /// Files to look into: .env files, or the settings of an AI client
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Look into the environment
    #[arg(long)]
    pub(crate) env: bool,
    /// Look into what your login shell sets; starts it once
    #[arg(long)]
    pub(crate) shell: bool,
    /// Look into the settings of known AI clients below your home folder
    #[arg(long)]
    pub(crate) clients: bool,
    /// Store the keys of these providers, separated by commas, without asking
    #[arg(long, value_name = "PROVIDERS", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Store every new key without asking
    #[arg(long, conflicts_with = "only")]
    pub(crate) all: bool,
    /// Replace stored keys by the found ones
    #[arg(long)]
    pub(crate) replace: bool,
}

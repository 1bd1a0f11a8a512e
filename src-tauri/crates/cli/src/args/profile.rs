//! What may be typed after `keystow profile`.

use clap::{Args, Subcommand};

/// `keystow profile`.
#[derive(Debug, Subcommand)]
pub(crate) enum Profile {
    /// Make a new profile
    Add(ProfileName),
    /// Give a profile another name
    Rename(ProfileRename),
    /// Delete a profile; one that holds keys only with --force
    Remove(ProfileRemove),
    /// Make a profile the one that is meant where none is named
    Default(ProfileName),
    /// List the profiles
    List,
}

// `keystow profile add` and `keystow profile default`.
#[derive(Debug, Args)]
pub(crate) struct ProfileName {
    /// The profile's name
    pub(crate) name: String,
}

// `keystow profile rename`.
#[derive(Debug, Args)]
pub(crate) struct ProfileRename {
    /// The profile's name
    pub(crate) name: String,
    /// Its new name
    #[arg(value_name = "NEW_NAME")]
    pub(crate) new: String,
}

// `keystow profile remove`.
#[derive(Debug, Args)]
pub(crate) struct ProfileRemove {
    /// The profile's name
    pub(crate) name: String,
    /// Delete its keys with it
    #[arg(long)]
    pub(crate) force: bool,
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

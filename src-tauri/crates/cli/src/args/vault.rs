//! The verbs about the vault as a whole: ways in, rotation, backup.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

pub(super) const INIT_EXAMPLES: &str = "Examples:\n  \
    keystow init                                    the keyring opens the vault\n  \
    keystow init --passphrase                       a passphrase opens it; no keyring is needed\n  \
    keystow init --passphrase --passphrase-fd 3 3< secret.txt\n  \
    keystow init --new                              a fresh start; the old file is moved aside\n\n\
    `keystow add` makes a vault that the keyring opens. Nothing falls back to a passphrase by itself.";

pub(super) const ROTATE_EXAMPLES: &str = "Examples:\n  \
    keystow rotate                                  a new master secret in the keyring\n  \
    keystow rotate --data-key                       seals every record anew, under a new data key\n  \
    keystow rotate --data-key --drop-passphrase     without the passphrase that opened it so far\n\n\
    With --data-key a recovery code is replaced: the new one is shown before anything changes.";

pub(super) const BACKUP_EXAMPLES: &str = "Examples:\n  \
    keystow backup keys.age\n  \
    keystow backup keys.age --force --passphrase-fd 3 3< secret.txt\n  \
    keystow backup --auto ~/Backups --keep-last 5   a new file after each change\n  \
    keystow backup --no-auto\n\n\
    The file is in the age format: `age -d keys.age` opens it with the same passphrase.";

pub(super) const RESTORE_EXAMPLES: &str = "Examples:\n  \
    keystow restore keys.age                        shows what would change, then asks\n  \
    keystow restore keys.age --keep                 brings what is missing, and replaces nothing\n  \
    keystow restore keys.age --yes --passphrase-fd 3 3< secret.txt";

// `keystow init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Let a passphrase open the vault, and no keyring
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// Start afresh where the old vault cannot be opened any more; its file is moved aside
    #[arg(long)]
    pub(crate) new: bool,
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

/// `keystow recovery`.
#[derive(Debug, Subcommand)]
pub(crate) enum Recovery {
    /// Make a recovery code and show it once; an old one no longer counts
    #[command(after_help = "Examples:\n  keystow recovery create\n  \
                            keystow recovery create --json     {\"code\": \"...\"}, for a safe place of your own")]
    Create(RecoveryCreate),
    /// Open the vault with its recovery code, and give the keyring a new entry
    #[command(after_help = "Examples:\n  keystow recovery use\n  \
                            keystow recovery use < code.txt\n  \
                            keystow recovery use --passphrase  a passphrase opens it from now on, not the keyring")]
    Use(RecoveryUse),
}

// `keystow recovery create`.
#[derive(Debug, Args)]
pub(crate) struct RecoveryCreate {
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

// `keystow recovery use`.
#[derive(Debug, Args)]
pub(crate) struct RecoveryUse {
    /// Set a passphrase instead of making a keyring entry
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

/// `keystow passphrase`.
#[derive(Debug, Subcommand)]
pub(crate) enum Passphrase {
    /// Set the vault's passphrase, or change it
    #[command(after_help = "Examples:\n  keystow passphrase set\n  \
                            keystow passphrase set --passphrase-fd 3 3< secret.txt\n\n\
                            The descriptor holds the new passphrase. Where only the old one opens the vault, it is\n\
                            asked for, or read from $CREDENTIALS_DIRECTORY/keystow-passphrase.")]
    Set,
    /// Remove the vault's passphrase, where the keyring opens it too
    #[command(after_help = "Example:\n  keystow passphrase remove")]
    Remove,
}

// `keystow rotate`.
#[derive(Debug, Args)]
pub(crate) struct Rotate {
    /// Exchange the key that seals the records, and seal them all anew
    #[arg(long)]
    pub(crate) data_key: bool,
    /// Let the passphrase go instead of asking for it
    #[arg(long, requires = "data_key")]
    pub(crate) drop_passphrase: bool,
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

// `keystow backup`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("where").required(true).args(["file", "auto", "no_auto"])))]
pub(crate) struct Backup {
    /// The file to write
    pub(crate) file: Option<PathBuf>,
    /// Replace the file where there is one
    #[arg(long, conflicts_with_all = ["auto", "no_auto"])]
    pub(crate) force: bool,
    /// Write a backup into this folder now and after each change
    #[arg(long, value_name = "FOLDER")]
    pub(crate) auto: Option<PathBuf>,
    /// How many automatic backups to keep
    #[arg(
        long,
        value_name = "N",
        conflicts_with_all = ["file", "no_auto"],
        default_value_t = 10,
        value_parser = clap::value_parser!(u32).range(1..=100)
    )]
    pub(crate) keep_last: u32,
    /// Write no more automatic backups; those written stay
    #[arg(long)]
    pub(crate) no_auto: bool,
}

// `keystow restore`.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) file: PathBuf,
    /// Do not replace stored keys that differ
    #[arg(long)]
    pub(crate) keep: bool,
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

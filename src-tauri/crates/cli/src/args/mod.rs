//! What may be typed after `keystow`: the verbs and their options.
//!
//! No option and no argument takes a key, a passphrase or a recovery code. What clap says about a mistake is
//! not printed as it is (see `usage`), since it repeats what was typed. A verb's help stands at the verb: what
//! its arguments had as a doc comment would take its place.

mod endpoint;
mod import;
mod lend;
mod models;
mod profile;
mod vault;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use endpoint::{Endpoint, EndpointAdd, EndpointFind};
pub(crate) use import::Import;
pub(crate) use lend::{Lend, Log, Recipe, Run, Try};
pub(crate) use models::{Models, Sort};
pub(crate) use profile::{Profile, ProfileRemove};
pub(crate) use vault::{
    Backup, Init, Passphrase, Recovery, RecoveryCreate, RecoveryUse, Restore, Rotate,
};

/// A desktop vault for AI-provider API keys: its command line.
#[derive(Debug, Parser)]
#[command(
    name = "keystow",
    version,
    about = "Keeps AI-provider API keys sealed under your keyring, checks them, and lends them out",
    after_help = "Examples:\n  keystow add groq                      asks for the key, stores it, checks it\n  \
                  pass show groq | keystow add groq     takes the key from a pipe\n  \
                  keystow list                          what is stored, never a key\n  \
                  keystow models groq --search llama    what a key opens\n  \
                  keystow get groq | wc -c              the key and nothing else\n  \
                  keystow run --only groq -- npm start  a program with the key in its environment\n  \
                  keystow import .env                   keys that lie about in the clear\n  \
                  keystow recipe claude-code            how a tool is fed with a key\n  \
                  keystow recovery create               a second way in, for the day the keyring is lost\n  \
                  keystow backup keys.age               every key, under a passphrase\n  \
                  keystow doctor                        what works here, and what to do\n\n\
                  Keys, passphrases and codes never go on the command line. Exit codes: 0 done, 2 usage,\n\
                  3 no such provider, profile or key, 4 vault cannot be opened now, 5 vault damaged,\n\
                  6 key rejected, 7 could not tell, 8 bad input, 1 anything else."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

// What every verb takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Whose keys: a profile's name; else `KEYSTOW_PROFILE`, else the default profile
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        help_heading = "Global options"
    )]
    pub(crate) profile: Option<String>,
    /// Print JSON instead of words
    #[arg(long, global = true, help_heading = "Global options")]
    pub(crate) json: bool,
    /// Read a passphrase from this open file descriptor: its first line
    #[arg(long, global = true, value_name = "N", help_heading = "Global options")]
    pub(crate) passphrase_fd: Option<u32>,
}

/// One verb, one file under `commands/`. Only the arguments of the one that was typed are built.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Verb {
    /// Store a key and check it; the key comes from a hidden prompt or from stdin
    #[command(after_help = "Examples:\n  keystow add groq\n  \
                            printf %s \"$KEY\" | keystow add openai --label team\n  \
                            keystow add moonshot --region cn\n  \
                            keystow add ollama --no-key\n  \
                            keystow add openai --base-url https://llm.example.com/v1 < key.txt")]
    Add(Add),
    /// Replace a key, or change what stands beside it: address, label, note, lending, dates
    #[command(after_help = "Examples:\n  keystow update groq\n  \
                            keystow update groq --keep-old-until-valid    the old key stays until the new one works\n  \
                            keystow update openai --keep-key --base-url https://llm.example.com/v1\n  \
                            keystow update openai --keep-key --no-base-url")]
    Update(Update),
    /// Delete a key with its models and checks
    #[command(after_help = "Examples:\n  keystow remove groq\n  keystow remove groq --yes")]
    Remove(Remove),
    /// List the stored keys with their status; never a key
    #[command(after_help = "Examples:\n  keystow list\n  keystow list --all --json")]
    List(List),
    /// Show what is known about one stored key; never the key
    #[command(after_help = "Example:\n  keystow show groq")]
    Show(Named),
    /// Ask the providers whether the stored keys work
    #[command(after_help = "Examples:\n  keystow check\n  keystow check groq openai --json")]
    Check(Check),
    /// List the models a stored key opens
    #[command(
        after_help = "Examples:\n  keystow models groq\n  keystow models openai --refresh --search gpt"
    )]
    Models(Models),
    /// Print a key, and nothing else
    #[command(after_help = "Example:\n  export GROQ_API_KEY=\"$(keystow get groq)\"")]
    Get(Named),
    /// Start a program with keys in its environment, and with nothing else changed
    #[command(
        after_help = "Examples:\n  keystow run --only groq -- python app.py\n  \
                      keystow run --only openai,anthropic -- npm start\n  \
                      keystow run --only groq --map groq=MY_KEY -- ./tool\n  \
                      keystow run --all -- env\n  \
                      keystow run -- npm start              as the project file .keystow says, like\n                                            \
                      profile = \"work\"\n                                            providers = [\"groq\"]"
    )]
    Run(Run),
    /// Find keys that lie about in the clear, and store the ones you pick; nothing else is changed
    #[command(
        after_help = "Examples:\n  keystow import .env\n  keystow import --env --all\n  \
                      keystow import --clients\n  keystow import ~/.config/io.datasette.llm/keys.json --only openai"
    )]
    Import(Import),
    /// Say how a tool is fed with a key, ready to paste; holds no key
    #[command(
        after_help = "Examples:\n  keystow recipe\n  keystow recipe claude-code\n  keystow recipe codex openrouter"
    )]
    Recipe(Recipe),
    /// Send one prompt to a model and print the answer as it comes; the provider may charge for it
    #[command(
        after_help = "Examples:\n  keystow try groq llama-3.3-70b-versatile \"Say hello\"\n  \
                      keystow try anthropic claude-haiku-4-5 < prompt.txt"
    )]
    Try(Try),
    /// Say who was lent which key, when and for what; never a key
    #[command(
        after_help = "Examples:\n  keystow log\n  keystow log groq --limit 20\n  keystow log --json\n  keystow log --clear"
    )]
    Log(Log),
    /// Print completions for a shell
    #[command(
        after_help = "Examples:\n  keystow completions bash > ~/.local/share/bash-completion/completions/keystow\n  \
                      keystow completions fish > ~/.config/fish/completions/keystow.fish"
    )]
    Completions(Completions),
    /// Print the manual
    #[command(after_help = "Example:\n  keystow man | man -l -")]
    Man,
    /// List the providers Keystow knows
    #[command(after_help = "Example:\n  keystow providers")]
    Providers,
    /// Say what works on this machine, and what to do about the rest
    #[command(
        after_help = "Examples:\n  keystow doctor\n  keystow doctor --json\n  \
                      keystow doctor --shell --env-file .env    also keys that are set elsewhere, and differ"
    )]
    Doctor(Doctor),
    /// Make the vault before the first key does, with the keyring or with a passphrase
    #[command(after_help = vault::INIT_EXAMPLES)]
    Init(Init),
    /// Make or use a recovery code: a second way into the vault, on paper
    #[command(
        subcommand,
        after_help = "Examples:\n  keystow recovery create\n  keystow recovery use"
    )]
    Recovery(Recovery),
    /// Set or remove a passphrase, a way into the vault for machines without a keyring
    #[command(
        subcommand,
        after_help = "Examples:\n  keystow passphrase set\n  keystow passphrase remove"
    )]
    Passphrase(Passphrase),
    /// Exchange the master secret in the keyring, or the key that seals every record
    #[command(after_help = vault::ROTATE_EXAMPLES)]
    Rotate(Rotate),
    /// Write every key to one file under a passphrase, now or after each change
    #[command(after_help = vault::BACKUP_EXAMPLES)]
    Backup(Backup),
    /// Bring keys back from a backup; shows first what would change
    #[command(after_help = vault::RESTORE_EXAMPLES)]
    Restore(Restore),
    /// Add, list, find or remove endpoints: compatible base URLs of your own
    #[command(
        subcommand,
        after_help = "Examples:\n  keystow endpoint add gateway --dialect openai --base-url https://llm.example.com/v1\n  \
                      keystow add custom:gateway\n  \
                      keystow endpoint add local --dialect openai --base-url http://127.0.0.1:8080/v1 --no-key\n  \
                      keystow endpoint list --json"
    )]
    Endpoint(Endpoint),
    /// Show or change the options: proxy, certificates, checks, the activity log, and how the window looks
    #[command(
        after_help = "Examples:\n  keystow settings\n  keystow settings proxy http://proxy.example:3128\n  \
                      keystow settings proxy system\n  keystow settings ca_file /etc/ssl/company.pem\n  \
                      keystow settings check_hours 0          no checks by themselves"
    )]
    Settings(Settings),
    /// Add, list, rename or remove profiles, or choose the default one
    #[command(
        subcommand,
        after_help = "Examples:\n  keystow profile add work\n  keystow --profile work add groq\n  keystow profile list"
    )]
    Profile(Profile),
}

// A verb that takes one provider.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// The provider's id or name, as `keystow providers` lists it
    pub(crate) provider: String,
}

// `keystow add`.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The provider's id or name, as `keystow providers` lists it
    pub(crate) provider: String,
    /// An API root of your own (https, or http on this machine)
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// A few words to tell this key by
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// A few lines about it
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// To which programs it is lent: any that asks, only where it is named (run --all leaves it out), or no program
    #[arg(long, value_enum, value_name = "POLICY", default_value = "allow")]
    pub(crate) lend: Lend,
    /// Store no key: a server on this machine that needs none
    #[arg(long)]
    pub(crate) no_key: bool,
    /// Store the key without asking the provider about it
    #[arg(long)]
    pub(crate) no_check: bool,
}

// Where a key belongs, and until when it is meant to serve. For `update`, an empty text clears.
#[derive(Debug, Default, Args)]
pub(crate) struct Place {
    /// The region that the key belongs to, as `keystow providers --json` lists them
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// The organisation that requests are for
    #[arg(long, value_name = "ID")]
    pub(crate) organization: Option<String>,
    /// The project that requests are for
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// A date for a new key
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) renew_by: Option<String>,
}

impl Place {
    /// Whether nothing of it was given.
    pub(crate) fn is_empty(&self) -> bool {
        let given = [
            &self.region,
            &self.organization,
            &self.project,
            &self.renew_by,
        ];
        given.into_iter().all(Option::is_none)
    }
}

// `keystow update`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(crate) struct Update {
    /// The provider's id or name, as `keystow providers` lists it
    pub(crate) provider: String,
    /// An API root of your own (https, or http on this machine)
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Go back to the provider's own API root
    #[arg(long, conflicts_with = "base_url")]
    pub(crate) no_base_url: bool,
    /// A few words to tell this key by
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// Remove the label
    #[arg(long, conflicts_with = "label")]
    pub(crate) no_label: bool,
    /// A few lines about it; an empty text clears
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// To which programs it is lent: any that asks, only where it is named (run --all leaves it out), or no program
    #[arg(long, value_enum, value_name = "POLICY")]
    pub(crate) lend: Option<Lend>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Keep the stored key, and read none
    #[arg(long)]
    pub(crate) keep_key: bool,
    /// Store the change without asking the provider about the key
    #[arg(long)]
    pub(crate) no_check: bool,
    /// Check the new key first, and keep the old one unless the new one works
    #[arg(long, conflicts_with_all = ["keep_key", "no_check"])]
    pub(crate) keep_old_until_valid: bool,
}

// `keystow settings`.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// The option to show or change; all are shown when none is named
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Its new value; an empty text goes back to none
    #[arg(value_name = "VALUE")]
    pub(crate) value: Option<String>,
}

// `keystow remove`.
#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The provider's id or name, as `keystow providers` lists it
    pub(crate) provider: String,
    /// Do not ask first
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
}

// `keystow list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Also list the providers of the catalogue that have no key here
    #[arg(long)]
    pub(crate) all: bool,
}

// `keystow check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The providers to check; all of the profile when none is named
    #[arg(value_name = "PROVIDER")]
    pub(crate) providers: Vec<String>,
}

// `keystow doctor`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Also look for other keys in what your login shell sets; starts it once
    #[arg(long)]
    pub(crate) shell: bool,
    /// Also look for other keys in this file; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) env_file: Vec<PathBuf>,
}

// `keystow completions`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: Shell,
}

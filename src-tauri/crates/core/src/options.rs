//! How a handle is opened.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use keystow_vault::keychain::{OpenKeychain, SystemKeychain};

pub use keystow_vault::AskPassphrase;
pub use keystow_vault::keychain::Prompting;

/// How to open a vault. `Options::default()` is the owner's own vault, without prompts.
#[derive(Clone)]
pub struct Options {
    /// The data directory; `None` means `KEYSTOW_DATA_DIR`, else `keystow` in the platform's local
    /// application-data directory.
    pub data_dir: Option<PathBuf>,
    /// The profile; `None` means `default`.
    pub profile: Option<String>,
    /// Whether the keyring may ask its owner to unlock it.
    pub prompt: Prompting,
    /// How long the keyring may take without a prompt.
    pub keyring_deadline: Duration,
    /// How long the keyring may take with a prompt.
    pub prompt_deadline: Duration,
    /// Asks the owner for the passphrase, where no keyring slot opened and the vault has one; `None`
    /// where nobody can be asked.
    pub passphrase: Option<AskPassphrase>,
    /// What the access log calls this program's loans.
    pub program: &'static str,
    /// The keyring; the platform's own unless a test brings another.
    pub keychain: OpenKeychain,
    /// The clock; the system's unless a test brings another.
    pub clock: fn() -> Timestamp,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            data_dir: None,
            profile: None,
            prompt: Prompting::Never,
            keyring_deadline: Duration::from_secs(4),
            prompt_deadline: Duration::from_mins(1),
            passphrase: None,
            program: "library",
            keychain: SystemKeychain::opener(),
            clock: Timestamp::now,
        }
    }
}

impl Options {
    /// The data directory, from the root on: `SQLite` takes a name that begins with `file:` for an address.
    pub(crate) fn directory(&self) -> PathBuf {
        let directory = self.chosen_directory();
        std::path::absolute(&directory).unwrap_or(directory)
    }

    fn chosen_directory(&self) -> PathBuf {
        if let Some(directory) = &self.data_dir {
            return directory.clone();
        }
        if let Some(directory) = std::env::var_os("KEYSTOW_DATA_DIR").filter(|set| !set.is_empty())
        {
            return PathBuf::from(directory);
        }
        directories::BaseDirs::new()
            .map_or_else(
                || PathBuf::from("."),
                |base| base.data_local_dir().to_owned(),
            )
            .join("keystow")
    }
}

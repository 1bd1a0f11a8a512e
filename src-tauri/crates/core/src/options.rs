//! How a handle is opened.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use keystow_vault::keychain::{OpenKeychain, SystemKeychain};

use crate::error::Error;

pub use keystow_vault::AskPassphrase;
pub use keystow_vault::keychain::Prompting;

/// How to open a vault. `Options::default()` is the owner's own vault, without prompts.
#[derive(Clone)]
pub struct Options {
    /// The data directory; `None` means `KEYSTOW_DATA_DIR`, else `keystow` in the platform's local
    /// application-data directory.
    pub data_dir: Option<PathBuf>,
    /// The profile; `None` means the one that its owner made the default one, as a rule `default`.
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
    /// How many connections to the vault's file are kept at most. One is enough for a program that does one
    /// thing and ends; more let a reader pass a writer that waits.
    pub connections: u32,
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
            connections: 4,
            program: "library",
            keychain: SystemKeychain::opener(),
            clock: Timestamp::now,
        }
    }
}

impl Options {
    /// The data directory, from the root on: `SQLite` takes a name that begins with `file:` for an address.
    ///
    /// # Errors
    /// [`Error::NoDataDirectory`] where none was chosen and the account has no home directory.
    pub fn directory(&self) -> Result<PathBuf, Error> {
        let directory = self.chosen_directory()?;
        Ok(std::path::absolute(&directory).unwrap_or(directory))
    }

    fn chosen_directory(&self) -> Result<PathBuf, Error> {
        if let Some(directory) = &self.data_dir {
            return Ok(directory.clone());
        }
        if let Some(directory) = std::env::var_os("KEYSTOW_DATA_DIR").filter(|set| !set.is_empty())
        {
            return Ok(PathBuf::from(directory));
        }
        let base = directories::BaseDirs::new();
        let local = base.map(|base| base.data_local_dir().to_owned());
        local_data(local, std::env::var_os("XDG_DATA_HOME").map(PathBuf::from))
            .ok_or(Error::NoDataDirectory)
    }
}

/// The folder for data of local programs, from the root on: a vault beside whatever folder a program was
/// started in would not be found again. `XDG_DATA_HOME` needs no home directory.
fn local_data(local: Option<PathBuf>, xdg: Option<PathBuf>) -> Option<PathBuf> {
    let xdg = xdg.filter(|_| cfg!(target_os = "linux"));
    let found = [local, xdg].into_iter().flatten();
    let mut found = found.filter(|folder| folder.is_absolute());
    Some(found.next()?.join("keystow"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_home_directory_only_an_absolute_folder_of_data_will_do() {
        let at = |path: &str| Some(PathBuf::from(path));
        let home = local_data(at("/home/ada/.local/share"), None);
        assert_eq!(home, at("/home/ada/.local/share/keystow"));
        if cfg!(target_os = "linux") {
            assert_eq!(local_data(None, at("/data")), at("/data/keystow"));
            assert_eq!(local_data(at("share"), at("/data")), at("/data/keystow"));
        }
        assert_eq!(local_data(None, at("data")), None);
        assert_eq!(local_data(at(".local/share"), None), None);
        assert_eq!(local_data(None, None), None);
    }
}

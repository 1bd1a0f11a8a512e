//! The OS keyring, behind one trait.
//!
//! Always true: only [`KeychainError`] comes out, and it holds no text of the platform's, since a
//! platform's error can carry the secret. `Ok(None)` from [`Keychain::read`] means that an unlocked
//! keyring answered and has no entry; whatever else goes wrong is an error, never `None`.
//!
//! A keyring may block for ever (an unanswered prompt, a stopped daemon), so nothing calls a
//! [`Keychain`] directly: [`KeychainThread`] does, on a thread of its own and with a deadline.

mod memory;
#[cfg(target_os = "linux")]
mod secret_service;
#[cfg(target_os = "linux")]
mod session;
mod system;
mod thread;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::error::VaultState;

pub use memory::{MemoryFault, MemoryKeychain};
pub use system::SystemKeychain;
pub use thread::{KeychainThread, OpenKeychain};

/// Whether the keyring may ask its owner to unlock it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompting {
    /// A locked keyring is an error at once.
    Never,
    /// The keyring's own prompt may appear.
    Allow,
}

/// What can be told of the keyring without asking anybody anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeychainFacts {
    /// The program behind it, as people know it: `GNOME Keyring`.
    pub backend: Option<String>,
    /// Whether the collection that new entries go to is locked, where that can be told.
    pub locked: Option<bool>,
    /// Whether there is a collection that new entries go to.
    pub default_collection: bool,
}

/// Why the keyring could not be asked.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum KeychainError {
    /// It is locked, and no prompt was allowed or answered.
    #[error("the keyring is locked")]
    Locked,
    /// No keyring answers in this session.
    #[error("no keyring answers in this session")]
    Unavailable,
    /// It answers, and there is no collection that new entries could go to.
    #[error("the keyring has no default collection")]
    NoDefaultCollection,
    /// It did not answer before the deadline.
    #[error("the keyring did not answer in time")]
    Timeout,
    /// It refused, or its prompt was dismissed.
    #[error("the keyring refused")]
    Denied,
    /// It answered something that makes no sense.
    #[error("the keyring failed")]
    Failed,
}

impl KeychainError {
    /// The vault's state that this error means.
    pub fn state(self) -> VaultState {
        match self {
            Self::Locked => VaultState::KeyringLocked,
            Self::Unavailable | Self::NoDefaultCollection | Self::Failed => {
                VaultState::KeyringUnavailable
            }
            Self::Timeout => VaultState::KeyringTimeout,
            Self::Denied => VaultState::KeyringDenied,
        }
    }
}

/// A keyring that holds one line of text per account.
///
/// Calls may block; the connection belongs to the thread that opened it.
pub trait Keychain {
    /// Tells what can be told without a prompt.
    ///
    /// # Errors
    /// [`KeychainError`] where no keyring answers.
    fn facts(&mut self) -> Result<KeychainFacts, KeychainError>;

    /// Makes sure that an entry could be written, with a prompt where one is allowed.
    ///
    /// # Errors
    /// [`KeychainError`] where it could not.
    fn unlock(&mut self, prompting: Prompting) -> Result<(), KeychainError>;

    /// Reads an entry; `None` where an unlocked keyring has none.
    ///
    /// # Errors
    /// [`KeychainError`] where the keyring cannot tell.
    fn read(
        &mut self,
        account: &str,
        prompting: Prompting,
    ) -> Result<Option<Zeroizing<String>>, KeychainError>;

    /// Writes an entry.
    ///
    /// # Errors
    /// [`KeychainError`] where the keyring did not take it, or did not say that it did.
    fn write(
        &mut self,
        account: &str,
        line: &str,
        prompting: Prompting,
    ) -> Result<(), KeychainError>;

    /// Deletes an entry; one that is not there is fine.
    ///
    /// # Errors
    /// [`KeychainError`] where the keyring cannot be asked.
    fn delete(&mut self, account: &str, prompting: Prompting) -> Result<(), KeychainError>;
}

//! The canary: proves that the keyring keeps what it takes, with an entry that means nothing.
//!
//! Always true: it never prompts, it touches no entry but its own, and it ends within the deadline. A
//! left-over does no harm, since no slot names it; its deletion is tried on every path all the same.

use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;
use thiserror::Error;
use zeroize::Zeroizing;

use super::Vault;
use crate::cipher::make_random;
use crate::error::VaultError;
use crate::keychain::{KeychainError, Prompting};

/// What the deletion has at least, where the rest took all the time.
const LAST_WORD: Duration = Duration::from_millis(500);

/// Why a keyring cannot be trusted with an entry.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CanaryError {
    /// It could not be asked.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// It took the entry, and did not give the same back over another connection.
    #[error("the keyring did not keep an entry")]
    NotKept,
    /// The entry is still there after its deletion.
    #[error("the keyring did not delete an entry")]
    NotDeleted,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

impl From<VaultError> for CanaryError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Keychain(error) => Self::Keychain(error),
            _ => Self::NoRandomness,
        }
    }
}

impl Vault {
    /// Writes an entry of its own, reads it back over a new connection, deletes it and looks that it is
    /// gone. Meant for a keyring that is unlocked; a locked one is an error, never a prompt.
    ///
    /// # Errors
    /// [`CanaryError`] says which step went wrong.
    pub async fn canary(&self) -> Result<(), CanaryError> {
        let account = format!("canary:{}", HEXLOWER.encode(&make_random::<8>()?));
        let line = Zeroizing::new(HEXLOWER.encode(&make_random::<16>()?));
        let until = Instant::now() + self.inner.keyring_deadline;
        let kept = self.canary_is_kept(&account, &line, until).await;
        let until = until.max(Instant::now() + LAST_WORD);
        let gone = self.canary_goes(&account, until).await;
        kept.and(gone)
    }

    async fn canary_is_kept(
        &self,
        account: &str,
        line: &Zeroizing<String>,
        until: Instant,
    ) -> Result<(), CanaryError> {
        let (name, text) = (account.to_owned(), line.clone());
        self.inner
            .probe
            .call(left(until), move |keyring| {
                keyring.write(&name, &text, Prompting::Never)
            })
            .await?;
        // What was just written may still be known to the connection that wrote it.
        self.inner.probe.reconnect();
        let read = self.canary_read(account, until).await?;
        if read.as_ref() == Some(line) {
            Ok(())
        } else {
            Err(CanaryError::NotKept)
        }
    }

    async fn canary_goes(&self, account: &str, until: Instant) -> Result<(), CanaryError> {
        let name = account.to_owned();
        self.inner
            .probe
            .call(left(until), move |keyring| {
                keyring.delete(&name, Prompting::Never)
            })
            .await?;
        match self.canary_read(account, until).await? {
            None => Ok(()),
            Some(_) => Err(CanaryError::NotDeleted),
        }
    }

    async fn canary_read(
        &self,
        account: &str,
        until: Instant,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        let name = account.to_owned();
        self.inner
            .probe
            .call(left(until), move |keyring| {
                keyring.read(&name, Prompting::Never)
            })
            .await
    }
}

fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now())
}

//! Lending: a key in the clear, on purpose, for one use; and the log of it.

use keystow_vault::{ApiKey, Loan, StoredCredential};

use crate::error::Error;
use crate::handle::Keystow;

/// What a key is lent for, as the access log says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A program that links this crate.
    Library,
    /// `keystow get`.
    Get,
    /// The window's copy button.
    Copy,
    /// The window's reveal button.
    Reveal,
}

impl Purpose {
    /// The word in the access log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Get => "get",
            Self::Copy => "copy",
            Self::Reveal => "reveal",
        }
    }
}

impl Keystow {
    /// Lends the key of a provider, and logs the loan.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`],
    /// [`Error::NoKey`], or [`Error::Vault`]: the vault cannot be opened, or the record cannot be
    /// decrypted.
    pub async fn get_api_key(&self, provider: &str) -> Result<ApiKey, Error> {
        self.lend(provider, Purpose::Library).await
    }

    /// Lends the key of a provider for a purpose, and logs the loan.
    ///
    /// # Errors
    /// As [`Keystow::get_api_key`].
    pub async fn lend(&self, provider: &str, purpose: Purpose) -> Result<ApiKey, Error> {
        let provider = self.known_provider(provider).await?;
        let lent = self
            .vault()
            .lend(self.profile_name(), provider.id, self.prompt())
            .await
            .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
        let key = lent.key.ok_or_else(|| self.no_key(provider))?;
        self.log(&lent.credential, purpose).await;
        Ok(key)
    }

    /// A loan whose log line cannot be written is given all the same.
    async fn log(&self, credential: &StoredCredential, purpose: Purpose) {
        let loan = Loan {
            purpose: purpose.as_str().to_owned(),
            program: path_text(std::env::current_exe()),
            parent: parent(),
            cwd: path_text(std::env::current_dir()),
        };
        if self
            .vault()
            .log_loan(credential, &loan, self.now())
            .await
            .is_err()
        {
            tracing::warn!(
                provider = credential.provider,
                purpose = purpose.as_str(),
                program = self.shared.program,
                "the loan could not be written into the access log"
            );
        }
    }
}

fn path_text(path: std::io::Result<std::path::PathBuf>) -> Option<String> {
    path.ok().map(|path| path.to_string_lossy().into_owned())
}

/// The executable of the process that started this one.
#[cfg(target_os = "linux")]
fn parent() -> Option<String> {
    let id = std::os::unix::process::parent_id();
    path_text(std::fs::read_link(format!("/proc/{id}/exe")))
}

/// No other platform tells it without further libraries.
#[cfg(not(target_os = "linux"))]
fn parent() -> Option<String> {
    None
}

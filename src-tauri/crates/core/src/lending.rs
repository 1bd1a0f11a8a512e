//! Lending: a key in the clear, on purpose, for one use; and the log of it.

use jiff::Timestamp;
use keystow_vault::{ApiKey, Loan, StoredCredential, VaultError};
use serde::Serialize;

use crate::error::Error;
use crate::handle::Keystow;

/// What a key is lent for, as the access log says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A program that links this crate.
    Library,
    /// `keystow get`.
    Get,
    /// `keystow run`.
    Run,
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
            Self::Run => "run",
            Self::Copy => "copy",
            Self::Reveal => "reveal",
        }
    }
}

/// A loan as the access log tells it. Serialises as the command line's JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoggedLoan {
    /// When.
    pub time: Timestamp,
    /// Of which profile.
    pub profile: String,
    /// Of which provider.
    pub provider: String,
    /// For what: a word of [`Purpose`].
    pub purpose: String,
    /// The program that asked, or that the key was lent to.
    pub program: Option<String>,
    /// The program that started it.
    pub parent: Option<String>,
    /// The directory it worked in.
    pub cwd: Option<String>,
}

impl Keystow {
    /// The loans of every profile, newest first. Opens nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn access_log(&self) -> Result<Vec<LoggedLoan>, Error> {
        let loans = match self.vault().loans().await {
            Err(VaultError::Uninitialised) => return Ok(Vec::new()),
            other => other?,
        };
        let loans = loans.into_iter().map(|record| LoggedLoan {
            time: record.time,
            profile: record.profile,
            provider: record.provider,
            purpose: record.loan.purpose,
            program: record.loan.program,
            parent: record.loan.parent,
            cwd: record.loan.cwd,
        });
        Ok(loans.collect())
    }

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
        let program = path_text(std::env::current_exe());
        self.log_for(credential, purpose, program).await;
    }

    /// The same for a loan to another program.
    pub(crate) async fn log_for(
        &self,
        credential: &StoredCredential,
        purpose: Purpose,
        program: Option<String>,
    ) {
        let loan = Loan {
            purpose: purpose.as_str().to_owned(),
            program,
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

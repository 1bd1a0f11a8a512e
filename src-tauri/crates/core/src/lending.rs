//! Lending: a key in the clear, on purpose, for one use; and the log of it.

use jiff::{SignedDuration, Timestamp};
use keystow_providers::Provider;
use keystow_vault::{ApiKey, Loan, StoredCredential};
use serde::Serialize;

use crate::error::Error;
use crate::handle::Keystow;
use crate::policy::LendPolicy;

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
    /// A prompt to a model.
    Try,
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
            Self::Try => "try",
        }
    }

    /// Whether the key goes to its owner's own eyes or hand, and not to a program.
    fn is_owner(self) -> bool {
        matches!(self, Self::Copy | Self::Reveal)
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
    /// The newest loans of every profile, newest first. Opens nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn access_log(&self, most: u32) -> Result<Vec<LoggedLoan>, Error> {
        let loans = self.vault().loans(most).await?;
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

    /// Empties the access log. When a key was last lent stays with it.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be written.
    pub async fn clear_access_log(&self) -> Result<(), Error> {
        Ok(self.vault().clear_loans().await?)
    }

    /// Lends the key of a provider, and logs the loan.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`],
    /// [`Error::NoKey`], [`Error::LendingForbidden`], or [`Error::Vault`]: the vault cannot be opened, or the record cannot be
    /// decrypted.
    pub async fn get_api_key(&self, provider: &str) -> Result<ApiKey, Error> {
        self.lend(provider, Purpose::Library).await
    }

    /// Lends the key of a provider for a purpose, and logs the loan.
    ///
    /// # Errors
    /// As [`Keystow::get_api_key`].
    pub async fn lend(&self, provider: &str, purpose: Purpose) -> Result<ApiKey, Error> {
        let (key, credential) = self.lend_unlogged(provider, purpose).await?;
        self.log(&credential, purpose).await;
        Ok(key)
    }

    /// Lends a key whose loan the caller logs.
    pub(crate) async fn lend_unlogged(
        &self,
        provider: &str,
        purpose: Purpose,
    ) -> Result<(ApiKey, StoredCredential), Error> {
        let provider = self.known_provider(provider).await?;
        let stored = self.stored(provider).await?;
        let may = |stored: &_| purpose.is_owner() || LendPolicy::of(stored) != LendPolicy::Never;
        if !may(&stored) {
            return Err(self.forbidden(provider));
        }
        let lent = self
            .vault()
            .lend_of(stored, self.prompt())
            .await
            .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
        // The keyring may have asked its owner for a minute, who may have changed their mind meanwhile.
        if !may(&lent.credential) {
            return Err(self.forbidden(provider));
        }
        let key = lent.key.ok_or_else(|| self.no_key(provider))?;
        Ok((key, lent.credential))
    }

    pub(crate) fn forbidden(&self, provider: &Provider) -> Error {
        Error::LendingForbidden {
            profile: self.profile_name().to_owned(),
            provider: provider.id.to_owned(),
        }
    }

    /// A loan whose log line cannot be written is given all the same.
    pub(crate) async fn log(&self, credential: &StoredCredential, purpose: Purpose) {
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
        let oldest = self.oldest_loan().await;
        let logged = self.vault().log_loan(credential, &loan, oldest, self.now());
        if logged.await.is_err() {
            tracing::warn!(
                provider = credential.provider,
                purpose = purpose.as_str(),
                program = self.shared.program,
                "the loan could not be written into the access log"
            );
        }
    }
}

impl Keystow {
    /// From when on loans are kept; `None` keeps them all.
    pub(crate) async fn oldest_loan(&self) -> Option<Timestamp> {
        let days = self.settings().await.ok()?.log_days;
        let age = SignedDuration::from_hours(24 * i64::from(days));
        (days > 0)
            .then(|| self.now().checked_sub(age).ok())
            .flatten()
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

//! The access log: every loan of a key.

use jiff::Timestamp;

use super::Vault;
use crate::error::VaultError;
use crate::store::credential::{self, StoredCredential};
use crate::store::log::{self, Loan, LoanRecord};

impl Vault {
    /// Writes a loan into the access log, and notes the credential's use. Loans from before `oldest` leave it.
    ///
    /// # Errors
    /// What is wrong with the file. The loan stands all the same.
    pub async fn log_loan(
        &self,
        credential: &StoredCredential,
        loan: &Loan,
        oldest: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        let whose = (credential.profile.as_str(), credential.provider.as_str());
        log::insert(&mut tx, whose, loan, now).await?;
        credential::set_used(&mut tx, credential.id, now).await?;
        log::prune(&mut tx, oldest).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The newest loans, newest first.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn loans(&self, most: u32) -> Result<Vec<LoanRecord>, VaultError> {
        match self.pool(false).await {
            Ok(pool) => log::list(&mut *pool.acquire().await?, most).await,
            Err(VaultError::Uninitialised) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Takes loans from before `oldest` off the log.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn prune_loans(&self, oldest: Timestamp) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        log::prune(&mut tx, Some(oldest)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Empties the log.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn clear_loans(&self) -> Result<(), VaultError> {
        let mut tx = match self.begin(false).await {
            Err(VaultError::Uninitialised) => return Ok(()),
            begun => begun?,
        };
        log::clear(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

//! The first run.
//!
//! Safe against races and kills:
//!
//! 1. lock `vault.lock`; 2. open and migrate; 3. a `vault_meta` row: open, never create; 4. no row, but
//!    a sentinel or records: refuse, never create; 5. commit an intent; 6. write the keyring entry under
//!    its unique name; 7. read it back over a new connection; 8. make data key and slot; 9. one
//!    transaction inserts both, unless another process won; 10. sentinel, then open from scratch.
//!
//! **A master secret for a new vault is made only here, and only where the database says that there
//! never was one.** The keyring's "not found" never decides it: a truncated or deleted keyring file
//! answers just that.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::open::{Patience, Refusal};
use super::{Opened, Vault};
use crate::cipher::make_random;
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::master;
use crate::passphrase::{Passphrase, Stretching};
use crate::secret::{DataKey, MasterSecret};
use crate::slot::{SlotHeader, SlotSecret};
use crate::step::step;
use crate::store::meta::{self, Intent, Meta};
use crate::store::{profile, slot};

impl Vault {
    /// Initialises the vault, its master secret in the keyring.
    ///
    /// # Errors
    /// [`VaultError::AlreadyInitialised`], or why it could not be done.
    pub async fn initialise(&self, prompting: Prompting, now: Timestamp) -> Result<(), VaultError> {
        match self.meta().await {
            Ok(_) => Err(VaultError::AlreadyInitialised),
            Err(VaultError::Uninitialised) => self
                .first_run(self.patience(prompting), now)
                .await
                .map(drop),
            Err(error) => Err(error),
        }
    }

    /// Initialises a vault that opens with a passphrase alone: the owner's explicit choice where no
    /// keyring can be used. The keyring is not asked for anything.
    ///
    /// # Errors
    /// [`VaultError::AlreadyInitialised`], or why it could not be done.
    pub async fn initialise_with_passphrase(
        &self,
        passphrase: &Passphrase,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let patience = self.patience(Prompting::Never);
        let _one = self.only_opener(patience).await?;
        self.pool(true).await?;
        let _lock = self.inner.files.lock(Self::file_deadline()).await?;
        match self.meta().await {
            Ok(_) => return Err(VaultError::AlreadyInitialised),
            Err(VaultError::Uninitialised) => {}
            Err(lost) => return Err(lost),
        }
        let stretching = Stretching::make()?;
        let secret = stretching.stretch(passphrase).await?;
        let vault_id = make_random()?;
        let header = SlotHeader {
            vault_id,
            slot_id: make_random()?,
            generation: 1,
            stretching: Some(stretching),
        };
        let won = self.seal_first_slot(header, &secret, None, now).await?;
        if !won {
            return Err(VaultError::AlreadyInitialised);
        }
        self.inner.files.write_sentinel(vault_id)?;
        let meta = self.meta().await?;
        self.try_passphrase(meta, passphrase, patience)
            .await
            .map(drop)
    }

    /// Moves a vault that cannot be opened out of the way, with everything that belongs to it; nothing
    /// is deleted. Returns where it is now, or `None` where there was none.
    ///
    /// # Errors
    /// [`VaultError::VaultOpens`] where there is no need to, or what is wrong with the files.
    pub async fn move_aside(&self, now: Timestamp) -> Result<Option<PathBuf>, VaultError> {
        // Migrates where that is due; it takes the lock itself.
        let _ = self.pool(false).await;
        let _lock = self.inner.files.lock(Self::file_deadline()).await?;
        let patience = self.patience(Prompting::Never);
        match self.opened_or_open(patience).await {
            Ok(_) => return Err(VaultError::VaultOpens),
            Err(
                error @ (VaultError::VaultBusy
                | VaultError::VaultNewer
                | VaultError::VaultReadOnly
                | VaultError::DiskFull),
            ) => return Err(error),
            Err(VaultError::Uninitialised) => return Ok(None),
            Err(_) => {}
        }
        self.leave_file().await;
        let aside = self.inner.files.link_aside(now)?;
        step!("aside.linked");
        self.inner.files.clear()?;
        Ok(aside)
    }

    /// The first run with the keyring. No connection is held while it is asked: it may take a minute.
    pub(super) async fn first_run(
        &self,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        let mut one = self.only_opener(patience).await?;
        let opened = self.first_run_alone(patience, now).await;
        *one = Refusal::of(patience, opened.as_ref().err());
        opened
    }

    async fn first_run_alone(
        &self,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        self.pool(true).await?;
        let _lock = self.inner.files.lock(patience.until()).await?;
        match self.locks().await {
            Ok((meta, slots)) => return self.unlock(meta, &slots, patience).await,
            Err(VaultError::Uninitialised) => {}
            Err(lost) => return Err(lost),
        }
        let (intent, secret) = match self.resume(patience).await? {
            Some(resumed) => resumed,
            None => self.write_master(make_random()?, patience, now).await?,
        };
        let header = SlotHeader {
            vault_id: intent.vault_id,
            slot_id: intent.mkid,
            generation: 1,
            stretching: None,
        };
        let won = self
            .seal_first_slot(header, &secret, Some(intent), now)
            .await?;
        if !won {
            self.delete_entry(master::account(intent.vault_id, intent.mkid), patience)
                .await
                .ok();
        }
        drop(secret);
        step!("first.committed");
        let (meta, slots) = self.locks().await?;
        self.inner.files.write_sentinel(meta.vault_id)?;
        step!("first.sentinel");
        let opened = self.unlock(meta, &slots, patience).await?;
        self.sweep(patience).await?;
        Ok(opened)
    }

    /// Steps 5 to 7 of an earlier run that was cut off. A keyring that cannot tell is an error. Where it
    /// has no entry, or one that was cut off too, the intent stays: that entry is swept in the end, also
    /// where a hung keyring stores it late.
    async fn resume(
        &self,
        patience: Patience,
    ) -> Result<Option<(Intent, MasterSecret)>, VaultError> {
        let intents = meta::intents(&mut *self.pool(false).await?.acquire().await?).await?;
        for intent in intents {
            let account = master::account(intent.vault_id, intent.mkid);
            if let Some(line) = self.read_entry(account, patience).await?
                && let Ok(secret) = master::decode(&line, intent.vault_id, intent.mkid)
            {
                return Ok(Some((intent, secret)));
            }
        }
        Ok(None)
    }

    /// Steps 8 and 9; `false` where another process won.
    async fn seal_first_slot<S: SlotSecret>(
        &self,
        header: SlotHeader,
        secret: &S,
        intent: Option<Intent>,
        now: Timestamp,
    ) -> Result<bool, VaultError> {
        let meta = Meta {
            vault_id: header.vault_id,
            generation: header.generation,
        };
        let sealed = header.wrap(secret, &DataKey::make()?)?;
        let facts = self.slot_facts(S::KIND).await;
        let mut tx = self.begin(false).await?;
        let won = meta::insert(&mut tx, meta, now).await?;
        if won {
            slot::insert(&mut tx, header.slot_id, S::KIND, &sealed, &facts, now).await?;
            profile::ensure(&mut tx, profile::DEFAULT, now).await?;
        }
        if let Some(intent) = intent {
            meta::delete_intent(&mut tx, intent).await?;
        }
        step!("first.sealed");
        tx.commit().await?;
        Ok(won)
    }
}

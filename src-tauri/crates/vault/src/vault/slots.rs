//! The owner's other ways in: recovery code, passphrase, and a keyring slot made anew.
//!
//! All of it happens under `vault.lock`, with the data key that is open, and in one transaction that
//! re-reads vault id and generation first.

use std::sync::Arc;

use jiff::Timestamp;
use sqlx::{Sqlite, Transaction};

use super::open::{Patience, header, slot_of_code};
use super::{Opened, Vault};
use crate::cipher::make_random;
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::passphrase::{Passphrase, Stretching};
use crate::recovery::RecoveryCode;
use crate::slot::{SlotHeader, SlotKind, SlotSecret};
use crate::step::step;
use crate::store::files::VaultLock;
use crate::store::meta::{self, Meta};
use crate::store::slot::{self, StoredSlot};

impl Vault {
    /// Lists the ways to open the vault. Opens nothing.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn slots(&self) -> Result<Vec<StoredSlot>, VaultError> {
        match self.pool(false).await {
            Ok(pool) => slot::list(&mut *pool.acquire().await?).await,
            Err(VaultError::Uninitialised) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Makes a recovery code. It revokes the one before it, and is unconfirmed.
    ///
    /// # Errors
    /// Why the vault cannot be opened or written. The code before it holds then.
    pub async fn create_recovery(
        &self,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<RecoveryCode, VaultError> {
        let code = RecoveryCode::make()?;
        let (work, opened) = self.begin_slot_work(prompting).await?;
        let header = header(opened.meta(), make_random()?);
        self.put_slot(work, &opened, header, &code, now).await?;
        Ok(code)
    }

    /// Notes that the owner has this recovery code. Keeps no data key, and asks no keyring.
    ///
    /// # Errors
    /// [`VaultError::CodeOfAnotherVault`] where it is not the code that counts now, as after another
    /// process made one; [`VaultError::NoRecoverySlot`], [`VaultError::SlotCorrupt`], or what is wrong
    /// with the file. No code is confirmed then.
    pub async fn confirm_recovery(
        &self,
        code: &RecoveryCode,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        let meta = meta::read(&mut tx).await?;
        let meta = meta.ok_or(VaultError::Uninitialised)?;
        let slots = slot::of_kind(&mut tx, SlotKind::Recovery).await?;
        let (found, _) = slot_of_code(meta, slots, code)?;
        slot::set_confirmed(&mut tx, found.id, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets the passphrase, or another one.
    ///
    /// # Errors
    /// Why the vault cannot be opened or written. The passphrase before it holds then.
    pub async fn set_passphrase(
        &self,
        passphrase: &Passphrase,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let stretching = Stretching::make()?;
        let secret = stretching.stretch(passphrase).await?;
        let (work, opened) = self.begin_slot_work(prompting).await?;
        let header = SlotHeader {
            stretching: Some(stretching),
            ..header(opened.meta(), make_random()?)
        };
        self.put_slot(work, &opened, header, &secret, now).await
    }

    /// Takes the passphrase off the vault.
    ///
    /// # Errors
    /// [`VaultError::LastSlot`] where no keyring slot opens the vault, [`VaultError::NoPassphraseSlot`],
    /// why the keyring could not be asked, or what is wrong with the file.
    pub async fn remove_passphrase(&self, prompting: Prompting) -> Result<(), VaultError> {
        let _lock = self.inner.files.lock(Self::file_deadline()).await?;
        let patience = self.patience(prompting);
        let meta = self.meta().await?;
        if self.sealed_slots(SlotKind::Passphrase).await?.is_empty() {
            return Err(VaultError::NoPassphraseSlot);
        }
        let mut opens = Err(VaultError::LastSlot);
        for found in self.sealed_slots(SlotKind::Keyring).await? {
            match self.try_keyring_slot(meta, &found, patience).await {
                Ok(_) => opens = Ok(()),
                // A keyring that could not be asked has not said that the slot does not open.
                Err(error @ VaultError::Keychain(_)) => opens = opens.or(Err(error)),
                Err(_) => {}
            }
        }
        opens?;
        let mut tx = self.begin(false).await?;
        same_vault(&mut tx, meta).await?;
        slot::delete_kind(&mut tx, SlotKind::Passphrase).await?;
        step!("slot.written");
        tx.commit().await?;
        step!("slot.committed");
        self.empty_log().await;
        Ok(())
    }

    /// Takes `vault.lock`, and the open data key of the vault as it is under the lock.
    pub(super) async fn begin_slot_work(
        &self,
        prompting: Prompting,
    ) -> Result<(SlotWork, Arc<Opened>), VaultError> {
        let patience = self.patience(prompting);
        self.opened_or_open(patience).await?;
        let lock = self.inner.files.lock(Self::file_deadline()).await?;
        // The wait for the lock was not the keyring's.
        let patience = self.anew(patience);
        // Another process may have rotated while the lock was waited for.
        let opened = self.opened_or_open(patience).await?;
        let work = SlotWork {
            patience,
            _lock: lock,
        };
        Ok((work, opened))
    }

    /// Puts a slot in the place of those of its kind.
    async fn put_slot<S: SlotSecret>(
        &self,
        _work: SlotWork,
        opened: &Opened,
        header: SlotHeader,
        secret: &S,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let sealed = header.wrap(secret, &opened.data_key)?;
        let facts = self.slot_facts(S::KIND).await;
        let mut tx = self.begin(false).await?;
        same_vault(&mut tx, opened.meta()).await?;
        slot::delete_kind(&mut tx, S::KIND).await?;
        slot::insert(&mut tx, header.slot_id, S::KIND, &sealed, &facts, now).await?;
        step!("slot.written");
        tx.commit().await?;
        step!("slot.committed");
        // What was revoked must not stay behind in the write-ahead log.
        self.empty_log().await;
        Ok(())
    }
}

/// Holds `vault.lock` for one piece of work on slots.
pub(super) struct SlotWork {
    pub(super) patience: Patience,
    _lock: VaultLock,
}

/// Makes sure that the transaction writes to the very vault that was opened.
pub(super) async fn same_vault(
    tx: &mut Transaction<'static, Sqlite>,
    opened: Meta,
) -> Result<(), VaultError> {
    if meta::read(&mut *tx).await? == Some(opened) {
        Ok(())
    } else {
        Err(VaultError::VaultBusy)
    }
}

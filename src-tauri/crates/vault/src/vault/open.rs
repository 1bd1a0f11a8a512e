//! Opening the vault, and the first run.
//!
//! The first run is safe against races and kills:
//!
//! 1. lock `vault.lock`; 2. open and migrate; 3. a `vault_meta` row: open, never create; 4. no row, but
//!    a sentinel or records: refuse, never create; 5. commit an intent; 6. write the keyring entry under
//!    its unique name; 7. read it back over a new connection; 8. make data key and slot; 9. one
//!    transaction inserts both, unless another process won; 10. sentinel, then open from scratch.
//!
//! **A master secret is made only here, and only where the database says that there never was one.**
//! The keyring's "not found" never decides it: a truncated or deleted keyring file answers just that.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

use super::{Opened, Vault};
use crate::cipher::make_random;
use crate::error::VaultError;
use crate::keychain::{KeychainError, Prompting};
use crate::master;
use crate::secret::{DataKey, MasterSecret};
use crate::slot::{SlotHeader, SlotKind};
use crate::store::meta::{self, Intent, Meta};
use crate::store::{profile, slot};

/// How old the note of a slot's last success may grow before it is written anew.
const VERIFIED_AGE: SignedDuration = SignedDuration::from_hours(1);

/// How long one opening may take in all, and whether the keyring may ask its owner meanwhile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    prompting: Prompting,
    until: Instant,
}

impl Patience {
    pub(crate) fn left(self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }
}

impl Vault {
    /// The patience of a caller that begins now.
    pub(crate) fn patience(&self, prompting: Prompting) -> Patience {
        let time = match prompting {
            Prompting::Never => self.inner.keyring_deadline,
            Prompting::Allow => self.inner.prompt_deadline,
        };
        Patience {
            prompting,
            until: Instant::now() + time,
        }
    }

    /// The open vault, opened now where it was not.
    pub(crate) async fn opened_or_open(
        &self,
        patience: Patience,
    ) -> Result<Arc<Opened>, VaultError> {
        let meta = self.meta().await?;
        if let Some(opened) = self.opened_as(meta) {
            return Ok(opened);
        }
        let _one = self.only_opener(patience).await?;
        if let Some(opened) = self.opened_as(meta) {
            return Ok(opened);
        }
        self.unlock(meta, patience).await
    }

    /// The open vault; a vault that was never initialised is initialised now.
    pub(crate) async fn opened_or_initialised(
        &self,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        match self.opened_or_open(patience).await {
            Err(VaultError::Uninitialised) => self.initialise(patience, now).await,
            other => other,
        }
    }

    /// The row that says which vault this is.
    ///
    /// # Errors
    /// [`VaultError::Uninitialised`] on a first run, or what is wrong with the file.
    pub(crate) async fn meta(&self) -> Result<Meta, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        if let Some(meta) = meta::read(&mut db).await? {
            return Ok(meta);
        }
        let lost = self.inner.files.has_sentinel() || meta::has_sealed_records(&mut db).await?;
        Err(if lost {
            VaultError::VaultCorrupt
        } else {
            VaultError::Uninitialised
        })
    }

    /// One opening at a time. One that takes too long waits at a prompt, so the keyring is locked.
    async fn only_opener(
        &self,
        patience: Patience,
    ) -> Result<tokio::sync::MutexGuard<'_, ()>, VaultError> {
        tokio::time::timeout(patience.left(), self.inner.opening.lock())
            .await
            .map_err(|_| KeychainError::Locked.into())
    }

    fn opened_as(&self, meta: Meta) -> Option<Arc<Opened>> {
        self.opened().filter(|opened| {
            opened.vault_id == meta.vault_id && opened.generation == meta.generation
        })
    }

    /// Tries every keyring slot, and keeps what opened.
    async fn unlock(&self, meta: Meta, patience: Patience) -> Result<Arc<Opened>, VaultError> {
        self.set_opened(None);
        let slots = slot::keyring_slots(&mut *self.pool(false).await?.acquire().await?).await?;
        let mut failed = None;
        for found in slots {
            match self.try_slot(meta, &found, patience).await {
                Ok(opened) => {
                    self.set_opened(Some(Arc::clone(&opened)));
                    self.note_success(meta, &found).await;
                    return Ok(opened);
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        Err(failed.unwrap_or(VaultError::VaultCorrupt))
    }

    async fn try_slot(
        &self,
        meta: Meta,
        found: &slot::KeyringSlot,
        patience: Patience,
    ) -> Result<Arc<Opened>, VaultError> {
        let account = master::account(meta.vault_id, found.mkid);
        let line = self
            .read_entry(account, patience)
            .await?
            .ok_or(VaultError::MasterMissing)?;
        let secret = master::decode(&line, meta.vault_id, found.mkid)?;
        let keys = header(meta, found.mkid).unwrap(&secret, &found.sealed)?;
        Ok(Arc::new(Opened {
            vault_id: meta.vault_id,
            generation: meta.generation,
            keys,
        }))
    }

    /// Writes a sentinel that is missing, and when the slot last worked. A vault that cannot be written
    /// can still be read.
    async fn note_success(&self, meta: Meta, found: &slot::KeyringSlot) {
        if self.inner.files.write_sentinel(meta.vault_id).is_err() {
            tracing::warn!("the vault's sentinel file cannot be written");
        }
        let now = Timestamp::now();
        let fresh = |at| now.duration_since(at) < VERIFIED_AGE;
        if !found.last_verified_at.is_some_and(fresh)
            && let Ok(mut tx) = self.begin(false).await
            && slot::set_verified(&mut tx, found.mkid, now).await.is_ok()
        {
            tx.commit().await.ok();
        }
    }

    /// The first run. No connection is held while the keyring is asked: it may take a minute.
    async fn initialise(
        &self,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        let _one = self.only_opener(patience).await?;
        self.pool(true).await?;
        let _lock = self.inner.files.lock(patience.until).await?;
        match self.meta().await {
            Ok(meta) => return self.unlock(meta, patience).await,
            Err(VaultError::Uninitialised) => {}
            Err(lost) => return Err(lost),
        }
        let (intent, secret) = match self.resume(patience).await? {
            Some(resumed) => resumed,
            None => self.write_master(patience, now).await?,
        };
        let won = self.seal_first_slot(intent, &secret, now).await?;
        if !won {
            self.delete_entry(master::account(intent.vault_id, intent.mkid), patience)
                .await
                .ok();
        }
        drop(secret);
        let meta = self.meta().await?;
        self.inner.files.write_sentinel(meta.vault_id)?;
        self.unlock(meta, patience).await
    }

    /// Steps 5 to 7 of an earlier run that was cut off. A keyring that cannot tell is an error: only a
    /// keyring that answers "none" lets the intent go.
    async fn resume(
        &self,
        patience: Patience,
    ) -> Result<Option<(Intent, MasterSecret)>, VaultError> {
        let pool = self.pool(false).await?;
        while let Some(intent) = meta::intent(&mut *pool.acquire().await?).await? {
            let account = master::account(intent.vault_id, intent.mkid);
            if let Some(line) = self.read_entry(account, patience).await?
                && let Ok(secret) = master::decode(&line, intent.vault_id, intent.mkid)
            {
                return Ok(Some((intent, secret)));
            }
            meta::delete_intent(&mut *pool.acquire().await?, intent).await?;
        }
        Ok(None)
    }

    async fn write_master(
        &self,
        patience: Patience,
        now: Timestamp,
    ) -> Result<(Intent, MasterSecret), VaultError> {
        let intent = Intent {
            vault_id: make_random()?,
            mkid: make_random()?,
        };
        meta::insert_intent(&mut *self.pool(false).await?.acquire().await?, intent, now).await?;
        let secret = MasterSecret::make()?;
        let line = master::encode(intent.vault_id, intent.mkid, &secret);
        let account = master::account(intent.vault_id, intent.mkid);
        let written = self
            .write_entry(account.clone(), line.clone(), patience)
            .await;
        match written {
            // A write may fail after it was done, and may be said to be done without being so: only
            // what a new connection reads back counts. It asks nobody: the owner was asked just now.
            Ok(()) | Err(KeychainError::Failed | KeychainError::Unavailable) => {}
            // Nobody to read back from. Whatever was written, the intent finds it with the next try.
            Err(error) => return Err(error.into()),
        }
        self.inner.keychain.reconnect();
        let quiet = Patience {
            prompting: Prompting::Never,
            ..patience
        };
        match (self.read_entry(account, quiet).await, written) {
            (Ok(Some(read)), _) if read == line => Ok((intent, secret)),
            (_, Err(error)) | (Err(error), Ok(())) => Err(error.into()),
            (Ok(_), Ok(())) => Err(KeychainError::Failed.into()),
        }
    }

    /// Steps 8 and 9; `false` where another process won.
    async fn seal_first_slot(
        &self,
        intent: Intent,
        secret: &MasterSecret,
        now: Timestamp,
    ) -> Result<bool, VaultError> {
        let meta = Meta {
            vault_id: intent.vault_id,
            generation: 1,
        };
        let sealed = header(meta, intent.mkid).wrap(secret, &DataKey::make()?)?;
        let facts = self.slot_facts().await;
        let mut tx = self.begin(false).await?;
        let won = meta::insert(&mut tx, meta, now).await?;
        if won {
            slot::insert(
                &mut tx,
                intent.mkid,
                SlotKind::Keyring,
                &sealed,
                &facts,
                now,
            )
            .await?;
            profile::ensure(&mut tx, profile::DEFAULT, now).await?;
        }
        meta::delete_intent(&mut tx, intent).await?;
        tx.commit().await?;
        Ok(won)
    }

    /// Not-secret facts for a later diagnosis.
    async fn slot_facts(&self) -> String {
        let backend = self
            .keychain_facts()
            .await
            .ok()
            .and_then(|facts| facts.backend);
        serde_json::json!({
            "backend": backend,
            "desktop": std::env::var("XDG_CURRENT_DESKTOP").ok(),
            "version": env!("CARGO_PKG_VERSION"),
        })
        .to_string()
    }

    async fn read_entry(
        &self,
        account: String,
        patience: Patience,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        let keychain = &self.inner.keychain;
        let prompting = patience.prompting;
        keychain
            .call(patience.left(), move |keyring| {
                keyring.read(&account, prompting)
            })
            .await
    }

    async fn write_entry(
        &self,
        account: String,
        line: Zeroizing<String>,
        patience: Patience,
    ) -> Result<(), KeychainError> {
        let keychain = &self.inner.keychain;
        let prompting = patience.prompting;
        let write = move |keyring: &mut dyn crate::keychain::Keychain| {
            keyring.write(&account, &line, prompting)
        };
        keychain.call(patience.left(), write).await
    }

    async fn delete_entry(&self, account: String, patience: Patience) -> Result<(), KeychainError> {
        let keychain = &self.inner.keychain;
        let prompting = patience.prompting;
        keychain
            .call(patience.left(), move |keyring| {
                keyring.delete(&account, prompting)
            })
            .await
    }
}

fn header(meta: Meta, slot_id: [u8; 8]) -> SlotHeader {
    SlotHeader {
        kind: SlotKind::Keyring,
        vault_id: meta.vault_id,
        slot_id,
        generation: meta.generation,
    }
}

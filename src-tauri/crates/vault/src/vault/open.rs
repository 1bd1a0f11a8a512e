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

impl Vault {
    /// The open vault, opened now where it was not.
    pub(crate) async fn opened_or_open(
        &self,
        prompting: Prompting,
    ) -> Result<Arc<Opened>, VaultError> {
        let meta = self.meta().await?;
        if let Some(opened) = self.opened_as(meta) {
            return Ok(opened);
        }
        let _one = self.inner.opening.lock().await;
        if let Some(opened) = self.opened_as(meta) {
            return Ok(opened);
        }
        self.unlock(meta, prompting).await
    }

    /// The open vault; a vault that was never initialised is initialised now.
    pub(crate) async fn opened_or_initialised(
        &self,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        match self.opened_or_open(prompting).await {
            Err(VaultError::Uninitialised) => self.initialise(prompting, now).await,
            other => other,
        }
    }

    async fn meta(&self) -> Result<Meta, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        match meta::read(&mut db).await? {
            Some(meta) => Ok(meta),
            None => Err(self.why_no_meta(&mut db).await?),
        }
    }

    /// Names a file without a `vault_meta` row: a first run, or a vault that lost it.
    async fn why_no_meta(&self, db: &mut sqlx::SqliteConnection) -> Result<VaultError, VaultError> {
        let lost = self.inner.files.has_sentinel() || meta::has_sealed_records(db).await?;
        Ok(if lost {
            VaultError::VaultCorrupt
        } else {
            VaultError::Uninitialised
        })
    }

    fn opened_as(&self, meta: Meta) -> Option<Arc<Opened>> {
        self.opened().filter(|opened| {
            opened.vault_id == meta.vault_id && opened.generation == meta.generation
        })
    }

    /// Tries every keyring slot, and keeps what opened.
    async fn unlock(&self, meta: Meta, prompting: Prompting) -> Result<Arc<Opened>, VaultError> {
        self.set_opened(None);
        let pool = self.pool(false).await?;
        let slots = slot::keyring_slots(&mut *pool.acquire().await?).await?;
        let mut failed = None;
        for found in slots {
            match self.try_slot(meta, &found, prompting).await {
                Ok(opened) => {
                    self.set_opened(Some(Arc::clone(&opened)));
                    // A vault that cannot be written can still be read.
                    if self.inner.files.write_sentinel(meta.vault_id).is_err() {
                        tracing::warn!("the vault's sentinel file cannot be written");
                    }
                    let now = Timestamp::now();
                    let fresh = found
                        .last_verified_at
                        .is_some_and(|at| now.duration_since(at) < VERIFIED_AGE);
                    if !fresh && let Ok(mut tx) = self.begin(false).await {
                        slot::set_verified(&mut tx, found.mkid, now).await.ok();
                        tx.commit().await.ok();
                    }
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
        prompting: Prompting,
    ) -> Result<Arc<Opened>, VaultError> {
        let account = master::account(meta.vault_id, found.mkid);
        let line = self
            .read_entry(account, prompting)
            .await?
            .ok_or(VaultError::MasterMissing)?;
        let secret = master::decode(&line, meta.vault_id, found.mkid)?;
        let header = SlotHeader {
            kind: SlotKind::Keyring,
            vault_id: meta.vault_id,
            slot_id: found.mkid,
            generation: meta.generation,
        };
        let keys = header.unwrap(&secret, &found.sealed)?;
        Ok(Arc::new(Opened {
            vault_id: meta.vault_id,
            generation: meta.generation,
            keys,
        }))
    }

    async fn initialise(
        &self,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        let _one = self.inner.opening.lock().await;
        let pool = self.pool(true).await?;
        let _lock = self.inner.files.lock().await?;
        let mut db = pool.acquire().await?;
        if let Some(meta) = meta::read(&mut db).await? {
            return self.unlock(meta, prompting).await;
        }
        match self.why_no_meta(&mut db).await? {
            VaultError::Uninitialised => {}
            lost => return Err(lost),
        }
        let (intent, secret) = match self.resume(&mut db, prompting).await? {
            Some(resumed) => resumed,
            None => self.write_master(&mut db, prompting, now).await?,
        };
        let won = self.seal_first_slot(intent, &secret, now).await?;
        if !won {
            self.delete_entry(master::account(intent.vault_id, intent.mkid), prompting)
                .await
                .ok();
        }
        drop(secret);
        let meta = meta::read(&mut db).await?.ok_or(VaultError::VaultCorrupt)?;
        self.inner.files.write_sentinel(meta.vault_id)?;
        self.unlock(meta, prompting).await
    }

    /// Steps 5 to 7 of an earlier run that was cut off. A keyring that cannot tell is an error: only a
    /// keyring that answers "none" lets the intent go.
    async fn resume(
        &self,
        db: &mut sqlx::SqliteConnection,
        prompting: Prompting,
    ) -> Result<Option<(Intent, MasterSecret)>, VaultError> {
        while let Some(intent) = meta::intent(&mut *db).await? {
            let account = master::account(intent.vault_id, intent.mkid);
            if let Some(line) = self.read_entry(account, prompting).await?
                && let Ok(secret) = master::decode(&line, intent.vault_id, intent.mkid)
            {
                return Ok(Some((intent, secret)));
            }
            meta::delete_intent(&mut *db, intent).await?;
        }
        Ok(None)
    }

    async fn write_master(
        &self,
        db: &mut sqlx::SqliteConnection,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<(Intent, MasterSecret), VaultError> {
        let intent = Intent {
            vault_id: make_random()?,
            mkid: make_random()?,
        };
        meta::insert_intent(db, intent, now).await?;
        let secret = MasterSecret::make()?;
        let line = master::encode(intent.vault_id, intent.mkid, &secret);
        let account = master::account(intent.vault_id, intent.mkid);
        let written = self
            .write_entry(account.clone(), line.clone(), prompting)
            .await;
        // A write may fail after it was done, and may be said to be done without being so: only what
        // a new connection reads back counts.
        self.inner.keychain.reconnect();
        match (self.read_entry(account, prompting).await, written) {
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
        let header = SlotHeader {
            kind: SlotKind::Keyring,
            vault_id: meta.vault_id,
            slot_id: intent.mkid,
            generation: meta.generation,
        };
        let sealed = header.wrap(secret, &DataKey::make()?)?;
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

    fn deadline(&self, prompting: Prompting) -> std::time::Duration {
        match prompting {
            Prompting::Never => self.inner.keyring_deadline,
            Prompting::Allow => self.inner.prompt_deadline,
        }
    }

    async fn read_entry(
        &self,
        account: String,
        prompting: Prompting,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        let ask =
            move |keychain: &mut dyn crate::keychain::Keychain| keychain.read(&account, prompting);
        self.inner
            .keychain
            .call(self.deadline(prompting), ask)
            .await
    }

    async fn write_entry(
        &self,
        account: String,
        line: Zeroizing<String>,
        prompting: Prompting,
    ) -> Result<(), KeychainError> {
        let ask = move |keychain: &mut dyn crate::keychain::Keychain| {
            keychain.write(&account, &line, prompting)
        };
        self.inner
            .keychain
            .call(self.deadline(prompting), ask)
            .await
    }

    async fn delete_entry(
        &self,
        account: String,
        prompting: Prompting,
    ) -> Result<(), KeychainError> {
        let ask = move |keychain: &mut dyn crate::keychain::Keychain| {
            keychain.delete(&account, prompting)
        };
        self.inner
            .keychain
            .call(self.deadline(prompting), ask)
            .await
    }
}

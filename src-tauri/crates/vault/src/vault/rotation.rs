//! Rotation: another master secret, or another data key.
//!
//! Master: intent → new entry → read back → one transaction adds the new slot and marks the old one →
//! unlock through the new slot, open every record → one transaction drops the old slot → checkpoint →
//! delete the old entry. Data key: one transaction seals every record and slot anew; then checkpoint
//! and `VACUUM`. A kill at any step leaves a vault that opens with the old or the new; what a killed
//! rotation left behind is tidied by the next opening.

use std::collections::BTreeSet;

use jiff::Timestamp;
use subtle::ConstantTimeEq;

use super::credentials::reseal;
use super::endpoints::sealed_name;
use super::open::{Patience, header};
use super::slots::same_vault;
use super::{Opened, Vault};
use crate::cipher::{RecordKeys, make_random};
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::master;
use crate::passphrase::{Passphrase, Stretched, Stretching};
use crate::recovery::RecoveryCode;
use crate::secret::DataKey;
use crate::slot::{self as format, Mismatch, SlotHeader, SlotKind, SlotSecret};
use crate::step::step;
use crate::store::meta::{self, Intent, Meta};
use crate::store::slot::{self, SealedSlot, StoredSlot};
use crate::store::{credential, endpoint, profile, sealed};

/// What a rotation left to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Whether the keyring holds no entry of the old secret any more.
    pub old_entry_deleted: bool,
    /// Whether no trace of the old slots is left in the write-ahead log; another reader can hold it up.
    pub checkpointed: bool,
}

/// How the slots that only their owner can write are wrapped under a new data key.
#[derive(Debug)]
pub struct Rewrap {
    /// The new recovery code, shown already; `None` drops the slot.
    pub recovery: Option<RecoveryCode>,
    /// What becomes of the passphrase.
    pub passphrase: PassphraseRewrap,
    /// The slots as they were when their owner decided; one that came since is not dropped unasked.
    pub slots: Vec<StoredSlot>,
}

impl Rewrap {
    /// Whether recovery code and passphrase are still the ones that this was decided about.
    fn is_about(&self, found: &[StoredSlot]) -> bool {
        let own = |slots: &[StoredSlot]| -> BTreeSet<[u8; 8]> {
            let own = slots.iter().filter(|slot| slot.kind != SlotKind::Keyring);
            own.map(|slot| slot.id).collect()
        };
        own(&self.slots) == own(found)
    }
}

/// What becomes of the passphrase slot.
#[derive(Debug)]
pub enum PassphraseRewrap {
    /// It stays; this is the one in use.
    Keep(Passphrase),
    /// It goes, where there is one.
    Drop,
}

impl Vault {
    /// Exchanges the master secret in the keyring, whichever way the vault is open; where it has no
    /// keyring slot that opens it, this makes one.
    ///
    /// # Errors
    /// Why the keyring did not take the new one, or what is wrong with the file; the old one holds then.
    pub async fn rotate_master(
        &self,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Rotated, VaultError> {
        let (work, opened) = self.begin_slot_work(prompting).await?;
        let meta = opened.meta();
        let damaged = self.damaged_records(&opened).await?;
        let (intent, secret) = self.write_master(meta.vault_id, work.patience, now).await?;
        step!("rotate.entry");
        let sealed = header(meta, intent.mkid).wrap(&secret, &opened.data_key)?;
        drop(secret);
        let facts = self.slot_facts(SlotKind::Keyring).await;
        let mut tx = self.begin(false).await?;
        same_vault(&mut tx, meta).await?;
        slot::retire_keyring(&mut tx).await?;
        slot::insert(
            &mut tx,
            intent.mkid,
            SlotKind::Keyring,
            &sealed,
            &facts,
            now,
        )
        .await?;
        meta::delete_intent(&mut tx, intent).await?;
        tx.commit().await?;
        step!("rotate.added");
        if let Err(error) = self.prove(&opened, intent, &damaged, work.patience).await {
            self.take_back(intent, now).await?;
            self.sweep(work.patience).await?;
            return Err(error);
        }
        step!("rotate.proved");
        self.drop_retired(meta, now).await?;
        step!("rotate.dropped");
        let checkpointed = self.empty_log().await;
        step!("rotate.checkpointed");
        let old_entry_deleted = self.swept(work.patience).await;
        Ok(Rotated {
            old_entry_deleted,
            checkpointed,
        })
    }

    /// Exchanges the data key: every record and every slot is sealed anew.
    ///
    /// # Errors
    /// [`VaultError::RowCorrupt`] where a record does not open: it would be lost for good.
    /// [`VaultError::PassphraseWrong`], [`VaultError::LastSlot`]; [`VaultError::VaultBusy`] where another
    /// process made or took away a recovery code or passphrase since this was decided; or why vault or
    /// keyring cannot be used. Nothing is changed then.
    pub async fn rotate_data_key(
        &self,
        rewrap: Rewrap,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Rotated, VaultError> {
        let (work, opened) = self.begin_slot_work(prompting).await?;
        let old = opened.meta();
        let next = Meta {
            generation: old
                .generation
                .checked_add(1)
                .ok_or(VaultError::VaultCorrupt)?,
            ..old
        };
        let data_key = DataKey::make()?;
        let mut slots = Vec::new();
        for found in self.sealed_slots(SlotKind::Keyring).await? {
            if found.retiring {
                continue;
            }
            let account = master::account(old.vault_id, found.id);
            let line = self.read_entry(account, work.patience).await?;
            let line = line.ok_or(VaultError::MasterMissing)?;
            let secret = master::decode(&line, old.vault_id, found.id)?;
            slots.push(NewSlot::wrap(header(next, found.id), &secret, &data_key)?);
        }
        if let Some((stretching, secret)) = self.kept_passphrase(old, &rewrap.passphrase).await? {
            let header = SlotHeader {
                stretching: Some(stretching),
                ..header(next, make_random()?)
            };
            slots.push(NewSlot::wrap(header, &secret, &data_key)?);
        }
        if slots.is_empty() {
            return Err(VaultError::LastSlot);
        }
        if let Some(code) = &rewrap.recovery {
            slots.push(NewSlot::wrap(
                header(next, make_random()?),
                code,
                &data_key,
            )?);
        }
        self.rekey(&opened, next, &data_key, &slots, &rewrap, now)
            .await?;
        step!("rekey.committed");
        self.forget_opened();
        let first = SealedSlot {
            id: slots[0].id,
            sealed: Vec::new(),
            retiring: false,
            last_verified_at: None,
        };
        self.keep(next, data_key, &first, work.patience).await;
        let mut checkpointed = self.empty_log().await;
        step!("rekey.checkpointed");
        checkpointed &= self.vacuum().await.is_ok();
        step!("rekey.vacuumed");
        checkpointed &= self.empty_log().await;
        let old_entry_deleted = self.swept(work.patience).await;
        Ok(Rotated {
            old_entry_deleted,
            checkpointed,
        })
    }

    async fn vacuum(&self) -> Result<(), VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        sqlx::query("VACUUM").execute(&mut *db).await?;
        Ok(())
    }

    /// [`Self::sweep`] after a commit: what cannot be swept now goes with a later opening.
    async fn swept(&self, patience: Patience) -> bool {
        self.sweep(patience).await.unwrap_or(false)
    }

    /// The one transaction of a new data key.
    async fn rekey(
        &self,
        opened: &Opened,
        next: Meta,
        data_key: &DataKey,
        slots: &[NewSlot],
        rewrap: &Rewrap,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let keys = RecordKeys::derive(data_key, next.vault_id, next.generation);
        let mut facts = Vec::new();
        for new in slots {
            facts.push(self.slot_facts(new.kind).await);
        }
        let mut tx = self.begin(false).await?;
        same_vault(&mut tx, opened.meta()).await?;
        if !rewrap.is_about(&slot::list(&mut tx).await?) {
            return Err(VaultError::VaultBusy);
        }
        step!("rekey.begun");
        for mut record in credential::list_all(&mut tx).await? {
            if reseal(opened, &keys, &mut record)? {
                credential::rewrap(&mut tx, &record).await?;
                step!("rekey.record");
            }
        }
        for (name, blob) in sealed::all(&mut tx).await? {
            let Ok(text) = opened.keys.open_setting(next.vault_id, &name, &blob) else {
                // It opened under no key before, and does so after: an option is worth no rotation.
                tracing::warn!(
                    option = name,
                    "a sealed option is damaged and stays as it is"
                );
                continue;
            };
            let blob = keys.seal_setting(next.vault_id, &name, &text)?;
            sealed::put(&mut tx, &name, &blob).await?;
        }
        for found in endpoint::list(&mut tx).await? {
            let Some(blob) = &found.sealed_headers else {
                continue;
            };
            let name = sealed_name(&found.slug, &found.origin);
            let Ok(text) = opened.keys.open_setting(next.vault_id, &name, blob) else {
                tracing::warn!(
                    endpoint = found.slug,
                    "the headers of an endpoint are damaged and stay as they are"
                );
                continue;
            };
            let blob = keys.seal_setting(next.vault_id, &name, &text)?;
            endpoint::rewrap(&mut tx, &found.slug, &blob).await?;
        }
        for found in slot::of_kind(&mut tx, SlotKind::Keyring).await? {
            if found.retiring {
                retire(&mut tx, next, &found, now).await?;
            }
        }
        slot::delete_kind(&mut tx, SlotKind::Recovery).await?;
        slot::delete_kind(&mut tx, SlotKind::Passphrase).await?;
        for (new, facts) in slots.iter().zip(&facts) {
            match new.kind {
                SlotKind::Keyring => slot::rewrap(&mut tx, new.id, &new.sealed).await?,
                kind => slot::insert(&mut tx, new.id, kind, &new.sealed, facts, now).await?,
            }
        }
        step!("rekey.slots");
        meta::set_generation(&mut tx, opened.generation, next.generation).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The passphrase that stays, proved to be the one in use, stretched with a new salt.
    async fn kept_passphrase(
        &self,
        meta: Meta,
        wanted: &PassphraseRewrap,
    ) -> Result<Option<(Stretching, Stretched)>, VaultError> {
        let PassphraseRewrap::Keep(passphrase) = wanted else {
            return Ok(None);
        };
        let slots = self.sealed_slots(SlotKind::Passphrase).await?;
        let found = slots.first().ok_or(VaultError::NoPassphraseSlot)?;
        let stretching = format::stretching_of(&found.sealed).ok_or(VaultError::SlotCorrupt)?;
        let header = SlotHeader {
            stretching: Some(stretching),
            ..header(meta, found.id)
        };
        header
            .unwrap(&stretching.stretch(passphrase).await?, &found.sealed)
            .map_err(|mismatch| match mismatch {
                Mismatch::OtherSecret => VaultError::PassphraseWrong,
                Mismatch::Damaged => VaultError::SlotCorrupt,
            })?;
        let stretching = Stretching::make()?;
        Ok(Some((stretching, stretching.stretch(passphrase).await?)))
    }

    /// Unlocks through the new slot over a new connection, and opens every record with what it yields.
    async fn prove(
        &self,
        opened: &Opened,
        new: Intent,
        damaged: &[[u8; 16]],
        patience: Patience,
    ) -> Result<(), VaultError> {
        let meta = opened.meta();
        self.inner.keychain.reconnect();
        let slots = self.sealed_slots(SlotKind::Keyring).await?;
        let found = slots.iter().find(|found| found.id == new.mkid);
        let found = found.ok_or(VaultError::SlotCorrupt)?;
        let data_key = self.try_keyring_slot(meta, found, patience.quiet()).await?;
        // EXPOSE: to the comparison of the two.
        if !bool::from(data_key.expose()[..].ct_eq(&opened.data_key.expose()[..])) {
            return Err(VaultError::SlotCorrupt);
        }
        let proved = Opened {
            vault_id: meta.vault_id,
            generation: meta.generation,
            keys: RecordKeys::derive(&data_key, meta.vault_id, meta.generation),
            data_key,
        };
        // What was damaged before stays so; nothing else may be.
        let now = self.damaged_records(&proved).await?;
        if now.iter().all(|id| damaged.contains(id)) {
            Ok(())
        } else {
            Err(VaultError::SlotCorrupt)
        }
    }

    /// Drops a slot that could not be proved; the one before it counts again.
    async fn take_back(&self, new: Intent, now: Timestamp) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        slot::delete(&mut tx, new.mkid).await?;
        slot::reinstate_keyring(&mut tx).await?;
        meta::insert_intent(&mut tx, new, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Drops every slot that has a successor; their entries are to be swept.
    async fn drop_retired(&self, meta: Meta, now: Timestamp) -> Result<(), VaultError> {
        let mut tx = self.begin(false).await?;
        same_vault(&mut tx, meta).await?;
        for found in slot::of_kind(&mut tx, SlotKind::Keyring).await? {
            if found.retiring {
                retire(&mut tx, meta, &found, now).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends what a killed rotation left half done, once the slot that counts has opened. Whoever works
    /// on slots at this moment is left alone.
    pub(super) async fn tidy(
        &self,
        opened_by: &SealedSlot,
        slots: &[SealedSlot],
        patience: Patience,
    ) {
        if opened_by.retiring {
            return;
        }
        let tidied = async {
            let retired = slots.iter().any(|found| found.retiring);
            if !retired && self.orphans().await?.is_empty() {
                return Ok(());
            }
            let meta = self.meta().await?;
            let _lock = self.inner.files.lock(std::time::Instant::now()).await?;
            // Under the lock nobody rotates, so what retires now was left by a process that died. What
            // takes its place must be what was seen to open.
            let slots = self.sealed_slots(SlotKind::Keyring).await?;
            if !slots
                .iter()
                .any(|slot| slot.id == opened_by.id && !slot.retiring)
            {
                return Ok(());
            }
            self.drop_retired(meta, Timestamp::now()).await?;
            self.checkpoint().await?;
            self.sweep(patience).await.map(drop)
        };
        if let Err(error) = Box::pin(tidied).await {
            tracing::debug!(%error, "a rotation's traces stay until the next opening");
        }
    }

    pub(super) async fn orphans(&self) -> Result<Vec<Intent>, VaultError> {
        meta::orphans(&mut *self.pool(false).await?.acquire().await?).await
    }

    /// The records that do not open, of those that can be read.
    pub(super) async fn damaged_records(
        &self,
        opened: &Opened,
    ) -> Result<Vec<[u8; 16]>, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        let mut damaged = Vec::new();
        for profile in profile::list(&mut db).await? {
            let records = credential::list(&mut db, &profile.name, None).await?;
            let broken = records
                .iter()
                .filter(|record| super::credentials::open(opened, record).is_err());
            damaged.extend(broken.map(|record| record.id));
        }
        Ok(damaged)
    }

    /// [`Self::checkpoint`] after a commit, which nothing that comes then may call undone.
    pub(super) async fn empty_log(&self) -> bool {
        self.checkpoint().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the write-ahead log stays as it is");
            false
        })
    }

    /// Brings everything from the write-ahead log into the file and empties it; `false` where another
    /// connection holds it up.
    pub(super) async fn checkpoint(&self) -> Result<bool, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&mut *db)
            .await?;
        Ok(busy == 0)
    }
}

/// A slot under the new data key.
struct NewSlot {
    kind: SlotKind,
    id: [u8; 8],
    sealed: Vec<u8>,
}

impl NewSlot {
    fn wrap<S: SlotSecret>(
        header: SlotHeader,
        secret: &S,
        data_key: &DataKey,
    ) -> Result<Self, VaultError> {
        Ok(Self {
            kind: S::KIND,
            id: header.slot_id,
            sealed: header.wrap(secret, data_key)?,
        })
    }
}

/// Deletes a keyring slot, and notes that its entry is to be swept.
async fn retire(
    tx: &mut sqlx::SqliteConnection,
    meta: Meta,
    found: &SealedSlot,
    now: Timestamp,
) -> Result<(), VaultError> {
    slot::delete(&mut *tx, found.id).await?;
    let intent = Intent {
        vault_id: meta.vault_id,
        mkid: found.id,
    };
    meta::insert_intent(tx, intent, now).await
}

//! Opening the vault: every slot is tried before giving up.
//!
//! Keyring slots come first. A passphrase is asked for only where no keyring slot opened; a recovery
//! code only where its owner brings it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::{Opened, Vault};
use crate::cipher::RecordKeys;
use crate::error::VaultError;
use crate::keychain::{KeychainError, Prompting};
use crate::master;
use crate::passphrase::Passphrase;
use crate::recovery::RecoveryCode;
use crate::secret::DataKey;
use crate::slot::{self as format, Mismatch, SlotHeader, SlotKind};
use crate::store::meta::{self, Meta};
use crate::store::slot::{self, SealedSlot};

/// How old the note of a slot's last success may grow before it is written anew.
const VERIFIED_AGE: SignedDuration = SignedDuration::from_hours(1);

/// How long work on slots waits for another process that does such work.
const SLOT_WORK: Duration = Duration::from_secs(10);

/// How long one opening may take in all, and whether the keyring may ask its owner meanwhile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    prompting: Prompting,
    until: Instant,
    /// How often the vault had been closed on purpose when it began.
    closes: u64,
}

/// When the keyring last refused to open the vault, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal {
    at: Instant,
    error: KeychainError,
}

impl Refusal {
    /// Only where the owner could be asked: a quiet try says nothing about what they would answer.
    pub(super) fn of(patience: Patience, error: Option<&VaultError>) -> Option<Self> {
        match error {
            Some(VaultError::Keychain(error)) if patience.prompting == Prompting::Allow => {
                Some(Self {
                    at: Instant::now(),
                    error: *error,
                })
            }
            _ => None,
        }
    }
}

impl Patience {
    pub(crate) fn left(self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }

    pub(super) fn until(self) -> Instant {
        self.until
    }

    pub(super) fn prompting(self) -> Prompting {
        self.prompting
    }

    /// As long, and asking nobody.
    pub(super) fn quiet(self) -> Self {
        Self {
            prompting: Prompting::Never,
            ..self
        }
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
            closes: self.background.unwrap_or_else(|| self.memory().closes),
        }
    }

    /// The same patience, beginning now.
    pub(super) fn anew(&self, patience: Patience) -> Patience {
        Patience {
            closes: patience.closes,
            ..self.patience(patience.prompting)
        }
    }

    /// Until when work on slots waits for `vault.lock`.
    pub(super) fn file_deadline() -> Instant {
        Instant::now() + SLOT_WORK
    }

    /// The open vault, opened now where it was not.
    pub(crate) async fn opened_or_open(
        &self,
        patience: Patience,
    ) -> Result<Arc<Opened>, VaultError> {
        if self.is_open()
            && let Some(opened) = self.opened_as(self.meta().await?)
        {
            return Ok(opened);
        }
        let mut one = self.only_opener(patience).await?;
        loop {
            let (meta, slots) = self.locks().await?;
            if let Some(opened) = self.opened_as(meta) {
                return Ok(opened);
            }
            if self.background.is_some() && self.memory().closes != patience.closes {
                return Err(VaultError::Closed);
            }
            let opened = self.unlock(meta, &slots, patience).await;
            if opened.is_err() && self.have_changed(meta, &slots).await? {
                // Another process rotated between one look and the next.
                continue;
            }
            *one = Refusal::of(patience, opened.as_ref().err());
            return opened;
        }
    }

    /// The open vault; a vault that was never initialised is initialised now.
    pub(crate) async fn opened_or_initialised(
        &self,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Arc<Opened>, VaultError> {
        match self.opened_or_open(patience).await {
            Err(VaultError::Uninitialised) => self.first_run(patience, now).await,
            other => other,
        }
    }

    /// Opens the vault with its recovery code.
    ///
    /// # Errors
    /// [`VaultError::CodeOfAnotherVault`], [`VaultError::NoRecoverySlot`],
    /// [`VaultError::SlotCorrupt`], or what is wrong with the file.
    pub async fn open_with_code(&self, code: &RecoveryCode) -> Result<(), VaultError> {
        let patience = self.patience(Prompting::Never);
        loop {
            let meta = self.meta().await?;
            let slots = self.sealed_slots(SlotKind::Recovery).await?;
            match slot_of_code(meta, slots, code) {
                Ok((found, data_key)) => {
                    self.keep(meta, data_key, &found, patience).await;
                    return Ok(());
                }
                // Another process rotated between one look and the next.
                Err(_) if self.meta().await? != meta => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Opens the vault with its passphrase.
    ///
    /// # Errors
    /// [`VaultError::PassphraseWrong`], [`VaultError::NoPassphraseSlot`],
    /// [`VaultError::SlotCorrupt`], or what is wrong with the file.
    pub async fn open_with_passphrase(&self, passphrase: &Passphrase) -> Result<(), VaultError> {
        let patience = self.patience(Prompting::Never);
        loop {
            let meta = self.meta().await?;
            match self.try_passphrase(meta, passphrase, patience).await {
                // Another process rotated between one look and the next.
                Err(_) if self.meta().await? != meta => {}
                tried => return tried.map(drop),
            }
        }
    }

    /// The row that says which vault this is.
    ///
    /// # Errors
    /// [`VaultError::Uninitialised`] on a first run, or what is wrong with the file.
    pub(crate) async fn meta(&self) -> Result<Meta, VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        self.meta_in(&mut db).await
    }

    async fn meta_in(&self, db: &mut SqliteConnection) -> Result<Meta, VaultError> {
        if let Some(meta) = meta::read(db).await? {
            return Ok(meta);
        }
        let lost = self.inner.files.has_sentinel() || meta::has_sealed_records(db).await?;
        Err(if lost {
            VaultError::VaultCorrupt
        } else {
            VaultError::Uninitialised
        })
    }

    /// One opening at a time. One that takes too long waits at a prompt, so the keyring is locked. Who waited
    /// while the keyring refused somebody else is refused alike: the owner was asked, and is not asked
    /// once more for each of them.
    pub(super) async fn only_opener(
        &self,
        patience: Patience,
    ) -> Result<tokio::sync::MutexGuard<'_, Option<Refusal>>, VaultError> {
        let waiting_since = Instant::now();
        let last = tokio::time::timeout(patience.left(), self.inner.opening.lock())
            .await
            .map_err(|_| KeychainError::Locked)?;
        match *last {
            Some(refusal) if refusal.at > waiting_since => Err(refusal.error.into()),
            _ => Ok(last),
        }
    }

    pub(super) fn opened_as(&self, meta: Meta) -> Option<Arc<Opened>> {
        self.opened().filter(|opened| {
            opened.vault_id == meta.vault_id && opened.generation == meta.generation
        })
    }

    /// Tries every slot that can be tried, and keeps what opened.
    pub(super) async fn unlock(
        &self,
        meta: Meta,
        slots: &[SealedSlot],
        patience: Patience,
    ) -> Result<Arc<Opened>, VaultError> {
        self.forget_opened();
        let mut failed = None;
        for found in slots {
            match self.try_keyring_slot(meta, found, patience).await {
                Ok(data_key) => {
                    let opened = self.keep(meta, data_key, found, patience).await;
                    self.tidy(found, slots, patience).await;
                    return Ok(opened);
                }
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        let has_passphrase = !self.sealed_slots(SlotKind::Passphrase).await?.is_empty();
        if has_passphrase && let Some(passphrase) = self.ask_passphrase().await {
            return self.try_passphrase(meta, &passphrase, patience).await;
        }
        Err(match failed {
            Some(error) => error,
            None if has_passphrase => VaultError::PassphraseNeeded,
            None if self.sealed_slots(SlotKind::Recovery).await?.is_empty() => {
                VaultError::VaultCorrupt
            }
            None => VaultError::MasterMissing,
        })
    }

    /// Reads a slot's entry and unwraps the data key with it.
    pub(super) async fn try_keyring_slot(
        &self,
        meta: Meta,
        found: &SealedSlot,
        patience: Patience,
    ) -> Result<DataKey, VaultError> {
        let account = master::account(meta.vault_id, found.id);
        let line = self
            .read_entry(account, patience)
            .await?
            .ok_or(VaultError::MasterMissing)?;
        let secret = master::decode(&line, meta.vault_id, found.id)?;
        header(meta, found.id)
            .unwrap(&secret, &found.sealed)
            .map_err(|_| VaultError::SlotCorrupt)
    }

    pub(super) async fn try_passphrase(
        &self,
        meta: Meta,
        passphrase: &Passphrase,
        patience: Patience,
    ) -> Result<Arc<Opened>, VaultError> {
        let mut failed = VaultError::NoPassphraseSlot;
        for found in self.sealed_slots(SlotKind::Passphrase).await? {
            let Some(stretching) = format::stretching_of(&found.sealed) else {
                failed = VaultError::SlotCorrupt;
                continue;
            };
            let secret = stretching.stretch(passphrase).await?;
            let header = SlotHeader {
                stretching: Some(stretching),
                ..header(meta, found.id)
            };
            match header.unwrap(&secret, &found.sealed) {
                Ok(data_key) => return Ok(self.keep(meta, data_key, &found, patience).await),
                Err(Mismatch::OtherSecret) => failed = VaultError::PassphraseWrong,
                Err(Mismatch::Damaged) => failed = VaultError::SlotCorrupt,
            }
        }
        Err(failed)
    }

    /// Asks whoever opened this handle for the passphrase, on a thread that may wait for a person.
    async fn ask_passphrase(&self) -> Option<Passphrase> {
        let ask = Arc::clone(self.inner.passphrase.as_ref()?);
        tokio::task::spawn_blocking(move || ask()).await.ok()?
    }

    /// Which vault this is, and the slots that the keyring opens.
    pub(super) async fn locks(&self) -> Result<(Meta, Vec<SealedSlot>), VaultError> {
        let mut db = self.pool(false).await?.acquire().await?;
        let meta = self.meta_in(&mut db).await?;
        Ok((meta, slot::of_kind(&mut db, SlotKind::Keyring).await?))
    }

    async fn have_changed(&self, meta: Meta, slots: &[SealedSlot]) -> Result<bool, VaultError> {
        let (meta_now, slots_now) = self.locks().await?;
        let ids = |slots: &[SealedSlot]| slots.iter().map(|slot| slot.id).collect::<Vec<_>>();
        Ok(meta_now != meta || ids(&slots_now) != ids(slots))
    }

    pub(super) async fn sealed_slots(&self, kind: SlotKind) -> Result<Vec<SealedSlot>, VaultError> {
        slot::of_kind(&mut *self.pool(false).await?.acquire().await?, kind).await
    }

    /// Keeps the open data key, unless the vault was closed meanwhile, and notes that this slot works.
    pub(super) async fn keep(
        &self,
        meta: Meta,
        data_key: DataKey,
        found: &SealedSlot,
        patience: Patience,
    ) -> Arc<Opened> {
        let opened = Arc::new(Opened {
            vault_id: meta.vault_id,
            generation: meta.generation,
            keys: RecordKeys::derive(&data_key, meta.vault_id, meta.generation),
            data_key,
        });
        self.set_opened(Arc::clone(&opened), patience.closes);
        self.note_success(meta, found).await;
        opened
    }

    /// Writes a sentinel that is missing, and when the slot last worked. A vault that cannot be written
    /// can still be read.
    async fn note_success(&self, meta: Meta, found: &SealedSlot) {
        if self.inner.files.write_sentinel(meta.vault_id).is_err() {
            tracing::warn!("the vault's sentinel file cannot be written");
        }
        let now = Timestamp::now();
        let fresh = |at| now.duration_since(at) < VERIFIED_AGE;
        if !found.last_verified_at.is_some_and(fresh)
            && let Ok(mut tx) = self.begin(false).await
            && slot::set_verified(&mut tx, found.id, now).await.is_ok()
        {
            tx.commit().await.ok();
        }
    }

    /// Not-secret facts for a later diagnosis.
    pub(super) async fn slot_facts(&self, kind: SlotKind) -> String {
        let backend = match kind {
            SlotKind::Keyring => self.keychain_facts().await.ok(),
            SlotKind::Recovery | SlotKind::Passphrase => None,
        };
        serde_json::json!({
            "backend": backend.and_then(|facts| facts.backend),
            "desktop": std::env::var("XDG_CURRENT_DESKTOP").ok(),
            "host": host_name(),
            "version": env!("CARGO_PKG_VERSION"),
        })
        .to_string()
    }
}

/// The slot that this code opens, and the data key in it.
pub(super) fn slot_of_code(
    meta: Meta,
    slots: Vec<SealedSlot>,
    code: &RecoveryCode,
) -> Result<(SealedSlot, DataKey), VaultError> {
    let mut failed = VaultError::NoRecoverySlot;
    for found in slots {
        match header(meta, found.id).unwrap(code, &found.sealed) {
            Ok(data_key) => return Ok((found, data_key)),
            Err(Mismatch::OtherSecret) => failed = VaultError::CodeOfAnotherVault,
            Err(Mismatch::Damaged) => failed = VaultError::SlotCorrupt,
        }
    }
    Err(failed)
}

/// The header of a slot that is not stretched.
pub(super) fn header(meta: Meta, slot_id: [u8; 8]) -> SlotHeader {
    SlotHeader {
        vault_id: meta.vault_id,
        slot_id,
        generation: meta.generation,
        stretching: None,
    }
}

/// The machine's name: a vault that was copied to another one shows by it.
fn host_name() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

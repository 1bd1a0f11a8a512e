//! A restore where no vault opens: the backup becomes a new vault, and the old one is moved aside whole.
//!
//! The new vault is built in a folder of its own by the same first run as any other, and closed. Only
//! then the old file, its log and index get second names together, and the new file takes the old one's
//! place. A kill before that leaves the old vault as it was, a kill after it the new one; either way
//! nothing of the old is lost. The folder that a killed restore left behind goes with the next one,
//! and its keyring entry with it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::open::Patience;
use super::transfer::{Counts, Planned, apply};
use super::{Inner, Memory, Vault};
use crate::backup::{Contents, Restored};
use crate::cipher::make_random;
use crate::error::VaultError;
use crate::master;
use crate::slot::SlotKind;
use crate::step::step;
use crate::store::files::VaultFiles;
use crate::store::{meta, profile, setting, slot};

/// What the names of folders begin with in which vaults are built.
const WORK: &str = "restoring-";

/// What of the old vault lives on in the new one.
struct Rest {
    settings: Vec<(String, String)>,
    profiles: Vec<String>,
}

impl Vault {
    /// Makes a new vault of a backup. The caller holds `vault.lock`.
    pub(super) async fn restore_afresh(
        &self,
        contents: &Contents,
        planned: &[Planned<'_>],
        why: &VaultError,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Restored, VaultError> {
        self.inner.files.create_directory()?;
        self.clear_left_overs(patience).await;
        let rest = self.what_needs_no_key(why, now).await;
        let name: [u8; 8] = make_random()?;
        let name = format!("{WORK}{}", data_encoding::HEXLOWER.encode(&name));
        let new = self.beside(self.directory().join(name));
        let built = async {
            let counts = new.build(contents, planned, &rest, patience, now).await?;
            step!("fresh.built");
            let before = self.give_way_to(&new, why, now).await?;
            let restored = counts.with(before);
            Ok::<_, VaultError>(Restored {
                fresh: true,
                ..restored
            })
        };
        let built = built.await;
        new.discard(patience).await;
        let restored = built?;
        // The new vault stands: one that does not open at this moment is no restore that failed.
        if let Err(error) = self.opened_or_open(patience).await {
            tracing::warn!(%error, "the new vault does not open yet");
        }
        Ok(restored)
    }

    /// Moves this vault's files aside and puts the new one's in their place.
    async fn give_way_to(
        &self,
        new: &Self,
        why: &VaultError,
        now: Timestamp,
    ) -> Result<Option<PathBuf>, VaultError> {
        if !matches!(why, VaultError::VaultCorrupt | VaultError::VaultMissing) {
            self.move_log_into_file().await;
        }
        self.leave_file().await;
        let before = self.inner.files.link_aside(now)?;
        step!("fresh.linked");
        self.inner.files.take_over(&new.inner.files)?;
        Ok(before)
    }

    /// Brings what the log alone holds into the file, as far as nobody reads it: a kill between the old
    /// log's end and the old file's would leave the file without it.
    async fn move_log_into_file(&self) {
        if let Ok(pool) = self.pool(false).await
            && let Err(error) = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
                .execute(&pool)
                .await
        {
            tracing::debug!(error = %VaultError::from(error), "the old log stays as it is");
        }
    }

    /// What goes from the old file into the new one, as far as it can be read: the owner's options, and
    /// the profiles that were made before the first key.
    async fn what_needs_no_key(&self, why: &VaultError, now: Timestamp) -> Rest {
        let profiles = match why {
            VaultError::Uninitialised => self.profiles(now).await.unwrap_or_default(),
            _ => Vec::new(),
        };
        Rest {
            settings: self.settings().await.unwrap_or_default(),
            profiles: profiles.into_iter().map(|profile| profile.name).collect(),
        }
    }

    /// A vault in another folder, with the same keyring.
    fn beside(&self, directory: PathBuf) -> Self {
        Self {
            inner: Arc::new(Inner {
                files: VaultFiles::inside(directory),
                keychain: self.inner.keychain.clone(),
                probe: self.inner.probe.clone(),
                keyring_deadline: self.inner.keyring_deadline,
                prompt_deadline: self.inner.prompt_deadline,
                passphrase: None,
                connections: self.inner.connections,
                attached: tokio::sync::Mutex::default(),
                opened: std::sync::Mutex::new(Memory::default()),
                opening: tokio::sync::Mutex::default(),
            }),
            background: None,
        }
    }

    /// Initialises this vault, fills it and closes its file, with nothing left in a log.
    async fn build(
        &self,
        contents: &Contents,
        planned: &[Planned<'_>],
        rest: &Rest,
        patience: Patience,
        now: Timestamp,
    ) -> Result<Counts, VaultError> {
        self.first_run(patience, now).await?;
        let (mut tx, opened) = self.begin_sealed(patience.prompting(), now).await?;
        let counts = apply(&mut tx, &opened, contents, planned, true, now).await?;
        for name in &rest.profiles {
            if profile::find(&mut tx, name).await?.is_none() {
                profile::insert(&mut tx, name, false, now).await?;
            }
        }
        for (name, value) in &rest.settings {
            setting::put(&mut tx, name, value).await?;
        }
        tx.commit().await?;
        if !self.checkpoint().await? {
            return Err(VaultError::VaultBusy);
        }
        self.leave_file().await;
        self.inner.files.sync_database()?;
        Ok(counts)
    }

    /// Removes what killed restores left behind.
    async fn clear_left_overs(&self, patience: Patience) {
        let Ok(entries) = self.directory().read_dir() else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(WORK) && entry.path().is_dir() {
                self.beside(entry.path()).discard(patience).await;
            }
        }
    }

    /// Removes the folder of a vault that is built, or of one that came to nothing; with the latter,
    /// which still has its file, its keyring entries too. Best effort: the next restore tries again.
    async fn discard(&self, patience: Patience) {
        if let Err(error) = self.discard_entries(patience).await {
            tracing::debug!(%error, "a new vault's keyring entries stay");
        }
        self.leave_file().await;
        if let Err(error) = std::fs::remove_dir_all(self.directory()) {
            tracing::debug!(kind = ?error.kind(), "a restore's folder stays");
        }
    }

    async fn discard_entries(&self, patience: Patience) -> Result<(), VaultError> {
        if self.inner.files.database_length()?.is_none() {
            return Ok(());
        }
        let mut db = self.pool(false).await?.acquire().await?;
        let mut accounts = Vec::new();
        for intent in meta::intents(&mut db).await? {
            accounts.push(master::account(intent.vault_id, intent.mkid));
            meta::delete_intent(&mut db, intent).await?;
        }
        if let Some(meta) = meta::read(&mut db).await? {
            for found in slot::of_kind(&mut db, SlotKind::Keyring).await? {
                accounts.push(master::account(meta.vault_id, found.id));
            }
        }
        drop(db);
        for account in accounts {
            self.delete_entry(account, patience.quiet()).await?;
        }
        Ok(())
    }
}

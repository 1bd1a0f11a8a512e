//! Backup and restore: what goes out of the vault in the clear, and what comes back in.
//!
//! Always true: a restore happens wholly or not at all. Into a vault that opens it is one transaction,
//! with a copy of the vault made before; where none opens, [`super::fresh`] builds a new one. What
//! stands in the vault and not in the backup stays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};
use zeroize::Zeroizing;

use super::credentials::{Destination, blank, open, seal};
use super::endpoints::sealed_name;
use super::open::Patience;
use super::{Opened, Vault};
use crate::backup::{
    BackupFault, Contents, EndpointEntry, Entry, Preview, Profile, Providers, RestoreChange,
    RestoreError, Restored,
};
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::secret::ApiKey;
use crate::step::step;
use crate::store::credential::{self, StoredCredential};
use crate::store::endpoint::{self, StoredEndpoint};
use crate::store::{self, meta, profile};

/// A credential of a backup, with what the vault must know to seal it.
pub(super) struct Planned<'a> {
    entry: &'a Entry,
    key: Option<(ApiKey, String)>,
    destination: Destination,
}

/// How many credentials a restore made, changed and left alone.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    added: u32,
    replaced: u32,
    kept: u32,
}

impl Counts {
    pub(super) fn with(self, before: Option<std::path::PathBuf>) -> Restored {
        Restored {
            added: self.added,
            replaced: self.replaced,
            kept: self.kept,
            before,
            fresh: false,
        }
    }
}

impl Vault {
    /// Reads every profile and key, for a backup.
    ///
    /// # Errors
    /// [`VaultError::RowCorrupt`] where a record does not open: a backup without it would look whole.
    /// Otherwise why the vault cannot be opened or read.
    pub async fn export(
        &self,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Contents, VaultError> {
        let (mut tx, opened) = self.begin_reading(self.patience(prompting)).await?;
        let profiles = profile::list(&mut tx).await?;
        let mut credentials = Vec::new();
        for stored in credential::list_all(&mut tx).await? {
            let key = open(&opened, &stored)?.map(|(key, _)| {
                // EXPOSE: to the backup's contents, which are wiped like the key.
                Zeroizing::new(key.expose().to_owned())
            });
            let renew_by = stored.own_renew_by().cloned();
            credentials.push(Entry {
                profile: stored.profile,
                provider: stored.provider,
                key,
                label: stored.label,
                note: stored.note,
                base_url: stored.base_url,
                renew_by,
                region: stored.region,
                organization: stored.organization,
                project: stored.project,
                lend_policy: stored.lend_policy,
                created_at: stored.created_at,
                updated_at: stored.updated_at,
            });
        }
        let mut endpoints = Vec::new();
        for stored in endpoint::list(&mut tx).await? {
            endpoints.push(exported(&opened, stored)?);
        }
        tx.commit().await?;
        Ok(Contents {
            endpoints,
            created_at: now,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            vault_id: data_encoding::HEXLOWER.encode(&opened.vault_id),
            profiles: profiles
                .into_iter()
                .map(|profile| Profile {
                    name: profile.name,
                    is_default: profile.is_default,
                })
                .collect(),
            credentials,
        })
    }

    /// Tells what a restore would do. Changes nothing.
    ///
    /// # Errors
    /// What would keep [`Vault::restore`] from beginning.
    pub async fn preview_restore(
        &self,
        contents: &Contents,
        providers: &dyn Providers,
        prompting: Prompting,
    ) -> Result<Preview, RestoreError> {
        let planned = plan(contents, providers)?;
        let (mut tx, opened) = match self.begin_reading(self.patience(prompting)).await {
            Ok(begun) => begun,
            Err(error) if leaves_no_way_in(&error) => {
                return Ok(Preview {
                    vault_opens: false,
                    changes: vec![RestoreChange::New; planned.len()],
                });
            }
            Err(error) => return Err(error.into()),
        };
        let mut changes = Vec::with_capacity(planned.len());
        for planned in &planned {
            let found = Found::look(&mut tx, &opened, planned).await?;
            changes.push(found.map_or(RestoreChange::New, |found| found.change));
        }
        Ok(Preview {
            vault_opens: true,
            changes,
        })
    }

    /// Restores a backup: adds what is not stored here, and where something else is stored, puts the
    /// backup's in its place if `replace` is true. Where no vault opens, the backup becomes a new one
    /// and the old one is moved aside. `previewed` is what [`Preview::vault_opens`] told its owner, who
    /// agreed to just that.
    ///
    /// # Errors
    /// [`BackupFault::UnknownProvider`]; [`BackupFault::VaultChanged`] where a vault opens now and none
    /// did when it was previewed, or the other way round; or why the vault cannot be opened, where it may open another
    /// time, or cannot be written. Nothing is changed then.
    pub async fn restore(
        &self,
        contents: &Contents,
        providers: &dyn Providers,
        replace: bool,
        previewed: Option<bool>,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Restored, RestoreError> {
        let planned = plan(contents, providers)?;
        // Migrates where that is due; it takes the lock itself.
        let _ = self.pool(false).await;
        let lock = self.inner.files.lock(Self::file_deadline()).await?;
        let patience = self.patience(prompting);
        let found = self.opened_or_open(patience).await;
        let opens = match &found {
            Ok(_) => Some(true),
            Err(error) => leaves_no_way_in(error).then_some(false),
        };
        if previewed.is_some() && opens.is_some() && previewed != opens {
            return Err(BackupFault::VaultChanged.into());
        }
        let restored = match found {
            Ok(_) => {
                self.restore_in_place(contents, &planned, replace, prompting, now)
                    .await
            }
            Err(error) if leaves_no_way_in(&error) => {
                self.restore_afresh(contents, &planned, &error, patience, now)
                    .await
            }
            Err(error) => Err(error),
        };
        drop(lock);
        Ok(restored?)
    }

    async fn restore_in_place(
        &self,
        contents: &Contents,
        planned: &[Planned<'_>],
        replace: bool,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<Restored, VaultError> {
        let (mut tx, opened) = self.begin_sealed(prompting, now).await?;
        // Made while this transaction keeps every other writer out: exactly the state before it.
        let copy = self.inner.files.create_copy(now)?;
        let applied = async {
            let mut reader = store::connect(&self.inner.files).await?;
            sqlx::query("VACUUM INTO ?")
                .bind(copy.to_str().ok_or(VaultError::VaultReadOnly)?)
                .execute(&mut reader)
                .await?;
            reader.close().await?;
            self.inner.files.sync_copy(&copy)?;
            step!("restore.copied");
            let counts = apply(&mut tx, &opened, contents, planned, replace, now).await?;
            step!("restore.applied");
            tx.commit().await?;
            Ok(counts)
        };
        match applied.await {
            Ok(counts) => {
                step!("restore.committed");
                Ok(counts.with(Some(copy)))
            }
            Err(error) => {
                // A copy of what did not change is of no use.
                let _ = std::fs::remove_file(&copy);
                Err(error)
            }
        }
    }

    /// Begins a read with the data key of the very vault that it reads.
    pub(super) async fn begin_reading(
        &self,
        patience: Patience,
    ) -> Result<(Transaction<'static, Sqlite>, Arc<Opened>), VaultError> {
        for _ in 0..2 {
            let opened = self.opened_or_open(patience).await?;
            let mut tx = self.pool(false).await?.begin().await?;
            if meta::read(&mut tx).await? == Some(opened.meta()) {
                return Ok((tx, opened));
            }
            tx.rollback().await?;
            self.forget_opened();
        }
        Err(VaultError::VaultBusy)
    }
}

/// Whether a vault in this state is not going to open by waiting, unlocking or asking again.
fn leaves_no_way_in(error: &VaultError) -> bool {
    matches!(
        error,
        VaultError::Uninitialised
            | VaultError::MasterMissing
            | VaultError::MasterWrong
            | VaultError::MasterCorrupt
            | VaultError::SlotCorrupt
            | VaultError::VaultMissing
            | VaultError::VaultCorrupt
    )
}

/// Asks everything that must be known before anything is changed.
fn plan<'a>(
    contents: &'a Contents,
    providers: &dyn Providers,
) -> Result<Vec<Planned<'a>>, BackupFault> {
    let plan = |entry: &'a Entry| {
        let destination = providers.destination(
            &entry.provider,
            entry.region.as_deref(),
            entry.base_url.as_deref(),
        )?;
        let key = entry.key().map(|key| {
            let hint = providers.hint(&entry.provider, &key);
            (key, hint)
        });
        Ok(Planned {
            entry,
            key,
            destination,
        })
    };
    contents.credentials.iter().map(plan).collect()
}

/// Writes a whole backup within one transaction.
pub(super) async fn apply(
    tx: &mut SqliteConnection,
    opened: &Opened,
    contents: &Contents,
    planned: &[Planned<'_>],
    replace: bool,
    now: Timestamp,
) -> Result<Counts, VaultError> {
    let first = profile::list(&mut *tx).await?.is_empty();
    let mut profiles = BTreeMap::new();
    for Profile { name, .. } in &contents.profiles {
        let id = match profile::find(&mut *tx, name).await? {
            Some(id) => id,
            None => profile::insert(&mut *tx, name, name == profile::DEFAULT, now).await?,
        };
        profiles.insert(name.as_str(), id);
    }
    // A vault that had none before takes the choice of the one that was backed up.
    if let Some(chosen) = contents
        .profiles
        .iter()
        .find(|profile| first && profile.is_default)
    {
        profile::set_default(&mut *tx, &chosen.name).await?;
    }
    let known: BTreeSet<_> = endpoint::list(&mut *tx)
        .await?
        .into_iter()
        .map(|known| known.slug)
        .collect();
    for entry in contents
        .endpoints
        .iter()
        .filter(|entry| !known.contains(&entry.slug))
    {
        endpoint::insert(&mut *tx, &imported(opened, entry, now)?).await?;
    }
    let mut counts = Counts::default();
    for planned in planned {
        match Found::look(&mut *tx, opened, planned).await? {
            None => {
                let name = planned.entry.profile.as_str();
                let id = profiles.get(name).ok_or(VaultError::NoSuchProfile)?;
                planned.add(&mut *tx, opened, (*id, name)).await?;
                counts.added += 1;
            }
            Some(found) if replace && found.change == RestoreChange::Differs => {
                planned.replace(&mut *tx, opened, found, now).await?;
                counts.replaced += 1;
            }
            Some(_) => counts.kept += 1,
        }
    }
    Ok(counts)
}

/// An endpoint with its headers in the clear.
fn exported(opened: &Opened, stored: StoredEndpoint) -> Result<EndpointEntry, VaultError> {
    let name = sealed_name(&stored.slug, &stored.origin);
    let open = |blob: &Vec<u8>| {
        let text = opened.keys.open_setting(opened.vault_id, &name, blob);
        text.map_err(|_| VaultError::VaultCorrupt)
    };
    Ok(EndpointEntry {
        headers: stored.sealed_headers.as_ref().map(open).transpose()?,
        slug: stored.slug,
        dialect: stored.dialect,
        base_url: stored.base_url,
        origin: stored.origin,
        models_path: stored.models_path,
        key_optional: stored.key_optional,
    })
}

/// An endpoint of a backup, sealed for this vault.
fn imported(
    opened: &Opened,
    entry: &EndpointEntry,
    now: Timestamp,
) -> Result<StoredEndpoint, VaultError> {
    let name = sealed_name(&entry.slug, &entry.origin);
    let seal = |text: &Zeroizing<String>| opened.keys.seal_setting(opened.vault_id, &name, text);
    Ok(StoredEndpoint {
        slug: entry.slug.clone(),
        dialect: entry.dialect.clone(),
        base_url: entry.base_url.clone(),
        origin: entry.origin.clone(),
        models_path: entry.models_path.clone(),
        key_optional: entry.key_optional,
        sealed_headers: entry.headers.as_ref().map(seal).transpose()?,
        created_at: now,
    })
}

/// What the vault has for a credential of a backup.
struct Found {
    stored: StoredCredential,
    change: RestoreChange,
}

impl Found {
    async fn look(
        db: &mut SqliteConnection,
        opened: &Opened,
        planned: &Planned<'_>,
    ) -> Result<Option<Self>, VaultError> {
        let entry = planned.entry;
        let found = credential::list(&mut *db, &entry.profile, Some(&entry.provider)).await?;
        let Some(stored) = found.into_iter().next() else {
            return Ok(None);
        };
        let same_key = open(opened, &stored)
            .is_ok_and(|held| entry.has_key(held.as_ref().map(|(key, _)| key)));
        let same = same_key
            && stored.base_url == planned.destination.base_url
            && stored.label == entry.label
            && stored.note == entry.note
            && stored.organization == entry.organization
            && stored.project == entry.project
            && stored.region == entry.region
            && stored.own_renew_by() == entry.renew_by.as_ref()
            && stored.lend_policy == entry.lend_policy;
        Ok(Some(Self {
            stored,
            change: if same {
                RestoreChange::Same
            } else {
                RestoreChange::Differs
            },
        }))
    }
}

impl Planned<'_> {
    fn destination(&self) -> Destination {
        self.destination.clone()
    }

    async fn add(
        &self,
        tx: &mut SqliteConnection,
        opened: &Opened,
        profile: ([u8; 16], &str),
    ) -> Result<(), VaultError> {
        let entry = self.entry;
        let made_at = entry.created_at;
        let mut new = blank(profile, &entry.provider, self.destination(), made_at)?;
        new.label.clone_from(&entry.label);
        new.note.clone_from(&entry.note);
        new.organization.clone_from(&entry.organization);
        new.project.clone_from(&entry.project);
        new.region.clone_from(&entry.region);
        new.renew_by.clone_from(&entry.renew_by);
        new.lend_policy.clone_from(&entry.lend_policy);
        new.updated_at = entry.updated_at;
        if let Some((key, hint)) = &self.key {
            seal(opened, &mut new, key, hint)?;
        }
        credential::insert(tx, &new).await
    }

    /// Puts the backup's in the place of what was found. It is sealed anew, and forgets the checks.
    async fn replace(
        &self,
        tx: &mut SqliteConnection,
        opened: &Opened,
        found: Found,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let destination = self.destination();
        let mut changed = StoredCredential {
            sealed_key: None,
            sealed_hint: None,
            label: self.entry.label.clone(),
            note: self.entry.note.clone(),
            base_url: destination.base_url,
            region: self.entry.region.clone(),
            organization: self.entry.organization.clone(),
            project: self.entry.project.clone(),
            renew_by: self.entry.renew_by.clone(),
            renew_told: false,
            lend_policy: self.entry.lend_policy.clone(),
            auth_scheme: destination.auth_scheme,
            origins: destination.origins,
            revision: found.stored.revision + 1,
            updated_at: now,
            ..found.stored
        };
        if let Some((key, hint)) = &self.key {
            seal(opened, &mut changed, key, hint)?;
        }
        credential::update(tx, &changed, true).await
    }
}

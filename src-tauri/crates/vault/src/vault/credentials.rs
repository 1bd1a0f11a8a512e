//! Credentials: storing, changing, lending and checking them.
//!
//! Always true: a write re-reads vault id and data-key generation after `BEGIN IMMEDIATE`; where they
//! changed, the data key in memory is dropped, the vault opened anew and the write tried again.

use std::sync::Arc;

use jiff::Timestamp;
use sqlx::{Sqlite, Transaction};

use super::{Opened, Vault};
use crate::cipher::{RecordKeys, make_random};
use crate::error::VaultError;
use crate::keychain::Prompting;
use crate::secret::ApiKey;
use crate::step::step;
use crate::store::check::{self, CheckRecord};
use crate::store::credential::{self, StoredCredential};
use crate::store::{meta, profile};

/// How often a write opens the vault anew where other processes exchange its data key meanwhile.
const REOPENINGS: usize = 8;

/// A credential to be made.
pub struct CredentialSeed {
    /// The provider's id.
    pub provider: String,
    /// The key and its masked hint; `None` where the endpoint needs no key.
    pub key: Option<(ApiKey, String)>,
    /// The owner's name for it.
    pub label: Option<String>,
    /// The owner's note.
    pub note: Option<String>,
    /// A base URL of its own.
    pub base_url: Option<String>,
    /// How the key is sent.
    pub auth_scheme: String,
    /// Where the key may be sent.
    pub origins: Vec<String>,
    /// The region that the key belongs to.
    pub region: Option<String>,
    /// To which programs the key may be lent: `allow`, `named` or `never`.
    pub lend_policy: &'static str,
    /// Whose account requests are for, and until when the key is meant to serve.
    pub account: AccountTerms,
}

/// Whose account requests are for, and until when a key is meant to serve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountTerms {
    /// The organisation.
    pub organization: Option<String>,
    /// The project.
    pub project: Option<String>,
    /// The owner's date for a new key, `YYYY-MM-DD`.
    pub renew_by: Option<String>,
}

/// What is to change; `None` stays.
#[derive(Default)]
pub struct CredentialEdit {
    /// A new key and its masked hint.
    pub key: Option<(ApiKey, String)>,
    /// Another name, or none.
    pub label: Option<Option<String>>,
    /// Another note, or none.
    pub note: Option<Option<String>>,
    /// To which other programs the key may be lent: `allow`, `named` or `never`.
    pub lend_policy: Option<&'static str>,
    /// Another organisation, or none.
    pub organization: Option<Option<String>>,
    /// Another project, or none.
    pub project: Option<Option<String>>,
    /// Another date for a new key, or none.
    pub renew_by: Option<Option<String>>,
    /// Another base URL, or none, with where the key may then be sent and how.
    pub destination: Option<Destination>,
    /// Where a new key goes whose credential has no base URL of its own.
    pub usual: Option<Destination>,
}

impl CredentialEdit {
    /// Makes sure that a new key is sealed to a destination that its owner chose: the columns that name the
    /// one in the file can be edited by whoever can write it, and the old seal alone proves them.
    fn prove_destination(
        &mut self,
        opened: &Opened,
        found: &StoredCredential,
    ) -> Result<(), VaultError> {
        if self.key.is_none() || self.destination.is_some() {
            return Ok(());
        }
        if found.base_url.is_none()
            && let Some(usual) = self.usual.take()
        {
            self.destination = Some(usual);
            return Ok(());
        }
        open(opened, found).map(drop)
    }
}

/// Where a key goes.
#[derive(Clone, Debug, Default)]
pub struct Destination {
    /// A base URL of its own.
    pub base_url: Option<String>,
    /// The region that the key belongs to.
    pub region: Option<String>,
    /// How the key is sent.
    pub auth_scheme: String,
    /// Where the key may be sent.
    pub origins: Vec<String>,
}

/// A key in the clear, with the credential it belongs to.
#[derive(Debug)]
pub struct Lent {
    /// The key; `None` where the credential holds none.
    pub key: Option<ApiKey>,
    /// The record, with what the seal was bound to.
    pub credential: StoredCredential,
}

impl Vault {
    /// Lists the credentials of a profile. Opens nothing.
    ///
    /// # Errors
    /// [`VaultError::NoSuchProfile`], or what is wrong with the file.
    pub async fn credentials(&self, profile: &str) -> Result<Vec<StoredCredential>, VaultError> {
        let pool = match self.pool(false).await {
            Ok(pool) => pool,
            Err(VaultError::Uninitialised) if profile == profile::DEFAULT => return Ok(Vec::new()),
            Err(VaultError::Uninitialised) => return Err(VaultError::NoSuchProfile),
            Err(error) => return Err(error),
        };
        let mut db = pool.acquire().await?;
        let found = credential::list(&mut db, profile, None).await?;
        if found.is_empty()
            && profile != profile::DEFAULT
            && profile::find(&mut db, profile).await?.is_none()
        {
            return Err(VaultError::NoSuchProfile);
        }
        Ok(found)
    }

    /// Reads one credential. Opens nothing.
    ///
    /// # Errors
    /// [`VaultError::NoSuchCredential`], [`VaultError::NoSuchProfile`], or what is wrong with the file.
    pub async fn credential(
        &self,
        profile: &str,
        provider: &str,
    ) -> Result<StoredCredential, VaultError> {
        match self.pool(false).await {
            Ok(pool) => credential::get(&mut *pool.acquire().await?, profile, provider).await,
            Err(VaultError::Uninitialised) if profile == profile::DEFAULT => {
                Err(VaultError::NoSuchCredential)
            }
            Err(VaultError::Uninitialised) => Err(VaultError::NoSuchProfile),
            Err(error) => Err(error),
        }
    }

    /// The masked hint of a credential, where the vault is open already.
    pub fn hint(&self, credential: &StoredCredential) -> Option<String> {
        let opened = self.glance()?;
        let sealed = credential.sealed_hint.as_deref()?;
        opened
            .keys
            .open_hint(&credential.context(opened.vault_id), sealed)
            .ok()
    }

    /// Stores a new credential; initialises the vault where it is the first.
    ///
    /// # Errors
    /// [`VaultError::CredentialExists`], [`VaultError::NoSuchProfile`], or why the vault cannot be
    /// opened or written. Nothing is stored then.
    pub async fn create_credential(
        &self,
        profile: &str,
        seed: CredentialSeed,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<StoredCredential, VaultError> {
        // What can be told without the keyring is told before it is asked for anything.
        match self.credential(profile, &seed.provider).await {
            Err(VaultError::NoSuchCredential) => {}
            Ok(_) => return Err(VaultError::CredentialExists),
            Err(error) => return Err(error),
        }
        let (mut tx, opened) = self.begin_sealed(prompting, now).await?;
        let profile_id = profile::ensure(&mut tx, profile, now).await?;
        let destination = Destination {
            base_url: seed.base_url,
            region: seed.region,
            auth_scheme: seed.auth_scheme,
            origins: seed.origins,
        };
        let mut new = blank((profile_id, profile), &seed.provider, destination, now)?;
        new.label = seed.label;
        new.note = seed.note;
        seed.lend_policy.clone_into(&mut new.lend_policy);
        new.organization = seed.account.organization;
        new.project = seed.account.project;
        new.renew_by = seed.account.renew_by;
        if let Some((key, hint)) = &seed.key {
            seal(&opened, &mut new, key, hint)?;
        }
        step!("add.begun");
        credential::insert(&mut tx, &new).await?;
        step!("add.inserted");
        tx.commit().await?;
        step!("add.committed");
        Ok(new)
    }

    /// Changes a credential. A new key or destination is sealed anew, and forgets the checks.
    ///
    /// # Errors
    /// [`VaultError::NoSuchCredential`]; [`VaultError::RowCorrupt`] where the key stays but does not open,
    /// or where a new one would go to a base URL that the old one's seal does not prove; or why the vault
    /// cannot be opened or written. Nothing is changed then.
    pub async fn update_credential(
        &self,
        profile: &str,
        provider: &str,
        mut edit: CredentialEdit,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<StoredCredential, VaultError> {
        let before = self.credential(profile, provider).await?;
        let reseal = edit.key.is_some() || edit.destination.is_some();
        let (mut tx, opened) = if edit.key.is_some() || (reseal && before.key_set()) {
            let (tx, opened) = self.begin_sealed(prompting, now).await?;
            (tx, Some(opened))
        } else {
            (self.begin(false).await?, None)
        };
        let mut changed = credential::get(&mut tx, profile, provider).await?;
        if opened.is_none() && reseal && changed.key_set() {
            // A key came between looking and writing: its seal would be left behind.
            return Err(VaultError::VaultBusy);
        }
        if let Some(opened) = &opened {
            edit.prove_destination(opened, &changed)?;
        }
        if reseal {
            if edit.key.is_some() && changed.renew_told {
                // The date was told of the old key.
                changed.renew_by = None;
                changed.renew_told = false;
            }
            let kept = match (edit.key, &opened) {
                (Some(new), _) => Some(new),
                (None, Some(opened)) => open(opened, &changed)?,
                (None, None) => None,
            };
            changed.revision += 1;
            if let Some(destination) = edit.destination {
                changed.base_url = destination.base_url;
                changed.region = destination.region;
                changed.auth_scheme = destination.auth_scheme;
                changed.origins = destination.origins;
            }
            if let (Some((key, hint)), Some(opened)) = (&kept, &opened) {
                seal(opened, &mut changed, key, hint)?;
            }
        }
        if let Some(label) = edit.label {
            changed.label = label;
        }
        if let Some(note) = edit.note {
            changed.note = note;
        }
        if let Some(policy) = edit.lend_policy {
            policy.clone_into(&mut changed.lend_policy);
        }
        if let Some(organization) = edit.organization {
            changed.organization = organization;
        }
        if let Some(project) = edit.project {
            changed.project = project;
        }
        if let Some(renew_by) = edit.renew_by {
            changed.renew_by = renew_by;
            changed.renew_told = false;
        }
        changed.updated_at = now;
        step!("update.begun");
        credential::update(&mut tx, &changed, reseal).await?;
        step!("update.written");
        let changed = credential::get(&mut tx, profile, provider).await?;
        tx.commit().await?;
        step!("update.committed");
        Ok(changed)
    }

    /// Deletes a credential with its models and checks, also one that cannot be read. Opens nothing.
    ///
    /// # Errors
    /// [`VaultError::NoSuchCredential`], or what is wrong with the file.
    pub async fn delete_credential(&self, profile: &str, provider: &str) -> Result<(), VaultError> {
        let mut tx = match self.begin(false).await {
            Ok(begun) => begun,
            Err(VaultError::Uninitialised) if profile == profile::DEFAULT => {
                return Err(VaultError::NoSuchCredential);
            }
            Err(VaultError::Uninitialised) => return Err(VaultError::NoSuchProfile),
            Err(error) => return Err(error),
        };
        step!("remove.begun");
        credential::delete(&mut tx, profile, provider).await?;
        step!("remove.deleted");
        tx.commit().await?;
        step!("remove.committed");
        Ok(())
    }

    /// Opens the key of a credential.
    ///
    /// # Errors
    /// [`VaultError::NoSuchCredential`], [`VaultError::RowCorrupt`], or why the vault cannot be opened.
    pub async fn lend(
        &self,
        profile: &str,
        provider: &str,
        prompting: Prompting,
    ) -> Result<Lent, VaultError> {
        let credential = self.credential(profile, provider).await?;
        self.lend_of(credential, prompting).await
    }

    /// The same for a record that was read just now.
    ///
    /// # Errors
    /// As [`Self::lend`].
    pub async fn lend_of(
        &self,
        credential: StoredCredential,
        prompting: Prompting,
    ) -> Result<Lent, VaultError> {
        if !credential.key_set() {
            return Ok(Lent {
                key: None,
                credential,
            });
        }
        let patience = self.patience(prompting);
        let opened = self.opened_or_open(patience).await?;
        // The keyring may have taken its time: the key may be gone, another one, or sealed anew.
        let (profile, provider) = (credential.profile, credential.provider);
        let credential = self.credential(&profile, &provider).await?;
        match open(&opened, &credential) {
            Ok(found) => Ok(Lent {
                key: found.map(|(key, _)| key),
                credential,
            }),
            Err(damaged) => {
                let again = self.opened_or_open(patience).await?;
                if again.meta() == opened.meta() {
                    return Err(damaged);
                }
                let credential = self.credential(&profile, &provider).await?;
                let found = open(&again, &credential)?;
                Ok(Lent {
                    key: found.map(|(key, _)| key),
                    credential,
                })
            }
        }
    }

    /// Stores a check's result and returns its time; `None` where the credential changed or went since
    /// it was lent.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn store_check(
        &self,
        checked: &StoredCredential,
        result: &CheckRecord,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, VaultError> {
        let mut tx = self.begin(false).await?;
        step!("check.begun");
        let stored = check::store(&mut tx, checked.id, checked.revision, result, now).await?;
        step!("check.stored");
        tx.commit().await?;
        step!("check.committed");
        Ok(stored.then_some(now))
    }

    /// Begins a write that seals under the data key of the very vault it writes to.
    pub(super) async fn begin_sealed(
        &self,
        prompting: Prompting,
        now: Timestamp,
    ) -> Result<(Transaction<'static, Sqlite>, Arc<Opened>), VaultError> {
        let patience = self.patience(prompting);
        for _ in 0..REOPENINGS {
            let opened = self.opened_or_initialised(patience, now).await?;
            let mut tx = self.begin(false).await?;
            let meta = meta::read(&mut tx).await?;
            if meta.is_some_and(|meta| {
                meta.vault_id == opened.vault_id && meta.generation == opened.generation
            }) {
                return Ok((tx, opened));
            }
            tx.rollback().await?;
            self.forget_opened();
        }
        Err(VaultError::VaultBusy)
    }
}

/// A credential that holds nothing and was never checked.
pub(super) fn blank(
    (profile_id, profile): ([u8; 16], &str),
    provider: &str,
    destination: Destination,
    now: Timestamp,
) -> Result<StoredCredential, VaultError> {
    Ok(StoredCredential {
        id: make_random()?,
        profile_id,
        profile: profile.to_owned(),
        provider: provider.to_owned(),
        sealed_key: None,
        sealed_hint: None,
        label: None,
        note: None,
        base_url: destination.base_url,
        region: destination.region,
        organization: None,
        project: None,
        auth_scheme: destination.auth_scheme,
        origins: destination.origins,
        renew_by: None,
        renew_told: false,
        lend_policy: "allow".to_owned(),
        revision: 1,
        created_at: now,
        updated_at: now,
        last_used_at: None,
        status: "unchecked".to_owned(),
        verdict: None,
        message: None,
        http_status: None,
        request: None,
        latency_ms: None,
        checked_at: None,
        retry_at: None,
        last_definite: None,
        account: None,
        account_at: None,
        models: 0,
        models_listed_at: None,
    })
}

/// Seals key and hint into a credential, in the context that it has now.
pub(super) fn seal(
    opened: &Opened,
    credential: &mut StoredCredential,
    key: &ApiKey,
    hint: &str,
) -> Result<(), VaultError> {
    let at = credential.context(opened.vault_id);
    let (sealed_key, sealed_hint) = (
        opened.keys.seal_key(&at, key)?,
        opened.keys.seal_hint(&at, hint)?,
    );
    credential.sealed_key = Some(sealed_key);
    credential.sealed_hint = Some(sealed_hint);
    Ok(())
}

/// Opens key and hint of a credential; a hint that does not open is not worth losing the key for.
pub(super) fn open(
    opened: &Opened,
    credential: &StoredCredential,
) -> Result<Option<(ApiKey, String)>, VaultError> {
    let Some(sealed) = &credential.sealed_key else {
        return Ok(None);
    };
    let at = credential.context(opened.vault_id);
    let key = opened
        .keys
        .open_key(&at, sealed)
        .map_err(|_| VaultError::RowCorrupt {
            profile: credential.profile.clone(),
            provider: credential.provider.clone(),
        })?;
    let hint = credential
        .sealed_hint
        .as_deref()
        .and_then(|sealed| opened.keys.open_hint(&at, sealed).ok())
        .unwrap_or_else(|| "…".to_owned());
    Ok(Some((key, hint)))
}

/// Seals what a record holds under other keys, in the context that it has; tells whether it holds
/// anything. A record that does not open is an error: under other keys it would be lost for good.
pub(super) fn reseal(
    opened: &Opened,
    keys: &RecordKeys,
    record: &mut StoredCredential,
) -> Result<bool, VaultError> {
    let Some((key, hint)) = open(opened, record)? else {
        return Ok(false);
    };
    let at = record.context(opened.vault_id);
    let (sealed_key, sealed_hint) = (keys.seal_key(&at, &key)?, keys.seal_hint(&at, &hint)?);
    record.sealed_key = Some(sealed_key);
    record.sealed_hint = Some(sealed_hint);
    Ok(true)
}

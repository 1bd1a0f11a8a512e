//! Table `api_credential`: the stored record about one key.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{exactly_one, fixed, from_millis, narrow, to_millis};
use crate::cipher::RecordContext;
use crate::error::VaultError;

/// The last check that was valid or invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDefinite {
    /// `valid` or `invalid`.
    pub status: String,
    /// The reason behind it.
    pub verdict: String,
    /// When.
    pub at: Timestamp,
}

/// A credential without its key.
#[derive(Clone, Debug)]
pub struct StoredCredential {
    /// Its id, for ever.
    pub id: [u8; 16],
    pub(crate) profile_id: [u8; 16],
    /// The profile's name.
    pub profile: String,
    /// The provider's id.
    pub provider: String,
    pub(crate) sealed_key: Option<Vec<u8>>,
    pub(crate) sealed_hint: Option<Vec<u8>>,
    /// The owner's name for it.
    pub label: Option<String>,
    /// The owner's note.
    pub note: Option<String>,
    /// A base URL of its own.
    pub base_url: Option<String>,
    /// The region that the key belongs to, where it is not the provider's first.
    pub region: Option<String>,
    /// The organisation that requests are for.
    pub organization: Option<String>,
    /// The project that requests are for.
    pub project: Option<String>,
    /// How the key was to be sent when it was sealed; bound into the seal.
    pub auth_scheme: String,
    /// Where the key may be sent; bound into the seal.
    pub origins: Vec<String>,
    /// The date for a new key.
    pub renew_by: Option<String>,
    /// Whether the provider told that date, and not the owner.
    pub renew_told: bool,
    /// To which programs the key may be lent: `allow`, `named` or `never`.
    pub lend_policy: String,
    /// Rises with every change of the secret or of what is bound to it.
    pub revision: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When its key was last lent.
    pub last_used_at: Option<Timestamp>,
    /// The latest check's status, or `unchecked`.
    pub status: String,
    /// The latest check's verdict.
    pub verdict: Option<String>,
    /// The latest check's words.
    pub message: Option<String>,
    /// The latest check's HTTP status.
    pub http_status: Option<u16>,
    /// The line of the request that the latest verdict was found from.
    pub request: Option<String>,
    /// How long the latest check took.
    pub latency_ms: Option<u32>,
    /// When the latest check ended.
    pub checked_at: Option<Timestamp>,
    /// When the provider wants to be asked again.
    pub retry_at: Option<Timestamp>,
    /// The last check that was valid or invalid.
    pub last_definite: Option<LastDefinite>,
    /// What the provider told of the account, a JSON object.
    pub account: Option<String>,
    /// When it did.
    pub account_at: Option<Timestamp>,
    /// How many models are there now.
    pub models: u32,
    /// When a whole list of models last came.
    pub models_listed_at: Option<Timestamp>,
}

impl StoredCredential {
    /// Whether a key is stored.
    pub fn key_set(&self) -> bool {
        self.sealed_key.is_some()
    }

    /// The date for a new key, where its owner chose it.
    pub(crate) fn own_renew_by(&self) -> Option<&String> {
        self.renew_by.as_ref().filter(|_| !self.renew_told)
    }

    /// Where the record belongs: what its seal is bound to.
    pub(crate) fn context(&self, vault_id: [u8; 16]) -> RecordContext<'_> {
        RecordContext {
            vault_id,
            profile_id: self.profile_id,
            credential_id: self.id,
            revision: self.revision,
            provider: &self.provider,
            auth_scheme: &self.auth_scheme,
            origins: &self.origins,
        }
    }
}

/// The credentials of a profile, or the one of a provider, in the order they were made.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    profile: &str,
    provider: Option<&str>,
) -> Result<Vec<StoredCredential>, VaultError> {
    match select(&mut *db, Some(profile), provider).await {
        Err(VaultError::VaultCorrupt) if provider.is_none() => readable(db, profile).await,
        other => other,
    }
}

/// Row by row: one that was edited by hand so that it cannot be read hides no other.
async fn readable(
    db: &mut SqliteConnection,
    profile: &str,
) -> Result<Vec<StoredCredential>, VaultError> {
    let providers = sqlx::query_scalar!(
        r#"SELECT CAST(c.provider AS BLOB) AS "provider!: Vec<u8>"
           FROM api_credential AS c
           JOIN profile AS p ON p.id = c.profile_id
           WHERE p.name = ?
           ORDER BY c.created_at, c.provider"#,
        profile
    )
    .fetch_all(&mut *db)
    .await?;
    let mut found = Vec::with_capacity(providers.len());
    for provider in providers {
        let Ok(provider) = String::from_utf8(provider) else {
            continue;
        };
        match select(&mut *db, Some(profile), Some(&provider)).await {
            Ok(rows) => found.extend(rows),
            Err(VaultError::VaultCorrupt) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The credentials of every profile; one that cannot be read is an error.
pub(crate) async fn list_all(
    db: &mut SqliteConnection,
) -> Result<Vec<StoredCredential>, VaultError> {
    select(db, None, None).await
}

/// What cannot be read of a row that was edited by hand is left out, where nothing depends on it.
async fn select(
    db: &mut SqliteConnection,
    profile: Option<&str>,
    provider: Option<&str>,
) -> Result<Vec<StoredCredential>, VaultError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.profile_id, p.name AS profile, c.provider, c.api_key_encrypted,
                  c.hint_encrypted, c.label, c.note, c.base_url, c.region, c.organization, c.project,
                  c.auth_scheme, c.origins, c.request, c.account, c.account_at,
                  c.renew_by, (c.renew_told IS 1) AS "renew_told!: bool", c.lend_policy, c.revision,
                  c.created_at, c.updated_at, c.last_used_at, c.status,
                  c.verdict, c.message, c.http_status, c.latency_ms, c.checked_at,
                  c.retry_at,
                  c.definite_status, c.definite_verdict, c.definite_at, c.models_listed_at,
                  (SELECT count(*)
                   FROM available_api_model AS m
                   WHERE m.credential_id = c.id AND m.gone_since IS NULL) AS "models!: i64"
           FROM api_credential AS c
           JOIN profile AS p ON p.id = c.profile_id
           WHERE (?1 IS NULL OR p.name = ?1) AND (?2 IS NULL OR c.provider = ?2)
           ORDER BY c.created_at, c.provider"#,
        profile,
        provider
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let last_definite = match (row.definite_status, row.definite_verdict, row.definite_at) {
                (Some(status), Some(verdict), Some(at)) => Some(LastDefinite {
                    status,
                    verdict,
                    at: from_millis(at).unwrap_or_default(),
                }),
                _ => None,
            };
            Ok(StoredCredential {
                id: fixed(&row.id)?,
                profile_id: fixed(&row.profile_id)?,
                profile: row.profile,
                provider: row.provider,
                sealed_key: row.api_key_encrypted,
                sealed_hint: row.hint_encrypted,
                label: row.label,
                note: row.note,
                base_url: row.base_url,
                region: row.region,
                organization: row.organization,
                project: row.project,
                auth_scheme: row.auth_scheme,
                // What is bound into the seal shows its damage when the record is opened.
                origins: words_from_json(&row.origins).unwrap_or_default(),
                renew_by: row.renew_by,
                renew_told: row.renew_told,
                lend_policy: row.lend_policy,
                revision: narrow(row.revision)?,
                created_at: from_millis(row.created_at).unwrap_or_default(),
                updated_at: from_millis(row.updated_at).unwrap_or_default(),
                last_used_at: row.last_used_at.and_then(|at| from_millis(at).ok()),
                status: row.status,
                verdict: row.verdict,
                message: row.message,
                http_status: row.http_status.and_then(|number| narrow(number).ok()),
                request: row.request,
                latency_ms: row.latency_ms.and_then(|number| narrow(number).ok()),
                checked_at: row.checked_at.and_then(|at| from_millis(at).ok()),
                retry_at: row.retry_at.and_then(|at| from_millis(at).ok()),
                last_definite,
                account: row.account,
                account_at: row.account_at.and_then(|at| from_millis(at).ok()),
                models: narrow(row.models)?,
                models_listed_at: row.models_listed_at.and_then(|at| from_millis(at).ok()),
            })
        })
        .collect()
}

/// Reads the one credential of a profile and provider.
///
/// # Errors
/// [`VaultError::NoSuchProfile`] or [`VaultError::NoSuchCredential`].
pub(crate) async fn get(
    db: &mut SqliteConnection,
    profile: &str,
    provider: &str,
) -> Result<StoredCredential, VaultError> {
    if let Some(found) = list(&mut *db, profile, Some(provider)).await?.pop() {
        return Ok(found);
    }
    match super::profile::find(db, profile).await? {
        None if profile != super::profile::DEFAULT => Err(VaultError::NoSuchProfile),
        _ => Err(VaultError::NoSuchCredential),
    }
}

/// Inserts a credential as it stands.
///
/// # Errors
/// [`VaultError::CredentialExists`] where the profile has one for the provider.
pub(crate) async fn insert(
    db: &mut SqliteConnection,
    new: &StoredCredential,
) -> Result<(), VaultError> {
    let (id, profile_id) = (&new.id[..], &new.profile_id[..]);
    let origins = words_to_json(&new.origins);
    let (revision, created_at) = (revision(new)?, to_millis(new.created_at));
    let updated_at = to_millis(new.updated_at);
    let done = sqlx::query!(
        "INSERT INTO api_credential (id, profile_id, provider, api_key_encrypted, hint_encrypted,
                                     label, note, base_url, auth_scheme, origins, revision,
                                     created_at, updated_at, region, organization, project,
                                     renew_by, lend_policy)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (profile_id, provider) DO NOTHING",
        id,
        profile_id,
        new.provider,
        new.sealed_key,
        new.sealed_hint,
        new.label,
        new.note,
        new.base_url,
        new.auth_scheme,
        origins,
        revision,
        created_at,
        updated_at,
        new.region,
        new.organization,
        new.project,
        new.renew_by,
        new.lend_policy
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::CredentialExists)
}

/// Writes what an owner may change. `reset` forgets the checks: they were another secret's.
pub(crate) async fn update(
    db: &mut SqliteConnection,
    changed: &StoredCredential,
    reset: bool,
) -> Result<(), VaultError> {
    let id = &changed.id[..];
    let origins = words_to_json(&changed.origins);
    let (revision, updated_at) = (revision(changed)?, to_millis(changed.updated_at));
    let done = sqlx::query!(
        "UPDATE api_credential
         SET api_key_encrypted = ?2, hint_encrypted = ?3, label = ?4, note = ?5, base_url = ?6,
             auth_scheme = ?7, origins = ?8, revision = ?9, updated_at = ?10, region = ?11,
             organization = ?12, project = ?13, renew_by = ?14,
             renew_told = ?15, lend_policy = ?16
         WHERE id = ?1",
        id,
        changed.sealed_key,
        changed.sealed_hint,
        changed.label,
        changed.note,
        changed.base_url,
        changed.auth_scheme,
        origins,
        revision,
        updated_at,
        changed.region,
        changed.organization,
        changed.project,
        changed.renew_by,
        changed.renew_told,
        changed.lend_policy
    )
    .execute(&mut *db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::NoSuchCredential)?;
    if reset {
        sqlx::query!(
            "UPDATE api_credential
             SET status = 'unchecked', verdict = NULL, message = NULL, http_status = NULL,
                 latency_ms = NULL, checked_at = NULL, retry_at = NULL, definite_status = NULL,
                 definite_verdict = NULL, definite_at = NULL, request = NULL, account = NULL,
                 account_at = NULL
             WHERE id = ?",
            id
        )
        .execute(&mut *db)
        .await?;
        sqlx::query!("DELETE FROM check_result WHERE credential_id = ?", id)
            .execute(db)
            .await?;
    }
    Ok(())
}

/// Exchanges what is sealed, and nothing else.
pub(crate) async fn rewrap(
    db: &mut SqliteConnection,
    record: &StoredCredential,
) -> Result<(), VaultError> {
    let id = &record.id[..];
    let done = sqlx::query!(
        "UPDATE api_credential SET api_key_encrypted = ?2, hint_encrypted = ?3 WHERE id = ?1",
        id,
        record.sealed_key,
        record.sealed_hint
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::NoSuchCredential)
}

/// Deletes the one credential of a profile and provider. It is not read: one that was edited by hand so
/// that it cannot be goes like any other.
///
/// # Errors
/// [`VaultError::NoSuchProfile`] or [`VaultError::NoSuchCredential`].
pub(crate) async fn delete(
    db: &mut SqliteConnection,
    profile: &str,
    provider: &str,
) -> Result<(), VaultError> {
    let done = sqlx::query!(
        "DELETE FROM api_credential
         WHERE provider = ?2 AND profile_id = (SELECT id FROM profile WHERE name = ?1)",
        profile,
        provider
    )
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0
        && profile != super::profile::DEFAULT
        && super::profile::find(db, profile).await?.is_none()
    {
        return Err(VaultError::NoSuchProfile);
    }
    exactly_one(done.rows_affected(), VaultError::NoSuchCredential)
}

pub(crate) async fn set_used(
    db: &mut SqliteConnection,
    id: [u8; 16],
    now: Timestamp,
) -> Result<(), VaultError> {
    let (id, now) = (&id[..], to_millis(now));
    sqlx::query!(
        "UPDATE api_credential SET last_used_at = ? WHERE id = ?",
        now,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

fn revision(credential: &StoredCredential) -> Result<i64, VaultError> {
    i64::try_from(credential.revision).map_err(|_| VaultError::VaultCorrupt)
}

/// Writes words as the JSON array that a column holds.
pub(crate) fn words_to_json(words: &[String]) -> String {
    serde_json::to_string(words).unwrap_or_else(|_| unreachable!("strings are always JSON"))
}

/// Reads a JSON array of words from a column.
pub(crate) fn words_from_json(text: &str) -> Result<Vec<String>, VaultError> {
    serde_json::from_str(text).map_err(|_| VaultError::VaultCorrupt)
}

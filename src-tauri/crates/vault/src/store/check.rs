//! Table `check_result`, and the latest check in `api_credential`.
//!
//! Always true: a check is stored only where its credential still has the revision that was checked;
//! a check that was no definite one changes neither the last definite one nor the models.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::model::{self, ListChange, ModelRecord};
use super::{from_millis, narrow, to_millis};
use crate::error::VaultError;

/// How many results are kept per credential.
const KEPT: i64 = 50;

/// What a check found.
#[derive(Clone, Debug)]
pub struct CheckRecord {
    /// `valid`, `invalid` or `error`.
    pub status: String,
    /// The reason behind the status.
    pub verdict: String,
    /// The provider's words, redacted.
    pub message: Option<String>,
    /// The answer's HTTP status.
    pub http_status: Option<u16>,
    /// The line of the request that the verdict was found from.
    pub request: Option<String>,
    /// What the provider told of the account, a JSON object; what was told before stays otherwise.
    pub account: Option<String>,
    /// Whether the provider told of the account, and with it when the key ends. The owner's own date stays.
    pub renew_by: Option<Option<String>>,
    /// How long it took.
    pub latency_ms: u32,
    /// When the provider wants to be asked again.
    pub retry_at: Option<Timestamp>,
    /// Whether the status is valid or invalid.
    pub definite: bool,
    /// A whole list of models, where one came that is to be stored.
    pub models: Option<Vec<ModelRecord>>,
}

/// One check that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheck {
    /// `valid`, `invalid` or `error`.
    pub status: String,
    /// The reason behind the status.
    pub verdict: String,
    /// The provider's words, redacted.
    pub message: Option<String>,
    /// The answer's HTTP status.
    pub http_status: Option<u16>,
    /// The line of the request that the verdict was found from.
    pub request: Option<String>,
    /// How long it took.
    pub latency_ms: Option<u32>,
    /// How many models came with it; `None` where no whole list came.
    pub models: Option<u32>,
    /// How many of them were not there before; `None` for the first list.
    pub models_new: Option<u32>,
    /// How many were there before and no longer are.
    pub models_gone: Option<u32>,
    /// When it ended.
    pub checked_at: Timestamp,
}

/// Stores a check; `false` where its credential changed or went meanwhile.
pub(crate) async fn store(
    db: &mut SqliteConnection,
    credential_id: [u8; 16],
    revision: u64,
    check: &CheckRecord,
    now: Timestamp,
) -> Result<bool, VaultError> {
    let id = &credential_id[..];
    let revision = i64::try_from(revision).map_err(|_| VaultError::VaultCorrupt)?;
    let at = to_millis(now);
    let retry_at = check.retry_at.map(to_millis);
    let (renew_by, told) = (check.renew_by.clone().flatten(), check.renew_by.is_some());
    let provider = sqlx::query_scalar!(
        "UPDATE api_credential
         SET status = ?3, verdict = ?4, message = ?5, http_status = ?6, latency_ms = ?7,
             checked_at = ?8, retry_at = ?10, request = ?11,
             account = coalesce(?12, account), account_at = iif(?12 IS NULL, account_at, ?8),
             renew_by = iif(?14 AND (renew_by IS NULL OR renew_told), ?13, renew_by),
             renew_told = iif(?14 AND (renew_by IS NULL OR renew_told), ?13 IS NOT NULL, renew_told),
             definite_status = iif(?9, ?3, definite_status),
             definite_verdict = iif(?9, ?4, definite_verdict),
             definite_at = iif(?9, ?8, definite_at)
         WHERE id = ?1 AND revision = ?2
         RETURNING provider",
        id,
        revision,
        check.status,
        check.verdict,
        check.message,
        check.http_status,
        check.latency_ms,
        at,
        check.definite,
        retry_at,
        check.request,
        check.account,
        renew_by,
        told
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(provider) = provider else {
        return Ok(false);
    };
    let change = match &check.models {
        Some(models) => model::put_list(&mut *db, credential_id, &provider, models, now).await?,
        None => ListChange::default(),
    };
    sqlx::query!(
        "INSERT INTO check_result (credential_id, status, verdict, message, http_status,
                                   latency_ms, models, checked_at, request, models_new,
                                   models_gone)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        check.status,
        check.verdict,
        check.message,
        check.http_status,
        check.latency_ms,
        change.listed,
        at,
        check.request,
        change.new,
        change.gone
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "DELETE FROM check_result
         WHERE credential_id = ?1 AND id NOT IN (
             SELECT id FROM check_result WHERE credential_id = ?1 ORDER BY id DESC LIMIT ?2)",
        id,
        KEPT
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// The latest checks of a credential, newest first.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    credential_id: [u8; 16],
) -> Result<Vec<StoredCheck>, VaultError> {
    let id = &credential_id[..];
    let rows = sqlx::query!(
        "SELECT status, verdict, message, http_status, request, latency_ms, models, models_new,
                models_gone, checked_at
         FROM check_result
         WHERE credential_id = ?1
         ORDER BY id DESC
         LIMIT ?2",
        id,
        KEPT
    )
    .fetch_all(db)
    .await?;
    let count = |number: Option<i64>| number.and_then(|number| narrow(number).ok());
    Ok(rows
        .into_iter()
        .map(|row| StoredCheck {
            status: row.status,
            verdict: row.verdict,
            message: row.message,
            http_status: row.http_status.and_then(|number| narrow(number).ok()),
            request: row.request,
            latency_ms: count(Some(row.latency_ms)),
            models: count(row.models),
            models_new: count(row.models_new),
            models_gone: count(row.models_gone),
            checked_at: from_millis(row.checked_at).unwrap_or_default(),
        })
        .collect())
}

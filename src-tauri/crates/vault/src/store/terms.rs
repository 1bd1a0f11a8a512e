//! The columns of `api_credential` that nothing but a backup reads and writes yet.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{exactly_one, to_millis};
use crate::error::VaultError;

/// Where a key belongs, how long it is meant to serve, and whom it may be lent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) region: Option<String>,
    pub(crate) renew_by: Option<String>,
    /// `allow`, `named` or `never`.
    pub(crate) lend_policy: String,
}

pub(crate) async fn of(db: &mut SqliteConnection, id: [u8; 16]) -> Result<Terms, VaultError> {
    let id = &id[..];
    let row = sqlx::query!(
        "SELECT region, iif(renew_told, NULL, renew_by) AS renew_by, lend_policy FROM api_credential WHERE id = ?",
        id
    )
    .fetch_optional(db)
    .await?
    .ok_or(VaultError::NoSuchCredential)?;
    Ok(Terms {
        region: row.region,
        renew_by: row.renew_by,
        lend_policy: row.lend_policy,
    })
}

pub(crate) async fn put(
    db: &mut SqliteConnection,
    id: [u8; 16],
    terms: &Terms,
    updated_at: Timestamp,
) -> Result<(), VaultError> {
    let (id, updated_at) = (&id[..], to_millis(updated_at));
    let done = sqlx::query!(
        "UPDATE api_credential
         SET region = ?2, renew_by = ?3, renew_told = 0, lend_policy = ?4, updated_at = ?5
         WHERE id = ?1",
        id,
        terms.region,
        terms.renew_by,
        terms.lend_policy,
        updated_at
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::NoSuchCredential)
}

//! Tables `vault_meta` and `slot_intent`: whether the vault is initialised, and under which data key.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{exactly_one, fixed, narrow, to_millis};
use crate::error::VaultError;

/// The one row of an initialised vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) vault_id: [u8; 16],
    pub(crate) generation: u32,
}

/// A keyring entry that was about to be written, or that lost its slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Intent {
    pub(crate) vault_id: [u8; 16],
    pub(crate) mkid: [u8; 8],
}

pub(crate) async fn read(db: &mut SqliteConnection) -> Result<Option<Meta>, VaultError> {
    let row = sqlx::query!("SELECT vault_id, dek_generation FROM vault_meta WHERE id = 1")
        .fetch_optional(db)
        .await?;
    row.map(|row| {
        Ok(Meta {
            vault_id: fixed(&row.vault_id)?,
            generation: narrow(row.dek_generation)?,
        })
    })
    .transpose()
}

/// Inserts the row; `false` where another process won.
pub(crate) async fn insert(
    db: &mut SqliteConnection,
    meta: Meta,
    now: Timestamp,
) -> Result<bool, VaultError> {
    let (vault_id, now) = (&meta.vault_id[..], to_millis(now));
    let done = sqlx::query!(
        "INSERT INTO vault_meta (id, vault_id, dek_generation, created_at)
         VALUES (1, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        vault_id,
        meta.generation,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn has_sealed_records(db: &mut SqliteConnection) -> Result<bool, VaultError> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM api_credential WHERE api_key_encrypted IS NOT NULL
           ) OR EXISTS (SELECT 1 FROM slot) AS "found!: bool""#
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// Every entry that was about to be written or that lost its slot, the oldest first.
pub(crate) async fn intents(db: &mut SqliteConnection) -> Result<Vec<Intent>, VaultError> {
    let rows = sqlx::query!("SELECT mkid, vault_id FROM slot_intent ORDER BY created_at")
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Intent {
                vault_id: fixed(&row.vault_id)?,
                mkid: fixed(&row.mkid)?,
            })
        })
        .collect()
}

/// Entries that stand, or may stand, and that no slot needs.
pub(crate) async fn orphans(db: &mut SqliteConnection) -> Result<Vec<Intent>, VaultError> {
    let rows = sqlx::query!(
        "SELECT mkid, vault_id
         FROM slot_intent
         WHERE mkid NOT IN (SELECT slot_id FROM slot) AND EXISTS (SELECT 1 FROM vault_meta)"
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Intent {
                vault_id: fixed(&row.vault_id)?,
                mkid: fixed(&row.mkid)?,
            })
        })
        .collect()
}

/// Counts the data key up.
pub(crate) async fn set_generation(
    db: &mut SqliteConnection,
    from: u32,
    to: u32,
) -> Result<(), VaultError> {
    let done = sqlx::query!(
        "UPDATE vault_meta SET dek_generation = ? WHERE id = 1 AND dek_generation = ?",
        to,
        from
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::VaultBusy)
}

pub(crate) async fn insert_intent(
    db: &mut SqliteConnection,
    intent: Intent,
    now: Timestamp,
) -> Result<(), VaultError> {
    let (mkid, vault_id, now) = (&intent.mkid[..], &intent.vault_id[..], to_millis(now));
    sqlx::query!(
        "INSERT INTO slot_intent (mkid, vault_id, created_at)
         VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
        mkid,
        vault_id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn delete_intent(
    db: &mut SqliteConnection,
    intent: Intent,
) -> Result<(), VaultError> {
    let mkid = &intent.mkid[..];
    sqlx::query!("DELETE FROM slot_intent WHERE mkid = ?", mkid)
        .execute(db)
        .await?;
    Ok(())
}

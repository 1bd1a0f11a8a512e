//! Table `slot`: the ways to open the vault.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{fixed, from_millis, from_millis_opt, to_millis};
use crate::error::VaultError;
use crate::slot::SlotKind;

/// A slot as the doctor tells it: nothing secret.
#[derive(Clone, Debug)]
pub struct StoredSlot {
    /// `keyring`, `recovery` or `passphrase`.
    pub kind: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last opened the vault.
    pub last_verified_at: Option<Timestamp>,
}

/// A keyring slot with what is needed to open it.
pub(crate) struct KeyringSlot {
    pub(crate) mkid: [u8; 8],
    pub(crate) sealed: Vec<u8>,
    pub(crate) last_verified_at: Option<Timestamp>,
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    slot_id: [u8; 8],
    kind: SlotKind,
    sealed: &[u8],
    facts: &str,
    now: Timestamp,
) -> Result<(), VaultError> {
    let (slot_id, kind, now) = (&slot_id[..], kind.as_str(), to_millis(now));
    sqlx::query!(
        "INSERT INTO slot (slot_id, kind, sealed, facts, created_at) VALUES (?, ?, ?, ?, ?)",
        slot_id,
        kind,
        sealed,
        facts,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The keyring slots, the active one first.
pub(crate) async fn keyring_slots(
    db: &mut SqliteConnection,
) -> Result<Vec<KeyringSlot>, VaultError> {
    let rows = sqlx::query!(
        "SELECT slot_id, sealed, last_verified_at
         FROM slot
         WHERE kind = 'keyring'
         ORDER BY state, created_at DESC"
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(KeyringSlot {
                mkid: fixed(&row.slot_id)?,
                sealed: row.sealed,
                last_verified_at: from_millis_opt(row.last_verified_at)?,
            })
        })
        .collect()
}

pub(crate) async fn set_verified(
    db: &mut SqliteConnection,
    slot_id: [u8; 8],
    now: Timestamp,
) -> Result<(), VaultError> {
    let (slot_id, now) = (&slot_id[..], to_millis(now));
    sqlx::query!(
        "UPDATE slot SET last_verified_at = ? WHERE slot_id = ?",
        now,
        slot_id
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<StoredSlot>, VaultError> {
    let rows = sqlx::query!(
        "SELECT kind, created_at, last_verified_at FROM slot ORDER BY kind, created_at"
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredSlot {
                kind: row.kind,
                created_at: from_millis(row.created_at)?,
                last_verified_at: from_millis_opt(row.last_verified_at)?,
            })
        })
        .collect()
}

//! Table `slot`: the ways to open the vault.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{exactly_one, fixed, from_millis, from_millis_opt, to_millis};
use crate::error::VaultError;
use crate::slot::SlotKind;

/// A slot as its owner may see it: nothing secret.
#[derive(Clone, Debug)]
pub struct StoredSlot {
    /// Tells it from every other one, also of its kind.
    pub id: [u8; 8],
    /// Which way in.
    pub kind: SlotKind,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its owner proved to have written the code down; recovery codes only.
    pub confirmed_at: Option<Timestamp>,
    /// When it last opened the vault.
    pub last_verified_at: Option<Timestamp>,
}

/// A slot with what is needed to open it.
pub(crate) struct SealedSlot {
    pub(crate) id: [u8; 8],
    pub(crate) sealed: Vec<u8>,
    /// A rotation put another in its place, and has not come to its end.
    pub(crate) retiring: bool,
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

/// The slots of one kind, those that retire last.
pub(crate) async fn of_kind(
    db: &mut SqliteConnection,
    kind: SlotKind,
) -> Result<Vec<SealedSlot>, VaultError> {
    let kind = kind.as_str();
    let rows = sqlx::query!(
        r#"SELECT slot_id, sealed, state = 'retiring' AS "retiring!: bool", last_verified_at
           FROM slot
           WHERE kind = ?
           ORDER BY state, created_at DESC"#,
        kind
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(SealedSlot {
                id: fixed(&row.slot_id)?,
                sealed: row.sealed,
                retiring: row.retiring,
                last_verified_at: from_millis_opt(row.last_verified_at)?,
            })
        })
        .collect()
}

/// Marks every keyring slot as one whose successor is there.
pub(crate) async fn retire_keyring(db: &mut SqliteConnection) -> Result<(), VaultError> {
    sqlx::query!("UPDATE slot SET state = 'retiring' WHERE kind = 'keyring'")
        .execute(db)
        .await?;
    Ok(())
}

/// Takes back [`retire_keyring`].
pub(crate) async fn reinstate_keyring(db: &mut SqliteConnection) -> Result<(), VaultError> {
    sqlx::query!("UPDATE slot SET state = 'active' WHERE kind = 'keyring'")
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn delete(db: &mut SqliteConnection, slot_id: [u8; 8]) -> Result<(), VaultError> {
    let slot_id = &slot_id[..];
    let done = sqlx::query!("DELETE FROM slot WHERE slot_id = ?", slot_id)
        .execute(db)
        .await?;
    exactly_one(done.rows_affected(), VaultError::SlotCorrupt)
}

/// Deletes the slots of a kind; tells whether there was one.
pub(crate) async fn delete_kind(
    db: &mut SqliteConnection,
    kind: SlotKind,
) -> Result<bool, VaultError> {
    let kind = kind.as_str();
    let done = sqlx::query!("DELETE FROM slot WHERE kind = ?", kind)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Exchanges the wrapped data key of a slot.
pub(crate) async fn rewrap(
    db: &mut SqliteConnection,
    slot_id: [u8; 8],
    sealed: &[u8],
) -> Result<(), VaultError> {
    let slot_id = &slot_id[..];
    let done = sqlx::query!(
        "UPDATE slot SET sealed = ? WHERE slot_id = ?",
        sealed,
        slot_id
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::SlotCorrupt)
}

/// Notes that the owner has what opens this slot.
pub(crate) async fn set_confirmed(
    db: &mut SqliteConnection,
    slot_id: [u8; 8],
    now: Timestamp,
) -> Result<(), VaultError> {
    let (slot_id, now) = (&slot_id[..], to_millis(now));
    let done = sqlx::query!(
        "UPDATE slot SET confirmed_at = ? WHERE slot_id = ?",
        now,
        slot_id
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::SlotCorrupt)
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

/// The slots that count, as their owner may see them.
pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<StoredSlot>, VaultError> {
    let rows = sqlx::query!(
        "SELECT slot_id, kind, created_at, confirmed_at, last_verified_at
         FROM slot
         WHERE state = 'active'
         ORDER BY kind, created_at"
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredSlot {
                id: fixed(&row.slot_id)?,
                kind: SlotKind::from_word(&row.kind).ok_or(VaultError::VaultCorrupt)?,
                created_at: from_millis(row.created_at)?,
                confirmed_at: from_millis_opt(row.confirmed_at)?,
                last_verified_at: from_millis_opt(row.last_verified_at)?,
            })
        })
        .collect()
}

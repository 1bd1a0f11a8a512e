//! Table `sealed_setting`: options that are secrets themselves, each sealed under the data key.

use sqlx::SqliteConnection;

use crate::error::VaultError;

/// Every sealed option; whoever changes the data key seals them all anew.
pub(crate) async fn all(db: &mut SqliteConnection) -> Result<Vec<(String, Vec<u8>)>, VaultError> {
    let rows = sqlx::query!("SELECT name, sealed FROM sealed_setting ORDER BY name")
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.sealed)).collect())
}

pub(crate) async fn get(
    db: &mut SqliteConnection,
    name: &str,
) -> Result<Option<Vec<u8>>, VaultError> {
    let sealed = sqlx::query_scalar!("SELECT sealed FROM sealed_setting WHERE name = ?", name)
        .fetch_optional(db)
        .await?;
    Ok(sealed)
}

pub(crate) async fn put(
    db: &mut SqliteConnection,
    name: &str,
    sealed: &[u8],
) -> Result<(), VaultError> {
    let done = sqlx::query!(
        "INSERT INTO sealed_setting (name, sealed) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
        name,
        sealed
    )
    .execute(db)
    .await?;
    super::exactly_one(done.rows_affected(), VaultError::VaultCorrupt)
}

/// Deletes an option; one that is not there is gone already.
pub(crate) async fn delete(db: &mut SqliteConnection, name: &str) -> Result<(), VaultError> {
    sqlx::query!("DELETE FROM sealed_setting WHERE name = ?", name)
        .execute(db)
        .await?;
    Ok(())
}

//! Table `setting`: the owner's options, each a JSON value under a name.

use sqlx::SqliteConnection;

use crate::error::VaultError;

pub(crate) async fn all(db: &mut SqliteConnection) -> Result<Vec<(String, String)>, VaultError> {
    let rows = sqlx::query!("SELECT name, value FROM setting ORDER BY name")
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.value)).collect())
}

pub(crate) async fn put(
    db: &mut SqliteConnection,
    name: &str,
    value: &str,
) -> Result<(), VaultError> {
    sqlx::query!(
        "INSERT INTO setting (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value
    )
    .execute(db)
    .await?;
    Ok(())
}

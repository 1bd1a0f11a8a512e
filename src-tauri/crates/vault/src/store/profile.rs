//! Table `profile`: whose keys these are.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{fixed, from_millis, narrow, to_millis};
use crate::cipher::make_random;
use crate::error::VaultError;

/// The profile that is always there.
pub const DEFAULT: &str = "default";

/// A profile and how many credentials it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProfile {
    /// Its name.
    pub name: String,
    /// Whether commands that name none mean this one.
    pub is_default: bool,
    /// How many credentials it has.
    pub credentials: u32,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The id of a profile; the default one is made when it is not there yet.
pub(crate) async fn ensure(
    db: &mut SqliteConnection,
    name: &str,
    now: Timestamp,
) -> Result<[u8; 16], VaultError> {
    if let Some(id) = find(&mut *db, name).await? {
        return Ok(id);
    }
    if name != DEFAULT {
        return Err(VaultError::NoSuchProfile);
    }
    let chosen = default(&mut *db).await?.is_none();
    insert(&mut *db, DEFAULT, chosen, now).await
}

pub(crate) async fn find(
    db: &mut SqliteConnection,
    name: &str,
) -> Result<Option<[u8; 16]>, VaultError> {
    let id = sqlx::query_scalar!("SELECT id FROM profile WHERE name = ?", name)
        .fetch_optional(db)
        .await?;
    id.map(|id| fixed(&id)).transpose()
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    name: &str,
    is_default: bool,
    now: Timestamp,
) -> Result<[u8; 16], VaultError> {
    let id: [u8; 16] = make_random()?;
    let (bytes, now) = (&id[..], to_millis(now));
    let done = sqlx::query!(
        "INSERT INTO profile (id, name, is_default, created_at)
         VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO NOTHING",
        bytes,
        name,
        is_default,
        now
    )
    .execute(db)
    .await?;
    super::exactly_one(done.rows_affected(), VaultError::ProfileExists)?;
    Ok(id)
}

/// Gives a profile another name. The access log keeps the old one: it tells what was.
pub(crate) async fn rename(
    db: &mut SqliteConnection,
    name: &str,
    new: &str,
) -> Result<(), VaultError> {
    if find(&mut *db, new).await?.is_some() {
        return Err(VaultError::ProfileExists);
    }
    let done = sqlx::query!("UPDATE profile SET name = ? WHERE name = ?", new, name)
        .execute(db)
        .await?;
    super::exactly_one(done.rows_affected(), VaultError::NoSuchProfile)
}

/// The profile that is meant where none is named.
pub(crate) async fn default(db: &mut SqliteConnection) -> Result<Option<String>, VaultError> {
    let name = sqlx::query_scalar!("SELECT name FROM profile WHERE is_default = 1");
    Ok(name.fetch_optional(db).await?)
}

/// Makes a profile the one that is meant where none is named.
pub(crate) async fn set_default(db: &mut SqliteConnection, name: &str) -> Result<(), VaultError> {
    sqlx::query!(
        "UPDATE profile SET is_default = 0 WHERE is_default = 1 AND name <> ?",
        name
    )
    .execute(&mut *db)
    .await?;
    let done = sqlx::query!("UPDATE profile SET is_default = 1 WHERE name = ?", name)
        .execute(db)
        .await?;
    super::exactly_one(done.rows_affected(), VaultError::NoSuchProfile)
}

/// Deletes a profile with all that it holds.
pub(crate) async fn delete(db: &mut SqliteConnection, name: &str) -> Result<(), VaultError> {
    let done = sqlx::query!("DELETE FROM profile WHERE name = ?", name)
        .execute(db)
        .await?;
    super::exactly_one(done.rows_affected(), VaultError::NoSuchProfile)
}

pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<StoredProfile>, VaultError> {
    let rows = sqlx::query!(
        r#"SELECT name, is_default AS "is_default: bool", created_at,
                  (SELECT count(*) FROM api_credential WHERE profile_id = profile.id) AS "credentials!: i64"
           FROM profile
           ORDER BY is_default DESC, name"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredProfile {
                name: row.name,
                is_default: row.is_default,
                credentials: narrow(row.credentials)?,
                created_at: from_millis(row.created_at)?,
            })
        })
        .collect()
}

//! Table `endpoint`: compatible base URLs of the owner's own. They belong to the vault, not to a profile.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{exactly_one, from_millis, to_millis};
use crate::error::VaultError;

/// An endpoint without what is sealed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEndpoint {
    /// Its name in the id `custom:<slug>`.
    pub slug: String,
    /// `openai`, `anthropic` or `gemini`.
    pub dialect: String,
    /// The base URL.
    pub base_url: String,
    /// Its origin when it was added; what is sealed of it is bound to that.
    pub origin: String,
    /// The path of the model list, where it is not the dialect's own.
    pub models_path: Option<String>,
    /// Whether it may work without a key.
    pub key_optional: bool,
    pub(crate) sealed_headers: Option<Vec<u8>>,
    /// When it was added.
    pub created_at: Timestamp,
}

impl StoredEndpoint {
    /// Whether extra headers are kept for it.
    pub fn has_headers(&self) -> bool {
        self.sealed_headers.is_some()
    }
}

/// Every endpoint, by its name.
pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<StoredEndpoint>, VaultError> {
    let rows = sqlx::query!(
        r#"SELECT slug, dialect, base_url, origin, models_path, key_optional AS "key_optional: bool",
                  headers_encrypted, created_at
           FROM endpoint ORDER BY slug"#
    )
    .fetch_all(db)
    .await?;
    let stored = rows.into_iter().map(|row| StoredEndpoint {
        slug: row.slug,
        dialect: row.dialect,
        base_url: row.base_url,
        origin: row.origin,
        models_path: row.models_path,
        key_optional: row.key_optional,
        sealed_headers: row.headers_encrypted,
        created_at: from_millis(row.created_at).unwrap_or_default(),
    });
    Ok(stored.collect())
}

/// Inserts an endpoint.
///
/// # Errors
/// [`VaultError::EndpointExists`] where there is one of that name.
pub(crate) async fn insert(
    db: &mut SqliteConnection,
    new: &StoredEndpoint,
) -> Result<(), VaultError> {
    let at = to_millis(new.created_at);
    let done = sqlx::query!(
        "INSERT INTO endpoint (slug, dialect, base_url, models_path, key_optional,
                               headers_encrypted, created_at, updated_at, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)
         ON CONFLICT (slug) DO NOTHING",
        new.slug,
        new.dialect,
        new.base_url,
        new.models_path,
        new.key_optional,
        new.sealed_headers,
        at,
        new.origin
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::EndpointExists)
}

/// Exchanges the sealed headers, and nothing else.
pub(crate) async fn rewrap(
    db: &mut SqliteConnection,
    slug: &str,
    sealed: &[u8],
) -> Result<(), VaultError> {
    let done = sqlx::query!(
        "UPDATE endpoint SET headers_encrypted = ? WHERE slug = ?",
        sealed,
        slug
    )
    .execute(db)
    .await?;
    exactly_one(done.rows_affected(), VaultError::VaultCorrupt)
}

/// How many credentials use an endpoint.
pub(crate) async fn uses(db: &mut SqliteConnection, slug: &str) -> Result<i64, VaultError> {
    let provider = format!("custom:{slug}");
    let uses = sqlx::query_scalar!(
        r#"SELECT count(*) AS "uses!: i64" FROM api_credential WHERE provider = ?"#,
        provider
    )
    .fetch_one(db)
    .await?;
    Ok(uses)
}

/// Deletes an endpoint.
///
/// # Errors
/// [`VaultError::NoSuchEndpoint`] where there is none of that name.
pub(crate) async fn delete(db: &mut SqliteConnection, slug: &str) -> Result<(), VaultError> {
    let done = sqlx::query!("DELETE FROM endpoint WHERE slug = ?", slug)
        .execute(db)
        .await?;
    exactly_one(done.rows_affected(), VaultError::NoSuchEndpoint)
}

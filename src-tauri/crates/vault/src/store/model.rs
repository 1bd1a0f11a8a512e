//! Table `available_api_model`: what a key opens, with a memory of what came and went.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::credential::{words_from_json, words_to_json};
use super::{from_millis, narrow, to_millis};
use crate::error::VaultError;

/// A model as a provider listed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelRecord {
    /// The id that requests name.
    pub id: String,
    /// The name for people.
    pub display_name: Option<String>,
    /// Who made it.
    pub owner: Option<String>,
    /// Tokens it reads at most.
    pub context_window: Option<u32>,
    /// Tokens it writes at most.
    pub output_limit: Option<u32>,
    /// What it reads: `text`, `image`.
    pub input_modalities: Vec<String>,
    /// What it writes.
    pub output_modalities: Vec<String>,
    /// What it can do, in the provider's words.
    pub capabilities: Vec<String>,
    /// The price, as JSON, where the provider tells it.
    pub price: Option<String>,
    /// When the provider made it.
    pub created: Option<Timestamp>,
}

/// A model with its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredModel {
    /// What the provider said last.
    pub model: ModelRecord,
    /// When it was first listed to this credential.
    pub first_seen: Timestamp,
    /// When it was last listed.
    pub last_seen: Timestamp,
    /// The first list that lacked it; `None` while it is there.
    pub gone_since: Option<Timestamp>,
    /// When it came or came back; `None` where it was on the first list.
    pub new_since: Option<Timestamp>,
}

/// What a whole list changed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ListChange {
    /// How many models it has.
    pub(crate) listed: Option<i64>,
    /// How many of them were not there before; `None` for the first list.
    pub(crate) new: Option<i64>,
    /// How many were there before and no longer are.
    pub(crate) gone: Option<i64>,
}

/// Stores a whole list: what is new, what is still there, and what is gone.
pub(crate) async fn put_list(
    db: &mut SqliteConnection,
    credential_id: [u8; 16],
    provider: &str,
    models: &[ModelRecord],
    now: Timestamp,
) -> Result<ListChange, VaultError> {
    let (id, now) = (&credential_id[..], to_millis(now));
    // By id and not by time: a clock may step back, and two lists may come in one millisecond.
    let ids: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_else(|_| unreachable!("strings are JSON"));
    let new = sqlx::query_scalar!(
        r#"SELECT (SELECT count(*)
                   FROM json_each(?2)
                   WHERE value NOT IN (SELECT model_id
                                       FROM available_api_model
                                       WHERE credential_id = ?1 AND gone_since IS NULL)) AS "new!: i64"
           FROM api_credential
           WHERE id = ?1 AND EXISTS (SELECT 1
                                     FROM check_result
                                     WHERE credential_id = ?1 AND models IS NOT NULL)"#,
        id,
        ids
    )
    .fetch_optional(&mut *db)
    .await?;
    let new_since = new.map(|_| now);
    for model in models {
        let input = words_to_json(&model.input_modalities);
        let output = words_to_json(&model.output_modalities);
        let capabilities = words_to_json(&model.capabilities);
        let created = model.created.map(to_millis);
        sqlx::query!(
            "INSERT INTO available_api_model (
                 credential_id, provider, model_id, display_name, owner, context_window,
                 output_limit, input_modalities, output_modalities, capabilities, price,
                 created_at, first_seen, last_seen, new_since)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)
             ON CONFLICT (credential_id, model_id) DO UPDATE
             SET display_name = excluded.display_name, owner = excluded.owner,
                 context_window = excluded.context_window, output_limit = excluded.output_limit,
                 input_modalities = excluded.input_modalities,
                 output_modalities = excluded.output_modalities,
                 capabilities = excluded.capabilities, price = excluded.price,
                 created_at = excluded.created_at, last_seen = excluded.last_seen,
                 new_since = iif(gone_since IS NULL, new_since, excluded.new_since),
                 gone_since = NULL",
            id,
            provider,
            model.id,
            model.display_name,
            model.owner,
            model.context_window,
            model.output_limit,
            input,
            output,
            capabilities,
            model.price,
            created,
            now,
            new_since
        )
        .execute(&mut *db)
        .await?;
    }
    let gone = sqlx::query!(
        "UPDATE available_api_model
         SET gone_since = ?2
         WHERE credential_id = ?1 AND gone_since IS NULL
             AND model_id NOT IN (SELECT value FROM json_each(?3))",
        id,
        now,
        ids
    )
    .execute(&mut *db)
    .await?
    .rows_affected();
    sqlx::query!(
        "UPDATE api_credential SET models_listed_at = ?2 WHERE id = ?1",
        id,
        now
    )
    .execute(db)
    .await?;
    Ok(ListChange {
        listed: i64::try_from(models.len()).ok(),
        gone: new.and(i64::try_from(gone).ok()),
        new,
    })
}

/// The models of a credential, gone ones included, by id.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    credential_id: [u8; 16],
) -> Result<Vec<StoredModel>, VaultError> {
    let id = &credential_id[..];
    let rows = sqlx::query!(
        "SELECT model_id, display_name, owner, context_window, output_limit, input_modalities,
                output_modalities, capabilities, price, created_at, first_seen, last_seen,
                gone_since, new_since
         FROM available_api_model
         WHERE credential_id = ?
         ORDER BY model_id",
        id
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredModel {
                model: ModelRecord {
                    id: row.model_id,
                    display_name: row.display_name,
                    owner: row.owner,
                    context_window: row.context_window.and_then(|number| narrow(number).ok()),
                    output_limit: row.output_limit.and_then(|number| narrow(number).ok()),
                    input_modalities: words_from_json(&row.input_modalities).unwrap_or_default(),
                    output_modalities: words_from_json(&row.output_modalities).unwrap_or_default(),
                    capabilities: words_from_json(&row.capabilities).unwrap_or_default(),
                    price: row.price,
                    created: row.created_at.and_then(|at| from_millis(at).ok()),
                },
                first_seen: from_millis(row.first_seen).unwrap_or_default(),
                last_seen: from_millis(row.last_seen).unwrap_or_default(),
                gone_since: row.gone_since.and_then(|at| from_millis(at).ok()),
                new_since: row.new_since.and_then(|at| from_millis(at).ok()),
            })
        })
        .collect()
}

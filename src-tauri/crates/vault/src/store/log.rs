//! Table `access_log`: every loan of a key. It outlives credentials and profiles.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{from_millis, to_millis};
use crate::error::VaultError;

/// How many rows the log holds at most.
const MOST: i64 = 100_000;

/// Who was lent a key, and for what; no key, and no argument values.
#[derive(Clone, Debug, Default)]
pub struct Loan {
    /// `get`, `run`, `library`, `copy`, `reveal`, `try`.
    pub purpose: String,
    /// The executable that asked.
    pub program: Option<String>,
    /// The executable that started it.
    pub parent: Option<String>,
    /// The directory it works in.
    pub cwd: Option<String>,
}

/// A row of the log.
#[derive(Clone, Debug)]
pub struct LoanRecord {
    /// When.
    pub time: Timestamp,
    /// Of which profile.
    pub profile: String,
    /// Of which provider.
    pub provider: String,
    /// To whom, for what.
    pub loan: Loan,
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    (profile, provider): (&str, &str),
    loan: &Loan,
    now: Timestamp,
) -> Result<(), VaultError> {
    let now = to_millis(now);
    sqlx::query!(
        "INSERT INTO access_log (time, profile, provider, purpose, program, parent, cwd)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        now,
        profile,
        provider,
        loan.purpose,
        loan.program,
        loan.parent,
        loan.cwd
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes off what is older than `oldest`, and all but the newest hundred thousand rows.
pub(crate) async fn prune(
    db: &mut SqliteConnection,
    oldest: Option<Timestamp>,
) -> Result<(), VaultError> {
    let oldest = oldest.map(to_millis);
    sqlx::query!(
        "DELETE FROM access_log
         WHERE time < ?1 OR id <= (SELECT max(id) FROM access_log) - ?2",
        oldest,
        MOST
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Has a profile's loans follow its name.
pub(crate) async fn rename_profile(
    db: &mut SqliteConnection,
    name: &str,
    new: &str,
) -> Result<(), VaultError> {
    sqlx::query!(
        "UPDATE access_log SET profile = ? WHERE profile = ?",
        new,
        name
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn clear(db: &mut SqliteConnection) -> Result<(), VaultError> {
    sqlx::query!("DELETE FROM access_log").execute(db).await?;
    Ok(())
}

pub(crate) async fn list(
    db: &mut SqliteConnection,
    most: u32,
) -> Result<Vec<LoanRecord>, VaultError> {
    let rows = sqlx::query!(
        "SELECT time, profile, provider, purpose, program, parent, cwd
         FROM access_log
         ORDER BY time DESC, id DESC
         LIMIT ?",
        most
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LoanRecord {
                time: from_millis(row.time)?,
                profile: row.profile,
                provider: row.provider,
                loan: Loan {
                    purpose: row.purpose,
                    program: row.program,
                    parent: row.parent,
                    cwd: row.cwd,
                },
            })
        })
        .collect()
}

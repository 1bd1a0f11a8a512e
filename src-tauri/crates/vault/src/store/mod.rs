//! The SQLite file: opening, migrating and the rules of every connection.
//!
//! Always true: folder 0700, files 0600; WAL with `synchronous=FULL`; every write is
//! `BEGIN IMMEDIATE`; a file that a newer Keystow wrote is refused before anything is written.

pub(crate) mod check;
pub(crate) mod credential;
pub(crate) mod endpoint;
pub(crate) mod files;
pub(crate) mod log;
pub(crate) mod meta;
pub(crate) mod model;
pub(crate) mod profile;
pub(crate) mod sealed;
pub(crate) mod setting;
pub(crate) mod slot;

use std::cmp::Ordering;
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

use crate::error::VaultError;
use crate::step::step;
use files::VaultFiles;

static MIGRATOR: Migrator = sqlx::migrate!("../../../migrations");

/// How long a writer waits for another one.
const BUSY: Duration = Duration::from_secs(10);

/// How many pages the write-ahead log may hold before they go into the file: whoever comes first reads it whole.
const CHECKPOINT: &str = "100";

/// What stands in the file's schema.
enum Schema {
    Empty,
    Current,
    Older,
    Newer,
    Foreign,
}

/// Opens the file and brings its schema up to date.
///
/// # Errors
/// [`VaultError::Uninitialised`] where there is no file and `create` is false;
/// [`VaultError::VaultMissing`] where the file is gone but its sentinel is there; or what is wrong
/// with the file.
pub(crate) async fn attach(
    files: &VaultFiles,
    create: bool,
    connections: u32,
) -> Result<SqlitePool, VaultError> {
    if files.directory().to_str().is_none() {
        // SQLite is given names as text.
        return Err(VaultError::File(ErrorKind::InvalidFilename));
    }
    match (files.database_length()?, files.has_sentinel()) {
        (None, true) => return Err(VaultError::VaultMissing),
        (None, false) if !create => return Err(VaultError::Uninitialised),
        (None, false) => {
            let _lock = files.lock(Instant::now() + BUSY).await?;
            files.create_database()?;
        }
        (Some(0), true) => return Err(VaultError::VaultCorrupt),
        (Some(_), _) => {}
    }
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .acquire_timeout(BUSY + Duration::from_secs(1))
        .connect_lazy_with(connect_options(files));
    match make_ready(files, &pool).await {
        Ok(()) => Ok(pool),
        Err(error) => {
            pool.close().await;
            Err(error)
        }
    }
}

/// Brings the schema up to date, after a look that changes nothing.
async fn make_ready(files: &VaultFiles, pool: &SqlitePool) -> Result<(), VaultError> {
    let mut connection = pool.acquire().await?;
    let outdated = match inspect(&mut connection).await? {
        Schema::Current => false,
        Schema::Newer => return Err(VaultError::VaultNewer),
        Schema::Foreign => return Err(VaultError::VaultCorrupt),
        Schema::Empty if files.has_sentinel() => return Err(VaultError::VaultCorrupt),
        Schema::Empty | Schema::Older => true,
    };
    // SQLite itself has no lock that spans several migrations. Under it, what stands there now is opened.
    let mut _lock = None;
    if outdated {
        _lock = Some(files.lock(Instant::now() + BUSY).await?);
        connection.close().await?;
        connection = pool.acquire().await?;
    }
    // The mode is the file's, and a copy may have come without it.
    sqlx::query("PRAGMA journal_mode = WAL")
        .execute(&mut *connection)
        .await?;
    drop(connection);
    if outdated {
        step!("migrate.before");
        let migrated = MIGRATOR.run(pool).await;
        step!("migrate.after");
        migrated?;
    }
    files.restrict_permissions();
    Ok(())
}

/// Opens one connection of its own, outside the pool.
pub(crate) async fn connect(files: &VaultFiles) -> Result<SqliteConnection, VaultError> {
    Ok(connect_options(files).connect().await?)
}

fn connect_options(files: &VaultFiles) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(files.database())
        .create_if_missing(false)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON")
        .pragma("wal_autocheckpoint", CHECKPOINT)
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

/// Reads the schema's version without changing anything.
async fn inspect(connection: &mut SqliteConnection) -> Result<Schema, VaultError> {
    let tables = sqlx::query!(
        r#"SELECT count(*) AS "all!: i64", count(iif(name = '_sqlx_migrations', 1, NULL)) AS "ours!: i64"
           FROM sqlite_schema"#
    )
    .fetch_one(&mut *connection)
    .await?;
    if tables.ours == 0 {
        return Ok(match tables.all {
            0 => Schema::Empty,
            _ => Schema::Foreign,
        });
    }
    // The table belongs to sqlx, so it is not in the schema that `query!` knows.
    let applied: Option<i64> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
            .fetch_one(connection)
            .await?;
    let newest = MIGRATOR.iter().map(|migration| migration.version).max();
    Ok(match applied.cmp(&newest) {
        Ordering::Less => Schema::Older,
        Ordering::Equal => Schema::Current,
        Ordering::Greater => Schema::Newer,
    })
}

/// Milliseconds since the Unix epoch, as the tables hold times.
pub(crate) fn to_millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time from a table.
pub(crate) fn from_millis(millis: i64) -> Result<Timestamp, VaultError> {
    Timestamp::from_millisecond(millis).map_err(|_| VaultError::VaultCorrupt)
}

/// An optional time from a table.
pub(crate) fn from_millis_opt(millis: Option<i64>) -> Result<Option<Timestamp>, VaultError> {
    millis.map(from_millis).transpose()
}

/// An id or another blob of a fixed length.
pub(crate) fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], VaultError> {
    bytes.try_into().map_err(|_| VaultError::VaultCorrupt)
}

/// A number that the tables hold wider than the program.
pub(crate) fn narrow<T: TryFrom<i64>>(number: i64) -> Result<T, VaultError> {
    T::try_from(number).map_err(|_| VaultError::VaultCorrupt)
}

/// Asserts that a write met exactly the row that it was meant for.
pub(crate) fn exactly_one(rows: u64, otherwise: VaultError) -> Result<(), VaultError> {
    if rows == 1 { Ok(()) } else { Err(otherwise) }
}

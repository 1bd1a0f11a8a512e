//! What stands before an operation begins: made once by a victim that is let alone, copied for each
//! round.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

use crate::home::{Home, Keyring};
use crate::oracle::{Ledger, lost_entries};
use crate::victim::{Doom, Ended, Operation, backup_file, run, start};

use super::light;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// The place and the ledger of an operation that is about to begin.
#[derive(Debug)]
pub struct Stage {
    /// Where.
    pub home: Home,
    /// What was acknowledged so far.
    pub before: Ledger,
}

impl Stage {
    /// Makes one.
    pub fn make(operation: Operation, keyring: Keyring) -> Self {
        let home = Home::new(keyring);
        let witness = run(start(&home, operation, 0, &Doom::Prepare), &Doom::Prepare);
        let ops = operation.before();
        assert!(
            witness.ended == Ended::Done && witness.acknowledged.len() == ops.len(),
            "{} cannot be prepared: {witness:?}",
            operation.name()
        );
        let changes = ops.iter().zip(&witness.acknowledged);
        let mut before = changes.fold(Ledger::default(), |ledger, (op, (_, said))| {
            ledger.after(op, said.as_deref())
        });
        if let Some(code) = &before.code {
            fs::write(home.root().join("code"), code).expect("a home can be written");
        }
        for (file, records) in &before.backups {
            light::write(&backup_file(&home, *file), records);
        }
        if operation.begins_shut() {
            fs::rename(home.entries(), lost_entries(&home)).expect("the entries are files");
            before = before.shut();
        }
        if operation.begins_old() {
            block_on(age(&home));
        }
        Self { home, before }
    }

    /// A copy of its place, for one round.
    pub fn home(&self) -> Home {
        self.home.copy()
    }
}

/// The stages that were made so far; only those whose keyring is copied with them.
#[derive(Debug, Default)]
pub struct Stages(Mutex<HashMap<Operation, Arc<Stage>>>);

impl Stages {
    /// The stage of an operation, made with the first call.
    pub fn of(&self, operation: Operation) -> Arc<Stage> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stage = made
            .entry(operation)
            .or_insert_with(|| Arc::new(Stage::make(operation, Keyring::Files)));
        Arc::clone(stage)
    }
}

/// Runs a future on a runtime of its own.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    runtime().block_on(future)
}

/// A runtime for one worker.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
}

/// Puts a vault back to the oldest schema: the same rows, as far as that schema has a place for them.
async fn age(home: &Home) {
    assert!(MIGRATIONS.iter().count() > 1, "there is no older schema");
    home.settle().await;
    let old = home.data().join("old.db");
    let mut db = SqliteConnectOptions::new()
        .filename(&old)
        .create_if_missing(true)
        .foreign_keys(false)
        .connect()
        .await
        .expect("a database can be made");
    let oldest = MIGRATIONS.iter().take(1).cloned().collect();
    let migrator = Migrator {
        migrations: Cow::Owned(oldest),
        ..Migrator::DEFAULT
    };
    migrator.run(&mut db).await.expect("the oldest schema");
    copy_rows(&mut db, &home.database())
        .await
        .expect("the oldest schema takes the rows");
    db.close().await.expect("it closes");
    for suffix in ["-wal", "-shm"] {
        // The last connection to close has deleted them, most likely.
        let _ = fs::remove_file(home.data().join(format!("vault.db{suffix}")));
    }
    fs::rename(old, home.database()).expect("both are files of one folder");
}

async fn copy_rows(db: &mut SqliteConnection, from: &Path) -> Result<(), sqlx::Error> {
    sqlx::query("ATTACH ? AS newer")
        .bind(from.display().to_string())
        .execute(&mut *db)
        .await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name
         FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%migrations'",
    )
    .fetch_all(&mut *db)
    .await?;
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar(
            "SELECT name FROM pragma_table_info(?1, 'main')
             INTERSECT
             SELECT name FROM pragma_table_info(?1, 'newer')",
        )
        .bind(&table)
        .fetch_all(&mut *db)
        .await?;
        let columns = columns.join(", ");
        let copy =
            format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}");
        sqlx::query(AssertSqlSafe(copy)).execute(&mut *db).await?;
    }
    sqlx::query("DETACH newer").execute(db).await?;
    Ok(())
}

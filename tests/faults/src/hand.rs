//! D15: rows edited by hand: wrong types, NULL where none may be, bad JSON, huge and negative numbers.
//!
//! The one row has a named error, or does not care; every other row opens and the list shows them.

use keystow::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{Vault, VaultError, VaultState};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::home::{Home, Keyring, seed};
use crate::images::has_a_name;
use crate::storm::{block_on, runtime};
use crate::table::{Complaint, Depth, Harm, Row, in_parallel};

/// What is written into a column, as SQL.
const VALUES: [&str; 12] = [
    "NULL",
    "''",
    "'some words'",
    "'[1, 2'",
    "'{\"a\": 1}'",
    "x'00ff'",
    "zeroblob(16)",
    "-1",
    "0",
    "9223372036854775807",
    "1e308",
    "CAST(x'ff80' AS TEXT)",
];

/// Tables of which nothing that opens a key depends.
const ASIDE: [&str; 5] = [
    "available_api_model",
    "check_result",
    "access_log",
    "setting",
    "endpoint",
];

/// The record whose row is edited; the others must not care.
const EDITED: &str = "groq";

/// The records, with their keys.
const RECORDS: [(&str, &str); 3] = [
    ("anthropic", "sk-fake-anthropic-fakeFAKEfakeFAKE"),
    (EDITED, "sk-fake-groq-fakeFAKEfakeFAKE"),
    ("openai", "sk-fake-openai-fakeFAKEfakeFAKE"),
];

/// One edit.
#[derive(Clone, Debug)]
struct Edit {
    table: String,
    column: String,
    value: &'static str,
}

/// D15.
pub fn edited_by_hand(_: Depth) -> Row {
    let home = Home::new(Keyring::Files);
    let edits = block_on(async {
        make(&home).await;
        edits(&home).await
    });
    let round = |runtime: &mut tokio::runtime::Runtime, index: usize| {
        let edit = &edits[index];
        let copy = home.copy();
        let judged = async {
            write(&copy, edit).await;
            judge(&copy, edit).await
        };
        let mut found = runtime.block_on(judged);
        for complaint in &mut found {
            let Edit {
                table,
                column,
                value,
            } = edit;
            complaint.what = format!("{table}.{column} = {value}: {}", complaint.what);
        }
        found
    };
    in_parallel("D15 rows edited by hand", edits.len(), runtime, round)
}

async fn make(home: &Home) {
    let vault = home.vault();
    let now = Timestamp::now();
    for (provider, key) in RECORDS {
        let made = vault
            .create_credential("default", seed(provider, key), Prompting::Never, now)
            .await;
        made.expect("a key is stored");
    }
    let mut db = home.edit().await;
    // A row in every table that has a word in what is shown.
    for statement in [
        "INSERT INTO available_api_model (credential_id, provider, model_id, first_seen, last_seen)
         SELECT id, provider, 'a model', 1, 1 FROM api_credential WHERE provider = 'groq'",
        "INSERT INTO check_result (credential_id, status, verdict, latency_ms, checked_at)
         SELECT id, 'valid', 'accepted', 1, 1 FROM api_credential WHERE provider = 'groq'",
        "INSERT INTO access_log (time, profile, provider, purpose)
         VALUES (1, 'default', 'groq', 'get')",
        "INSERT INTO setting (name, value) VALUES ('theme', '\"dark\"')",
        "INSERT INTO slot_intent (mkid, vault_id, created_at)
         VALUES (zeroblob(8), zeroblob(16), 1)",
    ] {
        sqlx::query(statement)
            .execute(&mut db)
            .await
            .expect("the tables are as they were");
    }
    db.close().await.expect("it closes");
    drop(vault);
    home.settle().await;
}

/// Every column of every table of ours, with every value.
async fn edits(home: &Home) -> Vec<Edit> {
    let mut db = home.edit().await;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT s.name, c.name
         FROM sqlite_schema AS s
         JOIN pragma_table_info(s.name) AS c
         WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite%' AND s.name NOT LIKE '%migrations'",
    )
    .fetch_all(&mut db)
    .await
    .expect("the schema can be read");
    db.close().await.expect("it closes");
    columns
        .into_iter()
        .flat_map(|(table, column)| {
            VALUES.map(|value| Edit {
                table: table.clone(),
                column: column.clone(),
                value,
            })
        })
        .collect()
}

/// Writes past every rule of the table, and puts the rules back.
async fn write(home: &Home, edit: &Edit) {
    let Edit {
        table,
        column,
        value,
    } = edit;
    let mut db = home.edit().await;
    let rules: String = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE name = ?")
        .bind(table)
        .fetch_one(&mut db)
        .await
        .expect("the table is there");
    let loose = rules.replace(" NOT NULL", "").replace("STRICT", "/**/");
    let loose = loose.replace("/**/, WITHOUT ROWID", "WITHOUT ROWID");
    put_rules(&mut db, table, &loose.replace("/**/", "")).await;
    db.close().await.expect("it closes");

    let mut db = home.edit().await;
    let only = if table == "api_credential" {
        format!(" WHERE provider = '{EDITED}'")
    } else {
        String::new()
    };
    let update = format!("UPDATE {table} SET {column} = {value}{only}");
    sqlx::query("PRAGMA ignore_check_constraints = ON")
        .execute(&mut db)
        .await
        .expect("a setting of SQLite's");
    // A rowid takes numbers alone: that edit changes nothing.
    let _ = sqlx::query(AssertSqlSafe(update)).execute(&mut db).await;
    put_rules(&mut db, table, &rules).await;
    db.close().await.expect("it closes");
}

async fn put_rules(db: &mut SqliteConnection, table: &str, rules: &str) {
    let version: i64 = sqlx::query_scalar("PRAGMA schema_version")
        .fetch_one(&mut *db)
        .await
        .expect("a number of SQLite's");
    sqlx::query("PRAGMA writable_schema = ON")
        .execute(&mut *db)
        .await
        .expect("a setting of SQLite's");
    sqlx::query("UPDATE sqlite_schema SET sql = ? WHERE name = ?")
        .bind(rules)
        .bind(table)
        .execute(&mut *db)
        .await
        .expect("the schema can be edited");
    let next = format!("PRAGMA schema_version = {}", version + 1);
    sqlx::query(AssertSqlSafe(next))
        .execute(&mut *db)
        .await
        .expect("a number of SQLite's");
}

async fn judge(home: &Home, edit: &Edit) -> Vec<Complaint> {
    let mut found = Vec::new();
    let vault = home.vault();
    let state = vault.state().await;
    let own_row = edit.table == "api_credential";
    let aside = ASIDE.contains(&edit.table.as_str());
    let must_open = own_row || aside;
    if state == VaultState::Uninitialised {
        found.push(Complaint::new(Harm::Wrong, "it counts as new"));
    }
    if must_open && state != VaultState::Ready {
        let what = format!("the whole vault is {state:?}");
        found.push(Complaint::new(Harm::Lost, what));
    }
    for (provider, key) in RECORDS {
        let cares = !aside && (!own_row || provider == EDITED);
        match vault.lend("default", provider, Prompting::Never).await {
            Ok(lent) => {
                // EXPOSE: to the comparison with what was stored.
                let right = lent.key.as_ref().is_none_or(|lent| lent.expose() == key);
                if !right {
                    let what = format!("another key than that of {provider}");
                    found.push(Complaint::new(Harm::Wrong, what));
                }
                if lent.key.is_none() && !cares {
                    let what = format!("{provider} has no key");
                    found.push(Complaint::new(Harm::Lost, what));
                }
            }
            Err(error) if !cares => {
                let what = format!("{provider} does not open: {error:?}");
                found.push(Complaint::new(Harm::Lost, what));
            }
            Err(error) => named(&mut found, provider, &error),
        }
    }
    list(&vault, must_open, &mut found).await;
    poke(home, &vault, &mut found).await;
    found
}

/// The other rows stand in the list.
async fn list(vault: &Vault, must_open: bool, found: &mut Vec<Complaint>) {
    match vault.credentials("default").await {
        Ok(list) if must_open => {
            let shown = |provider: &str| list.iter().any(|row| row.provider == provider);
            for (provider, _) in RECORDS {
                if provider != EDITED && !shown(provider) {
                    let what = format!("{provider} is missing in the list");
                    found.push(Complaint::new(Harm::Lost, what));
                }
            }
        }
        Ok(_) => {}
        Err(error) if must_open => {
            let what = format!("the whole list fails: {error:?}");
            found.push(Complaint::new(Harm::Lost, what));
        }
        Err(error) => named(found, "the list", &error),
    }
}

/// Everything else that reads: it may fail, by a name.
async fn poke(home: &Home, vault: &Vault, found: &mut Vec<Complaint>) {
    let now = Timestamp::now();
    let answers = [
        ("profiles", vault.profiles(now).await.err()),
        ("slots", vault.slots().await.err()),
        ("settings", vault.settings().await.err()),
        ("loans", vault.loans(u32::MAX).await.err()),
        ("facts", vault.facts().await.err()),
    ];
    for (what, error) in answers {
        if let Some(error) = error {
            named(found, what, &error);
        }
    }
    let keystow = home.keystow().await;
    // What is told is for a person to see; here it only must not panic.
    drop(keystow.diagnose().await);
    if let Err(keystow::Error::Vault(error)) = keystow.settings().await {
        named(found, "the settings", &error);
    }
}

fn named(found: &mut Vec<Complaint>, what: &str, error: &VaultError) {
    if !has_a_name(error) {
        let what = format!("{what}: {error:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
}

//! The offline data of `sqlx::query!` in `.sqlx`: builds compare queries with it instead of a
//! database, so it must be what a freshly migrated database would say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;

use crate::command::{Failure, Run};
use crate::needs::{self, packages};
use crate::workspace::Workspace;

/// Compares the committed data with what the migrations give now.
pub(super) fn check(workspace: &Workspace) -> Result<(), Failure> {
    let fresh = workspace.target.join("queries/fresh");
    prepare(workspace, &fresh)?;
    let differences = compare(&read(&fresh)?, &read(&committed(workspace))?);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the offline data of the SQL queries is not current; run `cargo xtask sqlx`:\n  {}",
        differences.join("\n  ")
    )))
}

/// Writes `.sqlx` anew.
///
/// # Errors
/// A migration or a query is wrong.
pub(crate) fn write(workspace: &Workspace) -> Result<(), Failure> {
    needs::install(packages::SUITES.iter().copied())?;
    let fresh = workspace.target.join("queries/fresh");
    prepare(workspace, &fresh)?;
    let committed = committed(workspace);
    if committed.is_dir() {
        fs::remove_dir_all(&committed)?;
    }
    fs::create_dir_all(&committed)?;
    let queries = read(&fresh)?;
    for name in queries.keys() {
        fs::copy(fresh.join(name), committed.join(name))?;
    }
    println!(
        "{} queries in {}",
        queries.len(),
        workspace.shown(&committed)
    );
    Ok(())
}

fn committed(workspace: &Workspace) -> PathBuf {
    workspace.root.join(".sqlx")
}

/// Migrates an empty database and lets the macros describe every query against it into `fresh`.
fn prepare(workspace: &Workspace, fresh: &Path) -> Result<(), Failure> {
    if fresh.is_dir() {
        fs::remove_dir_all(fresh)?;
    }
    fs::create_dir_all(fresh)?;
    let database = fresh.with_file_name("vault.db");
    if database.exists() {
        fs::remove_file(&database)?;
    }
    for migration in migrations(&workspace.root.join("migrations"))? {
        Run::new("sqlite3")
            .arg("-bail")
            .arg(&database)
            .arg(format!(".read '{}'", migration.display()))
            .unshown()
            .run()?;
    }
    // A setting that changes makes cargo compile the crate, and the macros run, each time.
    let now = SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(0, |time| time.as_nanos());
    Run::cargo(&workspace.root)
        .args([
            "rustc",
            "--profile",
            "check",
            "--package",
            "keystow-vault",
            "--lib",
            "--quiet",
        ])
        .args(["--locked", "--", "--cfg"])
        .arg(format!("queries_at=\"{now}\""))
        .env("DATABASE_URL", format!("sqlite:{}", database.display()))
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", fresh)
        .run()
}

/// The migrations, in the order of their numbers.
fn migrations(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!(
            "no migration in {}",
            folder.display()
        )));
    }
    Ok(files)
}

fn read(folder: &Path) -> Result<BTreeMap<String, Value>, Failure> {
    let mut queries = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(queries);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|name| name.starts_with("query-")) {
            queries.insert(name, serde_json::from_slice(&fs::read(&path)?)?);
        }
    }
    Ok(queries)
}

fn compare(fresh: &BTreeMap<String, Value>, old: &BTreeMap<String, Value>) -> Vec<String> {
    let words = |query: &Value| {
        query["query"]
            .as_str()
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let missing = fresh
        .iter()
        .filter(|(name, query)| old.get(*name) != Some(*query))
        .map(|(_, query)| format!("missing or changed: {}", words(query)));
    let stale = old
        .iter()
        .filter(|(name, _)| !fresh.contains_key(*name))
        .map(|(_, query)| format!("no longer used: {}", words(query)));
    missing.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn queries(rows: &[(&str, &str)]) -> BTreeMap<String, Value> {
        rows.iter()
            .map(|(name, sql)| ((*name).to_owned(), json!({ "query": sql })))
            .collect()
    }

    #[test]
    fn a_missing_a_changed_and_a_stale_query_are_each_named() {
        let fresh = queries(&[
            ("query-1.json", "SELECT 1"),
            ("query-2.json", "SELECT\n  2"),
        ]);
        let old = queries(&[("query-2.json", "SELECT 3"), ("query-4.json", "SELECT 4")]);
        let differences = compare(&fresh, &old);
        assert_eq!(
            differences,
            [
                "missing or changed: SELECT 1",
                "missing or changed: SELECT 2",
                "no longer used: SELECT 4",
            ]
        );
        assert!(compare(&fresh, &fresh).is_empty());
    }
}

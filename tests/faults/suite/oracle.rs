//! The oracle itself, on vaults that were harmed on purpose: one that never complains proves nothing.

use keystow_faults::home::{Home, Keyring};
use keystow_faults::oracle::Case;
use keystow_faults::storm::{Stage, block_on};
use keystow_faults::table::Harm;
use keystow_faults::victim::{Doom, Operation, Witness, run, start};

/// A victim that was killed once its first key was stored, and before it could say so.
async fn judged(harm: impl AsyncFnOnce(&Home, &mut Witness)) -> Vec<Harm> {
    let stage = Stage::make(Operation::Add, Keyring::Files);
    let home = stage.home();
    let doom = Doom::Step {
        name: "add.committed".to_owned(),
        hit: 1,
    };
    let mut witness = run(start(&home, Operation::Add, 0, &doom), &doom);
    harm(&home, &mut witness).await;
    let plan = Operation::Add.plan(0);
    let case = Case {
        home: &home,
        before: &stage.before,
        operation: Operation::Add,
        plan: &plan,
        witness: &witness,
    };
    case.judge().await.iter().map(|found| found.harm).collect()
}

async fn edit(home: &Home, statement: &'static str) {
    let mut db = home.edit().await;
    sqlx::query(statement).execute(&mut db).await.unwrap();
}

#[test]
fn the_oracle_sees_no_harm_where_there_is_none() {
    assert_eq!(block_on(judged(async |_, _| ())), []);
}

#[test]
fn the_oracle_misses_a_key_that_was_acknowledged() {
    let found = block_on(judged(async |_, witness| {
        witness.begun = None;
        witness.acknowledged = vec![(0, None), (1, None)];
    }));
    assert!(found.contains(&Harm::Lost), "{found:?}");
}

#[test]
fn the_oracle_misses_a_key_that_stood_there_before() {
    let found = block_on(judged(async |home, _| {
        edit(
            home,
            "DELETE FROM api_credential WHERE provider = 'anthropic'",
        )
        .await;
    }));
    assert!(found.contains(&Harm::Lost), "{found:?}");
}

#[test]
fn the_oracle_sees_a_change_by_halves() {
    for half in [
        "UPDATE api_credential SET base_url = 'https://other.example/v1'",
        "UPDATE api_credential SET hint_encrypted = NULL WHERE provider = 'groq'",
        "UPDATE api_credential SET origins = '[]' WHERE provider = 'openai'",
        "UPDATE slot SET state = 'retiring'",
    ] {
        let found = block_on(judged(async |home, _| edit(home, half).await));
        assert!(!found.is_empty(), "{half}");
    }
}

#[test]
fn the_oracle_misses_the_keyring_entry_and_the_vault_itself() {
    let found = block_on(judged(async |home, _| {
        std::fs::remove_dir_all(home.entries()).unwrap();
    }));
    assert!(found.contains(&Harm::Lost), "{found:?}");
    let found = block_on(judged(async |home, _| {
        // The log alone could hold all of it.
        std::fs::remove_file(home.database().with_extension("db-wal")).ok();
        std::fs::write(home.database(), "no database at all").unwrap();
    }));
    assert!(found.contains(&Harm::Lost), "{found:?}");
}

#[test]
fn the_oracle_sees_what_came_from_nowhere() {
    let found = block_on(judged(async |_, witness| {
        // Whoever began nothing has stored nothing.
        witness.begun = None;
    }));
    assert!(found.contains(&Harm::Wrong), "{found:?}");
}

//! Eight processes that all want to be the first: one vault, one master secret, no key lost.
//!
//! They are the real command line on the real gnome-keyring, each storing a key of another provider
//! into a vault that is not there yet.

use std::collections::BTreeMap;
use std::path::Path;

use keystow_test_support::session::KeyringSession;
use sqlx::{Connection, SqliteConnection};

use crate::home::connect;
use crate::program::{HUNG, NOT_NOW, Program, Ran, Running, TRIES};
use crate::table::{Complaint, Harm, Row};

/// How many processes race.
pub const RACERS: usize = 8;

/// The service of every keyring entry of the vault.
pub const SERVICE: &str = "dev.keystow.vault";

/// The exit code that says: there is one already.
const REFUSED: i32 = 8;

/// Races so many times, each time in a session and a vault of its own.
///
/// # Panics
/// Where the race cannot be held: no D-Bus, no gnome-keyring, no program.
pub fn first_run_race(rounds: usize) -> Row {
    let mut row = Row::new("D13 eight first runs at once");
    let mut sent_back = 0;
    for _ in 0..rounds {
        let (complaints, again) = round();
        row.round(complaints);
        sent_back += again;
    }
    row.figure(format!(
        "{sent_back} of {} stores were told to try again, and did",
        rounds * RACERS
    ));
    row
}

/// One who wants to be the first.
struct Racer {
    provider: &'static str,
    key: String,
}

/// Racers for different providers, as far as there are so many; the others come second to one of them.
fn racers() -> Vec<Racer> {
    let providers = keystow::providers();
    (0..RACERS)
        .map(|number| {
            let provider = providers[number % providers.len()].id;
            let key = format!("fake-key-{number}-of-{provider}-0123456789");
            Racer { provider, key }
        })
        .collect()
}

/// One race; what was found, and how many were told to try again.
fn round() -> (Vec<Complaint>, usize) {
    let session = KeyringSession::start(true);
    let data = session.home().join("vault");
    let program = Program::new(&session, &data);
    let racers = racers();
    let start = |racer: &Racer| {
        let command = program.command(&["add", racer.provider, "--no-check"]);
        Running::start(command, &racer.key)
    };
    let racing: Vec<_> = racers.iter().map(start).collect();
    let mut found = Vec::new();
    let mut kept = BTreeMap::new();
    let mut second = Vec::new();
    let mut sent_back = 0;
    for (racer, running) in racers.iter().zip(racing) {
        let mut ran = running.end_within(HUNG);
        for _ in 0..TRIES {
            if ran.as_ref().is_none_or(|ran| ran.code != Some(NOT_NOW)) {
                break;
            }
            sent_back += 1;
            ran = start(racer).end_within(HUNG);
        }
        let provider = racer.provider;
        match ran {
            None => found.push(Complaint::new(Harm::Hung, format!("add {provider}"))),
            Some(ran) if ran.code == Some(0) => {
                if kept.insert(provider, racer.key.clone()).is_some() {
                    let what = format!("{provider}: two stores were acknowledged");
                    found.push(Complaint::new(Harm::Lost, what));
                }
            }
            Some(ran) if ran.code == Some(REFUSED) => second.push(provider),
            Some(ran) => found.push(odd("add", provider, &ran)),
        }
    }
    for provider in second {
        if !kept.contains_key(provider) {
            let what = format!("{provider}: refused, though nobody came first");
            found.push(Complaint::new(Harm::Wrong, what));
        }
    }
    look_for_keys(program, &kept, &mut found);
    look_for_secrets(&session, &data, &mut found);
    (found, sent_back)
}

fn odd(verb: &str, provider: &str, ran: &Ran) -> Complaint {
    let Ran { code, signal, .. } = ran;
    let stderr = ran.stderr.trim();
    Complaint::new(
        Harm::Wrong,
        format!("{verb} {provider}: code {code:?}, signal {signal:?}: {stderr}"),
    )
}

/// Every key that was acknowledged reads back as it was.
fn look_for_keys(
    program: Program<'_>,
    kept: &BTreeMap<&'static str, String>,
    found: &mut Vec<Complaint>,
) {
    let read = |provider| Running::start(program.command(&["get", provider]), "");
    let reading: Vec<_> = kept
        .keys()
        .map(|provider| (*provider, read(provider)))
        .collect();
    for (provider, running) in reading {
        match running.end_within(HUNG) {
            None => found.push(Complaint::new(Harm::Hung, format!("get {provider}"))),
            Some(ran) if ran.code == Some(0) && ran.stdout == kept[provider] => {}
            Some(ran) if ran.code == Some(0) => {
                found.push(Complaint::new(
                    Harm::Lost,
                    format!("{provider}: another key"),
                ));
            }
            Some(ran) => {
                let Complaint { what, .. } = odd("get", provider, &ran);
                found.push(Complaint::new(Harm::Lost, what));
            }
        }
    }
}

/// One active keyring slot, its entry and no other, and nothing begun that was not ended.
fn look_for_secrets(session: &KeyringSession, data: &Path, found: &mut Vec<Complaint>) {
    let mut half = |what: String| found.push(Complaint::new(Harm::Half, what));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let (slots, intents) = match runtime.block_on(slots(&data.join("vault.db"))) {
        Ok(seen) => seen,
        Err(error) => return half(format!("the file cannot be read: {error}")),
    };
    if intents != 0 {
        half(format!("{intents} intents are left"));
    }
    let entries = session.entries(&[("service", SERVICE)]);
    let accounts: Vec<_> = entries
        .iter()
        .map(|entry| {
            entry
                .attributes
                .get("username")
                .cloned()
                .unwrap_or_default()
        })
        .collect();
    let [slot] = &slots[..] else {
        return half(format!("{} active keyring slots", slots.len()));
    };
    let (ours, left): (Vec<_>, Vec<_>) = accounts
        .iter()
        .partition(|account| account.ends_with(&format!(":mk:{slot}")));
    if ours.len() != 1 {
        half(format!("{} entries of the active slot", ours.len()));
    }
    if !left.is_empty() {
        half(format!("{} entries are left over", left.len()));
    }
}

/// The active keyring slots by their ids in hex, and how many intents there are.
async fn slots(file: &Path) -> Result<(Vec<String>, i64), sqlx::Error> {
    let mut db: SqliteConnection = connect(file).await?;
    let slots = sqlx::query_scalar(
        "SELECT lower(hex(slot_id)) FROM slot WHERE kind = 'keyring' AND state = 'active'",
    )
    .fetch_all(&mut db)
    .await?;
    let intents = sqlx::query_scalar("SELECT count(*) FROM slot_intent")
        .fetch_one(&mut db)
        .await?;
    db.close().await?;
    Ok((slots, intents))
}

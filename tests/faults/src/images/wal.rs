//! D4: a file without its write-ahead log, with a torn or damaged one, with an older one, and with that
//! of another vault.
//!
//! Without the log, or with a part of it, an older state is what is left: it opens, and every key in it
//! is one that was stored there. A log of another time or vault may make anything of the file; then each
//! fault has a name, and still no key is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use keystow::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{ApiKey, CredentialEdit, Vault, VaultState};

use super::damage::{Damage, flips};
use super::has_a_name;
use crate::home::{Home, Keyring, seed};
use crate::keychain::FileKeychain;
use crate::storm::{block_on, runtime};
use crate::table::{Complaint, Depth, Harm, Row, in_parallel};

/// Every key that was ever stored for a provider.
type History = BTreeMap<String, Vec<String>>;

/// A vault with changes that are in its log alone.
struct Pending {
    home: Home,
    log: Vec<u8>,
    history: History,
}

/// What is done to the files of a vault.
enum Trick {
    /// The log is gone.
    Gone,
    /// The log is damaged.
    Damaged(Damage),
    /// The log is the one from before the last checkpoint, or another vault's.
    Other(Vec<u8>),
    /// The log is all there is.
    Alone,
}

/// D4.
pub fn wal_lost_or_foreign(depth: Depth) -> Row {
    let pending = block_on(pending("a"));
    let other = block_on(pending_of_another());
    let length = pending.log.len();
    let mut tricks = vec![Trick::Gone, Trick::Alone, Trick::Other(other)];
    tricks.extend(block_on(older_logs(&pending)).into_iter().map(Trick::Other));
    let cuts = (0..length).step_by(depth.pick(4096, 512));
    tricks.extend(cuts.map(|at| Trick::Damaged(Damage::Truncated(at))));
    let flips = flips(length, depth.pick(60, 1_500));
    tricks.extend(flips.into_iter().map(Trick::Damaged));
    let round = |runtime: &mut tokio::runtime::Runtime, index: usize| {
        let trick = &tricks[index];
        let home = pending.home.copy();
        let log = home.data().join("vault.db-wal");
        // What SQLite remembers of the log in memory goes with the process.
        let _ = fs::remove_file(home.data().join("vault.db-shm"));
        let put = |bytes: &[u8]| fs::write(&log, bytes).expect("a home of our own");
        match trick {
            Trick::Gone => fs::remove_file(&log).expect("the log is there"),
            Trick::Damaged(damage) => put(&damage.of(&pending.log)),
            Trick::Other(bytes) => put(bytes),
            Trick::Alone => fs::remove_file(home.database()).expect("the file is there"),
        }
        runtime.block_on(judge(&home, trick, &pending.history))
    };
    in_parallel(
        "D4 WAL lost, torn or of another",
        tricks.len(),
        runtime,
        round,
    )
}

async fn judge(home: &Home, trick: &Trick, history: &History) -> Vec<Complaint> {
    let mut found = Vec::new();
    let vault = home.vault();
    let state = vault.state().await;
    let expected = match trick {
        Trick::Gone | Trick::Damaged(_) => state == VaultState::Ready,
        Trick::Alone => state == VaultState::VaultMissing,
        Trick::Other(_) => state != VaultState::Uninitialised,
    };
    if !expected {
        found.push(Complaint::new(
            Harm::Lost,
            format!("{}: {state:?}", trick.name()),
        ));
    }
    let older = matches!(trick, Trick::Gone | Trick::Damaged(_));
    for (provider, keys) in history {
        match vault.lend("default", provider, Prompting::Never).await {
            Ok(lent) => {
                // EXPOSE: to the comparison with what was stored.
                let key = lent.key.as_ref().map(ApiKey::expose);
                if !keys.iter().any(|stored| Some(stored.as_str()) == key) {
                    let what = format!("{}: a key nobody stored", trick.name());
                    found.push(Complaint::new(Harm::Wrong, what));
                }
            }
            Err(keystow_vault::VaultError::NoSuchCredential) => {}
            Err(error) if older => {
                let what = format!("{}: {provider}: {error:?}", trick.name());
                found.push(Complaint::new(Harm::Half, what));
            }
            Err(error) if has_a_name(&error) => {}
            Err(error) => {
                let what = format!("{}: {provider}: {error:?}", trick.name());
                found.push(Complaint::new(Harm::Wrong, what));
            }
        }
    }
    if FileKeychain::accounts(&home.entries()).len() != 1 {
        found.push(Complaint::new(Harm::Wrong, "a new master secret was made"));
    }
    found
}

impl Trick {
    fn name(&self) -> String {
        match self {
            Self::Gone => "without its log".to_owned(),
            Self::Damaged(damage) => format!("log {damage:?}"),
            Self::Other(bytes) => format!("another log of {} bytes", bytes.len()),
            Self::Alone => "the log alone".to_owned(),
        }
    }
}

/// A vault with three keys in its file, and three more and a changed one in its log.
async fn pending(name: &str) -> Pending {
    let home = Home::new(Keyring::Files);
    let mut history = History::new();
    let vault = home.vault();
    for index in 0..3 {
        add(&vault, name, index, &mut history).await;
    }
    drop(vault);
    home.settle().await;
    let vault = home.vault();
    for index in 3..6 {
        add(&vault, name, index, &mut history).await;
    }
    let (provider, keys) = history.iter_mut().next().expect("it has records");
    let changed = format!("sk-fake-{name}-changed-fakeFAKEfakeFAKE");
    replace(&vault, provider, &changed).await;
    keys.push(changed);
    // The handle is open and idle: its files are as a crash would leave them.
    let copy = home.copy();
    let log = fs::read(copy.data().join("vault.db-wal")).expect("changes are in the log");
    Pending {
        home: copy,
        log,
        history,
    }
}

async fn pending_of_another() -> Vec<u8> {
    pending("b").await.log
}

/// Logs of this vault that its file has outlived.
async fn older_logs(pending: &Pending) -> Vec<Vec<u8>> {
    let mut logs = Vec::new();
    let home = pending.home.copy();
    for round in 0..4 {
        let vault = home.vault();
        let provider = pending.history.keys().next().expect("it has records");
        // The same key again, sealed anew: whatever comes of the mixture, no key is another one.
        let key = &pending.history[provider][0];
        for _ in 0..=round {
            replace(&vault, provider, key).await;
        }
        logs.push(read_log(&home.data()));
        drop(vault);
        home.settle().await;
    }
    logs
}

fn read_log(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("vault.db-wal")).expect("changes are in the log")
}

async fn add(vault: &Vault, name: &str, index: usize, history: &mut History) {
    let provider = format!("provider_{index}");
    let key = format!("sk-fake-{name}-{index}-fakeFAKEfakeFAKEfakeFAKE");
    let made = vault
        .create_credential(
            "default",
            seed(&provider, &key),
            Prompting::Never,
            Timestamp::now(),
        )
        .await;
    made.expect("a key is stored");
    history.entry(provider).or_default().push(key);
}

async fn replace(vault: &Vault, provider: &str, key: &str) {
    let key = ApiKey::parse(key).expect("it is a key");
    let edit = CredentialEdit {
        key: Some((key, "sk-…fake".to_owned())),
        ..CredentialEdit::default()
    };
    let changed = vault
        .update_credential(
            "default",
            provider,
            edit,
            Prompting::Never,
            Timestamp::now(),
        )
        .await;
    changed.expect("a key is changed");
}

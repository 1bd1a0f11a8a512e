//! Several at once: D5 a lock that is kept, D6 eight writers, D12 two windows.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use keystow::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{PassphraseRewrap, Rewrap, VaultError};

use super::{KEY, add, expect_key, expect_key_of, with_key};
use crate::home::{Home, Keyring};
use crate::oracle::observe;
use crate::storm::Stage;
use crate::table::{Complaint, Depth, Harm, Row};
use crate::victim::{Doom, Ended, Operation, WRITERS, run, start};

/// More than the patience with another writer, and less than anybody's with a hung program.
const LOCKED: std::ops::Range<Duration> = Duration::from_secs(8)..Duration::from_secs(20);

/// D5: another process holds the write lock for longer than anybody waits.
pub async fn locked_by_another(_: Depth) -> Row {
    let mut row = Row::new("D5 locked by another process");
    let home = with_key().await;
    let mut found = Vec::new();
    let mut holder = Holder::start(&home);
    let vault = home.vault();
    expect_key(&mut found, &vault).await;
    if !matches!(vault.credentials("default").await, Ok(list) if list.len() == 1) {
        found.push(Complaint::new(Harm::Wrong, "the list waits for a writer"));
    }
    let began = Instant::now();
    let refused = add(&vault, "openai", KEY).await;
    if !matches!(refused, Err(VaultError::VaultBusy)) {
        let what = format!("a kept lock says {refused:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
    if !LOCKED.contains(&began.elapsed()) {
        let what = format!("it was told after {:?}", began.elapsed());
        found.push(Complaint::new(Harm::Hung, what));
    }
    holder.release();
    if let Err(error) = add(&vault, "openai", KEY).await {
        let what = format!("once the lock is free: {error:?}");
        found.push(Complaint::new(Harm::Wrong, what));
    }
    expect_key_of(&mut found, &vault, "openai", KEY).await;
    row.round(found);
    row
}

struct Holder(Child);

impl Holder {
    fn start(home: &Home) -> Self {
        let mut child = start(home, Operation::Read, 0, &Doom::None)
            .arg("hold")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a victim can be started");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says when it has the lock");
        assert_eq!(line, "ready\n");
        Self(child)
    }

    fn release(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().expect("it was started here");
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// D6: eight processes write at once, and in every other round two of them rotate, one the master secret
/// and one the data key. Nobody is told that the database is busy, and everything is there.
pub fn eight_writers(depth: Depth) -> Row {
    let mut row = Row::new("D6 eight writers at once");
    let stage = Stage::make(Operation::Writer, Keyring::Files);
    for round in 0..depth.pick(2, 40) as u64 {
        row.round(write_at_once(&stage, (round % 2) * WRITERS));
    }
    row
}

fn write_at_once(stage: &Stage, first: u64) -> Vec<Complaint> {
    let home = stage.home();
    let witnesses: Vec<_> = std::thread::scope(|scope| {
        let write = |seed| {
            let command = start(&home, Operation::Writer, seed, &Doom::None);
            scope.spawn(|| run(command, &Doom::None))
        };
        let writers: Vec<_> = (first..first + WRITERS).map(write).collect();
        let join = |writer: std::thread::ScopedJoinHandle<'_, _>| {
            writer.join().expect("watching does not panic")
        };
        writers.into_iter().map(join).collect()
    });
    let mut found = Vec::new();
    let mut ledger = stage.before.clone();
    for (witness, seed) in witnesses.iter().zip(first..) {
        if let Some((_, why)) = &witness.refused {
            found.push(Complaint::new(Harm::Wrong, format!("writer {seed}: {why}")));
        }
        if witness.ended != Ended::Done {
            let what = format!("writer {seed}: {:?}", witness.ended);
            found.push(Complaint::new(Harm::Hung, what));
        }
        let plan = Operation::Writer.plan(seed);
        for (index, said) in &witness.acknowledged {
            ledger = ledger.after(&plan[*index], said.as_deref());
        }
    }
    let seen = crate::storm::block_on(observe(&home.vault()));
    match seen {
        Ok(seen) if seen.records == ledger.records && seen.unopened.is_empty() => {}
        Ok(seen) => {
            let what = format!("wanted {:?}, is {seen:?}", ledger.records);
            found.push(Complaint::new(Harm::Lost, what));
        }
        Err(complaint) => found.push(complaint),
    }
    found
}

/// D12: two windows on one vault see each other at once, through every kind of change.
pub async fn two_windows(_: Depth) -> Row {
    let mut row = Row::new("D12 two windows");
    let home = with_key().await;
    let (left, right) = (home.vault(), home.vault());
    let now = Timestamp::now();
    let mut found = Vec::new();
    expect_key(&mut found, &left).await;
    expect_key(&mut found, &right).await;

    let mut watch = left.watch().await.expect("the file is there");
    let version = watch.version().await.expect("the file is there");
    add(&right, "openai", "sk-fake-right-fakeFAKE")
        .await
        .expect("a key is stored");
    if watch.version().await.expect("the file is there") == version {
        found.push(Complaint::new(Harm::Wrong, "a write is not noticed"));
    }
    watch.close().await;
    expect_key_of(&mut found, &left, "openai", "sk-fake-right-fakeFAKE").await;

    // The data key changes under the other window, both ways.
    for (one, other) in [(&left, &right), (&right, &left)] {
        let rewrap = Rewrap {
            recovery: None,
            passphrase: PassphraseRewrap::Drop,
            slots: Vec::new(),
        };
        one.rotate_data_key(rewrap, Prompting::Never, now)
            .await
            .expect("a new data key");
        expect_key(&mut found, other).await;
        one.rotate_master(Prompting::Never, now)
            .await
            .expect("a new master secret");
        expect_key_of(&mut found, other, "openai", "sk-fake-right-fakeFAKE").await;
    }
    for index in 0..8 {
        let (one, other) = if index % 2 == 0 {
            (&left, &right)
        } else {
            (&right, &left)
        };
        let (provider, key) = (
            format!("both_{index}"),
            format!("sk-fake-both-{index}-fake"),
        );
        add(one, &provider, &key).await.expect("a key is stored");
        expect_key_of(&mut found, other, &provider, &key).await;
    }
    right
        .delete_credential("default", "groq")
        .await
        .expect("it is deleted");
    let gone = left.lend("default", "groq", Prompting::Never).await;
    if !matches!(gone, Err(VaultError::NoSuchCredential)) {
        found.push(Complaint::new(Harm::Wrong, "a deleted key is still lent"));
    }
    row.round(found);
    row
}

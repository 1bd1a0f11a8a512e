//! D2 and D3: damaged images of a vault's file. No panic, no wrong plaintext, a name for every fault, and
//! whatever SQLite still reads opens.

mod damage;
mod sample;
mod wal;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keystow::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{VaultError, VaultState};
use tempfile::TempDir;

pub use damage::{Damage, PAGE, flips, overwrites, swaps, truncations};
pub use sample::{Readable, Sample};
pub use wal::wal_lost_or_foreign;

use crate::home::{scratch, seed};
use crate::storm::{block_on, runtime};
use crate::table::{Complaint, Depth, Harm, Row, in_parallel};

/// How long one image may take: beyond the patience with a writer that is not there.
const PATIENCE: Duration = Duration::from_secs(8);

/// How many panics this process has seen, on any thread.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// D2: the file cut at every 512 bytes.
pub fn truncated(_: Depth) -> Row {
    let sample = block_on(Sample::make());
    let damages = truncations(sample.bytes.len());
    judge_all("D2 truncated at every 512 bytes", &sample, &damages)
}

/// D3: single bits flipped.
pub fn flipped(depth: Depth) -> Row {
    let sample = block_on(Sample::make());
    let damages = flips(sample.bytes.len(), depth.pick(400, 13_000));
    judge_all("D3 single bits flipped", &sample, &damages)
}

/// More than D3 asks: runs overwritten, and pages in the wrong place.
pub fn scrambled(depth: Depth) -> Row {
    let sample = block_on(Sample::make());
    let length = sample.bytes.len();
    let damages = [
        overwrites(length, depth.pick(100, 4_500)),
        swaps(length, depth.pick(60, 2_500)),
    ];
    judge_all("D3 overwritten, pages swapped", &sample, &damages.concat())
}

fn judge_all(fault: &str, sample: &Sample, damages: &[Damage]) -> Row {
    count_panics();
    let opened = AtomicUsize::new(0);
    let worker = || (runtime(), scratch());
    let round = |(runtime, folder): &mut (tokio::runtime::Runtime, TempDir), index: usize| {
        let damage = damages[index];
        let image = damage.of(&sample.bytes);
        sample.place(&image, folder.path());
        let began = Instant::now();
        let panics = PANICS.load(Ordering::SeqCst);
        // Every tenth is also written to: a damaged vault must not be made anew.
        let writes = index.is_multiple_of(10);
        let (mut found, keys) = runtime.block_on(judge(sample, folder.path(), writes));
        opened.fetch_add(keys, Ordering::Relaxed);
        if PANICS.load(Ordering::SeqCst) > panics && found.is_empty() {
            found.push(Complaint::new(Harm::Wrong, "a thread panicked"));
        }
        if began.elapsed() > PATIENCE {
            found.push(Complaint::new(Harm::Hung, format!("{:?}", began.elapsed())));
        }
        if sample.entries() != 1 {
            found.push(Complaint::new(Harm::Wrong, "a new master secret was made"));
        }
        for complaint in &mut found {
            complaint.what = format!("{damage:?}: {}", complaint.what);
        }
        found
    };
    let mut row = in_parallel(fault, damages.len(), worker, round);
    let possible = damages.len() * sample.records.len();
    let opened = opened.load(Ordering::Relaxed);
    row.figure(format!(
        "{opened} of {possible} keys opened, each the right one"
    ));
    row
}

/// Judges one image; also tells how many keys opened.
async fn judge(sample: &Sample, folder: &Path, writes: bool) -> (Vec<Complaint>, usize) {
    let readable = sample.readable(folder).await;
    let mut found = Vec::new();
    let mut opened = 0;
    let mut nameless = BTreeSet::new();
    let vault = sample.vault(folder);
    let state = vault.state().await;
    if state == VaultState::Uninitialised {
        found.push(Complaint::new(Harm::Wrong, "a damaged vault counts as new"));
    }
    if readable.foundation && state != VaultState::Ready {
        let what = format!("all that opening needs is whole, and it says {state:?}");
        found.push(Complaint::new(Harm::Lost, what));
    }
    for (index, (provider, key)) in sample.records.iter().enumerate() {
        let lent = vault.lend("default", provider, Prompting::Never).await;
        match lent {
            // EXPOSE: to the comparison with what was stored.
            Ok(lent) if lent.key.as_ref().is_some_and(|lent| lent.expose() == key) => {
                opened += 1;
            }
            Ok(lent) if lent.key.is_some() => {
                let what = format!("another key than that of {provider}");
                found.push(Complaint::new(Harm::Wrong, what));
            }
            Ok(_) if readable.foundation && readable.records[index] => {
                let what = format!("{provider} is whole, and has no key");
                found.push(Complaint::new(Harm::Lost, what));
            }
            Ok(_) => {}
            Err(error) => {
                if readable.foundation && readable.records[index] {
                    let what = format!("{provider} is whole, and does not open: {error:?}");
                    found.push(Complaint::new(Harm::Lost, what));
                }
                if !has_a_name(&error) {
                    nameless.insert(format!("an error without a name: {error:?}"));
                }
            }
        }
    }
    if readable.foundation && readable.list {
        match vault.credentials("default").await {
            Ok(list) if list.len() == sample.records.len() => {}
            Ok(list) => {
                let what = format!("a whole list shows {} records", list.len());
                found.push(Complaint::new(Harm::Lost, what));
            }
            Err(error) => {
                let what = format!("a whole list fails: {error:?}");
                found.push(Complaint::new(Harm::Lost, what));
            }
        }
    }
    if writes {
        let refused = vault
            .create_credential(
                "default",
                seed("another", "sk-fake-another"),
                Prompting::Never,
                Timestamp::now(),
            )
            .await;
        if let Err(error) = refused
            && !has_a_name(&error)
        {
            nameless.insert(format!("an error without a name: {error:?}"));
        }
    }
    let wrong = |what| Complaint::new(Harm::Wrong, what);
    found.extend(nameless.into_iter().map(wrong));
    (found, opened)
}

/// Whether an error says what is wrong: as a state of the vault, or about the one credential.
pub fn has_a_name(error: &VaultError) -> bool {
    error.state().is_some()
        || matches!(
            error,
            VaultError::NoSuchCredential | VaultError::NoSuchProfile | VaultError::NoKey
        )
}

/// Counts panics on every thread, without a word for each.
fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            PANICS.fetch_add(1, Ordering::SeqCst);
            told(panic);
        }));
    });
}

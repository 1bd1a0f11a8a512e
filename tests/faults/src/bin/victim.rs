//! A process that does one operation on a vault, says what it did, and dies where it is told to.
//!
//! `victim HOME KEYRING OPERATION SEED [prepare | count | die STEP HIT | hold]`
//!
//! With `hold` it takes the database's write lock instead, and keeps it until its stdin ends.

use std::fs::File;
use std::io::{IoSlice, Read, Write};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fail::FailScenario;
use keystow_faults::home::{Home, Keyring};
use keystow_faults::steps;
use keystow_faults::victim::{Hands, Line, Op, Operation};

/// Stdout without a buffer, and by another call than files are written with: a fault that is injected
/// there must not hit what the victim says.
struct Voice(File);

impl Voice {
    fn say(&self, line: &Line) {
        let text = format!("{line}\n");
        // Nobody listens any more where this fails: the parent has ended.
        let _ = (&self.0).write_vectored(&[IoSlice::new(text.as_bytes())]);
    }
}

fn main() -> ExitCode {
    // One that hangs goes with whoever traces or awaits it. A refusal leaves only that to be desired.
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    let scenario = FailScenario::setup();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [root, keyring, operation, seed, doom @ ..] = &words[..] else {
        return ExitCode::from(2);
    };
    let (Some(keyring), Some(operation), Ok(seed)) = (
        Keyring::parse(keyring),
        Operation::parse(operation),
        seed.parse(),
    ) else {
        return ExitCode::from(2);
    };
    let home = Home::at(PathBuf::from(root), keyring);
    let stdout = std::io::stdout().as_fd().try_clone_to_owned();
    let voice = Voice(File::from(stdout.expect("stdout is open")));
    if doom == ["hold"] {
        hold(&home, &voice);
        return ExitCode::SUCCESS;
    }
    let mut counts = Vec::new();
    let mut plan = operation.plan(seed);
    match doom {
        [] => {}
        ["prepare"] => plan = operation.before(),
        ["count"] => counts = count_steps(),
        ["die", step, hit] => die_at(step, hit.parse().expect("a number")),
        _ => return ExitCode::from(2),
    }
    let done = runtime().block_on(perform(&home, operation, &plan, &voice));
    for (step, count) in counts {
        voice.say(&Line::Passed(step, count.load(Ordering::Relaxed)));
    }
    scenario.teardown();
    if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Without an I/O driver: it would be woken through a file, and writing that can be made to fail.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime can be made")
}

fn hold(home: &Home, voice: &Voice) {
    runtime().block_on(async {
        let mut db = home.edit().await;
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut db)
            .await
            .expect("nobody else has the lock");
        voice.say(&Line::Ready);
        let mut rest = Vec::new();
        // Whatever ends it, the lock goes with the process.
        let _ = std::io::stdin().read_to_end(&mut rest);
    });
}

async fn perform(home: &Home, operation: Operation, plan: &[Op], voice: &Voice) -> bool {
    let hands = Hands::on(home).await;
    let mut passphrase = operation.passphrase();
    voice.say(&Line::Ready);
    for (index, op) in plan.iter().enumerate() {
        voice.say(&Line::Begin(index, None));
        let say = |said: &str| voice.say(&Line::Begin(index, Some(said.to_owned())));
        match hands.perform(op, passphrase.as_deref(), say).await {
            Ok(said) => voice.say(&Line::Acknowledged(index, said)),
            Err(why) => {
                voice.say(&Line::Refused(index, why));
                return false;
            }
        }
        match op {
            Op::SetPassphrase(number) => passphrase = Some(Op::passphrase(*number)),
            Op::RemovePassphrase => passphrase = None,
            _ => {}
        }
    }
    true
}

fn die_at(step: &str, hit: u32) {
    let passed = AtomicU32::new(0);
    let die = move || {
        if passed.fetch_add(1, Ordering::Relaxed) + 1 == hit {
            let own = rustix::process::getpid();
            let _ = rustix::process::kill_process(own, rustix::process::Signal::KILL);
        }
    };
    fail::cfg_callback(step, die).expect("failpoints are compiled in");
}

fn count_steps() -> Vec<(String, Arc<AtomicU32>)> {
    let count = |name: String| {
        let passed = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&passed);
        let pass = move || {
            counter.fetch_add(1, Ordering::Relaxed);
        };
        fail::cfg_callback(name.as_str(), pass).expect("failpoints are compiled in");
        (name, passed)
    };
    steps::names().into_iter().map(count).collect()
}

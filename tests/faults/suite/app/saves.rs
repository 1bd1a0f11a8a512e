//! A2: the window closes, or whoever asked leaves, while something is being saved or checked.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use keystow::keychain::MemoryKeychain;
use keystow::{ApiKey, CredentialChange, Keystow, NewCredential, Options, Status};
use keystow_faults::program::HUNG;
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};
use tokio::runtime::{Builder, Runtime};

use crate::place::{OTHER_KEY, get};

/// One program: its runtime ends with it.
fn program() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

struct Desk {
    folder: tempfile::TempDir,
    keyring: MemoryKeychain,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keyring: MemoryKeychain::default(),
        }
    }

    async fn open(&self) -> Keystow {
        let options = Options {
            data_dir: Some(self.folder.path().join("vault")),
            keychain: self.keyring.opener(),
            ..Options::default()
        };
        Keystow::open(options).await.unwrap()
    }
}

fn groq(key: &str, base_url: Option<String>, check: bool) -> NewCredential {
    NewCredential {
        provider: "groq".to_owned(),
        key: Some(ApiKey::parse(key).unwrap()),
        base_url,
        label: None,
        check,
        ..NewCredential::default()
    }
}

#[test]
fn a2_a_program_that_ends_during_a_check_has_saved_what_it_acknowledged() {
    let practice = Practice::start(PracticeOptions::default());
    let never = format!("{}/gate/never/openai/v1", practice.url());
    let desk = Desk::new();
    let first = program();
    first.block_on(async {
        let keystow = desk.open().await;
        let saved = keystow.create(groq(GOOD_GROQ_KEY, Some(never), true)).await;
        saved.unwrap();
        practice.wait_for_requests(1).await;
    });
    // The window's handle, its runtime and the check that runs all go at once.
    first.shutdown_timeout(HUNG);
    program().block_on(async {
        let keystow = desk.open().await;
        let found = keystow.credential("groq").await.unwrap();
        assert_eq!((found.status, found.checking), (Status::Unchecked, false));
        assert_eq!(get(&keystow, "groq").await.unwrap(), GOOD_GROQ_KEY);
        keystow
            .update(
                "groq",
                CredentialChange {
                    base_url: Some(Some(format!("{}/openai/v1", practice.url()))),
                    ..CredentialChange::default()
                },
            )
            .await
            .unwrap();
        assert_eq!(keystow.check("groq").await.unwrap().status, Status::Valid);
    });
}

#[test]
fn a2_a_check_goes_on_when_the_handle_that_started_it_is_dropped() {
    let practice = Practice::start(PracticeOptions::default());
    let gated = format!("{}/gate/later/openai/v1", practice.url());
    let desk = Desk::new();
    program().block_on(async {
        let keystow = desk.open().await;
        let saved = keystow
            .create(groq(GOOD_GROQ_KEY, Some(gated), true))
            .await
            .unwrap();
        let mut events = keystow.events();
        drop((keystow, saved));
        practice.open_gate("later");
        let ended = async {
            loop {
                if events.recv().await.unwrap().status != Status::Checking {
                    return;
                }
            }
        };
        tokio::time::timeout(HUNG, ended)
            .await
            .expect("the check goes on");
        let found = desk.open().await.credential("groq").await.unwrap();
        assert_eq!(found.status, Status::Valid);
    });
}

/// Polls a future so many times, then leaves it. `None` where it was left.
async fn leave_after<T>(polls: usize, doing: impl Future<Output = T>) -> Option<T> {
    let mut doing = pin!(doing);
    let mut polled = 0;
    poll_fn(move |context| {
        if polled == polls {
            return Poll::Ready(None);
        }
        polled += 1;
        doing.as_mut().poll(context).map(Some)
    })
    .await
}

#[test]
fn a2_a_save_that_is_abandoned_at_any_point_is_there_wholly_or_not_at_all() {
    let began = Instant::now();
    let mut left = 0;
    for polls in 1.. {
        assert!(began.elapsed() < HUNG, "it never ends, after {polls} polls");
        let desk = Desk::new();
        let done = program().block_on(async {
            let keystow = desk.open().await;
            leave_after(polls, keystow.create(groq(GOOD_GROQ_KEY, None, false))).await
        });
        program().block_on(async {
            let keystow = desk.open().await;
            let there = keystow.has_api_key("groq").await.unwrap();
            assert!(
                there || done.is_none(),
                "acknowledged and gone, {polls} polls"
            );
            if there {
                assert_eq!(get(&keystow, "groq").await.unwrap(), GOOD_GROQ_KEY);
            } else {
                let again = keystow.create(groq(OTHER_KEY, None, false)).await;
                again.unwrap_or_else(|error| panic!("{polls} polls: {error:?}"));
                assert_eq!(get(&keystow, "groq").await.unwrap(), OTHER_KEY);
            }
            let accounts = desk.keyring.accounts();
            assert_eq!(accounts.len(), 1, "{polls} polls: {accounts:?}");
        });
        match done {
            Some(saved) => {
                saved.unwrap();
                break;
            }
            None => left += 1,
        }
    }
    assert!(left > 5, "a save waits at more than {left} points");
}

#[test]
fn a2_a_change_that_is_abandoned_at_any_point_is_done_wholly_or_not_at_all() {
    let desk = Desk::new();
    program().block_on(async {
        let keystow = desk.open().await;
        keystow
            .create(groq(GOOD_GROQ_KEY, None, false))
            .await
            .unwrap();
    });
    let began = Instant::now();
    let mut key = GOOD_GROQ_KEY;
    for polls in 1.. {
        assert!(began.elapsed() < HUNG, "it never ends, after {polls} polls");
        let next = if key == OTHER_KEY {
            GOOD_GROQ_KEY
        } else {
            OTHER_KEY
        };
        let done = program().block_on(async {
            let keystow = desk.open().await;
            let change = CredentialChange {
                key: Some(ApiKey::parse(next).unwrap()),
                label: Some(Some(next.to_owned())),
                ..CredentialChange::default()
            };
            leave_after(polls, keystow.update("groq", change)).await
        });
        program().block_on(async {
            let keystow = desk.open().await;
            let now = get(&keystow, "groq").await.unwrap();
            assert!(
                now == next || (now == key && done.is_none()),
                "{polls} polls"
            );
            let label = keystow.credential("groq").await.unwrap().label;
            let fits = label.as_deref() == Some(&now) || (label.is_none() && now == GOOD_GROQ_KEY);
            assert!(fits, "{polls} polls: half a change: {label:?}");
            key = if now == next { next } else { key };
        });
        if done.is_some() {
            assert!(polls > 3, "a change waits at more than {polls} points");
            return;
        }
    }
}

#[test]
fn a2_a_program_that_ends_while_the_keyring_hangs_ends() {
    let desk = Desk::new();
    let slow = keystow::keychain::MemoryFault::Slow(Duration::from_hours(1));
    desk.keyring.fail_next(slow);
    let hanging = program();
    let (started, has_started) = std::sync::mpsc::channel();
    let keystow = hanging.block_on(desk.open());
    hanging.spawn(async move {
        let mut save = pin!(keystow.create(groq(GOOD_GROQ_KEY, None, false)));
        // Somebody waits for it for ever.
        poll_fn(move |context| {
            let _ = started.send(());
            save.as_mut().poll(context).map(drop)
        })
        .await;
    });
    has_started.recv_timeout(HUNG).unwrap();
    while desk.keyring.calls() == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    let (ended, has_ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        drop(hanging);
        let _ = ended.send(());
    });
    has_ended
        .recv_timeout(HUNG)
        .expect("the runtime waits for the keyring");
}

//! A3 and A4: more events than anybody reads, and listeners that come late.

use keystow::keychain::MemoryKeychain;
use keystow::{ApiKey, Keystow, NewCredential, Options, Status};
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use crate::place::in_time;

/// Two events a check.
const CHECKS: u32 = 5_000;

struct Desk {
    folder: tempfile::TempDir,
    keyring: MemoryKeychain,
    practice: Practice,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keyring: MemoryKeychain::default(),
            practice: Practice::start(PracticeOptions::default()),
        }
    }

    async fn open(&self) -> Keystow {
        let options = Options {
            data_dir: Some(self.folder.path().to_owned()),
            keychain: self.keyring.opener(),
            ..Options::default()
        };
        Keystow::open(options).await.unwrap()
    }

    fn groq(&self, faults: &str, check: bool) -> NewCredential {
        NewCredential {
            provider: "groq".to_owned(),
            key: Some(ApiKey::parse(GOOD_GROQ_KEY).unwrap()),
            base_url: Some(format!("{}{faults}/openai/v1", self.practice.url())),
            label: None,
            check,
            ..NewCredential::default()
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a3_of_ten_thousand_events_a_slow_listener_misses_some_and_the_store_none() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow
        .create(desk.groq("/gate/last", false))
        .await
        .unwrap();
    let mut slow = keystow.events();
    let mut quick = keystow.events();
    // Each of them begins and is cancelled: two events, and nothing to store.
    let storm = {
        let keystow = keystow.clone();
        tokio::spawn(async move {
            for _ in 0..CHECKS {
                let checking = keystow.clone();
                let check = tokio::spawn(async move { checking.check("groq").await });
                while !keystow.cancel_check("groq") && !check.is_finished() {
                    tokio::task::yield_now().await;
                }
                check.await.unwrap().unwrap();
            }
        })
    };
    let mut told = Vec::new();
    while told.len() < 2 * CHECKS as usize {
        match in_time("an event", quick.recv()).await {
            Ok(event) => told.push((event.sequence, event.status)),
            // Even the quick one may be overtaken on a busy machine: then it knows by how many.
            Err(RecvError::Lagged(missed)) => {
                for _ in 0..missed {
                    told.push((0, Status::Unchecked));
                }
            }
            Err(RecvError::Closed) => panic!("the handle is alive"),
        }
    }
    storm.await.unwrap();
    let numbered = told
        .iter()
        .enumerate()
        .filter(|(_, (sequence, _))| *sequence != 0);
    for (index, (sequence, status)) in numbered {
        assert_eq!(
            *sequence as usize,
            index + 1,
            "no number is left out or given twice"
        );
        let begins = index % 2 == 0;
        assert_eq!(*status == Status::Checking, begins, "event {sequence}");
    }

    desk.practice.open_gate("last");
    let last = keystow.check("groq").await.unwrap();
    assert_eq!(last.status, Status::Valid);

    // Who read nothing is told how much is gone, and goes on with what is left, in order.
    let missed = match slow.recv().await {
        Err(RecvError::Lagged(missed)) => missed,
        other => panic!("{other:?}"),
    };
    let mut next = u32::try_from(missed).unwrap() + 1;
    let final_status = loop {
        match slow.try_recv() {
            Ok(event) => {
                assert_eq!(event.sequence, next);
                next += 1;
                if event.status == Status::Valid {
                    break event.status;
                }
            }
            Err(TryRecvError::Empty) => panic!("the last event is among the newest"),
            Err(error) => panic!("{error:?}"),
        }
    };
    let stored = desk.open().await.credential("groq").await.unwrap();
    assert_eq!(stored.status, final_status);
    assert_eq!((stored.models, stored.verdict), (last.models, last.verdict));
}

#[tokio::test]
async fn a4_a_listener_that_comes_late_hears_nothing_and_the_list_tells_the_truth() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = keystow.create(desk.groq("", true)).await.unwrap();
    let checked = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(checked.status, Status::Valid);
    let mut late = keystow.events();
    assert!(
        matches!(late.try_recv(), Err(TryRecvError::Empty)),
        "nothing is told twice"
    );
    for reader in [keystow.clone(), desk.open().await] {
        let listed = reader.credentials().await.unwrap();
        assert_eq!(
            (listed[0].status, listed[0].checking),
            (Status::Valid, false)
        );
        assert_eq!(listed[0].models, checked.models);
        assert_eq!(listed[0].checked_at, checked.checked_at);
    }
}

#[tokio::test]
async fn a4_a_listener_that_comes_during_a_check_sees_it_listed_and_hears_its_end() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = keystow.create(desk.groq("/gate/open", true)).await.unwrap();
    desk.practice.wait_for_requests(1).await;
    // A window that reloads: it listens first, then it lists.
    let mut late = keystow.events();
    let listed = keystow.credentials().await.unwrap();
    assert_eq!(
        (listed[0].status, listed[0].checking),
        (Status::Unchecked, true)
    );
    desk.practice.open_gate("open");
    let end = in_time("the end", late.recv()).await.unwrap();
    assert_eq!(end.status, Status::Valid);
    let listed = keystow.credentials().await.unwrap();
    assert_eq!(
        (listed[0].status, listed[0].checking),
        (Status::Valid, false)
    );
    saved.check.unwrap().finished().await.unwrap();
    assert!(late.try_recv().is_err(), "one end");
}

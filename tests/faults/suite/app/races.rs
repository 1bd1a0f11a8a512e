//! A1: a check's answer meets a change or the end of its credential.

use keystow::{
    ApiKey, CredentialChange, Error, Keystow, NewCredential, Options, Status,
    keychain::MemoryKeychain,
};
use keystow_faults::home::connect;
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};
use sqlx::Connection;

use crate::place::{OTHER_KEY, get, in_time};

/// How often each race is run.
const ROUNDS: usize = 40;

/// A vault without a session, and a provider that answers when it is told to.
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

    /// A handle as another process would have it: it knows of no check but its own.
    async fn open(&self) -> Keystow {
        let options = Options {
            data_dir: Some(self.folder.path().to_owned()),
            keychain: self.keyring.opener(),
            ..Options::default()
        };
        Keystow::open(options).await.unwrap()
    }

    /// The address whose answer waits for its gate.
    fn gated(&self, gate: &str) -> String {
        format!("{}/gate/{gate}/openai/v1", self.practice.url())
    }

    fn new_groq(&self, key: &str, gate: &str, check: bool) -> NewCredential {
        NewCredential {
            provider: "groq".to_owned(),
            key: Some(ApiKey::parse(key).unwrap()),
            base_url: Some(self.gated(gate)),
            label: None,
            check,
            ..NewCredential::default()
        }
    }

    /// Rows that belong to no credential.
    async fn orphans(&self) -> i64 {
        let mut db = connect(&self.folder.path().join("vault.db")).await.unwrap();
        let count = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM available_api_model
                     WHERE credential_id NOT IN (SELECT id FROM api_credential))
                  + (SELECT count(*) FROM check_result
                     WHERE credential_id NOT IN (SELECT id FROM api_credential))",
        )
        .fetch_one(&mut db)
        .await
        .unwrap();
        db.close().await.unwrap();
        count
    }
}

/// When the answer comes, seen from the change that it races with.
#[derive(Clone, Copy, Debug)]
enum Answer {
    /// It is let go together with the change.
    Together,
    /// It is on its way already.
    UnderWay,
    /// It is let go when the change was acknowledged.
    Afterwards,
}

impl Answer {
    fn of(round: usize) -> Self {
        [Self::Together, Self::UnderWay, Self::Afterwards][round % 3]
    }
}

/// Starts a check whose answer waits at this round's gate, and races a change against the answer.
async fn race<T>(
    desk: &Desk,
    checking: &Keystow,
    round: usize,
    change: impl Future<Output = T>,
) -> (T, Result<keystow::Credential, Error>) {
    let gate = format!("r{round}");
    let mut events = checking.events();
    desk.practice.forget();
    let saved = checking
        .create(desk.new_groq(GOOD_GROQ_KEY, &gate, true))
        .await
        .unwrap();
    let check = saved.check.unwrap();
    desk.practice.wait_for_requests(1).await;
    let done = match Answer::of(round) {
        Answer::Together => {
            let open = async { desk.practice.open_gate(&gate) };
            tokio::join!(open, change).1
        }
        Answer::UnderWay => {
            desk.practice.open_gate(&gate);
            // The second request carries the key; its answer waits for nothing.
            desk.practice.wait_for_requests(2).await;
            change.await
        }
        Answer::Afterwards => {
            let done = change.await;
            desk.practice.open_gate(&gate);
            done
        }
    };
    let ended = in_time("the check", check.finished()).await;
    let first = events.recv().await.unwrap();
    let last = events.recv().await.unwrap();
    assert_eq!(first.status, Status::Checking, "round {round}");
    assert_ne!(last.status, Status::Checking, "round {round}");
    (done, ended)
}

/// The handle that changes: in every other three rounds it is another process.
async fn other(desk: &Desk, checking: &Keystow, round: usize) -> Keystow {
    if (round / 3).is_multiple_of(2) {
        checking.clone()
    } else {
        desk.open().await
    }
}

/// Another key, without a check.
fn other_key() -> CredentialChange {
    CredentialChange {
        key: Some(ApiKey::parse(OTHER_KEY).unwrap()),
        ..CredentialChange::default()
    }
}

/// Nothing is said about the new key: no check has asked for it.
async fn is_unchecked(keystow: &Keystow, round: usize) {
    let found = keystow.credential("groq").await.unwrap();
    let seen = (found.status, found.verdict, found.checked_at);
    assert_eq!(seen, (Status::Unchecked, None, None), "round {round}");
    assert_eq!(found.last_definite, None, "round {round}");
    assert!(!found.checking, "round {round}");
    assert_eq!(
        get(keystow, "groq").await.unwrap(),
        OTHER_KEY,
        "round {round}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a1_a_check_that_meets_a_delete_brings_nothing_back() {
    let desk = Desk::new();
    let checking = desk.open().await;
    for round in 0..ROUNDS {
        let deleting = other(&desk, &checking, round).await;
        let (deleted, _) = race(&desk, &checking, round, deleting.delete("groq")).await;
        deleted.unwrap();
        let left = desk.open().await.credentials().await.unwrap();
        assert!(left.is_empty(), "round {round}: {left:?}");
        assert_eq!(desk.orphans().await, 0, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a1_a_check_that_meets_a_new_key_says_nothing_about_it() {
    let desk = Desk::new();
    let checking = desk.open().await;
    for round in 0..ROUNDS {
        let changing = other(&desk, &checking, round).await;
        let update = changing.update("groq", other_key());
        let (updated, _) = Box::pin(race(&desk, &checking, round, update)).await;
        updated.unwrap();
        let reader = desk.open().await;
        is_unchecked(&reader, round).await;
        // What an answer listed before the change stays; one that came after it lists nothing.
        let models = reader.credential("groq").await.unwrap().models;
        assert!(
            models == 0 || !matches!(Answer::of(round), Answer::Afterwards),
            "round {round}: {models}"
        );
        checking.delete("groq").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a1_a_check_that_meets_its_credentials_successor_says_nothing_about_it() {
    let desk = Desk::new();
    let checking = desk.open().await;
    for round in 0..ROUNDS {
        let changing = other(&desk, &checking, round).await;
        let exchange = async {
            changing.delete("groq").await?;
            let successor = desk.new_groq(OTHER_KEY, "nobody", false);
            changing.create(successor).await.map(drop)
        };
        let (exchanged, _) = Box::pin(race(&desk, &checking, round, exchange)).await;
        exchanged.unwrap();
        let reader = desk.open().await;
        is_unchecked(&reader, round).await;
        let models = reader.credential("groq").await.unwrap().models;
        assert_eq!(models, 0, "round {round}");
        assert_eq!(desk.orphans().await, 0, "round {round}");
        checking.delete("groq").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a1_a_check_that_meets_a_delete_and_an_update_at_once_brings_nothing_back() {
    let desk = Desk::new();
    let checking = desk.open().await;
    for round in 0..ROUNDS {
        let (deleting, changing) = (
            other(&desk, &checking, round).await,
            other(&desk, &checking, round + 3).await,
        );
        let both = async {
            let delete = tokio::spawn(async move { deleting.delete("groq").await });
            let update = tokio::spawn(async move { changing.update("groq", other_key()).await });
            (delete.await.unwrap(), update.await.unwrap().map(drop))
        };
        let ((deleted, updated), _) = race(&desk, &checking, round, both).await;
        deleted.unwrap();
        let fine = matches!(updated, Ok(()) | Err(Error::NoSuchCredential { .. }));
        assert!(fine, "round {round}: {updated:?}");
        let left = desk.open().await.credentials().await.unwrap();
        assert!(left.is_empty(), "round {round}: {left:?}");
        assert_eq!(desk.orphans().await, 0, "round {round}");
    }
}

//! The quiet schedule: what it checks, when, and what it leaves alone.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use keystow::{
    CredentialChange, Keystow, NewCredential, Options, Prompting, Schedule, Settings, Status,
    Timestamp, Verdict,
};
use keystow_test_support::practice::{Canned, GOOD_GROQ_KEY};

use crate::support::{BAD_KEY, Desk, key_of};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Seconds that the clock of this process is put on; each test runs in a process of its own.
static AHEAD: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    let ahead = jiff::SignedDuration::from_secs(AHEAD.load(Ordering::Relaxed));
    Timestamp::now() + ahead
}

fn wait(seconds: i64) {
    AHEAD.fetch_add(seconds, Ordering::Relaxed);
}

async fn open(desk: &Desk) -> Keystow {
    let options = Options {
        data_dir: Some(desk.folder.path().join("data")),
        keychain: desk.keyring.opener(),
        prompt: Prompting::Allow,
        clock,
        ..Options::default()
    };
    Keystow::open(options).await.unwrap()
}

/// A look at what is due by a schedule that did not see the clock jump: the computer was awake.
async fn look(keystow: &Keystow) -> usize {
    let mut schedule = Schedule::new(clock());
    keystow.check_due(&mut schedule).await.unwrap()
}

#[tokio::test]
async fn a_key_is_checked_again_after_a_day_and_not_before() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    let first = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(look(&keystow).await, 0);
    wait(20 * HOUR);
    assert_eq!(look(&keystow).await, 0, "nine tenths of a day is the least");
    wait(7 * HOUR);
    assert_eq!(look(&keystow).await, 1);
    let again = keystow.credential("groq").await.unwrap();
    assert!(again.checked_at > first.checked_at);
    assert_eq!(again.status, Status::Valid);
    assert_eq!(look(&keystow).await, 0);
}

#[tokio::test]
async fn a_key_that_was_never_checked_has_its_turn_too() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    let unchecked = desk.groq_with(GOOD_GROQ_KEY, "", false);
    keystow.create(unchecked).await.unwrap();
    assert_eq!(look(&keystow).await, 0);
    wait(2 * DAY);
    assert_eq!(look(&keystow).await, 1);
}

#[tokio::test]
async fn the_owner_can_turn_it_off_and_choose_its_pace() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    keystow.check("groq").await.unwrap();
    let every = async |check_hours| {
        let settings = Settings {
            check_hours,
            ..Settings::default()
        };
        keystow.save_settings(&settings).await.unwrap().check_hours
    };
    assert_eq!(every(0).await, 0);
    wait(30 * DAY);
    assert_eq!(look(&keystow).await, 0);
    assert_eq!(every(6).await, 6);
    assert_eq!(look(&keystow).await, 1);
    wait(7 * HOUR);
    assert_eq!(look(&keystow).await, 1);
    assert_eq!(every(100_000).await, 672, "four weeks are the most");
}

#[tokio::test]
async fn a_check_that_could_not_tell_is_repeated_soon_and_then_less_and_less() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    desk.add(&keystow, GOOD_GROQ_KEY, "/status/503").await;
    keystow.check("groq").await.unwrap();
    let mut schedule = Schedule::new(clock());
    let mut pauses = Vec::new();
    for _ in 0..7 {
        let mut hours = 0;
        loop {
            // A look a quarter of an hour, as an awake computer takes them.
            wait(HOUR / 4);
            hours += 1;
            // The first look takes the jump of the clock for a sleep.
            assert_eq!(keystow.check_due(&mut schedule).await.unwrap(), 0);
            if keystow.check_due(&mut schedule).await.unwrap() == 1 {
                break;
            }
        }
        pauses.push(f64::from(hours) / 4.0);
    }
    for (pause, expected) in pauses.iter().zip([1.0, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0]) {
        let within = (expected * 0.85..expected * 1.15 + 0.3).contains(pause);
        assert!(within, "{pauses:?}");
    }
    let after = keystow.credential("groq").await.unwrap();
    assert_eq!(after.verdict, Some(Verdict::ProviderDown));
}

#[tokio::test]
async fn after_a_sleep_the_network_gets_a_while_to_come_back() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    keystow.check("groq").await.unwrap();
    let mut schedule = Schedule::new(clock());
    wait(3 * DAY);
    let due = keystow.check_due(&mut schedule).await.unwrap();
    assert_eq!(due, 0, "the computer has just woken up");
    let due = keystow.check_due(&mut schedule).await.unwrap();
    assert_eq!(due, 1);
}

#[tokio::test]
async fn n10_a_clock_that_was_set_back_stops_no_check_and_loses_no_model() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    wait(400 * DAY);
    desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    let before = keystow.check("groq").await.unwrap();
    wait(-800 * DAY);
    assert_eq!(
        look(&keystow).await,
        1,
        "a check of the future is of no age"
    );
    let after = keystow.credential("groq").await.unwrap();
    assert!(after.checked_at < before.checked_at);
    assert_eq!(after.models, before.models);
    let models = keystow.models("groq").await.unwrap().models;
    assert!(models.iter().all(|model| model.gone_since.is_none()));
    let checks = keystow.past_checks("groq").await.unwrap();
    assert_eq!(checks[0].checked_at, after.checked_at.unwrap());
}

#[tokio::test]
async fn a_closed_vault_stays_closed_and_a_locked_keyring_is_not_asked() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    let before = keystow.check("groq").await.unwrap();
    keystow.lock();
    wait(2 * DAY);
    assert_eq!(look(&keystow).await, 1);
    assert!(!keystow.is_open(), "it was closed, and is");
    let after = keystow.credential("groq").await.unwrap();
    assert!(after.checked_at > before.checked_at);
    assert_eq!(after.status, Status::Valid);

    desk.keyring.set_locked(true);
    wait(2 * DAY);
    let mut schedule = Schedule::new(clock());
    let done = keystow.check_due(&mut schedule).await.unwrap();
    assert_eq!(done, 0, "nobody was asked");
    let untouched = keystow.credential("groq").await.unwrap();
    assert_eq!(untouched.checked_at, after.checked_at, "nothing was stored");
}

#[tokio::test]
async fn it_neither_opens_the_vault_for_anybody_nor_keeps_it_open() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    desk.add(&keystow, GOOD_GROQ_KEY, "/gate/later").await;
    keystow.cancel_check("groq");
    keystow.lock();
    wait(2 * DAY);
    let looking = tokio::spawn({
        let keystow = keystow.clone();
        async move { look(&keystow).await }
    });
    desk.practice.wait_for_requests(1).await;
    assert!(
        !keystow.is_open(),
        "the one that checks has a data key of its own"
    );
    desk.practice.open_gate("later");
    assert_eq!(looking.await.unwrap(), 1);
    assert!(!keystow.is_open());
}

#[tokio::test]
async fn a_key_that_cannot_be_checked_holds_up_no_other_and_is_tried_once_an_hour_at_most() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    for provider in ["openai", "groq", "mistral"] {
        let new = NewCredential {
            provider: provider.to_owned(),
            ..desk.groq_with(GOOD_GROQ_KEY, "", true)
        };
        let saved = keystow.create(new).await.unwrap();
        saved.check.unwrap().finished().await.unwrap();
    }
    desk.edit("UPDATE api_credential SET provider = 'from_the_future' WHERE provider = 'openai'");
    desk.edit("UPDATE api_credential SET revision = 99 WHERE provider = 'groq'");
    let before = keystow.credential("mistral").await.unwrap().checked_at;
    wait(2 * DAY);
    let mut schedule = Schedule::new(clock());
    assert_eq!(keystow.check_due(&mut schedule).await.unwrap(), 2);
    let after = keystow.credential("mistral").await.unwrap();
    assert!(
        after.checked_at > before,
        "the damaged ones stand before it"
    );
    let mut tries = 0;
    for _ in 0..20 {
        wait(HOUR / 20);
        tries += keystow.check_due(&mut schedule).await.unwrap();
    }
    assert!(tries <= 1, "{tries} tries within an hour");
}

#[tokio::test]
async fn a_change_that_was_not_to_be_checked_is_not_checked_at_the_next_look() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    saved.check.unwrap().finished().await.unwrap();
    wait(10 * DAY);
    let replaced = CredentialChange {
        key: Some(key_of(BAD_KEY)),
        check: false,
        ..CredentialChange::default()
    };
    keystow.update("groq", replaced).await.unwrap();
    assert_eq!(look(&keystow).await, 0);
    wait(2 * DAY);
    assert_eq!(look(&keystow).await, 1);
}

#[tokio::test]
async fn a_key_that_stopped_working_is_told_once_whoever_finds_out() {
    let desk = Desk::new();
    let keystow = open(&desk).await;
    let other = open(&desk).await;
    let work = keystow.create_profile("work").await.unwrap();
    let work = keystow.profile(&work.name).unwrap();
    let answer = |status, body: &str| {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let body = body.to_owned();
        desk.practice.can(
            "turns",
            Canned {
                status,
                headers,
                body,
            },
        );
    };
    let list = r#"{"object":"list","data":[{"id":"a"}]}"#;
    let revoked = r#"{"error":{"message":"Invalid API Key","code":"invalid_api_key"}}"#;
    let mut losses = keystow.losses();

    // One that never worked.
    let saved = desk.add(&keystow, BAD_KEY, "").await;
    saved.check.unwrap().finished().await.unwrap();
    // One that did, and was replaced by one that does not.
    answer(200, list);
    let base_url = Some(format!("{}/canned/turns/openai/v1", desk.practice.url()));
    let new = |provider: &str| NewCredential {
        provider: provider.to_owned(),
        base_url: base_url.clone(),
        ..desk.groq_with(GOOD_GROQ_KEY, "", true)
    };
    let saved = work.create(new("openai")).await.unwrap();
    let checked = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(checked.status, Status::Valid, "{:?}", checked.message);
    let saved = work.create(new("groq")).await.unwrap();
    saved.check.unwrap().finished().await.unwrap();
    answer(401, revoked);
    let replaced = CredentialChange {
        key: Some(key_of(BAD_KEY)),
        check: true,
        ..CredentialChange::default()
    };
    let saved = work.update("openai", replaced).await.unwrap();
    saved.check.unwrap().finished().await.unwrap();
    // One that did, and is refused now: another process asks first.
    let checked = other.profile("work").unwrap().check("groq").await.unwrap();
    assert_eq!(checked.status, Status::Invalid);
    let loss = tokio::time::timeout(Duration::from_secs(20), losses.recv());
    let loss = loss.await.unwrap().unwrap();
    assert_eq!(
        (loss.profile.as_str(), loss.name.as_str()),
        ("work", "Groq")
    );
    work.check("groq").await.unwrap();
    assert!(losses.try_recv().is_err(), "it is known to be refused");
}

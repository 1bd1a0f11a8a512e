//! K1 to K4, K6, K7: a keyring that is there and does not open.

use std::time::{Duration, Instant};

use keystow::{Error, Keystow, Options, Prompting, VaultState};
use keystow_faults::secrets::{Answers, FakeSecrets, Prompter};
use keystow_test_support::session::KeyringSession;
use tokio::task::JoinHandle;

use crate::place::{Place, asking, get, in_time, lives, measured, reads_groq, refusal, set};

/// So many want a key at once.
const BURST: usize = 8;

/// Longer than any test.
const FOR_EVER: Duration = Duration::from_hours(1);

/// A place with a vault of one key, whose keyring is the fake one.
async fn with_fake() -> (Place, FakeSecrets) {
    let session = KeyringSession::without_keyring();
    let secrets = FakeSecrets::start(&session);
    let place = Place::enter(session);
    place.store_groq().await;
    assert_eq!(secrets.prompts(), 0, "an open keyring asks for nothing");
    (place, secrets)
}

fn burst(keystow: &Keystow) -> Vec<JoinHandle<Result<String, Error>>> {
    let one = || {
        let keystow = keystow.clone();
        tokio::spawn(async move { get(&keystow, "groq").await })
    };
    (0..BURST).map(|_| one()).collect()
}

async fn ends(burst: Vec<JoinHandle<Result<String, Error>>>) -> Vec<Result<String, VaultState>> {
    let mut ended = Vec::new();
    for one in burst {
        let result = in_time("a get", one).await.unwrap();
        ended.push(result.map_err(|error| error.vault_state().unwrap()));
    }
    ended
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn k01_locked_and_answered_shows_one_prompt() {
    let (place, secrets) = with_fake().await;
    for hidden in [false, true] {
        let before = secrets.prompts();
        if hidden {
            secrets.lock_and_hide();
        } else {
            secrets.lock();
        }
        secrets.set_prompter(Prompter::Silent);
        let keystow = place.open_as(asking(FOR_EVER)).await;
        let gets = burst(&keystow);
        secrets.wait_for_prompts(before + 1);
        // The others come while the prompt stands there.
        lives(&keystow).await;
        secrets.answer_prompts();
        for result in ends(gets).await {
            assert!(result.is_ok(), "{result:?}");
        }
        assert_eq!(secrets.prompts(), before + 1, "hidden: {hidden}");
    }
}

#[tokio::test]
async fn k01_checking_everything_shows_one_prompt() {
    let (place, secrets) = with_fake().await;
    let keystow = place.open().await;
    for provider in ["openai", "anthropic", "google_gemini"] {
        let key = keystow::ApiKey::parse("fake-key-0123456789").unwrap();
        let new = keystow::NewCredential {
            provider: provider.to_owned(),
            key: Some(key),
            // Nobody listens there.
            base_url: Some("http://127.0.0.1:9/v1".to_owned()),
            ..keystow::NewCredential::default()
        };
        keystow.create(new).await.unwrap();
    }
    keystow.delete("groq").await.unwrap();
    secrets.lock();
    let keystow = place.open_as(asking(FOR_EVER)).await;
    let checked = in_time("the checks", keystow.check_all()).await.unwrap();
    assert_eq!(checked.len(), 3);
    assert!(
        checked.iter().all(|(_, outcome)| outcome.is_ok()),
        "{checked:?}"
    );
    assert_eq!(secrets.prompts(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn k02_locked_and_unanswered_holds_up_nobody_else() {
    let (place, secrets) = with_fake().await;
    secrets.lock();
    secrets.set_prompter(Prompter::Silent);
    let keystow = place.open_as(asking(FOR_EVER)).await;
    let gets = burst(&keystow);
    secrets.wait_for_prompts(1);
    lives(&keystow).await;
    // Another handle is another process: it asks nobody, and says what is the matter.
    let quiet = place.open().await;
    assert_eq!(refusal(&quiet).await, VaultState::KeyringLocked);
    lives(&quiet).await;
    place.run(&["list", "--json"], "").exits(0);
    place.run(&["get", "groq"], "").exits(4).says("locked");
    assert!(
        gets.iter().all(|get| !get.is_finished()),
        "the prompt still stands there"
    );
    assert_eq!(secrets.prompts(), 1, "nobody else was asked anything");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn k02_locked_and_unanswered_ends_by_the_deadline_after_one_prompt() {
    let (place, secrets) = with_fake().await;
    secrets.lock();
    secrets.set_prompter(Prompter::Silent);
    let keystow = place.open_as(asking(Duration::from_secs(5))).await;
    let began = Instant::now();
    let mut gets = burst(&keystow);
    secrets.wait_for_prompts(1);
    lives(&keystow).await;
    // Who comes while the prompt stands there waits for it too, and gets none of their own after it.
    gets.extend(burst(&keystow));
    for result in ends(gets).await {
        let state = result.unwrap_err();
        let named = [VaultState::KeyringTimeout, VaultState::KeyringLocked];
        assert!(named.contains(&state), "{state:?}");
    }
    measured("unanswered, with a deadline of 5000 ms", began.elapsed());
    assert_eq!(secrets.prompts(), 1, "one prompt for all of them");
    lives(&keystow).await;
}

#[tokio::test]
async fn k03_locked_without_a_prompter_is_said_and_an_unlocked_one_works_again() {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    place.session().lock();
    let monitor = place.session().monitor();
    let quiet = place.open().await;
    assert_eq!(refusal(&quiet).await, VaultState::KeyringLocked);
    place.run(&["get", "groq"], "").exits(4).says("locked");
    assert!(!monitor.saw_prompt(), "{:?}", monitor.calls());

    // gnome-keyring dismisses a prompt that it has no program to show with.
    let asks = place.open_as(asking(FOR_EVER)).await;
    let state = in_time("a get", refusal(&asks)).await;
    let named = [VaultState::KeyringDenied, VaultState::KeyringLocked];
    assert!(named.contains(&state), "{state:?}");
    assert!(set(&asks, "openai").await.is_err());
    lives(&asks).await;
    assert_eq!(place.entries().len(), 1, "nothing new was made");

    place.session().unlock();
    reads_groq(&quiet).await;
    reads_groq(&asks).await;
}

/// Until a program asks for it, such a keyring calls itself locked; asking shows no prompt.
#[tokio::test]
async fn k03_a_keyring_without_a_password_opens_for_a_program_that_asks_nobody() {
    let mut place = Place::enter(KeyringSession::passwordless());
    place.store_groq().await;
    place.session_mut().kill_daemon();
    place.session_mut().start_keyring_as_it_is();
    assert!(place.session().is_locked());
    let monitor = place.session().monitor();
    reads_groq(&place.open().await).await;
    let prompted = |member: &str| member == "Prompt" || member == "PerformPrompt";
    assert!(!monitor.calls().iter().any(|call| prompted(&call.member)));
}

#[tokio::test]
async fn k03_a_prompt_that_cannot_be_shown_means_locked() {
    let (place, secrets) = with_fake().await;
    secrets.lock();
    secrets.set_prompter(Prompter::Missing);
    let keystow = place.open_as(asking(FOR_EVER)).await;
    let state = in_time("a get", refusal(&keystow)).await;
    assert_eq!(state, VaultState::KeyringLocked);
    assert_eq!(secrets.prompts(), 1);
    secrets.unlock();
    reads_groq(&keystow).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn k04_a_dismissed_prompt_is_a_refusal_and_is_not_shown_again() {
    let (place, secrets) = with_fake().await;
    secrets.lock();
    secrets.set_prompter(Prompter::Dismisses);
    let keystow = place.open_as(asking(FOR_EVER)).await;
    let state = in_time("a get", refusal(&keystow)).await;
    assert_eq!(state, VaultState::KeyringDenied);
    assert_eq!(secrets.prompts(), 1, "no loop");
    lives(&keystow).await;
    assert_eq!(secrets.prompts(), 1, "a list asks for nothing");
    // Storing is another question.
    let error = set(&keystow, "openai").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringDenied));
    assert_eq!(secrets.prompts(), 2);
    assert_eq!(secrets.entries().len(), 1, "nothing new was made");
    secrets.set_prompter(Prompter::Answers);
    reads_groq(&keystow).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn k04_a_dismissed_prompt_answers_everybody_who_waited_for_it() {
    let (place, secrets) = with_fake().await;
    secrets.lock();
    secrets.set_prompter(Prompter::Silent);
    let keystow = place.open_as(asking(FOR_EVER)).await;
    let gets = burst(&keystow);
    secrets.wait_for_prompts(1);
    // By then all of them wait: what needs no key has been through the same doors.
    lives(&keystow).await;
    secrets.set_prompter(Prompter::Dismisses);
    secrets.dismiss_prompts();
    for result in ends(gets).await {
        assert_eq!(result.unwrap_err(), VaultState::KeyringDenied);
    }
    assert_eq!(secrets.prompts(), 1, "one prompt for all of them");
}

#[tokio::test]
async fn k06_a_real_keyring_without_a_default_collection_is_named_and_nothing_is_made() {
    let mut session = KeyringSession::without_keyring();
    session.start_keyring_without_collection();
    let place = Place::enter(session);
    let keystow = place.open().await;
    let error = in_time("a first run", set(&keystow, "groq"))
        .await
        .unwrap_err();
    assert_eq!(
        error.vault_state(),
        Some(VaultState::KeyringUnavailable),
        "{error:?}"
    );
    let ran = place.run(&["add", "groq", "--no-check"], "fake-key-0123456789");
    ran.exits(4);
    let ways = place.ways().await;
    assert_eq!((ways.initialised, ways.slots.len()), (0, 0), "{ways:?}");
    assert!(place.entries().is_empty());
    let report = place.run(&["doctor", "--json"], "").stdout;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["keyring"]["default_collection"], false, "{report}");
}

#[tokio::test]
async fn k06_no_default_collection_is_named_whether_the_keyring_may_ask_or_not() {
    let session = KeyringSession::without_keyring();
    let secrets = FakeSecrets::start(&session);
    let place = Place::enter(session);
    secrets.set_default_collection(false);
    for prompt in [Prompting::Never, Prompting::Allow] {
        let keystow = place
            .open_as(Options {
                prompt,
                keyring_deadline: FOR_EVER,
                ..asking(FOR_EVER)
            })
            .await;
        let error = in_time("a first run", set(&keystow, "groq"))
            .await
            .unwrap_err();
        let state = error.vault_state();
        assert_eq!(
            state,
            Some(VaultState::KeyringUnavailable),
            "{prompt:?}: {error:?}"
        );
    }
    let ways = place.ways().await;
    assert_eq!((ways.initialised, ways.slots.len()), (0, 0), "{ways:?}");
    assert!(secrets.entries().is_empty());

    // Where there is one again, the first run goes through; an entry is found without one too.
    secrets.set_default_collection(true);
    place.store_groq().await;
    secrets.set_default_collection(false);
    reads_groq(&place.open().await).await;
    secrets.clear();
    assert_eq!(
        refusal(&place.open().await).await,
        VaultState::KeyringUnavailable,
        "where nothing can be found nothing is known to be missing"
    );
}

#[tokio::test]
async fn k07_a_stopped_daemon_is_a_timeout_and_the_same_handle_works_when_it_goes_on() {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    // With the deadline of a program that nobody looks at.
    let keystow = place.open_as(Options::default()).await;
    place.session().pause();
    let began = Instant::now();
    assert_eq!(
        in_time("a get", refusal(&keystow)).await,
        VaultState::KeyringTimeout
    );
    measured(
        "a stopped daemon, with a deadline of 4000 ms",
        began.elapsed(),
    );
    let error = in_time("a set", set(&keystow, "openai")).await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringTimeout));
    lives(&keystow).await;
    place.session().resume();
    reads_groq(&keystow).await;
    set(&keystow, "openai").await.unwrap();
    assert_eq!(place.entries().len(), 1);
}

#[tokio::test]
async fn k07_what_a_stopped_daemon_still_does_later_leaves_one_master_secret() {
    // The store of the process is opened with the first key; this one keeps the next ones apart.
    let (place, secrets) = with_fake().await;
    let folder = place.session().home().join("second");
    let options = |seconds| Options {
        data_dir: Some(folder.clone()),
        keyring_deadline: Duration::from_secs(seconds),
        ..Options::default()
    };
    // The write hangs before the daemon was told what to store.
    secrets.strand("OpenSession");
    let hurried = Keystow::open(options(2)).await.unwrap();
    let error = in_time("a set", set(&hurried, "groq")).await.unwrap_err();
    assert_eq!(error.vault_state(), Some(VaultState::KeyringTimeout));
    // The next try succeeds; then the first one gets its answer after all.
    let patient = Keystow::open(options(20)).await.unwrap();
    set(&patient, "groq").await.unwrap();
    assert_eq!(secrets.entries().len(), 2, "one for each vault");
    secrets.release_stranded();
    assert_eq!(
        secrets.entries().len(),
        2,
        "what nobody waits for is not done"
    );
    reads_groq(&Keystow::open(options(20)).await.unwrap()).await;
}

#[tokio::test]
async fn k07_wrong_answers_have_a_name_and_change_nothing() {
    let (place, secrets) = with_fake().await;
    let before = place.ways().await;
    let keystow = place.open().await;
    for wrong in Answers::WRONG {
        secrets.set_answers(wrong);
        let state = in_time("a get", refusal(&keystow)).await;
        let named = [
            VaultState::KeyringUnavailable,
            VaultState::KeyringDenied,
            VaultState::MasterCorrupt,
        ];
        assert!(named.contains(&state), "{wrong:?}: {state:?}");
        assert!(in_time("a set", set(&keystow, "openai")).await.is_err());
        lives(&keystow).await;
    }
    secrets.set_answers(Answers::Right);
    reads_groq(&keystow).await;
    assert_eq!(place.ways().await, before);
    assert_eq!(secrets.entries().len(), 1);
}

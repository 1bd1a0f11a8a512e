//! Checks: verdicts, events and their order, and races with changes.

use keystow::{CredentialChange, Error, Status, Verdict};
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};

use crate::support::{BAD_KEY, Desk, good_key, key_of, until_final};

#[tokio::test]
async fn a_save_is_done_before_its_check_and_the_check_finds_the_models() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let mut events = keystow.events();
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "/gate/later").await;
    assert_eq!(saved.credential.status, Status::Unchecked);
    assert!(
        desk.open().await.has_api_key("groq").await.unwrap(),
        "stored, whatever the check does"
    );
    desk.practice.open_gate("later");

    let checked = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(
        (checked.status, checked.verdict),
        (Status::Valid, Some(Verdict::Accepted))
    );
    assert!(checked.models > 0 && !checked.checking);
    assert_eq!(checked.last_definite.unwrap().status, Status::Valid);

    let seen = until_final(&mut events).await;
    let statuses: Vec<_> = seen.iter().map(|event| event.status).collect();
    assert_eq!(statuses, [Status::Checking, Status::Valid]);
    assert!(seen[0].sequence < seen[1].sequence);
    assert_eq!(seen[1].models, Some(checked.models));
    assert!(events.try_recv().is_err(), "exactly one final event");

    let models = keystow.models("groq").await.unwrap();
    assert_eq!(
        models.models.len(),
        usize::try_from(checked.models).unwrap()
    );
    assert!(models.listed_at.is_some());
}

#[tokio::test]
async fn a_wrong_key_is_invalid_and_stays_stored() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = desk.add(&keystow, BAD_KEY, "").await;
    let checked = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(
        (checked.status, checked.verdict),
        (Status::Invalid, Some(Verdict::Rejected))
    );
    assert_eq!(checked.http_status, Some(401));
    assert!(checked.key_set);
    // EXPOSE: to the assertion of a test, of a fake key.
    assert_eq!(keystow.get_api_key("groq").await.unwrap().expose(), BAD_KEY);
}

#[tokio::test]
async fn an_error_keeps_what_was_known() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "").await;
    let known = saved.check.unwrap().finished().await.unwrap();
    drop(desk.practice);
    let after = keystow.check("groq").await.unwrap();
    assert_eq!(
        (after.status, after.verdict),
        (Status::Error, Some(Verdict::Unreachable))
    );
    assert_eq!(after.last_definite, known.last_definite);
    assert_eq!(after.models, known.models);
}

#[tokio::test]
async fn a_check_joins_the_one_that_runs() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let mut events = keystow.events();
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "/gate/slow").await;
    desk.practice.wait_for_requests(1).await;
    assert!(keystow.credential("groq").await.unwrap().checking);
    // Many ask at once; the gate opens when every one of them has had its turn to join.
    let asked: Vec<_> = (0..8).map(|_| keystow.clone()).collect();
    let asked: Vec<_> = asked
        .into_iter()
        .map(|keystow| tokio::spawn(async move { keystow.check("groq").await }))
        .collect();
    keystow.credentials().await.unwrap();
    desk.practice.open_gate("slow");
    for joined in asked {
        assert_eq!(joined.await.unwrap().unwrap().status, Status::Valid);
    }
    let first = saved.check.unwrap().finished().await.unwrap();
    assert_eq!((first.status, first.checking), (Status::Valid, false));
    // Whoever came too late to join started a check of its own; each has its beginning and its end.
    let mut told = vec![until_final(&mut events).await.len()];
    while let Ok(event) = events.try_recv() {
        let rest = usize::from(event.status == Status::Checking);
        told.push(rest + until_final(&mut events).await.len());
    }
    assert!(told.iter().all(|events| *events == 2), "{told:?}");
    assert!(told.len() < 9, "nobody joined");
}

#[tokio::test]
async fn a_cancelled_check_ends_with_an_error_and_stores_nothing() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let mut events = keystow.events();
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "/gate/never").await;
    desk.practice.wait_for_requests(1).await;
    assert!(keystow.cancel_check("groq"));
    let after = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(after.status, Status::Unchecked);
    let seen = until_final(&mut events).await;
    let last = seen.last().unwrap();
    assert_eq!(
        (last.status, last.verdict, last.message.as_deref()),
        (Status::Error, None, Some("cancelled"))
    );
    assert!(!keystow.cancel_check("groq"), "nothing runs any more");
}

#[tokio::test]
async fn a1_a_check_that_meets_a_new_key_is_superseded() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let mut events = keystow.events();
    let first = desk.add(&keystow, BAD_KEY, "/gate/late").await;
    desk.practice.wait_for_requests(1).await;
    let change = CredentialChange {
        key: Some(good_key()),
        base_url: Some(Some(desk.groq(""))),
        check: true,
        ..CredentialChange::default()
    };
    let second = keystow.update("groq", change).await.unwrap();
    let checked = second.check.unwrap().finished().await.unwrap();
    assert_eq!(checked.status, Status::Valid);
    desk.practice.open_gate("late");
    first.check.unwrap().finished().await.unwrap();
    assert_eq!(
        keystow.credential("groq").await.unwrap().status,
        Status::Valid
    );

    let first = until_final(&mut events).await;
    let second = until_final(&mut events).await;
    assert_eq!(first.last().unwrap().message.as_deref(), Some("superseded"));
    let statuses: Vec<_> = second.iter().map(|event| event.status).collect();
    assert_eq!(
        statuses,
        [Status::Checking, Status::Valid],
        "the old one ends before the new one begins"
    );
}

#[tokio::test]
async fn a1_a_check_that_meets_a_delete_brings_nothing_back() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "/gate/late").await;
    desk.practice.wait_for_requests(1).await;
    // Another process deletes it, so this one cannot know.
    desk.open().await.delete("groq").await.unwrap();
    desk.practice.open_gate("late");
    let ended = saved.check.unwrap().finished().await;
    assert!(
        matches!(ended, Err(Error::NoSuchCredential { .. })),
        "{ended:?}"
    );
    assert!(keystow.credentials().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_replaced_key_is_unchecked_until_its_own_check() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    desk.add(&keystow, GOOD_GROQ_KEY, "")
        .await
        .check
        .unwrap()
        .finished()
        .await
        .unwrap();
    let change = CredentialChange {
        key: Some(key_of(BAD_KEY)),
        ..CredentialChange::default()
    };
    let saved = keystow.update("groq", change).await.unwrap();
    assert!(saved.check.is_none());
    assert_eq!(saved.credential.status, Status::Unchecked);
    assert!(saved.credential.last_definite.is_none());
    let after = keystow.check("groq").await.unwrap();
    assert_eq!(after.status, Status::Invalid);
    assert!(after.models > 0, "invalid leaves the stored models alone");
}

#[tokio::test]
async fn an_open_list_proves_nothing_and_the_key_is_not_sent() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "/public").await;
    let checked = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(checked.verdict, Some(Verdict::Unverifiable));
    assert!(checked.models > 0, "the list is a fact of its own");
    assert!(desk.practice.requests().iter().all(|seen| !seen.had_key));
}

#[tokio::test]
async fn check_all_checks_every_credential_once() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow
        .create(desk.groq_with(GOOD_GROQ_KEY, "", false))
        .await
        .unwrap();
    let openai = keystow::NewCredential {
        provider: "openai".to_owned(),
        key: Some(key_of("sk-fakefakefakefakefakefake")),
        base_url: Some(format!("{}/v1", desk.practice.url())),
        ..keystow::NewCredential::default()
    };
    keystow.create(openai).await.unwrap();
    let checked = keystow.check_all().await.unwrap();
    let statuses: Vec<_> = checked
        .iter()
        .map(|(id, end)| (id.as_str(), end.as_ref().unwrap().status))
        .collect();
    assert_eq!(
        statuses,
        [("groq", Status::Valid), ("openai", Status::Invalid)]
    );
}

#[tokio::test]
async fn every_check_of_a_profile_is_cancelled_at_once_and_no_other() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.create_profile("work").await.unwrap();
    let work = keystow.profile("work").unwrap();
    assert!(!keystow.cancel_checks(), "none runs");
    let mut running = Vec::new();
    for handle in [&keystow, &work] {
        for provider in ["groq", "openai", "mistral"] {
            let new = keystow::NewCredential {
                provider: provider.to_owned(),
                ..desk.groq_with(GOOD_GROQ_KEY, "/gate/shut", true)
            };
            let saved = handle.create(new).await.unwrap();
            running.push(saved.check.unwrap());
        }
    }
    // Two are under way, the others wait for their turn.
    desk.practice.wait_for_requests(2).await;
    assert!(keystow.cancel_checks());
    let others = running.split_off(3);
    for check in running {
        let ended = check.finished().await.unwrap();
        assert_eq!((ended.status, ended.checking), (Status::Unchecked, false));
    }
    assert!(work.credential("groq").await.unwrap().checking);
    desk.practice.open_gate("shut");
    for check in others {
        let ended = check.finished().await.unwrap();
        assert_ne!(ended.status, Status::Unchecked);
    }
}

#[tokio::test]
async fn a_round_that_is_cancelled_before_its_first_check_asks_nobody() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    for provider in ["groq", "openai"] {
        let new = keystow::NewCredential {
            provider: provider.to_owned(),
            ..desk.groq_with(GOOD_GROQ_KEY, "", false)
        };
        keystow.create(new).await.unwrap();
    }
    let (checked, cancelled) = tokio::join!(biased; keystow.check_all(), async {
        keystow.cancel_checks()
    });
    assert!(cancelled, "the round had begun");
    checked.unwrap();
    assert_eq!(desk.practice.requests(), []);
    for credential in keystow.credentials().await.unwrap() {
        assert_eq!(credential.status, Status::Unchecked);
    }
}

#[tokio::test]
async fn a_check_that_cannot_open_its_key_begins_and_ends_too() {
    let desk = Desk::new();
    desk.open()
        .await
        .create(desk.groq_with(GOOD_GROQ_KEY, "", false))
        .await
        .unwrap();
    desk.keyring.set_locked(true);
    let keystow = desk.open().await;
    let mut events = keystow.events();
    let error = keystow.check("groq").await.unwrap_err();
    assert_eq!(
        error.vault_state(),
        Some(keystow::VaultState::KeyringLocked)
    );
    let seen = until_final(&mut events).await;
    let statuses: Vec<_> = seen.iter().map(|event| event.status).collect();
    assert_eq!(statuses, [Status::Checking, Status::Error]);
    assert_eq!(seen[1].verdict, None);
    assert!(!keystow.credential("groq").await.unwrap().checking);
    assert!(
        keystow.check_all().await.is_err(),
        "one answer for all, not one a key"
    );
}

#[tokio::test]
async fn d14_an_edited_base_url_sends_the_key_nowhere() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow
        .create(desk.groq_with(GOOD_GROQ_KEY, "", false))
        .await
        .unwrap();
    let other = Practice::start(PracticeOptions::default());
    for url in [
        format!("'{}/openai/v1'", other.url()),
        "NULL".to_owned(),
        "'garbage'".to_owned(),
    ] {
        desk.edit(&format!("UPDATE api_credential SET base_url = {url}"));
        let error = keystow.check("groq").await.unwrap_err();
        assert_eq!(
            error.vault_state(),
            Some(keystow::VaultState::RowCorrupt),
            "{url}"
        );
    }
    assert!(other.requests().is_empty());
    assert!(desk.practice.requests().is_empty());
}

#[tokio::test]
async fn a_rate_limit_says_when_to_ask_again_and_the_next_check_forgets_it() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    let saved = desk.add(&keystow, GOOD_GROQ_KEY, "/ratelimit").await;
    let limited = saved.check.unwrap().finished().await.unwrap();
    assert_eq!(limited.verdict, Some(Verdict::RateLimited));
    assert!(limited.retry_at > limited.checked_at, "{limited:?}");
    let base_url = Some(Some(desk.groq("")));
    let change = CredentialChange {
        base_url,
        check: true,
        ..CredentialChange::default()
    };
    let saved = keystow.update("groq", change).await.unwrap();
    assert_eq!(
        saved.check.unwrap().finished().await.unwrap().retry_at,
        None
    );
}

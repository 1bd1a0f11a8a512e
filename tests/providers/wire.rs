//! Checks over real HTTP: right and wrong keys, where they go, and where they do not.

use keystow_providers::{BaseUrl, KeyText, Provider, Status, Target, Verdict};
use keystow_test_support::practice::GOOD_GROQ_KEY;

use crate::bench::{Bench, PROVIDERS, WRONG_KEY, at_home, provider};

#[tokio::test]
async fn a_right_key_is_accepted_and_every_page_of_models_comes() {
    let bench = Bench::new();
    for (id, key, path) in PROVIDERS {
        let outcome = bench.check(id, path, Some(key)).await;
        assert_eq!(
            outcome.verdict,
            Verdict::Accepted,
            "{id}: {:?}",
            outcome.message
        );
        assert_eq!(outcome.http_status, Some(200), "{id}");
        assert_eq!(outcome.message, None, "{id}");
        let models = outcome.models.unwrap();
        let expected = if id == "openai" { 2 } else { 3 };
        assert_eq!(models.len(), expected, "{id}: {models:?}");
        assert_eq!(models[0].context_window.is_some(), id != "openai", "{id}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_rejected_in_the_providers_words() {
    let bench = Bench::new();
    for (id, _, path) in PROVIDERS {
        let outcome = bench.check(id, path, Some(WRONG_KEY)).await;
        assert_eq!(
            outcome.verdict,
            Verdict::Rejected,
            "{id}: {:?}",
            outcome.message
        );
        assert_eq!(
            outcome.http_status,
            Some(if id == "google_gemini" { 400 } else { 401 })
        );
        assert!(
            outcome.message.unwrap().to_lowercase().contains("key"),
            "{id}"
        );
        assert_eq!(outcome.models, None, "{id}");
    }
}

#[tokio::test]
async fn a_base_url_of_ones_own_is_asked_without_the_key_first() {
    let bench = Bench::new();
    for (id, key, path) in PROVIDERS {
        bench.practice.forget();
        bench.check(id, path, Some(key)).await;
        let seen = bench.practice.requests();
        assert!(!seen[0].had_key, "{id}: {seen:?}");
        for request in &seen[1..] {
            let header = match id {
                "anthropic" => "x-api-key",
                "google_gemini" => "x-goog-api-key",
                _ => "authorization",
            };
            assert_eq!(
                request.auth_headers,
                [header],
                "{id}: one credential, in one header"
            );
            assert!(request.key_was_right, "{id}");
            assert!(
                !request.query.contains(key) && !request.path.contains(key),
                "{id}"
            );
            assert_eq!(request.method, "GET", "{id}");
            assert_eq!(
                request.user_agent,
                concat!("keystow/", env!("CARGO_PKG_VERSION"))
            );
        }
    }
}

#[tokio::test]
async fn the_providers_own_address_is_not_probed() {
    let bench = Bench::new();
    let outcome = bench
        .check_at_home("groq", "/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::Accepted);
    assert_eq!(bench.requests(), (0, 1));
}

#[tokio::test]
async fn a_list_that_is_open_to_anyone_proves_nothing_and_gets_no_key() {
    let bench = Bench::new();
    for (id, key, path) in PROVIDERS {
        bench.practice.forget();
        let outcome = bench.check(id, &format!("/public{path}"), Some(key)).await;
        assert_eq!(outcome.verdict, Verdict::Unverifiable, "{id}");
        assert!(
            outcome.models.is_some_and(|models| models.len() >= 2),
            "{id}"
        );
        assert_eq!(bench.requests().1, 0, "{id}: the key was sent");
    }
}

#[tokio::test]
async fn without_a_key_nothing_is_ever_valid_but_where_none_is_needed() {
    let bench = Bench::new();
    let outcome = bench.check("groq", "/public/openai/v1", None).await;
    assert_eq!(outcome.verdict, Verdict::Unverifiable);
    let outcome = bench.check("groq", "/openai/v1", None).await;
    assert_eq!(
        outcome.verdict,
        Verdict::Blocked,
        "nothing was refused but the missing key"
    );

    let local = Provider {
        key_optional: true,
        ..*provider("openai")
    };
    let base_url = BaseUrl::parse(&format!("{}/public/v1", bench.practice.url())).unwrap();
    let target = Target {
        base_url: Some(&base_url),
        ..Target::of(&local)
    };
    let outcome = bench.client.check(&target, None).await;
    assert_eq!(outcome.verdict, Verdict::NoKeyNeeded);
    assert_eq!(outcome.models.map(|models| models.len()), Some(2));
    // With a key stored, the same open list proves nothing.
    let outcome = bench
        .client
        .check(&target, Some(KeyText::new(WRONG_KEY)))
        .await;
    assert_eq!(outcome.verdict, Verdict::Unverifiable);
    assert_eq!(bench.requests().1, 0);
}

#[tokio::test]
async fn a_live_key_that_lacks_a_scope_or_credit_is_valid_without_models() {
    let bench = Bench::new();
    for (fault, id, verdict) in [
        ("/scope", "openai", Verdict::LimitedScope),
        ("/nocredit", "openai", Verdict::NoCredit),
        ("/nocredit", "anthropic", Verdict::NoCredit),
        ("/nocredit", "groq", Verdict::NoCredit),
    ] {
        let (_, key, path) = PROVIDERS
            .into_iter()
            .find(|(known, _, _)| *known == id)
            .unwrap();
        let outcome = bench.check(id, &format!("{fault}{path}"), Some(key)).await;
        assert_eq!(outcome.verdict, verdict, "{fault} {id}");
        assert_eq!(outcome.verdict.status(), Status::Valid);
        assert_eq!(outcome.models, None);
        let outcome = bench
            .check(id, &format!("{fault}{path}"), Some(WRONG_KEY))
            .await;
        assert_eq!(
            outcome.verdict,
            Verdict::Rejected,
            "a wrong key is wrong there, too"
        );
    }
}

#[tokio::test]
async fn a_key_that_comes_back_in_a_message_is_taken_out() {
    let bench = Bench::new();
    let outcome = bench
        .check("groq", "/echo/openai/v1", Some(WRONG_KEY))
        .await;
    assert_eq!(outcome.verdict, Verdict::Rejected);
    let message = outcome.message.unwrap();
    for piece in WRONG_KEY.as_bytes().windows(4).skip(1) {
        let piece = str::from_utf8(piece).unwrap();
        assert!(!message.contains(piece), "{message}");
    }
    assert!(message.starts_with("Invalid API key …"), "{message}");
    assert!(!message.contains('\u{202e}'));
}

#[tokio::test]
async fn no_more_than_two_checks_of_one_origin_run_at_once() {
    let bench = Bench::new();
    let api_root = format!("{}/gate/open/openai/v1", bench.practice.url());
    let provider = at_home("groq", &api_root);
    let check = || async {
        let target = Target::of(&provider);
        bench
            .client
            .check(&target, Some(KeyText::new(GOOD_GROQ_KEY)))
            .await
            .verdict
    };
    let gate = async {
        bench.practice.wait_for_requests(2).await;
        bench.practice.open_gate("open");
    };
    let (first, second, third, fourth, ()) = tokio::join!(check(), check(), check(), check(), gate);
    assert_eq!([first, second, third, fourth], [Verdict::Accepted; 4]);
    assert_eq!(bench.practice.most_at_once(), 2);
}

#[tokio::test]
async fn dropping_a_check_ends_it_and_frees_its_place() {
    let bench = Bench::new();
    for _ in 0..3 {
        bench.practice.forget();
        let check = bench.check_at_home("groq", "/gate/never/openai/v1", GOOD_GROQ_KEY);
        tokio::select! {
            outcome = check => panic!("nothing opens this gate: {outcome:?}"),
            () = bench.practice.wait_for_requests(1) => {}
        }
    }
    let outcome = bench
        .check_at_home("groq", "/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::Accepted);
}

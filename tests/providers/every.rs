//! Every provider of the catalogue, asked over the wire with a right key, a wrong one and none.

use keystow_providers::catalog::{Proof, providers};
use keystow_providers::{CheckOutcome, Provider, Verdict};
use keystow_test_support::practice::GOOD_OTHER_KEY;
use url::Url;

use crate::bench::{Bench, PROVIDERS, WRONG_KEY};

/// The right key and the path at the practice provider.
fn place(provider: &Provider) -> (&'static str, String) {
    let known = PROVIDERS.iter().find(|(id, ..)| *id == provider.id);
    known.map_or_else(
        || {
            let root = Url::parse(provider.api_root()).unwrap();
            let path = root.path().trim_end_matches('/');
            (GOOD_OTHER_KEY, format!("/like/{}{path}", provider.id))
        },
        |&(_, key, path)| (key, path.to_owned()),
    )
}

#[tokio::test]
async fn a_right_key_is_accepted_and_a_wrong_one_rejected() {
    let bench = Bench::new();
    for provider in providers() {
        let (key, path) = place(provider);
        let good = bench.check(provider.id, &path, Some(key)).await;
        let wrong = bench.check(provider.id, &path, Some(WRONG_KEY)).await;
        let open = provider.key_optional || matches!(provider.proof, Proof::None);
        let (right, refused) = if open {
            (Verdict::Unverifiable, Verdict::Unverifiable)
        } else {
            (Verdict::Accepted, Verdict::Rejected)
        };
        let told = |outcome: &CheckOutcome| format!("{}: {outcome:?}", provider.id);
        assert_eq!(good.verdict, right, "{}", told(&good));
        assert_eq!(wrong.verdict, refused, "{}", told(&wrong));
        let listed = good
            .models
            .as_ref()
            .is_some_and(|models| !models.is_empty());
        assert_eq!(listed, provider.list.is_some(), "{}", told(&good));
        if !open {
            assert_eq!(wrong.models, None, "{}", told(&wrong));
        }
        let line = good.request.unwrap();
        assert!(
            line.starts_with("GET http://127.0.0.1") || line.starts_with("POST http://127.0.0.1")
        );
        assert!(!line.contains(key), "{line}");
    }
}

#[tokio::test]
async fn a_local_server_needs_no_key() {
    let bench = Bench::new();
    for provider in providers().iter().filter(|provider| provider.key_optional) {
        let (_, path) = place(provider);
        let outcome = bench.check(provider.id, &path, None).await;
        assert_eq!(outcome.verdict, Verdict::NoKeyNeeded, "{}", provider.id);
        assert!(outcome.models.is_some_and(|models| !models.is_empty()));
    }
}

#[tokio::test]
async fn no_provider_gets_a_key_for_what_anybody_may_read() {
    let bench = Bench::new();
    for provider in providers() {
        let Some(list) = provider.list.filter(|list| list.public) else {
            continue;
        };
        bench.practice.forget();
        let (key, path) = place(provider);
        bench.check(provider.id, &path, Some(key)).await;
        for seen in bench.practice.requests() {
            if seen.path.ends_with(list.path) {
                assert!(!seen.had_key, "{}: {seen:?}", provider.id);
            }
        }
    }
}

#[tokio::test]
async fn account_facts_come_with_the_proof_and_change_no_verdict() {
    let bench = Bench::new();
    for (id, told) in [
        ("openrouter", true),
        ("deepseek", true),
        ("moonshot", true),
        ("elevenlabs", true),
        ("xai", true),
        ("groq", false),
        ("mistral", false),
    ] {
        let provider = keystow_providers::catalog::find(id).unwrap();
        let (key, path) = place(provider);
        let outcome = bench.check(id, &path, Some(key)).await;
        assert_eq!(outcome.verdict, Verdict::Accepted, "{id}");
        assert_eq!(outcome.account.is_some(), told, "{id}");
    }
}

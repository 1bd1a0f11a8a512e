//! Lists over several pages, and lists without end.

use keystow_providers::Verdict;
use keystow_test_support::practice::{
    Canned, GOOD_ANTHROPIC_KEY, GOOD_GEMINI_KEY, PracticeOptions,
};

use crate::bench::{Bench, PROVIDERS};

#[tokio::test]
async fn ten_thousand_models_come_whole() {
    let mut options = crate::bench::options();
    options.body_limit = 16 * 1024 * 1024;
    let bench = Bench::with(PracticeOptions::default(), &options);
    let (id, key, path) = PROVIDERS[0];
    let outcome = bench
        .check(id, &format!("/many/10000{path}"), Some(key))
        .await;
    assert_eq!(outcome.verdict, Verdict::Accepted);
    assert_eq!(outcome.models.map(|models| models.len()), Some(10_000));
}

#[tokio::test]
async fn a_repeated_token_ends_the_list() {
    let bench = Bench::new();
    for (id, key) in [
        ("anthropic", GOOD_ANTHROPIC_KEY),
        ("google_gemini", GOOD_GEMINI_KEY),
    ] {
        bench.practice.forget();
        let outcome = bench.check_at_home(id, "/loop", key).await;
        assert_eq!(outcome.verdict, Verdict::Accepted, "{id}");
        assert_eq!(outcome.models.map(|models| models.len()), Some(3), "{id}");
        assert_eq!(bench.requests(), (0, 2), "{id}");
    }
}

#[tokio::test]
async fn paging_ends_after_a_hundred_pages() {
    let bench = Bench::new();
    for (id, key) in [
        ("anthropic", GOOD_ANTHROPIC_KEY),
        ("google_gemini", GOOD_GEMINI_KEY),
    ] {
        bench.practice.forget();
        let outcome = bench.check_at_home(id, "/pages", key).await;
        assert_eq!(outcome.verdict, Verdict::Accepted, "{id}");
        assert_eq!(
            outcome.models.map(|models| models.len()),
            Some(1),
            "duplicates are merged"
        );
        assert_eq!(bench.requests(), (0, 100), "{id}");
    }
}

#[tokio::test]
async fn a_list_whose_later_page_is_missing_is_not_given() {
    let bench = Bench::new();
    let page = |next: &str| Canned {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: format!(r#"{{"models":[{{"name":"models/a"}}],"nextPageToken":"{next}"}}"#),
    };
    bench.practice.can("first", page("second"));
    let path = "/later/503/canned/first";
    let outcome = bench
        .check_at_home("google_gemini", path, GOOD_GEMINI_KEY)
        .await;
    assert_eq!(
        outcome.verdict,
        Verdict::Accepted,
        "the first page proved the key"
    );
    assert_eq!(outcome.models, None);
    assert!(
        outcome
            .message
            .is_some_and(|message| message.contains("broke off"))
    );

    let path = "/later/401/canned/first";
    let outcome = bench
        .check_at_home("google_gemini", path, GOOD_GEMINI_KEY)
        .await;
    assert_eq!(
        outcome.verdict,
        Verdict::Rejected,
        "it was revoked meanwhile"
    );
    assert_eq!(outcome.http_status, Some(401));
}

//! Network faults N1 to N6, N8, N9, N11: each ends in a verdict that says nothing about the key.

use std::time::Duration;

use keystow_providers::{BaseUrl, Client, KeyText, Status, Target, Verdict};
use keystow_test_support::practice::{Canned, GOOD_GROQ_KEY, Practice, PracticeOptions};

use crate::bench::{Bench, at_home, options, provider};

#[tokio::test]
async fn n1_a_refused_connection_and_an_unknown_name_are_unreachable_and_named() {
    let client = Client::new(&options()).unwrap();
    // A port that was free a moment ago and is closed now.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for (url, words) in [
        (format!("http://{closed}/v1"), "refused"),
        ("https://keystow.invalid/v1".to_owned(), "DNS"),
    ] {
        let base_url = BaseUrl::parse(&url).unwrap();
        let target = Target {
            base_url: Some(&base_url),
            ..Target::of(provider("groq"))
        };
        let outcome = client
            .check(&target, Some(KeyText::new(GOOD_GROQ_KEY)))
            .await;
        assert_eq!(outcome.verdict, Verdict::Unreachable, "{url}");
        assert!(outcome.message.unwrap().contains(words), "{url}");
        assert_eq!(outcome.http_status, None);
    }
}

#[tokio::test]
async fn n2_an_answer_cut_at_any_byte_says_nothing() {
    let bench = Bench::new();
    let mut cut_at = 0;
    loop {
        let path = format!("/cut/{cut_at}/openai/v1");
        let outcome = bench.check_at_home("groq", &path, GOOD_GROQ_KEY).await;
        if outcome.verdict == Verdict::Accepted {
            break;
        }
        assert_eq!(outcome.verdict, Verdict::Unreachable, "cut at {cut_at}");
        assert_eq!(outcome.models, None, "cut at {cut_at}");
        cut_at += 7;
    }
    assert!(cut_at > 400, "the whole answer is longer than {cut_at}");
    let outcome = bench
        .check("groq", "/cut/60/openai/v1", Some(GOOD_GROQ_KEY))
        .await;
    assert_eq!(outcome.verdict, Verdict::Unreachable, "the probe was cut");
    assert_eq!(
        bench.practice.requests().last().map(|seen| seen.had_key),
        Some(false)
    );
}

#[tokio::test]
async fn n3_an_answer_that_comes_late_or_a_byte_a_second_times_out() {
    let mut options = options();
    options.total_timeout = Duration::from_millis(300);
    let bench = Bench::with(PracticeOptions::default(), &options);
    for fault in ["/slow", "/delay/600000", "/gate/never"] {
        let path = format!("{fault}/openai/v1");
        let outcome = bench.check_at_home("groq", &path, GOOD_GROQ_KEY).await;
        assert_eq!(outcome.verdict, Verdict::Unreachable, "{fault}");
        assert!(outcome.message.unwrap().contains("in time"), "{fault}");
    }
}

#[tokio::test]
async fn n4_an_endless_answer_is_not_read_to_its_end() {
    let bench = Bench::new();
    let outcome = bench
        .check_at_home("groq", "/endless/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::Unexpected);
    assert!(outcome.message.unwrap().contains("too large"));
    let outcome = bench
        .check("groq", "/many/90000/openai/v1", Some(GOOD_GROQ_KEY))
        .await;
    assert_eq!(
        outcome.verdict,
        Verdict::Unexpected,
        "an announced length is believed"
    );
}

#[tokio::test]
async fn n4_a_compressed_answer_is_not_unpacked() {
    let bench = Bench::new();
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    let headers = headers
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let body = "\u{1f}this would be gzip".to_owned();
    bench.practice.can(
        "packed",
        Canned {
            status: 200,
            headers,
            body,
        },
    );
    let outcome = bench
        .check("groq", "/canned/packed/openai/v1", Some(GOOD_GROQ_KEY))
        .await;
    assert_eq!(outcome.verdict, Verdict::Unexpected);
}

#[tokio::test]
async fn n5_what_is_no_http_is_unexpected() {
    let bench = Bench::new();
    let outcome = bench
        .check("groq", "/garbage/openai/v1", Some(GOOD_GROQ_KEY))
        .await;
    assert_eq!(
        outcome.verdict,
        Verdict::Unexpected,
        "{:?}",
        outcome.message
    );
    assert_eq!(bench.requests().1, 0, "the key stayed here");
}

#[tokio::test]
async fn n5_json_that_is_no_list_is_unexpected_and_the_key_stays_unproved() {
    let bench = Bench::new();
    let deep = "[".repeat(100_000);
    for (name, body) in [
        ("cut", r#"{"data":[{"id":"a"}"#),
        ("deep", deep.as_str()),
        ("wrong-type", r#"{"data":{"id":"a"}}"#),
        ("text", r#""a list of models""#),
        ("number", "7"),
        ("null", "null"),
        ("html", "<!doctype html><title>hello</title>"),
        ("empty", ""),
        ("latin", "\u{fffd}\u{fffd}"),
    ] {
        bench.practice.can(name, json(body));
        let path = format!("/canned/{name}/openai/v1");
        let outcome = bench.check_at_home("groq", &path, GOOD_GROQ_KEY).await;
        assert_eq!(outcome.verdict, Verdict::Unexpected, "{name}");
        assert_eq!(outcome.models, None, "{name}");
    }
}

#[tokio::test]
async fn n5_a_list_with_odd_rows_gives_what_can_be_read_of_it() {
    let bench = Bench::new();
    let body = r#"{"object":"list","data":[{"id":"a","id":"b","context_window":"many"},
        {"id":7},null,"text",{"name":"no id"},{"id":"c","context_window":131072}]}"#;
    bench.practice.can("odd", json(body));
    let path = "/canned/odd/openai/v1";
    let outcome = bench.check_at_home("groq", path, GOOD_GROQ_KEY).await;
    assert_eq!(outcome.verdict, Verdict::Accepted, "{:?}", outcome.message);
    let models = outcome.models.unwrap();
    let last = models.iter().find(|model| model.id == "c").unwrap();
    assert_eq!(last.context_window, Some(131_072));
    assert!(models.iter().all(|model| !model.id.is_empty()));
}

#[tokio::test]
async fn n9_names_of_any_length_and_any_character_come_harmless() {
    let bench = Bench::with(
        PracticeOptions::default(),
        &keystow_providers::ClientOptions::default(),
    );
    let long = "x".repeat(1024 * 1024);
    let ids = [
        long.as_str(),
        "\u{1f600}-llama",
        "\u{202e}evil\u{2066}",
        "\u{1b}[31mred\u{7}",
        "a\nb\tc",
        "שלום-model",
    ];
    let rows: Vec<_> = ids
        .iter()
        .map(|id| serde_json::json!({"id": id, "name": id, "owned_by": id}))
        .collect();
    let list = serde_json::json!({"object": "list", "data": rows}).to_string();
    bench.practice.can("names", json(&list));
    let path = "/canned/names/openai/v1";
    let outcome = bench.check_at_home("groq", path, GOOD_GROQ_KEY).await;
    assert_eq!(outcome.verdict, Verdict::Accepted, "{:?}", outcome.message);
    let models = outcome.models.unwrap();
    assert!(models.len() >= 4, "{}", models.len());
    for model in &models {
        let texts = [
            Some(&model.id),
            model.display_name.as_ref(),
            model.owner.as_ref(),
        ];
        for text in texts.into_iter().flatten() {
            assert!(text.chars().count() <= 512, "{} characters", text.len());
            let steers = |c: char| {
                c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!text.chars().any(steers), "{text:?}");
        }
    }
    assert!(models.iter().any(|model| model.id.contains("שלום")));
}

#[tokio::test]
async fn n11_a_thousand_checks_take_their_turns() {
    const SERVERS: usize = 40;
    const CHECKS: usize = 1000;
    let client = Client::new(&options()).unwrap();
    let servers: Vec<_> = (0..SERVERS)
        .map(|_| Practice::start(PracticeOptions::default()))
        .collect();
    let mut checks = tokio::task::JoinSet::new();
    for number in 0..CHECKS {
        let client = client.clone();
        let url = format!("{}/gate/all/openai/v1", servers[number % SERVERS].url());
        checks.spawn(async move {
            let home = at_home("groq", &url);
            let key = Some(KeyText::new(GOOD_GROQ_KEY));
            client.check(&Target::of(&home), key).await.verdict
        });
    }
    let under_way = || {
        servers
            .iter()
            .map(|server| server.requests().len())
            .sum::<usize>()
    };
    while under_way() < 32 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(under_way(), 32, "the thirty-third waits");
    for server in &servers {
        server.open_gate("all");
    }
    let verdicts = checks.join_all().await;
    assert_eq!(verdicts.len(), CHECKS);
    assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Accepted));
    for server in &servers {
        assert_eq!(server.requests().len(), CHECKS / SERVERS);
        assert!(server.most_at_once() <= 2, "{}", server.most_at_once());
    }
}

/// The most memory that this process ever took, in bytes.
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kib = line.split_whitespace().nth(1).unwrap();
    kib.parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn n4_an_endless_answer_takes_no_more_than_its_share_of_memory() {
    let bench = Bench::with(
        PracticeOptions::default(),
        &keystow_providers::ClientOptions::default(),
    );
    bench
        .check_at_home("groq", "/openai/v1", GOOD_GROQ_KEY)
        .await;
    let before = most_memory();
    let outcome = bench
        .check_at_home("groq", "/endless/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::Unexpected);
    let grown = (most_memory() - before) / 1024 / 1024;
    assert!(grown <= 32, "{grown} MiB, the server's own among them");
}

fn json(body: &str) -> Canned {
    Canned {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_owned(),
    }
}

#[tokio::test]
async fn n5_a_web_page_is_unexpected_with_200_and_blocked_with_403() {
    let bench = Bench::new();
    for (status, verdict) in [
        (200, Verdict::Unexpected),
        (401, Verdict::Rejected),
        (403, Verdict::Blocked),
        (404, Verdict::Unexpected),
        (429, Verdict::RateLimited),
        (502, Verdict::ProviderDown),
    ] {
        let path = format!("/html/{status}/openai/v1");
        let outcome = bench.check_at_home("groq", &path, GOOD_GROQ_KEY).await;
        assert_eq!(outcome.verdict, verdict, "{status}");
    }
}

#[tokio::test]
async fn n6_a_redirect_is_not_followed_and_nothing_arrives_elsewhere() {
    let elsewhere = Practice::start(PracticeOptions::default());
    let redirect_to = Some(format!("{}/openai/v1/models", elsewhere.url()));
    let practice = PracticeOptions {
        redirect_to,
        ..PracticeOptions::default()
    };
    let bench = Bench::with(practice, &options());
    for status in [301, 302, 303, 307, 308] {
        for (id, path) in [
            ("groq", "/openai/v1"),
            ("anthropic", ""),
            ("google_gemini", ""),
        ] {
            let path = format!("/redirect/{status}{path}");
            let outcome = bench.check(id, &path, Some(GOOD_GROQ_KEY)).await;
            assert_eq!(outcome.verdict, Verdict::Unexpected, "{id} {status}");
            assert_eq!(outcome.http_status, Some(status));
            let outcome = bench.check_at_home(id, &path, GOOD_GROQ_KEY).await;
            assert_eq!(outcome.verdict, Verdict::Unexpected, "{id} {status}");
        }
    }
    assert_eq!(elsewhere.requests(), []);
    assert_eq!(bench.practice.requests().len(), 5 * 3 * 3);
}

#[tokio::test]
async fn a_5xx_is_asked_again_twice_and_then_the_provider_is_down() {
    let bench = Bench::new();
    let outcome = bench
        .check_at_home("groq", "/status/503/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::ProviderDown);
    assert_eq!(outcome.http_status, Some(503));
    assert_eq!(bench.requests(), (0, 3));

    bench.practice.forget();
    let outcome = bench
        .check_at_home("groq", "/flaky/2/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::Accepted);
    assert_eq!(bench.requests(), (0, 3));

    bench.practice.forget();
    let outcome = bench
        .check("groq", "/status/500/openai/v1", Some(GOOD_GROQ_KEY))
        .await;
    assert_eq!(outcome.verdict, Verdict::ProviderDown);
    assert_eq!(
        bench.requests(),
        (3, 1),
        "two retries a check, over all its requests"
    );
}

#[tokio::test]
async fn a_probe_that_came_to_no_answer_leaves_the_key_unproved() {
    let bench = Bench::new();
    // The probe and its two retries fail, the request with the key succeeds.
    let outcome = bench
        .check("groq", "/flaky/3/openai/v1", Some(GOOD_GROQ_KEY))
        .await;
    assert_eq!(outcome.verdict, Verdict::Unverifiable);
    assert!(outcome.models.is_some());
}

#[tokio::test]
async fn a_long_retry_after_is_told_and_not_waited_for() {
    let bench = Bench::new();
    let path = "/after/9/status/503/openai/v1";
    let outcome = bench.check_at_home("groq", path, GOOD_GROQ_KEY).await;
    assert_eq!(outcome.verdict, Verdict::ProviderDown);
    assert_eq!(outcome.retry_after, Some(Duration::from_secs(9)));
    assert_eq!(bench.requests(), (0, 1));

    bench.practice.forget();
    let path = "/after/0/status/503/openai/v1";
    let outcome = bench.check_at_home("groq", path, GOOD_GROQ_KEY).await;
    assert_eq!(outcome.retry_after, Some(Duration::ZERO));
    assert_eq!(bench.requests(), (0, 3), "a short one is waited for");
}

#[tokio::test]
async fn a_rate_limit_is_told_and_not_asked_again() {
    let bench = Bench::new();
    let outcome = bench
        .check_at_home("groq", "/ratelimit/openai/v1", GOOD_GROQ_KEY)
        .await;
    assert_eq!(outcome.verdict, Verdict::RateLimited);
    assert_eq!(outcome.verdict.status(), Status::Error);
    assert_eq!(outcome.retry_after, Some(Duration::from_secs(7)));
    assert_eq!(bench.requests(), (0, 1));
}

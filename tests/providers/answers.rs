//! Every recorded answer under `answers/<provider>/<case>.json`, judged as the endpoint of its
//! `request` line.
//!
//! An answer is cut to the fields that are read. `source` says where the fact comes from, `status`,
//! `headers` and `body` what came (a text for a body is no JSON), `expect` and `verdict` what follows
//! from it. Optional are `message` (shown before redaction), `retry_after_ms`, `models` (what is read
//! from a list), `key_sent: false` and `endpoint: "probe"`. The folder `openai_compatible` stands for
//! a base URL of the owner's own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use keystow_providers::catalog::{Host, Proof, Request};
use keystow_providers::models::{ListedModel, read_list};
use keystow_providers::verdict::{Answer, Endpoint, Judgement, Question, judge};
use keystow_providers::{Price, Verdict};
use keystow_test_support::practice::Canned;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use url::Url;

use crate::bench::{Bench, WRONG_KEY, provider};

/// How many answers are recorded: a lost file must not pass for a green test.
const RECORDED: usize = 165;

struct Recorded {
    name: String,
    provider: &'static str,
    own_base_url: bool,
    facts: Value,
}

impl Recorded {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/providers/answers");
        let mut all = Vec::new();
        for files in entries(&folder) {
            let folder = files.file_name().unwrap().to_str().unwrap().to_owned();
            for file in entries(&files) {
                let text = std::fs::read_to_string(&file).unwrap();
                let own_base_url = folder == "openai_compatible";
                let id = if own_base_url {
                    "openai"
                } else {
                    folder.as_str()
                };
                all.push(Self {
                    name: format!("{folder}/{}", file.file_stem().unwrap().to_str().unwrap()),
                    provider: provider(id).id,
                    own_base_url,
                    facts: serde_json::from_str(&text).unwrap(),
                });
            }
        }
        all
    }

    fn text(&self, field: &str) -> &str {
        self.facts[field].as_str().unwrap_or_default()
    }

    fn verdict(&self) -> Verdict {
        self.text("verdict").parse().unwrap()
    }

    fn status(&self) -> u16 {
        self.facts["status"].as_u64().unwrap().try_into().unwrap()
    }

    /// A text is no JSON; it stands there as it came.
    fn body(&self) -> String {
        let body = &self.facts["body"];
        body.as_str()
            .map_or_else(|| body.to_string(), str::to_owned)
    }

    fn headers(&self) -> Vec<(String, String)> {
        let headers = self.facts["headers"].as_object().unwrap().iter();
        headers
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect()
    }

    fn key_sent(&self) -> bool {
        self.facts.get("key_sent").is_none_or(|sent| sent == true)
    }

    /// The endpoint of the request line.
    fn endpoint(&self) -> Endpoint {
        if self.text("endpoint") == "probe" {
            return Endpoint::Probe;
        }
        match provider(self.provider).proof {
            Proof::Request(request) if self.text("request").ends_with(request.path) => {
                Endpoint::Proof
            }
            _ => Endpoint::List,
        }
    }

    fn judge(&self) -> Judgement {
        let headers = self.headers().into_iter().map(|(name, value)| {
            (
                name.parse::<HeaderName>().unwrap(),
                HeaderValue::from_str(&value).unwrap(),
            )
        });
        let question = Question {
            provider: provider(self.provider),
            own_base_url: self.own_base_url,
            key_sent: self.key_sent(),
            endpoint: self.endpoint(),
        };
        let headers: HeaderMap = headers.collect();
        let body = self.body();
        judge(
            &question,
            &Answer {
                status: self.status(),
                headers: &headers,
                body: body.as_bytes(),
            },
        )
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_recorded_answer_gets_its_verdict() {
    let all = Recorded::all();
    assert_eq!(all.len(), RECORDED);
    for recorded in &all {
        let name = &recorded.name;
        let judgement = recorded.judge();
        assert_eq!(judgement.verdict, recorded.verdict(), "{name}");
        assert_eq!(
            judgement.verdict.status().as_str(),
            recorded.text("expect"),
            "{name}"
        );
        let wait = recorded.facts["retry_after_ms"]
            .as_u64()
            .map(Duration::from_millis);
        assert_eq!(judgement.retry_after, wait, "{name}");
        if let Some(message) = recorded.facts["message"].as_str() {
            assert_eq!(judgement.message.as_deref(), Some(message), "{name}");
        }
        assert!(
            !recorded.text("source").is_empty(),
            "{name} does not say where it comes from"
        );
        assert!(
            recorded.text("request").starts_with("GET ")
                || recorded.text("request").starts_with("POST "),
            "{name} has no request line"
        );
    }
}

#[test]
fn every_verdict_that_an_answer_can_have_is_recorded() {
    let all = Recorded::all();
    for verdict in Verdict::ALL {
        assert!(
            all.iter().any(|recorded| recorded.verdict() == verdict),
            "{verdict}"
        );
    }
}

#[test]
fn every_recorded_list_gives_its_models() {
    let mut lists = 0;
    for recorded in Recorded::all() {
        let dialect = provider(recorded.provider).dialect;
        let read = read_list(dialect, recorded.body().as_bytes());
        match recorded.facts["models"].as_array() {
            Some(rows) => {
                lists += 1;
                let expected: Vec<_> = rows.iter().map(model).collect();
                assert_eq!(read, Some(expected), "{}", recorded.name);
            }
            None => assert_eq!(read, None, "{}", recorded.name),
        }
    }
    assert_eq!(lists, 45);
}

#[tokio::test]
async fn every_recorded_answer_gets_the_same_verdict_over_the_wire() {
    let bench = Bench::new();
    let mut judged = 0;
    for recorded in Recorded::all()
        .iter()
        .filter(|recorded| recorded.key_sent())
    {
        let known = provider(recorded.provider);
        let answer = Canned {
            status: recorded.status(),
            headers: recorded.headers(),
            body: recorded.body(),
        };
        let name = recorded.name.replace('/', "-");
        bench.practice.can(&name, answer);
        let path = Url::parse(known.api_root()).unwrap().path().to_owned();
        let path = format!("/canned/{name}{path}");
        let proves = match known.proof {
            Proof::List => recorded.endpoint() != Endpoint::Proof,
            Proof::Request(_) => recorded.endpoint() == Endpoint::Proof,
            Proof::None => false,
        };
        let beside = matches!(
            known.proof,
            Proof::Request(Request {
                host: Host::Beside(_),
                ..
            })
        );
        if !proves {
            continue;
        }
        for at_home in [false, true] {
            let outcome = match at_home {
                true if beside => continue,
                true => bench.check_at_home(known.id, &path, WRONG_KEY).await,
                false => bench.check(known.id, &path, Some(WRONG_KEY)).await,
            };
            assert_eq!(
                outcome.verdict,
                recorded.verdict(),
                "{name}: {:?}",
                outcome.message
            );
            assert_eq!(outcome.http_status, Some(recorded.status()), "{name}");
            assert!(outcome.request.unwrap().contains("/canned/"), "{name}");
            judged += 1;
        }
    }
    assert!(judged > 150, "{judged}");
}

fn model(row: &Value) -> ListedModel {
    let text = |field: &str| row[field].as_str().map(str::to_owned);
    let number = |field: &str| row[field].as_u64().map(|number| number.try_into().unwrap());
    let texts = |field: &str| {
        let texts = row[field].as_array().into_iter().flatten();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    ListedModel {
        id: text("id").unwrap(),
        display_name: text("display_name"),
        owner: text("owner"),
        context_window: number("context_window"),
        output_limit: number("output_limit"),
        input_modalities: texts("input_modalities"),
        output_modalities: texts("output_modalities"),
        capabilities: texts("capabilities"),
        price: serde_json::from_value::<Option<Price>>(row["price"].clone()).unwrap(),
        created: row["created"].as_i64(),
    }
}

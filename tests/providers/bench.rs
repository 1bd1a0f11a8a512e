//! A practice provider, a client with small bounds, and targets at it.

use std::time::Duration;

use keystow_providers::{
    BaseUrl, CheckOutcome, Client, ClientOptions, KeyText, Provider, Proxy, Region, Target, catalog,
};
use keystow_test_support::practice::{
    GOOD_ANTHROPIC_KEY, GOOD_GEMINI_KEY, GOOD_GROQ_KEY, GOOD_OPENAI_KEY, Practice, PracticeOptions,
};

/// Each provider with its right key and its path at the practice provider.
pub(crate) const PROVIDERS: [(&str, &str, &str); 4] = [
    ("groq", GOOD_GROQ_KEY, "/openai/v1"),
    ("openai", GOOD_OPENAI_KEY, "/v1"),
    ("anthropic", GOOD_ANTHROPIC_KEY, ""),
    ("google_gemini", GOOD_GEMINI_KEY, ""),
];

/// A key of no provider, with nothing in it that occurs in a message.
pub(crate) const WRONG_KEY: &str = "gsk_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEF";

pub(crate) fn provider(id: &str) -> &'static Provider {
    catalog::find(id).unwrap()
}

/// The provider as if it were at home at this root.
pub(crate) fn at_home(id: &str, api_root: &str) -> Provider {
    let provider = provider(id);
    let region = Region {
        api_root: Box::leak(api_root.into()),
        ..provider.regions[0]
    };
    Provider {
        regions: Box::leak(Box::new([region])),
        ..*provider
    }
}

/// Bounds that are generous for a loaded machine and small for a broken answer.
pub(crate) fn options() -> ClientOptions {
    ClientOptions {
        connect_timeout: Duration::from_secs(10),
        total_timeout: Duration::from_secs(20),
        body_limit: 1024 * 1024,
        retry_pause: Duration::from_millis(1),
        extra_roots: Vec::new(),
        proxy: Proxy::System,
    }
}

pub(crate) struct Bench {
    pub(crate) practice: Practice,
    pub(crate) client: Client,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(PracticeOptions::default(), &options())
    }

    pub(crate) fn with(practice: PracticeOptions, options: &ClientOptions) -> Self {
        Self {
            practice: Practice::start(practice),
            client: Client::new(options).unwrap(),
        }
    }

    /// Checks a key at the practice provider, given as a base URL of the owner's own.
    pub(crate) async fn check(&self, id: &str, path: &str, key: Option<&str>) -> CheckOutcome {
        let base_url = BaseUrl::parse(&format!("{}{path}", self.practice.url())).unwrap();
        let target = Target {
            base_url: Some(&base_url),
            ..Target::of(provider(id))
        };
        self.client.check(&target, key.map(KeyText::new)).await
    }

    /// Checks a key as if the practice provider were the provider itself: no probe goes first.
    pub(crate) async fn check_at_home(&self, id: &str, path: &str, key: &str) -> CheckOutcome {
        let home = at_home(id, &format!("{}{path}", self.practice.url()));
        let target = Target::of(&home);
        self.client.check(&target, Some(KeyText::new(key))).await
    }

    /// How many requests came without a key and with one.
    pub(crate) fn requests(&self) -> (usize, usize) {
        let seen = self.practice.requests();
        let keyed = seen.iter().filter(|seen| seen.had_key).count();
        (seen.len() - keyed, keyed)
    }
}

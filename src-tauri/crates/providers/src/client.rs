//! The one HTTP client: asks a provider whether a key works, and which models it opens.
//!
//! Invariants:
//!
//! * Redirects are never followed, and a key goes to the origin of its target only.
//! * A base URL of the owner's own is asked **without** the key first; if it lists its models to
//!   anyone, the key stays here.
//! * One check sends at most two retries and ends within the total timeout.
//! * What stays on this computer goes through no proxy: a proxy would see the key in the clear.

mod in_flight;

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::tls::Certificate;
use tokio::time::Instant;

use self::in_flight::InFlight;
use crate::dialect;
use crate::key::KeyText;
use crate::models::{Gathered, ListedModel, read_page};
use crate::redact::redact;
use crate::target::Target;
use crate::transport::{Budget, Fault, Raw, exchange};
use crate::verdict::{Answer, Endpoint, Judgement, Question, Verdict, judge};

/// Paging ends here at the latest.
const MAX_PAGES: usize = 100;

/// Retries of one check, over all its requests.
const MAX_RETRIES: u32 = 2;

/// Bounds of a client. The defaults are those of the product; tests take smaller ones.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest time of a whole check, pages and retries included.
    pub total_timeout: Duration,
    /// Most bytes that one check reads, over all pages.
    pub body_limit: usize,
    /// Pause before a retry; up to half of it is taken off at random.
    pub retry_pause: Duration,
    /// Certificate files (PEM) that are trusted besides those of the system.
    pub extra_roots: Vec<PathBuf>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            body_limit: 16 * 1024 * 1024,
            retry_pause: Duration::from_millis(400),
            extra_roots: Vec::new(),
        }
    }
}

/// Why no client could be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A certificate file of [`ClientOptions::extra_roots`] cannot be read.
    #[error("the certificate file {} cannot be read", path.display())]
    Roots {
        /// The file.
        path: PathBuf,
    },
    /// TLS cannot be set up on this machine: as a rule, no trusted certificates were found.
    #[error("TLS cannot be set up: the system's trusted certificates cannot be read")]
    Tls,
}

/// What a check found.
#[derive(Debug, Clone)]
pub struct CheckOutcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The provider's words or a sentence of our own; redacted, at most 512 characters.
    pub message: Option<String>,
    /// The HTTP status the verdict was found from; absent when no answer came.
    pub http_status: Option<u16>,
    /// When the provider wants to be asked again.
    pub retry_after: Option<Duration>,
    /// How long the check took, without waiting for its turn.
    pub latency: Duration,
    /// The models, when a well-formed list arrived whole.
    pub models: Option<Vec<ListedModel>>,
}

/// Asks providers about keys. Cheap to clone; clones share their connections and their limits.
#[derive(Debug, Clone)]
pub struct Client {
    away: reqwest::Client,
    here: reqwest::Client,
    in_flight: InFlight,
    options: ClientOptions,
}

impl Client {
    /// Makes a client.
    ///
    /// # Errors
    ///
    /// [`ClientError::Roots`] for a certificate file that cannot be read, [`ClientError::Tls`] when
    /// TLS cannot be set up.
    pub fn new(options: &ClientOptions) -> Result<Self, ClientError> {
        let mut roots = Vec::new();
        for path in &options.extra_roots {
            let unread = || ClientError::Roots { path: path.clone() };
            let pem = std::fs::read(path).map_err(|_| unread())?;
            roots.extend(Certificate::from_pem_bundle(&pem).map_err(|_| unread())?);
        }
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("keystow/", env!("CARGO_PKG_VERSION")))
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .connect_timeout(options.connect_timeout)
                .tls_certs_merge(roots.clone())
        };
        Ok(Self {
            away: builder()
                .https_only(true)
                .build()
                .map_err(|_| ClientError::Tls)?,
            here: builder().no_proxy().build().map_err(|_| ClientError::Tls)?,
            in_flight: InFlight::default(),
            options: options.clone(),
        })
    }

    /// Asks the target about a key. Never fails: every failure is a verdict.
    ///
    /// At most 32 checks run at once, and two for one origin; the others wait for their turn.
    /// Dropping the future ends the check.
    pub async fn check(&self, target: &Target<'_>, key: Option<KeyText<'_>>) -> CheckOutcome {
        let _turn = self.in_flight.enter(target.origin()).await;
        let start = Instant::now();
        let budget = Budget {
            deadline: start + self.options.total_timeout,
            retries: MAX_RETRIES,
            retry_pause: self.options.retry_pause,
            bytes: self.options.body_limit,
        };
        let client = if target.is_loopback() {
            &self.here
        } else {
            &self.away
        };
        let found = Check {
            client,
            target,
            budget,
        }
        .run(key)
        .await;
        let latency = start.elapsed();
        let message = found.judgement.message.map(|message| {
            redact(
                &message,
                key.map(KeyText::expose),
                target.provider.key_prefixes,
            )
        });
        tracing::debug!(
            provider = target.provider.id,
            origin = target.origin().as_str(),
            verdict = found.judgement.verdict.as_str(),
            http_status = found.http_status,
            millis = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX),
            "checked"
        );
        CheckOutcome {
            verdict: found.judgement.verdict,
            message: message.filter(|message| !message.is_empty()),
            http_status: found.http_status,
            retry_after: found.judgement.retry_after,
            latency,
            models: found.models,
        }
    }
}

/// One check under way.
struct Check<'c> {
    client: &'c reqwest::Client,
    target: &'c Target<'c>,
    budget: Budget,
}

struct Found {
    judgement: Judgement,
    http_status: Option<u16>,
    models: Option<Vec<ListedModel>>,
}

impl Found {
    fn own_words(verdict: Verdict, sentence: &str) -> Self {
        let message = Some(sentence.to_owned());
        let judgement = Judgement {
            verdict,
            message,
            retry_after: None,
        };
        Self {
            judgement,
            http_status: None,
            models: None,
        }
    }

    fn fault(fault: Fault) -> Self {
        Self::own_words(fault.verdict(), fault.sentence())
    }
}

impl Check<'_> {
    async fn run(mut self, key: Option<KeyText<'_>>) -> Found {
        let mut open_to_anyone = Some(false);
        if self.target.has_own_base_url() && key.is_some() {
            let raw = match self.ask(None).await {
                Ok(raw) => raw,
                Err(found) => return found,
            };
            let judgement = self.judge(&raw, Endpoint::Probe, false);
            match judgement.verdict {
                Verdict::Unverifiable => return self.list(raw, judgement, None).await,
                // It did not come to an answer: nothing is known about keyless requests.
                Verdict::RateLimited | Verdict::ProviderDown => open_to_anyone = None,
                _ => {}
            }
        }
        let raw = match self.ask(key).await {
            Ok(raw) => raw,
            Err(found) => return found,
        };
        let mut judgement = self.judge(&raw, Endpoint::List, key.is_some());
        if judgement.verdict == Verdict::Accepted && open_to_anyone.is_none() {
            judgement.verdict = Verdict::Unverifiable;
            judgement.message = Some(
                "The list came, but whether it is open to anyone could not be found out."
                    .to_owned(),
            );
        }
        self.list(raw, judgement, key).await
    }

    /// Asks for the first page.
    async fn ask(&mut self, key: Option<KeyText<'_>>) -> Result<Raw, Found> {
        let url = self.target.list_url();
        self.get(&url, key).await
    }

    async fn get(&mut self, url: &url::Url, key: Option<KeyText<'_>>) -> Result<Raw, Found> {
        let provider = self.target.provider;
        let Some(headers) = dialect::headers(provider.dialect, provider.auth, key) else {
            let sentence = "The key has a character that cannot be sent.";
            return Err(Found::own_words(Verdict::Unexpected, sentence));
        };
        exchange(self.client, url, &headers, &mut self.budget)
            .await
            .map_err(Found::fault)
    }

    fn judge(&self, raw: &Raw, endpoint: Endpoint, key_sent: bool) -> Judgement {
        let question = Question {
            provider: self.target.provider,
            own_base_url: self.target.has_own_base_url(),
            key_sent,
            endpoint,
        };
        judge(
            &question,
            &Answer {
                status: raw.status,
                headers: &raw.headers,
                body: &raw.body,
            },
        )
    }

    /// Adds the models to a judgement, where the first page is a list and the others come too.
    async fn list(
        mut self,
        first: Raw,
        mut judgement: Judgement,
        key: Option<KeyText<'_>>,
    ) -> Found {
        let dialect = self.target.provider.dialect;
        let mut http_status = Some(first.status);
        let page = if first.is_success() {
            read_page(dialect, &first.body)
        } else {
            None
        };
        drop(first);
        let Some(mut page) = page else {
            return Found {
                judgement,
                http_status,
                models: None,
            };
        };

        let url = self.target.list_url();
        let mut gathered = Gathered::default();
        let mut tokens = HashSet::new();
        loop {
            gathered.add(page.models);
            let Some(token) = page.next else { break };
            let next = dialect::next_url(dialect, &url, &token);
            // A token that comes again would lead round in a circle.
            let Some(next) = next.filter(|_| tokens.insert(token)) else {
                break;
            };
            if tokens.len() >= MAX_PAGES {
                break;
            }
            let raw = self.get(&next, key).await;
            let read = raw.as_ref().ok().filter(|raw| raw.is_success());
            let Some(read) = read.and_then(|raw| read_page(dialect, &raw.body)) else {
                // The first page has shown what the key is worth, unless it was revoked since.
                let later = raw
                    .ok()
                    .map(|raw| (raw.status, self.judge(&raw, Endpoint::List, key.is_some())));
                match later {
                    Some((status, later)) if later.verdict == Verdict::Rejected => {
                        http_status = Some(status);
                        judgement = later;
                    }
                    _ => {
                        judgement.message = judgement.message.or_else(|| {
                            Some("The model list broke off and was not stored.".to_owned())
                        });
                    }
                }
                return Found {
                    judgement,
                    http_status,
                    models: None,
                };
            };
            page = read;
        }
        Found {
            judgement,
            http_status,
            models: Some(gathered.into_models()),
        }
    }
}

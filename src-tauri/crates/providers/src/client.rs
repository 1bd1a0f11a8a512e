//! The one HTTP client: asks a provider whether a key works, and which models it opens.
//!
//! Invariants:
//!
//! * Redirects are never followed, and a key goes to the origin of its target only.
//! * Where nobody vouches that the proof is refused without a key (a base URL of the owner's own, a
//!   local server, an unconfirmed row of the catalogue), it is asked **without** the key first; if
//!   that is answered as with a key, the key stays here.
//! * A list that is open to anyone is asked for without the key.
//! * One check sends at most two retries and ends within the total timeout.
//! * What stays on this computer goes through no proxy: a proxy would see the key in the clear.

mod check;
mod in_flight;
mod request;

use std::time::Duration;

use tokio::time::Instant;

pub(crate) use self::request::request_headers;

use self::check::Check;
use self::in_flight::InFlight;
use crate::account::Account;
use crate::key::KeyText;
use crate::models::ListedModel;
use crate::proxy::{Proxy, ProxyFault, proxy_address};
use crate::redact::redact;
use crate::roots::{ExtraRoots, RootsFault};
use crate::target::Target;
use crate::transport::Budget;
use crate::verdict::Verdict;

/// Retries of one check, over all its requests.
const MAX_RETRIES: u32 = 2;

/// Bounds of a client. The defaults are those of the product; tests take smaller ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOptions {
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest time of a whole check, pages and retries included.
    pub total_timeout: Duration,
    /// Most bytes that one check reads, over all pages.
    pub body_limit: usize,
    /// Pause before a retry; up to half of it is taken off at random.
    pub retry_pause: Duration,
    /// Certificates that are trusted besides those of the system.
    pub extra_roots: Vec<ExtraRoots>,
    /// The proxy for everything that leaves this computer.
    pub proxy: Proxy,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            body_limit: 16 * 1024 * 1024,
            retry_pause: Duration::from_millis(400),
            extra_roots: Vec::new(),
            proxy: Proxy::System,
        }
    }
}

/// Why no client could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// A file of certificates.
    #[error(transparent)]
    Roots(#[from] RootsFault),
    /// [`ClientOptions::proxy`] is no address of a proxy.
    #[error(transparent)]
    Proxy(#[from] ProxyFault),
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
    /// The line of the request that the verdict was found from: method and address, no secret.
    pub request: Option<String>,
    /// What the provider tells about the account for free.
    pub account: Option<Account>,
    /// When the provider wants to be asked again.
    pub retry_after: Option<Duration>,
    /// How long the check took, without waiting for its turn.
    pub latency: Duration,
    /// The models, when a well-formed list arrived whole.
    pub models: Option<Vec<ListedModel>>,
    /// Whether the answer was a web page, meant for a person.
    pub is_page: bool,
}

impl CheckOutcome {
    /// Nobody was asked: a sentence names what in the network's options is at fault.
    pub fn unasked(why: &str) -> Self {
        Self {
            verdict: Verdict::Unreachable,
            message: Some(format!("Nothing was sent: {why}.")),
            http_status: None,
            request: None,
            account: None,
            retry_after: None,
            latency: Duration::ZERO,
            models: None,
            is_page: false,
        }
    }
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
    /// [`ClientError::Roots`] for certificates that are none, [`ClientError::Proxy`] for an address that is
    /// none, [`ClientError::Tls`] when TLS cannot be set up.
    pub fn new(options: &ClientOptions) -> Result<Self, ClientError> {
        Self::with(options, InFlight::default())
    }

    /// A client of other options whose checks share this one's limits.
    ///
    /// # Errors
    ///
    /// As [`Client::new`].
    pub fn reconfigured(&self, options: &ClientOptions) -> Result<Self, ClientError> {
        Self::with(options, self.in_flight.clone())
    }

    /// The options that it was made with.
    pub fn options(&self) -> &ClientOptions {
        &self.options
    }

    fn with(options: &ClientOptions, in_flight: InFlight) -> Result<Self, ClientError> {
        let mut roots = Vec::new();
        for file in &options.extra_roots {
            roots.extend(file.certificates()?);
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
        let away = builder().https_only(true);
        let away = match &options.proxy {
            Proxy::System => away,
            Proxy::None => away.no_proxy(),
            Proxy::At(address) => {
                let address = proxy_address(address)?;
                let proxy = reqwest::Proxy::all(address).map_err(|_| ProxyFault::Address)?;
                away.proxy(proxy.no_proxy(reqwest::NoProxy::from_env()))
            }
        };
        Ok(Self {
            away: away.build().map_err(|_| ClientError::Tls)?,
            here: builder().no_proxy().build().map_err(|_| ClientError::Tls)?,
            in_flight,
            options: options.clone(),
        })
    }

    /// The client for a target: what stays on this computer goes through no proxy.
    pub(crate) fn for_target(&self, target: &Target<'_>) -> &reqwest::Client {
        if target.is_loopback() {
            &self.here
        } else {
            &self.away
        }
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
        let found = Check::new(self.for_target(target), target, key, budget);
        let found = found.run().await;
        let latency = start.elapsed();
        // Providers and gateways may echo what they were sent.
        let clean = |text: String| {
            let prefixes = target.provider.key_prefixes;
            let text = redact(&text, key.map(KeyText::expose), prefixes);
            let values = target.headers.iter().map(|header| header.value);
            values.fold(text, |text, value| redact(&text, Some(value.expose()), &[]))
        };
        let message = found.judgement.message.map(clean);
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
            request: found.request,
            account: found.account.map(|account| {
                account.redacted(key.map(KeyText::expose), target.provider.key_prefixes)
            }),
            retry_after: found.judgement.retry_after,
            latency,
            models: found.models,
            is_page: found.is_page,
        }
    }
}

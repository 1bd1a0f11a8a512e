//! One request over the wire: capped, timed, retried where that is safe, its faults named.
//!
//! No foreign error leaves this module: reqwest writes URLs into its errors, and what a peer wrote
//! into a certificate or a proxy's answer is nothing to show.

use std::error::Error;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::time::Duration;

use reqwest::header::HeaderMap;
use rustls::CertificateError;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use crate::catalog::Method;
use crate::verdict::{Verdict, retry_after};

/// A longer pause is reported to the owner, not waited for.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Why no answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Dns,
    Refused,
    Connect,
    Timeout,
    Proxy,
    CertificateExpired,
    CertificateOfAnotherHost,
    CertificateNotTrusted,
    Tls,
    BrokenOff,
    NoHttp,
    TooLarge,
}

impl Fault {
    /// What the owner reads.
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Dns => "The host's name was not found (DNS), or this computer is offline.",
            Self::Refused => "The connection was refused: nothing listens there.",
            Self::Connect => "No connection could be made.",
            Self::Timeout => "No answer came in time.",
            Self::Proxy => "The proxy could not be used.",
            Self::CertificateExpired => "TLS failed: the certificate has expired.",
            Self::CertificateOfAnotherHost => "TLS failed: the certificate is for another host.",
            Self::CertificateNotTrusted => {
                "TLS failed: nobody trusted vouches for the certificate."
            }
            Self::Tls => "TLS failed: no safe connection could be made.",
            Self::BrokenOff => "The connection broke off before the answer was complete.",
            Self::NoHttp => "What answered does not speak HTTP.",
            Self::TooLarge => "The answer is too large to be what was asked for.",
        }
    }

    /// Its verdict.
    pub(crate) const fn verdict(self) -> Verdict {
        match self {
            Self::NoHttp | Self::TooLarge => Verdict::Unexpected,
            _ => Verdict::Unreachable,
        }
    }

    /// Whether it happened before anything was sent, in a way that may pass.
    const fn may_pass(self) -> bool {
        matches!(self, Self::Dns | Self::Refused | Self::Connect)
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Raw {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What one check may use up, over all its requests.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) deadline: Instant,
    pub(crate) retries: u32,
    pub(crate) retry_pause: Duration,
    pub(crate) bytes: usize,
}

/// One request, ready to be sent as often as needed.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The key's header is marked sensitive.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Form>,
}

/// A body. One that holds a key is not shown.
pub(crate) struct Form(pub(crate) Vec<u8>);

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form(…)")
    }
}

impl Ask {
    /// The request line, for the owner: method and address. No address ever holds a secret.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method.as_str(), self.url)
    }
}

/// Sends a request; again after a failed connection, or a 5xx to a GET, while the budget lasts.
pub(crate) async fn exchange(
    client: &reqwest::Client,
    ask: &Ask,
    budget: &mut Budget,
) -> Result<Raw, Fault> {
    loop {
        let attempt = once(client, ask, budget.bytes);
        let attempt = timeout_at(budget.deadline, attempt)
            .await
            .unwrap_or(Err(Fault::Timeout));
        let pause = match &attempt {
            Ok(raw) if ask.method == Method::Get && (500..600).contains(&raw.status) => {
                retry_after(&raw.headers, &raw.body).unwrap_or_else(|| budget.pause())
            }
            Err(fault) if fault.may_pass() => budget.pause(),
            _ => Duration::MAX,
        };
        let in_time = |until: &Instant| *until < budget.deadline;
        let until = (pause <= LONGEST_PAUSE)
            .then(|| Instant::now() + pause)
            .filter(in_time);
        match until {
            Some(_) if budget.retries > 0 => {
                budget.retries -= 1;
                sleep(pause).await;
            }
            _ => {
                let used = attempt.as_ref().map_or(0, |raw| raw.body.len());
                budget.bytes = budget.bytes.saturating_sub(used);
                return attempt;
            }
        }
    }
}

impl Budget {
    /// Between half and the whole of the usual pause, so that many programs do not come back at once.
    fn pause(&self) -> Duration {
        let chance = RandomState::new().hash_one(self.retries) % 1000;
        let part = 500 + u32::try_from(chance).unwrap_or_default() / 2;
        self.retry_pause * part / 1000
    }
}

/// Sends a request, once, and answers when the head of the answer is there.
pub(crate) async fn open(client: &reqwest::Client, ask: &Ask) -> Result<reqwest::Response, Fault> {
    let request = match ask.method {
        Method::Get => client.get(ask.url.clone()),
        Method::Post => client.post(ask.url.clone()),
    };
    let request = request.headers(ask.headers.clone());
    let request = match &ask.body {
        Some(form) => request.body(form.0.clone()),
        None => request,
    };
    request.send().await.map_err(|error| fault_of(&error))
}

async fn once(client: &reqwest::Client, ask: &Ask, limit: usize) -> Result<Raw, Fault> {
    let mut response = open(client, ask).await?;
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(Fault::TooLarge);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| fault_of(&error))? {
        if chunk.len() > limit - body.len() {
            return Err(Fault::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    let status = response.status().as_u16();
    Ok(Raw {
        status,
        headers: std::mem::take(response.headers_mut()),
        body,
    })
}

/// Names an error by its kind, its causes' types, and, where those are private, their wording.
pub(crate) fn fault_of(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::Timeout;
    }
    let causes = std::iter::successors(error.source(), |cause| (*cause).source());
    causes
        .into_iter()
        .find_map(name_cause)
        .unwrap_or(if error.is_connect() {
            Fault::Connect
        } else {
            Fault::BrokenOff
        })
}

fn name_cause(cause: &(dyn Error + 'static)) -> Option<Fault> {
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(name_tls(tls));
    }
    if let Some(io) = cause.downcast_ref::<io::Error>() {
        if io.kind() == io::ErrorKind::ConnectionRefused {
            return Some(Fault::Refused);
        }
        // What an I/O error wraps is no link of the chain of sources itself.
        return io.get_ref().and_then(|inner| name_cause(inner));
    }
    // hyper's own errors are private types; only their wording tells them apart.
    let words = cause.to_string();
    if words.starts_with("dns error") {
        Some(Fault::Dns)
    } else if words.contains("tunnel") || words.contains("proxy") || words.contains("SOCKS") {
        Some(Fault::Proxy)
    } else if words.starts_with("invalid HTTP") {
        Some(Fault::NoHttp)
    } else {
        None
    }
}

fn name_tls(error: &rustls::Error) -> Fault {
    match error {
        rustls::Error::InvalidCertificate(fault) => match fault {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                Fault::CertificateExpired
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Fault::CertificateOfAnotherHost
            }
            _ => Fault::CertificateNotTrusted,
        },
        _ => Fault::Tls,
    }
}

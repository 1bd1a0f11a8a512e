//! A practice provider: a server on this computer that answers like Groq, OpenAI, Anthropic and
//! Gemini when they are asked for their models.
//!
//! | path | like | right key |
//! | --- | --- | --- |
//! | `/openai/v1/models` | Groq | [`GOOD_GROQ_KEY`] as Bearer |
//! | `/v1/models` | OpenAI | [`GOOD_OPENAI_KEY`] as Bearer |
//! | `/v1/models` with `anthropic-version` | Anthropic, two rows a page | [`GOOD_ANTHROPIC_KEY`] as `x-api-key` |
//! | `/v1beta/models` | Gemini, two rows a page | [`GOOD_GEMINI_KEY`] as `x-goog-api-key` |
//! | `/like/<id>/…` | any further provider, at its own paths | [`GOOD_OTHER_KEY`], as it wants it |
//!
//! Their prompts are answered at `/chat/completions`, `/v1/responses`, `/v1/messages` and `…:streamGenerateContent`, streamed.
//!
//! Any other key, and none, gets the provider's own refusal. In front of a path may stand any
//! number of faults, which [`faults`] lists: `/delay/700/openai/v1/models` answers late.

mod chat;
pub mod faults;
mod http;
mod others;
mod providers;
mod tls;

use std::collections::{HashMap, HashSet};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{oneshot, watch};

pub use others::GOOD_OTHER_KEY;
pub use providers::{GOOD_ANTHROPIC_KEY, GOOD_GEMINI_KEY, GOOD_GROQ_KEY, GOOD_OPENAI_KEY};
pub use tls::Certificate;

/// How long a test waits for a request that must come.
const DEADLINE: Duration = Duration::from_secs(20);

/// How a practice provider is started.
#[derive(Debug, Clone, Default)]
pub struct PracticeOptions {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Speaks https with such a certificate; plain http if absent.
    pub tls: Option<Certificate>,
    /// Answers every request with this, whatever it asks for.
    pub always: Option<Canned>,
    /// Where `/redirect/…` points to; to a path of this server if absent.
    pub redirect_to: Option<String>,
}

/// A request that arrived, with nothing of the key but whether it was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// `GET`, …
    pub method: String,
    /// The path as asked, faults included.
    pub path: String,
    /// The query; empty if there was none.
    pub query: String,
    /// The names of the headers that carry keys, in lower case.
    pub auth_headers: Vec<String>,
    /// The names of all headers, in lower case.
    pub headers: Vec<String>,
    /// Whether a key came along.
    pub had_key: bool,
    /// Whether it was a right one.
    pub key_was_right: bool,
    /// The `user-agent` header.
    pub user_agent: String,
}

/// A running practice provider; it ends when dropped.
#[derive(Debug)]
pub struct Practice {
    shared: Arc<Shared>,
    url: String,
    ca_file: Option<PathBuf>,
    _folder: Option<tempfile::TempDir>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// An answer given word for word.
#[derive(Debug, Clone, Default)]
pub struct Canned {
    /// The status.
    pub status: u16,
    /// The headers, but for the length.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// How many requests are being answered.
#[derive(Debug, Default)]
struct Traffic {
    now: usize,
    most: usize,
}

/// What connections share.
#[derive(Debug)]
struct Shared {
    seen: watch::Sender<Vec<Seen>>,
    open_gates: watch::Sender<HashSet<String>>,
    asked: Mutex<HashMap<String, u32>>,
    canned: Mutex<HashMap<String, Canned>>,
    always: Option<Canned>,
    traffic: Mutex<Traffic>,
    redirect_to: String,
}

impl Practice {
    /// Starts one on a thread of its own; it answers when this returns.
    pub fn start(options: PracticeOptions) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let listener = TcpListener::bind(address).expect("the port is free");
        listener
            .set_nonblocking(true)
            .expect("a listener can be polled");
        let port = listener
            .local_addr()
            .expect("a bound listener has an address")
            .port();
        let identity = options.tls.map(tls::Identity::make);
        let scheme = if identity.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://127.0.0.1:{port}");
        let shared = Arc::new(Shared {
            seen: watch::Sender::new(Vec::new()),
            open_gates: watch::Sender::new(HashSet::new()),
            asked: Mutex::default(),
            canned: Mutex::default(),
            always: options.always,
            traffic: Mutex::default(),
            redirect_to: options
                .redirect_to
                .unwrap_or_else(|| format!("{url}/landed")),
        });
        let (stop, stopped) = oneshot::channel();
        let (folder, ca_file, acceptor) = match identity {
            Some(tls::Identity {
                folder,
                ca_file,
                acceptor,
            }) => (Some(folder), Some(ca_file), Some(acceptor)),
            None => (None, None, None),
        };
        let server = http::serve(listener, acceptor, Arc::clone(&shared), stopped);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime can be made").block_on(server);
        });
        Self {
            shared,
            url,
            ca_file,
            _folder: folder,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// The address, without a path and without a slash at its end.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// The file with the certificate authority that vouches for it, in PEM, if it speaks https.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }

    /// Every request so far, in the order of their arrival.
    pub fn requests(&self) -> Vec<Seen> {
        self.shared.seen.borrow().clone()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        self.shared.seen.send_modify(Vec::clear);
    }

    /// Waits until so many requests have arrived.
    pub async fn wait_for_requests(&self, count: usize) {
        let mut seen = self.shared.seen.subscribe();
        let arrived = seen.wait_for(|seen| seen.len() >= count);
        let arrived = tokio::time::timeout(DEADLINE, arrived).await;
        assert!(arrived.is_ok(), "waited in vain for {count} requests");
    }

    /// Keeps an answer for `/canned/<name>/…`; whoever sends no key gets a 401 there.
    pub fn can(&self, name: &str, answer: Canned) {
        lock(&self.shared.canned).insert(name.to_owned(), answer);
    }

    /// The most requests that were being answered at one time.
    pub fn most_at_once(&self) -> usize {
        lock(&self.shared.traffic).most
    }

    /// Lets the requests to `/gate/<name>/…` go on, those to come too.
    pub fn open_gate(&self, name: &str) {
        self.shared.open_gates.send_modify(|gates| {
            gates.insert(name.to_owned());
        });
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It may have panicked; the test that asked it has failed then.
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// Counts the requests to a path; the first is 1.
    fn count(&self, path: &str) -> u32 {
        let mut asked = lock(&self.asked);
        let count = asked.entry(path.to_owned()).or_default();
        *count += 1;
        *count
    }

    fn canned(&self, name: &str) -> Option<Canned> {
        lock(&self.canned).get(name).cloned()
    }

    /// Counts a request until the guard is dropped.
    fn begin(&self) -> Underway<'_> {
        let mut traffic = lock(&self.traffic);
        traffic.now += 1;
        traffic.most = traffic.most.max(traffic.now);
        Underway(self)
    }

    async fn pass_gate(&self, name: &str) {
        let mut gates = self.open_gates.subscribe();
        // Its sender lives as long as the server.
        let _ = gates.wait_for(|open| open.contains(name)).await;
    }
}

/// A request being answered.
struct Underway<'s>(&'s Shared);

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        lock(&self.0.traffic).now -= 1;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

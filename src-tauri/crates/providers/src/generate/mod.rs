//! One prompt, and its answer as it streams in.
//!
//! Always true: the key goes to the origin of its target only, in the header that the provider reads it from;
//! nothing is sent a second time; an answer ends after ten minutes, after a minute of silence, or after
//! 16 MiB. Dropping the future ends it. The words are handed on as they came, but for the key and the values of
//! a gateway's headers, which a server may repeat; whoever shows them takes out what steers a screen.

mod blot;
#[cfg(feature = "fuzzing")]
pub mod door;
mod sse;
mod wire;

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use tokio::time::{Instant, timeout_at};

use self::blot::Blot;
use self::sse::Events;
use self::wire::Told;
use crate::catalog::Method;
use crate::client::{Client, request_headers};
use crate::key::KeyText;
use crate::redact::redact;
use crate::target::Target;
use crate::transport::{Ask, Fault, Form, Raw, fault_of, open};
use crate::verdict::{Answer, Endpoint, Question, Verdict, judge};

/// The longest that an answer may take.
const LONGEST: Duration = Duration::from_mins(10);

/// The longest silence between two pieces of an answer.
const SILENCE: Duration = Duration::from_mins(1);

/// The most bytes of an answer.
const LIMIT: usize = 16 * 1024 * 1024;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Prompt<'a> {
    /// The model's id, as the provider lists it.
    pub model: &'a str,
    /// The words.
    pub text: &'a str,
}

/// An answer that came to its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// Whether the model ran into its output limit.
    pub cut_off: bool,
    /// Tokens that went in, where the provider tells.
    pub input_tokens: Option<u32>,
    /// Tokens that came out, where the provider tells.
    pub output_tokens: Option<u32>,
    /// How long the first words took.
    pub first: Option<Duration>,
    /// How long it took altogether.
    pub total: Duration,
}

/// Why no answer came, or only a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, as for a check.
    pub verdict: Verdict,
    /// The provider's words or a sentence of our own; redacted, at most 512 characters.
    pub message: Option<String>,
    /// The HTTP status; absent where no answer came.
    pub http_status: Option<u16>,
    /// The line of the request: method and address, no secret.
    pub request: String,
    /// How long it took.
    pub latency: Duration,
}

impl Client {
    /// Sends a prompt and hands on the words of the answer as they come; `None` where this provider takes no
    /// prompts. **The provider may charge for it.**
    ///
    /// # Errors
    /// The provider refused, could not be reached, or broke off; words that came before have been handed on.
    pub async fn generate(
        &self,
        target: &Target<'_>,
        key: Option<KeyText<'_>>,
        prompt: &Prompt<'_>,
        words: &mut (dyn FnMut(&str) + Send),
    ) -> Option<Result<Answered, Refusal>> {
        let ask = ask(target, key, prompt)?;
        let start = Instant::now();
        let line = ask.line();
        let mut blot = Blot::new(key, target.headers, words);
        let told = &mut |text: &str| blot.take(text);
        let asked = Asked {
            target,
            key_sent: key.is_some(),
            ask: &ask,
            start,
        };
        let outcome = stream(self.for_target(target), &asked, told).await;
        blot.finish();
        let clean = |text: String| {
            let text = redact(
                &text,
                key.map(KeyText::expose),
                target.provider.key_prefixes,
            );
            let values = target.headers.iter().map(|header| header.value);
            values.fold(text, |text, value| redact(&text, Some(value.expose()), &[]))
        };
        Some(outcome.map_err(|failure| Refusal {
            verdict: failure.verdict,
            message: failure.message.map(clean).filter(|text| !text.is_empty()),
            http_status: failure.http_status,
            request: line,
            latency: start.elapsed(),
        }))
    }
}

/// A failure whose words were not redacted yet.
struct Failure {
    verdict: Verdict,
    message: Option<String>,
    http_status: Option<u16>,
}

impl Failure {
    fn of(fault: Fault) -> Self {
        Self::own_words(fault.verdict(), fault.sentence())
    }

    fn own_words(verdict: Verdict, sentence: &str) -> Self {
        Self {
            verdict,
            message: Some(sentence.to_owned()),
            http_status: None,
        }
    }
}

fn ask(target: &Target<'_>, key: Option<KeyText<'_>>, prompt: &Prompt<'_>) -> Option<Ask> {
    let mut headers = request_headers(target, key)?;
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(ACCEPT, HeaderValue::from_static("text/event-stream"));
    Some(Ask {
        method: Method::Post,
        url: wire::url(target, prompt.model)?,
        headers,
        body: Some(Form(wire::body(target, prompt))),
    })
}

/// A prompt that was sent.
struct Asked<'a> {
    target: &'a Target<'a>,
    key_sent: bool,
    ask: &'a Ask,
    start: Instant,
}

async fn stream(
    client: &reqwest::Client,
    asked: &Asked<'_>,
    words: &mut (dyn FnMut(&str) + Send),
) -> Result<Answered, Failure> {
    let end = asked.start + LONGEST;
    let patience = || end.min(Instant::now() + SILENCE);
    let late = |_| Failure::of(Fault::Timeout);
    let opened = timeout_at(patience(), open(client, asked.ask))
        .await
        .map_err(late)?;
    let mut response = opened.map_err(Failure::of)?;
    let status = response.status().as_u16();
    let mut heard = Heard::new(asked, words);
    let mut refused = Vec::new();
    loop {
        let chunk = timeout_at(patience(), response.chunk())
            .await
            .map_err(late)?;
        let chunk = chunk.map_err(|error| Failure::of(fault_of(&error)))?;
        let Some(chunk) = chunk else { break };
        heard.bytes += chunk.len();
        if heard.bytes > LIMIT {
            return Err(Failure::of(Fault::TooLarge));
        }
        if !(200..300).contains(&status) || !heard.is_stream {
            refused.extend_from_slice(&chunk);
        }
        if (200..300).contains(&status) {
            heard.take(&chunk)?;
        }
        // Some servers keep the line open behind the last event.
        if heard.last {
            break;
        }
    }
    if (200..300).contains(&status) && heard.finish() {
        return match heard.failed.take() {
            Some(failure) => Err(failure),
            None if heard.ended => Ok(heard.answered),
            None => Err(Failure::of(Fault::BrokenOff)),
        };
    }
    // No stream came: what did is judged as any answer of this provider.
    let raw = Raw {
        status,
        headers: std::mem::take(response.headers_mut()),
        body: refused,
    };
    Err(judged(asked, &raw))
}

fn judged(asked: &Asked<'_>, raw: &Raw) -> Failure {
    let question = Question {
        provider: asked.target.provider,
        own_base_url: asked.target.has_own_base_url(),
        key_sent: asked.key_sent,
        endpoint: Endpoint::Chat,
    };
    let answer = Answer {
        status: raw.status,
        headers: &raw.headers,
        body: &raw.body,
    };
    let judgement = judge(&question, &answer);
    Failure {
        verdict: judgement.verdict,
        message: judgement.message,
        http_status: Some(raw.status),
    }
}

/// What was heard of an answer so far.
struct Heard<'h> {
    asked: &'h Asked<'h>,
    words: &'h mut (dyn FnMut(&str) + Send),
    events: Events,
    answered: Answered,
    failed: Option<Failure>,
    /// Whether an event of the dialect came.
    is_stream: bool,
    /// Whether the model came to its end, or the stream did.
    ended: bool,
    /// Whether nothing more is to come.
    last: bool,
    bytes: usize,
}

impl<'h> Heard<'h> {
    fn new(asked: &'h Asked<'h>, words: &'h mut (dyn FnMut(&str) + Send)) -> Self {
        Self {
            asked,
            words,
            events: Events::default(),
            answered: Answered::default(),
            failed: None,
            is_stream: false,
            ended: false,
            last: false,
            bytes: 0,
        }
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        let mut events = std::mem::take(&mut self.events);
        let fed = events.feed(chunk, |data| self.event(data));
        self.events = events;
        fed.map_err(|_| Failure::of(Fault::TooLarge))
    }

    /// Takes what stands at the end; tells whether it was a stream at all.
    fn finish(&mut self) -> bool {
        std::mem::take(&mut self.events).finish(|data| self.event(data));
        self.answered.total = self.asked.start.elapsed();
        self.is_stream
    }

    fn event(&mut self, data: &[u8]) {
        let Told {
            text,
            cut_off,
            input_tokens,
            output_tokens,
            failed,
            known,
            ended,
            last,
        } = wire::read(self.asked.target.provider.dialect, data);
        self.is_stream |= known;
        self.ended |= ended || last;
        self.last |= last;
        if failed && self.failed.is_none() {
            // The reason stands in the event as in the body of a refusal.
            let raw = Raw {
                status: 400,
                headers: reqwest::header::HeaderMap::new(),
                body: data.to_vec(),
            };
            self.failed = Some(Failure {
                http_status: None,
                ..judged(self.asked, &raw)
            });
        }
        self.answered.cut_off |= cut_off;
        self.answered.input_tokens = input_tokens.or(self.answered.input_tokens);
        self.answered.output_tokens = output_tokens.or(self.answered.output_tokens);
        if !text.is_empty() {
            self.answered
                .first
                .get_or_insert_with(|| self.asked.start.elapsed());
            (self.words)(&text);
        }
    }
}

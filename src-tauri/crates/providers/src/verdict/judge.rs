//! The judgement itself: from question and answer to a verdict, without any I/O.

use std::time::Duration;

use reqwest::header::HeaderMap;

use super::body::{Form, Words};
use super::reason::{self, Reason};
use super::retry::retry_after;
use super::{Verdict, proof};
use crate::catalog::{Proof, Provider, Request, Shape};
use crate::models::read_page;

/// Which endpoint was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// The model list.
    List,
    /// What proves a key, where that is a request of its own.
    Proof,
    /// What proves a key, asked without the key that is stored, to find out whether it answers
    /// anyone.
    Probe,
    /// A prompt to a model. Its success is no list, and is not judged here.
    Chat,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Whose dialect was spoken.
    pub provider: &'a Provider,
    /// Whether the owner gave the base URL.
    pub own_base_url: bool,
    /// Whether the key went along.
    pub key_sent: bool,
    /// Which endpoint was asked.
    pub endpoint: Endpoint,
}

/// What came back.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The whole body, as it came.
    pub body: &'a [u8],
}

/// What the answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The provider's words or one of our own sentences. **Not yet redacted**: it may hold pieces
    /// of the key and must go through [`redact`](crate::redact::redact) before anybody sees it.
    pub message: Option<String>,
    /// When the provider wants to be asked again.
    pub retry_after: Option<Duration>,
}

/// Judges an answer.
///
/// A 401 counts as the key's fault unless the body names another reason, at an own base URL too:
/// such an endpoint has refused the keyless probe before. Without a key nothing is ever `rejected`,
/// and nothing but [`Verdict::NoKeyNeeded`] is valid.
pub fn judge(question: &Question<'_>, answer: &Answer<'_>) -> Judgement {
    let words = Words::read(answer.headers, answer.body);
    let reason = reason::find(question.provider, &words);
    let verdict = match answer.status {
        200..=299 => judge_success(question, answer.body, &words, reason),
        400 | 422 if complains(question, &words, reason) => Verdict::Accepted,
        // The proxy speaks, not the provider.
        407 => Verdict::Unreachable,
        // Down; or out of time or of capacity: 498 and 499 are Groq's own.
        500..=599 | 408 | 498 | 499 => Verdict::ProviderDown,
        400..=499 => judge_refusal(answer.status, &words, reason),
        // A redirect, or what no HTTP server should answer.
        _ => Verdict::Unexpected,
    };
    let verdict = match (question.key_sent, reason) {
        (true, _) => verdict,
        (false, Some(Reason::Missing)) => Verdict::Blocked,
        (false, _) => without_key(verdict),
    };
    Judgement {
        verdict,
        message: message(question.endpoint, verdict, answer.status, words),
        retry_after: retry_after(answer.headers, answer.body),
    }
}

fn judge_success(
    question: &Question<'_>,
    body: &[u8],
    words: &Words,
    reason: Option<Reason>,
) -> Verdict {
    let provider = question.provider;
    let proof = match (question.endpoint, provider.proof) {
        (Endpoint::Proof | Endpoint::Probe, Proof::Request(request)) => Some(request.shape),
        _ => None,
    };
    if question.endpoint == Endpoint::Chat {
        return match (words.form, reason) {
            (Form::Json, Some(reason)) => judge_refusal(400, words, Some(reason)),
            _ => Verdict::Unexpected,
        };
    }
    let public = provider.list.is_none_or(|list| list.public);
    let found = match proof {
        Some(shape) => proof::judge(provider, shape, body),
        None if read_page(provider.dialect, body).is_none() => None,
        None if public => Some(Verdict::Unverifiable),
        None => Some(Verdict::Accepted),
    };
    match found {
        // Who proves nothing without a key may still be of use without one.
        Some(Verdict::Accepted)
            if !question.key_sent
                && question.endpoint == Endpoint::List
                && provider.key_optional =>
        {
            Verdict::NoKeyNeeded
        }
        Some(verdict) => verdict,
        None if words.form == Form::Json && reason == Some(Reason::Credential) => Verdict::Rejected,
        None => Verdict::Unexpected,
    }
}

/// Whether a deliberately empty request was refused for being empty: the key was looked at before.
fn complains(question: &Question<'_>, words: &Words, reason: Option<Reason>) -> bool {
    let asked = matches!(question.endpoint, Endpoint::Proof | Endpoint::Probe);
    let empty = matches!(
        question.provider.proof,
        Proof::Request(Request {
            shape: Shape::Complaint,
            ..
        })
    );
    asked && empty && words.form == Form::Json && reason.is_none()
}

fn judge_refusal(status: u16, words: &Words, reason: Option<Reason>) -> Verdict {
    // A page of HTML comes from an edge, a firewall or a portal: it tells nothing good of the key,
    // and only a 401 of it tells something bad.
    if words.form == Form::Html {
        return match (status, reason) {
            (401, None | Some(Reason::Credential)) => Verdict::Rejected,
            (401 | 403, _) => Verdict::Blocked,
            (429, _) => Verdict::RateLimited,
            _ => Verdict::Unexpected,
        };
    }
    match (reason, status) {
        (Some(Reason::Scope), _) => Verdict::LimitedScope,
        (Some(Reason::Credential), _) | (None, 401) => Verdict::Rejected,
        // It says that no key came, although one was sent: something on the way took it off.
        (Some(Reason::Missing), _) => Verdict::Unexpected,
        // Whoever is asked to pay has been recognised.
        (Some(Reason::Credit), _) | (_, 402) => Verdict::NoCredit,
        (Some(Reason::Rate), _) | (_, 429) => Verdict::RateLimited,
        (Some(Reason::Elsewhere), _) | (_, 403) => Verdict::Blocked,
        (Some(Reason::Overload), _) => Verdict::ProviderDown,
        (None, _) => Verdict::Unexpected,
    }
}

/// No key was sent: whatever was refused, it was not the key, and nothing was proved.
fn without_key(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Accepted => Verdict::Unverifiable,
        Verdict::Rejected | Verdict::LimitedScope | Verdict::NoCredit => Verdict::Blocked,
        other => other,
    }
}

fn message(endpoint: Endpoint, verdict: Verdict, status: u16, words: Words) -> Option<String> {
    match (verdict, status) {
        (Verdict::Accepted | Verdict::NoKeyNeeded, _) => None,
        (Verdict::Unverifiable, 400..=499) => {
            Some("It answers the same without a key, so it proves nothing.".to_owned())
        }
        (Verdict::Unverifiable, _) => {
            Some("The list is open to anyone, so it proves nothing about the key.".to_owned())
        }
        (_, 300..=399) => Some(format!(
            "A redirect came ({status}); redirects are not followed."
        )),
        (_, 407) => Some("The proxy wants a login.".to_owned()),
        (Verdict::Unexpected, 200..=299) => Some(match (words.form, words.message) {
            (Form::Html, Some(title)) if endpoint == Endpoint::Chat => {
                format!("A web page came instead of an answer: {title}")
            }
            (Form::Html, Some(title)) => format!("A web page came instead of a list: {title}"),
            (Form::Html, None) => "A web page came instead of a list.".to_owned(),
            (Form::Empty, _) => "An empty answer came instead of a list.".to_owned(),
            _ if endpoint == Endpoint::Chat => "What came is no answer to a prompt.".to_owned(),
            _ if endpoint == Endpoint::Proof => "What came says nothing about the key.".to_owned(),
            _ => "What came is not a model list.".to_owned(),
        }),
        _ => words.message,
    }
}

//! One check under way: the proof, and the models.

use std::collections::HashSet;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use url::Url;

use super::request_headers;
use crate::account::Account;
use crate::catalog::{Body, Method, Proof, Request};
use crate::dialect;
use crate::key::KeyText;
use crate::models::{Gathered, ListedModel, read_page};
use crate::target::Target;
use crate::transport::{Ask, Budget, Fault, Form, Raw, exchange};
use crate::verdict::{Answer, Endpoint, Judgement, Question, Verdict, is_html, judge};

/// Paging ends here at the latest.
const MAX_PAGES: usize = 100;

pub(super) struct Check<'c> {
    client: &'c reqwest::Client,
    target: &'c Target<'c>,
    key: Option<KeyText<'c>>,
    budget: Budget,
}

pub(super) struct Found {
    pub(super) judgement: Judgement,
    pub(super) http_status: Option<u16>,
    pub(super) request: Option<String>,
    pub(super) models: Option<Vec<ListedModel>>,
    pub(super) account: Option<Account>,
    pub(super) is_page: bool,
}

impl Found {
    fn of(told: &Told, judgement: Judgement) -> Self {
        Self {
            judgement,
            http_status: Some(told.raw.status),
            request: Some(told.line.clone()),
            models: None,
            account: None,
            is_page: is_html(&told.raw.headers, &String::from_utf8_lossy(&told.raw.body)),
        }
    }

    fn own_words(verdict: Verdict, sentence: &str) -> Self {
        Self {
            judgement: Judgement {
                verdict,
                message: Some(sentence.to_owned()),
                retry_after: None,
            },
            http_status: None,
            request: None,
            models: None,
            account: None,
            is_page: false,
        }
    }

    /// Says something where nothing was said yet.
    fn remark(&mut self, sentence: &str) {
        self.judgement
            .message
            .get_or_insert_with(|| sentence.to_owned());
    }
}

/// An answer, and the line of the request it was given to.
struct Told {
    line: String,
    raw: Raw,
}

impl<'c> Check<'c> {
    pub(super) fn new(
        client: &'c reqwest::Client,
        target: &'c Target<'c>,
        key: Option<KeyText<'c>>,
        budget: Budget,
    ) -> Self {
        Self {
            client,
            target,
            key,
            budget,
        }
    }

    pub(super) async fn run(mut self) -> Found {
        let found = match self.target.provider.proof {
            Proof::None => self.without_proof().await,
            Proof::Request(request) if self.key.is_some() => self.by_request(request).await,
            Proof::Request(_) | Proof::List => self.by_list().await,
        };
        found.unwrap_or_else(|fault| fault)
    }

    /// Nothing proves a key here: the list is asked for without it.
    async fn without_proof(&mut self) -> Result<Found, Found> {
        let told = self.list(None).await?;
        let judgement = self.judge(&told.raw, Endpoint::List, false);
        let mut found = Found::of(&told, judgement);
        if found.judgement.verdict == Verdict::Unverifiable {
            found.judgement.message =
                Some("This provider offers no free way to check a key.".to_owned());
        }
        self.gather(&mut found, told, None).await;
        Ok(found)
    }

    /// The list is the proof.
    async fn by_list(&mut self) -> Result<Found, Found> {
        let mut control = Control::Refused;
        if self.target.needs_control() && self.key.is_some() {
            let told = self.list(None).await?;
            control = self.control(&told);
            if let Control::Open(mut found) = control {
                self.gather(&mut found, told, None).await;
                return Ok(*found);
            }
        }
        let told = self.list(self.key).await?;
        let judgement = self.judge(&told.raw, Endpoint::List, self.key.is_some());
        let mut found = Found::of(&told, judgement);
        control.doubt(&mut found);
        self.gather(&mut found, told, self.key).await;
        Ok(found)
    }

    /// A request of its own is the proof; the list follows where the key is live.
    async fn by_request(&mut self, request: Request) -> Result<Found, Found> {
        let mut control = Control::Refused;
        if self.target.needs_control() {
            let told = self.prove(request, None).await?;
            control = self.control(&told);
            if let Control::Open(mut found) = control {
                self.add_models(&mut found, None).await;
                return Ok(*found);
            }
        }
        let told = self.prove(request, self.key).await?;
        let judgement = self.judge(&told.raw, Endpoint::Proof, true);
        let mut found = Found::of(&told, judgement);
        found.account = Account::read(self.target, &told.raw);
        drop(told);
        control.doubt(&mut found);
        match found.judgement.verdict {
            Verdict::Accepted | Verdict::NoCredit | Verdict::LimitedScope => {
                let list = self.target.provider.list;
                let key = self.key.filter(|_| list.is_some_and(|list| !list.public));
                self.add_models(&mut found, key).await;
            }
            Verdict::Unverifiable => self.add_models(&mut found, None).await,
            _ => {}
        }
        Ok(found)
    }

    /// What the answer to the request without the key shows.
    fn control(&self, told: &Told) -> Control {
        let judgement = self.judge(&told.raw, Endpoint::Probe, false);
        match judgement.verdict {
            Verdict::Unverifiable => Control::Open(Box::new(Found::of(told, judgement))),
            Verdict::RateLimited | Verdict::ProviderDown => Control::Unknown,
            _ => Control::Refused,
        }
    }

    /// Adds the models to what the proof has shown; a list that does not come changes no verdict.
    async fn add_models(&mut self, found: &mut Found, key: Option<KeyText<'c>>) {
        if self.target.provider.list.is_none() {
            return;
        }
        match self.list(key).await {
            Ok(told) if told.raw.is_success() => self.gather(found, told, key).await,
            _ if found.judgement.verdict == Verdict::Accepted => {
                found.remark("The model list did not come.");
            }
            _ => {}
        }
    }

    /// Reads the list that begins with `first`, page by page, and adds its models.
    async fn gather(&mut self, found: &mut Found, first: Told, key: Option<KeyText<'c>>) {
        let dialect = self.target.provider.dialect;
        let Some(url) = first.raw.is_success().then(|| first.url()).flatten() else {
            return;
        };
        let Some(mut page) = read_page(dialect, &first.raw.body) else {
            return;
        };
        drop(first);
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
            let told = self.get(next, key).await;
            let read = told.as_ref().ok().filter(|told| told.raw.is_success());
            let Some(read) = read.and_then(|told| read_page(dialect, &told.raw.body)) else {
                // The first page has shown what the key is worth, unless it was revoked since.
                if let Ok(told) = told {
                    let later = self.judge(&told.raw, Endpoint::List, key.is_some());
                    if later.verdict == Verdict::Rejected {
                        *found = Found::of(&told, later);
                        return;
                    }
                }
                found.remark("The model list broke off and was not stored.");
                return;
            };
            page = read;
        }
        found.models = Some(gathered.into_models());
    }

    /// Asks for the first page; for the plainer list where the first is not known there.
    async fn list(&mut self, key: Option<KeyText<'c>>) -> Result<Told, Found> {
        let Some(url) = self.target.list_url() else {
            let sentence = "This provider has no model list.";
            return Err(Found::own_words(Verdict::Unexpected, sentence));
        };
        let told = self.get(url, key).await?;
        match self.target.plainer_list_url() {
            Some(plainer) if told.raw.status == 404 => self.get(plainer, key).await,
            _ => Ok(told),
        }
    }

    async fn get(&mut self, url: Url, key: Option<KeyText<'c>>) -> Result<Told, Found> {
        self.send(Method::Get, url, Body::Empty, key).await
    }

    async fn prove(&mut self, request: Request, key: Option<KeyText<'c>>) -> Result<Told, Found> {
        let url = self.target.url(request.host, request.path);
        self.send(request.method, url, request.body, key).await
    }

    async fn send(
        &mut self,
        method: Method,
        url: Url,
        body: Body,
        key: Option<KeyText<'c>>,
    ) -> Result<Told, Found> {
        let Some(ask) = self.ask(method, url, body, key) else {
            let sentence = "The key has a character that cannot be sent.";
            return Err(Found::own_words(Verdict::Unexpected, sentence));
        };
        let line = ask.line();
        match exchange(self.client, &ask, &mut self.budget).await {
            Ok(raw) => Ok(Told { line, raw }),
            Err(fault) => Err(unanswered(line, fault)),
        }
    }

    fn ask(&self, method: Method, url: Url, body: Body, key: Option<KeyText<'c>>) -> Option<Ask> {
        let in_form = matches!(body, Body::KeyForm(_));
        let (kind, body) = match (body, key) {
            (Body::Empty, _) => (None, None),
            (Body::Json(text), _) => (Some("application/json"), Some(text.as_bytes().to_vec())),
            (Body::KeyForm(field), key) => {
                // EXPOSE: into the form that this one service reads the key from.
                let key = key.map_or("", KeyText::expose);
                let form = url::form_urlencoded::Serializer::new(String::new())
                    .append_pair(field, key)
                    .finish();
                (
                    Some("application/x-www-form-urlencoded"),
                    Some(form.into_bytes()),
                )
            }
        };
        let mut map = request_headers(self.target, key.filter(|_| !in_form))?;
        if let Some(kind) = kind {
            map.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        Some(Ask {
            method,
            url,
            headers: map,
            body: body.map(Form),
        })
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
}

impl Told {
    /// The address that was asked.
    fn url(&self) -> Option<Url> {
        let (_, url) = self.line.split_once(' ')?;
        Url::parse(url).ok()
    }
}

fn unanswered(line: String, fault: Fault) -> Found {
    Found {
        request: Some(line),
        ..Found::own_words(fault.verdict(), fault.sentence())
    }
}

/// What became of the request that went without the key first.
enum Control {
    /// It was refused, or none was needed.
    Refused,
    /// It answers anyone: the key stays here.
    Open(Box<Found>),
    /// It did not come to an answer: nothing is known about keyless requests.
    Unknown,
}

impl Control {
    /// Where it came to no answer, an accepted key proves nothing yet.
    fn doubt(&self, found: &mut Found) {
        if found.judgement.verdict == Verdict::Accepted && matches!(self, Self::Unknown) {
            found.judgement.verdict = Verdict::Unverifiable;
            found.judgement.message = Some(
                "It answered, but whether it answers anyone could not be found out.".to_owned(),
            );
        }
    }
}

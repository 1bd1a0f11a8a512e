//! Checks: asking a provider whether a key works, and telling everybody who listens.
//!
//! Always true: a check sends `checking` first and exactly one final status last; a credential has one
//! check at a time in this process, and the next one's `checking` comes after the last one's end; a
//! check that meets a change of its credential stores nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keystow_providers::{BaseUrl, CheckOutcome, KeyText, ListedModel, Provider, Status, Target};
use keystow_vault::{CheckRecord, CredentialEdit, Destination, Lent, ModelRecord};
use tokio::sync::{Semaphore, broadcast, watch};

use crate::credentials::Credential;
use crate::error::Error;
use crate::events::ApiKeyStatus;
use crate::handle::Keystow;
use crate::providers::{find_provider, route};

const IN_FLIGHT: usize = 32;
const IN_FLIGHT_PER_ORIGIN: usize = 2;
const EVENTS: usize = 4096;

/// Profile and provider.
type Subject = (String, String);
type Ended = watch::Receiver<Option<Result<Credential, Error>>>;

/// Why a check ends before its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Cancelled,
    Superseded,
}

impl Stop {
    fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }
}

struct Running {
    id: u64,
    stop: watch::Sender<Option<Stop>>,
    ended: Ended,
}

/// The checks of one handle and its clones.
pub(crate) struct Checks {
    events: broadcast::Sender<ApiKeyStatus>,
    state: Mutex<State>,
    in_flight: Arc<Semaphore>,
}

#[derive(Default)]
struct State {
    sequence: u32,
    next_id: u64,
    running: HashMap<Subject, Running>,
    origins: HashMap<String, Arc<Semaphore>>,
}

impl Default for Checks {
    fn default() -> Self {
        Self {
            events: broadcast::channel(EVENTS).0,
            state: Mutex::default(),
            in_flight: Arc::new(Semaphore::new(IN_FLIGHT)),
        }
    }
}

/// A check that runs by itself; dropping this leaves it running.
#[derive(Debug)]
pub struct RunningCheck(Ended);

impl RunningCheck {
    /// Waits for the end, and returns the credential as it is stored then.
    ///
    /// # Errors
    /// As [`Keystow::check`].
    pub async fn finished(mut self) -> Result<Credential, Error> {
        match self.0.wait_for(Option::is_some).await {
            Ok(ended) => ended
                .clone()
                .unwrap_or_else(|| unreachable!("waited for it")),
            // The runtime is going down.
            Err(_) => Err(Error::Network("the check was cut off".to_owned())),
        }
    }
}

impl Checks {
    pub(crate) fn subscribe(&self) -> broadcast::Receiver<ApiKeyStatus> {
        self.events.subscribe()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends an event under the next sequence number. The lock is held, so that the order of the
    /// numbers is the order of the events.
    fn send(&self, subject: &Subject, event: ApiKeyStatus) {
        let mut state = self.state();
        state.sequence = state.sequence.wrapping_add(1);
        let (profile, provider) = subject.clone();
        // Without a listener there is nobody to tell.
        let _ = self.events.send(ApiKeyStatus {
            sequence: state.sequence,
            profile,
            provider,
            ..event
        });
    }

    fn origin(&self, origin: &str) -> Arc<Semaphore> {
        let mut state = self.state();
        let limit = || Arc::new(Semaphore::new(IN_FLIGHT_PER_ORIGIN));
        Arc::clone(state.origins.entry(origin.to_owned()).or_insert_with(limit))
    }

    fn stop(&self, subject: &Subject, why: Stop) -> bool {
        let state = self.state();
        let running = state.running.get(subject);
        running.is_some_and(|running| running.stop.send(Some(why)).is_ok())
    }
}

/// Sends the final status, and makes sure that one is sent however the check ends.
struct Announced<'a> {
    checks: &'a Checks,
    subject: &'a Subject,
    ended: bool,
}

impl<'a> Announced<'a> {
    fn start(checks: &'a Checks, subject: &'a Subject) -> Self {
        checks.send(subject, event(Status::Checking));
        Self {
            checks,
            subject,
            ended: false,
        }
    }

    fn end(mut self, event: ApiKeyStatus) {
        self.ended = true;
        self.checks.send(self.subject, event);
    }

    fn stop(self, why: Stop) {
        self.end(ApiKeyStatus {
            message: Some(why.as_str().to_owned()),
            ..event(Status::Error)
        });
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let message = Some(Stop::Cancelled.as_str().to_owned());
            self.checks.send(
                self.subject,
                ApiKeyStatus {
                    message,
                    ..event(Status::Error)
                },
            );
        }
    }
}

impl Keystow {
    /// Asks the provider whether the key works, and stores what it says. Joins a check that runs.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`],
    /// [`Error::NoKey`], or [`Error::Vault`] where the key cannot be opened. That a provider refused
    /// the key, or could not be reached, is no error but the credential's status.
    pub async fn check(&self, provider: &str) -> Result<Credential, Error> {
        let provider = find_provider(provider)?;
        self.stored(provider).await?;
        self.start_check(provider, false).finished().await
    }

    /// Checks every credential of this profile at once.
    ///
    /// # Errors
    /// [`Error::NoSuchProfile`], or [`Error::Vault`] where the file cannot be read; each credential
    /// has an outcome of its own.
    pub async fn check_all(&self) -> Result<Vec<(String, Result<Credential, Error>)>, Error> {
        let mut running = Vec::new();
        for credential in self.credentials().await? {
            let check = find_provider(&credential.provider)
                .map(|provider| self.start_check(provider, false));
            running.push((credential.provider, check));
        }
        let mut checked = Vec::with_capacity(running.len());
        for (provider, check) in running {
            let outcome = match check {
                Ok(check) => check.finished().await,
                Err(unknown) => Err(unknown),
            };
            checked.push((provider, outcome));
        }
        Ok(checked)
    }

    /// Ends a running check; `false` where none runs.
    pub fn cancel_check(&self, provider: &str) -> bool {
        find_provider(provider).is_ok_and(|provider| {
            self.shared
                .checks
                .stop(&self.subject(provider.id), Stop::Cancelled)
        })
    }

    /// Ends a running check whose credential changed or went.
    pub(crate) fn supersede(&self, provider: &str) {
        self.shared
            .checks
            .stop(&self.subject(provider), Stop::Superseded);
    }

    pub(crate) fn is_checking(&self, provider: &str) -> bool {
        self.shared
            .checks
            .state()
            .running
            .contains_key(&self.subject(provider))
    }

    fn subject(&self, provider: &str) -> Subject {
        (self.profile_name().to_owned(), provider.to_owned())
    }

    /// Starts a check, or joins the one that runs unless it is to be overtaken.
    pub(crate) fn start_check(&self, provider: &'static Provider, overtake: bool) -> RunningCheck {
        let subject = self.subject(provider.id);
        let (stop, stopped) = watch::channel(None);
        let (end, ended) = watch::channel(None);
        let mut state = self.shared.checks.state();
        let before = match state.running.get(&subject) {
            Some(running) if !overtake && running.stop.borrow().is_none() => {
                return RunningCheck(running.ended.clone());
            }
            Some(running) => {
                // Its receiver is gone only when it has ended.
                let _ = running.stop.send(Some(Stop::Superseded));
                Some(running.ended.clone())
            }
            None => None,
        };
        state.next_id += 1;
        let id = state.next_id;
        let running = Running {
            id,
            stop,
            ended: ended.clone(),
        };
        state.running.insert(subject.clone(), running);
        drop(state);

        let keystow = self.clone();
        tokio::spawn(async move {
            if let Some(mut before) = before {
                // An error means that it is gone, which is an end too.
                let _ = before.wait_for(Option::is_some).await;
            }
            let result = keystow.run_check(provider, &subject, stopped).await;
            let mut state = keystow.shared.checks.state();
            if state
                .running
                .get(&subject)
                .is_some_and(|running| running.id == id)
            {
                state.running.remove(&subject);
            }
            drop(state);
            // The view was made while the check was still listed as running.
            let result = result.map(|credential| Credential {
                checking: false,
                ..credential
            });
            end.send_replace(Some(result));
        });
        RunningCheck(ended)
    }

    async fn run_check(
        &self,
        provider: &'static Provider,
        subject: &Subject,
        mut stopped: watch::Receiver<Option<Stop>>,
    ) -> Result<Credential, Error> {
        let checks = &self.shared.checks;
        let lent = self.lend_for_check(provider).await?;
        let base_url = lent
            .credential
            .base_url
            .as_deref()
            .map(BaseUrl::parse)
            .transpose()?;
        let target = Target {
            provider,
            base_url: base_url.as_ref(),
        };
        if !lent
            .credential
            .origins
            .iter()
            .any(|origin| origin == target.origin().as_str())
        {
            return Err(keystow_vault::VaultError::RowCorrupt {
                profile: subject.0.clone(),
                provider: subject.1.clone(),
            }
            .into());
        }
        let client = self.client()?;
        let per_origin = checks.origin(target.origin().as_str());
        // The semaphores are never closed.
        let _turn = (checks.in_flight.acquire().await, per_origin.acquire().await);
        let announced = Announced::start(checks, subject);
        // EXPOSE: to the provider's HTTP client, for the origins that the seal is bound to.
        let key = lent.key.as_ref().map(|key| KeyText::new(key.expose()));
        let outcome = tokio::select! {
            biased;
            why = stop_of(&mut stopped) => {
                announced.stop(why);
                return self.credential(provider.id).await;
            }
            outcome = client.check(&target, key) => outcome,
        };
        let now = self.now();
        let record = record(&outcome);
        match self
            .vault()
            .store_check(&lent.credential, &record, now)
            .await
        {
            Ok(true) => announced.end(ApiKeyStatus {
                verdict: Some(outcome.verdict),
                message: record.message,
                http_status: record.http_status,
                models: record
                    .models
                    .map(|models| u32::try_from(models.len()).unwrap_or(u32::MAX)),
                checked_at: Some(now),
                latency_ms: Some(record.latency_ms),
                ..event(outcome.verdict.status())
            }),
            Ok(false) => announced.stop(Stop::Superseded),
            Err(error) => {
                announced.end(ApiKeyStatus {
                    message: Some("the result could not be stored".to_owned()),
                    ..event(Status::Error)
                });
                return Err(error.into());
            }
        }
        self.credential(provider.id).await
    }

    /// Opens the key. A shipped catalogue entry that changed since the key was sealed is followed by
    /// sealing anew; a base URL of one's own never follows the catalogue.
    async fn lend_for_check(&self, provider: &Provider) -> Result<Lent, Error> {
        let about = |error| Error::about(error, self.profile_name(), provider.id);
        let prompt = self.shared.prompt;
        let open = || self.vault().lend(self.profile_name(), provider.id, prompt);
        let mut lent = open().await.map_err(about)?;
        let shipped = route(provider, None);
        let follows = lent.credential.base_url.is_none()
            && (lent.credential.auth_scheme != shipped.auth.as_str()
                || lent.credential.origins != [shipped.origin.as_str()]);
        if follows {
            let destination = Destination {
                base_url: None,
                auth_scheme: shipped.auth.as_str().to_owned(),
                origins: vec![shipped.origin],
            };
            let edit = CredentialEdit {
                destination: Some(destination),
                ..CredentialEdit::default()
            };
            self.vault()
                .update_credential(self.profile_name(), provider.id, edit, prompt, self.now())
                .await
                .map_err(about)?;
            lent = open().await.map_err(about)?;
        }
        if lent.key.is_none() && !provider.key_optional {
            return Err(self.no_key(provider));
        }
        Ok(lent)
    }
}

async fn stop_of(stopped: &mut watch::Receiver<Option<Stop>>) -> Stop {
    match stopped.wait_for(Option::is_some).await {
        Ok(stop) => stop.unwrap_or(Stop::Superseded),
        // The entry left the list: another check has taken its place.
        Err(_) => Stop::Superseded,
    }
}

fn event(status: Status) -> ApiKeyStatus {
    ApiKeyStatus {
        sequence: 0,
        profile: String::new(),
        provider: String::new(),
        status,
        verdict: None,
        message: None,
        http_status: None,
        models: None,
        checked_at: None,
        latency_ms: None,
    }
}

fn record(outcome: &CheckOutcome) -> CheckRecord {
    let status = outcome.verdict.status();
    let models = outcome
        .models
        .as_ref()
        .filter(|_| status != Status::Invalid);
    CheckRecord {
        status: status.as_str().to_owned(),
        verdict: outcome.verdict.as_str().to_owned(),
        message: outcome.message.clone(),
        http_status: outcome.http_status,
        latency_ms: u32::try_from(outcome.latency.as_millis()).unwrap_or(u32::MAX),
        definite: status.is_definite(),
        models: models.map(|models| models.iter().map(model).collect()),
    }
}

fn model(listed: &ListedModel) -> ModelRecord {
    ModelRecord {
        id: listed.id.clone(),
        display_name: listed.display_name.clone(),
        owner: listed.owner.clone(),
        context_window: listed.context_window,
        output_limit: listed.output_limit,
        input_modalities: listed.input_modalities.clone(),
        output_modalities: listed.output_modalities.clone(),
        capabilities: listed.capabilities.clone(),
        price: listed
            .price
            .as_ref()
            .and_then(|price| serde_json::to_string(price).ok()),
        created: listed
            .created
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()),
    }
}

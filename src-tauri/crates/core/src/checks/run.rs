//! Running a check: from opening the key to storing what the provider said.

use keystow_providers::{BaseUrl, KeyText, Provider, Status, Target};
use keystow_vault::{CredentialEdit, Destination, Lent, VaultError};
use tokio::sync::watch;

use super::record::record;
use super::{Announced, Running, RunningCheck, Stop, Subject, event};
use crate::credentials::Credential;
use crate::error::Error;
use crate::events::ApiKeyStatus;
use crate::handle::Keystow;
use crate::providers::{find_provider, route};

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
            return Err(VaultError::RowCorrupt {
                profile: subject.0.clone(),
                provider: subject.1.clone(),
            }
            .into());
        }
        let client = self.client()?;
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

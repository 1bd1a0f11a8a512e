//! Running a check: from opening the key to storing what the provider said.

use keystow_providers::{KeyText, Provider, Status, Verdict};
use keystow_vault::{CheckRecord, StoredCredential};
use tokio::sync::watch;

use super::record::record;
use super::{Announced, Round, Running, RunningCheck, Stop, Subject, event};
use crate::credential::Credential;
use crate::error::Error;
use crate::events::ApiKeyStatus;
use crate::handle::Keystow;
use crate::providers::find_provider;

impl Keystow {
    /// Asks the provider whether the key works, and stores what it says. Joins a check that runs.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`],
    /// [`Error::NoKey`], or [`Error::Vault`] where the key cannot be opened. That a provider refused
    /// the key, or could not be reached, is no error but the credential's status.
    pub async fn check(&self, provider: &str) -> Result<Credential, Error> {
        let provider = self.known_provider(provider).await?;
        self.stored(provider).await?;
        self.start_check(provider, false).finished().await
    }

    /// Checks every credential of this profile at once. Cancelled by [`cancel_checks`](Self::cancel_checks),
    /// it answers for those that had begun.
    ///
    /// # Errors
    /// [`Error::NoSuchProfile`], or [`Error::Vault`] where the file cannot be read or the vault cannot
    /// be opened; beyond that, each credential has an outcome of its own.
    pub async fn check_all(&self) -> Result<Vec<(String, Result<Credential, Error>)>, Error> {
        let round = self.shared.checks.begin_round(self.profile_name());
        let credentials = self.credentials().await?;
        self.check_together(&round, credentials).await
    }

    /// Checks the credentials of these providers at once, each once; as [`check_all`](Self::check_all)
    /// otherwise.
    ///
    /// # Errors
    /// As `check_all`; where one is not stored, [`Error::NoSuchCredential`], and nothing is checked.
    pub async fn check_several(
        &self,
        providers: &[&str],
    ) -> Result<Vec<(String, Result<Credential, Error>)>, Error> {
        let round = self.shared.checks.begin_round(self.profile_name());
        let mut credentials: Vec<Credential> = Vec::with_capacity(providers.len());
        for provider in providers {
            let found = self.credential(provider).await?;
            if credentials
                .iter()
                .all(|known| known.provider != found.provider)
            {
                credentials.push(found);
            }
        }
        self.check_together(&round, credentials).await
    }

    async fn check_together(
        &self,
        round: &Round,
        credentials: Vec<Credential>,
    ) -> Result<Vec<(String, Result<Credential, Error>)>, Error> {
        // One prompt, not one a credential.
        if credentials.iter().any(|credential| credential.key_set) {
            self.unlock(self.prompt()).await?;
        }
        // Every check is started before the first one is waited for.
        let mut running = Vec::with_capacity(credentials.len());
        for credential in credentials {
            let known = self.known_provider(&credential.provider).await;
            if round.is_cancelled() {
                break;
            }
            let check = known.map(|provider| self.start_check(provider, false));
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
        let id = find_provider(provider).map_or(provider, |known| known.id);
        self.shared.checks.stop(&self.subject(id), Stop::Cancelled)
    }

    /// Ends every running check of this profile, and those that are about to begin; `false` where there is none.
    pub fn cancel_checks(&self) -> bool {
        self.shared.checks.stop_all(self.profile_name())
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
            let announced = Announced::start(&keystow.shared.checks, &subject, id);
            let result = keystow.run_check(provider, announced, stopped).await;
            end.send_replace(Some(result));
        });
        RunningCheck(ended)
    }

    async fn run_check(
        &self,
        provider: &'static Provider,
        announced: Announced<'_>,
        mut stopped: watch::Receiver<Option<Stop>>,
    ) -> Result<Credential, Error> {
        let asked = tokio::select! {
            biased;
            why = stop_of(&mut stopped) => {
                announced.stop(why);
                return self.credential(provider.id).await;
            }
            asked = self.ask(provider) => asked,
        };
        let stored = match &asked {
            Err(error) => Err(error.clone()),
            Ok((checked, record, _)) => {
                let stored = self.vault().store_check(checked, record, self.now()).await;
                stored.map_err(Error::from)
            }
        };
        match (asked, stored) {
            (Ok((_, record, verdict)), Ok(Some(checked_at))) => {
                announced.end(ApiKeyStatus {
                    verdict: Some(verdict),
                    message: record.message,
                    http_status: record.http_status,
                    models: record
                        .models
                        .map(|models| u32::try_from(models.len()).unwrap_or(u32::MAX)),
                    checked_at: Some(checked_at),
                    latency_ms: Some(record.latency_ms),
                    ..event(verdict.status())
                });
            }
            (_, Ok(_)) => announced.stop(Stop::Superseded),
            (_, Err(error)) => {
                let message = Some(error.to_string());
                announced.end(ApiKeyStatus {
                    message,
                    ..event(Status::Error)
                });
                return Err(error);
            }
        }
        self.credential(provider.id).await
    }

    /// Opens the key and asks the provider.
    async fn ask(
        &self,
        provider: &'static Provider,
    ) -> Result<(StoredCredential, CheckRecord, Verdict), Error> {
        let lent = self
            .vault()
            .lend(self.profile_name(), provider.id, self.prompt())
            .await
            .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
        if lent.key.is_none() && !provider.key_optional {
            return Err(self.no_key(provider));
        }
        let reach = self.reach(provider, &lent.credential).await?;
        let headers = reach.headers();
        let target = reach.target(&headers);
        // EXPOSE: to the provider's HTTP client, for the origins that the seal is bound to.
        let key = lent.key.as_ref().map(|key| KeyText::new(key.expose()));
        let outcome = self.ask_provider(&target, key).await?;
        Ok((
            lent.credential,
            record(&outcome, self.now()),
            outcome.verdict,
        ))
    }
}

async fn stop_of(stopped: &mut watch::Receiver<Option<Stop>>) -> Stop {
    match stopped.wait_for(Option::is_some).await {
        Ok(stop) => stop.unwrap_or(Stop::Superseded),
        // The entry left the list: another check has taken its place.
        Err(_) => Stop::Superseded,
    }
}

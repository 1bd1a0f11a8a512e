//! A prompt to a model: the smallest AI feature there is, and the first program that reads a key as any other
//! would.
//!
//! Always true: the key is lent for one prompt, and the loan is logged; nothing is sent unless its owner asked
//! for it, since providers may charge. What a refusal proves of the key is kept: that it may list and not
//! generate, or that no credit is left. A key that was rejected is checked.

use keystow_providers::{Answered, CheckOutcome, KeyText, Prompt, Refusal, Verdict};
use keystow_vault::StoredCredential;

use crate::checks::record;
use crate::error::Error;
use crate::handle::Keystow;
use crate::lending::Purpose;

/// The most characters of a prompt.
const LONGEST: usize = 100_000;

/// The most characters of a model's id.
const LONGEST_MODEL: usize = 256;

impl Keystow {
    /// Sends a prompt to a model and hands on the words of its answer as they come. **The provider may charge
    /// for it.** Dropping the future ends the answer.
    ///
    /// # Errors
    /// [`Error::InvalidPrompt`], [`Error::NoSuchProvider`], [`Error::CannotTry`], [`Error::NoSuchProfile`],
    /// [`Error::NoSuchCredential`], [`Error::NoKey`], [`Error::LendingForbidden`] or [`Error::Vault`] before
    /// anything is sent; [`Error::TryFailed`] where the provider refused or broke off.
    pub async fn try_model(
        &self,
        provider: &str,
        model: &str,
        text: &str,
        words: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Answered, Error> {
        let model_fits = |c: char| !c.is_control();
        let model_fits = model.chars().all(model_fits) && model.chars().count() <= LONGEST_MODEL;
        let empty = text.trim().is_empty() || model.trim().is_empty();
        if empty || !model_fits || text.chars().count() > LONGEST {
            return Err(Error::InvalidPrompt);
        }
        let provider = self.known_provider(provider).await?;
        let cannot = || Error::CannotTry {
            provider: provider.id.to_owned(),
        };
        if provider.chat.is_none() {
            return Err(cannot());
        }
        let stored = self.stored(provider).await?;
        let (key, stored) = if stored.key_set() || !provider.key_optional {
            let (key, stored) = self.lend_unlogged(provider.id, Purpose::Try).await?;
            (Some(key), stored)
        } else {
            (None, stored)
        };
        let reach = self.reach(provider, &stored).await?;
        let headers = reach.headers();
        let target = reach.target(&headers);
        let client = match self.client(&target).await? {
            Ok(client) => client,
            Err(why) => {
                let outcome = CheckOutcome::unasked(&why);
                return Err(failed(outcome.verdict, outcome.message, None));
            }
        };
        if key.is_some() {
            self.log(&stored, Purpose::Try).await;
        }
        // EXPOSE: to the provider's HTTP client, for the origins that the seal is bound to.
        let key = key.as_ref().map(|key| KeyText::new(key.expose()));
        let prompt = Prompt { model, text };
        match client.generate(&target, key, &prompt, words).await {
            Some(Ok(answered)) => Ok(answered),
            Some(Err(refusal)) => {
                self.keep(&stored, &refusal).await;
                Err(failed(
                    refusal.verdict,
                    refusal.message,
                    refusal.http_status,
                ))
            }
            None => Err(cannot()),
        }
    }

    /// Keeps what a refusal proves of the key itself; whatever else it was is no news about the key.
    async fn keep(&self, stored: &StoredCredential, refusal: &Refusal) {
        if !stored.key_set() {
            return;
        }
        if refusal.verdict == Verdict::Rejected {
            // Gateways answer so for a model that is not allowed, too. The provider's own proof tells; what it
            // finds, or that it could not be asked, is the check's affair.
            let _ = self.check(&stored.provider).await;
            return;
        }
        if !matches!(refusal.verdict, Verdict::LimitedScope | Verdict::NoCredit) {
            return;
        }
        let outcome = CheckOutcome {
            verdict: refusal.verdict,
            message: refusal.message.clone(),
            http_status: refusal.http_status,
            request: Some(refusal.request.clone()),
            latency: refusal.latency,
            ..CheckOutcome::unasked("")
        };
        let record = record(&outcome, self.now());
        if self
            .vault()
            .store_check(stored, &record, self.now())
            .await
            .is_err()
        {
            tracing::warn!(
                provider = stored.provider,
                "what a refused prompt proved could not be stored"
            );
        }
    }
}

fn failed(verdict: Verdict, message: Option<String>, http_status: Option<u16>) -> Error {
    Error::TryFailed {
        verdict,
        message,
        http_status,
    }
}

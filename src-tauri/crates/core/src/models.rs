//! Stored models: answered from storage, with their age.

use jiff::Timestamp;
use keystow_providers::models::catalogue;
use keystow_providers::{Price, Status, Verdict};
use keystow_vault::ModelRecord;
use serde::Serialize;

use crate::error::Error;
use crate::handle::Keystow;

/// A model that a provider offers to a key. Serialises as the command line's JSON.
#[derive(Clone, Debug, Serialize)]
pub struct AvailableApiModel {
    /// The id that requests name.
    pub id: String,
    /// The name for people.
    pub display_name: Option<String>,
    /// Who made it.
    pub owner: Option<String>,
    /// Tokens it reads at most.
    pub context_window: Option<u32>,
    /// Tokens it writes at most.
    pub output_limit: Option<u32>,
    /// What it reads.
    pub input_modalities: Vec<String>,
    /// What it writes.
    pub output_modalities: Vec<String>,
    /// What it can do, in the provider's words.
    pub capabilities: Vec<String>,
    /// What it costs, where the provider tells.
    pub price: Option<Price>,
    /// When the provider made it.
    pub created: Option<Timestamp>,
    /// When it was first listed to this credential.
    pub first_seen: Timestamp,
    /// When it was last listed.
    pub last_seen: Timestamp,
    /// The first list that lacked it.
    pub gone_since: Option<Timestamp>,
    /// When it came or came back, where other models had been listed before.
    pub new_since: Option<Timestamp>,
    /// What the offline catalogue knows where the provider told neither window nor price.
    pub catalogue: Option<CatalogueEntry>,
}

/// What the offline catalogue knows of a model: never the provider's own word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CatalogueEntry {
    /// Tokens it reads at most.
    pub context_window: Option<u32>,
    /// Tokens it writes at most.
    pub output_limit: Option<u32>,
    /// What it costs.
    pub price: Option<Price>,
    /// The day of the catalogue's latest entry, `YYYY-MM-DD`.
    pub as_of: &'static str,
}

/// One check that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastCheck {
    /// `valid`, `invalid` or `error`.
    pub status: Status,
    /// The reason behind the status.
    pub verdict: Option<Verdict>,
    /// The provider's words, redacted.
    pub message: Option<String>,
    /// The answer's HTTP status.
    pub http_status: Option<u16>,
    /// The request that the verdict was found from: method and address, no secret.
    pub request: Option<String>,
    /// How long it took.
    pub latency_ms: Option<u32>,
    /// How many models came with it; `None` where no whole list came.
    pub models: Option<u32>,
    /// How many of them were not there before; `None` for the first list.
    pub models_new: Option<u32>,
    /// How many were there before and no longer are.
    pub models_gone: Option<u32>,
    /// When it ended.
    pub checked_at: Timestamp,
}

/// What the catalogue adds to what a provider told.
fn catalogue_entry(provider: &str, model: &ModelRecord) -> Option<CatalogueEntry> {
    if model.context_window.is_some() && model.price.is_some() {
        return None;
    }
    let catalogue = catalogue();
    let facts = catalogue.facts(provider, &model.id)?;
    let entry = CatalogueEntry {
        context_window: facts
            .context_window
            .filter(|_| model.context_window.is_none()),
        output_limit: facts.output_limit.filter(|_| model.output_limit.is_none()),
        price: facts.price.filter(|_| model.price.is_none()),
        as_of: &catalogue.date,
    };
    let adds =
        entry.context_window.is_some() || entry.output_limit.is_some() || entry.price.is_some();
    adds.then_some(entry)
}

/// The stored models of a credential, gone ones included, by id.
#[derive(Clone, Debug, Default)]
pub struct ModelList {
    /// The models.
    pub models: Vec<AvailableApiModel>,
    /// When a whole list last came; `None` before the first.
    pub listed_at: Option<Timestamp>,
}

impl Keystow {
    /// Lists the stored models of a provider's credential. Opens nothing, asks nobody.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], [`Error::NoSuchCredential`], or
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn models(&self, provider: &str) -> Result<ModelList, Error> {
        let credential = self.stored(self.known_provider(provider).await?).await?;
        let models = self.vault().models(credential.id).await?;
        let models = models.into_iter().map(|stored| AvailableApiModel {
            catalogue: catalogue_entry(&credential.provider, &stored.model),
            id: stored.model.id,
            display_name: stored.model.display_name,
            owner: stored.model.owner,
            context_window: stored.model.context_window,
            output_limit: stored.model.output_limit,
            input_modalities: stored.model.input_modalities,
            output_modalities: stored.model.output_modalities,
            capabilities: stored.model.capabilities,
            price: stored
                .model
                .price
                .and_then(|price| serde_json::from_str(&price).ok()),
            created: stored.model.created,
            new_since: stored.new_since,
            first_seen: stored.first_seen,
            last_seen: stored.last_seen,
            gone_since: stored.gone_since,
        });
        Ok(ModelList {
            models: models.collect(),
            listed_at: credential.models_listed_at,
        })
    }

    /// Lists the latest checks of a provider's credential, newest first. Opens nothing, asks nobody.
    ///
    /// # Errors
    /// As [`models`](Self::models).
    pub async fn past_checks(&self, provider: &str) -> Result<Vec<PastCheck>, Error> {
        let credential = self.stored(self.known_provider(provider).await?).await?;
        let checks = self.vault().checks(credential.id).await?;
        let checks = checks.into_iter().map(|check| PastCheck {
            status: check.status.parse().unwrap_or(Status::Error),
            verdict: check.verdict.parse().ok(),
            message: check.message,
            http_status: check.http_status,
            request: check.request,
            latency_ms: check.latency_ms,
            models: check.models,
            models_new: check.models_new,
            models_gone: check.models_gone,
            checked_at: check.checked_at,
        });
        Ok(checks.collect())
    }
}

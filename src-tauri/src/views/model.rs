//! The models a key opens.

use keystow::{AvailableApiModel, CatalogueEntry, ModelList, PastCheck, Price};
use serde::Serialize;
use specta::Type;

use super::{Status, Verdict, time};

/// The stored list with its age.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelListView {
    models: Vec<ModelView>,
    listed_at: Option<String>,
}

/// One model.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    id: String,
    display_name: Option<String>,
    owner: Option<String>,
    context_window: Option<u32>,
    output_limit: Option<u32>,
    input_modalities: Vec<String>,
    output_modalities: Vec<String>,
    capabilities: Vec<String>,
    created: Option<String>,
    first_seen: String,
    last_seen: String,
    gone_since: Option<String>,
    /// When it came, where other models were there before it.
    new_since: Option<String>,
    /// What it costs, where the provider tells.
    price: Option<PriceView>,
    /// What the offline catalogue adds; never the provider's own word.
    catalogue: Option<CatalogueView>,
}

/// What a model costs.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PriceView {
    /// For input, a decimal number.
    input: Option<String>,
    /// For output, a decimal number.
    output: Option<String>,
    /// ISO 4217 code.
    currency: String,
    /// What the figures are for: `token`.
    unit: String,
}

/// What the offline catalogue knows of a model.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueView {
    context_window: Option<u32>,
    output_limit: Option<u32>,
    price: Option<PriceView>,
    /// The day of the catalogue, `YYYY-MM-DD`.
    as_of: String,
}

/// One check that ended.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastCheckView {
    status: Status,
    verdict: Option<Verdict>,
    message: Option<String>,
    http_status: Option<u16>,
    latency_ms: Option<u32>,
    /// How many models came with it; absent where no whole list came.
    models: Option<u32>,
    /// How many of them were not listed before.
    new_models: Option<u32>,
    /// How many were listed before and no longer are.
    gone_models: Option<u32>,
    checked_at: String,
}

impl From<ModelList> for ModelListView {
    fn from(list: ModelList) -> Self {
        Self {
            models: list.models.into_iter().map(Into::into).collect(),
            listed_at: list.listed_at.map(time),
        }
    }
}

impl From<AvailableApiModel> for ModelView {
    fn from(model: AvailableApiModel) -> Self {
        Self {
            id: model.id,
            display_name: model.display_name,
            owner: model.owner,
            context_window: model.context_window,
            output_limit: model.output_limit,
            input_modalities: model.input_modalities,
            output_modalities: model.output_modalities,
            capabilities: model.capabilities,
            created: model.created.map(time),
            first_seen: time(model.first_seen),
            last_seen: time(model.last_seen),
            gone_since: model.gone_since.map(time),
            new_since: model.new_since.map(time),
            price: model.price.map(Into::into),
            catalogue: model.catalogue.map(Into::into),
        }
    }
}

impl From<Price> for PriceView {
    fn from(price: Price) -> Self {
        Self {
            input: price.input,
            output: price.output,
            currency: price.currency,
            unit: price.unit,
        }
    }
}

impl From<CatalogueEntry> for CatalogueView {
    fn from(entry: CatalogueEntry) -> Self {
        Self {
            context_window: entry.context_window,
            output_limit: entry.output_limit,
            price: entry.price.map(Into::into),
            as_of: entry.as_of.to_owned(),
        }
    }
}

impl From<PastCheck> for PastCheckView {
    fn from(check: PastCheck) -> Self {
        Self {
            status: check.status.into(),
            verdict: check.verdict.map(Into::into),
            message: check.message,
            http_status: check.http_status,
            latency_ms: check.latency_ms,
            models: check.models,
            new_models: check.models_new,
            gone_models: check.models_gone,
            checked_at: time(check.checked_at),
        }
    }
}

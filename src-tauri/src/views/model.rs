//! The models a key opens.

use keystow::{AvailableApiModel, ModelList};
use serde::Serialize;
use specta::Type;

use super::time;

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
        }
    }
}

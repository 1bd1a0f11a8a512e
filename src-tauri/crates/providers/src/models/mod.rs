//! The models a provider lists, read leniently and kept small.
//!
//! Whatever a provider writes into a row, reading it takes bounded memory: unknown fields are
//! skipped, wrong types count as absent, text is cut. Only a row without an id is dropped.

mod catalogue;
mod gather;
mod lenient;
mod list;
mod parts;
mod row;

use serde::{Deserialize, Serialize};

pub use catalogue::{Catalogue, CatalogueFacts, catalogue};
pub(crate) use gather::Gathered;
pub(crate) use list::read_page;

use crate::catalog::Dialect;

/// Most models that are kept of one list.
const MAX_MODELS: usize = 20_000;

/// The models that one page of a list holds, or `None` when `body` is no list of this dialect. Pure;
/// never panics.
pub fn read_list(dialect: Dialect, body: &[u8]) -> Option<Vec<ListedModel>> {
    let mut gathered = Gathered::default();
    gathered.add(read_page(dialect, body)?.models);
    Some(gathered.into_models())
}

/// One model that a provider offers to a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedModel {
    /// The provider's id for it; for Gemini without `models/`.
    pub id: String,
    /// A name for people.
    pub display_name: Option<String>,
    /// Who made or owns it.
    pub owner: Option<String>,
    /// Context window in tokens.
    pub context_window: Option<u32>,
    /// Most tokens of one answer.
    pub output_limit: Option<u32>,
    /// What it takes: `text`, `image`, …
    pub input_modalities: Vec<String>,
    /// What it makes.
    pub output_modalities: Vec<String>,
    /// What it can do, in the provider's words.
    pub capabilities: Vec<String>,
    /// What it costs, where the provider tells.
    pub price: Option<Price>,
    /// When it was made, in seconds since 1970.
    pub created: Option<i64>,
}

/// What a model costs, in the provider's own figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// For input, a decimal number.
    pub input: Option<String>,
    /// For output, a decimal number.
    pub output: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// What the figures are for: `token`.
    pub unit: String,
}

//! What may be typed after `keystow models`.

use clap::{Args, ValueEnum};

// `keystow models`.
#[derive(Debug, Args)]
pub(crate) struct Models {
    /// The provider's id or name, as `keystow providers` lists it
    pub(crate) provider: String,
    /// Ask the provider first
    #[arg(long)]
    pub(crate) refresh: bool,
    /// Only models whose id, name or owner contains this
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Also models that the provider no longer lists
    #[arg(long)]
    pub(crate) gone: bool,
    /// Only models that came after the first list
    #[arg(long)]
    pub(crate) new: bool,
    /// Only models that can do this, in the provider's word: chat, tools, vision
    #[arg(long, value_name = "WORD")]
    pub(crate) capability: Vec<String>,
    /// Only models that read or write this: text, image, audio
    #[arg(long, value_name = "WORD")]
    pub(crate) modality: Vec<String>,
    /// Only models that are known to read at least this many tokens
    #[arg(long, value_name = "TOKENS")]
    pub(crate) min_context: Option<u32>,
    /// The order: by id, the newest first, the largest context first, or the cheapest input first
    #[arg(long, value_name = "ORDER", value_enum, default_value_t)]
    pub(crate) sort: Sort,
}

/// An order of models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// By id.
    #[default]
    Id,
    /// The newest first.
    Newest,
    /// The largest context first.
    Context,
    /// The cheapest input first.
    Price,
}

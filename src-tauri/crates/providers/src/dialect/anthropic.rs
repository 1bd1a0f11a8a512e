//! Anthropic: `GET {root}/v1/models`, paged by the last id of the page before.
//!
//! Sources: `anthropic-sdk-python`, `types/model_list_params.py` and `pagination.py`.

/// The list's path and query behind the root. A page holds 20 rows unless asked for more, 1,000 at
/// most.
pub(super) const LIST: (&str, Option<&str>) = ("/v1/models", Some("limit=1000"));

/// The query parameter that takes `last_id` while `has_more`.
pub(super) const NEXT: &str = "after_id";

/// The header without which nothing is answered.
pub(super) const VERSION: (&str, &str) = ("anthropic-version", "2023-06-01");

//! Google Gemini: `GET {root}/v1beta/models`, paged by a token.
//!
//! Sources: `python-genai`, `_api_client.py` and `models.py`; <https://ai.google.dev/api/models>.

/// The list's path and query behind the root. A page holds 50 rows unless asked for more, 1,000 at
/// most.
pub(super) const LIST: (&str, Option<&str>) = ("/v1beta/models", Some("pageSize=1000"));

/// The query parameter that takes `nextPageToken`.
pub(super) const NEXT: &str = "pageToken";

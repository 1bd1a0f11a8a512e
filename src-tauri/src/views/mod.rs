//! The only structs that cross to TypeScript.
//!
//! None has a field for a secret. A key comes in as [`PastedText`] and goes out as [`RevealedKey`], both
//! wiped on drop and silent in `Debug`. Their names are those of `ui/src/ipc/bindings.ts`.

mod credential;
mod fault;
mod key;
mod model;
mod profile;
mod provider;
mod settings;
mod vault;
mod words;

pub use credential::{
    CreateCredentialRequest, CredentialView, FieldChange, LastDefiniteView, UpdateCredentialRequest,
};
pub use fault::{BaseUrlFault, KeyFault, Removed};
pub use key::{CopiedView, KeyInspectionView, PastedText, RevealedKey};
pub use model::{ModelListView, ModelView};
pub use profile::ProfileView;
pub use provider::{ProviderPage, ProviderView};
pub use settings::{Language, SettingsView, Theme};
pub use vault::VaultStatusView;
pub use words::{Status, VaultState, Verdict};

use keystow::Timestamp;

/// A time as the window reads it: RFC 3339 in UTC with milliseconds.
pub(crate) fn time(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// A count as TypeScript can hold it.
pub(crate) fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

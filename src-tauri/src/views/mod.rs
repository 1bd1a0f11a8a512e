//! The only structs that cross to TypeScript.
//!
//! Two of them carry a secret out, [`RevealedKey`] and [`RecoveryCodeView`], each the answer of a command
//! that its owner gave to see it; two carry one in, [`PastedText`] and [`TypedSecret`]. All four are wiped on
//! drop and silent in `Debug`; no other has a field for a secret. Their names are those of
//! `ui/src/ipc/bindings.ts`.

mod attempt;
mod backup;
mod credential;
mod doctor;
mod endpoint;
mod fault;
mod import;
mod key;
mod loan;
mod model;
mod profile;
mod provider;
mod recipe;
mod secret;
mod settings;
mod slot;
mod vault;
mod words;

pub(crate) use attempt::{TryRequest, TryView};
pub use backup::{
    AutoBackupView, BackupFault, BackupView, PickedFile, PreviewRowView, RestoreChange,
    RestorePreviewView, RestoreReportView,
};
pub use credential::{
    CreateCredentialRequest, CredentialView, FieldChange, LastDefiniteView, UpdateCredentialRequest,
};
pub use doctor::{DiagnosisView, FindingId, FindingView, Problem, Step};
pub use endpoint::{
    EndpointDialect, EndpointRequest, EndpointView, HeaderRequest, LocalServerView,
};
pub use fault::{
    BaseUrlFault, CodeFault, HeaderFault, KeyFault, PassphraseFault, ProxyFault, Removed,
};
pub use import::ImportFault;
pub(crate) use import::{ConflictView, FoundKeysView, ImportPick, ImportReportView, ImportSource};
pub use key::{CopiedView, KeyInspectionView, PastedText, RevealedKey};
pub use loan::LendPolicy;
pub(crate) use loan::LoanView;
pub use model::{CatalogueView, ModelListView, ModelView, PastCheckView, PriceView};
pub use profile::ProfileView;
pub use provider::{ProviderPage, ProviderView};
pub(crate) use recipe::RecipeView;
pub use secret::{RecoveryCodeView, TypedSecret};
pub use settings::{Language, ProxyChoice, SettingsView, Theme};
pub use slot::{RecoveryState, RotatedView, RotationPlanView, SlotKind, SlotView};
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

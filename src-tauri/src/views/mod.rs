//! The only structs that cross to TypeScript.
//!
//! Two of them carry a secret out, [`RevealedKey`] and [`RecoveryCodeView`], each the answer of a command
//! that its owner gave to see it; two carry one in, [`PastedText`] and [`TypedSecret`]. All four are wiped on
//! drop and silent in `Debug`; no other has a field for a secret. Their names are those of
//! `ui/src/ipc/bindings.ts`.

mod backup;
mod credential;
mod doctor;
mod fault;
mod key;
mod model;
mod profile;
mod provider;
mod secret;
mod settings;
mod slot;
mod vault;
mod words;

pub use backup::{
    AutoBackupView, BackupFault, BackupView, PickedFile, PreviewRowView, RestoreChange,
    RestorePreviewView, RestoreReportView,
};
pub use credential::{
    CreateCredentialRequest, CredentialView, FieldChange, LastDefiniteView, UpdateCredentialRequest,
};
pub use doctor::{DiagnosisView, FindingId, FindingView, Problem, Step};
pub use fault::{BaseUrlFault, CodeFault, KeyFault, PassphraseFault, Removed};
pub use key::{CopiedView, KeyInspectionView, PastedText, RevealedKey};
pub use model::{ModelListView, ModelView};
pub use profile::ProfileView;
pub use provider::{ProviderPage, ProviderView};
pub use secret::{RecoveryCodeView, TypedSecret};
pub use settings::{Language, SettingsView, Theme};
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

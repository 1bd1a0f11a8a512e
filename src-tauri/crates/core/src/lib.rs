//! Keystow keeps API keys of AI providers sealed under the OS keyring, tells whether each one works,
//! and lends them to programs.
//!
//! ```no_run
//! use keystow::{ApiKey, Keystow, Options};
//!
//! # async fn example() -> Result<(), keystow::Error> {
//! let keystow = Keystow::open(Options::default()).await?;
//! let key: ApiKey = keystow.get_api_key("groq").await?;
//! let authorization = format!("Bearer {}", key.expose());
//! # drop(authorization);
//! # Ok(())
//! # }
//! ```
//!
//! What always holds: there is no global state, and several handles and several processes on one
//! vault are normal; saving never depends on checking; what needs no key opens no keyring.
//!
//! This crate joins `keystow-vault`, which knows no network, with `keystow-providers`, which knows no
//! storage. It knows no window and no command line.

mod auto_backup;
mod backup;
mod changes;
mod checks;
mod credential;
mod credentials;
mod desk;
mod doctor;
mod endpoints;
mod error;
mod events;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod handle;
mod import;
mod lending;
mod local_servers;
mod losses;
mod models;
mod network;
mod options;
mod place;
mod policy;
pub mod process;
mod profiles;
mod project;
mod prompts;
mod proof;
mod providers;
mod reach;
mod recipes;
mod schedule;
mod settings;
mod slots;
mod variables;

pub use auto_backup::AutoBackup;
pub use backup::{Backup, BackupReport, PreviewRow, RestoreChange, RestorePreview, RestoreReport};
pub use checks::RunningCheck;
pub use credential::{AccountFacts, Credential, LastDefinite};
pub use credentials::{CredentialChange, NewCredential, Saved};
pub use doctor::{Diagnosis, Finding, FindingId, KeyringFacts, Problem, Step, VaultStatus};
pub use endpoints::{Endpoint, NewEndpoint};
pub use error::{Error, KeyFault};
pub use events::ApiKeyStatus;
pub use handle::Keystow;
pub use import::{
    ConflictPlaces, FoundKey, FoundKeys, FoundState, ImportFault, ImportPick, ImportProblem,
    ImportReport, ImportSource, KeyPlace, KeySource, Leftover,
};
pub use lending::{LoggedLoan, Purpose};
pub use local_servers::LocalServer;
pub use losses::StoppedWorking;
pub use models::{AvailableApiModel, CatalogueEntry, ModelList, PastCheck};
pub use options::{AskPassphrase, Options, Prompting};
pub use place::check_place;
pub use policy::LendPolicy;
pub use profiles::ProfileInfo;
pub use project::{Project, ProjectFault};
pub use proof::Proved;
pub use providers::{find_provider, providers};
pub use recipes::{Recipe, RecipeLanguage, recipe_tools};
pub use schedule::Schedule;
pub use settings::{Language, ProxyChoice, Settings, Theme};

pub use variables::{LeftOut, LoanRequest, Loans, Variable};

pub use jiff::Timestamp;
pub use keystow_providers::catalog::CUSTOM;
pub use keystow_providers::{
    Account, Amount, Answered, BaseUrl, BaseUrlError, HeaderFault, Price, Provider, ProxyFault,
    Region, Status, Verdict, paste,
};
pub use keystow_vault::backup::BackupFault;
pub use keystow_vault::{
    ApiKey, CodeError, DEFAULT_PROFILE, KeyError, Passphrase, PassphraseError, PassphraseRewrap,
    RECOVERY_GROUPS, RecoveryCode, Rewrap, Rotated, SlotKind, StoredSlot as SlotInfo, VaultError,
    VaultState, keychain,
};

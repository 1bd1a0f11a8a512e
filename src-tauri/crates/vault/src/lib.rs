//! Keystow's sealed storage: SQLite, the OS keyring and AES-256-GCM.
//!
//! What it is for: keeping API keys so that an acknowledged one is never lost, none is readable
//! without the master secret, and whatever goes wrong has a name ([`VaultError`], [`VaultState`]).
//!
//! Always true: a master secret is made only where the database says that the vault was never
//! initialised; nothing of a key stands in the clear in a file; whatever needs no key needs no
//! keyring.
//!
//! What it does not know: the network, the providers, and what a verdict means.

pub mod backup;
mod cipher;
mod desk;
mod error;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
pub mod keychain;
mod master;
mod passphrase;
mod recovery;
mod secret;
mod slot;
mod step;
mod store;
mod vault;
// Vectors from outside, for what nothing else may reach.
#[cfg(test)]
#[path = "../../../../tests/vectors/mod.rs"]
mod vectors;

pub use desk::watch_desk;
pub use error::{VaultError, VaultState};
pub use passphrase::{Passphrase, PassphraseError};
pub use recovery::{CodeError, RECOVERY_GROUPS, RecoveryCode};
pub use secret::{ApiKey, KeyError, MAX_KEY_LENGTH};
pub use slot::SlotKind;
pub use store::check::{CheckRecord, StoredCheck};
pub use store::credential::{LastDefinite, StoredCredential};
pub use store::endpoint::StoredEndpoint;
pub use store::log::{Loan, LoanRecord};
pub use store::model::{ModelRecord, StoredModel};
pub use store::profile::{DEFAULT as DEFAULT_PROFILE, StoredProfile};
pub use store::slot::StoredSlot;
pub use vault::canary::CanaryError;
pub use vault::credentials::{AccountTerms, CredentialEdit, CredentialSeed, Destination, Lent};
pub use vault::endpoints::{EndpointSeed, SecretText};
pub use vault::facts::{DamagedRecord, RecordFacts, VaultFacts};
pub use vault::rotation::{PassphraseRewrap, Rewrap, Rotated};
pub use vault::{AskPassphrase, Vault, VaultOptions, VaultWatch};

//! The state of vault and keyring, and what to do about it.
//!
//! Always true: nothing here prompts; a keyring that did not answer once is not asked again; and every
//! problem comes with exactly one next step, the one for this desktop.

mod advice;
mod finding;
mod seen;
mod words;

use std::path::PathBuf;
use std::time::Instant;

use keystow_vault::keychain::{KeychainError, KeychainFacts};
use keystow_vault::{SlotKind, StoredSlot, VaultState};
use serde::Serialize;

use crate::handle::Keystow;
use advice::Environment;
use seen::{Seen, bears_canary};

pub use finding::{Finding, FindingId, Problem, Step};

/// The state of the vault, told without a prompt.
#[derive(Clone, Debug)]
pub struct VaultStatus {
    /// The state.
    pub state: VaultState,
    /// Whether the data key is in memory.
    pub open: bool,
    /// What can be told of the keyring.
    pub keyring: KeyringFacts,
    /// Where the files are.
    pub data_dir: PathBuf,
}

/// What can be told of the keyring without a prompt.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KeyringFacts {
    /// The program behind it, as people know it.
    pub backend: Option<String>,
    /// The desktop of this session.
    pub desktop: Option<String>,
    /// Whether it is locked, where that can be told.
    pub locked: Option<bool>,
    /// Whether new entries have a place to go.
    pub default_collection: bool,
}

/// What the doctor found.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The vault's state.
    pub state: VaultState,
    /// The keyring.
    pub keyring: KeyringFacts,
    /// The vault's slots.
    pub slots: Vec<StoredSlot>,
    /// One finding for each thing that was looked at.
    pub findings: Vec<Finding>,
}

impl Keystow {
    /// Tells the vault's state. Never prompts.
    pub async fn vault_status(&self) -> VaultStatus {
        let keyring = self.vault().keychain_facts().await;
        VaultStatus {
            state: self.state_given(keyring.as_ref().err().copied()).await,
            open: self.vault().is_open(),
            keyring: facts(keyring.ok()),
            data_dir: self.vault().directory().to_owned(),
        }
    }

    /// Looks at keyring, vault, files and this process. Never prompts, and ends soon after the
    /// keyring's deadline whatever the keyring does.
    pub async fn diagnose(&self) -> Diagnosis {
        let asked = Instant::now();
        let keyring = self.vault().keychain_facts().await;
        let took = asked.elapsed();
        let state = self.state_given(keyring.as_ref().err().copied()).await;
        let slots = self.vault().slots().await.unwrap_or_default();
        let files = self.vault().facts().await.ok();
        let backup = self.auto_backup().await.ok().flatten();
        let lost_backup = self.lost_auto_backup().await.ok().flatten();
        let canary = match &keyring {
            Ok(keyring) if state != VaultState::KeyringTimeout && bears_canary(keyring) => {
                Some(self.vault().canary().await)
            }
            _ => None,
        };
        let keeper = match (&keyring, &files) {
            (Ok(keyring), _) if keyring.backend.is_some() => keyring.backend.as_deref(),
            (_, Some(files)) => files.keyring_backend.as_deref(),
            _ => None,
        };
        let findings = Seen {
            environment: Environment::here(keeper, &slots),
            keyring: keyring.as_ref().map_err(|error| *error),
            took,
            deadline: self.vault().keyring_deadline(),
            canary,
            state,
            database: self.vault().database(),
            slots: &slots,
            files: files.as_ref(),
            backup: backup.as_ref(),
            lost_backup,
        }
        .findings();
        Diagnosis {
            state,
            keyring: facts(keyring.ok()),
            slots,
            findings,
        }
    }

    /// The vault's state. A keyring that did not answer a moment ago is not waited for again.
    async fn state_given(&self, keyring: Option<KeychainError>) -> VaultState {
        if keyring == Some(KeychainError::Timeout) && !self.vault().is_open() {
            let state = self.vault().state_of_file().await;
            let slots = self.vault().slots().await.unwrap_or_default();
            if state != VaultState::Ready {
                return state;
            }
            if slots.iter().any(|slot| slot.kind == SlotKind::Keyring) {
                return VaultState::KeyringTimeout;
            }
        }
        self.vault().state().await
    }
}

fn facts(found: Option<KeychainFacts>) -> KeyringFacts {
    let found = found.unwrap_or_default();
    KeyringFacts {
        backend: found.backend,
        desktop: std::env::var("XDG_CURRENT_DESKTOP")
            .ok()
            .filter(|name| !name.is_empty()),
        locked: found.locked,
        default_collection: found.default_collection,
    }
}

//! The state of vault and keyring, and what to do about it.

use std::path::PathBuf;

use jiff::Timestamp;
use keystow_vault::VaultState;
use keystow_vault::keychain::{KeychainError, KeychainFacts};
use serde::Serialize;

use crate::handle::Keystow;

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
    pub slots: Vec<SlotInfo>,
    /// One finding for each thing that was looked at.
    pub findings: Vec<Finding>,
}

/// One way to open the vault.
#[derive(Clone, Debug, Serialize)]
pub struct SlotInfo {
    /// `keyring`, `recovery` or `passphrase`.
    pub kind: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last opened the vault.
    pub last_verified_at: Option<Timestamp>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub id: &'static str,
    /// Whether it is well.
    pub ok: bool,
    /// What was found.
    pub message: String,
    /// What to do, where it is not well.
    pub next: Option<String>,
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

    /// Looks at keyring and vault. Never prompts.
    pub async fn diagnose(&self) -> Diagnosis {
        let keyring = self.vault().keychain_facts().await;
        let state = self.state_given(keyring.as_ref().err().copied()).await;
        let files = self.vault().facts().await.ok();
        let mut findings = vec![keyring_finding(&keyring), vault_finding(state)];
        if let Some(files) = &files {
            findings.push(finding(
                "integrity",
                files.intact,
                ("The vault file is intact.", "The vault file is damaged."),
                "Copy the vault's folder to a safe place before you do anything else.",
            ));
            findings.push(finding(
                "permissions",
                files.private,
                (
                    "Only you can read the vault's files.",
                    "Other accounts can read the vault's files.",
                ),
                "Make the folder 0700 and the files in it 0600.",
            ));
        }
        let slots = files.map(|files| files.slots).unwrap_or_default();
        let slots = slots.into_iter().map(|slot| SlotInfo {
            kind: slot.kind,
            created_at: slot.created_at,
            last_verified_at: slot.last_verified_at,
        });
        Diagnosis {
            state,
            keyring: facts(keyring.ok()),
            slots: slots.collect(),
            findings,
        }
    }

    /// The vault's state. A keyring that did not answer a moment ago is not waited for again.
    async fn state_given(&self, keyring: Option<KeychainError>) -> VaultState {
        if keyring == Some(KeychainError::Timeout) && !self.vault().is_open() {
            return match self.vault().state_of_file().await {
                VaultState::Ready => VaultState::KeyringTimeout,
                other => other,
            };
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

fn finding(id: &'static str, ok: bool, (well, ill): (&str, &str), next: &str) -> Finding {
    Finding {
        id,
        ok,
        message: if ok { well } else { ill }.to_owned(),
        next: (!ok).then(|| next.to_owned()),
    }
}

fn keyring_finding(keyring: &Result<KeychainFacts, KeychainError>) -> Finding {
    let (message, next) = match keyring {
        Ok(facts) if facts.locked == Some(true) => {
            ("The keyring is locked.".to_owned(), Some(UNLOCK))
        }
        Ok(facts) if !facts.default_collection => (
            "The keyring has no default collection.".to_owned(),
            Some(DEFAULT_COLLECTION),
        ),
        Ok(facts) => {
            let backend = facts.backend.as_deref().unwrap_or("The keyring");
            (format!("{backend} answers and is unlocked."), None)
        }
        Err(KeychainError::Timeout) => (
            "The keyring does not answer in time.".to_owned(),
            Some(RESTART),
        ),
        Err(_) => (
            "No keyring answers in this session.".to_owned(),
            Some(INSTALL),
        ),
    };
    Finding {
        id: "keyring",
        ok: next.is_none(),
        message,
        next: next.map(str::to_owned),
    }
}

const UNLOCK: &str = "Unlock it: log in with your password, or open “Passwords and Keys” (GNOME), KWalletManager (KDE) or KeePassXC.";
const DEFAULT_COLLECTION: &str =
    "Create a default keyring in “Passwords and Keys”, or mark one as default.";
const RESTART: &str = "Log out and in again, or restart the keyring's service.";
const INSTALL: &str = "Run Keystow inside your desktop session, and install a Secret Service such as gnome-keyring, KWallet or KeePassXC.";

fn vault_finding(state: VaultState) -> Finding {
    let (message, next) = match state {
        VaultState::Ready => ("The vault opens.", None),
        VaultState::Uninitialised => ("There is no vault yet; the first key makes one.", None),
        VaultState::KeyringLocked => ("The vault is closed: the keyring is locked.", Some(UNLOCK)),
        VaultState::KeyringUnavailable => (
            "The vault is closed: no keyring can be used.",
            Some(INSTALL),
        ),
        VaultState::KeyringTimeout => (
            "The vault is closed: the keyring does not answer in time.",
            Some(RESTART),
        ),
        VaultState::KeyringDenied => ("The vault is closed: the keyring refused.", Some(UNLOCK)),
        VaultState::MasterMissing => (
            "The master secret is missing from the keyring.",
            Some(RESTORE_KEYRING),
        ),
        VaultState::MasterWrong => (
            "The keyring holds the master secret of another vault.",
            Some(RESTORE_KEYRING),
        ),
        VaultState::MasterCorrupt => (
            "The master secret in the keyring is damaged.",
            Some(RESTORE_KEYRING),
        ),
        VaultState::SlotCorrupt => ("The vault's keyring slot is damaged.", Some(RESTORE_VAULT)),
        VaultState::RowCorrupt => (
            "A record is damaged; all others work.",
            Some(REPLACE_RECORD),
        ),
        VaultState::VaultMissing => ("The vault file is gone.", Some(RESTORE_VAULT)),
        VaultState::VaultNewer => ("A newer Keystow wrote this vault.", Some(UPDATE)),
        VaultState::VaultCorrupt => ("The vault file is damaged.", Some(RESTORE_VAULT)),
        VaultState::VaultReadOnly => ("The vault file cannot be written.", Some(PERMIT)),
        VaultState::VaultBusy => ("Another program holds the vault.", Some(CLOSE_OTHER)),
        VaultState::DiskFull => ("The disk is full.", Some(FREE_SPACE)),
    };
    Finding {
        id: "vault",
        ok: next.is_none(),
        message: message.to_owned(),
        next: next.map(str::to_owned),
    }
}

const RESTORE_KEYRING: &str =
    "Put the keyring's own file back from a backup of your home folder. Nothing was changed here.";
const RESTORE_VAULT: &str =
    "Put vault.db back from a backup of its folder. Nothing was changed here.";
const REPLACE_RECORD: &str = "Enter that key again with `keystow update`.";
const UPDATE: &str = "Install the newer version.";
const PERMIT: &str = "Make the data directory and the files in it writable for your account.";
const CLOSE_OTHER: &str = "Close the other program, then try again.";
const FREE_SPACE: &str = "Free some space, then try again.";

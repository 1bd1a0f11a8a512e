//! A handle on a vault of its own, and a practice provider.

use keystow::keychain::MemoryKeychain;
use keystow::{ApiKey, ApiKeyStatus, Keystow, NewCredential, Options, Saved, Status};
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};
use tokio::sync::broadcast::Receiver;

pub(crate) const BAD_KEY: &str = "gsk_badBADbadBADbadBADbadBADbadBADbadBADbadBADbadBADbad1";

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) keyring: MemoryKeychain,
    pub(crate) practice: Practice,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keyring: MemoryKeychain::default(),
            practice: Practice::start(PracticeOptions::default()),
        }
    }

    /// A handle as another process would have it.
    pub(crate) async fn open(&self) -> Keystow {
        let options = Options {
            data_dir: Some(self.folder.path().join("data")),
            keychain: self.keyring.opener(),
            ..Options::default()
        };
        Keystow::open(options).await.unwrap()
    }

    /// Changes the vault's file behind its back.
    pub(crate) fn edit(&self, sql: &str) {
        let edited = std::process::Command::new("sqlite3")
            .arg(self.folder.path().join("data/vault.db"))
            .arg(sql)
            .status()
            .unwrap();
        assert!(edited.success());
    }

    /// The practice Groq, behind faults such as `/delay/100`.
    pub(crate) fn groq(&self, faults: &str) -> String {
        format!("{}{faults}/openai/v1", self.practice.url())
    }

    pub(crate) async fn add(&self, keystow: &Keystow, key: &str, faults: &str) -> Saved {
        keystow
            .create(self.groq_with(key, faults, true))
            .await
            .unwrap()
    }

    pub(crate) fn groq_with(&self, key: &str, faults: &str, check: bool) -> NewCredential {
        NewCredential {
            provider: "groq".to_owned(),
            key: Some(key_of(key)),
            base_url: Some(self.groq(faults)),
            label: None,
            check,
            ..NewCredential::default()
        }
    }
}

pub(crate) fn key_of(text: &str) -> ApiKey {
    ApiKey::parse(text).unwrap()
}

pub(crate) fn good_key() -> ApiKey {
    key_of(GOOD_GROQ_KEY)
}

/// The events up to and including the first final one.
pub(crate) async fn until_final(events: &mut Receiver<ApiKeyStatus>) -> Vec<ApiKeyStatus> {
    let mut seen = Vec::new();
    loop {
        let event = events.recv().await.unwrap();
        let last = event.status != Status::Checking;
        seen.push(event);
        if last {
            return seen;
        }
    }
}

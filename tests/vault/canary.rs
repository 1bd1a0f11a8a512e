//! The canary: it tells a keyring that keeps from one that does not, and leaves nothing behind.

use std::sync::Arc;
use std::time::{Duration, Instant};

use keystow_vault::keychain::{
    Keychain, KeychainError, KeychainFacts, MemoryFault, MemoryKeychain, OpenKeychain, Prompting,
};
use keystow_vault::{CanaryError, Vault, VaultOptions};
use zeroize::Zeroizing;

use crate::support::Home;

#[tokio::test]
async fn a_canary_lives_in_a_keyring_that_keeps_and_leaves_it_as_it_was() {
    let home = Home::with_key().await;
    let before = home.keyring.accounts();
    assert_eq!(home.vault().canary().await, Ok(()));
    assert_eq!(home.keyring.accounts(), before);
}

#[tokio::test]
async fn a_canary_is_deleted_on_every_path_that_lets_it() {
    let well = MemoryFault::Slow(Duration::ZERO);
    let fails = MemoryFault::Fail(KeychainError::Failed);
    let written = MemoryFault::FailAfterwards(KeychainError::Failed);
    // Written, read back, deleted, looked for: what goes wrong, and how many entries that leaves.
    let cases = [
        (vec![written], 0),
        (vec![fails], 0),
        (vec![well, fails], 0),
        (vec![well, well, fails], 1),
        (vec![well, well, well, fails], 0),
    ];
    for (faults, left) in cases {
        let home = Home::new();
        for fault in &faults {
            home.keyring.fail_next(*fault);
        }
        let lived = home.vault().canary().await;
        let error = CanaryError::Keychain(KeychainError::Failed);
        assert_eq!(lived, Err(error), "{faults:?}");
        assert_eq!(home.accounts(), left, "{faults:?}");
    }
}

#[tokio::test]
async fn a_locked_keyring_gets_no_canary_and_no_prompt() {
    let home = Home::new();
    home.keyring.set_locked(true);
    let error = CanaryError::Keychain(KeychainError::Locked);
    assert_eq!(home.vault().canary().await, Err(error));
    home.keyring.set_locked(false);
    assert_eq!(home.accounts(), 0);
}

#[tokio::test]
async fn a_canary_in_a_keyring_that_hangs_ends_soon_after_the_deadline() {
    let home = Home::new();
    let hangs = MemoryFault::Slow(Duration::from_secs(20));
    home.keyring.fail_next(hangs);
    home.keyring.fail_next(hangs);
    let began = Instant::now();
    let error = CanaryError::Keychain(KeychainError::Timeout);
    assert_eq!(home.vault().canary().await, Err(error));
    assert!(
        began.elapsed() < Duration::from_secs(4),
        "{:?}",
        began.elapsed()
    );
}

/// A keyring that takes everything, and gives back or keeps something else.
#[derive(Clone)]
struct Cheat {
    keyring: MemoryKeychain,
    gives_back: Option<&'static str>,
    deletes: bool,
}

impl Cheat {
    fn opener(&self) -> OpenKeychain {
        let cheat = self.clone();
        Arc::new(move || {
            Box::new(Cheating {
                inner: cheat.keyring.opener()(),
                gives_back: cheat.gives_back,
                deletes: cheat.deletes,
            })
        })
    }

    fn vault(&self, home: &Home) -> Vault {
        Vault::new(VaultOptions {
            directory: home.directory(),
            keychain: self.opener(),
            keyring_deadline: Duration::from_secs(2),
            prompt_deadline: Duration::from_secs(2),
            passphrase: None,
            connections: 4,
        })
    }
}

struct Cheating {
    inner: Box<dyn Keychain>,
    gives_back: Option<&'static str>,
    deletes: bool,
}

impl Keychain for Cheating {
    fn facts(&mut self) -> Result<KeychainFacts, KeychainError> {
        self.inner.facts()
    }

    fn unlock(&mut self, prompting: Prompting) -> Result<(), KeychainError> {
        self.inner.unlock(prompting)
    }

    fn read(
        &mut self,
        account: &str,
        prompting: Prompting,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        let read = self.inner.read(account, prompting)?;
        let other = self.gives_back.map(|text| Zeroizing::new(text.to_owned()));
        Ok(if read.is_some() { other.or(read) } else { None })
    }

    fn write(
        &mut self,
        account: &str,
        line: &str,
        prompting: Prompting,
    ) -> Result<(), KeychainError> {
        self.inner.write(account, line, prompting)
    }

    fn delete(&mut self, account: &str, prompting: Prompting) -> Result<(), KeychainError> {
        if self.deletes {
            self.inner.delete(account, prompting)
        } else {
            Ok(())
        }
    }
}

#[tokio::test]
async fn a_keyring_that_gives_back_another_text_is_told_from_one_that_deletes_nothing() {
    let home = Home::new();
    let cheat = Cheat {
        keyring: home.keyring.clone(),
        gives_back: Some("another text"),
        deletes: true,
    };
    assert_eq!(cheat.vault(&home).canary().await, Err(CanaryError::NotKept));
    assert_eq!(home.accounts(), 0);
    let cheat = Cheat {
        gives_back: None,
        deletes: false,
        ..cheat
    };
    assert_eq!(
        cheat.vault(&home).canary().await,
        Err(CanaryError::NotDeleted)
    );
}

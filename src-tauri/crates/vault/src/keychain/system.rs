//! The platform's own keyring: Secret Service, macOS Keychain or Windows Credential Manager.
//!
//! The `keyring` crate picks the platform's store once per process. A store that has failed is
//! dropped; on Linux the next one is opened by the store crate itself, since `keyring` remembers its
//! first failure for ever.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(target_os = "linux")]
use std::sync::{Mutex, PoisonError, mpsc};
#[cfg(target_os = "linux")]
use std::thread::Builder;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::{Keychain, KeychainError, KeychainFacts, OpenKeychain, Prompting};
use crate::master::{LABEL, SERVICE};

/// The keyring of this session.
#[derive(Default)]
pub struct SystemKeychain {
    store: Option<Arc<CredentialStore>>,
    #[cfg(target_os = "linux")]
    ahead: Option<mpsc::Receiver<Ahead>>,
}

/// Set by the first thread that asks `keyring` for its store. Another thread must not ask again: if
/// the first one hangs there, so would every later one.
static ASKED_KEYRING: AtomicBool = AtomicBool::new(false);

impl SystemKeychain {
    /// The way to open it, for [`super::KeychainThread`].
    pub fn opener() -> OpenKeychain {
        Arc::new(|| Box::new(Self::default()))
    }

    /// The same, for a program that is about to read an entry: begins at once what needs time and asks nobody,
    /// on a thread of its own.
    #[cfg(target_os = "linux")]
    pub fn opener_ahead() -> OpenKeychain {
        let (sender, ahead) = mpsc::sync_channel(1);
        let open = move || open_ahead().is_ok_and(|ahead| sender.send(ahead).is_ok());
        // Where no thread starts, or nothing answers, the read itself begins anew, and says why it cannot.
        let started = Builder::new().name("keyring ahead".to_owned()).spawn(open);
        let ahead = Mutex::new(started.is_ok().then_some(ahead));
        Arc::new(move || {
            Box::new(Self {
                ahead: ahead.lock().unwrap_or_else(PoisonError::into_inner).take(),
                ..Self::default()
            })
        })
    }

    /// Other platforms' keyrings answer at once.
    #[cfg(not(target_os = "linux"))]
    pub fn opener_ahead() -> OpenKeychain {
        Self::opener()
    }

    fn store(&mut self) -> Result<Arc<CredentialStore>, KeychainError> {
        Ok(match &self.store {
            Some(store) => Arc::clone(store),
            None => Arc::clone(self.store.insert(open_store()?)),
        })
    }

    fn entry(&mut self, account: &str) -> Result<Entry, KeychainError> {
        let store = self.store()?;
        let mut modifiers = HashMap::new();
        if cfg!(target_os = "linux") {
            modifiers.insert("label", LABEL);
        }
        if cfg!(target_os = "windows") {
            modifiers.insert("persistence", "Local");
        }
        store
            .build(SERVICE, account, Some(&modifiers))
            .map_err(|error| self.failed(&error))
    }

    /// Names an error, and drops the store that had it: its session may be gone.
    fn failed(&mut self, error: &Error) -> KeychainError {
        self.store = None;
        match error {
            Error::NoStorageAccess(_) => KeychainError::Denied,
            Error::PlatformFailure(_) | Error::NoDefaultStore => KeychainError::Unavailable,
            _ => KeychainError::Failed,
        }
    }
}

fn open_store() -> Result<Arc<CredentialStore>, KeychainError> {
    let first = !ASKED_KEYRING.swap(true, Ordering::Relaxed);
    if (first || !cfg!(target_os = "linux")) && keyring::v1::Entry::store_status().is_ok() {
        return keyring_core::get_default_store().ok_or(KeychainError::Unavailable);
    }
    #[cfg(target_os = "linux")]
    {
        zbus_secret_service_keyring_store::Store::new()
            .map(|store| store as Arc<CredentialStore>)
            .map_err(|_| KeychainError::Unavailable)
    }
    #[cfg(not(target_os = "linux"))]
    Err(KeychainError::Unavailable)
}

#[cfg(target_os = "linux")]
use super::secret_service::{Ahead, facts, open_ahead, require_readable, require_writable};

#[cfg(target_os = "linux")]
fn read_entry(
    keychain: &mut SystemKeychain,
    account: &str,
    prompting: Prompting,
) -> Result<Option<Zeroizing<String>>, KeychainError> {
    let ahead = keychain.ahead.take().and_then(|ahead| ahead.recv().ok());
    super::secret_service::read(account, prompting, ahead)
}

#[cfg(not(target_os = "linux"))]
fn read_entry(
    keychain: &mut SystemKeychain,
    account: &str,
    _: Prompting,
) -> Result<Option<Zeroizing<String>>, KeychainError> {
    match keychain.entry(account)?.get_password() {
        Ok(line) => Ok(Some(Zeroizing::new(line))),
        Err(Error::NoEntry) => Ok(None),
        // Something that is no text, or that stands there twice, is an entry that is damaged.
        Err(Error::BadEncoding(bytes)) => {
            drop(Zeroizing::new(bytes));
            Ok(Some(Zeroizing::default()))
        }
        Err(Error::Ambiguous(_)) => Ok(Some(Zeroizing::default())),
        Err(error) => Err(keychain.failed(&error)),
    }
}

#[cfg(not(target_os = "linux"))]
fn facts() -> Result<KeychainFacts, KeychainError> {
    let backend = if cfg!(target_os = "macos") {
        "macOS Keychain"
    } else {
        "Windows Credential Manager"
    };
    Ok(KeychainFacts {
        backend: Some(backend.to_owned()),
        locked: None,
        default_collection: true,
    })
}

#[cfg(not(target_os = "linux"))]
fn require_readable(_: &str, _: Prompting) -> Result<bool, KeychainError> {
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn require_writable(_: Prompting) -> Result<(), KeychainError> {
    Ok(())
}

impl Keychain for SystemKeychain {
    fn facts(&mut self) -> Result<KeychainFacts, KeychainError> {
        facts()
    }

    fn unlock(&mut self, prompting: Prompting) -> Result<(), KeychainError> {
        require_writable(prompting)?;
        self.store().map(drop)
    }

    fn read(
        &mut self,
        account: &str,
        prompting: Prompting,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        read_entry(self, account, prompting)
    }

    fn write(
        &mut self,
        account: &str,
        line: &str,
        prompting: Prompting,
    ) -> Result<(), KeychainError> {
        require_writable(prompting)?;
        self.entry(account)?
            .set_password(line)
            .map_err(|error| self.failed(&error))
    }

    fn delete(&mut self, account: &str, prompting: Prompting) -> Result<(), KeychainError> {
        if !require_readable(account, prompting)? {
            return Ok(());
        }
        match self.entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(self.failed(&error)),
        }
    }
}

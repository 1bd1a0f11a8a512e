//! A keychain in memory: the double for faults that a real keyring does not show on demand.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zeroize::Zeroizing;

use super::{Keychain, KeychainError, KeychainFacts, OpenKeychain, Prompting};

/// What the next call does instead of its work.
#[derive(Clone, Copy, Debug)]
pub enum MemoryFault {
    /// It fails.
    Fail(KeychainError),
    /// It takes this long, then does its work.
    Slow(Duration),
    /// A write is done, and then fails: the daemon died before it could say so.
    FailAfterwards(KeychainError),
}

#[derive(Default)]
struct State {
    entries: HashMap<String, Zeroizing<String>>,
    locked: bool,
    faults: VecDeque<MemoryFault>,
    fails_at: Option<(u32, KeychainError)>,
    calls: u32,
}

/// A keyring that lives as long as its clones.
#[derive(Clone, Default)]
pub struct MemoryKeychain(Arc<Mutex<State>>);

impl MemoryKeychain {
    /// The way to open it, for [`super::KeychainThread`].
    pub fn opener(&self) -> OpenKeychain {
        let keychain = self.clone();
        Arc::new(move || Box::new(keychain.clone()))
    }

    /// Makes the next call without a fault of its own show this one.
    pub fn fail_next(&self, fault: MemoryFault) {
        self.state().faults.push_back(fault);
    }

    /// Makes the call of this number fail; [`Self::calls`] tells how many there were.
    pub fn fail_at(&self, call: u32, error: KeychainError) {
        self.state().fails_at = Some((call, error));
    }

    /// Locks or unlocks the whole keyring.
    pub fn set_locked(&self, locked: bool) {
        self.state().locked = locked;
    }

    /// The accounts that have an entry.
    pub fn accounts(&self) -> Vec<String> {
        self.state().entries.keys().cloned().collect()
    }

    /// Puts another text in every entry's place, or deletes them all.
    pub fn overwrite(&self, text: Option<&str>) {
        let mut state = self.state();
        match text {
            Some(text) => {
                for entry in state.entries.values_mut() {
                    *entry = Zeroizing::new(text.to_owned());
                }
            }
            None => state.entries.clear(),
        }
    }

    /// How many calls reached the keyring.
    pub fn calls(&self) -> u32 {
        self.state().calls
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts the call, and shows the fault that is due before it.
    fn enter(&self) -> Result<Option<KeychainError>, KeychainError> {
        let fault = {
            let mut state = self.state();
            state.calls += 1;
            let calls = state.calls;
            if let Some((_, error)) = state.fails_at.take_if(|(call, _)| *call == calls) {
                return Err(error);
            }
            state.faults.pop_front()
        };
        match fault {
            Some(MemoryFault::Fail(error)) => Err(error),
            Some(MemoryFault::Slow(time)) => {
                std::thread::sleep(time);
                Ok(None)
            }
            Some(MemoryFault::FailAfterwards(error)) => Ok(Some(error)),
            None => Ok(None),
        }
    }

    fn unlocked(&self) -> Result<MutexGuard<'_, State>, KeychainError> {
        let state = self.state();
        if state.locked {
            Err(KeychainError::Locked)
        } else {
            Ok(state)
        }
    }
}

impl Keychain for MemoryKeychain {
    fn facts(&mut self) -> Result<KeychainFacts, KeychainError> {
        self.enter()?;
        Ok(KeychainFacts {
            backend: Some("memory".to_owned()),
            locked: Some(self.state().locked),
            default_collection: true,
        })
    }

    fn unlock(&mut self, _: Prompting) -> Result<(), KeychainError> {
        // A fault that shows after a write waits for one.
        let front = self.state().faults.front().copied();
        if !matches!(front, Some(MemoryFault::FailAfterwards(_))) {
            self.enter()?;
        }
        self.unlocked().map(drop)
    }

    fn read(
        &mut self,
        account: &str,
        _: Prompting,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        self.enter()?;
        Ok(self.unlocked()?.entries.get(account).cloned())
    }

    fn write(&mut self, account: &str, line: &str, _: Prompting) -> Result<(), KeychainError> {
        let afterwards = self.enter()?;
        let line = Zeroizing::new(line.to_owned());
        self.unlocked()?.entries.insert(account.to_owned(), line);
        afterwards.map_or(Ok(()), Err)
    }

    fn delete(&mut self, account: &str, _: Prompting) -> Result<(), KeychainError> {
        self.enter()?;
        self.unlocked()?.entries.remove(account);
        Ok(())
    }
}

//! A copied key on the clipboard: marked so that histories leave it out, and taken off again after a while
//! and on exit, if it is still ours.
//!
//! Between copying and clearing only a hash of the key is kept here. The windowing system keeps the text
//! itself for as long as it is on the clipboard.

use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arboard::Clipboard as System;
use keystow::ApiKey;
use sha2::digest::{FixedOutputReset, Output};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// How long leaving may wait for the clipboard.
const LEAVING: Duration = Duration::from_secs(1);

/// How often a clipboard that cannot be read is tried, and after which pause.
const TRIES: u32 = 5;
const BETWEEN_TRIES: Duration = Duration::from_secs(2);

/// The clipboard cannot be used in this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clipboard cannot be used")]
pub(crate) struct ClipboardError;

/// The system's clipboard, opened when the first key is copied.
#[derive(Clone, Default)]
pub(crate) struct Clipboard(Arc<Mutex<Contents>>);

#[derive(Default)]
struct Contents {
    system: Option<System>,
    /// The hash of the key that was put there last, until it is taken off.
    ours: Option<[u8; 32]>,
    /// How many keys were copied; a timer of an older copy does nothing.
    copies: u64,
}

impl Clipboard {
    /// Puts a key on the clipboard; answers the number of this copy.
    ///
    /// Blocks while the windowing system takes it: call it on a thread that may wait.
    ///
    /// # Errors
    /// There is no clipboard in this session.
    pub(crate) fn copy(&self, key: &ApiKey) -> Result<u64, ClipboardError> {
        let mut contents = self.lock();
        if contents.system.is_none() {
            contents.system = Some(System::new().map_err(|_| ClipboardError)?);
        }
        let system = contents.system.as_mut().ok_or(ClipboardError)?;
        // EXPOSE: to the clipboard, whose owner asked to paste this key elsewhere.
        if hidden_from_history(system.set())
            .text(key.expose())
            .is_err()
        {
            // A connection that broke is opened anew next time.
            contents.system = None;
            return Err(ClipboardError);
        }
        // EXPOSE: to a hash, which tells later whether the clipboard is still ours.
        contents.ours = Some(hash(key.expose()));
        contents.copies += 1;
        Ok(contents.copies)
    }

    /// Takes a copy off after a time, unless another was made since or something else stands there.
    pub(crate) fn clear_later(&self, copy: u64, after: Duration) {
        let clipboard = self.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(after).await;
            for _ in 0..TRIES {
                let clipboard = clipboard.clone();
                let cleared = tauri::async_runtime::spawn_blocking(move || {
                    let mut contents = clipboard.lock();
                    if contents.copies == copy {
                        contents.clear_if_ours();
                    }
                    contents.copies != copy || contents.ours.is_none()
                });
                if cleared.await.unwrap_or(true) {
                    break;
                }
                tokio::time::sleep(BETWEEN_TRIES).await;
            }
        });
    }

    /// Takes our key off before the program ends; waits for at most a second, whoever holds the clipboard.
    pub(crate) fn leave(&self) {
        let clipboard = self.clone();
        let (done, wait) = mpsc::channel();
        std::thread::spawn(move || {
            clipboard.lock().clear_if_ours();
            let _ = done.send(());
        });
        let _ = wait.recv_timeout(LEAVING);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contents {
    /// Takes our key off. One that may still be there is remembered for the next try.
    fn clear_if_ours(&mut self) {
        let (Some(ours), Some(system)) = (self.ours, self.system.as_mut()) else {
            return;
        };
        let gone = match system.get_text().map(Zeroizing::new) {
            Ok(text) if hash(&text) == ours => system.clear().is_ok(),
            // Something else stands there: another text, a picture, or nothing.
            Ok(_) | Err(arboard::Error::ContentNotAvailable) => true,
            Err(_) => false,
        };
        if gone {
            self.ours = None;
            // The connection's buffers still hold what was sent over it.
            self.system = None;
        } else {
            tracing::warn!("the copied key could not be taken off the clipboard");
        }
    }
}

/// Hashes a key where it is wiped afterwards: a hasher on the stack would leave its block there.
fn hash(text: &str) -> [u8; 32] {
    let mut hasher = Box::new(Sha256::new());
    hasher.update(text.as_bytes());
    let mut hash = Output::<Sha256>::default();
    FixedOutputReset::finalize_into_reset(&mut *hasher, &mut hash);
    hash.into()
}

/// Marks what is set as a secret that clipboard histories leave out.
#[cfg(all(unix, not(target_os = "macos")))]
fn hidden_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux;
    set.exclude_from_history()
}

/// Marks what is set as a secret that clipboard histories leave out.
#[cfg(target_os = "macos")]
fn hidden_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple;
    set.exclude_from_history()
}

/// Marks what is set as a secret that clipboard histories and other machines leave out.
#[cfg(windows)]
fn hidden_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_history()
        .exclude_from_cloud()
        .exclude_from_monitoring()
}

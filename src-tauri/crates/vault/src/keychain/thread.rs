//! The thread that talks to the keyring, and the deadline on every word.
//!
//! Always true: a call ends by its deadline. One that does not come back abandons its thread and its
//! connection, and the next call starts both anew; nothing ever joins the thread, so a hung keyring
//! cannot keep the program from ending.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Keychain, KeychainError};

/// Opens a keychain on the thread that will use it.
pub type OpenKeychain = Arc<dyn Fn() -> Box<dyn Keychain> + Send + Sync>;

type Job = Box<dyn FnOnce(&mut Box<dyn Keychain>) + Send>;

/// A keychain on a thread of its own.
#[derive(Clone)]
pub struct KeychainThread {
    open: OpenKeychain,
    jobs: Arc<Mutex<Option<mpsc::Sender<Job>>>>,
}

impl KeychainThread {
    /// Prepares the thread; it starts with the first call.
    pub fn new(open: OpenKeychain) -> Self {
        Self {
            open,
            jobs: Arc::default(),
        }
    }

    /// Runs `ask` on the keyring's thread.
    ///
    /// # Errors
    /// What `ask` returned, or [`KeychainError::Timeout`] where it did not return in time.
    pub(crate) async fn call<R: Send + 'static>(
        &self,
        deadline: Duration,
        ask: impl FnOnce(&mut dyn Keychain) -> Result<R, KeychainError> + Send + 'static,
    ) -> Result<R, KeychainError> {
        let (reply, answer) = oneshot::channel();
        self.send(Box::new(move |keychain| {
            // Whoever asked has left: what they wanted must not happen behind their back.
            if reply.is_closed() {
                return;
            }
            // They may leave meanwhile: then the answer is dropped, and wiped with it.
            let _ = reply.send(ask(keychain.as_mut()));
        }))?;
        match tokio::time::timeout(deadline, answer).await {
            Ok(Ok(result)) => result,
            // The thread panicked inside a platform library.
            Ok(Err(_)) => {
                self.reconnect();
                Err(KeychainError::Failed)
            }
            Err(_) => {
                self.reconnect();
                Err(KeychainError::Timeout)
            }
        }
    }

    /// Leaves the thread and its connection; the next call starts anew.
    pub(crate) fn reconnect(&self) {
        *self.jobs.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn send(&self, job: Job) -> Result<(), KeychainError> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let job = match jobs.as_ref() {
            Some(sender) => match sender.send(job) {
                Ok(()) => return Ok(()),
                Err(mpsc::SendError(job)) => job,
            },
            None => job,
        };
        let sender = self.start()?;
        sender.send(job).map_err(|_| KeychainError::Failed)?;
        *jobs = Some(sender);
        Ok(())
    }

    fn start(&self) -> Result<mpsc::Sender<Job>, KeychainError> {
        let (sender, jobs) = mpsc::channel::<Job>();
        let open = Arc::clone(&self.open);
        std::thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                let mut keychain = open();
                for job in jobs {
                    job(&mut keychain);
                }
            })
            .map_err(|_| KeychainError::Failed)?;
        Ok(sender)
    }
}

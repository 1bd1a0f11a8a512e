//! Keys that worked and do no longer, whichever program found that out.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use keystow_providers::Status;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::credential::Credential;
use crate::handle::Keystow;

/// A key that worked was refused. Holds no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoppedWorking {
    /// The credential's profile.
    pub profile: String,
    /// The credential's provider.
    pub provider: String,
    /// The provider's name.
    pub name: String,
}

/// What was last known of each key: whether it works, and since when it is this one.
type Known = HashMap<(String, String), (Status, Timestamp)>;

impl Keystow {
    /// Follows the keys of every profile that worked and do no longer, from now on, also those that another
    /// process found out about. What happened while nobody followed is not told.
    ///
    /// Must be called within a tokio runtime.
    pub fn losses(&self) -> UnboundedReceiver<StoppedWorking> {
        let (tell, losses) = unbounded_channel();
        let (mut changes, mut events) = (self.changes(), self.events());
        let shared = Arc::downgrade(&self.shared);
        let profile = self.profile_name().to_owned();
        tokio::spawn(async move {
            let mut known: Option<Known> = None;
            loop {
                let Some(shared) = shared.upgrade() else {
                    break;
                };
                if let Ok(all) = Self::of(shared, &profile).all_credentials().await {
                    known = Some(compare(known.as_ref(), &all, &tell));
                }
                tokio::select! {
                    () = tell.closed() => break,
                    end = changes.changed() => if end.is_err() { break },
                    event = events.recv() => if event == Err(RecvError::Closed) { break },
                }
            }
        });
        losses
    }
}

/// Tells what was lost since before, and returns what is known now.
fn compare(
    before: Option<&Known>,
    all: &[Credential],
    tell: &UnboundedSender<StoppedWorking>,
) -> Known {
    let mut known = Known::with_capacity(all.len());
    for credential in all {
        let Some(last) = &credential.last_definite else {
            continue;
        };
        let subject = (credential.profile.clone(), credential.provider.clone());
        let worked = Some(&(Status::Valid, credential.updated_at));
        if last.status == Status::Invalid && before.and_then(|known| known.get(&subject)) == worked
        {
            // Whoever listened is gone.
            let _ = tell.send(StoppedWorking {
                profile: credential.profile.clone(),
                provider: credential.provider.clone(),
                name: credential.name.clone(),
            });
        }
        known.insert(subject, (last.status, credential.updated_at));
    }
    known
}

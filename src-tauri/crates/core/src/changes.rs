//! Changes by any process, told within half a second.

use std::sync::Arc;
use std::time::Duration;

use keystow_vault::VaultWatch;
use tokio::sync::watch;

use crate::handle::Keystow;

const PERIOD: Duration = Duration::from_millis(300);

impl Keystow {
    /// A number that rises whenever any process, this one included, changed the vault, and whenever this
    /// one opened or closed it. Whoever watches also has the automatic backup made that is still due
    /// when the vault opens.
    ///
    /// Must be called within a tokio runtime; the first call starts the watch.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared
            .changes
            .get_or_init(|| self.start_watching())
            .clone()
    }

    fn start_watching(&self) -> watch::Receiver<u64> {
        let (told, changes) = watch::channel(0);
        let vault = self.vault().clone();
        let (shared, profile) = (Arc::downgrade(&self.shared), self.profile_name().to_owned());
        tokio::spawn(async move {
            let mut watching: Option<(VaultWatch, i64)> = None;
            let mut was_open = vault.is_open();
            let mut was_seen_open = false;
            loop {
                let open = vault.is_open();
                let opened = open && !was_seen_open;
                was_seen_open = open;
                if opened && let Some(shared) = shared.upgrade() {
                    Self::of(shared, &profile).back_up_if_due().await;
                }
                if open != std::mem::replace(&mut was_open, open) {
                    told.send_modify(|count| *count += 1);
                }
                let before = watching.is_some();
                let version = match &mut watching {
                    Some((watch, _)) => watch.version().await.ok().flatten(),
                    None => None,
                };
                match (&mut watching, version) {
                    (Some((_, seen)), Some(version)) if *seen == version => {}
                    (Some((_, seen)), Some(version)) => {
                        *seen = version;
                        told.send_modify(|count| *count += 1);
                    }
                    // No watch yet, or another file stands there now, or it went.
                    _ => {
                        if let Some((left, _)) = watching.take() {
                            left.close().await;
                        }
                        if let Ok(mut watch) = vault.watch().await
                            && let Ok(Some(version)) = watch.version().await
                        {
                            watching = Some((watch, version));
                        }
                        if before || watching.is_some() {
                            told.send_modify(|count| *count += 1);
                        }
                    }
                }
                tokio::select! {
                    () = told.closed() => break,
                    () = tokio::time::sleep(PERIOD) => {}
                }
            }
            if let Some((left, _)) = watching {
                left.close().await;
            }
        });
        changes
    }
}

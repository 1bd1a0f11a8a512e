//! Automatic backups: one file after each change, the newest few kept.
//!
//! What it does not do: hold up or fail a save. A backup that did not come about is remembered as a
//! fault and tried again with the next change. One folder serves one vault: of the files there that
//! are named like ours, all but the newest go, and nothing else is ever touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use keystow_vault::backup::{self, BackupFault};
use keystow_vault::{Passphrase, VaultError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::backup::{BackupReport, count};
use crate::error::Error;
use crate::handle::Keystow;
use crate::options::Prompting;
use crate::settings::json;

/// The names of the options; the passphrase is sealed.
const FOLDER: &str = "auto_backup_folder";
const KEEP: &str = "auto_backup_keep";
const LAST: &str = "auto_backup_last";
const PASSPHRASE: &str = "auto_backup_passphrase";

/// How many files may be kept.
const KEPT: std::ops::RangeInclusive<u32> = 1..=100;

/// How many names are tried where two backups come in one millisecond.
const NAMES: i64 = 100;

/// How automatic backups are set, and how the latest went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutoBackup {
    /// Where they go.
    pub folder: PathBuf,
    /// How many are kept, 1 to 100.
    pub keep: u32,
    /// When the last good one was made.
    pub last_at: Option<Timestamp>,
    /// Why there is none since, where one was tried.
    pub last_fault: Option<BackupFault>,
}

/// How the latest went, as it is stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Last {
    at: Option<Timestamp>,
    fault: Option<BackupFault>,
}

/// What the one background task of a handle and its clones does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Idle,
    Running,
    /// Something changed since it began.
    Again,
}

/// The background task of a handle and its clones.
#[derive(Default)]
pub(crate) struct AutoBackups(watch::Sender<Phase>);

impl AutoBackups {
    /// Asks for a run; `true` where there is no task to do it.
    fn ask(&self) -> bool {
        let mut before = Phase::Idle;
        self.0.send_modify(|phase| {
            before = *phase;
            *phase = match before {
                Phase::Idle => Phase::Running,
                Phase::Running | Phase::Again => Phase::Again,
            };
        });
        before == Phase::Idle
    }

    /// Ends a run; `true` where another one was asked for meanwhile.
    fn end(&self) -> bool {
        let mut before = Phase::Idle;
        self.0.send_modify(|phase| {
            before = *phase;
            *phase = match before {
                Phase::Again => Phase::Running,
                Phase::Idle | Phase::Running => Phase::Idle,
            };
        });
        before == Phase::Again
    }
}

/// The background task.
struct Task {
    keystow: Keystow,
    done: bool,
}

impl Task {
    async fn run(mut self) {
        loop {
            self.keystow.back_up_where_wanted().await;
            if !self.keystow.shared.auto_backups.end() {
                break;
            }
        }
        self.done = true;
    }
}

/// A task may be dropped on its way, as a runtime does that shuts down: nobody must wait for it then.
impl Drop for Task {
    fn drop(&mut self) {
        if !self.done {
            let phase = &self.keystow.shared.auto_backups.0;
            phase.send_replace(Phase::Idle);
        }
    }
}

impl Keystow {
    /// Tells how automatic backups are set; `None` where they are off. Opens nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn auto_backup(&self) -> Result<Option<AutoBackup>, Error> {
        let settings: BTreeMap<String, String> =
            self.vault().settings().await?.into_iter().collect();
        let Some(folder) = read::<PathBuf>(&settings, FOLDER) else {
            return Ok(None);
        };
        // A vault that was restored anew has the option and not the passphrase.
        if !self.vault().has_sealed_passphrase(PASSPHRASE).await? {
            return Ok(None);
        }
        let last: Last = read(&settings, LAST).unwrap_or_default();
        Ok(Some(AutoBackup {
            folder,
            keep: clamped(read(&settings, KEEP).unwrap_or(*KEPT.end())),
            last_at: last.at,
            last_fault: last.fault,
        }))
    }

    /// Makes a first backup into a folder and from then on one after each change, under a passphrase that
    /// is kept sealed in the vault. `keep` is 1 to 100.
    ///
    /// # Errors
    /// As [`Keystow::back_up`]; nothing is stored then.
    pub async fn set_auto_backup(
        &self,
        folder: &Path,
        keep: u32,
        passphrase: &Passphrase,
    ) -> Result<BackupReport, Error> {
        passphrase.require_strength()?;
        let folder = std::path::absolute(folder).map_err(|_| BackupFault::Unwritable)?;
        let name = folder.to_str().ok_or(BackupFault::Unwritable)?;
        let keep = clamped(keep);
        let prompt = self.shared.prompt;
        let report = self.back_up_into(&folder, passphrase, prompt).await?;
        let last = Last {
            at: Some(report.at),
            fault: None,
        };
        let settings = [
            (FOLDER, json(&name)),
            (KEEP, json(&keep)),
            (LAST, json(&last)),
        ];
        self.vault()
            .put_sealed_passphrase(PASSPHRASE, passphrase, &settings, prompt, self.now())
            .await?;
        sweep(report.file.clone(), keep).await;
        Ok(report)
    }

    /// Turns automatic backups off and forgets their passphrase. The files stay.
    ///
    /// # Errors
    /// [`Error::Vault`] where the vault cannot be written.
    pub async fn stop_auto_backup(&self) -> Result<(), Error> {
        let nothing = || "null".to_owned();
        let settings = [(FOLDER, nothing()), (LAST, nothing())];
        let stopped = self
            .vault()
            .delete_sealed_passphrase(PASSPHRASE, &settings)
            .await;
        match stopped {
            Err(VaultError::Uninitialised) => Ok(()),
            other => Ok(other?),
        }
    }

    /// Waits until no automatic backup runs. A program that ends after a save calls it.
    pub async fn settle(&self) {
        let mut phase = self.shared.auto_backups.0.subscribe();
        // The sender lives as long as this handle.
        let _ = phase.wait_for(|phase| *phase == Phase::Idle).await;
    }

    /// Has a backup made where automatic ones are on. Returns at once; changes during a run cause one
    /// more.
    pub(crate) fn back_up_soon(&self) {
        if !self.shared.auto_backups.ask() {
            return;
        }
        let task = Task {
            keystow: self.clone(),
            done: false,
        };
        tokio::spawn(task.run());
    }

    async fn back_up_where_wanted(&self) {
        // A vault that was closed on purpose is not opened behind its owner's back.
        if self.vault().is_resting() {
            return;
        }
        let Ok(Some(auto)) = self.auto_backup().await else {
            return;
        };
        let last = match self.back_up_as_set(&auto).await {
            Ok(report) => Last {
                at: Some(report.at),
                fault: None,
            },
            Err(fault) => {
                tracing::warn!(%fault, "the automatic backup failed");
                Last {
                    at: auto.last_at,
                    fault: Some(fault),
                }
            }
        };
        if self
            .vault()
            .put_settings(&[(LAST, json(&last))])
            .await
            .is_err()
        {
            tracing::warn!("how the automatic backup went cannot be stored");
        }
    }

    async fn back_up_as_set(&self, auto: &AutoBackup) -> Result<BackupReport, BackupFault> {
        let passphrase = self
            .vault()
            .sealed_passphrase(PASSPHRASE, Prompting::Never)
            .await
            .map_err(|error| fault_of(&error))?
            .ok_or(BackupFault::Unreadable)?;
        let made = self
            .back_up_into(&auto.folder, &passphrase, Prompting::Never)
            .await;
        let report = made.map_err(|error| match error {
            Error::Backup(fault) => fault,
            Error::Vault(error) => fault_of(&error),
            _ => BackupFault::Unreadable,
        })?;
        sweep(report.file.clone(), auto.keep).await;
        Ok(report)
    }

    /// Makes a backup under the first free name.
    async fn back_up_into(
        &self,
        folder: &Path,
        passphrase: &Passphrase,
        prompting: Prompting,
    ) -> Result<BackupReport, Error> {
        let at = self.now();
        let contents = self.vault().export(prompting, at).await?;
        for attempt in 0..NAMES {
            let named_at = at + SignedDuration::from_millis(attempt);
            let file = folder.join(file_name(named_at));
            match backup::write(&file, &contents, passphrase, false).await {
                Err(BackupFault::FileExists) => {}
                written => {
                    return Ok(written.map(|()| BackupReport {
                        file,
                        credentials: count(contents.credentials().len()),
                        at,
                    })?);
                }
            }
        }
        Err(BackupFault::FileExists.into())
    }
}

/// What a fault of the vault means for its backup.
fn fault_of(error: &VaultError) -> BackupFault {
    match error {
        VaultError::DiskFull => BackupFault::DiskFull,
        VaultError::RowCorrupt { .. } => BackupFault::Damaged,
        _ => BackupFault::Unreadable,
    }
}

/// Names sort by time.
fn file_name(at: Timestamp) -> String {
    at.strftime("keystow-%Y%m%dT%H%M%S%.3fZ.age").to_string()
}

fn is_file_name(name: &str) -> bool {
    let shape = |c: char| if c.is_ascii_digit() { '0' } else { c };
    name.chars()
        .map(shape)
        .eq("keystow-00000000T000000.000Z.age".chars())
}

/// Deletes all but the newest of our files beside one that was just made. Best effort: a file that stays
/// is no harm.
async fn sweep(made: PathBuf, keep: u32) {
    let sweep = move || -> std::io::Result<()> {
        let folder = made.parent().unwrap_or(Path::new("."));
        let mut others: Vec<PathBuf> = fs::read_dir(folder)?
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .filter(|entry| entry.file_name().to_str().is_some_and(is_file_name))
            .map(|entry| entry.path())
            // It stays, whatever the clock says of its age.
            .filter(|file| *file != made)
            .collect();
        others.sort_unstable_by(|a, b| b.cmp(a));
        for old in others.iter().skip(keep.saturating_sub(1) as usize) {
            fs::remove_file(old)?;
        }
        Ok(())
    };
    if !matches!(tokio::task::spawn_blocking(sweep).await, Ok(Ok(()))) {
        tracing::warn!("old automatic backups cannot be removed");
    }
}

fn clamped(keep: u32) -> u32 {
    keep.clamp(*KEPT.start(), *KEPT.end())
}

fn read<T: DeserializeOwned>(settings: &BTreeMap<String, String>, name: &str) -> Option<T> {
    serde_json::from_str::<Option<T>>(settings.get(name)?).ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_tell_the_time_and_sort_by_it() {
        let at: Timestamp = "2026-08-01T12:00:00Z".parse().expect("a time");
        let name = file_name(at);
        assert_eq!(name, "keystow-20260801T120000.000Z.age");
        assert!(is_file_name(&name));
        assert!(name < file_name(at + SignedDuration::from_millis(1)));
    }

    #[test]
    fn names_of_others_are_not_ours() {
        for name in [
            "keystow.age",
            "keystow-20260801T120000.000Z.age.bak",
            "keystow-2026080 T120000.000Z.age",
            "my-keystow-20260801T120000.000Z.age",
            "keystow-20260801T120000Z.age",
        ] {
            assert!(!is_file_name(name), "{name}");
        }
    }

    #[test]
    fn changes_during_a_run_cause_one_more() {
        let backups = AutoBackups::default();
        assert!(backups.ask(), "the first starts a task");
        assert!(!backups.ask());
        assert!(!backups.ask());
        assert!(backups.end(), "one more run for both");
        assert!(!backups.end());
        assert!(backups.ask(), "and then a new task");
    }
}

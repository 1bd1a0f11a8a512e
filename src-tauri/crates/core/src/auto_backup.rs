//! Automatic backups: one file after each change, the newest few kept.
//!
//! What it does not do: hold up or fail a save. A change whose backup did not come about, because the
//! program ended, the vault was closed or the folder was gone, stays due: it is tried again with the next
//! change, and by a program that watches the vault ([`Keystow::changes`]) as soon as the vault opens.
//!
//! Files are named by vault and time. Of those of this vault, older than the one just made, all but the
//! newest go; nothing else is ever touched, so that several vaults can share a folder and a clock that
//! was set back costs no backup.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use keystow_vault::backup::{self, BackupFault};
use keystow_vault::{Passphrase, SecretText, Vault, VaultError};
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

/// How much of a vault's id tells its files from those of others.
const ID_DIGITS: usize = 8;

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
    /// Whether something changed that no backup holds yet.
    pub due: bool,
}

/// How the latest went, as it is stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Last {
    at: Option<Timestamp>,
    fault: Option<BackupFault>,
    #[serde(default)]
    due: bool,
}

impl Last {
    fn good(at: Timestamp) -> Self {
        Self {
            at: Some(at),
            ..Self::default()
        }
    }
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
    fn is_idle(&self) -> bool {
        *self.0.borrow() == Phase::Idle
    }

    /// Whether something changed since the run began.
    fn is_asked_again(&self) -> bool {
        *self.0.borrow() == Phase::Again
    }

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
        let settings = self.auto_backup_settings().await?;
        let Some(folder) = read::<PathBuf>(&settings, FOLDER) else {
            return Ok(None);
        };
        if !self.vault().has_sealed(PASSPHRASE).await? {
            return Ok(None);
        }
        let last: Last = read(&settings, LAST).unwrap_or_default();
        Ok(Some(AutoBackup {
            folder,
            keep: clamped(read(&settings, KEEP).unwrap_or(*KEPT.end())),
            last_at: last.at,
            last_fault: last.fault,
            due: last.due,
        }))
    }

    /// Where automatic backups went, in a vault that has this option and not their passphrase: one that a
    /// restore built anew.
    pub(crate) async fn lost_auto_backup(&self) -> Result<Option<PathBuf>, Error> {
        if self.vault().has_sealed(PASSPHRASE).await? {
            return Ok(None);
        }
        Ok(read(&self.auto_backup_settings().await?, FOLDER))
    }

    /// Whether there is a [`Self::lost_auto_backup`].
    pub(crate) async fn has_lost_auto_backup(&self) -> bool {
        matches!(self.lost_auto_backup().await, Ok(Some(_)))
    }

    async fn auto_backup_settings(&self) -> Result<BTreeMap<String, String>, Error> {
        Ok(self.vault().settings().await?.into_iter().collect())
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
        let prompt = self.prompt();
        let (vault, at) = (self.vault(), self.now());
        let made = back_up_into(vault, &folder, passphrase, prompt, at).await?;
        let last = Last::good(at);
        let settings = [
            (FOLDER, json(&name)),
            (KEEP, json(&keep)),
            (LAST, json(&last)),
        ];
        // EXPOSE: to the text that is sealed and wiped.
        let text = SecretText::new(passphrase.expose().to_owned());
        self.vault()
            .put_sealed(PASSPHRASE, &text, &settings, prompt, self.now())
            .await?;
        made.sweep(keep).await;
        Ok(made.report)
    }

    /// Turns automatic backups off and forgets their passphrase. The files stay.
    ///
    /// # Errors
    /// [`Error::Vault`] where the vault cannot be written.
    pub async fn stop_auto_backup(&self) -> Result<(), Error> {
        let nothing = || "null".to_owned();
        let settings = [(FOLDER, nothing()), (LAST, nothing())];
        let stopped = self.vault().delete_sealed(PASSPHRASE, &settings).await;
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

    /// Makes the backup that is due, if one is and nobody is at it.
    pub(crate) async fn back_up_if_due(&self) {
        if self.shared.auto_backups.is_idle()
            && matches!(self.auto_backup().await, Ok(Some(auto)) if auto.due)
        {
            self.back_up_soon();
        }
    }

    async fn back_up_where_wanted(&self) {
        let Ok(Some(auto)) = self.auto_backup().await else {
            return;
        };
        let due = Last {
            at: auto.last_at,
            fault: auto.last_fault.clone(),
            due: true,
        };
        if !auto.due {
            self.remember(&due).await;
        }
        // A vault that was closed on purpose is not opened behind its owner's back.
        let Some(vault) = self.vault().in_background() else {
            return;
        };
        let at = self.now();
        match back_up_as_set(&vault, &auto, at).await {
            Ok(()) => {
                let due = self.shared.auto_backups.is_asked_again();
                self.remember(&Last {
                    due,
                    ..Last::good(at)
                })
                .await;
            }
            Err(error) => {
                // Where it has no fault of its own it waits until the vault opens.
                if let Some(fault) = fault_of(error) {
                    tracing::warn!(%fault, "the automatic backup failed");
                    let fault = Some(fault);
                    self.remember(&Last { fault, ..due }).await;
                }
            }
        }
    }

    async fn remember(&self, last: &Last) {
        let stored = self.vault().put_settings(&[(LAST, json(last))]).await;
        if stored.is_err() {
            tracing::warn!("how the automatic backup went cannot be stored");
        }
    }
}

async fn back_up_as_set(vault: &Vault, auto: &AutoBackup, at: Timestamp) -> Result<(), Error> {
    let text = vault.sealed(PASSPHRASE, Prompting::Never).await?;
    let text = text.ok_or(BackupFault::Unreadable)?;
    // EXPOSE: to the type that holds passphrases, wiped as this one is.
    let passphrase = Passphrase::parse(text.expose()).map_err(|_| VaultError::VaultCorrupt)?;
    let made = back_up_into(vault, &auto.folder, &passphrase, Prompting::Never, at).await?;
    made.sweep(auto.keep).await;
    Ok(())
}

/// What a failed backup is told as; `None` where nothing is wrong with the backup, and the vault alone
/// could not be opened: that is told by its state.
fn fault_of(error: Error) -> Option<BackupFault> {
    match error {
        Error::Backup(fault) => Some(fault),
        Error::Vault(VaultError::DiskFull) => Some(BackupFault::DiskFull),
        Error::Vault(VaultError::RowCorrupt { .. } | VaultError::VaultCorrupt) => {
            Some(BackupFault::Damaged)
        }
        Error::Vault(VaultError::Closed | VaultError::PassphraseWrong) => None,
        Error::Vault(error) if error.state().is_some() => None,
        _ => Some(BackupFault::Unreadable),
    }
}

/// Makes a backup under the first free name.
async fn back_up_into(
    vault: &Vault,
    folder: &Path,
    passphrase: &Passphrase,
    prompting: Prompting,
    at: Timestamp,
) -> Result<Made, Error> {
    let contents = vault.export(prompting, at).await?;
    let series = Series::of(contents.vault_id());
    for attempt in 0..NAMES {
        let named_at = at + SignedDuration::from_millis(attempt);
        let file = folder.join(series.file_name(named_at));
        match backup::write(&file, &contents, passphrase, false).await {
            Err(BackupFault::FileExists) => {}
            written => {
                written?;
                let report = BackupReport {
                    file,
                    credentials: count(contents.credentials().len()),
                    at,
                };
                return Ok(Made { report, series });
            }
        }
    }
    Err(BackupFault::FileExists.into())
}

/// The automatic backups of one vault: `keystow-<8 hex digits of its id>-<time>.age`.
#[derive(Clone)]
struct Series {
    prefix: String,
}

impl Series {
    fn of(vault_id: &str) -> Self {
        let begin: String = vault_id.chars().take(ID_DIGITS).collect();
        Self {
            prefix: format!("keystow-{begin}-"),
        }
    }

    /// Names sort by time.
    fn file_name(&self, at: Timestamp) -> String {
        format!("{}{}", self.prefix, at.strftime("%Y%m%dT%H%M%S%.3fZ.age"))
    }

    fn holds(&self, name: &str) -> bool {
        let shape = |c: char| if c.is_ascii_digit() { '0' } else { c };
        name.strip_prefix(&self.prefix).is_some_and(|time| {
            time.chars()
                .map(shape)
                .eq("00000000T000000.000Z.age".chars())
        })
    }
}

/// An automatic backup that was just made.
struct Made {
    report: BackupReport,
    series: Series,
}

impl Made {
    /// Deletes all but the newest of its series. What the clock calls newer than this one stays, and is not
    /// counted. Best effort: a file that stays is no harm.
    async fn sweep(&self, keep: u32) {
        let (made, series) = (self.report.file.clone(), self.series.clone());
        let sweep = move || -> std::io::Result<()> {
            let folder = made.parent().unwrap_or(Path::new("."));
            let mut older: Vec<PathBuf> = fs::read_dir(folder)?
                .flatten()
                .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
                .filter(|entry| {
                    let name = entry.file_name();
                    name.to_str().is_some_and(|name| series.holds(name))
                })
                .map(|entry| entry.path())
                .filter(|file| *file < made)
                .collect();
            older.sort_unstable_by(|a, b| b.cmp(a));
            for old in older.iter().skip(keep.saturating_sub(1) as usize) {
                fs::remove_file(old)?;
            }
            Ok(())
        };
        if !matches!(tokio::task::spawn_blocking(sweep).await, Ok(Ok(()))) {
            tracing::warn!("old automatic backups cannot be removed");
        }
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
    use keystow_vault::keychain::KeychainError;

    use super::*;

    #[test]
    fn file_names_tell_the_time_and_sort_by_it() {
        let at: Timestamp = "2026-08-01T12:00:00Z".parse().expect("a time");
        let series = Series::of("0123456789abcdef0123456789abcdef");
        let name = series.file_name(at);
        assert_eq!(name, "keystow-01234567-20260801T120000.000Z.age");
        assert!(series.holds(&name));
        assert!(name < series.file_name(at + SignedDuration::from_millis(1)));
    }

    #[test]
    fn names_of_others_are_not_ours() {
        let series = Series::of("0123456789abcdef0123456789abcdef");
        for name in [
            "keystow.age",
            "keystow-20260801T120000.000Z.age",
            "keystow-76543210-20260801T120000.000Z.age",
            "keystow-01234567-20260801T120000.000Z.age.bak",
            "keystow-01234567-2026080 T120000.000Z.age",
            "my-keystow-01234567-20260801T120000.000Z.age",
            "keystow-01234567-20260801T120000Z.age",
        ] {
            assert!(!series.holds(name), "{name}");
        }
    }

    #[test]
    fn a_vault_that_is_closed_is_no_fault_of_its_backup() {
        for closed in [
            VaultError::Closed,
            VaultError::PassphraseNeeded,
            VaultError::Keychain(KeychainError::Locked),
            VaultError::MasterMissing,
            VaultError::VaultBusy,
        ] {
            assert_eq!(fault_of(closed.into()), None);
        }
        let damaged = fault_of(VaultError::VaultCorrupt.into());
        assert_eq!(damaged, Some(BackupFault::Damaged));
        let folder = fault_of(BackupFault::Unwritable.into());
        assert_eq!(folder, Some(BackupFault::Unwritable));
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

//! What was seen, and the findings that follow from it.

use std::path::PathBuf;
use std::time::Duration;

use keystow_vault::keychain::{KeychainError, KeychainFacts};
use keystow_vault::{CanaryError, RecordFacts, SlotKind, StoredSlot, VaultFacts, VaultState};

use super::advice::{Environment, advise};
use super::finding::{Finding, FindingId, Problem};
use crate::auto_backup::AutoBackup;

/// What was seen of keyring, vault and files.
pub(super) struct Seen<'a> {
    pub(super) environment: Environment,
    pub(super) keyring: Result<&'a KeychainFacts, KeychainError>,
    /// How long the keyring took to answer.
    pub(super) took: Duration,
    /// How long it may take.
    pub(super) deadline: Duration,
    /// `None` where the canary would have needed a word of the owner's, or an answer that does not come.
    pub(super) canary: Option<Result<(), CanaryError>>,
    pub(super) state: VaultState,
    pub(super) database: PathBuf,
    pub(super) slots: &'a [StoredSlot],
    /// `None` where there is no file, or none that can be looked into.
    pub(super) files: Option<&'a VaultFacts>,
    /// `None` where no automatic backup is set up.
    pub(super) backup: Option<&'a AutoBackup>,
    /// Where automatic backups went until a restore lost their passphrase.
    pub(super) lost_backup: Option<PathBuf>,
}

/// Whether an entry can be written, read and deleted here without a word of the owner's. `KeePassXC` asks
/// before it gives an entry to another connection, and before it deletes one.
pub(super) fn bears_canary(keyring: &KeychainFacts) -> bool {
    keyring.default_collection
        && keyring.locked != Some(true)
        && keyring.backend.as_deref() != Some("KeePassXC")
}

impl Seen<'_> {
    /// One finding for each thing that could be looked at.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = self.of_keyring();
        findings.push(self.of_vault());
        findings.extend(self.of_slots());
        if let Some(files) = self.files {
            findings.extend(
                files
                    .records
                    .as_ref()
                    .and_then(|found| self.of_records(found)),
            );
            findings.extend(self.of_files(files));
        }
        findings.extend(self.backup.map(|backup| self.of_backup(backup)));
        findings.extend(self.of_lost_backup());
        findings.extend(self.of_process());
        findings
    }

    fn finding(&self, id: FindingId, problem: Option<Problem>, value: Option<String>) -> Finding {
        match problem {
            None => Finding::well(id, value),
            Some(problem) => Finding::ill(id, problem, advise(problem, self.environment), value),
        }
    }

    fn of_keyring(&self) -> Vec<Finding> {
        let findings = self.of_any_keyring();
        // Its owner chose a passphrase for a machine whose keyring is not to be relied on.
        if self.needs_no_keyring() && !findings.iter().all(Finding::ok) {
            return Vec::new();
        }
        findings
    }

    fn of_any_keyring(&self) -> Vec<Finding> {
        let facts = match self.keyring {
            Ok(facts) => facts,
            Err(error) => {
                let problem = Some(problem_of_keyring(error));
                return vec![self.finding(FindingId::Keyring, problem, None)];
            }
        };
        let locked = (facts.locked == Some(true)).then_some(Problem::KeyringLocked);
        let nowhere = (!facts.default_collection).then_some(Problem::NoDefaultCollection);
        let mut findings = vec![
            self.finding(FindingId::Keyring, locked, facts.backend.clone()),
            self.finding(FindingId::Collection, nowhere, None),
        ];
        if let Some(canary) = self.canary {
            let problem = canary.err().map(problem_of_canary);
            findings.push(self.finding(FindingId::Canary, problem, None));
        }
        let slow = (self.took > self.deadline / 2).then_some(Problem::SlowKeyring);
        findings.push(self.finding(FindingId::Deadline, slow, Some(told(self.took))));
        findings
    }

    fn of_vault(&self) -> Finding {
        let path = self.database.display().to_string();
        let value = (self.state != VaultState::Uninitialised).then_some(path);
        self.finding(FindingId::Vault, problem_of_vault(self.state), value)
    }

    /// The ways into the vault; before the first key none is missing.
    fn of_slots(&self) -> Vec<Finding> {
        let Some(first) = self.slots.first() else {
            return Vec::new();
        };
        let one = self.slots.iter().all(|slot| slot.kind == first.kind);
        let one = one.then_some(Problem::OnlyOneWayIn);
        let mut findings = vec![self.finding(FindingId::Slots, one, None)];
        if let Some(code) = self.slot(SlotKind::Recovery) {
            let open = code.confirmed_at.is_none();
            let problem = open.then_some(Problem::RecoveryUnconfirmed);
            findings.push(self.finding(FindingId::Recovery, problem, None));
        }
        if self.slot(SlotKind::Passphrase).is_some() {
            findings.push(Finding::well(FindingId::Passphrase, None));
        }
        findings
    }

    /// Nothing where nothing is stored yet.
    fn of_records(&self, found: &RecordFacts) -> Option<Finding> {
        if found.damaged.is_empty() {
            let count = (found.whole > 0).then(|| found.whole.to_string())?;
            return Some(Finding::well(FindingId::Records, Some(count)));
        }
        let whose = found
            .damaged
            .iter()
            .map(|record| format!("{} ({})", record.provider, record.profile));
        let whose = joined(whose);
        Some(self.finding(FindingId::Records, Some(Problem::RecordsDamaged), whose))
    }

    fn of_files(&self, files: &VaultFacts) -> [Finding; 2] {
        let mut database = "vault.db".to_owned();
        if files.has_wal {
            database.push_str(", vault.db-wal");
        }
        let damaged = (!files.intact).then_some(Problem::NotIntact);
        let open = files.open_to_others.iter();
        let open = joined(open.map(|path| path.display().to_string()));
        let problem = open.is_some().then_some(Problem::OpenToOthers);
        [
            self.finding(FindingId::Integrity, damaged, Some(database)),
            self.finding(FindingId::Permissions, problem, open),
        ]
    }

    fn of_backup(&self, backup: &AutoBackup) -> Finding {
        let failed = backup.last_fault.is_some();
        let problem = failed.then_some(Problem::BackupFailed);
        let folder = backup.folder.display().to_string();
        self.finding(FindingId::Backup, problem, Some(folder))
    }

    fn of_lost_backup(&self) -> Option<Finding> {
        let folder = self.lost_backup.as_ref()?.display().to_string();
        let problem = Some(Problem::BackupOff);
        Some(self.finding(FindingId::Backup, problem, Some(folder)))
    }

    fn of_process(&self) -> Option<Finding> {
        let problem = (!memory_is_closed()?).then_some(Problem::CoreFilesOn);
        Some(self.finding(FindingId::Process, problem, None))
    }

    fn slot(&self, kind: SlotKind) -> Option<&StoredSlot> {
        self.slots.iter().find(|slot| slot.kind == kind)
    }

    fn needs_no_keyring(&self) -> bool {
        !self.slots.is_empty() && self.slot(SlotKind::Keyring).is_none()
    }
}

fn problem_of_keyring(error: KeychainError) -> Problem {
    match error {
        KeychainError::Locked => Problem::KeyringLocked,
        KeychainError::Unavailable => Problem::KeyringUnavailable,
        KeychainError::NoDefaultCollection => Problem::NoDefaultCollection,
        KeychainError::Timeout => Problem::KeyringTimeout,
        KeychainError::Denied => Problem::KeyringDenied,
        KeychainError::Failed => Problem::KeyringFailed,
    }
}

/// A keyring that could not be asked at all says why; one that could has failed.
fn problem_of_canary(error: CanaryError) -> Problem {
    match error {
        CanaryError::Keychain(KeychainError::Failed | KeychainError::Unavailable)
        | CanaryError::NotKept
        | CanaryError::NotDeleted
        | CanaryError::NoRandomness => Problem::CanaryFailed,
        CanaryError::Keychain(error) => problem_of_keyring(error),
    }
}

fn problem_of_vault(state: VaultState) -> Option<Problem> {
    use VaultState as S;
    Some(match state {
        S::Ready | S::Uninitialised => return None,
        S::KeyringLocked => Problem::KeyringLocked,
        S::KeyringUnavailable => Problem::KeyringUnavailable,
        S::KeyringTimeout => Problem::KeyringTimeout,
        S::KeyringDenied => Problem::KeyringDenied,
        S::MasterMissing => Problem::MasterMissing,
        S::MasterWrong => Problem::MasterWrong,
        S::MasterCorrupt => Problem::MasterCorrupt,
        S::SlotCorrupt => Problem::SlotCorrupt,
        S::RowCorrupt => Problem::RecordsDamaged,
        S::VaultMissing => Problem::VaultMissing,
        S::VaultNewer => Problem::VaultNewer,
        S::VaultCorrupt => Problem::VaultCorrupt,
        S::VaultReadOnly => Problem::VaultReadOnly,
        S::VaultBusy => Problem::VaultBusy,
        S::DiskFull => Problem::DiskFull,
        S::PassphraseNeeded => Problem::PassphraseNeeded,
    })
}

fn joined(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A time as a figure with its unit.
fn told(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis().max(1))
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// Whether neither a core file nor another program can get at this program's memory; `None` where the
/// platform has no such switches.
#[cfg(target_os = "linux")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "other platforms have nothing to tell"
)]
fn memory_is_closed() -> Option<bool> {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    let no_core_files = getrlimit(Resource::Core).current == Some(0);
    let not_dumpable = dumpable_behavior() == Ok(DumpableBehavior::NotDumpable);
    Some(no_core_files && not_dumpable)
}

#[cfg(not(target_os = "linux"))]
fn memory_is_closed() -> Option<bool> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_unit_that_fits() {
        assert_eq!(told(Duration::from_micros(10)), "1 ms");
        assert_eq!(told(Duration::from_millis(37)), "37 ms");
        assert_eq!(told(Duration::from_millis(2_440)), "2.4 s");
    }
}

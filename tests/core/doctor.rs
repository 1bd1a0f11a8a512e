//! The doctor: what it finds, and that it always says what to do.

use keystow::keychain::{KeychainError, MemoryFault};
use keystow::{Diagnosis, Finding, FindingId, Problem, Step, VaultState};

use crate::support::{Desk, good_key};

fn finding(diagnosis: &Diagnosis, id: FindingId) -> Option<&Finding> {
    diagnosis.findings.iter().find(|finding| finding.id == id)
}

fn problem(diagnosis: &Diagnosis, id: FindingId) -> Option<(Problem, Step)> {
    let found = finding(diagnosis, id)?;
    Some((found.problem?, found.step?))
}

/// The findings that need something, each of which must say what.
fn ill(diagnosis: &Diagnosis) -> Vec<FindingId> {
    let ill = diagnosis.findings.iter().filter(|finding| !finding.ok());
    ill.map(|finding| {
        assert!(
            finding.step.is_some() && finding.next().is_some(),
            "{finding:?}"
        );
        finding.id
    })
    .collect()
}

#[tokio::test]
async fn a_vault_that_was_never_used_needs_nothing_and_lacks_no_way_in() {
    keystow::process::harden();
    let desk = Desk::new();
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::Uninitialised);
    assert_eq!(ill(&diagnosis), []);
    for id in [FindingId::Slots, FindingId::Recovery, FindingId::Records] {
        assert_eq!(finding(&diagnosis, id), None);
    }
    assert!(finding(&diagnosis, FindingId::Canary).is_some());
    assert!(
        desk.keyring.accounts().is_empty(),
        "the canary left nothing"
    );
}

#[tokio::test]
async fn one_way_in_is_too_few_until_a_recovery_code_was_made_and_confirmed() {
    keystow::process::harden();
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();

    let diagnosis = keystow.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::Ready);
    assert_eq!(ill(&diagnosis), [FindingId::Slots]);
    assert_eq!(
        problem(&diagnosis, FindingId::Slots),
        Some((Problem::OnlyOneWayIn, Step::CreateRecoveryCode))
    );
    assert_eq!(finding(&diagnosis, FindingId::Recovery), None);
    let records = finding(&diagnosis, FindingId::Records).unwrap();
    assert_eq!(records.value.as_deref(), Some("1"));
    assert!(diagnosis.slots[0].last_verified_at.is_some());

    let code = keystow.create_recovery_code().await.unwrap();
    let diagnosis = keystow.diagnose().await;
    assert_eq!(
        problem(&diagnosis, FindingId::Recovery),
        Some((Problem::RecoveryUnconfirmed, Step::ConfirmRecoveryCode))
    );
    assert_eq!(ill(&diagnosis), [FindingId::Recovery]);

    keystow.confirm_recovery_code(&code).await.unwrap();
    let diagnosis = keystow.diagnose().await;
    assert_eq!(ill(&diagnosis), []);
    assert_eq!(diagnosis.slots.len(), 2);
}

#[tokio::test]
async fn a_keyring_that_is_not_there_is_named_with_a_step() {
    let desk = Desk::new();
    desk.open()
        .await
        .set_api_key("groq", good_key())
        .await
        .unwrap();
    for _ in 0..2 {
        let fault = MemoryFault::Fail(KeychainError::Unavailable);
        desk.keyring.fail_next(fault);
    }
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::KeyringUnavailable);
    let ill = ill(&diagnosis);
    assert!(ill.contains(&FindingId::Keyring) && ill.contains(&FindingId::Vault));
    assert_eq!(finding(&diagnosis, FindingId::Canary), None);
    assert_eq!(finding(&diagnosis, FindingId::Records), None);
}

#[tokio::test]
async fn a_keyring_that_does_not_keep_is_found_out_by_the_canary() {
    let desk = Desk::new();
    // The keyring tells its facts, and takes no entry.
    desk.keyring
        .fail_next(MemoryFault::Slow(std::time::Duration::ZERO));
    desk.keyring
        .fail_next(MemoryFault::Fail(KeychainError::Failed));
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(
        problem(&diagnosis, FindingId::Canary),
        Some((Problem::CanaryFailed, Step::RestartKeyring))
    );
}

#[tokio::test]
async fn a_slow_keyring_is_a_finding_and_a_lost_master_secret_names_the_other_way_in() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    keystow.create_recovery_code().await.unwrap();
    let slow = MemoryFault::Slow(std::time::Duration::from_millis(2_200));
    desk.keyring.fail_next(slow);
    let diagnosis = keystow.diagnose().await;
    assert_eq!(
        problem(&diagnosis, FindingId::Deadline),
        Some((Problem::SlowKeyring, Step::RestartKeyring))
    );
    let took = finding(&diagnosis, FindingId::Deadline).unwrap();
    // At least what it was made to take; a busy machine adds to that.
    let seconds = took
        .value
        .as_deref()
        .and_then(|value| value.strip_suffix(" s"));
    let seconds: f64 = seconds.unwrap_or_default().parse().unwrap_or_default();
    assert!((2.2..4.0).contains(&seconds), "{:?}", took.value);

    desk.keyring.overwrite(None);
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::MasterMissing);
    assert_eq!(
        problem(&diagnosis, FindingId::Vault),
        Some((Problem::MasterMissing, Step::UseRecoveryCode))
    );
}

#[tokio::test]
async fn a_vault_that_was_closed_stays_closed_while_the_doctor_looks() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    keystow.lock();
    let diagnosis = keystow.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::Ready);
    assert_eq!(finding(&diagnosis, FindingId::Records), None);
    assert!(!keystow.vault_status().await.open);
}

#[tokio::test]
async fn a_machine_without_a_keyring_is_not_told_to_get_one_where_a_passphrase_opens_the_vault() {
    keystow::process::harden();
    let desk = Desk::new();
    let passphrase = keystow::Passphrase::parse("a fake passphrase, long enough").unwrap();
    let keystow = desk.open().await;
    keystow.init_with_passphrase(&passphrase).await.unwrap();

    let gone = MemoryFault::Fail(KeychainError::Unavailable);
    desk.keyring.fail_next(gone);
    let diagnosis = keystow.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::Ready);
    assert_eq!(ill(&diagnosis), [FindingId::Slots]);
    assert_eq!(finding(&diagnosis, FindingId::Keyring), None);
    assert!(finding(&diagnosis, FindingId::Passphrase).unwrap().ok());

    desk.keyring.fail_next(gone);
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(diagnosis.state, VaultState::PassphraseNeeded);
    assert_eq!(
        problem(&diagnosis, FindingId::Vault),
        Some((Problem::PassphraseNeeded, Step::UsePassphrase))
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_program_that_left_its_memory_open_is_told_so() {
    let desk = Desk::new();
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(
        problem(&diagnosis, FindingId::Process),
        Some((Problem::CoreFilesOn, Step::ReportBug))
    );
    keystow::process::harden();
    let diagnosis = desk.open().await.diagnose().await;
    assert_eq!(ill(&diagnosis), []);
}

#[tokio::test]
async fn an_automatic_backup_that_failed_is_a_finding_until_one_succeeds() {
    keystow::process::harden();
    let desk = Desk::new();
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    assert_eq!(finding(&keystow.diagnose().await, FindingId::Backup), None);

    let folder = desk.folder.path().join("backups");
    std::fs::create_dir(&folder).unwrap();
    let passphrase = keystow::Passphrase::parse("a fake passphrase, long enough").unwrap();
    keystow
        .set_auto_backup(&folder, 2, &passphrase)
        .await
        .unwrap();
    let diagnosis = keystow.diagnose().await;
    let backup = finding(&diagnosis, FindingId::Backup).unwrap();
    assert!(backup.ok());
    assert_eq!(backup.value.as_deref(), folder.to_str());

    std::fs::rename(&folder, desk.folder.path().join("elsewhere")).unwrap();
    keystow.set_api_key("openai", good_key()).await.unwrap();
    keystow.settle().await;
    assert_eq!(
        problem(&keystow.diagnose().await, FindingId::Backup),
        Some((Problem::BackupFailed, Step::CheckBackupFolder))
    );
}

#[tokio::test]
async fn whoever_needs_no_keyring_hears_nothing_of_one_that_is_not_well() {
    keystow::process::harden();
    let desk = Desk::new();
    let keystow = desk.open().await;
    let passphrase = keystow::Passphrase::parse("a fake passphrase, long enough").unwrap();
    keystow.init_with_passphrase(&passphrase).await.unwrap();
    let well = keystow.diagnose().await;
    assert!(finding(&well, FindingId::Keyring).is_some());
    for fault in [
        KeychainError::Locked,
        KeychainError::Timeout,
        KeychainError::Denied,
        KeychainError::NoDefaultCollection,
    ] {
        desk.keyring.fail_next(MemoryFault::Fail(fault));
        let diagnosis = keystow.diagnose().await;
        assert_eq!(ill(&diagnosis), [FindingId::Slots], "{fault:?}");
    }
    desk.keyring.set_locked(true);
    assert_eq!(ill(&keystow.diagnose().await), [FindingId::Slots]);
}

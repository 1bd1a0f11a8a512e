//! Backups through the core: asked for, automatic, and restored.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use keystow::{
    BackupFault, CredentialChange, Error, FindingId, Keystow, NewCredential, Passphrase, Problem,
    Prompting, RestoreChange, Step,
};

use crate::support::{Desk, key_of};

const WORDS: &str = "nine fake words that nobody would ever guess";
const KEY: &str = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE1234";
const OTHER_KEY: &str = "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";

fn words(text: &str) -> Passphrase {
    Passphrase::parse(text).unwrap()
}

async fn add(keystow: &Keystow, provider: &str, label: Option<&str>) {
    let new = NewCredential {
        provider: provider.to_owned(),
        key: Some(key_of(KEY)),
        label: label.map(str::to_owned),
        ..NewCredential::default()
    };
    keystow.create(new).await.unwrap();
}

async fn key_at(keystow: &Keystow, provider: &str) -> String {
    let key = keystow.get_api_key(provider).await.unwrap();
    // EXPOSE: to the assertion of a test, of a fake key.
    key.expose().to_owned()
}

fn fault<T: std::fmt::Debug>(result: Result<T, Error>) -> BackupFault {
    match result {
        Err(Error::Backup(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The automatic backups in a folder, oldest first.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let ours = |name: &String| name.starts_with("keystow-") && name.ends_with("Z.age");
    let names = names(folder);
    names
        .iter()
        .filter(|name| ours(name))
        .map(|name| folder.join(name))
        .collect()
}

#[tokio::test]
async fn a_backup_goes_round_with_labels_base_urls_and_profiles() {
    let (here, there) = (Desk::new(), Desk::new());
    let keystow = here.open().await;
    keystow
        .create(here.groq_with(KEY, "", false))
        .await
        .unwrap();
    keystow.create_profile("work").await.unwrap();
    let work = keystow.profile("work").unwrap();
    add(&work, "openai", Some("Büro")).await;

    let file = here.folder.path().join("keys.age");
    let report = keystow.back_up(&file, &words(WORDS), false).await.unwrap();
    assert_eq!((report.file.as_path(), report.credentials), (&*file, 2));
    let again = keystow.back_up(&file, &words(WORDS), false).await;
    assert_eq!(fault(again), BackupFault::FileExists);
    keystow.back_up(&file, &words(WORDS), true).await.unwrap();

    let anew = there.open().await;
    let backup = anew.read_backup(&file, &words(WORDS)).await.unwrap();
    assert_eq!(backup.credentials(), 2);
    let shown = format!("{backup:?}");
    assert!(
        !shown.contains("fake") && !shown.contains("Büro"),
        "{shown}"
    );
    let preview = anew.preview_restore(&backup).await.unwrap();
    assert!(!preview.vault_opens);
    let rows: Vec<_> = preview
        .rows
        .iter()
        .map(|row| (row.profile.as_str(), row.name.as_str(), row.change))
        .collect();
    assert_eq!(
        rows,
        [
            ("default", "Groq", RestoreChange::New),
            ("work", "OpenAI", RestoreChange::New)
        ]
    );
    let done = anew.restore(&backup, false).await.unwrap();
    assert_eq!((done.added, done.replaced, done.kept), (2, 0, 0));

    let anew = there.open().await;
    let groq = anew.credential("groq").await.unwrap();
    assert_eq!(
        groq.base_url,
        keystow.credential("groq").await.unwrap().base_url
    );
    assert_eq!(key_at(&anew, "groq").await, KEY);
    let groq = anew.credential("groq").await.unwrap();
    assert_eq!(groq.hint.as_deref(), Some("gsk_…1234"));
    let work = anew.profile("work").unwrap();
    let openai = work.credential("openai").await.unwrap();
    assert_eq!(openai.label.as_deref(), Some("Büro"));
    assert_eq!(key_at(&work, "openai").await, KEY);
}

#[tokio::test]
async fn a_restore_over_another_key_forgets_its_check_and_keeps_it_when_told() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let file = desk.folder.path().join("keys.age");
    keystow.back_up(&file, &words(WORDS), false).await.unwrap();
    let change = CredentialChange {
        key: Some(key_of(OTHER_KEY)),
        ..CredentialChange::default()
    };
    keystow.update("groq", change).await.unwrap();
    let backup = keystow.read_backup(&file, &words(WORDS)).await.unwrap();
    let preview = keystow.preview_restore(&backup).await.unwrap();
    assert!(preview.vault_opens);
    assert_eq!(preview.rows[0].change, RestoreChange::Differs);

    let kept = keystow.restore(&backup, false).await.unwrap();
    assert_eq!((kept.added, kept.replaced, kept.kept), (0, 0, 1));
    assert_eq!(key_at(&keystow, "groq").await, OTHER_KEY);
    let replaced = keystow.restore(&backup, true).await.unwrap();
    assert_eq!(
        (replaced.added, replaced.replaced, replaced.kept),
        (0, 1, 0)
    );
    assert!(replaced.before.unwrap().exists());
    assert_eq!(key_at(&keystow, "groq").await, KEY);
}

#[tokio::test]
async fn a_weak_passphrase_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let file = desk.folder.path().join("keys.age");
    let refused = keystow.back_up(&file, &words("short"), false).await;
    assert!(matches!(refused, Err(Error::InvalidPassphrase(_))));
    let weak = words("short");
    let refused = keystow.set_auto_backup(desk.folder.path(), 3, &weak);
    assert!(matches!(refused.await, Err(Error::InvalidPassphrase(_))));
    assert_eq!(names(desk.folder.path()), ["data"]);
    assert_eq!(keystow.auto_backup().await.unwrap(), None);
}

#[tokio::test]
async fn automatic_backups_follow_each_change_keep_the_newest_and_leave_others_files() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("keystow-notes.age"), "not ours").unwrap();
    fs::write(folder.join("keystow.age"), "not ours either").unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let first = keystow
        .set_auto_backup(&folder, 2, &words(WORDS))
        .await
        .unwrap();
    assert_eq!(backups(&folder), std::slice::from_ref(&first.file));

    add(&keystow, "openai", None).await;
    keystow.settle().await;
    assert_eq!(backups(&folder).len(), 2);
    keystow.delete("groq").await.unwrap();
    keystow.settle().await;
    let kept = backups(&folder);
    assert_eq!(kept.len(), 2);
    assert!(!kept.contains(&first.file), "the oldest went");
    assert_eq!(names(&folder).len(), 4, "nobody else's file is touched");

    let auto = keystow.auto_backup().await.unwrap().unwrap();
    assert_eq!(
        (&auto.folder, auto.keep, auto.last_fault),
        (&folder, 2, None)
    );
    assert!(auto.last_at > Some(first.at));
    let newest = keystow.read_backup(&kept[1], &words(WORDS)).await.unwrap();
    assert_eq!(newest.credentials(), 1, "the newest knows of the deletion");

    keystow.stop_auto_backup().await.unwrap();
    assert_eq!(keystow.auto_backup().await.unwrap(), None);
    add(&keystow, "anthropic", None).await;
    keystow.settle().await;
    assert_eq!(
        backups(&folder),
        kept,
        "no more backups, and none is deleted"
    );
}

#[tokio::test]
async fn many_changes_at_once_end_in_a_backup_of_the_last_one() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    keystow
        .set_auto_backup(&folder, 100, &words(WORDS))
        .await
        .unwrap();
    for name in ["a", "b", "c", "d", "e"] {
        keystow.create_profile(name).await.unwrap();
        add(&keystow.profile(name).unwrap(), "openai", None).await;
    }
    keystow.settle().await;
    let made = backups(&folder);
    assert!(made.len() < 11, "ten changes are gathered: {made:?}");
    let newest = made.last().unwrap();
    let newest = keystow.read_backup(newest, &words(WORDS)).await.unwrap();
    assert_eq!(newest.credentials(), 6);
}

#[tokio::test]
async fn a_folder_that_vanished_is_told_and_fails_no_save() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let first = keystow
        .set_auto_backup(&folder, 2, &words(WORDS))
        .await
        .unwrap();
    fs::remove_dir_all(&folder).unwrap();

    add(&keystow, "openai", None).await;
    keystow.settle().await;
    let auto = keystow.auto_backup().await.unwrap().unwrap();
    assert_eq!(auto.last_fault, Some(BackupFault::Unwritable));
    assert_eq!(
        auto.last_at,
        Some(first.at),
        "the last good one is remembered"
    );
    assert_eq!(key_at(&keystow, "openai").await, KEY);

    fs::create_dir(&folder).unwrap();
    keystow.create_profile("work").await.unwrap();
    keystow.settle().await;
    let auto = keystow.auto_backup().await.unwrap().unwrap();
    assert_eq!(auto.last_fault, None, "the next change mends it");
    assert_eq!(backups(&folder).len(), 1);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_turns_nothing_on() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let nowhere = desk.folder.path().join("none");
    let refused = keystow.set_auto_backup(&nowhere, 2, &words(WORDS)).await;
    assert_eq!(fault(refused), BackupFault::Unwritable);
    assert_eq!(keystow.auto_backup().await.unwrap(), None);
}

#[tokio::test]
async fn the_passphrase_of_automatic_backups_stands_nowhere_in_the_clear() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    keystow
        .set_auto_backup(&folder, 2, &words(WORDS))
        .await
        .unwrap();
    let data = desk.folder.path().join("data");
    let holds = |part: &[u8]| {
        names(&data).iter().any(|name| {
            let bytes = fs::read(data.join(name)).unwrap();
            bytes.windows(part.len()).any(|found| found == part)
        })
    };
    assert!(
        holds(b"auto_backup_folder"),
        "the search finds what is there"
    );
    assert!(!holds(&WORDS.as_bytes()[..12]));
    assert!(!holds(&KEY.as_bytes()[..12]));
}

#[tokio::test]
async fn a_vault_that_was_closed_on_purpose_is_not_opened_for_a_backup() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    keystow
        .set_auto_backup(&folder, 5, &words(WORDS))
        .await
        .unwrap();
    keystow.lock();
    keystow.delete("groq").await.unwrap();
    keystow.settle().await;
    assert!(!keystow.vault_status().await.open);
    assert_eq!(backups(&folder).len(), 1);
    let auto = keystow.auto_backup().await.unwrap().unwrap();
    assert_eq!((auto.due, auto.last_fault), (true, None));

    // Whoever watches the vault makes up for it, also in a program that starts later.
    let later = desk.open().await;
    let _changes = later.changes();
    later.unlock(Prompting::Never).await.unwrap();
    for _ in 0..200 {
        if backups(&folder).len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    later.settle().await;
    assert_eq!(backups(&folder).len(), 2);
    let auto = later.auto_backup().await.unwrap().unwrap();
    assert_eq!((auto.due, auto.last_fault), (false, None));
}

#[tokio::test]
async fn a_vault_that_does_not_open_now_is_no_fault_of_its_backup() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    keystow
        .set_auto_backup(&folder, 5, &words(WORDS))
        .await
        .unwrap();
    desk.keyring.set_locked(true);
    let later = desk.open().await;
    later.delete("groq").await.unwrap();
    later.settle().await;
    let auto = later.auto_backup().await.unwrap().unwrap();
    assert_eq!((auto.due, auto.last_fault), (true, None));
    desk.keyring.set_locked(false);
    later.create_profile("work").await.unwrap();
    later.settle().await;
    let auto = later.auto_backup().await.unwrap().unwrap();
    assert_eq!((auto.due, auto.last_fault), (false, None));
}

#[tokio::test]
async fn vaults_that_share_a_folder_and_clocks_that_are_set_back_cost_no_backup() {
    let (one, two) = (Desk::new(), Desk::new());
    let folder = one.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    for desk in [&one, &two] {
        let keystow = desk.open().await;
        add(&keystow, "groq", None).await;
        keystow
            .set_auto_backup(&folder, 1, &words(WORDS))
            .await
            .unwrap();
    }
    let both = backups(&folder);
    assert_eq!(both.len(), 2, "one of each");

    let name = both[0].file_name().unwrap().to_str().unwrap();
    let (series, _) = name.rsplit_once('-').unwrap();
    let later = folder.join(format!("{series}-29991231T235959.000Z.age"));
    fs::write(&later, "made before the clock was set back").unwrap();
    for desk in [&one, &two] {
        let keystow = desk.open().await;
        add(&keystow, "openai", None).await;
        keystow.settle().await;
    }
    let now = backups(&folder);
    assert_eq!(now.len(), 3, "the newest of each, and the later one");
    assert!(now.contains(&later) && !now.contains(&both[0]) && !now.contains(&both[1]));
}

#[tokio::test]
async fn a_new_vault_of_a_backup_says_what_it_lacks() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let report = keystow
        .set_auto_backup(&folder, 5, &words(WORDS))
        .await
        .unwrap();
    let restore = async || {
        let keystow = desk.open().await;
        let backup = keystow.read_backup(&report.file, &words(WORDS)).await;
        let backup = backup.unwrap();
        keystow.preview_restore(&backup).await.unwrap();
        let done = keystow.restore(&backup, true).await.unwrap();
        (done.fresh, done.auto_backup_off)
    };
    assert_eq!(restore().await, (false, false));
    desk.keyring.overwrite(None);
    assert_eq!(restore().await, (true, true));
    let keystow = desk.open().await;
    let finding = |diagnosis: keystow::Diagnosis| {
        let mut findings = diagnosis.findings.into_iter();
        findings.find(|finding| finding.id == FindingId::Backup)
    };
    let lost = finding(keystow.diagnose().await).unwrap();
    assert_eq!(
        (lost.problem, lost.step),
        (Some(Problem::BackupOff), Some(Step::SetAutoBackup))
    );
    keystow.stop_auto_backup().await.unwrap();
    assert_eq!(finding(keystow.diagnose().await), None);
}

#[tokio::test]
async fn a_restore_holds_to_what_was_previewed() {
    let desk = Desk::new();
    let keystow = desk.open().await;
    add(&keystow, "groq", None).await;
    let file = desk.folder.path().join("keys.age");
    keystow.back_up(&file, &words(WORDS), false).await.unwrap();
    let backup = keystow.read_backup(&file, &words(WORDS)).await.unwrap();
    assert!(keystow.preview_restore(&backup).await.unwrap().vault_opens);
    desk.keyring.overwrite(None);
    let later = desk.open().await;
    let refused = later.restore(&backup, true).await;
    assert_eq!(fault(refused), BackupFault::VaultChanged);
    assert!(!later.preview_restore(&backup).await.unwrap().vault_opens);
    assert!(later.restore(&backup, true).await.unwrap().fresh);
}

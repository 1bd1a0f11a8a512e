//! Backups: written, proved, told apart from everything else, and opened by `age` itself.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use age::secrecy::SecretString;
use jiff::Timestamp;
use keystow_vault::backup::{self, BackupFault, Contents};
use keystow_vault::keychain::Prompting;
use keystow_vault::{Passphrase, VaultError};

use crate::support::{Home, KEY, add};

pub(crate) const WORDS: &str = "nine fake words that nobody would ever guess";

pub(crate) fn words(text: &str) -> Passphrase {
    Passphrase::parse(text).unwrap()
}

pub(crate) async fn contents_of(home: &Home) -> Contents {
    let vault = home.vault();
    let exported = vault.export(Prompting::Never, Timestamp::now());
    exported.await.unwrap()
}

async fn backup_of(home: &Home, file: &Path) {
    let contents = contents_of(home).await;
    backup::write(file, &contents, &words(WORDS), false)
        .await
        .unwrap();
}

/// The text inside a backup.
fn decrypted(file: &Path) -> Vec<u8> {
    let identity = age::scrypt::Identity::new(SecretString::from(WORDS));
    age::decrypt(&identity, &std::fs::read(file).unwrap()).unwrap()
}

/// Any text, encrypted for the passphrase with so little work that thousands can be read.
fn encrypted(text: &[u8]) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(WORDS));
    recipient.set_work_factor(1);
    age::encrypt(&recipient, text).unwrap()
}

async fn fault_of(file: &Path, text: &[u8]) -> Option<BackupFault> {
    std::fs::write(file, text).unwrap();
    backup::read(file, &words(WORDS)).await.err()
}

#[tokio::test]
async fn a_backup_is_private_holds_no_key_in_the_clear_and_reads_again() {
    let home = Home::with_key().await;
    let file = home.folder.path().join("keys.age");
    backup_of(&home, &file).await;
    let sealed = std::fs::read(&file).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    assert!(
        sealed
            .split(|byte| *byte == b'\n')
            .any(|line| line.ends_with(b" 18")),
        "the work factor is 18"
    );
    assert!(!sealed.windows(KEY.len()).any(|part| part == KEY.as_bytes()));
    let read = backup::read(&file, &words(WORDS)).await.unwrap();
    assert_eq!(
        read.credentials().collect::<Vec<_>>(),
        [("default", "groq")]
    );
    assert!(!format!("{read:?}").contains(&KEY[..8]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn an_existing_file_is_refused_and_stays() {
    let home = Home::with_key().await;
    let file = home.folder.path().join("keys.age");
    std::fs::write(&file, "something dear").unwrap();
    let contents = contents_of(&home).await;
    let refused = backup::write(&file, &contents, &words(WORDS), false).await;
    assert_eq!(refused, Err(BackupFault::FileExists));
    assert_eq!(std::fs::read(&file).unwrap(), b"something dear");
}

#[tokio::test]
async fn wrong_passphrase_damage_other_files_and_newer_ones_are_told_apart() {
    let home = Home::with_key().await;
    let file = home.folder.path().join("keys.age");
    backup_of(&home, &file).await;
    let other_words = words("some other words that are wrong");
    let wrong = backup::read(&file, &other_words).await.err();
    assert_eq!(wrong, Some(BackupFault::WrongPassphrase));

    let sealed = std::fs::read(&file).unwrap();
    let short = fault_of(&file, &sealed[..sealed.len() - 1]).await;
    assert_eq!(short, Some(BackupFault::Damaged));
    let longer = fault_of(&file, &[&sealed[..], b"\n"].concat()).await;
    assert_eq!(longer, Some(BackupFault::Damaged));

    assert_eq!(
        fault_of(&file, b"GROQ_API_KEY=").await,
        Some(BackupFault::NotABackup)
    );
    let letter = encrypted(b"Dear age, this is a letter.\nYours\n");
    assert_eq!(
        fault_of(&file, &letter).await,
        Some(BackupFault::NotABackup)
    );

    let later = encrypted(b"{\"format\":\"keystow-backup\",\"version\":2}\n{}");
    assert_eq!(fault_of(&file, &later).await, Some(BackupFault::Newer));

    let absent = backup::read(&home.folder.path().join("none"), &words(WORDS)).await;
    assert_eq!(absent.err(), Some(BackupFault::NotFound));
}

#[tokio::test]
async fn a_flipped_bit_anywhere_is_never_read_as_a_backup() {
    let home = Home::with_key().await;
    let file = home.folder.path().join("keys.age");
    backup_of(&home, &file).await;
    let sealed = encrypted(&decrypted(&file));
    assert_eq!(
        fault_of(&file, &sealed).await,
        None,
        "the whole one is read"
    );
    for byte in 0..sealed.len() {
        let mut damaged = sealed.clone();
        damaged[byte] ^= 1 << (byte % 8);
        assert!(
            fault_of(&file, &damaged).await.is_some(),
            "a bit of byte {byte}"
        );
    }
}

#[tokio::test]
async fn a_record_that_does_not_open_is_not_left_out_in_silence() {
    let home = Home::with_key().await;
    add(&home.vault(), "openai", KEY).await.unwrap();
    let mut file = home.edit().await;
    sqlx::query("UPDATE api_credential SET revision = 7 WHERE provider = 'groq'")
        .execute(&mut file)
        .await
        .unwrap();
    let exported = home
        .vault()
        .export(Prompting::Never, Timestamp::now())
        .await;
    match exported {
        Err(VaultError::RowCorrupt { provider, .. }) => assert_eq!(provider, "groq"),
        other => panic!("{other:?}"),
    }
}

/// Runs `age` on a terminal of its own, where it asks for the passphrase.
fn age_on_a_terminal(arguments: &str, typed: &str) {
    let mut child = Command::new("script")
        .args([
            "--quiet",
            "--return",
            "--command",
            &format!("age {arguments}"),
            "/dev/null",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child
        .stdin
        .as_mut()
        .unwrap()
        .write_all(typed.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success(), "age {arguments}");
}

#[tokio::test]
async fn age_itself_opens_a_backup_and_the_hash_is_what_sha256sum_says() {
    let home = Home::with_key().await;
    let folder = home.folder.path();
    backup_of(&home, &folder.join("keys.age")).await;
    let (file, plain) = (folder.join("keys.age"), folder.join("plain"));
    age_on_a_terminal(
        &format!("--decrypt --output {} {}", plain.display(), file.display()),
        &format!("{WORDS}\n"),
    );
    let text = std::fs::read_to_string(&plain).unwrap();
    let (head, body) = text.split_once('\n').unwrap();
    assert!(head.starts_with("{\"format\":\"keystow-backup\",\"version\":1,\"sha256\":\""));
    assert!(body.contains(KEY), "the key can be read without Keystow");
    let sum = Command::new("sh")
        .args(["-c", "sed 1d \"$0\" | sha256sum"])
        .arg(&plain)
        .output()
        .unwrap();
    let sum = String::from_utf8(sum.stdout).unwrap();
    assert!(head.contains(sum.split(' ').next().unwrap()));
}

#[tokio::test]
async fn a_file_that_age_itself_wrote_is_read() {
    let home = Home::with_key().await;
    let folder = home.folder.path();
    let (file, plain) = (folder.join("keys.age"), folder.join("plain"));
    backup_of(&home, &file).await;
    std::fs::write(&plain, decrypted(&file)).unwrap();
    let again = folder.join("again.age");
    age_on_a_terminal(
        &format!(
            "--passphrase --output {} {}",
            again.display(),
            plain.display()
        ),
        &format!("{WORDS}\n{WORDS}\n"),
    );
    let read = backup::read(&again, &words(WORDS)).await.unwrap();
    assert_eq!(read.credentials().len(), 1);
}

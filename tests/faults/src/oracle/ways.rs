//! The other ways in after a kill: recovery code, passphrase, backups, and a vault that was moved aside.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use keystow_vault::keychain::Prompting;
use keystow_vault::{RecoveryCode, VaultState};

use super::ledger::{Ledger, Record};
use super::observe::{observe, tables};
use crate::home::{Home, Keyring, copy_folder};
use crate::table::{Complaint, Harm};
use crate::victim::{Hands, Op, Place, backup_file, parse_passphrase};

/// Opens the vault by each way that was acknowledged. A change of that way that was begun may have been
/// done: then what it made counts, as far as anybody was told.
pub(super) async fn try_all(
    home: &Home,
    ledger: &Ledger,
    op: Option<&Op>,
    said: Option<&str>,
    found: &mut Vec<Complaint>,
) {
    if let Some(code) = &ledger.code {
        let touched = op.is_some_and(Op::touches_the_code);
        let opens = opens_with_code(home, code).await
            || touched
                && match said {
                    Some(new) => opens_with_code(home, new).await,
                    // Nobody has seen the new code yet, and the vault says so.
                    None => !has_confirmed_code(home).await,
                };
        if !opens {
            found.push(Complaint::new(
                Harm::Lost,
                "the recovery code does not open",
            ));
        }
    }
    if let Some(passphrase) = &ledger.passphrase {
        let after = op.and_then(|op| ledger.after(op, said).passphrase);
        let touched = op.is_some_and(Op::touches_the_passphrase);
        let opens = opens_with_passphrase(home, passphrase).await
            || touched
                && match after {
                    Some(new) => opens_with_passphrase(home, &new).await,
                    None => true,
                };
        if !opens {
            found.push(Complaint::new(Harm::Lost, "the passphrase does not open"));
        }
    }
}

async fn opens_with_code(home: &Home, code: &str) -> bool {
    let code = RecoveryCode::parse(code).expect("a code that the product made");
    home.vault_without_keyring()
        .open_with_code(&code)
        .await
        .is_ok()
}

async fn opens_with_passphrase(home: &Home, passphrase: &str) -> bool {
    let passphrase = parse_passphrase(passphrase);
    home.vault_without_keyring()
        .open_with_passphrase(&passphrase)
        .await
        .is_ok()
}

async fn has_confirmed_code(home: &Home) -> bool {
    let tables = tables(home).await;
    matches!(tables, Ok(Some(tables)) if tables.recovery == Some(true))
}

/// Whether a backup that was cut off left nothing under its name that does not open.
pub(super) async fn try_backup(
    home: &Home,
    file: u32,
    ledger: &Ledger,
    found: &mut Vec<Complaint>,
) {
    if !backup_file(home, file).exists() {
        if ledger.backups.contains_key(&file) {
            found.push(Complaint::new(Harm::Lost, "a verified backup is gone"));
        }
        return;
    }
    let other = Home::new(Keyring::Files);
    copy_folder(&home.backups(), &other.backups()).expect("a backup can be copied");
    let restore = Op::Restore {
        file,
        replace: true,
    };
    let hands = Hands::on(&other).await;
    if let Err(why) = hands.perform(&restore, None, |_| ()).await {
        let what = format!("a backup under its final name does not open: {why}");
        return found.push(Complaint::new(Harm::Half, what));
    }
    let mut whole = vec![&ledger.records];
    whole.extend(ledger.backups.get(&file));
    match observe(&other.vault()).await {
        Ok(seen)
            if whole
                .iter()
                .any(|records| same_settings(records, &seen.records)) => {}
        Ok(_) => found.push(Complaint::new(Harm::Half, "a backup is not whole")),
        Err(complaint) => found.push(complaint),
    }
}

fn same_settings(left: &BTreeMap<Place, Record>, right: &BTreeMap<Place, Record>) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| left.0 == right.0 && left.1.same_settings(right.1))
}

/// Finds the vault whose keyring entry was lost, at its place or moved aside, and opens it with the
/// entry put back.
pub(super) async fn find_shut(
    home: &Home,
    shut: &BTreeMap<Place, Record>,
    found: &mut Vec<Complaint>,
) {
    for name in databases(&home.data()) {
        let other = Home::new(Keyring::Files);
        fs::create_dir_all(other.data()).expect("a folder of our own");
        for suffix in ["", "-wal"] {
            let from = home.data().join(format!("{name}{suffix}"));
            if from.exists() {
                let to = other.data().join(format!("vault.db{suffix}"));
                fs::copy(from, to).expect("a file can be copied");
            }
        }
        copy_folder(&lost_entries(home), &other.entries()).expect("the entries were kept");
        let vault = other.vault();
        if vault.state().await != VaultState::Ready || vault.open(Prompting::Never).await.is_err() {
            continue;
        }
        if let Ok(seen) = observe(&vault).await
            && seen.unopened.is_empty()
            && seen.records == *shut
        {
            return;
        }
    }
    let what = "the vault that did not open is not there any more";
    found.push(Complaint::new(Harm::Lost, what));
}

fn databases(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the vault's folder");
    entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "db"))
        .collect()
}

/// Where the entries of a vault are put that it is to lose.
pub fn lost_entries(home: &Home) -> PathBuf {
    home.root().join("lost entries")
}

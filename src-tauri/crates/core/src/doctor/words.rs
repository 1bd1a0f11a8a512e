//! The doctor's English, for the command line; the window has its own words.

use super::finding::{Finding, FindingId, Problem, Step};

/// What was found.
pub(super) fn message(finding: &Finding) -> String {
    let value = finding.value.as_deref();
    match finding.problem {
        None => well(finding.id, value),
        Some(problem) if finding.id == FindingId::Vault => {
            closed(problem).map_or_else(|| ill(problem, value), str::to_owned)
        }
        Some(problem) => ill(problem, value),
    }
}

fn well(id: FindingId, value: Option<&str>) -> String {
    let words = match (id, value) {
        (FindingId::Keyring, keyring) => {
            return format!(
                "{} answers and is not locked.",
                keyring.unwrap_or("The keyring")
            );
        }
        (FindingId::Deadline, time) => {
            return format!("The keyring answered in {}.", time.unwrap_or("time"));
        }
        (FindingId::Records, Some("1")) => "The one stored key opens.",
        (FindingId::Records, Some(count)) => return format!("All {count} stored keys open."),
        (FindingId::Integrity, Some(files)) => {
            return format!("The vault file is intact ({files}).");
        }
        (FindingId::Backup, Some(folder)) => {
            return format!("Automatic backups go to {folder}.");
        }
        (FindingId::Collection, _) => "New entries have a place to go in the keyring.",
        (FindingId::Canary, _) => {
            "The keyring kept an entry, gave it back over a new connection, and deleted it."
        }
        (FindingId::Vault, Some(_)) => "The vault opens.",
        (FindingId::Vault, None) => "There is no vault yet; the first key makes one.",
        (FindingId::Slots, _) => "There is more than one way to open the vault.",
        (FindingId::Recovery, _) => {
            "A recovery code opens the vault, and you have proved to have it."
        }
        (FindingId::Passphrase, _) => "A passphrase opens the vault.",
        (FindingId::Records, None) => "All stored keys open.",
        (FindingId::Integrity, None) => "The vault file is intact.",
        (FindingId::Permissions, _) => "Only you can read the vault's files.",
        (FindingId::Process, _) => {
            "No core file can hold this program's memory, and no other program of yours can read it."
        }
        (FindingId::Backup, None) => "Automatic backups are made.",
    };
    words.to_owned()
}

fn ill(problem: Problem, value: Option<&str>) -> String {
    use Problem as P;
    let words = match problem {
        P::KeyringLocked => "The keyring is locked.",
        P::KeyringUnavailable => "No keyring answers in this session.",
        P::KeyringTimeout => "The keyring does not answer in time.",
        P::KeyringDenied => "The keyring refused.",
        P::KeyringFailed => "The keyring answers something that makes no sense.",
        P::NoDefaultCollection => {
            "The keyring has no default collection: new entries have no place to go."
        }
        P::CanaryFailed => "The keyring did not keep, give back or delete an entry that it took.",
        P::SlowKeyring => {
            let time = value.unwrap_or("long");
            return format!("The keyring took {time} to answer, which is nearly too long.");
        }
        P::MasterMissing => "The master secret is missing from the keyring.",
        P::MasterWrong => "The keyring holds the master secret of another vault.",
        P::MasterCorrupt => "The master secret in the keyring is damaged.",
        P::SlotCorrupt => "The part of the vault file that opens it is damaged.",
        P::VaultMissing => "The vault file is gone.",
        P::VaultNewer => "A newer Keystow wrote this vault.",
        P::VaultCorrupt => "The vault file is damaged, or no vault.",
        P::VaultReadOnly => "The vault file cannot be written.",
        P::VaultBusy => "Another program holds the vault.",
        P::DiskFull => "The disk is full.",
        P::PassphraseNeeded => "The vault is closed: it opens with its passphrase.",
        P::OnlyOneWayIn => {
            "There is only one way to open the vault: whoever loses it loses the keys."
        }
        P::RecoveryUnconfirmed => "A recovery code was made, and nobody has proved to have it.",
        P::RecordsDamaged => {
            let whose = value.unwrap_or("some");
            return format!("Stored keys can no longer be decrypted: {whose}. All others work.");
        }
        P::NotIntact => "The vault file is damaged, though it still opens.",
        P::OpenToOthers => {
            let files = value.unwrap_or("the vault's files");
            return format!("Other accounts have rights on {files}.");
        }
        P::CoreFilesOn => "A crash could write this program's memory to a core file.",
        P::BackupFailed => {
            let folder = value.unwrap_or("its folder");
            return format!("The last automatic backup to {folder} failed.");
        }
        P::BackupOff => {
            let folder = value.unwrap_or("a folder");
            return format!(
                "Automatic backups to {folder} are off: the passphrase for them stayed in the vault before this one."
            );
        }
    };
    words.to_owned()
}

/// A problem of the keyring, as it shows at the vault.
fn closed(problem: Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::KeyringLocked => "The vault is closed: the keyring is locked.",
        Problem::KeyringUnavailable | Problem::KeyringFailed => {
            "The vault is closed: no keyring can be used."
        }
        Problem::KeyringTimeout => "The vault is closed: the keyring does not answer in time.",
        Problem::KeyringDenied => "The vault is closed: the keyring refused.",
        _ => return None,
    })
}

/// What to do.
pub(super) fn step(step: Step) -> &'static str {
    match step {
        Step::UnlockGnome => {
            "Open “Passwords and Keys” and unlock the keyring “Login”, or log out and in again with your password."
        }
        Step::UnlockKde => {
            "Open KWalletManager and open the wallet, or log out and in again with your password."
        }
        Step::UnlockKeepassxc => "Open KeePassXC and unlock the database that holds the entry.",
        Step::UnlockKeyring => {
            "Unlock it in the window of your keyring, or log out and in again with your password."
        }
        Step::StartGnome => {
            "Install the package gnome-keyring if it is missing, then log out and in again; `gnome-keyring-daemon --start --components=secrets` starts it for now."
        }
        Step::StartKde => {
            "In System Settings, under KDE Wallet, enable the wallet and its use for the Secret Service interface, then log out and in again."
        }
        Step::StartKeepassxc => {
            "Start KeePassXC, and tick “Enable KeePassXC Freedesktop.org Secret Service integration” in its settings."
        }
        Step::InstallKeyring => {
            "Install a keyring with a Secret Service (gnome-keyring, KWallet or KeePassXC), then log out and in again."
        }
        Step::DesktopSession => {
            "A remote shell has no keyring of its own: run Keystow in the desktop session of that machine, or set a passphrase there with `keystow passphrase set`."
        }
        Step::FlatpakPermission => {
            "Let the sandbox talk to the keyring: `flatpak override --user --talk-name=org.freedesktop.secrets dev.keystow.desktop`, then start Keystow again."
        }
        Step::SetDefaultGnome => {
            "In “Passwords and Keys”, make a password keyring called “Login”, and choose “Set as default” in its menu."
        }
        Step::SetDefaultKde => {
            "In KWalletManager make a wallet, and choose it as the default in System Settings, under KDE Wallet."
        }
        Step::SetDefaultKeepassxc => {
            "In KeePassXC, open Database, Database Settings, Secret Service Integration, and choose the group to expose."
        }
        Step::SetDefault => "Make a default collection in the settings of your keyring.",
        Step::RestartKeyring => "Log out and in again, or restart the keyring's service.",
        Step::AnswerPrompt => "Try again, and allow Keystow in the window that the keyring shows.",
        Step::UseRecoveryCode => {
            "Open the vault with your recovery code: `keystow recovery use`. It makes a new entry in the keyring."
        }
        Step::RestoreBackup => {
            "Put the keyring's own file back from a backup of your home folder, or restore a backup of the vault with `keystow restore FILE`. Nothing was changed here."
        }
        Step::RestoreVaultFile => {
            "Copy the vault's folder to a safe place first. Then put vault.db back from an older copy, or restore a backup with `keystow restore FILE`."
        }
        Step::UsePassphrase => {
            "Give the vault's passphrase: on a terminal Keystow asks for it, elsewhere use `--passphrase-fd`."
        }
        Step::SetPassphrase => {
            "Use a passphrase on this machine: `keystow init --passphrase` for a new vault, `keystow passphrase set` where the vault opens."
        }
        Step::CreateRecoveryCode => {
            "Make a recovery code with `keystow recovery create`, and keep it on paper."
        }
        Step::ConfirmRecoveryCode => {
            "Make a new recovery code with `keystow recovery create`, and type two of its groups back."
        }
        Step::ReplaceKey => "Enter each of them again with `keystow update PROVIDER`.",
        Step::Update => "Install the newer version of Keystow. Nothing was changed here.",
        Step::Permit => {
            "Make the folder and the files in it yours alone: `chmod 700` for the folder, `chmod 600` for the files."
        }
        Step::CloseOther => "Close the other program, then try again.",
        Step::FreeSpace => "Free some space, then try again.",
        Step::CheckBackupFolder => {
            "See whether the folder is there, can be written and has space, or choose another with `keystow backup --auto FOLDER`."
        }
        Step::SetAutoBackup => {
            "Turn them on again, with a passphrase for them: `keystow backup --auto FOLDER`."
        }
        Step::ReportBug => {
            "Report it: Keystow's own programs turn this off as they start, and here that did not work."
        }
    }
}

//! Which step mends which problem in which environment: a pure function, so that no combination is left
//! without one.

use std::path::Path;

use keystow_vault::{SlotKind, StoredSlot};

use super::finding::{Problem, Step};

/// What a step depends on.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and every combination exists"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Environment {
    pub(super) desktop: Desktop,
    /// The keyring that answers, else the one that held the master secret when it was made.
    pub(super) keeper: Keeper,
    /// Whether this is a remote shell.
    pub(super) ssh: bool,
    /// Whether a sandbox stands between this program and the bus.
    pub(super) flatpak: bool,
    /// Whether something can be shown here.
    pub(super) display: bool,
    /// Whether the vault has a recovery code.
    pub(super) recovery: bool,
    /// Whether the vault has a passphrase.
    pub(super) passphrase: bool,
}

/// A desktop, by the keyring that comes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Desktop {
    Gnome,
    Kde,
    Other,
    None,
}

/// A keyring, by the program that an owner opens to look after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    Gnome,
    Kwallet,
    Keepassxc,
    Other,
    Unknown,
}

impl Environment {
    /// The environment of this process.
    pub(super) fn here(keeper: Option<&str>, slots: &[StoredSlot]) -> Self {
        let sandboxed = Path::new("/.flatpak-info").exists();
        let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self::from_variables(&read, sandboxed, keeper, slots)
    }

    fn from_variables(
        read: &dyn Fn(&str) -> Option<String>,
        sandboxed: bool,
        keeper: Option<&str>,
        slots: &[StoredSlot],
    ) -> Self {
        let any = |names: &[&str]| names.iter().any(|name| read(name).is_some());
        let has = |kind| slots.iter().any(|slot| slot.kind == kind);
        Self {
            desktop: Desktop::of(read("XDG_CURRENT_DESKTOP").as_deref()),
            keeper: Keeper::of(keeper),
            ssh: any(&["SSH_CONNECTION", "SSH_TTY"]),
            flatpak: sandboxed || any(&["FLATPAK_ID"]),
            display: any(&["DISPLAY", "WAYLAND_DISPLAY"]),
            recovery: has(SlotKind::Recovery),
            passphrase: has(SlotKind::Passphrase),
        }
    }

    /// Whose window the owner finds the keyring in.
    fn keeper_or_desktop(self) -> Keeper {
        match (self.keeper, self.desktop) {
            (Keeper::Unknown, Desktop::Gnome) => Keeper::Gnome,
            (Keeper::Unknown, Desktop::Kde) => Keeper::Kwallet,
            (known, _) => known,
        }
    }
}

impl Desktop {
    /// Reads `XDG_CURRENT_DESKTOP`, a list with colons in it: `ubuntu:GNOME`.
    fn of(names: Option<&str>) -> Self {
        let Some(names) = names else {
            return Self::None;
        };
        let known = names
            .split(':')
            .find_map(|name| match name.to_ascii_lowercase().as_str() {
                "kde" => Some(Self::Kde),
                "budgie" | "cinnamon" | "cosmic" | "mate" | "pantheon" | "unity" | "x-cinnamon" => {
                    Some(Self::Gnome)
                }
                name if name == "gnome" || name.starts_with("gnome-") => Some(Self::Gnome),
                _ => None,
            });
        known.unwrap_or(Self::Other)
    }
}

impl Keeper {
    fn of(name: Option<&str>) -> Self {
        match name {
            None => Self::Unknown,
            Some("GNOME Keyring") => Self::Gnome,
            Some("KWallet") => Self::Kwallet,
            Some("KeePassXC") => Self::Keepassxc,
            Some(_) => Self::Other,
        }
    }
}

/// The one next step.
pub(super) fn advise(problem: Problem, at: Environment) -> Step {
    use Problem as P;
    match problem {
        P::KeyringLocked | P::KeyringDenied if at.ssh => elsewhere(at),
        P::KeyringLocked => match at.keeper_or_desktop() {
            Keeper::Gnome => Step::UnlockGnome,
            Keeper::Kwallet => Step::UnlockKde,
            Keeper::Keepassxc => Step::UnlockKeepassxc,
            Keeper::Other | Keeper::Unknown => Step::UnlockKeyring,
        },
        P::KeyringUnavailable => start(at),
        P::KeyringDenied => Step::AnswerPrompt,
        P::KeyringTimeout | P::KeyringFailed | P::CanaryFailed | P::SlowKeyring => {
            Step::RestartKeyring
        }
        P::NoDefaultCollection => match at.keeper_or_desktop() {
            Keeper::Gnome => Step::SetDefaultGnome,
            Keeper::Kwallet => Step::SetDefaultKde,
            Keeper::Keepassxc => Step::SetDefaultKeepassxc,
            Keeper::Other | Keeper::Unknown => Step::SetDefault,
        },
        P::MasterMissing | P::MasterWrong | P::MasterCorrupt => {
            other_way_in(at).unwrap_or(Step::RestoreBackup)
        }
        P::SlotCorrupt => other_way_in(at).unwrap_or(Step::RestoreVaultFile),
        P::VaultMissing | P::VaultCorrupt | P::NotIntact => Step::RestoreVaultFile,
        P::VaultNewer => Step::Update,
        P::VaultReadOnly | P::OpenToOthers => Step::Permit,
        P::VaultBusy => Step::CloseOther,
        P::DiskFull => Step::FreeSpace,
        P::PassphraseNeeded => Step::UsePassphrase,
        // The code is that one way: using it makes a keyring slot beside it.
        P::OnlyOneWayIn if at.recovery => Step::UseRecoveryCode,
        P::OnlyOneWayIn => Step::CreateRecoveryCode,
        P::RecoveryUnconfirmed => Step::ConfirmRecoveryCode,
        P::RecordsDamaged => Step::ReplaceKey,
        P::CoreFilesOn => Step::ReportBug,
        P::BackupFailed => Step::CheckBackupFolder,
        P::BackupOff => Step::SetAutoBackup,
    }
}

/// How a keyring comes to this session.
fn start(at: Environment) -> Step {
    if at.flatpak {
        return Step::FlatpakPermission;
    }
    if at.ssh {
        return elsewhere(at);
    }
    if !at.display && at.desktop == Desktop::None {
        // No keyring can show its window here.
        return if at.passphrase {
            Step::UsePassphrase
        } else {
            Step::SetPassphrase
        };
    }
    match at.keeper_or_desktop() {
        Keeper::Gnome => Step::StartGnome,
        Keeper::Kwallet => Step::StartKde,
        Keeper::Keepassxc => Step::StartKeepassxc,
        Keeper::Other | Keeper::Unknown => Step::InstallKeyring,
    }
}

/// A remote shell has no keyring: what asks its owner does so on the machine's own screen.
fn elsewhere(at: Environment) -> Step {
    if at.passphrase {
        Step::UsePassphrase
    } else {
        Step::DesktopSession
    }
}

/// What opens the vault where the keyring's entry does not.
fn other_way_in(at: Environment) -> Option<Step> {
    if at.recovery {
        Some(Step::UseRecoveryCode)
    } else {
        at.passphrase.then_some(Step::UsePassphrase)
    }
}

#[cfg(test)]
mod tests;

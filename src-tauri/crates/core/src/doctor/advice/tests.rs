//! Every problem in every environment.

use std::collections::HashMap;

use super::*;

const PROBLEMS: [Problem; 27] = [
    Problem::KeyringLocked,
    Problem::KeyringUnavailable,
    Problem::KeyringTimeout,
    Problem::KeyringDenied,
    Problem::KeyringFailed,
    Problem::NoDefaultCollection,
    Problem::CanaryFailed,
    Problem::SlowKeyring,
    Problem::MasterMissing,
    Problem::MasterWrong,
    Problem::MasterCorrupt,
    Problem::SlotCorrupt,
    Problem::VaultMissing,
    Problem::VaultNewer,
    Problem::VaultCorrupt,
    Problem::VaultReadOnly,
    Problem::VaultBusy,
    Problem::DiskFull,
    Problem::PassphraseNeeded,
    Problem::OnlyOneWayIn,
    Problem::RecoveryUnconfirmed,
    Problem::RecordsDamaged,
    Problem::NotIntact,
    Problem::OpenToOthers,
    Problem::CoreFilesOn,
    Problem::BackupFailed,
    Problem::BackupOff,
];

const DESKTOPS: [Desktop; 4] = [Desktop::Gnome, Desktop::Kde, Desktop::Other, Desktop::None];

const KEEPERS: [Keeper; 5] = [
    Keeper::Gnome,
    Keeper::Kwallet,
    Keeper::Keepassxc,
    Keeper::Other,
    Keeper::Unknown,
];

/// A desktop with its own keyring, and nothing special about it.
const PLAIN: Environment = Environment {
    desktop: Desktop::Gnome,
    keeper: Keeper::Unknown,
    ssh: false,
    flatpak: false,
    display: true,
    recovery: false,
    passphrase: false,
};

fn environments() -> Vec<Environment> {
    let mut all = Vec::new();
    for desktop in DESKTOPS {
        for keeper in KEEPERS {
            for bits in 0..32_u8 {
                let is = |bit: u8| bits & (1 << bit) != 0;
                all.push(Environment {
                    desktop,
                    keeper,
                    ssh: is(0),
                    flatpak: is(1),
                    display: is(2),
                    recovery: is(3),
                    passphrase: is(4),
                });
            }
        }
    }
    all
}

#[test]
fn every_problem_has_a_step_with_words_that_fits_its_environment() {
    for problem in PROBLEMS {
        for at in environments() {
            let step = advise(problem, at);
            let shown = format!("{problem:?} {step:?} {at:?}");
            assert!(super::super::words::step(step).ends_with(['.']), "{shown}");
            match step {
                Step::UnlockGnome | Step::StartGnome | Step::SetDefaultGnome => {
                    assert_eq!(at.keeper_or_desktop(), Keeper::Gnome, "{shown}");
                }
                Step::UnlockKde | Step::StartKde | Step::SetDefaultKde => {
                    assert_eq!(at.keeper_or_desktop(), Keeper::Kwallet, "{shown}");
                }
                Step::UnlockKeepassxc | Step::StartKeepassxc | Step::SetDefaultKeepassxc => {
                    assert_eq!(at.keeper, Keeper::Keepassxc, "{shown}");
                }
                Step::DesktopSession => assert!(at.ssh && !at.passphrase, "{shown}"),
                Step::FlatpakPermission => assert!(at.flatpak, "{shown}"),
                Step::UseRecoveryCode => assert!(at.recovery, "{shown}"),
                Step::UsePassphrase => {
                    assert!(
                        at.passphrase || problem == Problem::PassphraseNeeded,
                        "{shown}"
                    );
                }
                Step::SetPassphrase => assert!(!at.passphrase && !at.display, "{shown}"),
                Step::InstallKeyring => assert!(!at.ssh && !at.flatpak, "{shown}"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_keyring_that_is_not_there_is_started_as_each_desktop_starts_it() {
    let ssh = Environment { ssh: true, ..PLAIN };
    let bare = Environment {
        desktop: Desktop::None,
        display: false,
        ..PLAIN
    };
    let cases = [
        (PLAIN, Step::StartGnome),
        (
            Environment {
                desktop: Desktop::Kde,
                ..PLAIN
            },
            Step::StartKde,
        ),
        (
            Environment {
                desktop: Desktop::Other,
                ..PLAIN
            },
            Step::InstallKeyring,
        ),
        (
            Environment {
                keeper: Keeper::Keepassxc,
                ..PLAIN
            },
            Step::StartKeepassxc,
        ),
        (
            Environment {
                keeper: Keeper::Other,
                ..PLAIN
            },
            Step::InstallKeyring,
        ),
        (
            Environment {
                flatpak: true,
                ..PLAIN
            },
            Step::FlatpakPermission,
        ),
        (
            Environment {
                flatpak: true,
                ..ssh
            },
            Step::FlatpakPermission,
        ),
        (ssh, Step::DesktopSession),
        (
            Environment {
                passphrase: true,
                ..ssh
            },
            Step::UsePassphrase,
        ),
        (bare, Step::SetPassphrase),
        (
            Environment {
                passphrase: true,
                ..bare
            },
            Step::UsePassphrase,
        ),
        (
            Environment {
                desktop: Desktop::Kde,
                ..bare
            },
            Step::StartKde,
        ),
    ];
    for (at, step) in cases {
        assert_eq!(advise(Problem::KeyringUnavailable, at), step, "{at:?}");
    }
}

#[test]
fn a_locked_keyring_is_unlocked_where_its_window_is() {
    let cases = [
        (
            Desktop::Gnome,
            Keeper::Unknown,
            Step::UnlockGnome,
            Step::SetDefaultGnome,
        ),
        (
            Desktop::Gnome,
            Keeper::Keepassxc,
            Step::UnlockKeepassxc,
            Step::SetDefaultKeepassxc,
        ),
        (
            Desktop::Kde,
            Keeper::Unknown,
            Step::UnlockKde,
            Step::SetDefaultKde,
        ),
        (
            Desktop::Kde,
            Keeper::Gnome,
            Step::UnlockGnome,
            Step::SetDefaultGnome,
        ),
        (
            Desktop::Other,
            Keeper::Kwallet,
            Step::UnlockKde,
            Step::SetDefaultKde,
        ),
        (
            Desktop::Other,
            Keeper::Unknown,
            Step::UnlockKeyring,
            Step::SetDefault,
        ),
        (
            Desktop::None,
            Keeper::Other,
            Step::UnlockKeyring,
            Step::SetDefault,
        ),
    ];
    for (desktop, keeper, unlock, set_default) in cases {
        let at = Environment {
            desktop,
            keeper,
            ..PLAIN
        };
        assert_eq!(advise(Problem::KeyringLocked, at), unlock, "{at:?}");
        assert_eq!(
            advise(Problem::NoDefaultCollection, at),
            set_default,
            "{at:?}"
        );
    }
    let ssh = Environment { ssh: true, ..PLAIN };
    assert_eq!(advise(Problem::KeyringLocked, ssh), Step::DesktopSession);
    assert_eq!(advise(Problem::KeyringDenied, ssh), Step::DesktopSession);
    assert_eq!(advise(Problem::KeyringDenied, PLAIN), Step::AnswerPrompt);
}

#[test]
fn a_lost_master_secret_is_answered_by_the_other_way_in_before_a_backup() {
    let recovery = Environment {
        recovery: true,
        ..PLAIN
    };
    let passphrase = Environment {
        passphrase: true,
        ..PLAIN
    };
    let both = Environment {
        passphrase: true,
        ..recovery
    };
    for problem in [
        Problem::MasterMissing,
        Problem::MasterWrong,
        Problem::MasterCorrupt,
    ] {
        assert_eq!(advise(problem, PLAIN), Step::RestoreBackup);
        assert_eq!(advise(problem, recovery), Step::UseRecoveryCode);
        assert_eq!(advise(problem, passphrase), Step::UsePassphrase);
        assert_eq!(advise(problem, both), Step::UseRecoveryCode);
    }
    assert_eq!(advise(Problem::SlotCorrupt, PLAIN), Step::RestoreVaultFile);
    assert_eq!(
        advise(Problem::SlotCorrupt, recovery),
        Step::UseRecoveryCode
    );
    assert_eq!(
        advise(Problem::OnlyOneWayIn, PLAIN),
        Step::CreateRecoveryCode
    );
    assert_eq!(
        advise(Problem::OnlyOneWayIn, recovery),
        Step::UseRecoveryCode
    );
}

#[test]
fn the_environment_is_read_from_its_variables() {
    let read = |variables: &[(&str, &str)], sandboxed| {
        let variables: HashMap<String, String> = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Environment::from_variables(&|name| variables.get(name).cloned(), sandboxed, None, &[])
    };
    let desktops = [
        ("GNOME", Desktop::Gnome),
        ("ubuntu:GNOME", Desktop::Gnome),
        ("GNOME-Flashback:GNOME", Desktop::Gnome),
        ("Unity", Desktop::Gnome),
        ("X-Cinnamon", Desktop::Gnome),
        ("KDE", Desktop::Kde),
        ("XFCE", Desktop::Other),
        ("sway", Desktop::Other),
        ("wlroots:Hyprland", Desktop::Other),
    ];
    for (name, desktop) in desktops {
        assert_eq!(
            read(&[("XDG_CURRENT_DESKTOP", name)], false).desktop,
            desktop,
            "{name}"
        );
    }
    let nothing = read(&[], false);
    assert_eq!(nothing.desktop, Desktop::None);
    assert!(!nothing.ssh && !nothing.flatpak && !nothing.display);
    assert!(read(&[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")], false).ssh);
    assert!(read(&[("SSH_TTY", "/dev/pts/0")], false).ssh);
    assert!(read(&[("WAYLAND_DISPLAY", "wayland-0")], false).display);
    assert!(read(&[("DISPLAY", ":0")], false).display);
    assert!(read(&[("FLATPAK_ID", "dev.keystow.desktop")], false).flatpak);
    assert!(read(&[], true).flatpak);
}

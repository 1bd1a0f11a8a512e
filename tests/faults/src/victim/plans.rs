//! The operations, each with what must be there before it and what is done in it.

use crate::chance::Chance;

use super::ops::{Op, PLACES, Place};

/// What a victim is told to do. The same seed makes the same plan, in the victim and in its judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The first key of all.
    FirstAdd,
    /// The first run without a key.
    Initialise,
    /// A vault of the oldest schema is opened.
    Migrate,
    /// Keys are stored.
    Add,
    /// Keys, base URLs and labels are changed.
    Update,
    /// Credentials are deleted.
    Remove,
    /// Results of checks are stored.
    Check,
    /// New master secrets.
    Rotate,
    /// New data keys; the vault has a recovery code.
    Rekey,
    /// New data keys; the vault has a passphrase too, and keeps it.
    RekeyKeeping,
    /// Recovery codes, each revoking the one before.
    Recovery,
    /// Passphrases set, changed and removed.
    Passphrase,
    /// A keyring slot made anew with the recovery code.
    Renew,
    /// Backups, one after another.
    Backup,
    /// A restore into a vault that opens.
    Restore,
    /// A restore where the vault does not open.
    RestoreFresh,
    /// A vault that does not open is moved aside, and a new one begun.
    StartAnew,
    /// A bit of everything that is quick, for kills at random times.
    Mixed,
    /// One of eight that write at once, by its seed; from 8 on the last two of them rotate.
    Writer,
    /// Everything is read, and nothing written.
    Read,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 20] = [
        Self::FirstAdd,
        Self::Initialise,
        Self::Migrate,
        Self::Add,
        Self::Update,
        Self::Remove,
        Self::Check,
        Self::Rotate,
        Self::Rekey,
        Self::RekeyKeeping,
        Self::Recovery,
        Self::Passphrase,
        Self::Renew,
        Self::Backup,
        Self::Restore,
        Self::RestoreFresh,
        Self::StartAnew,
        Self::Mixed,
        Self::Writer,
        Self::Read,
    ];

    /// Its name on the command line and in complaints.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstAdd => "first-add",
            Self::Initialise => "init",
            Self::Migrate => "migrate",
            Self::Add => "add",
            Self::Update => "update",
            Self::Remove => "remove",
            Self::Check => "check",
            Self::Rotate => "rotate",
            Self::Rekey => "rekey",
            Self::RekeyKeeping => "rekey-keeping",
            Self::Recovery => "recovery",
            Self::Passphrase => "passphrase",
            Self::Renew => "renew",
            Self::Backup => "backup",
            Self::Restore => "restore",
            Self::RestoreFresh => "restore-fresh",
            Self::StartAnew => "start-anew",
            Self::Mixed => "mixed",
            Self::Writer => "writer",
            Self::Read => "read",
        }
    }

    /// The operation of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Whether a passphrase is stretched in it, which takes a second where others take milliseconds.
    pub fn is_slow(self) -> bool {
        matches!(
            self,
            Self::RekeyKeeping
                | Self::Passphrase
                | Self::Backup
                | Self::Restore
                | Self::RestoreFresh
        )
    }

    /// Whether the vault's keyring entry is lost before it begins.
    pub fn begins_shut(self) -> bool {
        matches!(self, Self::Renew | Self::RestoreFresh | Self::StartAnew)
    }

    /// Whether the vault has the oldest schema before it begins.
    pub fn begins_old(self) -> bool {
        self == Self::Migrate
    }

    /// The passphrase that the vault has when it begins.
    pub fn passphrase(self) -> Option<String> {
        (self == Self::RekeyKeeping).then(|| Op::passphrase(1))
    }

    /// What is done before it, in peace.
    pub fn before(self) -> Vec<Op> {
        let mut ops = match self {
            Self::FirstAdd | Self::Initialise => return Vec::new(),
            Self::Writer => filled(8),
            _ => filled(4),
        };
        match self {
            Self::Rekey | Self::Rotate | Self::Renew | Self::Mixed => {
                ops.extend([Op::CreateRecovery, Op::ConfirmRecovery]);
            }
            Self::RekeyKeeping => ops.extend([Op::CreateRecovery, Op::SetPassphrase(1)]),
            Self::Restore => ops.extend([
                Op::BackUp(1),
                Op::ReplaceKey(PLACES[0], 50),
                Op::Remove(PLACES[1]),
                Op::Add(PLACES[4], 51),
            ]),
            Self::RestoreFresh => ops.extend([
                Op::BackUp(1),
                Op::ReplaceKey(PLACES[0], 50),
                Op::Add(PLACES[4], 51),
            ]),
            _ => {}
        }
        ops
    }

    /// What is done in it.
    pub fn plan(self, seed: u64) -> Vec<Op> {
        let replace = seed.is_multiple_of(2);
        match self {
            Self::FirstAdd => vec![Op::Add(PLACES[0], 1), Op::Add(PLACES[1], 2)],
            Self::Initialise => vec![Op::Initialise, Op::Add(PLACES[0], 1)],
            Self::Migrate => vec![Op::Open, Op::Add(PLACES[4], 5), Op::CreateRecovery],
            Self::Add => PLACES[4..8]
                .iter()
                .zip(20..)
                .map(|(place, number)| Op::Add(*place, number))
                .collect(),
            Self::Update => vec![
                Op::ReplaceKey(PLACES[0], 30),
                Op::Redirect(PLACES[1], 31),
                Op::Relabel(PLACES[2], 32),
                Op::Redirect(PLACES[0], 33),
                Op::ReplaceKey(PLACES[1], 34),
            ],
            Self::Remove => vec![
                Op::Remove(PLACES[0]),
                Op::Remove(PLACES[2]),
                Op::Add(PLACES[0], 40),
                Op::Remove(PLACES[0]),
            ],
            Self::Check => vec![
                Op::StoreCheck(PLACES[0], 1),
                Op::StoreCheck(PLACES[1], 2),
                Op::StoreCheck(PLACES[0], 3),
            ],
            Self::Rotate => vec![Op::RotateMaster, Op::Add(PLACES[4], 5), Op::RotateMaster],
            Self::Rekey => vec![Op::RotateDataKey, Op::Add(PLACES[4], 5), Op::RotateDataKey],
            Self::RekeyKeeping => vec![Op::RotateDataKey],
            Self::Recovery => vec![
                Op::CreateRecovery,
                Op::ConfirmRecovery,
                Op::CreateRecovery,
                Op::ConfirmRecovery,
            ],
            Self::Passphrase => vec![
                Op::SetPassphrase(1),
                Op::SetPassphrase(2),
                Op::RemovePassphrase,
            ],
            Self::Renew => vec![Op::RenewKeyring, Op::Add(PLACES[4], 5)],
            Self::Backup => vec![Op::BackUp(1), Op::ReplaceKey(PLACES[0], 60), Op::BackUp(2)],
            Self::Restore => vec![Op::Restore { file: 1, replace }],
            Self::RestoreFresh => vec![Op::Restore {
                file: 1,
                replace: true,
            }],
            Self::StartAnew => vec![Op::StartAnew, Op::Add(PLACES[0], 70)],
            Self::Mixed => mixed(seed),
            Self::Writer => writer(seed),
            Self::Read => vec![Op::ReadAll],
        }
    }
}

/// How many write at once.
pub const WRITERS: u64 = 8;

fn writer(seed: u64) -> Vec<Op> {
    if seed == 2 * WRITERS - 1 {
        return vec![Op::RotateDataKey; 4];
    }
    if seed == 2 * WRITERS - 2 {
        return vec![Op::RotateMaster; 4];
    }
    let place = PLACES[usize::try_from(seed % WRITERS).expect("it is small")];
    (200..210)
        .flat_map(|number| {
            [
                Op::ReplaceKey(place, number),
                Op::Relabel(place, number),
                Op::Redirect(place, number),
                Op::StoreCheck(place, number),
            ]
        })
        .collect()
}

fn filled(records: u32) -> Vec<Op> {
    let mut ops = vec![Op::Add(PLACES[0], 1), Op::AddProfile];
    let others = PLACES.iter().zip(1..=records).skip(1);
    ops.extend(others.map(|(place, number)| Op::Add(*place, number)));
    ops
}

/// Changes without end, as far as a killed process is concerned.
fn mixed(seed: u64) -> Vec<Op> {
    let mut chance = Chance::new(seed);
    let mut there: Vec<Place> = PLACES[..4].to_vec();
    let mut ops = Vec::new();
    for number in 100..140 {
        let absent: Vec<Place> = PLACES
            .into_iter()
            .filter(|place| !there.contains(place))
            .collect();
        let place = *chance.pick(&there);
        ops.push(match chance.below(12) {
            0..=2 if !absent.is_empty() => {
                let new = *chance.pick(&absent);
                there.push(new);
                Op::Add(new, number)
            }
            3..=4 if there.len() > 1 => {
                there.retain(|other| *other != place);
                Op::Remove(place)
            }
            5 => Op::Redirect(place, number),
            6 => Op::Relabel(place, number),
            7..=8 => Op::StoreCheck(place, number),
            9 => Op::RotateMaster,
            10 => Op::RotateDataKey,
            11 => Op::CreateRecovery,
            _ => Op::ReplaceKey(place, number),
        });
    }
    ops
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Ledger;

    #[test]
    fn names_are_read_back() {
        for operation in Operation::ALL {
            assert_eq!(Operation::parse(operation.name()), Some(operation));
        }
    }

    #[test]
    fn every_plan_changes_only_what_is_there() {
        for operation in Operation::ALL {
            for seed in 0..20 {
                let ops = [operation.before(), operation.plan(seed)].concat();
                let said = Some("a code");
                // The ledger panics where a plan contradicts itself.
                ops.iter()
                    .fold(Ledger::default(), |ledger, op| ledger.after(op, said));
            }
        }
    }
}

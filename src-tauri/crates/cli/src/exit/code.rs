//! The exit codes, and which one counts over several.

use std::process::ExitCode;

use keystow::{Status, VaultState, Verdict};

/// The exit codes of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// What was asked for is done.
    Done,
    /// Something that should not happen.
    Unexpected,
    /// The command line makes no sense.
    Usage,
    /// No such credential, profile or provider.
    NotFound,
    /// The vault cannot be opened now.
    VaultClosed,
    /// The vault or a record is damaged, or the master secret is missing or wrong.
    VaultDamaged,
    /// The provider rejected a key.
    Rejected,
    /// A check could not tell.
    CouldNotTell,
    /// Refused by policy, or bad input.
    Refused,
    /// Whatever a started program ended with.
    Program(u8),
}

impl Code {
    const fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Unexpected => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::VaultClosed => 4,
            Self::VaultDamaged => 5,
            Self::Rejected => 6,
            Self::CouldNotTell => 7,
            Self::Refused => 8,
            Self::Program(code) => code,
        }
    }

    /// The code of a check that ended with this status and verdict.
    pub(crate) const fn of_check(status: Status, verdict: Option<Verdict>) -> Self {
        match (status, verdict) {
            (_, Some(Verdict::Unverifiable)) | (Status::Unchecked | Status::Valid, _) => Self::Done,
            (Status::Invalid, _) => Self::Rejected,
            (Status::Checking | Status::Error, _) => Self::CouldNotTell,
        }
    }

    /// The code of a vault in this state.
    pub(crate) const fn of_vault(state: VaultState) -> Self {
        use VaultState as S;
        match state {
            S::Ready => Self::Done,
            S::Uninitialised => Self::NotFound,
            S::KeyringLocked
            | S::KeyringUnavailable
            | S::KeyringTimeout
            | S::KeyringDenied
            | S::PassphraseNeeded
            | S::VaultBusy
            | S::VaultReadOnly
            | S::DiskFull
            | S::VaultNewer => Self::VaultClosed,
            S::MasterMissing
            | S::MasterWrong
            | S::MasterCorrupt
            | S::SlotCorrupt
            | S::RowCorrupt
            | S::VaultMissing
            | S::VaultCorrupt => Self::VaultDamaged,
        }
    }

    /// The code over several: 4 before any, then what is unexpected or of the input, then 5 over 6 over 7 over 0.
    pub(crate) fn over(codes: impl IntoIterator<Item = Self>) -> Self {
        const ORDER: [Code; 8] = [
            Code::VaultClosed,
            Code::Unexpected,
            Code::NotFound,
            Code::Refused,
            Code::Usage,
            Code::VaultDamaged,
            Code::Rejected,
            Code::CouldNotTell,
        ];
        let seen: Vec<Self> = codes.into_iter().collect();
        ORDER
            .into_iter()
            .find(|code| seen.contains(code))
            .unwrap_or(Self::Done)
    }
}

impl From<Code> for i32 {
    fn from(code: Code) -> Self {
        code.number().into()
    }
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_vault_counts_before_all_and_damage_before_a_rejection() {
        use Code as C;
        assert_eq!(C::over([]), C::Done);
        assert_eq!(C::over([C::Done, C::CouldNotTell]), C::CouldNotTell);
        assert_eq!(
            C::over([C::CouldNotTell, C::Rejected, C::Done]),
            C::Rejected
        );
        assert_eq!(C::over([C::Rejected, C::VaultDamaged]), C::VaultDamaged);
        assert_eq!(
            C::over([C::VaultDamaged, C::VaultClosed, C::Rejected]),
            C::VaultClosed
        );
    }

    #[test]
    fn unverifiable_is_no_failure() {
        assert_eq!(
            Code::of_check(Status::Error, Some(Verdict::Unverifiable)),
            Code::Done
        );
        assert_eq!(
            Code::of_check(Status::Error, Some(Verdict::Unreachable)),
            Code::CouldNotTell
        );
        assert_eq!(
            Code::of_check(Status::Invalid, Some(Verdict::Rejected)),
            Code::Rejected
        );
    }
}

//! The one place where a fault becomes words, a hint and an exit code.
//!
//! Nothing here repeats a text that could be a key.

use std::process::ExitCode;

use keystow::{BaseUrlError, Error, KeyFault, Status, VaultState, Verdict};

use crate::printer::{hint, say};
use crate::provider;

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

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code.number())
    }
}

/// A fault in the owner's words: what happened, what to do, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Code::Usage, message)
    }

    pub(crate) fn unexpected(message: impl Into<String>) -> Self {
        Self::new(Code::Unexpected, message)
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints the words to stderr.
    pub(crate) fn report(&self) {
        say(&format!("error: {}", self.message));
        if let Some(text) = &self.hint {
            hint(text);
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NoSuchProvider { given, suggestion } => provider::unknown(&given, suggestion),
            Error::NoSuchProfile { name } => Self::new(
                Code::NotFound,
                format!("there is no profile {}", provider::quoted(&name)),
            )
            .hint("see `keystow profile list`, or make it with `keystow profile add NAME`"),
            Error::NoSuchCredential { profile, provider } => Self::new(
                Code::NotFound,
                format!("no key is stored for {provider} in profile {profile}"),
            )
            .hint(format!("store one with `keystow add {provider}`")),
            Error::NoKey { profile, provider } => Self::new(
                Code::NotFound,
                format!("{provider} in profile {profile} is set up without a key"),
            )
            .hint(format!("give it one with `keystow update {provider}`")),
            Error::CredentialExists { profile, provider } => Self::new(
                Code::Refused,
                format!("a key is already stored for {provider} in profile {profile}"),
            )
            .hint(format!("replace it with `keystow update {provider}`")),
            Error::ProfileExists { name } => Self::new(
                Code::Refused,
                format!("there is a profile {} already", provider::quoted(&name)),
            ),
            Error::InvalidProfileName { name } => Self::new(
                Code::Refused,
                format!("{} cannot be a profile's name", provider::quoted(&name)),
            )
            .hint("use 1 to 64 letters, digits, dots, dashes or underscores"),
            Error::InvalidKey(fault) => fault.into(),
            Error::InvalidBaseUrl(fault) => fault.into(),
            Error::InvalidLabel => Self::new(
                Code::Refused,
                "the label is too long or has characters that cannot be shown",
            )
            .hint("use one line of at most 200 characters"),
            Error::Network(_) => Self::unexpected("the network cannot be used on this machine"),
            Error::Vault(_) => error.vault_state().map_or_else(
                || Self::unexpected("the vault answered in a way Keystow does not know"),
                Self::of_vault,
            ),
        }
    }
}

impl Failure {
    /// What a vault in this state means for its owner.
    pub(crate) fn of_vault(state: VaultState) -> Self {
        let (message, hint) = vault_words(state);
        Self {
            code: Code::of_vault(state),
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

/// A sentence that says what happened, and one that says what to do.
pub(crate) const fn vault_words(state: VaultState) -> (&'static str, &'static str) {
    use VaultState as S;
    match state {
        S::Ready => ("the vault opens", "nothing to do"),
        S::Uninitialised => (
            "no key has been stored yet",
            "store the first one with `keystow add PROVIDER`",
        ),
        S::KeyringLocked => (
            "the keyring is locked",
            "unlock it (log in to the desktop, or open the passwords app), then try again",
        ),
        S::KeyringUnavailable => (
            "no keyring answers in this session",
            "start one (GNOME Keyring, KWallet or KeePassXC) and run inside the desktop session; `keystow doctor` says more",
        ),
        S::KeyringTimeout => (
            "the keyring did not answer in time",
            "look for a password window that waits for you, then try again",
        ),
        S::KeyringDenied => (
            "the keyring refused access",
            "allow Keystow in the keyring's prompt, then try again",
        ),
        S::MasterMissing => (
            "the keyring has no secret for this vault any more",
            "bring the keyring's old file back, or log in as the account that made the vault; the stored keys stay sealed until then",
        ),
        S::MasterWrong => (
            "the keyring's secret belongs to another vault",
            "check KEYSTOW_DATA_DIR, or bring back the keyring that belongs to this vault",
        ),
        S::MasterCorrupt => (
            "the vault's secret in the keyring is damaged",
            "restore the keyring from a backup; do not delete its entry",
        ),
        S::SlotCorrupt => (
            "the part of the vault file that opens it is damaged",
            "restore vault.db from a backup; the keyring is fine",
        ),
        S::RowCorrupt => (
            "a stored key can no longer be decrypted; the others are not affected",
            "store that key again with `keystow update PROVIDER`",
        ),
        S::VaultMissing => (
            "the vault file is gone, though this folder held one",
            "bring vault.db back from a backup; Keystow does not start a new vault over a lost one",
        ),
        S::VaultNewer => (
            "the vault was written by a newer Keystow",
            "update Keystow; nothing was changed",
        ),
        S::VaultCorrupt => (
            "the vault file is damaged",
            "restore vault.db from a backup; nothing was changed",
        ),
        S::VaultReadOnly => (
            "the vault cannot be written",
            "check the owner and the permissions of the data folder; `keystow doctor` names it",
        ),
        S::VaultBusy => (
            "another program holds the vault",
            "wait a moment, then try again",
        ),
        S::DiskFull => (
            "the disk is full; nothing was changed",
            "free some space, then try again",
        ),
    }
}

impl From<KeyFault> for Failure {
    fn from(fault: KeyFault) -> Self {
        let failure = |message: String| Self::new(Code::Refused, message);
        match fault {
            KeyFault::Empty => failure("no key was given".into())
                .hint("paste it at the prompt, or pipe it in; nothing was stored"),
            KeyFault::SeveralLines => {
                failure("the text has several lines; a key is one line".into())
                    .hint("pass only the line with the key; nothing was stored")
            }
            KeyFault::InnerSpace { position } => failure(format!(
                "there is a space inside the key, at character {position}"
            ))
            .hint("copy the key again, without what stands around it; nothing was stored"),
            KeyFault::Control { position } => failure(format!(
                "there is a control character in the key, at character {position}"
            ))
            .hint("copy the key again; nothing was stored"),
            KeyFault::NotAscii {
                character,
                position,
            } => failure(format!(
                "character {position} of the key is {}, and keys have only plain ASCII characters",
                name_of(character)
            ))
            .hint("copy the key again from the provider's page; nothing was stored"),
            KeyFault::TooLong { length } => failure(format!(
                "the text is {length} bytes long; a key has at most 4096"
            ))
            .hint("pass only the key; nothing was stored"),
            KeyFault::LooksLikeUrl => failure("that is a web address, not a key".into())
                .hint("an address of your own goes to --base-url; nothing was stored"),
        }
    }
}

impl From<BaseUrlError> for Failure {
    fn from(fault: BaseUrlError) -> Self {
        let (message, hint) = match fault {
            BaseUrlError::Empty => (
                "the base URL is empty",
                "leave --base-url out to use the provider's own",
            ),
            BaseUrlError::NotAUrl => (
                "the base URL is not a web address",
                "write it like https://llm.example.com/v1",
            ),
            BaseUrlError::NotHttps => (
                "the base URL is not https",
                "a key goes only over https; plain http is for this machine (127.0.0.1, localhost)",
            ),
            BaseUrlError::UserInfo => (
                "the base URL carries a user name or password",
                "remove everything before the @",
            ),
            BaseUrlError::Query => (
                "the base URL carries a query",
                "remove the ? and what follows",
            ),
            BaseUrlError::Fragment => (
                "the base URL carries a fragment",
                "remove the # and what follows",
            ),
            BaseUrlError::NoHost => (
                "the base URL names no host",
                "write it like https://llm.example.com/v1",
            ),
            BaseUrlError::TooLong => ("the base URL is too long", "check what was pasted"),
        };
        Self::new(Code::Refused, message).hint(hint)
    }
}

/// A character that can be shown as itself, any other by its number.
fn name_of(character: char) -> String {
    let number = format!("U+{:04X}", u32::from(character));
    if character.is_alphanumeric() {
        format!("“{character}” ({number})")
    } else {
        number
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

    #[test]
    fn a_character_that_cannot_be_shown_is_named_by_its_number() {
        assert_eq!(name_of('\u{202e}'), "U+202E");
        assert_eq!(name_of('é'), "“é” (U+00E9)");
    }
}

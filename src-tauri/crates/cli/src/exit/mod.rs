//! The one place where a fault becomes words, a hint and an exit code.
//!
//! Nothing here repeats a text that could be a key.

mod backup;
mod code;
mod input;
mod lend;
mod place;
mod vault;

use keystow::{Error, VaultState};

use crate::printer::{hint, say};
use crate::provider;

pub(crate) use code::Code;

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
            Error::UnprovedBaseUrl { profile, provider } => Self::new(
                Code::VaultDamaged,
                format!(
                    "the record of {provider} in profile {profile} is damaged or was edited, so its base URL cannot be trusted; the new key was not stored"
                ),
            )
            .hint(format!(
                "say where it goes with `keystow update {provider} --base-url URL`"
            )),
            Error::CredentialExists { profile, provider } => Self::new(
                Code::Refused,
                format!("a key is already stored for {provider} in profile {profile}"),
            )
            .hint(format!("replace it with `keystow update {provider}`")),
            Error::ProfileExists { name } => Self::new(
                Code::Refused,
                format!("there is a profile {} already", provider::quoted(&name)),
            ),
            Error::ProfileInUse { name } => Self::new(
                Code::Refused,
                format!("the profile {} holds keys", provider::quoted(&name)),
            )
            .hint("remove them first, or delete them with it: --force"),
            Error::DefaultProfile => Self::new(
                Code::Refused,
                "the profile “default” is always there and keeps its name",
            ),
            Error::InvalidProfileName { name } => Self::new(
                Code::Refused,
                format!("{} cannot be a profile's name", provider::quoted(&name)),
            )
            .hint("use 1 to 64 letters, digits, dots, dashes or underscores"),
            Error::NoDataDirectory => Self::new(
                Code::Refused,
                "there is no home directory to keep a vault in",
            )
            .hint("set HOME or KEYSTOW_DATA_DIR"),
            place @ (Error::BaseUrlNeeded { .. }
            | Error::NoSuchRegion { .. }
            | Error::RegionAndBaseUrl
            | Error::NoOrganizations { .. }
            | Error::InvalidAccountId
            | Error::InvalidDate
            | Error::InvalidLabel
            | Error::InvalidNote
            | Error::InvalidEndpointName
            | Error::NoSuchDialect
            | Error::InvalidModelsPath
            | Error::InvalidHeader { .. }
            | Error::NoSuchEndpoint { .. }
            | Error::EndpointExists { .. }
            | Error::EndpointInUse { .. }
            | Error::EndpointHasBaseUrl
            | Error::InvalidProxy(_)
            | Error::InvalidCaFile { .. }) => place::of(place),
            lent @ (Error::NoVariable { .. }
            | Error::AddressNotCarried { .. }
            | Error::InvalidVariable { .. }
            | Error::LendingForbidden { .. }
            | Error::ImportSource { .. }
            | Error::InvalidProject { .. }
            | Error::NoSuchTool { .. }
            | Error::NoRecipe { .. }
            | Error::InvalidPrompt
            | Error::CannotTry { .. }
            | Error::TryFailed { .. }) => lend::of(lent),
            Error::InvalidKey(fault) => fault.into(),
            Error::InvalidBaseUrl(fault) => fault.into(),
            Error::Network => Self::unexpected("the network cannot be used on this machine")
                .hint("install the system's certificates (package ca-certificates)"),
            Error::CutOff => Self::unexpected("the check was cut off"),
            Error::InvalidPassphrase(fault) => fault.into(),
            Error::InvalidCode(fault) => fault.into(),
            Error::Backup(fault) => fault.into(),
            Error::Vault(fault) => fault.into(),
        }
    }
}

impl Failure {
    /// What a vault in this state means for its owner.
    pub(crate) fn of_vault(state: VaultState) -> Self {
        let (message, hint) = vault::words(state);
        Self {
            code: Code::of_vault(state),
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

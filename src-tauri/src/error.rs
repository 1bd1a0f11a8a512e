//! The one error that crosses to TypeScript: a tagged enum with only the kinds the window acts on.
//!
//! It carries no text from below; the window turns kinds into words in its languages.

use keystow::{Error, VaultError, VaultState};
use serde::Serialize;
use specta::Type;

use crate::views::{
    BackupFault, BaseUrlFault, CodeFault, HeaderFault, ImportFault, KeyFault, PassphraseFault,
    ProxyFault, Verdict, length,
};

/// Why a command did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[error("the command failed")]
pub enum CommandError {
    /// No key was ever stored here.
    Uninitialised,
    /// The keyring is locked.
    KeyringLocked,
    /// No keyring answers.
    KeyringUnavailable,
    /// The keyring did not answer in time.
    KeyringTimeout,
    /// The keyring refused.
    KeyringDenied,
    /// Only a passphrase opens this vault, and none was given.
    PassphraseNeeded,
    /// The passphrase does not open this vault.
    PassphraseWrong,
    /// The vault has no passphrase.
    NoPassphraseSlot,
    /// The recovery code is well-formed, and of another vault.
    CodeOfAnotherVault,
    /// The vault has no recovery code.
    NoRecoverySlot,
    /// The vault has no entry in the keyring.
    NoKeyringSlot,
    /// Without it nothing would open the vault.
    LastSlot,
    /// A vault that opens is not put aside.
    VaultOpens,
    /// There is a vault already.
    AlreadyInitialised,
    /// The keyring has no secret for this vault.
    MasterMissing,
    /// The keyring's secret belongs to another vault.
    MasterWrong,
    /// The keyring's secret is damaged.
    MasterCorrupt,
    /// The part of the file that opens the vault is damaged.
    SlotCorrupt,
    /// One stored key is damaged.
    RowCorrupt {
        /// Whose.
        profile: String,
        /// Of which provider.
        provider: String,
    },
    /// The vault file is gone.
    VaultMissing,
    /// A newer Keystow wrote the vault.
    VaultNewer,
    /// The vault file is damaged.
    VaultCorrupt,
    /// The vault file cannot be written.
    VaultReadOnly,
    /// Another program holds the vault.
    VaultBusy,
    /// The disk is full.
    DiskFull,
    /// No provider is called that.
    NoSuchProvider {
        /// What was asked for.
        provider: String,
    },
    /// No profile is called that.
    NoSuchProfile {
        /// What was asked for.
        profile: String,
    },
    /// Nothing is stored for this provider.
    NoSuchCredential {
        /// In which profile.
        profile: String,
        /// For which provider.
        provider: String,
    },
    /// The credential has no key.
    NoKey {
        /// In which profile.
        profile: String,
        /// For which provider.
        provider: String,
    },
    /// The base URL that stands in the file cannot be trusted with a new key.
    UnprovedBaseUrl {
        /// In which profile.
        profile: String,
        /// For which provider.
        provider: String,
    },
    /// There is one already.
    CredentialExists {
        /// In which profile.
        profile: String,
        /// For which provider.
        provider: String,
    },
    /// There is a profile of this name already.
    ProfileExists {
        /// The name.
        profile: String,
    },
    /// No name for a profile.
    InvalidProfileName {
        /// The name.
        profile: String,
    },
    /// The text is no key.
    InvalidKey {
        /// Why.
        fault: KeyFault,
    },
    /// The base URL is refused.
    InvalidBaseUrl {
        /// Why.
        fault: BaseUrlFault,
    },
    /// The new key did not prove to work, so the old one stays.
    KeyNotProved {
        /// What its check found.
        verdict: Verdict,
        /// The provider's words about it, redacted.
        message: Option<String>,
    },
    /// The provider has no address of its own.
    BaseUrlNeeded {
        /// Which provider.
        provider: String,
    },
    /// The provider has no such region.
    NoSuchRegion {
        /// Which provider.
        provider: String,
    },
    /// The id of an organisation or project is refused.
    InvalidAccountId,
    /// The name of a new endpoint is refused.
    InvalidEndpointName,
    /// The path of an endpoint's model list is refused.
    InvalidModelsPath,
    /// A header of an endpoint is refused.
    InvalidHeader {
        /// Why.
        fault: HeaderFault,
        /// Which of the headers, counted from 0.
        index: u32,
    },
    /// There is an endpoint of this name already.
    EndpointExists {
        /// The name.
        slug: String,
    },
    /// A key uses the endpoint.
    EndpointInUse {
        /// The name.
        slug: String,
    },
    /// The endpoint has its base URL already; its keys take no other.
    EndpointHasBaseUrl,
    /// The address of a proxy is refused.
    InvalidProxy {
        /// Why.
        fault: ProxyFault,
    },
    /// A file of certificates is refused.
    InvalidCaFile {
        /// Which.
        path: String,
    },
    /// The text is no date.
    InvalidDate,
    /// The label is refused.
    InvalidLabel,
    /// The note is too long.
    InvalidNote,
    /// The profile holds keys, and they were not to go with it.
    ProfileInUse {
        /// Which profile.
        profile: String,
    },
    /// The profile `default` keeps its name, and stays.
    DefaultProfile,
    /// Its owner lends this key to no program.
    LendingForbidden {
        /// Whose.
        profile: String,
        /// Of which provider.
        provider: String,
    },
    /// A place cannot be looked through for keys.
    ImportSource {
        /// Where.
        place: String,
        /// Why not.
        fault: ImportFault,
    },
    /// What was found is no longer kept.
    NothingFound,
    /// No prompt can be sent to this provider from here.
    CannotTry {
        /// Which provider.
        provider: String,
    },
    /// There is no prompt, or it is too long.
    InvalidPrompt,
    /// The provider did not answer a prompt.
    TryFailed {
        /// The reason.
        verdict: Verdict,
        /// The provider's words, redacted.
        message: Option<String>,
        /// The HTTP status of its answer.
        #[serde(rename = "httpStatus")]
        http_status: Option<u16>,
    },
    /// The text is no passphrase.
    InvalidPassphrase {
        /// Why.
        fault: PassphraseFault,
    },
    /// The text is no recovery code.
    InvalidCode {
        /// Why.
        fault: CodeFault,
        /// Which character, counted from 1, where one is at fault.
        position: Option<u32>,
    },
    /// The groups typed back are not those of the code.
    GroupsDiffer,
    /// What was prepared for this command is gone: used, put off, or too old.
    NothingPrepared,
    /// The backup was not written or not read.
    Backup {
        /// Why.
        fault: BackupFault,
        /// The provider that is not known, where that is why.
        provider: Option<String>,
    },
    /// The clipboard cannot be used.
    ClipboardUnavailable,
    /// Something that should not happen.
    Unexpected,
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        let state = error.vault_state();
        match error {
            Error::NoSuchProvider { given, .. } => Self::NoSuchProvider { provider: given },
            Error::NoSuchProfile { name } => Self::NoSuchProfile { profile: name },
            Error::NoSuchCredential { profile, provider } => {
                Self::NoSuchCredential { profile, provider }
            }
            Error::NoKey { profile, provider } => Self::NoKey { profile, provider },
            Error::UnprovedBaseUrl { profile, provider } => {
                Self::UnprovedBaseUrl { profile, provider }
            }
            Error::CredentialExists { profile, provider } => {
                Self::CredentialExists { profile, provider }
            }
            Error::ProfileExists { name } => Self::ProfileExists { profile: name },
            Error::InvalidProfileName { name } => Self::InvalidProfileName { profile: name },
            Error::InvalidKey(fault) => Self::InvalidKey {
                fault: fault.into(),
            },
            Error::InvalidBaseUrl(fault) => Self::InvalidBaseUrl {
                fault: fault.into(),
            },
            Error::BaseUrlNeeded { provider } => Self::BaseUrlNeeded { provider },
            Error::NoSuchRegion { provider, .. } => Self::NoSuchRegion { provider },
            Error::NoOrganizations { .. } | Error::InvalidAccountId => Self::InvalidAccountId,
            Error::InvalidDate => Self::InvalidDate,
            Error::InvalidLabel => Self::InvalidLabel,
            Error::InvalidPassphrase(fault) => fault.into(),
            Error::InvalidCode(fault) => fault.into(),
            Error::Backup(fault) => fault.into(),
            Error::NoSuchEndpoint { slug } => Self::NoSuchProvider {
                provider: format!("{}{slug}", keystow::CUSTOM),
            },
            Error::InvalidEndpointName => Self::InvalidEndpointName,
            Error::InvalidModelsPath => Self::InvalidModelsPath,
            Error::InvalidHeader { fault, index } => Self::InvalidHeader {
                fault: fault.into(),
                index: length(index),
            },
            Error::EndpointExists { slug } => Self::EndpointExists { slug },
            Error::EndpointInUse { slug } => Self::EndpointInUse { slug },
            Error::EndpointHasBaseUrl => Self::EndpointHasBaseUrl,
            Error::InvalidProxy(fault) => Self::InvalidProxy {
                fault: fault.into(),
            },
            Error::InvalidCaFile { path } => Self::InvalidCaFile { path },
            Error::ProfileInUse { name } => Self::ProfileInUse { profile: name },
            Error::DefaultProfile => Self::DefaultProfile,
            Error::InvalidNote => Self::InvalidNote,
            Error::LendingForbidden { profile, provider } => {
                Self::LendingForbidden { profile, provider }
            }
            Error::ImportSource { path, fault } => Self::ImportSource {
                place: path.to_string_lossy().into_owned(),
                fault: fault.into(),
            },
            Error::InvalidPrompt => Self::InvalidPrompt,
            Error::CannotTry { provider } => Self::CannotTry { provider },
            Error::TryFailed {
                verdict,
                message,
                http_status,
            } => Self::TryFailed {
                verdict: verdict.into(),
                message,
                http_status,
            },
            // The window starts no programs, takes recipes as they are listed, offers the dialects there are, and no two addresses at once.
            Error::NoDataDirectory
            | Error::CutOff
            | Error::Network
            | Error::RegionAndBaseUrl
            | Error::NoSuchDialect
            | Error::NoVariable { .. }
            | Error::NoSuchTool { .. }
            | Error::NoRecipe { .. }
            | Error::InvalidProject { .. }
            | Error::AddressNotCarried { .. }
            | Error::InvalidVariable { .. } => Self::Unexpected,
            Error::Vault(error) => Self::of_vault(error, state),
        }
    }
}

impl CommandError {
    fn of_vault(error: VaultError, state: Option<VaultState>) -> Self {
        match error {
            VaultError::RowCorrupt { profile, provider } => Self::RowCorrupt { profile, provider },
            VaultError::PassphraseWrong => Self::PassphraseWrong,
            VaultError::NoPassphraseSlot => Self::NoPassphraseSlot,
            VaultError::CodeOfAnotherVault => Self::CodeOfAnotherVault,
            VaultError::NoRecoverySlot => Self::NoRecoverySlot,
            VaultError::NoKeyringSlot => Self::NoKeyringSlot,
            VaultError::LastSlot => Self::LastSlot,
            VaultError::VaultOpens => Self::VaultOpens,
            VaultError::AlreadyInitialised => Self::AlreadyInitialised,
            _ => state.map_or(Self::Unexpected, Self::of_state),
        }
    }

    fn of_state(state: VaultState) -> Self {
        use VaultState as S;
        match state {
            S::Uninitialised => Self::Uninitialised,
            S::KeyringLocked => Self::KeyringLocked,
            S::KeyringUnavailable => Self::KeyringUnavailable,
            S::KeyringTimeout => Self::KeyringTimeout,
            S::KeyringDenied => Self::KeyringDenied,
            S::PassphraseNeeded => Self::PassphraseNeeded,
            S::MasterMissing => Self::MasterMissing,
            S::MasterWrong => Self::MasterWrong,
            S::MasterCorrupt => Self::MasterCorrupt,
            S::SlotCorrupt => Self::SlotCorrupt,
            S::VaultMissing => Self::VaultMissing,
            S::VaultNewer => Self::VaultNewer,
            S::VaultCorrupt => Self::VaultCorrupt,
            S::VaultReadOnly => Self::VaultReadOnly,
            S::VaultBusy => Self::VaultBusy,
            S::DiskFull => Self::DiskFull,
            S::Ready | S::RowCorrupt => Self::Unexpected,
        }
    }
}

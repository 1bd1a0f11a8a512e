//! What can go wrong, told apart so that a program can act on it.

use std::path::PathBuf;

pub use keystow_providers::paste::KeyFault;
use keystow_providers::{BaseUrlError, HeaderFault, ProxyFault, Verdict};
use keystow_vault::backup::BackupFault;
use keystow_vault::{CodeError, KeyError, PassphraseError, VaultError, VaultState};
use thiserror::Error;

use crate::import::ImportFault;
use crate::project::ProjectFault;

/// A fault of a call to Keystow. Holds no secret; words of a provider only redacted, in
/// [`Error::TryFailed`]. A new variant is a breaking change of this crate: whoever matches learns of it.
#[derive(Clone, Debug, Error)]
pub enum Error {
    /// No provider of this name is known.
    #[error("there is no provider called {given}")]
    NoSuchProvider {
        /// What was asked for.
        given: String,
        /// The id of a provider that is nearly called so.
        suggestion: Option<&'static str>,
    },
    /// There is no profile of this name.
    #[error("there is no profile called {name}")]
    NoSuchProfile {
        /// What was asked for.
        name: String,
    },
    /// Nothing is stored for this provider.
    #[error("no key is stored for {provider} in profile {profile}")]
    NoSuchCredential {
        /// The profile.
        profile: String,
        /// The provider's id.
        provider: String,
    },
    /// The credential stands, and holds no key.
    #[error("the credential for {provider} in profile {profile} holds no key")]
    NoKey {
        /// The profile.
        profile: String,
        /// The provider's id.
        provider: String,
    },
    /// A new key would be sent to the base URL that stands in the file, and the old key's seal does not
    /// prove that its owner chose it.
    #[error("the base URL of {provider} in profile {profile} does not fit its seal")]
    UnprovedBaseUrl {
        /// The profile.
        profile: String,
        /// The provider's id.
        provider: String,
    },
    /// There is a credential for this provider already.
    #[error("a key for {provider} is stored in profile {profile} already")]
    CredentialExists {
        /// The profile.
        profile: String,
        /// The provider's id.
        provider: String,
    },
    /// There is a profile of this name already.
    #[error("there is a profile called {name} already")]
    ProfileExists {
        /// The profile.
        name: String,
    },
    /// The profile holds keys.
    #[error("the profile {name} holds keys")]
    ProfileInUse {
        /// The profile.
        name: String,
    },
    /// There is always a profile called `default`.
    #[error("the profile default is always there and keeps its name")]
    DefaultProfile,
    /// The name cannot be a profile's.
    #[error("a profile's name has 1 to 64 letters, digits, dots, dashes or underscores")]
    InvalidProfileName {
        /// What was asked for.
        name: String,
    },
    /// No data directory was chosen, and the account has no home directory to put one in.
    #[error("there is no home directory to keep a vault in: set HOME or KEYSTOW_DATA_DIR")]
    NoDataDirectory,
    /// The text cannot be a key.
    #[error(transparent)]
    InvalidKey(#[from] KeyFault),
    /// The text cannot be a base URL.
    #[error(transparent)]
    InvalidBaseUrl(#[from] BaseUrlError),
    /// This provider has no address of its own: every owner has one.
    #[error("{provider} needs a base URL of your own")]
    BaseUrlNeeded {
        /// The provider's id.
        provider: String,
    },
    /// The provider has no such region, or none to choose from.
    #[error("{provider} has no such region")]
    NoSuchRegion {
        /// The provider's id.
        provider: String,
        /// The regions it has.
        known: Vec<&'static str>,
    },
    /// A base URL is an address already; a region would be a second one.
    #[error("a base URL and a region cannot both be chosen")]
    RegionAndBaseUrl,
    /// Requests to this provider name no organisation and no project.
    #[error("{provider} takes no organisation and no project")]
    NoOrganizations {
        /// The provider's id.
        provider: String,
    },
    /// The id of an organisation or project is too long or cannot be sent.
    #[error(
        "an organisation's or project's id has at most 128 characters, all of them plain ASCII"
    )]
    InvalidAccountId,
    /// The text is no date.
    #[error("a date is written as YYYY-MM-DD")]
    InvalidDate,
    /// The name cannot be an endpoint's.
    #[error("an endpoint's name has 1 to 63 small letters, digits, dashes or underscores")]
    InvalidEndpointName,
    /// No such dialect can be chosen for an endpoint.
    #[error("an endpoint speaks openai, anthropic or gemini")]
    NoSuchDialect,
    /// The text cannot be the path of a model list.
    #[error("the path of the model list is no plain path")]
    InvalidModelsPath,
    /// A header cannot be taken.
    #[error("{fault}")]
    InvalidHeader {
        /// Why.
        fault: HeaderFault,
        /// Which one, counted from 0.
        index: usize,
    },
    /// There is no endpoint of this name.
    #[error("there is no endpoint called {slug}")]
    NoSuchEndpoint {
        /// What was asked for.
        slug: String,
    },
    /// There is an endpoint of this name already.
    #[error("there is an endpoint called {slug} already")]
    EndpointExists {
        /// Its name.
        slug: String,
    },
    /// A credential uses the endpoint.
    #[error("a key is stored for the endpoint {slug}")]
    EndpointInUse {
        /// Its name.
        slug: String,
    },
    /// An endpoint has its base URL already.
    #[error("the endpoint has its base URL already")]
    EndpointHasBaseUrl,
    /// The note is too long, or holds control characters.
    #[error("a note has at most 2,000 characters, none of them a control character")]
    InvalidNote,
    /// Its owner lends the key to no program.
    #[error("the key of {provider} in profile {profile} is lent to no program")]
    LendingForbidden {
        /// The profile.
        profile: String,
        /// The provider's id.
        provider: String,
    },
    /// The label is too long, or holds control characters.
    #[error("a label has at most 200 characters, none of them a control character")]
    InvalidLabel,
    /// The text cannot be a passphrase, or is too short for a new one.
    #[error(transparent)]
    InvalidPassphrase(PassphraseError),
    /// The text is no recovery code.
    #[error(transparent)]
    InvalidCode(CodeError),
    /// A backup cannot be written, read or restored.
    #[error(transparent)]
    Backup(BackupFault),
    /// No variable is known for a key of this provider.
    #[error("no variable is known for a key of {provider}")]
    NoVariable {
        /// The provider's id.
        provider: String,
    },
    /// The key belongs to an address of its own, and no variable would carry that.
    #[error("the key of {provider} belongs to a base URL that no variable would carry")]
    AddressNotCarried {
        /// The provider's id.
        provider: String,
    },
    /// The name cannot be a variable's, or is one that a loader reads.
    #[error("{name} cannot carry a key")]
    InvalidVariable {
        /// What was asked for.
        name: String,
    },
    /// The address of a proxy is refused.
    #[error(transparent)]
    InvalidProxy(ProxyFault),
    /// A file of certificates is refused.
    #[error("{path} is no file of certificates (PEM), or its path does not begin at the root")]
    InvalidCaFile {
        /// The file.
        path: String,
    },
    /// A project file cannot be taken.
    #[error("{}: {fault}", path.display())]
    InvalidProject {
        /// Where it lies.
        path: PathBuf,
        /// Why not.
        fault: ProjectFault,
    },
    /// There is no recipe for a tool of this name.
    #[error("there is no recipe for that tool")]
    NoSuchTool {
        /// The word for a tool that is nearly called so.
        suggestion: Option<&'static str>,
    },
    /// The tool cannot be fed with a key of this provider.
    #[error("{tool} cannot use {provider}")]
    NoRecipe {
        /// The tool.
        tool: &'static str,
        /// The provider's id.
        provider: String,
    },
    /// A place cannot be looked through for keys.
    #[error("{}: {fault}", path.display())]
    ImportSource {
        /// Where.
        path: PathBuf,
        /// Why not.
        fault: ImportFault,
    },
    /// There is no prompt or no model, or one is too long.
    #[error("a prompt has 1 to 100,000 characters, a model's id at most 256")]
    InvalidPrompt,
    /// No prompt can be sent to this provider from here.
    #[error("no prompt can be sent to {provider} from here")]
    CannotTry {
        /// The provider's id.
        provider: String,
    },
    /// The provider refused a prompt, could not be reached, or broke off.
    #[error("the model did not answer: {}", verdict.as_str())]
    TryFailed {
        /// The reason, as for a check.
        verdict: Verdict,
        /// The provider's words, redacted.
        message: Option<String>,
        /// The HTTP status; absent where no answer came.
        http_status: Option<u16>,
    },
    /// No HTTP client can be made: as a rule, the system's trusted certificates cannot be read.
    #[error("the network cannot be used on this machine")]
    Network,
    /// The program is going down while a check runs.
    #[error("the check was cut off")]
    CutOff,
    /// The vault cannot be opened, read or written.
    #[error(transparent)]
    Vault(VaultError),
}

impl Error {
    /// The state of the vault that this error means, where it is one.
    pub fn vault_state(&self) -> Option<VaultState> {
        match self {
            Self::Vault(error) => error.state(),
            _ => None,
        }
    }

    /// Names the profile and provider that a vault's error is about.
    pub(crate) fn about(error: VaultError, profile: &str, provider: &str) -> Self {
        let (profile, provider) = (profile.to_owned(), provider.to_owned());
        match error {
            VaultError::NoSuchProfile => Self::NoSuchProfile { name: profile },
            VaultError::ProfileExists => Self::ProfileExists { name: profile },
            VaultError::ProfileInUse => Self::ProfileInUse { name: profile },
            VaultError::NoSuchCredential => Self::NoSuchCredential { profile, provider },
            VaultError::CredentialExists => Self::CredentialExists { profile, provider },
            VaultError::NoKey => Self::NoKey { profile, provider },
            other => Self::Vault(other),
        }
    }
}

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl From<KeyError> for Error {
    fn from(error: KeyError) -> Self {
        Self::InvalidKey(match error {
            KeyError::Empty => KeyFault::Empty,
            KeyError::TooLong { length } => KeyFault::TooLong { length },
            KeyError::BadCharacter { position } => KeyFault::Control { position },
        })
    }
}

//! The access log as the window shows it.

use keystow::{LoggedLoan, find_provider};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::time;

/// A loan, as the access log tells it.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct LoanView {
    time: String,
    profile: String,
    provider: String,
    name: String,
    purpose: LoanPurpose,
    program: Option<String>,
    parent: Option<String>,
    cwd: Option<String>,
}

/// What a key was lent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LoanPurpose {
    /// A program that links Keystow's library.
    Library,
    /// `keystow get`.
    Get,
    /// `keystow run`.
    Run,
    /// The copy button.
    Copy,
    /// The reveal button.
    Reveal,
    /// A prompt to a model.
    Try,
    /// A word of another version.
    Other,
}

impl From<LoggedLoan> for LoanView {
    fn from(loan: LoggedLoan) -> Self {
        let known = find_provider(&loan.provider).ok();
        let slug = loan.provider.strip_prefix(keystow::CUSTOM);
        Self {
            time: time(loan.time),
            profile: loan.profile,
            name: known.map_or_else(
                || slug.unwrap_or(&loan.provider).to_owned(),
                |known| known.name.to_owned(),
            ),
            purpose: match loan.purpose.as_str() {
                "library" => LoanPurpose::Library,
                "get" => LoanPurpose::Get,
                "run" => LoanPurpose::Run,
                "copy" => LoanPurpose::Copy,
                "reveal" => LoanPurpose::Reveal,
                "try" => LoanPurpose::Try,
                _ => LoanPurpose::Other,
            },
            provider: loan.provider,
            program: loan.program,
            parent: loan.parent,
            cwd: loan.cwd,
        }
    }
}

/// To which programs a key may be lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum LendPolicy {
    /// To any that asks.
    Allow,
    /// Only where it is named.
    Named,
    /// To none; its owner may still copy and reveal it.
    Never,
}

impl From<keystow::LendPolicy> for LendPolicy {
    fn from(policy: keystow::LendPolicy) -> Self {
        match policy {
            keystow::LendPolicy::Allow => Self::Allow,
            keystow::LendPolicy::Named => Self::Named,
            keystow::LendPolicy::Never => Self::Never,
        }
    }
}

impl From<LendPolicy> for keystow::LendPolicy {
    fn from(policy: LendPolicy) -> Self {
        match policy {
            LendPolicy::Allow => Self::Allow,
            LendPolicy::Named => Self::Named,
            LendPolicy::Never => Self::Never,
        }
    }
}

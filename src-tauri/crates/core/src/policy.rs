//! To which programs a key may be lent, as its owner chose.

use keystow_vault::StoredCredential;
use serde::{Deserialize, Serialize};

/// To which programs a key may be lent. It keeps no program of the owner's account from reading the vault as
/// Keystow does: it is a reminder that Keystow itself obeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LendPolicy {
    /// To any that asks.
    #[default]
    Allow,
    /// Only where it is named: not among all keys of a profile.
    Named,
    /// To none; its owner may still copy and reveal it.
    Never,
}

impl LendPolicy {
    /// The word that is stored and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Named => "named",
            Self::Never => "never",
        }
    }

    /// What stands in the record; a word that is none of them lends nothing.
    pub(crate) fn of(stored: &StoredCredential) -> Self {
        match stored.lend_policy.as_str() {
            "allow" => Self::Allow,
            "named" => Self::Named,
            _ => Self::Never,
        }
    }
}

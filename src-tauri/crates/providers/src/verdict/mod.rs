//! The verdict on a key: its words, and the pure function that finds it.
//!
//! Rules that hold for every provider:
//!
//! * The body is read first, the status second.
//! * [`Verdict::Rejected`] only when the key was sent, and the body names the credential or the
//!   answer is a 401 whose body names no other reason. A 403 alone never rejects a key.
//! * A 2xx counts only as a list of the right shape, and proves nothing when no key was sent.

mod body;
mod judge;
pub(crate) mod proof;
mod reason;
mod retry;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub(crate) use body::is_html;
pub use judge::{Answer, Endpoint, Judgement, Question, judge};
pub(crate) use retry::retry_after;

/// The reason behind a [`Status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The provider accepted the key.
    Accepted,
    /// No key is stored, and the endpoint works without one.
    NoKeyNeeded,
    /// The key is live and lacks a scope that the provider names.
    LimitedScope,
    /// The key is live, the account has no credit or quota left.
    NoCredit,
    /// The provider says this key is wrong, revoked, expired, disabled or leaked.
    Rejected,
    /// Refused for a reason that is not the key.
    Blocked,
    /// Too many requests.
    RateLimited,
    /// DNS, connect, TLS, timeout or proxy.
    Unreachable,
    /// The provider is down or overloaded.
    ProviderDown,
    /// An answer that makes no sense here.
    Unexpected,
    /// A key is stored, but nothing this endpoint answers can prove it.
    Unverifiable,
}

impl Verdict {
    /// Every verdict, in the order of the design page.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::NoKeyNeeded,
        Self::LimitedScope,
        Self::NoCredit,
        Self::Rejected,
        Self::Blocked,
        Self::RateLimited,
        Self::Unreachable,
        Self::ProviderDown,
        Self::Unexpected,
        Self::Unverifiable,
    ];

    /// The word that is stored and printed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::NoKeyNeeded => "no_key_needed",
            Self::LimitedScope => "limited_scope",
            Self::NoCredit => "no_credit",
            Self::Rejected => "rejected",
            Self::Blocked => "blocked",
            Self::RateLimited => "rate_limited",
            Self::Unreachable => "unreachable",
            Self::ProviderDown => "provider_down",
            Self::Unexpected => "unexpected",
            Self::Unverifiable => "unverifiable",
        }
    }

    /// What the owner is told first.
    pub const fn status(self) -> Status {
        match self {
            Self::Accepted | Self::NoKeyNeeded | Self::LimitedScope | Self::NoCredit => {
                Status::Valid
            }
            Self::Rejected => Status::Invalid,
            Self::Blocked
            | Self::RateLimited
            | Self::Unreachable
            | Self::ProviderDown
            | Self::Unexpected
            | Self::Unverifiable => Status::Error,
        }
    }
}

/// The status of a credential, as events and lists carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Never checked since the key was stored or replaced.
    Unchecked,
    /// A check is running.
    Checking,
    /// The key works.
    Valid,
    /// The provider refuses the key.
    Invalid,
    /// The check could not tell.
    Error,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Unchecked,
        Self::Checking,
        Self::Valid,
        Self::Invalid,
        Self::Error,
    ];

    /// The word that is stored and printed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::Checking => "checking",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Error => "error",
        }
    }

    /// Whether it says something about the key: valid or invalid.
    pub const fn is_definite(self) -> bool {
        matches!(self, Self::Valid | Self::Invalid)
    }
}

/// A stored word that is no [`Verdict`] or [`Status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown word for a verdict or status")]
pub struct UnknownWord;

impl FromStr for Verdict {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == word)
            .ok_or(UnknownWord)
    }
}

impl FromStr for Status {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or(UnknownWord)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_is_the_one_serde_writes() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.as_str().parse(), Ok(verdict));
            let json = serde_json::to_string(&verdict).ok();
            assert_eq!(json, Some(format!("\"{verdict}\"")));
        }
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
            let json = serde_json::to_string(&status).ok();
            assert_eq!(json, Some(format!("\"{status}\"")));
        }
        assert_eq!("Accepted".parse::<Verdict>(), Err(UnknownWord));
    }
}

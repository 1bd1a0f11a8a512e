//! How a person reads a credential: verdicts, times and counts in plain English.

use std::fmt::Write;

use keystow::{AccountFacts, Amount, Credential, Status, Timestamp, Verdict};

/// What the provider told of the account, in one line.
pub(crate) fn account(account: &AccountFacts) -> String {
    let amount = |amount: &Amount| format!("{} {}", amount.value, amount.unit);
    let facts = &account.facts;
    let mut words = Vec::new();
    words.extend(facts.label.clone());
    words.extend(facts.plan.as_ref().map(|plan| format!("plan {plan}")));
    words.extend(
        facts
            .balance
            .iter()
            .map(|left| format!("{} left", amount(left))),
    );
    words.extend(
        facts
            .used
            .as_ref()
            .map(|used| format!("{} used", amount(used))),
    );
    words.extend(
        facts
            .limit
            .as_ref()
            .map(|limit| format!("limit {}", amount(limit))),
    );
    words.extend(
        facts
            .remaining
            .as_ref()
            .map(|left| format!("{} left", amount(left))),
    );
    words.extend(facts.expires_at.as_ref().map(|at| format!("ends {at}")));
    format!("{} ({})", words.join(", "), ago(account.at))
}

/// One word for the status; the stored status while a check runs.
pub(crate) fn status(credential: &Credential) -> &'static str {
    match (credential.status, credential.verdict) {
        (Status::Unchecked, _) => "unchecked",
        (Status::Checking, _) => "checking",
        (Status::Valid, Some(Verdict::LimitedScope)) => "limited",
        (Status::Valid, Some(Verdict::NoCredit)) => "no credit",
        (Status::Valid, _) => "valid",
        (Status::Invalid, _) => "invalid",
        (Status::Error, Some(Verdict::Unverifiable)) => "unverifiable",
        (Status::Error, _) => "error",
    }
}

/// The sentence behind the status.
pub(crate) fn headline(credential: &Credential) -> String {
    let name = credential.name.as_str();
    let host = credential.host.as_str();
    match credential.verdict {
        None if credential.status == Status::Unchecked => "Not checked yet".into(),
        None => "Could not be checked".into(),
        Some(Verdict::Accepted) => "Works".into(),
        Some(Verdict::NoKeyNeeded) => "Works; no key needed".into(),
        Some(Verdict::LimitedScope) => "Works, with limited rights".into(),
        Some(Verdict::NoCredit) => "Works, but no credit left".into(),
        Some(Verdict::Rejected) => format!("Rejected by {name}"),
        Some(Verdict::Blocked) => format!("{name} refused this connection, not the key"),
        Some(Verdict::RateLimited) => match credential.retry_at {
            Some(at) => format!("Too many requests; try again at {at:.0}"),
            None => "Too many requests; try again in a moment".into(),
        },
        Some(Verdict::Unreachable) => format!("Could not reach {host}"),
        Some(Verdict::ProviderDown) => format!("{name} has a problem right now"),
        Some(Verdict::Unexpected) => format!("{host} gave an answer Keystow does not understand"),
        Some(Verdict::Unverifiable) => "Stored; this service offers no way to check a key".into(),
    }
}

/// One line about a credential, as `add`, `update` and `check` print it.
pub(crate) fn line(credential: &Credential) -> String {
    let mut text = format!("{}: {}", credential.name, headline(credential));
    if credential.models > 0 {
        let _ = write!(text, " ({})", models(credential.models));
    }
    if credential.status == Status::Error
        && let Some(last) = &credential.last_definite
    {
        let word = if last.status == Status::Valid {
            "works"
        } else {
            "rejected"
        };
        let _ = write!(text, "; last known: {word}, {}", ago(last.at));
    }
    if let Some(message) = credential.message.as_deref().filter(|_| !works(credential)) {
        let _ = write!(text, "\n  {message}");
    }
    text
}

/// "1 model", "12 models".
pub(crate) fn models(count: u32) -> String {
    if count == 1 {
        "1 model".into()
    } else {
        format!("{count} models")
    }
}

/// How long ago a moment was, in the largest unit that fits.
pub(crate) fn ago(at: Timestamp) -> String {
    ago_at(at, Timestamp::now())
}

fn works(credential: &Credential) -> bool {
    credential.status == Status::Valid && credential.verdict == Some(Verdict::Accepted)
}

fn ago_at(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second().saturating_sub(at.as_second());
    match seconds {
        ..45 => "just now".into(),
        45..3_600 => format!("{} min ago", (seconds / 60).max(1)),
        3_600..86_400 => format!("{} h ago", seconds / 3_600),
        86_400..172_800 => "1 day ago".into(),
        _ => format!("{} days ago", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        let at = Timestamp::UNIX_EPOCH;
        for (seconds, words) in [
            (-5, "just now"),
            (44, "just now"),
            (45, "1 min ago"),
            (600, "10 min ago"),
            (7_300, "2 h ago"),
            (90_000, "1 day ago"),
            (864_000, "10 days ago"),
        ] {
            let now = Timestamp::from_second(seconds).unwrap_or(at);
            assert_eq!(ago_at(at, now), words, "{seconds}");
        }
    }
}

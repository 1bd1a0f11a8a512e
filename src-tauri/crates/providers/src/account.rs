//! What a provider tells about the account along with the proof, at no cost.
//!
//! Facts only: a missing or odd member is left out, and nothing here changes a verdict. Texts are
//! redacted as provider words are, since labels may hold pieces of the key.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::redact::redact;
use crate::target::Target;
use crate::transport::Raw;
use crate::verdict::proof;

/// Longest figure that is kept, in characters.
const MAX_FIGURE: usize = 40;

/// Facts about an account or a key, each as the provider told it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// The provider's name for the key or its owner.
    pub label: Option<String>,
    /// The plan.
    pub plan: Option<String>,
    /// What is left, one amount a currency.
    pub balance: Vec<Amount>,
    /// The key's limit.
    pub limit: Option<Amount>,
    /// What is left of the limit.
    pub remaining: Option<Amount>,
    /// What was used.
    pub used: Option<Amount>,
    /// When the key ends, RFC 3339.
    pub expires_at: Option<String>,
    /// Whether the key manages the account, instead of asking models.
    pub management: bool,
    /// When what was used counts from nothing again, RFC 3339.
    pub resets_at: Option<String>,
}

/// A figure and what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// A decimal number.
    pub value: String,
    /// An ISO 4217 code, or `characters`.
    pub unit: String,
}

impl Account {
    /// Reads the answer to a proof; `None` where the provider told nothing.
    pub(crate) fn read(target: &Target<'_>, raw: &Raw) -> Option<Self> {
        if !raw.is_success() {
            return None;
        }
        let object = proof::read(&raw.body)?;
        let facts = proof::facts(&object);
        let account = match target.provider.id {
            "openrouter" => openrouter(facts),
            "deepseek" => deepseek(facts),
            "moonshot" => {
                let china = target.region.is_some_and(|region| region.id == "cn");
                Self {
                    balance: amount(
                        facts,
                        "available_balance",
                        if china { "CNY" } else { "USD" },
                    )
                    .into_iter()
                    .collect(),
                    ..Self::default()
                }
            }
            "elevenlabs" => elevenlabs(facts),
            "xai" => Self {
                label: text(facts, "name"),
                expires_at: time(facts, "expire_time"),
                ..Self::default()
            },
            "huggingface" => Self {
                label: facts
                    .get("auth")
                    .and_then(|auth| auth.get("accessToken"))
                    .and_then(|token| token.get("displayName")?.as_str().map(str::to_owned)),
                ..Self::default()
            },
            "replicate" => Self {
                label: text(facts, "username"),
                ..Self::default()
            },
            _ => Self::default(),
        };
        (account != Self::default()).then_some(account)
    }

    /// The same without any piece of the key.
    pub(crate) fn redacted(self, key: Option<&str>, public_prefixes: &[&str]) -> Self {
        let clean = |text: Option<String>| {
            text.map(|text| redact(&text, key, public_prefixes))
                .filter(|text| !text.is_empty())
        };
        Self {
            label: clean(self.label),
            plan: clean(self.plan),
            ..self
        }
    }
}

fn openrouter(facts: &Map<String, Value>) -> Account {
    let free = facts.get("is_free_tier") == Some(&Value::Bool(true));
    Account {
        label: text(facts, "label"),
        plan: free.then(|| "free".to_owned()),
        limit: amount(facts, "limit", "USD"),
        remaining: amount(facts, "limit_remaining", "USD"),
        used: amount(facts, "usage", "USD"),
        management: ["is_management_key", "is_provisioning_key"]
            .iter()
            .any(|member| facts.get(*member) == Some(&Value::Bool(true))),
        expires_at: time(facts, "expires_at"),
        ..Account::default()
    }
}

fn deepseek(facts: &Map<String, Value>) -> Account {
    let infos = facts.get("balance_infos").and_then(Value::as_array);
    let infos = infos.into_iter().flatten().filter_map(Value::as_object);
    let balance = infos.filter_map(|info| {
        let currency = info.get("currency")?.as_str()?;
        let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
        is_code.then_some(())?;
        amount(info, "total_balance", currency)
    });
    Account {
        balance: balance.take(4).collect(),
        ..Account::default()
    }
}

fn elevenlabs(facts: &Map<String, Value>) -> Account {
    let none = Map::new();
    let plan = facts.get("subscription").and_then(Value::as_object);
    let plan = plan.unwrap_or(&none);
    let resets = plan.get("next_character_count_reset_unix");
    Account {
        plan: text(plan, "tier"),
        limit: amount(plan, "character_limit", "characters"),
        used: amount(plan, "character_count", "characters"),
        resets_at: resets
            .and_then(Value::as_i64)
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .map(|time| time.to_string()),
        ..Account::default()
    }
}

fn text(facts: &Map<String, Value>, member: &str) -> Option<String> {
    facts.get(member)?.as_str().map(str::to_owned)
}

/// A time as RFC 3339, whatever form of it stands there.
fn time(facts: &Map<String, Value>, member: &str) -> Option<String> {
    let time: jiff::Timestamp = facts.get(member)?.as_str()?.parse().ok()?;
    Some(time.to_string())
}

/// A finite number, or a text that is one.
fn amount(facts: &Map<String, Value>, member: &str, unit: &str) -> Option<Amount> {
    let value = match facts.get(member)? {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let number: f64 = value.parse().ok()?;
    let plain = number.is_finite()
        && value.len() <= MAX_FIGURE
        && value
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    plain.then(|| Amount {
        value,
        unit: unit.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;

    use super::*;
    use crate::catalog::find;

    fn read(id: &str, body: &str) -> Option<Account> {
        let raw = Raw {
            status: 200,
            headers: HeaderMap::new(),
            body: body.as_bytes().to_vec(),
        };
        Account::read(&Target::of(find(id).expect("a row")), &raw)
    }

    fn usd(value: &str) -> Amount {
        Amount {
            value: value.to_owned(),
            unit: "USD".to_owned(),
        }
    }

    #[test]
    fn limits_and_usage_of_a_key_are_kept_as_they_were_told() {
        let account = read(
            "openrouter",
            r#"{"data":{"label":"sk-or-v1-au7...890","limit":100,"limit_remaining":74.5,"usage":25.5,
                "is_free_tier":false,"is_management_key":true,"expires_at":"2027-12-31T23:59:59Z"}}"#,
        )
        .expect("facts");
        assert_eq!(account.limit, Some(usd("100")));
        assert_eq!(account.remaining, Some(usd("74.5")));
        assert_eq!(account.used, Some(usd("25.5")));
        assert_eq!(account.expires_at.as_deref(), Some("2027-12-31T23:59:59Z"));
        assert!(account.management);
        let clean = account.redacted(Some("sk-or-v1-au7890"), &["sk-or-v1-"]);
        assert!(!clean.label.expect("a label").contains("au7"));
    }

    #[test]
    fn balances_carry_their_currency() {
        let account = read(
            "deepseek",
            r#"{"is_available":true,"balance_infos":[{"currency":"CNY","total_balance":"110.00"},
                {"currency":"usd!","total_balance":"1"},{"currency":"USD","total_balance":"many"}]}"#,
        )
        .expect("facts");
        assert_eq!(account.balance.len(), 1);
        assert_eq!(account.balance[0].value, "110.00");
        assert_eq!(account.balance[0].unit, "CNY");
    }

    #[test]
    fn nothing_told_is_no_fact() {
        assert_eq!(read("openrouter", r#"{"data":{"limit":null}}"#), None);
        assert_eq!(read("openrouter", "[]"), None);
        assert_eq!(read("groq", r#"{"data":[]}"#), None);
    }
}

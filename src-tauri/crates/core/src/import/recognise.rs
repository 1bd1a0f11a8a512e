//! Which of the entries that were found are keys, and whose.

use keystow_providers::{BaseUrl, Provider, paste};
use keystow_vault::ApiKey;

use super::{Entry, KeyPlace};
use crate::providers::find_provider;

/// What clients call providers that have another name here.
const ALIASES: [(&str, &str); 10] = [
    ("azure", "azure_openai"),
    ("claude", "anthropic"),
    ("dashscope", "qwen_dashscope"),
    ("gemini", "google_gemini"),
    ("google", "google_gemini"),
    ("grok", "xai"),
    ("nvidia", "nvidia_nim"),
    ("qwen", "qwen_dashscope"),
    ("zai", "zhipu_zai"),
    ("zhipu", "zhipu_zai"),
];

/// Beginnings of texts that stand for a key and are none.
const REFERENCES: [&str; 8] = ["$", "!", "<", "{", "op://", "cmd:", "your", "xxx"];

/// A key that was found, and where.
pub(super) struct Candidate {
    pub(super) provider: &'static Provider,
    pub(super) key: ApiKey,
    pub(super) base_url: Option<String>,
    pub(super) place: KeyPlace,
}

/// The keys among the entries of one place. `known` are the providers, endpoints of the owner's own included.
pub(super) fn keys(
    entries: Vec<Entry>,
    known: &[&'static Provider],
    place: impl Fn(&Entry) -> KeyPlace,
) -> Vec<Candidate> {
    let addresses: Vec<(String, String)> = entries
        .iter()
        .filter(|entry| {
            known
                .iter()
                .any(|provider| provider.base_url_env == Some(&entry.variable))
        })
        .map(|entry| (entry.variable.clone(), entry.value.to_string()))
        .collect();
    let candidate = |entry: Entry| {
        let provider = provider(&entry, known)?;
        let key = key(&entry.value)?;
        let beside = addresses
            .iter()
            .find(|(name, _)| provider.base_url_env == Some(name));
        let address = entry
            .base_url
            .as_deref()
            .or(beside.map(|(_, url)| url.as_str()));
        Some(Candidate {
            base_url: address.and_then(|address| own_address(provider, address)),
            place: place(&entry),
            provider,
            key,
        })
    };
    entries.into_iter().filter_map(candidate).collect()
}

/// Whose key an entry is: by what the client calls it, by its variable, or by how the key begins.
fn provider(entry: &Entry, known: &[&'static Provider]) -> Option<&'static Provider> {
    let by_name = |name: &str| {
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
        find_provider(alias.map_or(name, |(_, id)| id)).ok()
    };
    let by_variable = || {
        let reads =
            |provider: &&&'static Provider| provider.key_env.contains(&entry.variable.as_str());
        known.iter().find(reads).copied()
    };
    entry
        .named
        .as_deref()
        .and_then(by_name)
        .or_else(by_variable)
        .or_else(|| paste::suggest_provider(&entry.value))
}

/// The text as a key; `None` for a reference, a stand-in, or what no key can be.
fn key(text: &str) -> Option<ApiKey> {
    let lower = text.to_ascii_lowercase();
    let stands_for = REFERENCES.iter().any(|start| lower.starts_with(start));
    let short = text.len() < 8;
    (!stands_for && !short)
        .then(|| ApiKey::parse(text).ok())
        .flatten()
}

/// An address that is not the provider's own.
fn own_address(provider: &Provider, address: &str) -> Option<String> {
    let url = BaseUrl::parse(address).ok()?;
    let usual = |root: &str| BaseUrl::parse(root).is_ok_and(|root| root == url);
    let known = provider.regions.iter().any(|region| usual(region.api_root));
    (!known).then(|| url.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::super::KeySource;
    use super::*;
    use crate::providers::providers;

    fn found(entries: &[(&str, &str)]) -> Vec<(&'static str, Option<String>)> {
        let entries = entries.iter().map(|(name, value)| {
            Entry::variable((*name).to_owned(), Zeroizing::new((*value).to_owned()))
        });
        let known: Vec<_> = providers().iter().collect();
        let keys = keys(entries.collect(), &known, |entry| KeyPlace {
            source: KeySource::Environment,
            variable: entry.label.clone(),
            path: None,
            line: None,
        });
        keys.into_iter()
            .map(|key| (key.provider.id, key.base_url))
            .collect()
    }

    #[test]
    fn a_key_is_known_by_its_variable_or_by_its_beginning() {
        assert_eq!(
            found(&[("GROQ_API_KEY", "anything-at-all")]),
            [("groq", None)]
        );
        assert_eq!(found(&[("MY_KEY", "gsk_fakeFAKE")]), [("groq", None)]);
        assert_eq!(
            found(&[("GOOGLE_API_KEY", "fake-key-1")]),
            [("google_gemini", None)]
        );
        assert_eq!(
            found(&[("HOME", "/home/somebody"), ("PASSWORD", "long-enough")]),
            []
        );
    }

    #[test]
    fn a_reference_or_a_stand_in_is_no_key() {
        for text in [
            "",
            "none",
            "$OTHER",
            "${OTHER}",
            "$(rm -rf /)",
            "op://vault/item",
            "<your key>",
            "your-key-here",
            "YOUR_API_KEY",
            "xxxxxxxxxxxx",
            "{env:GROQ_API_KEY}",
            "two words here",
            "schlüssel",
        ] {
            assert_eq!(found(&[("GROQ_API_KEY", text)]), [], "{text}");
        }
    }

    #[test]
    fn an_address_beside_a_key_goes_with_it_unless_it_is_the_usual_one() {
        let key = ("OPENAI_API_KEY", "sk-fakeFAKEfake");
        let own = found(&[key, ("OPENAI_BASE_URL", "https://llm.example/v1")]);
        assert_eq!(own, [("openai", Some("https://llm.example/v1".to_owned()))]);
        let usual = found(&[key, ("OPENAI_BASE_URL", "https://api.openai.com/v1/")]);
        assert_eq!(usual, [("openai", None)]);
        assert_eq!(
            found(&[key, ("OPENAI_BASE_URL", "not one")]),
            [("openai", None)]
        );
    }
}

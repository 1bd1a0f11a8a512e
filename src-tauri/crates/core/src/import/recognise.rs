//! Which of the entries that were found are keys, and whose.

use keystow_providers::catalog::CUSTOM;
use keystow_providers::{BaseUrl, BaseUrlError, Provider, paste};
use keystow_vault::ApiKey;

use super::KeyPlace;
use super::places::Entry;
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

/// The most keys that one place is taken to hold.
const MOST: usize = 500;

/// A key that was found, and where.
pub(super) struct Candidate {
    /// The variable, or the last member of its path.
    pub(super) variable: String,
    pub(super) provider: &'static Provider,
    pub(super) key: ApiKey,
    pub(super) base_url: Option<String>,
    pub(super) place: KeyPlace,
}

/// The keys among the entries of one place, and the places whose key has an address that cannot be taken: such a
/// key is left out, since without its address it would go to a host that it is not for. `known` are the
/// providers, endpoints of the owner's own included.
pub(super) fn keys(
    entries: Vec<Entry>,
    known: &[&'static Provider],
    place: impl Fn(&Entry) -> KeyPlace,
) -> (Vec<Candidate>, Vec<KeyPlace>) {
    let carries_address = |name: &str| {
        known
            .iter()
            .any(|provider| provider.base_url_env == Some(name))
    };
    let addresses: Vec<(String, String)> = entries
        .iter()
        .filter(|entry| carries_address(&entry.variable))
        .map(|entry| (entry.variable.clone(), entry.value.to_string()))
        .collect();
    let mut found = Vec::new();
    let mut unusable = Vec::new();
    for entry in entries {
        let whose = provider(&entry, known);
        let Some((provider, key)) = whose.and_then(|whose| Some((whose, key(&entry.value)?)))
        else {
            continue;
        };
        let beside = addresses
            .iter()
            .find(|(name, _)| provider.base_url_env == Some(name));
        let address = entry.base_url.as_deref();
        let address = address.or(beside.map(|(_, url)| url.as_str()));
        match own_address(provider, address.unwrap_or_default()) {
            Ok(base_url) => found.push(Candidate {
                base_url,
                place: place(&entry),
                variable: entry.variable,
                provider,
                key,
            }),
            Err(_) => unusable.push(place(&entry)),
        }
        if found.len() == MOST {
            break;
        }
    }
    (found, unusable)
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

/// An address that is not the provider's own; an endpoint of the owner's own has its address already.
fn own_address(provider: &Provider, address: &str) -> Result<Option<String>, BaseUrlError> {
    if provider.id.starts_with(CUSTOM) || (address.trim().is_empty() && !provider.needs_base_url) {
        return Ok(None);
    }
    let url = BaseUrl::parse(address)?;
    let usual = |root: &str| BaseUrl::parse(root).is_ok_and(|root| root == url);
    let known = provider.regions.iter().any(|region| usual(region.api_root));
    Ok((!known).then(|| url.as_str().to_owned()))
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
        let (keys, _) = keys(entries.collect(), &known, |entry| KeyPlace {
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
        for unusable in ["not one", "http://litellm.corp:4000/v1", "${GATEWAY}"] {
            assert_eq!(
                found(&[key, ("OPENAI_BASE_URL", unusable)]),
                [],
                "{unusable}"
            );
        }
    }
}

//! The catalogue: one row a provider, facts only.
//!
//! Adding a provider is one row under `rows` and its recorded answers under
//! `tests/providers/answers`; CONTRIBUTING.md shows it. The order is the order in which people meet
//! the providers.

mod auth;
mod custom;
mod request;
mod rows;

pub use auth::AuthScheme;
pub use custom::{CUSTOM, Endpoint, custom, is_slug};
pub use request::{Body, Chat, Host, List, Method, Proof, Request, Shape};

use serde::Serialize;

/// What Keystow knows about a service that issues keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a service"
)]
pub struct Provider {
    /// `snake_case` id, as stored and typed.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// How its API is spoken.
    pub dialect: Dialect,
    /// Where it answers; the first is meant unless another one is chosen. Keys of one region are
    /// refused in the others.
    pub regions: &'static [Region],
    /// Whether the owner has to give the base URL: there is no address that serves everybody.
    pub needs_base_url: bool,
    /// How the key is sent.
    pub auth: AuthScheme,
    /// The model list, where there is one.
    pub list: Option<List>,
    /// Where prompts go, where the dialect's way of it is known.
    pub chat: Option<Chat>,
    /// What proves a key without spending money.
    pub proof: Proof,
    /// Whether public sources leave open that the proof is refused without a key: such a proof is
    /// first tried without one.
    pub unconfirmed: bool,
    /// Page that documents keys or the model list.
    pub docs_url: &'static str,
    /// Environment variables that carry the key, the one to write first.
    pub key_env: &'static [&'static str],
    /// Whether a client that finds several of them warns, so that only the first is ever set.
    pub one_key_env: bool,
    /// Environment variable that carries the base URL, where the provider's SDK reads one.
    pub base_url_env: Option<&'static str>,
    /// How its keys begin, in public; most specific first. A hint, never a gate.
    pub key_prefixes: &'static [&'static str],
    /// Whether the endpoint may work without a key (local servers).
    pub key_optional: bool,
    /// Whether requests can name the organisation and the project they are for.
    pub has_organizations: bool,
    /// Whether it stands among the tiles of the first run.
    pub popular: bool,
}

/// One address of a provider; a key belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The word that is stored and typed.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What the provider's own SDK takes as base URL; no trailing slash.
    pub api_root: &'static str,
    /// Page where keys are made.
    pub console_url: &'static str,
}

impl Provider {
    /// Whether it is a server on its owner's own computer.
    pub fn is_local(&self) -> bool {
        self.regions.iter().any(|region| region.id == "local")
    }

    /// What the provider's own SDK takes as base URL, in the region that is meant unless another one
    /// is chosen.
    pub const fn api_root(&self) -> &'static str {
        self.regions[0].api_root
    }

    /// Page where keys are made.
    pub const fn console_url(&self) -> &'static str {
        self.regions[0].console_url
    }

    /// The region with this id.
    pub fn region(&self, id: &str) -> Option<&'static Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// Whether keys belong to a region, so that there is something to choose.
    pub const fn has_regions(&self) -> bool {
        self.regions.len() > 1
    }

    /// The variables under which programs read a key of this provider.
    pub fn lent_env(&self) -> &'static [&'static str] {
        let count = if self.one_key_env {
            1
        } else {
            self.key_env.len()
        };
        &self.key_env[..count.min(self.key_env.len())]
    }

    /// The longest of the public prefixes that `key` begins with, or the empty string.
    pub fn public_prefix(&self, key: &str) -> &'static str {
        longest_prefix(key, self.key_prefixes)
    }
}

/// The longest of `prefixes` that `key` begins with, or the empty string.
pub(crate) fn longest_prefix<'p>(key: &str, prefixes: &[&'p str]) -> &'p str {
    let fitting = prefixes
        .iter()
        .copied()
        .filter(|prefix| key.starts_with(prefix));
    fitting.max_by_key(|prefix| prefix.len()).unwrap_or("")
}

/// A wire dialect: how a list is paged and read, and how errors are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// `{"data": […]}`, `{"models": […]}` or a bare array, one page.
    #[serde(rename = "openai")]
    OpenAi,
    /// `{"data": […]}`, paged by `after_id`.
    Anthropic,
    /// `{"models": […]}`, paged by `pageToken`.
    Gemini,
    /// `{"models": […]}`, paged by `page_token`.
    Cohere,
    /// `{"results": […]}`, paged by the address of the next page.
    Replicate,
    /// `{"stt": […], "tts": […]}`, one page.
    Deepgram,
}

impl Dialect {
    /// The word that is stored and typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
            Self::Cohere => "cohere",
            Self::Replicate => "replicate",
            Self::Deepgram => "deepgram",
        }
    }
}

/// Every provider, in the order people meet them.
pub fn providers() -> &'static [Provider] {
    rows::PROVIDERS
}

/// The provider with this id.
pub fn find(id: &str) -> Option<&'static Provider> {
    providers().iter().find(|provider| provider.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BaseUrl;

    #[test]
    fn every_row_can_be_found_and_is_well_formed() {
        for provider in providers() {
            assert_eq!(
                find(provider.id),
                Some(provider),
                "{} is there twice",
                provider.id
            );
            let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                provider.id.chars().all(snake),
                "{} is not snake_case",
                provider.id
            );
            assert!(
                !provider.key_env.is_empty(),
                "{} has no variable",
                provider.id
            );
            assert!(
                !provider.regions.is_empty(),
                "{} has no address",
                provider.id
            );
            assert!(provider.docs_url.starts_with("https://"), "{}", provider.id);
            for region in provider.regions {
                assert_eq!(provider.region(region.id), Some(region));
                assert!(
                    region.console_url.starts_with("https://"),
                    "{}",
                    provider.id
                );
                let root = BaseUrl::parse(region.api_root);
                assert_eq!(root.as_ref().map(BaseUrl::as_str), Ok(region.api_root));
            }
            let list = provider.list.map(|list| list.host);
            let proof = match provider.proof {
                Proof::Request(request) => Some(request.host),
                Proof::List | Proof::None => None,
            };
            for host in list.into_iter().chain(proof) {
                if let Host::Beside(service) = host {
                    let service_url = BaseUrl::parse(service);
                    assert_eq!(service_url.as_ref().map(BaseUrl::as_str), Ok(service));
                }
            }
        }
    }

    #[test]
    fn prefixes_stand_most_specific_first() {
        for provider in providers() {
            for (at, earlier) in provider.key_prefixes.iter().enumerate() {
                for later in &provider.key_prefixes[at + 1..] {
                    assert!(!later.starts_with(earlier), "{later} never gets its turn");
                }
            }
        }
    }

    #[test]
    fn no_list_that_is_open_to_anyone_is_a_proof() {
        for provider in providers() {
            match (provider.proof, provider.list) {
                (Proof::List, Some(list)) => assert!(!list.public, "{}", provider.id),
                (Proof::List | Proof::None, None) => panic!("{} asks for nothing", provider.id),
                _ => {}
            }
        }
    }

    #[test]
    fn there_are_as_many_as_the_page_says() {
        assert_eq!(providers().len(), 27);
    }
}

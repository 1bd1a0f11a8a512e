//! The providers of the catalogue.

use keystow::{Endpoint, Provider};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One provider, and whether this profile has a key for it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a service"
)]
pub struct ProviderView {
    id: String,
    name: String,
    api_root: String,
    host: String,
    console_url: String,
    docs_url: String,
    key_env: Vec<String>,
    key_prefixes: Vec<String>,
    popular: bool,
    key_set: bool,
    /// The regions to choose from; empty where there is nothing to choose.
    regions: Vec<RegionView>,
    /// Whether there is no address but the owner's own.
    needs_base_url: bool,
    /// Whether it may work without a key.
    key_optional: bool,
    /// Whether requests can name an organisation and a project.
    has_organizations: bool,
    /// Whether a prompt can be sent to its models from here.
    can_try: bool,
}

/// One address of a provider; keys belong to one.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RegionView {
    id: String,
    name: String,
}

impl ProviderView {
    /// The provider as the window shows it.
    pub(crate) fn new(provider: &Provider, key_set: bool) -> Self {
        Self {
            id: provider.id.to_owned(),
            name: provider.name.to_owned(),
            api_root: provider.api_root().to_owned(),
            host: host(provider.api_root()).to_owned(),
            console_url: provider.console_url().to_owned(),
            docs_url: provider.docs_url.to_owned(),
            key_env: owned(provider.key_env),
            key_prefixes: owned(provider.key_prefixes),
            popular: provider.popular,
            key_set,
            regions: provider
                .regions
                .iter()
                .filter(|_| provider.has_regions())
                .map(|region| RegionView {
                    id: region.id.to_owned(),
                    name: region.name.to_owned(),
                })
                .collect(),
            needs_base_url: provider.needs_base_url,
            key_optional: provider.key_optional,
            has_organizations: provider.has_organizations,
            can_try: provider.chat.is_some(),
        }
    }
}

impl ProviderView {
    /// An endpoint of the owner's own: it has its base URL already, and no pages.
    pub(crate) fn of_endpoint(provider: &Provider, endpoint: &Endpoint, key_set: bool) -> Self {
        Self {
            api_root: endpoint.base_url.clone(),
            host: host(&endpoint.base_url).to_owned(),
            needs_base_url: false,
            ..Self::new(provider, key_set)
        }
    }
}

/// A page of a provider that the browser may open.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum ProviderPage {
    /// Where keys are made.
    Console,
    /// Where they are explained.
    Docs,
}

impl ProviderPage {
    /// The page's address in the catalogue, for keys of this region where it has a page of its own.
    pub(crate) fn url(self, provider: &Provider, region: Option<&str>) -> &'static str {
        match self {
            Self::Console => region
                .and_then(|id| provider.region(id))
                .map_or(provider.console_url(), |region| region.console_url),
            Self::Docs => provider.docs_url,
        }
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The host of one of the catalogue's own addresses.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_stands_between_scheme_and_path() {
        assert_eq!(host("https://api.groq.com/openai/v1"), "api.groq.com");
        assert_eq!(host("http://127.0.0.1:11434/v1"), "127.0.0.1");
    }
}

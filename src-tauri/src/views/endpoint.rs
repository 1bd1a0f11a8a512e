//! Endpoints of the owner's own, and model servers on this computer.

use keystow::{Endpoint, LocalServer, NewEndpoint};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::secret::TypedSecret;
use super::time;

/// How an endpoint's API is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum EndpointDialect {
    /// As OpenAI's.
    #[serde(rename = "openai")]
    OpenAi,
    /// As Anthropic's.
    Anthropic,
    /// As Gemini's.
    Gemini,
}

impl EndpointDialect {
    fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "anthropic" => Self::Anthropic,
            "gemini" => Self::Gemini,
            _ => Self::OpenAi,
        }
    }
}

/// An endpoint, without what is sealed of it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EndpointView {
    /// The provider's id, `custom:` and the name.
    provider: String,
    slug: String,
    dialect: EndpointDialect,
    base_url: String,
    models_path: Option<String>,
    /// The address that checks ask.
    models_url: String,
    key_optional: bool,
    /// Whether extra headers are kept for it.
    has_headers: bool,
    created_at: String,
}

impl From<Endpoint> for EndpointView {
    fn from(endpoint: Endpoint) -> Self {
        Self {
            provider: endpoint.provider,
            slug: endpoint.slug,
            dialect: EndpointDialect::of(&endpoint.dialect),
            base_url: endpoint.base_url,
            models_path: endpoint.models_path,
            models_url: endpoint.models_url,
            key_optional: endpoint.key_optional,
            has_headers: endpoint.has_headers,
            created_at: time(endpoint.created_at),
        }
    }
}

/// A new endpoint.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EndpointRequest {
    /// Its name; the provider is then called `custom:` and this.
    slug: String,
    dialect: EndpointDialect,
    base_url: String,
    /// The path of the model list behind the base URL, where it is not the dialect's own.
    models_path: Option<String>,
    /// Whether it may work without a key.
    key_optional: bool,
    headers: Vec<HeaderRequest>,
}

/// A header that an endpoint's gateway wants.
#[derive(Debug, Deserialize, Type)]
pub struct HeaderRequest {
    name: String,
    value: TypedSecret,
}

impl From<EndpointRequest> for NewEndpoint {
    fn from(request: EndpointRequest) -> Self {
        let headers = request.headers.into_iter();
        Self {
            slug: request.slug.trim().to_owned(),
            dialect: request.dialect.as_str().to_owned(),
            base_url: request.base_url,
            models_path: request.models_path,
            key_optional: request.key_optional,
            headers: headers
                .map(|header| (header.name, header.value.into_text()))
                .collect(),
        }
    }
}

/// A model server that answers on this computer.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LocalServerView {
    /// The provider that it is; absent where it would be an endpoint of the owner's own.
    provider: Option<String>,
    name: String,
    base_url: String,
    /// Whether it wants a key.
    needs_key: bool,
    /// How many models it lists without one.
    models: u32,
}

impl From<LocalServer> for LocalServerView {
    fn from(found: LocalServer) -> Self {
        Self {
            provider: found.provider.map(str::to_owned),
            name: found.name,
            base_url: found.base_url,
            needs_key: found.needs_key,
            models: found.models,
        }
    }
}

//! Endpoints of the owner's own: compatible base URLs, each a provider `custom:<slug>`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use keystow_providers::catalog::{self, CUSTOM};
use keystow_providers::{
    BaseUrl, Dialect, ExtraHeader, HeaderFault, KeyText, Origin, Provider, Target,
    check_header_value, header_name,
};
use keystow_vault::{EndpointSeed, SecretText, StoredEndpoint, VaultError};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::handle::Keystow;
use crate::providers::find_provider;

/// Longest path of a model list.
const MAX_PATH: usize = 512;

/// An endpoint, without what is sealed of it. Serialises as the command line's JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Endpoint {
    /// The provider's id, `custom:<slug>`.
    pub provider: String,
    /// Its name.
    pub slug: String,
    /// `openai`, `anthropic` or `gemini`.
    pub dialect: String,
    /// The base URL.
    pub base_url: String,
    /// The path of the model list behind it, where it is not the dialect's own.
    pub models_path: Option<String>,
    /// The address of the model list, as a check asks for it.
    pub models_url: String,
    /// Whether it may work without a key.
    pub key_optional: bool,
    /// Whether extra headers are kept for it.
    pub has_headers: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

/// An endpoint to add.
#[derive(Debug, Default)]
pub struct NewEndpoint {
    /// Its name: `[a-z0-9][a-z0-9_-]{0,62}`.
    pub slug: String,
    /// `openai`, `anthropic` or `gemini`.
    pub dialect: String,
    /// The base URL.
    pub base_url: String,
    /// The path of the model list behind it, where it is not the dialect's own.
    pub models_path: Option<String>,
    /// Whether it may work without a key.
    pub key_optional: bool,
    /// Headers that its gateway wants; values are secrets.
    pub headers: Vec<(String, Zeroizing<String>)>,
}

/// A new endpoint that was looked at: nothing is at fault with it.
struct Sound {
    base_url: BaseUrl,
    provider: &'static Provider,
    models_path: Option<String>,
    models_url: String,
}

impl NewEndpoint {
    /// The address of the model list that checks will ask for. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::InvalidEndpointName`], [`Error::NoSuchDialect`], [`Error::InvalidBaseUrl`],
    /// [`Error::InvalidModelsPath`] or [`Error::InvalidHeader`].
    pub fn models_url(&self) -> Result<String, Error> {
        self.sound().map(|sound| sound.models_url)
    }

    fn sound(&self) -> Result<Sound, Error> {
        if !catalog::is_slug(&self.slug) {
            return Err(Error::InvalidEndpointName);
        }
        let dialect = dialect(&self.dialect).ok_or(Error::NoSuchDialect)?;
        let base_url = BaseUrl::parse(&self.base_url)?;
        let models_path = self.models_path.as_deref().map(models_path).transpose()?;
        let mut names = BTreeSet::new();
        for (index, (name, value)) in self.headers.iter().enumerate() {
            let refused = |fault| Error::InvalidHeader { fault, index };
            let name = header_name(name).map_err(refused)?;
            // EXPOSE: to the look at its characters.
            check_header_value(value).map_err(refused)?;
            if !names.insert(name) {
                return Err(refused(HeaderFault::Twice));
            }
        }
        let provider = catalog::custom(&catalog::Endpoint {
            slug: &self.slug,
            dialect,
            models_path: models_path.as_deref(),
            key_optional: self.key_optional,
        });
        let models_url = list_url(provider, &base_url);
        Ok(Sound {
            base_url,
            provider,
            models_path,
            models_url,
        })
    }
}

impl Keystow {
    /// Lists the endpoints. Opens nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn endpoints(&self) -> Result<Vec<Endpoint>, Error> {
        let stored = self.vault().endpoints().await?;
        Ok(stored.iter().map(view).collect())
    }

    /// Adds an endpoint; with the first thing that is kept, the vault. Asks nobody.
    ///
    /// # Errors
    /// As [`NewEndpoint::models_url`], before the vault is touched; then [`Error::EndpointExists`] or
    /// [`Error::Vault`]. Nothing is stored.
    pub async fn add_endpoint(&self, new: NewEndpoint) -> Result<Endpoint, Error> {
        let sound = new.sound()?;
        let target = Target {
            base_url: Some(&sound.base_url),
            ..Target::of(sound.provider)
        };
        let seed = EndpointSeed {
            slug: new.slug.clone(),
            dialect: sound.provider.dialect.as_str().to_owned(),
            base_url: sound.base_url.as_str().to_owned(),
            origin: target.origin().to_string(),
            models_path: sound.models_path,
            key_optional: new.key_optional,
            headers: written(&new.headers),
        };
        self.vault()
            .add_endpoint(seed, self.prompt(), self.now())
            .await
            .map_err(|error| about(error, &new.slug))?;
        self.back_up_soon();
        let all = self.endpoints().await?;
        let made = all.into_iter().find(|known| known.slug == new.slug);
        made.ok_or(Error::NoSuchEndpoint { slug: new.slug })
    }

    /// Removes an endpoint that no credential uses. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchEndpoint`], [`Error::EndpointInUse`], or [`Error::Vault`] where the file cannot be
    /// written.
    pub async fn remove_endpoint(&self, slug: &str) -> Result<(), Error> {
        let slug = slug.strip_prefix(CUSTOM).unwrap_or(slug);
        self.vault()
            .remove_endpoint(slug)
            .await
            .map_err(|error| about(error, slug))?;
        self.back_up_soon();
        Ok(())
    }

    /// Finds a provider by its id or its name, endpoints of the owner's own included. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], or [`Error::Vault`] where the file cannot be read.
    pub async fn known_provider(&self, given: &str) -> Result<&'static Provider, Error> {
        let Some(slug) = given.trim().strip_prefix(CUSTOM) else {
            return find_provider(given);
        };
        let found = self.stored_endpoint(slug).await?;
        found
            .and_then(|stored| provider(&stored))
            .ok_or_else(|| Error::NoSuchProvider {
                given: given.trim().chars().take(80).collect(),
                suggestion: None,
            })
    }

    pub(crate) async fn stored_endpoint(
        &self,
        slug: &str,
    ) -> Result<Option<StoredEndpoint>, Error> {
        let all = self.vault().endpoints().await?;
        Ok(all.into_iter().find(|stored| stored.slug == slug))
    }

    /// The headers that a provider's gateway wants, opened for the one origin that they are bound to.
    pub(crate) async fn gateway_headers(
        &self,
        provider: &Provider,
        origin: &Origin,
    ) -> Result<Headers, Error> {
        let Some(slug) = provider.id.strip_prefix(CUSTOM) else {
            return Ok(Headers::default());
        };
        let stored = self.stored_endpoint(slug).await?;
        let Some(stored) = stored.filter(StoredEndpoint::has_headers) else {
            return Ok(Headers::default());
        };
        let damaged = || {
            Error::from(VaultError::RowCorrupt {
                profile: self.profile_name().to_owned(),
                provider: provider.id.to_owned(),
            })
        };
        // Who edits the address in the file gets nothing of what was sealed for another one.
        if stored.origin != origin.as_str() {
            return Err(damaged());
        }
        let text = self
            .vault()
            .endpoint_headers(slug, self.prompt())
            .await
            .map_err(|error| match error {
                VaultError::VaultCorrupt => damaged(),
                other => other.into(),
            })?;
        let Some(text) = text else {
            return Ok(Headers::default());
        };
        // EXPOSE: to the reader that takes names and values apart.
        serde_json::from_str(text.expose())
            .map(Headers)
            .map_err(|_| damaged())
    }
}

/// Opened headers, wiped when dropped.
#[derive(Default)]
pub(crate) struct Headers(BTreeMap<String, Zeroizing<String>>);

impl Headers {
    /// The headers, for one check.
    pub(crate) fn lent(&self) -> Vec<ExtraHeader<'_>> {
        let all = self.0.iter();
        all.map(|(name, value)| ExtraHeader {
            name,
            // EXPOSE: to the provider's HTTP client, for the origin that the headers are bound to.
            value: KeyText::new(value),
        })
        .collect()
    }
}

/// The headers as the text that is sealed.
fn written(headers: &[(String, Zeroizing<String>)]) -> Option<SecretText> {
    let all: BTreeMap<String, &str> = headers
        .iter()
        // EXPOSE: to the text that is sealed and wiped.
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.as_str()))
        .collect();
    let text = serde_json::to_string(&all).unwrap_or_else(|_| unreachable!("texts are JSON"));
    (!all.is_empty()).then(|| SecretText::new(text))
}

/// The provider that a stored endpoint is; `None` for a dialect that somebody wrote into the file.
pub(crate) fn provider(stored: &StoredEndpoint) -> Option<&'static Provider> {
    endpoint_provider(
        &stored.slug,
        &stored.dialect,
        stored.models_path.as_deref(),
        stored.key_optional,
    )
}

/// The provider that an endpoint is, from what is written of it; `None` where it is none.
pub(crate) fn endpoint_provider(
    slug: &str,
    dialect_word: &str,
    path: Option<&str>,
    key_optional: bool,
) -> Option<&'static Provider> {
    let path = path.map(models_path).transpose().ok()?;
    catalog::is_slug(slug).then_some(())?;
    Some(catalog::custom(&catalog::Endpoint {
        slug,
        dialect: dialect(dialect_word)?,
        models_path: path.as_deref(),
        key_optional,
    }))
}

fn view(stored: &StoredEndpoint) -> Endpoint {
    let base_url = BaseUrl::parse(&stored.base_url).ok();
    let models_url = provider(stored)
        .zip(base_url)
        .map(|(provider, base_url)| list_url(provider, &base_url));
    Endpoint {
        provider: format!("{CUSTOM}{}", stored.slug),
        slug: stored.slug.clone(),
        dialect: stored.dialect.clone(),
        base_url: stored.base_url.clone(),
        models_path: stored.models_path.clone(),
        models_url: models_url.unwrap_or_default(),
        key_optional: stored.key_optional,
        has_headers: stored.has_headers(),
        created_at: stored.created_at,
    }
}

fn list_url(provider: &'static Provider, base_url: &BaseUrl) -> String {
    let target = Target {
        base_url: Some(base_url),
        ..Target::of(provider)
    };
    target.list_url().map(String::from).unwrap_or_default()
}

fn dialect(word: &str) -> Option<Dialect> {
    let known = [Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini];
    known.into_iter().find(|known| known.as_str() == word)
}

/// A path that begins with a slash, without query, fragment or a way up.
fn models_path(given: &str) -> Result<String, Error> {
    let path = given.trim();
    let path = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    };
    let plain = path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"/-._~".contains(&b));
    let up = path.split('/').any(|part| matches!(part, "." | ".."));
    if path.len() < 2 || path.len() > MAX_PATH || !plain || up || path.starts_with("//") {
        return Err(Error::InvalidModelsPath);
    }
    Ok(path)
}

fn about(error: VaultError, slug: &str) -> Error {
    let slug = slug.to_owned();
    match error {
        VaultError::NoSuchEndpoint => Error::NoSuchEndpoint { slug },
        VaultError::EndpointExists => Error::EndpointExists { slug },
        VaultError::EndpointInUse => Error::EndpointInUse { slug },
        other => Error::Vault(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewEndpoint {
        NewEndpoint {
            slug: "gateway".to_owned(),
            dialect: "openai".to_owned(),
            base_url: "https://llm.example.com".to_owned(),
            ..NewEndpoint::default()
        }
    }

    #[test]
    fn the_resolved_address_is_known_before_anything_is_sent() {
        assert_eq!(
            new().models_url().expect("sound"),
            "https://llm.example.com/v1/models"
        );
        let own = NewEndpoint {
            models_path: Some("model/info".to_owned()),
            ..new()
        };
        assert_eq!(
            own.models_url().expect("sound"),
            "https://llm.example.com/v1/model/info"
        );
    }

    #[test]
    fn each_fault_is_named() {
        let fault = |new: NewEndpoint| new.models_url().expect_err("a fault");
        let slug = "Gate Way".to_owned();
        assert!(matches!(
            fault(NewEndpoint { slug, ..new() }),
            Error::InvalidEndpointName
        ));
        let dialect = "cohere".to_owned();
        assert!(matches!(
            fault(NewEndpoint { dialect, ..new() }),
            Error::NoSuchDialect
        ));
        let base_url = "http://llm.example.com".to_owned();
        assert!(matches!(
            fault(NewEndpoint { base_url, ..new() }),
            Error::InvalidBaseUrl(_)
        ));
        for path in ["", "/", "//x", "a?b", "a#b", "../x", "/a/../b", "ä"] {
            let models_path = Some(path.to_owned());
            let found = fault(NewEndpoint {
                models_path,
                ..new()
            });
            assert!(matches!(found, Error::InvalidModelsPath), "{path}");
        }
        let header = |name: &str, value: &str| (name.to_owned(), Zeroizing::new(value.to_owned()));
        for (name, value) in [
            ("authorization", "x"),
            ("x y", "x"),
            ("x-team", "a\nb"),
            ("x-OTHER", "y"),
        ] {
            let headers = vec![header("X-Other", "x"), header(name, value)];
            let found = fault(NewEndpoint { headers, ..new() });
            assert!(
                matches!(found, Error::InvalidHeader { index: 1, .. }),
                "{name}"
            );
        }
    }
}

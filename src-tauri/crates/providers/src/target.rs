//! Where a check goes: a provider, at its own address or at one the owner gave.

use url::Url;

use crate::base_url::{BaseUrl, Origin, is_loopback};
use crate::catalog::Provider;
use crate::dialect;

/// A provider and the base URL that is used for it.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Whose API is spoken.
    pub provider: &'a Provider,
    /// The owner's own base URL; `None` means the provider's.
    pub base_url: Option<&'a BaseUrl>,
}

impl Target<'_> {
    /// The base URL as the provider's own SDK takes it: with version for OpenAI-style APIs, without
    /// for Anthropic and Gemini.
    ///
    /// A URL that already ends in a version or in a known endpoint is understood, never doubled.
    /// OpenAI-style URLs without any version get one: the provider's own path where only a host was
    /// given, `/v1` otherwise.
    pub fn api_root(&self) -> Url {
        let mut url = self.start();
        let own = catalogue_url(self.provider);
        let path = dialect::root_path(self.provider.dialect, url.path(), own.path());
        url.set_path(&path);
        url
    }

    /// The address of the model list, first page.
    pub fn list_url(&self) -> Url {
        dialect::list_url(self.provider.dialect, self.api_root())
    }

    /// The one origin the key may be sent to.
    pub fn origin(&self) -> Origin {
        Origin::of(&self.start())
    }

    /// Whether the owner gave a base URL; such an endpoint is first asked without the key.
    pub fn has_own_base_url(&self) -> bool {
        self.base_url.is_some()
    }

    /// Whether the request stays on this computer.
    pub(crate) fn is_loopback(&self) -> bool {
        self.start().host().is_some_and(|host| is_loopback(&host))
    }

    fn start(&self) -> Url {
        self.base_url
            .map_or_else(|| catalogue_url(self.provider), |base| base.url().clone())
    }
}

/// The provider's own root.
fn catalogue_url(provider: &Provider) -> Url {
    match Url::parse(provider.api_root) {
        Ok(url) => url,
        Err(_) => unreachable!("the catalogue's own test reads every api_root"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::find;

    fn list(provider: &str, base: &str) -> String {
        let Some(provider) = find(provider) else {
            return format!("no provider {provider}");
        };
        match BaseUrl::parse(base) {
            Ok(base) => Target {
                provider,
                base_url: Some(&base),
            }
            .list_url()
            .to_string(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn without_a_base_url_the_providers_own_list_is_asked() {
        let own = |id| {
            find(id).map(|provider| {
                Target {
                    provider,
                    base_url: None,
                }
                .list_url()
                .to_string()
            })
        };
        assert_eq!(
            own("groq").as_deref(),
            Some("https://api.groq.com/openai/v1/models")
        );
        assert_eq!(
            own("openai").as_deref(),
            Some("https://api.openai.com/v1/models")
        );
        assert_eq!(
            own("anthropic").as_deref(),
            Some("https://api.anthropic.com/v1/models?limit=1000")
        );
        assert_eq!(
            own("google_gemini").as_deref(),
            Some("https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000")
        );
    }

    #[test]
    fn known_endings_are_understood_and_never_doubled() {
        for ending in [
            "",
            "/",
            "/v1",
            "/v1/",
            "/v1/models",
            "/v1/models/",
            "/v1/chat/completions",
            "/models",
        ] {
            assert_eq!(
                list("openai", &format!("https://h.example{ending}")),
                "https://h.example/v1/models",
                "{ending}"
            );
        }
        for ending in [
            "",
            "/openai",
            "/openai/v1",
            "/openai/v1/",
            "/openai/v1/models",
            "/openai/v1/chat/completions",
        ] {
            assert_eq!(
                list("groq", &format!("http://localhost:9{ending}")),
                "http://localhost:9/openai/v1/models",
                "{ending}"
            );
        }
        for ending in ["", "/", "/v1", "/v1/", "/v1/models", "/v1/messages"] {
            assert_eq!(
                list("anthropic", &format!("https://h.example/a{ending}")),
                "https://h.example/a/v1/models?limit=1000",
                "{ending}"
            );
        }
        for ending in ["", "/", "/v1beta", "/v1beta/", "/v1beta/models", "/v1"] {
            assert_eq!(
                list("google_gemini", &format!("https://h.example{ending}")),
                "https://h.example/v1beta/models?pageSize=1000",
                "{ending}"
            );
        }
    }

    #[test]
    fn a_version_anywhere_in_the_path_is_enough() {
        assert_eq!(
            list("openai", "https://h.example/api/paas/v4"),
            "https://h.example/api/paas/v4/models"
        );
        assert_eq!(
            list("openai", "https://h.example/v1beta/openai/"),
            "https://h.example/v1beta/openai/models"
        );
        assert_eq!(
            list("openai", "https://h.example/api"),
            "https://h.example/api/v1/models"
        );
        assert_eq!(
            list("openai", "https://h.example/vault"),
            "https://h.example/vault/v1/models"
        );
    }

    #[test]
    fn the_origin_is_that_of_the_base_url() {
        let groq = find("groq");
        let base = BaseUrl::parse("http://127.0.0.1:4000/v1");
        let (Some(provider), Ok(base)) = (groq, base) else {
            panic!("both are known")
        };
        let target = Target {
            provider,
            base_url: Some(&base),
        };
        assert_eq!(target.origin().as_str(), "http://127.0.0.1:4000");
        assert!(target.has_own_base_url() && target.is_loopback());
        let target = Target {
            provider,
            base_url: None,
        };
        assert_eq!(target.origin().as_str(), "https://api.groq.com:443");
        assert!(!target.has_own_base_url() && !target.is_loopback());
    }
}

//! Where a check goes: a provider, in its region or at a base URL that the owner gave.

use url::Url;

use crate::base_url::{BaseUrl, Origin, is_loopback};
use crate::catalog::{Host, List, Proof, Provider, Region};
use crate::dialect;
use crate::headers::ExtraHeader;

/// A provider, and where and as whom it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Whose API is spoken.
    pub provider: &'a Provider,
    /// The region that the key belongs to; `None` means the first.
    pub region: Option<&'a Region>,
    /// The owner's own base URL; `None` means the provider's.
    pub base_url: Option<&'a BaseUrl>,
    /// The organisation that requests are for, where the provider takes one.
    pub organization: Option<&'a str>,
    /// The project that requests are for, where the provider takes one.
    pub project: Option<&'a str>,
    /// What the owner's gateway wants besides the key; sent with every request.
    pub headers: &'a [ExtraHeader<'a>],
}

impl<'a> Target<'a> {
    /// The provider as its catalogue row describes it.
    pub const fn of(provider: &'a Provider) -> Self {
        Self {
            provider,
            region: None,
            base_url: None,
            organization: None,
            project: None,
            headers: &[],
        }
    }

    /// The base URL as the provider's own SDK takes it: with version for OpenAI-style APIs, without
    /// for Anthropic, Gemini and Cohere.
    ///
    /// A URL that already ends in a version or in a known endpoint is understood, never doubled.
    pub fn api_root(&self) -> Url {
        let Some(base) = self.base_url else {
            return self.home();
        };
        let mut url = base.url().clone();
        let path = dialect::root_path(url.path(), self.home().path());
        url.set_path(&path);
        url
    }

    /// The address of the model list, first page; `None` where the provider has no list.
    pub fn list_url(&self) -> Option<Url> {
        let list = self.provider.list?;
        let mut url = self.url(list.host, list.path);
        url.set_query(list.query);
        Some(url)
    }

    /// The address of the plainer list, for where the first is unknown.
    pub(crate) fn plainer_list_url(&self) -> Option<Url> {
        let path = self.provider.list?.instead?;
        Some(self.url(Host::Root, path))
    }

    /// What a client of the dialect takes as base URL: for OpenAI's the address before `/chat/completions`,
    /// which may stand elsewhere than the rest.
    pub fn sdk_root(&self) -> String {
        let chat = self.provider.chat;
        let completions = chat.filter(|chat| chat.path.ends_with("/chat/completions"));
        let root = match completions {
            Some(chat) => self.url(chat.host, chat.path),
            None => self.api_root(),
        };
        let root = String::from(root);
        let shorter = root.strip_suffix("/chat/completions");
        shorter.unwrap_or(&root).trim_end_matches('/').to_owned()
    }

    /// The address of a path at one of the provider's services.
    ///
    /// A base URL of the owner's own stands for all of them: what it has before the provider's own
    /// path stays before theirs.
    pub(crate) fn url(&self, host: Host, path: &str) -> Url {
        let root = match host {
            Host::Root => self.api_root(),
            Host::Beside(service) => {
                let service = parse(service);
                if self.base_url.is_none() {
                    service
                } else {
                    let mut root = self.api_root();
                    let home = self.home();
                    let own = root.path().trim_end_matches('/');
                    let before = own
                        .strip_suffix(home.path().trim_end_matches('/'))
                        .unwrap_or(own);
                    let path = format!("{before}{}", service.path().trim_end_matches('/'));
                    root.set_path(&path);
                    root
                }
            }
        };
        let mut url = root;
        let path = format!("{}{path}", url.path().trim_end_matches('/'));
        url.set_path(&path);
        url
    }

    /// The origin of the API root.
    pub fn origin(&self) -> Origin {
        Origin::of(&self.api_root())
    }

    /// Every origin that the key may be sent to, sorted.
    pub fn origins(&self) -> Vec<Origin> {
        let mut origins = vec![self.origin()];
        let proof = match self.provider.proof {
            Proof::Request(request) => Some(request.host),
            Proof::List | Proof::None => None,
        };
        let guarded = |list: &List| !list.public;
        let list = self.provider.list.filter(guarded).map(|list| list.host);
        for host in proof.into_iter().chain(list) {
            let origin = Origin::of(&self.url(host, ""));
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        origins
    }

    /// Whether the owner gave a base URL; such an endpoint is first asked without the key.
    pub fn has_own_base_url(&self) -> bool {
        self.base_url.is_some()
    }

    /// Whether nobody vouches that the proof is refused without a key, so that this is tried first.
    pub(crate) fn needs_control(&self) -> bool {
        self.has_own_base_url() || self.provider.unconfirmed || self.provider.key_optional
    }

    /// Whether the request goes over plain HTTP, which stays on this computer: no certificate matters.
    pub fn is_plain(&self) -> bool {
        self.api_root().scheme() == "http"
    }

    /// Whether the request stays on this computer.
    pub(crate) fn is_loopback(&self) -> bool {
        self.api_root()
            .host()
            .is_some_and(|host| is_loopback(&host))
    }

    /// The provider's own root.
    fn home(&self) -> Url {
        parse(
            self.region
                .map_or(self.provider.api_root(), |region| region.api_root),
        )
    }
}

fn parse(address: &str) -> Url {
    match Url::parse(address) {
        Ok(url) => url,
        Err(_) => unreachable!("the catalogue's own test reads every address"),
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
                base_url: Some(&base),
                ..Target::of(provider)
            }
            .list_url()
            .map_or_else(|| "no list".to_owned(), String::from),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn without_a_base_url_the_providers_own_list_is_asked() {
        let own = |id| {
            let list = Target::of(find(id)?).list_url()?;
            Some(list.to_string())
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
            base_url: Some(&base),
            ..Target::of(provider)
        };
        assert_eq!(target.origin().as_str(), "http://127.0.0.1:4000");
        assert!(target.has_own_base_url() && target.is_loopback());
        let target = Target::of(provider);
        assert_eq!(target.origin().as_str(), "https://api.groq.com:443");
        assert!(!target.has_own_base_url() && !target.is_loopback());
    }

    #[test]
    fn a_service_beside_the_root_has_its_own_host_unless_the_owner_gave_one() {
        let target = Target::of(find("nvidia_nim").expect("a row"));
        let asked = |target: &Target<'_>| match target.provider.proof {
            Proof::Request(request) => target.url(request.host, request.path).to_string(),
            _ => String::new(),
        };
        assert_eq!(
            asked(&target),
            "https://api.ngc.nvidia.com/v3/keys/get-caller-info"
        );
        let origins: Vec<_> = target.origins().iter().map(ToString::to_string).collect();
        assert_eq!(
            origins,
            [
                "https://api.ngc.nvidia.com:443",
                "https://integrate.api.nvidia.com:443"
            ]
        );
        for (base, at) in [
            (
                "http://127.0.0.1:9",
                "http://127.0.0.1:9/v3/keys/get-caller-info",
            ),
            (
                "http://127.0.0.1:9/v1",
                "http://127.0.0.1:9/v3/keys/get-caller-info",
            ),
            (
                "https://gateway.example/nvidia/v1",
                "https://gateway.example/nvidia/v3/keys/get-caller-info",
            ),
        ] {
            let base = BaseUrl::parse(base).expect("a base URL");
            let target = Target {
                base_url: Some(&base),
                ..target
            };
            assert_eq!(asked(&target), at);
            assert_eq!(target.origins(), [target.origin()]);
        }
    }

    #[test]
    fn a_region_has_its_own_root() {
        let moonshot = find("moonshot").expect("a row");
        let target = Target {
            region: moonshot.region("cn"),
            ..Target::of(moonshot)
        };
        assert_eq!(target.api_root().as_str(), "https://api.moonshot.cn/v1");
        assert_eq!(
            target.list_url().map(String::from).as_deref(),
            Some("https://api.moonshot.cn/v1/models")
        );
    }

    #[test]
    fn roots_without_a_version_keep_to_that() {
        for (id, base, at) in [
            (
                "deepseek",
                "https://h.example/v1",
                "https://h.example/models",
            ),
            (
                "deepseek",
                "https://h.example/x",
                "https://h.example/x/models",
            ),
            (
                "ollama",
                "http://127.0.0.1:11434/v1",
                "http://127.0.0.1:11434/api/tags",
            ),
            (
                "ollama",
                "http://127.0.0.1:11434/api/tags",
                "http://127.0.0.1:11434/api/tags",
            ),
            (
                "cohere",
                "https://h.example/v1/",
                "https://h.example/v1/models?page_size=1000",
            ),
            (
                "azure_openai",
                "https://r.openai.azure.com",
                "https://r.openai.azure.com/openai/v1/models",
            ),
            (
                "fireworks",
                "http://localhost:9",
                "http://localhost:9/inference/v1/models",
            ),
        ] {
            assert_eq!(list(id, base), at);
        }
    }
}

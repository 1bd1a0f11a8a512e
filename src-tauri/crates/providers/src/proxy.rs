//! Which proxy requests go through.

use url::Url;

/// The proxy for everything that leaves this computer. What stays on it goes through none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// The system's: its settings, or `HTTPS_PROXY` and its kin.
    #[default]
    System,
    /// None.
    None,
    /// This one, but for the hosts that `NO_PROXY` names.
    At(String),
}

/// Why the address of a proxy is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProxyFault {
    /// No address of an HTTP or HTTPS proxy.
    #[error("a proxy's address looks like http://proxy.example:3128")]
    Address,
    /// It holds a name or password.
    #[error(
        "a proxy's address is kept without name and password; HTTPS_PROXY in the environment may hold them"
    )]
    Password,
}

/// Looks at an address as it was typed, and returns it as it is stored.
///
/// # Errors
/// Says what is wrong with it.
pub fn proxy_address(typed: &str) -> Result<String, ProxyFault> {
    let typed = typed.trim();
    let text = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("http://{typed}")
    };
    let url = Url::parse(&text).map_err(|_| ProxyFault::Address)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ProxyFault::Password);
    }
    let plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if typed.is_empty() || !plain {
        return Err(ProxyFault::Address);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_or_refused_with_its_reason() {
        for (typed, kept) in [
            ("http://proxy.example:3128", "http://proxy.example:3128"),
            (" proxy.example:3128/ ", "http://proxy.example:3128"),
            ("https://proxy.example", "https://proxy.example"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(proxy_address(typed).as_deref(), Ok(kept), "{typed}");
        }
        for typed in [
            "",
            "  ",
            "socks5://proxy.example:1080",
            "http://",
            "http://proxy.example/path",
            "http://proxy.example?x",
            "a b",
        ] {
            assert_eq!(proxy_address(typed), Err(ProxyFault::Address), "{typed}");
        }
        let held = "http://ada:secret@proxy.example:3128";
        assert_eq!(proxy_address(held), Err(ProxyFault::Password));
        assert_eq!(proxy_address("ada@proxy:1"), Err(ProxyFault::Password));
    }
}

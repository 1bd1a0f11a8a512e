//! The base-URL validator: whatever is typed, a key goes over https, or stays on this computer.

use std::net::{Ipv4Addr, Ipv6Addr};

use keystow_providers::{BaseUrl, BaseUrlError};

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct BaseUrls;

const TYPED: usize = 0;

const FIELDS: &[Field] = &[Field::new("typed", Kind::Text, 4096)];

const SEEDS: &[&str] = &[
    "https://api.groq.com/openai/v1",
    " https://API.Example.com/ ",
    "https://example.com:8443/v1//",
    "http://localhost:1234/v1",
    "http://127.9.9.9/v1",
    "http://[::1]:11434/",
    "http://[::ffff:127.0.0.1]/",
    "https://bücher.example/grüße",
    "https://xn--bcher-kva.example/a%2fb/../c",
    "https://user:fake@example.com/v1",
    "https://example.com/v1?key=fake#top",
    "http://localhost.example.com/v1",
    "localhost:1234",
    "file:///etc/passwd",
];

const WORDS: &[&[u8]] = &[
    b"https://",
    b"http://",
    b"https:/",
    b"HTTPS:",
    b"http:\\\\",
    b"ftp://",
    b"javascript:",
    b"//",
    b"@",
    b"user:fake@",
    b"localhost",
    b"LOCALHOST.",
    b"127.0.0.1",
    b"127.1",
    b"0x7f.1",
    b"0177.0.0.1",
    b"2130706433",
    b"0.0.0.0",
    b"[::1]",
    b"[::]",
    b"[fe80::1%25eth0]",
    b"[::ffff:7f00:1]",
    b"evil.example",
    b"xn--",
    b"%2f",
    b"%40",
    b"%00",
    b"%2e%2e/",
    b"/../",
    b"/v1",
    b":0",
    b":443",
    b":80",
    b":65535",
    b":99999",
    b"?",
    b"#",
];

impl Target for BaseUrls {
    fn name(&self) -> &'static str {
        "base-url"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let long = format!("https://example.com/{}", "ü".repeat(300));
        let seeds = SEEDS.iter().map(ToString::to_string).chain([long]);
        seeds.map(|seed| Case(vec![seed.into_bytes()])).collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let typed = case.text(TYPED);
        let url = match BaseUrl::parse(&typed) {
            Ok(url) => url,
            Err(fault) => return refused(&typed, fault),
        };
        let text = url.as_str();
        let seen = || format!("{typed:?} became {text:?}");
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        let authority = rest.split('/').next().unwrap_or_default();
        let (host, port) = split_port(authority);

        let here = is_this_computer(host);
        Finding::unless(
            scheme == "https" || scheme == "http" && here,
            "a key goes over https, or stays on this computer",
            seen,
        )?;
        Finding::unless(
            url.is_loopback() == here,
            "this computer is known by what the text says",
            seen,
        )?;
        let odd = |c: char| !c.is_ascii_graphic() || matches!(c, '\\' | '?' | '#');
        Finding::unless(
            !text.contains(odd) && !authority.contains(['@', '%']) && !text.ends_with('/'),
            "a base URL is scheme, host, port and path in visible ASCII",
            seen,
        )?;
        Finding::unless(host == url.host(), "the host is the text's", seen)?;
        let default = if scheme == "https" { "443" } else { "80" };
        let origin = format!("{scheme}://{host}:{}", port.unwrap_or(default));
        Finding::unless(
            url.origin().as_str() == origin,
            "the origin is the text's, with its port",
            || format!("{typed:?} has the origin {}", url.origin()),
        )?;
        Finding::unless(
            BaseUrl::parse(text).as_ref() == Ok(&url),
            "a base URL reads back as itself",
            || format!("{} bytes became {} bytes", typed.len(), text.len()),
        )?;
        if let Some(host_typed) = plain_host(&typed) {
            Finding::unless(host == host_typed, "a plain host stays as typed", seen)?;
        }
        Ok(class(&(
            scheme,
            here,
            port.map(str::len),
            rest.matches('/').count().min(8),
            text.contains('%'),
            host.contains("xn--"),
            host.parse::<Ipv4Addr>().is_ok(),
            host.len().min(64) / 8,
        )))
    }
}

/// A refusal says nothing of what was typed, and comes for the same text again.
fn refused(typed: &str, fault: BaseUrlError) -> Result<u64, Finding> {
    Finding::unless(
        BaseUrl::parse(typed) == Err(fault),
        "the same text gets the same refusal",
        || format!("{typed:?}"),
    )?;
    let sound = typed
        .strip_prefix("https://api.example/")
        .is_some_and(|path| {
            path.len() < 1000
                && path
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'/')
        });
    Finding::unless(!sound, "a sound base URL is taken", || {
        format!("{typed:?} is refused: {fault}")
    })?;
    Ok(class(&(fault, typed.contains('@'), typed.contains('\\'))))
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_this_computer(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Some(address) = bare {
        return address.parse::<Ipv6Addr>() == Ok(Ipv6Addr::LOCALHOST);
    }
    host.parse::<Ipv4Addr>().map_or_else(
        |_| host.trim_end_matches('.') == "localhost",
        |address| address.octets()[0] == 127,
    )
}

/// The host of an `https://host/…` that leaves no room for reading it in two ways.
fn plain_host(typed: &str) -> Option<String> {
    let rest = typed.trim().strip_prefix("https://")?;
    let host = rest.split(['/', ':']).next()?;
    let label = |c: char| c.is_ascii_alphabetic() || c == '.' || c == '-';
    let plain = host.chars().all(label) && host.starts_with(|c: char| c.is_ascii_alphabetic());
    plain.then(|| host.to_ascii_lowercase())
}

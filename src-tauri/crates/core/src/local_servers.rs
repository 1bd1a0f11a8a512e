//! Model servers on this computer, found when their owner asks: on the ports that they usually take.
//!
//! What it does not do: send a key, or look at any other computer.

use std::time::Duration;

use keystow_providers::catalog::{self, Endpoint};
use keystow_providers::{
    BaseUrl, CheckOutcome, Client, ClientOptions, Dialect, Provider, Proxy, Target, Verdict,
};
use serde::Serialize;

use crate::error::Error;
use crate::handle::Keystow;

/// Where llama.cpp's server listens unless it is told otherwise.
const LLAMA_CPP: u16 = 8080;

/// A server that is not there answers at once, one that is there within moments.
const PATIENCE: Duration = Duration::from_secs(3);

/// A model server that answers on this computer. Serialises as the command line's JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LocalServer {
    /// The provider that it is; `None` where it would be an endpoint of the owner's own.
    pub provider: Option<&'static str>,
    /// What to call it.
    pub name: String,
    /// Its base URL.
    pub base_url: String,
    /// Whether it wants a key before it lists its models.
    pub needs_key: bool,
    /// How many models it lists without one.
    pub models: u32,
}

impl Keystow {
    /// Asks the ports that Ollama, LM Studio and llama.cpp usually take, or these ports instead, whether a
    /// model server answers there. Sends no key and stores nothing.
    ///
    /// # Errors
    /// [`Error::Network`] where no HTTP client can be made.
    pub async fn find_local_servers(&self, ports: &[u16]) -> Result<Vec<LocalServer>, Error> {
        let options = ClientOptions {
            connect_timeout: PATIENCE,
            total_timeout: PATIENCE,
            proxy: Proxy::None,
            ..ClientOptions::default()
        };
        let client = Client::new(&options).map_err(|_| Error::Network)?;
        let mut asked: Vec<(&'static Provider, String)> = Vec::new();
        if ports.is_empty() {
            let known = catalog::providers().iter().filter(|known| known.is_local());
            asked.extend(known.map(|known| (known, known.api_root().to_owned())));
        }
        let others = if ports.is_empty() {
            &[LLAMA_CPP][..]
        } else {
            ports
        };
        asked.extend(others.iter().map(|port| {
            let address = format!("http://127.0.0.1:{port}/v1");
            (unknown_server(), address)
        }));
        let mut found = Vec::new();
        for (provider, address) in asked {
            found.extend(look(&client, provider, address).await?);
        }
        Ok(found)
    }
}

async fn look(
    client: &Client,
    provider: &'static Provider,
    address: String,
) -> Result<Option<LocalServer>, Error> {
    let base_url = BaseUrl::parse(&address)?;
    let target = Target {
        base_url: Some(&base_url),
        ..Target::of(provider)
    };
    let outcome = client.check(&target, None).await;
    let known = Some(provider.id).filter(|_| provider.is_local());
    let models = outcome.models.as_ref().map_or(0, Vec::len);
    // Many a program answers an empty list, and is no model server.
    let listed = outcome.verdict == Verdict::NoKeyNeeded && (known.is_some() || models > 0);
    // A web page behind a password answers 401 too.
    let needs_key = outcome.http_status == Some(401) && !outcome.is_page;
    Ok((listed || needs_key).then(|| LocalServer {
        provider: known,
        name: known.map_or_else(|| name_of(&outcome, &address), |_| provider.name.to_owned()),
        base_url: address,
        needs_key,
        models: u32::try_from(models).unwrap_or(u32::MAX),
    }))
}

/// What a server calls the owner of its models tells its make.
fn name_of(outcome: &CheckOutcome, address: &str) -> String {
    let first = outcome.models.as_deref().and_then(<[_]>::first);
    match first.and_then(|model| model.owner.as_deref()) {
        Some("llamacpp") => "llama.cpp".to_owned(),
        Some("vllm") => "vLLM".to_owned(),
        _ => address
            .trim_start_matches("http://")
            .trim_end_matches("/v1")
            .to_owned(),
    }
}

fn unknown_server() -> &'static Provider {
    catalog::custom(&Endpoint {
        slug: "local",
        dialect: Dialect::OpenAi,
        models_path: None,
        key_optional: true,
    })
}

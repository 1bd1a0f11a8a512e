//! What may be typed after `keystow endpoint`.

use clap::{Args, Subcommand};

/// `keystow endpoint`.
#[derive(Debug, Subcommand)]
pub(crate) enum Endpoint {
    /// Add an endpoint; prints the address that checks will ask, and asks nobody
    Add(EndpointAdd),
    /// List the endpoints
    List,
    /// Find model servers on this computer, on the ports they usually take; sends no key
    #[command(
        after_help = "Examples:\n  keystow endpoint find\n  keystow endpoint find --port 8000"
    )]
    Find(EndpointFind),
    /// Remove an endpoint that no key uses
    Remove(EndpointNamed),
}

// `keystow endpoint add`.
#[derive(Debug, Args)]
pub(crate) struct EndpointAdd {
    /// Its name; the provider is then called custom:NAME
    #[arg(value_name = "NAME")]
    pub(crate) slug: String,
    /// How its API is spoken: openai, anthropic or gemini
    #[arg(long, value_name = "DIALECT", default_value = "openai")]
    pub(crate) dialect: String,
    /// The API root (https, or http on this machine)
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: String,
    /// The path of the model list behind the API root, where it is not the dialect's own
    #[arg(long, value_name = "PATH")]
    pub(crate) models_path: Option<String>,
    /// A header that the gateway wants; its value comes from a hidden prompt, or from a line of stdin
    #[arg(long, value_name = "NAME")]
    pub(crate) header: Vec<String>,
    /// It needs no key: stores the credential too, and checks it
    #[arg(long)]
    pub(crate) no_key: bool,
    /// Store without asking the endpoint
    #[arg(long)]
    pub(crate) no_check: bool,
}

// `keystow endpoint find`.
#[derive(Debug, Args)]
pub(crate) struct EndpointFind {
    /// Look at this port instead of the usual ones; may be given several times
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Vec<u16>,
}

// A verb that takes one endpoint.
#[derive(Debug, Args)]
pub(crate) struct EndpointNamed {
    /// Its name, with or without custom:
    #[arg(value_name = "NAME")]
    pub(crate) slug: String,
}

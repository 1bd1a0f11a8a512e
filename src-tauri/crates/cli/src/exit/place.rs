//! What is wrong with where a key was meant to go, in words: regions, ids, dates and endpoints.

use keystow::Error;

use super::{Code, Failure};
use crate::provider;

/// The failure for a fault of a place; anything else is unexpected here.
pub(super) fn of(error: Error) -> Failure {
    match error {
        Error::BaseUrlNeeded { provider } => Failure::new(
            Code::Refused,
            format!("{provider} has no address of its own: every owner has one"),
        )
        .hint("give it with --base-url, as the provider's own page shows it"),
        Error::NoSuchRegion { provider, known } => no_such_region(&provider, &known),
        Error::RegionAndBaseUrl => Failure::new(
            Code::Refused,
            "a base URL is an address already, and a region would be a second one",
        )
        .hint("leave --region or --base-url out"),
        Error::NoOrganizations { provider } => Failure::new(
            Code::Refused,
            format!("requests to {provider} name no organisation and no project"),
        )
        .hint("leave --organization and --project out"),
        Error::InvalidAccountId => Failure::new(
            Code::Refused,
            "an organisation's or project's id has at most 128 plain characters",
        )
        .hint("copy it again from the provider's page"),
        Error::InvalidDate => Failure::new(Code::Refused, "that is no date")
            .hint("write it as YYYY-MM-DD, like 2027-03-31"),
        Error::InvalidEndpointName => Failure::new(
            Code::Refused,
            "an endpoint's name has 1 to 63 small letters, digits, dashes or underscores",
        )
        .hint("it begins with a letter or a digit; nothing was stored"),
        Error::NoSuchDialect => Failure::new(Code::Refused, "there is no such dialect")
            .hint("use openai, anthropic or gemini"),
        Error::InvalidModelsPath => {
            Failure::new(Code::Refused, "the path of the model list is no plain path")
                .hint("write it like /models, without ? and #")
        }
        Error::NoVariable { provider } => Failure::new(
            Code::Refused,
            format!("no variable is known for a key of {provider}"),
        )
        .hint(format!("name one with --map {provider}=NAME")),
        Error::AddressNotCarried { provider } => Failure::new(
            Code::Refused,
            format!(
                "the key of {provider} belongs to a base URL of its own, and no variable carries that: \
                 the program would send the key elsewhere"
            ),
        )
        .hint(format!(
            "tell the program the address yourself, and name the variable with --map {provider}=NAME"
        )),
        Error::InvalidVariable { name } => Failure::new(
            Code::Refused,
            format!("{} cannot carry a key", provider::quoted(&name)),
        )
        .hint("use letters, digits and _, and none that changes what a program loads"),
        Error::InvalidProxy(fault) => {
            Failure::new(Code::Refused, fault.to_string()).hint("nothing was changed")
        }
        Error::InvalidCaFile { path } => Failure::new(
            Code::Refused,
            format!("{} is no file of certificates", provider::quoted(&path)),
        )
        .hint("give the whole path of a file in PEM format; nothing was changed"),
        Error::InvalidHeader { fault, .. } => {
            Failure::new(Code::Refused, fault.to_string()).hint("nothing was stored")
        }
        Error::NoSuchEndpoint { slug } => Failure::new(
            Code::NotFound,
            format!("there is no endpoint {}", provider::quoted(&slug)),
        )
        .hint("see `keystow endpoint list`"),
        Error::EndpointExists { slug } => Failure::new(
            Code::Refused,
            format!("there is an endpoint {} already", provider::quoted(&slug)),
        )
        .hint("remove it first, or choose another name"),
        Error::EndpointInUse { slug } => Failure::new(
            Code::Refused,
            format!(
                "a key is stored for the endpoint {}",
                provider::quoted(&slug)
            ),
        )
        .hint(format!(
            "remove it first with `keystow remove custom:{slug}`"
        )),
        Error::EndpointHasBaseUrl => {
            Failure::new(Code::Refused, "the endpoint has its base URL already")
                .hint("leave --base-url and --region out")
        }
        other => Failure::unexpected(other.to_string()),
    }
}

fn no_such_region(provider: &str, known: &[&str]) -> Failure {
    if known.is_empty() {
        return Failure::new(Code::Refused, format!("{provider} has no regions"))
            .hint("leave --region out");
    }
    Failure::new(Code::Refused, format!("{provider} has no such region"))
        .hint(format!("it has {}", known.join(", ")))
}

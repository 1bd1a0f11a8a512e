//! What is wrong with where a key was meant to go, in words: regions, ids, dates,
//! labels, notes and endpoints.

use keystow::Error;

use super::{Code, Failure};
use crate::provider;

/// The failure for a fault of a place; anything else is unexpected here.
pub(super) fn of(error: Error) -> Failure {
    match error {
        Error::BaseUrlNeeded { provider } => {
            Failure::new(Code::Refused, format!("{provider} needs your own address"))
                .hint("give it with --base-url, as the provider's own page shows it")
        }
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
        Error::InvalidLabel => Failure::new(
            Code::Refused,
            "the label is too long or has characters that cannot be shown",
        )
        .hint("use one line of at most 200 characters"),
        Error::InvalidNote => Failure::new(
            Code::Refused,
            "the note is too long or has characters that cannot be shown",
        )
        .hint("use at most 2,000 characters"),
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

//! Where a key goes and for whom: provider, region, base URL, organisation and project, as they were
//! given and as they are stored.

use jiff::civil::Date;
use keystow_providers::catalog::CUSTOM;
use keystow_providers::{BaseUrl, Provider, Region, Target};
use keystow_vault::{Destination, StoredCredential};

use crate::error::Error;

/// Longest id of an organisation or project.
const MAX_ID: usize = 128;

/// A provider, in its region or at the owner's own base URL.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) provider: &'static Provider,
    region: Option<&'static Region>,
    base_url: Option<BaseUrl>,
}

impl Place {
    /// The place that was chosen.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`], [`Error::BaseUrlNeeded`], [`Error::NoSuchRegion`], or
    /// [`Error::RegionAndBaseUrl`].
    pub(crate) fn chosen(
        provider: &'static Provider,
        region: Option<&str>,
        base_url: Option<&str>,
    ) -> Result<Self, Error> {
        let base_url = base_url.map(BaseUrl::parse).transpose()?;
        if base_url.is_none() && provider.needs_base_url {
            return Err(Error::BaseUrlNeeded {
                provider: provider.id.to_owned(),
            });
        }
        if base_url.is_some() && region.is_some() {
            return Err(Error::RegionAndBaseUrl);
        }
        let region = match region {
            None => None,
            Some(given) => Some(find_region(provider, given)?),
        };
        Ok(Self {
            provider,
            region,
            base_url,
        })
    }

    /// The place that a record names; `None` where the catalogue has no such region or the base URL is
    /// none: somebody edited the file.
    pub(crate) fn stored(provider: &'static Provider, stored: &StoredCredential) -> Option<Self> {
        let base_url = match stored.base_url.as_deref() {
            None => None,
            Some(url) => Some(BaseUrl::parse(url).ok()?),
        };
        let region = match stored.region.as_deref() {
            None => None,
            Some(id) => Some(provider.region(id)?),
        };
        Some(Self {
            provider,
            region,
            base_url,
        })
    }

    /// What is asked there.
    pub(crate) fn target(&self) -> Target<'_> {
        Target {
            region: self.region,
            base_url: self.base_url.as_ref(),
            ..Target::of(self.provider)
        }
    }

    /// What the seal is bound to.
    pub(crate) fn destination(&self) -> Destination {
        let origins = self.target().origins();
        let region = self.region.or_else(|| self.provider.regions.first());
        let region = region.filter(|_| self.provider.has_regions() && self.base_url.is_none());
        Destination {
            base_url: self.base_url.as_ref().map(|url| url.as_str().to_owned()),
            region: region.map(|region| region.id.to_owned()),
            auth_scheme: self.provider.auth.as_str().to_owned(),
            origins: origins.iter().map(ToString::to_string).collect(),
        }
    }

    /// Whether a record was sealed for this place: the seal binds the origins, and the columns beside it
    /// can be edited by anybody.
    pub(crate) fn is_sealed_for(&self, stored: &StoredCredential) -> bool {
        let origins = self.target().origins();
        origins.iter().all(|origin| {
            stored
                .origins
                .iter()
                .any(|sealed| sealed == origin.as_str())
        })
    }

    /// The host that requests go to, with its port where that is not the usual one.
    pub(crate) fn host(&self) -> String {
        let url = self.target().api_root();
        match (url.host_str(), url.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (host, _) => host.unwrap_or_default().to_owned(),
        }
    }
}

/// Finds a fault of region and base URL before anybody is asked for a key.
///
/// # Errors
/// [`Error::InvalidBaseUrl`], [`Error::BaseUrlNeeded`], [`Error::NoSuchRegion`], or
/// [`Error::RegionAndBaseUrl`]; [`Error::EndpointHasBaseUrl`] for an endpoint of the owner's own.
pub fn check_place(
    provider: &'static Provider,
    region: Option<&str>,
    base_url: Option<&str>,
) -> Result<(), Error> {
    if provider.id.starts_with(CUSTOM) {
        return match (region, base_url) {
            (None, None) => Ok(()),
            _ => Err(Error::EndpointHasBaseUrl),
        };
    }
    Place::chosen(provider, region, base_url).map(drop)
}

fn find_region(provider: &'static Provider, given: &str) -> Result<&'static Region, Error> {
    let wanted = given.trim().to_lowercase();
    let found = provider
        .has_regions()
        .then(|| provider.region(&wanted))
        .flatten();
    found.ok_or_else(|| Error::NoSuchRegion {
        provider: provider.id.to_owned(),
        known: if provider.has_regions() {
            provider.regions.iter().map(|region| region.id).collect()
        } else {
            Vec::new()
        },
    })
}

/// The id of an organisation or project, trimmed; an empty one is none.
///
/// # Errors
/// [`Error::NoOrganizations`] where the provider takes none, [`Error::InvalidAccountId`] where it cannot
/// be sent.
pub(crate) fn account_id(
    provider: &Provider,
    given: Option<String>,
) -> Result<Option<String>, Error> {
    let id = given.map(|id| id.trim().to_owned());
    match id.filter(|id| !id.is_empty()) {
        None => Ok(None),
        Some(_) if !provider.has_organizations => Err(Error::NoOrganizations {
            provider: provider.id.to_owned(),
        }),
        Some(id) if id.len() <= MAX_ID && id.bytes().all(|b| b.is_ascii_graphic()) => Ok(Some(id)),
        Some(_) => Err(Error::InvalidAccountId),
    }
}

/// The owner's date for a new key, `YYYY-MM-DD`; an empty one is none.
///
/// # Errors
/// [`Error::InvalidDate`].
pub(crate) fn renew_by(given: Option<&str>) -> Result<Option<String>, Error> {
    match given.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => match text.parse::<Date>() {
            Ok(date) if text.len() == 10 => Ok(Some(date.to_string())),
            _ => Err(Error::InvalidDate),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::find_provider;

    fn place(id: &str, region: Option<&str>, base_url: Option<&str>) -> Result<Place, Error> {
        Place::chosen(find_provider(id).expect("a provider"), region, base_url)
    }

    #[test]
    fn a_region_is_kept_with_the_key_also_when_nobody_chose_one() {
        let usual = place("moonshot", None, None).expect("fine").destination();
        assert_eq!(usual.region.as_deref(), Some("global"));
        assert_eq!(usual.origins, ["https://api.moonshot.ai:443"]);
        let china = place("moonshot", Some(" CN "), None).expect("fine");
        assert_eq!(china.destination().region.as_deref(), Some("cn"));
        assert_eq!(china.destination().origins, ["https://api.moonshot.cn:443"]);
        assert_eq!(
            place("groq", None, None)
                .expect("fine")
                .destination()
                .region,
            None
        );
    }

    #[test]
    fn what_cannot_be_is_named() {
        assert!(matches!(
            place("moonshot", Some("mars"), None),
            Err(Error::NoSuchRegion { known, .. }) if known == ["global", "cn"]
        ));
        assert!(matches!(
            place("groq", Some("eu"), None),
            Err(Error::NoSuchRegion { known, .. }) if known.is_empty()
        ));
        assert!(matches!(
            place("moonshot", Some("cn"), Some("https://h.example/v1")),
            Err(Error::RegionAndBaseUrl)
        ));
        assert!(matches!(
            place("azure_openai", None, None),
            Err(Error::BaseUrlNeeded { .. })
        ));
        let azure = place("azure_openai", None, Some("https://r.openai.azure.com"));
        assert_eq!(azure.expect("fine").host(), "r.openai.azure.com");
    }

    #[test]
    fn ids_and_dates_are_looked_at_before_anything_is_stored() {
        let openai = find_provider("openai").expect("a provider");
        let groq = find_provider("groq").expect("a provider");
        let id = |text: &str| Some(text.to_owned());
        assert_eq!(
            account_id(openai, id(" org-1 ")).expect("fine"),
            id("org-1")
        );
        assert_eq!(account_id(groq, id("  ")).expect("fine"), None);
        assert!(matches!(
            account_id(groq, id("x")),
            Err(Error::NoOrganizations { .. })
        ));
        assert!(matches!(
            account_id(openai, id("a b")),
            Err(Error::InvalidAccountId)
        ));
        assert_eq!(
            renew_by(Some("2027-02-28")).expect("fine"),
            id("2027-02-28")
        );
        assert_eq!(renew_by(Some("")).expect("fine"), None);
        for bad in ["2027-02-30", "tomorrow", "2027-1-1", "2027-02-28T00:00:00Z"] {
            assert!(
                matches!(renew_by(Some(bad)), Err(Error::InvalidDate)),
                "{bad}"
            );
        }
    }
}

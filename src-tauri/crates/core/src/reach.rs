//! Where a stored key may be sent, made out of what is sealed and what stands beside it.
//!
//! Always true: the address is a column that anybody who can write the file can edit; it counts only where
//! the seal of the record is bound to its origins.

use keystow_providers::{ExtraHeader, Provider, Target};
use keystow_vault::{StoredCredential, VaultError};

use crate::endpoints::Headers;
use crate::error::Error;
use crate::handle::Keystow;
use crate::place::Place;

/// An address that a key is sealed for, and what else goes along.
pub(crate) struct Reach {
    place: Place,
    headers: Headers,
    organization: Option<String>,
    project: Option<String>,
}

impl Keystow {
    /// The address of a stored credential.
    ///
    /// # Errors
    /// [`Error::Vault`]: the address is not the one that the record was sealed for, or the endpoint's headers
    /// do not open.
    pub(crate) async fn reach(
        &self,
        provider: &'static Provider,
        stored: &StoredCredential,
    ) -> Result<Reach, Error> {
        let damaged = || VaultError::RowCorrupt {
            profile: self.profile_name().to_owned(),
            provider: provider.id.to_owned(),
        };
        let place = Place::stored(provider, stored)
            .filter(|place| place.is_sealed_for(stored))
            .ok_or_else(damaged)?;
        let headers = self
            .gateway_headers(provider, &place.target().origin())
            .await?;
        Ok(Reach {
            place,
            headers,
            organization: stored.organization.clone(),
            project: stored.project.clone(),
        })
    }
}

impl Reach {
    /// The headers that the owner's gateway wants, for [`Reach::target`].
    pub(crate) fn headers(&self) -> Vec<ExtraHeader<'_>> {
        self.headers.lent()
    }

    pub(crate) fn target<'r>(&'r self, headers: &'r [ExtraHeader<'r>]) -> Target<'r> {
        Target {
            organization: self.organization.as_deref(),
            project: self.project.as_deref(),
            headers,
            ..self.place.target()
        }
    }
}

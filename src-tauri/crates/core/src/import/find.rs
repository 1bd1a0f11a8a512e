//! Finding keys in one place, each once, and how each stands to the vault.

use keystow_providers::Provider;
use keystow_vault::{ApiKey, VaultError};

use super::places::{environment, in_environment, look};
use super::recognise::{self, Candidate};
use super::{FoundKey, FoundKeys, FoundState, ImportSource};
use crate::credential::hint_of;
use crate::error::Error;
use crate::handle::Keystow;

impl Keystow {
    /// Looks for keys in one place, and opens the vault to compare them where some were found.
    ///
    /// # Errors
    /// [`Error::ImportSource`] where the one place that was named cannot be looked through; what is wrong with
    /// one of several stands in [`FoundKeys::problems`]. Otherwise [`Error::NoSuchProfile`] or [`Error::Vault`].
    pub async fn find_keys(&self, source: &ImportSource) -> Result<FoundKeys, Error> {
        let known = self.every_provider().await?;
        let (candidates, problems) = look(source, &known).await?;
        let mut keys: Vec<FoundKey> = Vec::new();
        for candidate in candidates {
            let same = |found: &&mut FoundKey| {
                let base_url = candidate.base_url.as_ref();
                found.is(candidate.provider, &candidate.key, base_url)
            };
            match keys.iter_mut().find(same) {
                Some(found) => {
                    found.base_url = found.base_url.take().or(candidate.base_url);
                    found.places.push(candidate.place);
                }
                None => keys.push(FoundKey {
                    hint: hint_of(candidate.provider, &candidate.key),
                    provider: candidate.provider,
                    base_url: candidate.base_url,
                    state: self.state_of(candidate.provider, &candidate.key).await?,
                    places: vec![candidate.place],
                    key: candidate.key,
                }),
            }
        }
        Ok(FoundKeys { keys, problems })
    }

    /// Names the known variables of this process's environment that hold a key. Opens nothing, and compares
    /// nothing.
    ///
    /// # Errors
    /// [`Error::Vault`] where the endpoints cannot be read.
    pub async fn environment_keys(&self) -> Result<Vec<String>, Error> {
        let known = self.every_provider().await?;
        let by_name = |candidate: &Candidate| {
            let names = candidate.provider.key_env;
            names.contains(&candidate.variable.as_str())
        };
        let (found, _) = recognise::keys(environment(), &known, in_environment);
        let found = found.into_iter().filter(by_name);
        Ok(found.map(|candidate| candidate.place.variable).collect())
    }

    /// The catalogue and the endpoints of the owner's own.
    async fn every_provider(&self) -> Result<Vec<&'static Provider>, Error> {
        let mut known: Vec<&'static Provider> = crate::providers::providers().iter().collect();
        for endpoint in self.endpoints().await? {
            known.push(self.known_provider(&endpoint.provider).await?);
        }
        Ok(known)
    }

    async fn state_of(
        &self,
        provider: &'static Provider,
        key: &ApiKey,
    ) -> Result<FoundState, Error> {
        let stored = match self.stored(provider).await {
            Err(Error::NoSuchCredential { .. } | Error::Vault(VaultError::Uninitialised)) => {
                return Ok(FoundState::New);
            }
            stored => stored?,
        };
        if !stored.key_set() {
            return Ok(FoundState::Other);
        }
        let same = self.holds(provider, key).await?;
        Ok(if same {
            FoundState::Same
        } else {
            FoundState::Other
        })
    }

    /// Whether the vault holds this key for a provider. The stored key is opened for the comparison alone.
    async fn holds(&self, provider: &Provider, key: &ApiKey) -> Result<bool, Error> {
        let lent = self
            .vault()
            .lend(self.profile_name(), provider.id, self.prompt())
            .await;
        let lent = match lent {
            // A damaged record is another key than any.
            Err(VaultError::RowCorrupt { .. }) => return Ok(false),
            other => {
                other.map_err(|error| Error::about(error, self.profile_name(), provider.id))?
            }
        };
        // EXPOSE: to the comparison.
        Ok(lent.key.is_some_and(|held| held.expose() == key.expose()))
    }
}

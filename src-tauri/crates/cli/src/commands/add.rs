//! `keystow add`: stores a key for a provider that has none, then checks it.

use keystow::{Error, Keystow, NewCredential, VaultState};

use super::Context;
use crate::args::Add;
use crate::exit::{Code, Failure};
use crate::{prompt, provider};

/// Reads the key, stores it, and waits for its check unless told not to.
///
/// # Errors
/// The input is at fault (found before the vault is opened), or the vault cannot take the key.
pub(super) async fn run(context: &Context, args: Add) -> Result<Code, Failure> {
    let provider = provider::resolve(&args.provider)?;
    provider::check_base_url(args.base_url.as_deref())?;
    let piped = prompt::piped_key(provider)?;
    let keystow = context.open().await?;
    let key = if let Some(key) = piped {
        key
    } else {
        refuse_duplicate(&keystow, provider.id).await?;
        prompt::ask_for_key(provider)?
    };
    let saved = keystow
        .create(NewCredential {
            provider: provider.id.to_owned(),
            key: Some(key),
            base_url: args.base_url,
            label: args.label,
            check: !args.no_check,
        })
        .await?;
    context.finish(&keystow, saved).await
}

/// Finds a key that is already there before anybody is asked to type one.
async fn refuse_duplicate(keystow: &Keystow, provider: &str) -> Result<(), Failure> {
    match keystow.credential(provider).await {
        Ok(found) => Err(Error::CredentialExists {
            profile: found.profile,
            provider: found.provider,
        }
        .into()),
        Err(Error::NoSuchCredential { .. }) => Ok(()),
        Err(error) if error.vault_state() == Some(VaultState::Uninitialised) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

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
    let provider = context.provider(&args.provider).await?;
    provider::check_base_url(args.base_url.as_deref())?;
    provider::check_place(
        provider,
        args.place.region.as_deref(),
        args.base_url.as_deref(),
    )?;
    let piped = if args.no_key {
        None
    } else {
        prompt::piped_key(provider)?
    };
    let keystow = context.open().await?;
    let key = match piped {
        Some(key) => Some(key),
        None if args.no_key => None,
        None => {
            refuse_duplicate(&keystow, provider.id).await?;
            Some(prompt::ask_for_key(provider)?)
        }
    };
    let saved = keystow
        .create(NewCredential {
            provider: provider.id.to_owned(),
            key,
            base_url: args.base_url,
            region: args.place.region,
            organization: args.place.organization,
            project: args.place.project,
            renew_by: args.place.renew_by,
            label: args.label,
            note: args.note,
            lend_policy: args.lend.into(),
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

//! `keystow update`: replaces a stored key, or changes what stands beside it.

use keystow::CredentialChange;

use super::Context;
use crate::args::Update;
use crate::exit::{Code, Failure};
use crate::{prompt, provider};

/// Stores the change and waits for its check unless told not to.
///
/// # Errors
/// The input is at fault (found before the vault is opened), no such key is stored, or the vault cannot
/// take the change.
pub(super) async fn run(context: &Context, args: Update) -> Result<Code, Failure> {
    let provider = context.provider(&args.provider).await?;
    provider::check_base_url(args.base_url.as_deref())?;
    if args.place.region.is_some() || args.base_url.is_some() {
        let region = args.place.region.as_deref();
        provider::check_place(provider, region, args.base_url.as_deref())?;
    }
    let base_url = change(args.base_url, args.no_base_url);
    let label = change(args.label, args.no_label);
    let place = args.place;
    let beside = label.is_some() || args.note.is_some() || args.lend.is_some();
    if args.keep_key && base_url.is_none() && !beside && place.is_empty() {
        return Err(Failure::usage("there is nothing to change")
            .hint("leave --keep-key out to replace the key, or say what else is to change"));
    }
    let piped = if args.keep_key {
        None
    } else {
        prompt::piped_key(provider)?
    };
    let keystow = context.open().await?;
    keystow.credential(provider.id).await?;
    let key = match piped {
        Some(key) => Some(key),
        None if args.keep_key => None,
        None => Some(prompt::ask_for_key(provider)?),
    };
    let change = CredentialChange {
        key,
        base_url,
        region: place.region,
        organization: clear_or_set(place.organization),
        project: clear_or_set(place.project),
        renew_by: clear_or_set(place.renew_by),
        label,
        note: clear_or_set(args.note),
        lend_policy: args.lend.map(Into::into),
        check: !args.no_check,
    };
    if args.keep_old_until_valid {
        let proved = keystow.update_with_proof(provider.id, change).await?;
        return context.finish_proved(&keystow, &proved).await;
    }
    let saved = keystow.update(provider.id, change).await?;
    context.finish(&keystow, saved).await
}

#[expect(
    clippy::option_option,
    reason = "keep, clear and set are three things, and the core spells them so"
)]
/// Keep (`None`), clear (an empty text) or set.
fn clear_or_set(value: Option<String>) -> Option<Option<String>> {
    value.map(|value| Some(value).filter(|value| !value.trim().is_empty()))
}

#[expect(
    clippy::option_option,
    reason = "keep, clear and set are three things, and the core spells them so"
)]
/// Keep (`None`), clear (`Some(None)`) or set.
fn change(value: Option<String>, clear: bool) -> Option<Option<String>> {
    if clear { Some(None) } else { value.map(Some) }
}

//! `keystow get`: prints a key and nothing else. The only verb that prints one.

use keystow::{ApiKey, Purpose};
use serde::Serialize;
use zeroize::Zeroizing;

use super::Context;
use crate::args::Named;
use crate::exit::{Code, Failure};
use crate::printer::write_secret;

/// Lends the key to whoever reads stdout; a newline follows only on a terminal.
///
/// # Errors
/// No such key is stored, the vault cannot be opened, or the key cannot be decrypted.
pub(super) async fn run(context: &Context, args: &Named) -> Result<Code, Failure> {
    let provider = context.provider(&args.provider).await?;
    let keystow = context.open_to_lend().await?;
    let key = keystow.lend(provider.id, Purpose::Get).await?;
    if context.printer.json {
        // EXPOSE: to whoever reads stdout, who asked for this key.
        context.printer.secret_json(&Lent {
            version: 1,
            provider: provider.id,
            profile: keystow.profile_name(),
            key: key.expose(),
            expires_at: None,
        })?;
    } else {
        print_bare(context, &key)?;
    }
    drop(key);
    keystow.lock();
    // Closing the file would move its log into it, which costs more than the loan.
    keystow::process::end(Code::Done.into())
}

/// The key as JSON, in the shape credential helpers know.
#[derive(Serialize)]
struct Lent<'a> {
    version: u8,
    provider: &'a str,
    profile: &'a str,
    key: &'a str,
    expires_at: Option<()>,
}

fn print_bare(context: &Context, key: &ApiKey) -> Result<(), Failure> {
    // EXPOSE: to whoever reads stdout, who asked for this key.
    let mut text = Zeroizing::new(Vec::with_capacity(key.expose().len() + 1));
    text.extend_from_slice(key.expose().as_bytes());
    if context.printer.terminal {
        text.push(b'\n');
    }
    write_secret(&text)
}

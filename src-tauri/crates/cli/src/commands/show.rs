//! `keystow show`: everything that is known about one credential, never its key.

use std::fmt::Write;

use keystow::{Credential, Prompting};

use super::{Context, HURRIED};
use crate::args::Named;
use crate::exit::{Code, Failure};
use crate::printer::write_text;
use crate::words;

/// Prints one credential; its masked hint only if the vault opens without a prompt and at once.
///
/// # Errors
/// No such key is stored, or the vault file cannot be read.
pub(super) async fn run(context: &Context, args: &Named) -> Result<Code, Failure> {
    let provider = context.provider(&args.provider).await?;
    let keystow = context.open_quietly().await?;
    let mut credential = keystow.credential(provider.id).await?;
    if let Ok(Ok(())) = tokio::time::timeout(HURRIED, keystow.unlock(Prompting::Never)).await {
        credential = keystow.credential(provider.id).await?;
    }
    if context.printer.json {
        context.printer.json(&credential)?;
    } else {
        write_text(&sheet(&credential))?;
    }
    Ok(Code::Done)
}

/// A line per fact; facts that are not there have none.
fn sheet(credential: &Credential) -> String {
    let checked = credential
        .checked_at
        .map(|at| format!("{at}, {}", words::ago(at)));
    let last = credential
        .last_definite
        .as_ref()
        .map(|last| format!("{}, {}", last.status.as_str(), words::ago(last.at)));
    let key = match (credential.key_set, &credential.hint) {
        (false, _) => "none".into(),
        (true, Some(hint)) => hint.clone(),
        (true, None) => "stored".into(),
    };
    let facts = [
        (
            "Provider",
            Some(format!("{} ({})", credential.name, credential.provider)),
        ),
        ("Profile", Some(credential.profile.clone())),
        ("Label", credential.label.clone()),
        ("Key", Some(key)),
        (
            "Status",
            Some(format!(
                "{}: {}",
                words::status(credential),
                words::headline(credential)
            )),
        ),
        ("Message", credential.message.clone()),
        ("Checked", checked),
        ("Last known", last),
        ("Models", Some(credential.models.to_string())),
        ("Request", credential.request.clone()),
        ("Base URL", credential.base_url.clone()),
        ("Region", credential.region.clone()),
        ("Organisation", credential.organization.clone()),
        ("Project", credential.project.clone()),
        ("Account", credential.account.as_ref().map(words::account)),
        ("Renew by", credential.renew_by.clone()),
        ("Last used", credential.last_used_at.map(words::ago)),
        ("Stored", Some(credential.created_at.to_string())),
        ("Changed", Some(credential.updated_at.to_string())),
    ];
    let mut sheet = String::new();
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = writeln!(sheet, "{name:<12} {value}");
        }
    }
    sheet
}

//! `keystow show`: everything that is known about one credential, never its key.

use std::fmt::Write;

use keystow::{Credential, LendPolicy, PastCheck, Prompting, Verdict};

use super::{Context, HURRIED};
use crate::args::Named;
use crate::exit::{Code, Failure};
use crate::printer::write_text;
use crate::words;

/// How many of the latest checks are shown.
const HISTORY: usize = 5;

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
        let checks = keystow.past_checks(provider.id).await?;
        write_text(&format!("{}{}", sheet(&credential), history(&checks)))?;
    }
    Ok(Code::Done)
}

/// The latest checks, a line each: when, what came of it, and what changed in the list of models.
fn history(checks: &[PastCheck]) -> String {
    let mut text = String::new();
    for (place, check) in checks.iter().take(HISTORY).enumerate() {
        let name = if place == 0 { "History" } else { "" };
        let verdict = check.verdict.map_or("error", Verdict::as_str);
        let _ = write!(text, "{name:<12} {}  {verdict}", check.checked_at);
        if let Some(status) = check.http_status {
            let _ = write!(text, ", HTTP {status}");
        }
        if let (Some(new), Some(gone)) = (check.models_new, check.models_gone)
            && new + gone > 0
        {
            let _ = write!(text, ", {new} new and {gone} gone models");
        }
        text.push('\n');
    }
    text
}

/// To which programs the key is lent, where not to all.
fn lent(policy: LendPolicy) -> Option<&'static str> {
    match policy {
        LendPolicy::Allow => None,
        LendPolicy::Named => Some("only where it is named"),
        LendPolicy::Never => Some("to no program"),
    }
}

/// Lines of a note under each other, beside their name.
fn one_line(note: &str) -> String {
    note.replace('\n', "\n             ")
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
        ("Note", credential.note.as_deref().map(one_line)),
        ("Key", Some(key)),
        ("Lent", lent(credential.lend_policy).map(str::to_owned)),
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
        (
            if credential.renew_told {
                "Key ends"
            } else {
                "Renew by"
            },
            credential.renew_by.clone(),
        ),
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

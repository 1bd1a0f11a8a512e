//! What is said when a key cannot be lent, found, fed to a tool, or tried.

use std::path::Path;

use keystow::{Error, ProjectFault, Verdict};

use super::{Code, Failure};
use crate::provider::quoted;

/// The words for such a fault.
pub(super) fn of(error: Error) -> Failure {
    match error {
        Error::NoVariable { provider } => Failure::new(
            Code::Refused,
            format!("no variable is known for a key of {provider}"),
        )
        .hint(format!("name one with --map {provider}=NAME")),
        Error::AddressNotCarried { provider } => Failure::new(
            Code::Refused,
            format!(
                "the key of {provider} belongs to a base URL of its own, and no variable carries that: \
                 the program would send the key elsewhere"
            ),
        )
        .hint(format!(
            "tell the program the address yourself, and name the variable with --map {provider}=NAME"
        )),
        Error::InvalidVariable { name } => Failure::new(
            Code::Refused,
            format!("{} cannot carry a key", quoted(&name)),
        )
        .hint("use letters, digits and _, and none that changes what a program loads"),
        Error::LendingForbidden { profile, provider } => Failure::new(
            Code::Refused,
            format!("the key of {provider} in profile {profile} is lent to no program"),
        )
        .hint(format!(
            "its owner chose so; change it with `keystow update {provider} --keep-key --lend allow`"
        )),
        Error::ImportSource { path, fault } => Failure::new(
            Code::Refused,
            format!("{} was not read: {fault}", shown(&path)),
        )
        .hint("name a text file of at most 1 MiB, written as .env, JSON or TOML"),
        Error::InvalidProject { path, fault } => Failure::new(
            Code::Refused,
            format!("the project file {} is not taken: {fault}{}", path.display(), line_of(fault)),
        )
        .hint("it holds `profile = \"NAME\"` and `providers = [\"groq\"]`, nothing else"),
        Error::NoSuchTool { suggestion } => {
            let failure = Failure::new(Code::NotFound, "there is no recipe for that tool");
            failure.hint(match suggestion {
                Some(tool) => format!("did you mean {tool}?"),
                None => "see `keystow recipe`".to_owned(),
            })
        }
        Error::NoRecipe { tool, provider } => {
            Failure::new(Code::Refused, format!("{tool} cannot use a key of {provider}"))
                .hint("see `keystow recipe` for other tools; `keystow recipe run` feeds any program")
        }
        Error::InvalidPrompt => Failure::new(
            Code::Refused,
            "there is no prompt or no model, or one is too long",
        )
        .hint("a prompt has 1 to 100,000 characters"),
        Error::CannotTry { provider } => Failure::new(
            Code::Refused,
            format!("no prompt can be sent to {provider} from here"),
        )
        .hint("that works where prompts go to an OpenAI-style, Anthropic or Gemini API"),
        Error::TryFailed {
            verdict,
            message,
            http_status,
        } => untold(verdict, message, http_status),
        other => Failure::unexpected(other.to_string()),
    }
}

/// Where in a project file the fault is.
fn line_of(fault: ProjectFault) -> String {
    match fault {
        ProjectFault::Malformed { line: Some(line) } => format!(", line {line}"),
        _ => String::new(),
    }
}

/// A model that did not answer: the reason, and the provider's words below.
fn untold(verdict: Verdict, message: Option<String>, http_status: Option<u16>) -> Failure {
    let code = match verdict {
        Verdict::Rejected => Code::Rejected,
        _ => Code::CouldNotTell,
    };
    let status = http_status.map(|status| format!(", HTTP {status}"));
    let failure = Failure::new(
        code,
        format!(
            "the model did not answer: {verdict}{}",
            status.unwrap_or_default()
        ),
    );
    match message {
        Some(words) => failure.hint(format!("the provider's words: {words}")),
        None => failure,
    }
}

/// A path, cut where nobody would read on.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if text.chars().count() <= 200 {
        return text;
    }
    let cut: String = text.chars().take(200).collect();
    format!("{cut}…")
}

//! How a key gets in: from a hidden prompt on a terminal, or from stdin as a whole; and what else is asked.
//!
//! What surrounds the key in the pasted text (quotes, `NAME=`, `Bearer`) is taken off with a notice. The
//! text lives in wiped buffers and ends as an `ApiKey`.

use std::io::{self, IsTerminal, Write};

use keystow::paste::{self, Removed};
use keystow::{ApiKey, Provider};
use zeroize::Zeroizing;

use crate::exit::{Code, Failure};
use crate::pipe;
use crate::printer::say;

/// The most that is read from stdin, in bytes; more cannot be a key with what surrounds it.
const INPUT_LIMIT: usize = 64 * 1024;

/// The most that a typed answer can have, in bytes.
const ANSWER_LIMIT: usize = 4096;

/// Whether somebody sits at the terminal and types what this program reads.
pub(crate) fn person_is_there() -> bool {
    io::stdin().is_terminal()
}

/// Whether a hidden prompt reaches somebody, though stdin may be a pipe.
pub(crate) fn person_can_answer() -> bool {
    io::stdin().is_terminal() || io::stderr().is_terminal()
}

/// Reads the key from stdin when that is no terminal.
///
/// # Errors
/// The text is no key, or stdin cannot be read.
pub(crate) fn piped_key(provider: &Provider) -> Result<Option<ApiKey>, Failure> {
    if person_is_there() {
        return Ok(None);
    }
    let bytes = piped(INPUT_LIMIT)?;
    if bytes.len() > INPUT_LIMIT {
        return Err(Failure::new(
            Code::Refused,
            "stdin holds more than 64 KiB, which is no key",
        )
        .hint("pipe in only the key; nothing was stored"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::new(Code::Refused, "what stands on stdin is not text (UTF-8)")
            .hint("pipe in only the key; nothing was stored")
    })?;
    key_in(text, provider).map(Some)
}

/// Reads stdin to its end, but at most one byte more than `limit`.
///
/// # Errors
/// When stdin cannot be read.
pub(crate) fn piped(limit: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    pipe::input()
        .and_then(|mut stdin| pipe::read_all(&mut stdin, limit))
        .map_err(|_| Failure::unexpected("stdin could not be read"))
}

/// Asks for the key at the terminal, without showing it.
///
/// # Errors
/// The text is no key, or the terminal cannot be read.
pub(crate) fn ask_for_key(provider: &Provider) -> Result<ApiKey, Failure> {
    let question = format!("API key for {} (it stays hidden): ", provider.name);
    key_in(&hidden(&question)?, provider)
}

/// Asks for a line at the terminal, without showing it.
///
/// # Errors
/// The terminal cannot be read.
pub(crate) fn hidden(question: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .map_err(|_| Failure::unexpected("the terminal could not be read"))
}

/// Asks for a line at the terminal; what is typed shows there.
///
/// # Errors
/// The terminal cannot be read.
pub(crate) fn line(question: &str) -> Result<Zeroizing<String>, Failure> {
    let unreadable = |_| Failure::unexpected("the terminal could not be read");
    let mut out = io::stderr();
    write!(out, "{question}")
        .and_then(|()| out.flush())
        .map_err(unreadable)?;
    let typed = pipe::input()
        .and_then(|mut stdin| pipe::read_line(&mut stdin, ANSWER_LIMIT))
        .map_err(unreadable)?;
    Ok(Zeroizing::new(String::from_utf8_lossy(&typed).into_owned()))
}

/// Asks a question that only `y` or `yes` answers with yes.
///
/// # Errors
/// The terminal cannot be read.
pub(crate) fn confirm(question: &str) -> Result<bool, Failure> {
    let answer = line(&format!("{question} [y/N] "))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// The key within a pasted text; says on stderr what was taken off and what the key looks like.
fn key_in(text: &str, provider: &Provider) -> Result<ApiKey, Failure> {
    let cleaned = paste::clean(text)?;
    let key = &text[cleaned.start..cleaned.end];
    let taken: Vec<&str> = cleaned
        .removed
        .iter()
        .copied()
        .filter_map(name_of)
        .collect();
    if !taken.is_empty() {
        say(&format!(
            "note: took off {} around the key",
            taken.join(", ")
        ));
    }
    if let Some(other) = paste::suggest_provider(key).filter(|other| other.id != provider.id) {
        say(&format!(
            "note: this looks like a key of {}, not of {}",
            other.name, provider.name
        ));
    }
    ApiKey::parse(key).map_err(|_| {
        Failure::new(Code::Refused, "a key is 1 to 4096 visible ASCII characters")
            .hint("copy the key again; nothing was stored")
    })
}

/// What was taken off, in words; blanks and the last newline are not worth one.
fn name_of(removed: Removed) -> Option<&'static str> {
    match removed {
        Removed::Space => None,
        Removed::Invisible => Some("invisible characters"),
        Removed::Assignment => Some("the variable's name"),
        Removed::Quotes => Some("the quotes"),
        Removed::Header => Some("the header's name"),
        Removed::Scheme => Some("the word before it (Bearer or Token)"),
        Removed::Semicolon => Some("the semicolon"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groq() -> &'static Provider {
        keystow::providers()
            .iter()
            .find(|p| p.id == "groq")
            .unwrap_or(&keystow::providers()[0])
    }

    #[test]
    fn what_surrounds_a_key_is_taken_off() {
        for text in [
            "gsk_fakeFAKE",
            "export GROQ_API_KEY=\"gsk_fakeFAKE\"\n",
            "Bearer gsk_fakeFAKE",
        ] {
            let key = key_in(text, groq()).map(|key| key.expose().to_owned());
            assert_eq!(key.ok().as_deref(), Some("gsk_fakeFAKE"), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_key_is_refused_with_code_8() {
        for text in [
            "",
            "   \n",
            "two\nlines",
            "with space",
            "schlüssel",
            "a\u{7}b",
        ] {
            let code = key_in(text, groq())
                .map(|_| ())
                .map_err(|failure| failure.code);
            assert_eq!(code, Err(Code::Refused), "{text:?}");
        }
    }
}

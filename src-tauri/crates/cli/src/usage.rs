//! What is said when the command line makes no sense.
//!
//! clap's own message repeats the argument it stumbled over, and that argument may be a key, a passphrase or a
//! recovery code. So only words of our own are printed: names of options, never what was typed.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::exit::Failure;
use crate::printer::{Printer, write_out};

/// Where a secret goes instead.
const NEVER: &str = "keys never go on the command line, nor do passphrases and recovery codes: \
                     pipe it in, or type it at the prompt";

/// Prints help or the version, or turns the error into words that repeat nothing.
///
/// # Errors
/// The command line makes no sense, or stdout cannot be written.
pub(crate) fn explain(error: &clap::Error) -> Result<(), Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let printer = Printer::new(false);
            let text = error.render();
            if printer.colour {
                write_out(text.ansi().to_string().as_bytes())
            } else {
                write_out(text.to_string().as_bytes())
            }
        }
        kind => Err(words(kind, error)),
    }
}

fn words(kind: ErrorKind, error: &clap::Error) -> Failure {
    let name = own_name(error, ContextKind::InvalidArg);
    match kind {
        ErrorKind::UnknownArgument => unknown_argument(error),
        ErrorKind::InvalidSubcommand => {
            let failure = Failure::usage("there is no such command");
            match own_name(error, ContextKind::SuggestedSubcommand) {
                Some(near) => failure.hint(format!("did you mean {near}?")),
                None => failure.hint(help(error)),
            }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Failure::usage("a command is missing").hint(help(error))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = match error.get(ContextKind::InvalidArg) {
                Some(ContextValue::Strings(names)) => names.join(" and "),
                _ => "something".to_owned(),
            };
            let verb = if missing.contains(" and ") {
                "are"
            } else {
                "is"
            };
            Failure::usage(format!("{missing} {verb} missing")).hint(help(error))
        }
        ErrorKind::InvalidUtf8 => Failure::usage("an argument is not valid UTF-8"),
        ErrorKind::ArgumentConflict => {
            Failure::usage(match (name, own_name(error, ContextKind::PriorArg)) {
                (Some(name), Some(other)) => format!("{name} cannot be used with {other}"),
                _ => "two options exclude each other".into(),
            })
        }
        _ => {
            let hint = match &name {
                Some(name) if name.starts_with("--passphrase-fd") => {
                    "give the number of an open descriptor, as in --passphrase-fd 3 3< file"
                }
                Some(name) if name.starts_with("--passphrase") => NEVER,
                _ => &help(error),
            };
            Failure::usage(match name {
                Some(name) => format!("the value for {name} does not fit"),
                None => "the command line makes no sense".into(),
            })
            .hint(hint)
        }
    }
}

fn unknown_argument(error: &clap::Error) -> Failure {
    let given = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    if !given.starts_with('-') {
        return Failure::usage("there is one argument too many").hint(format!(
            "a program and its arguments go after --. And {NEVER}; if that was one, your shell's history may \
             hold it now"
        ));
    }
    let failure = Failure::usage(if looks_like_option(given) {
        format!("there is no option {given}")
    } else {
        "there is no such option".into()
    });
    if ["key", "token", "secret", "pass", "code"]
        .iter()
        .any(|word| given.contains(word))
    {
        return failure.hint(NEVER);
    }
    match own_name(error, ContextKind::SuggestedArg) {
        Some(near) => failure.hint(format!("did you mean {near}?")),
        None => failure.hint(help(error)),
    }
}

/// Where the verb that was typed is explained: clap's line of usage begins with it.
fn help(error: &clap::Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let words = usage
        .split_whitespace()
        .skip_while(|word| *word != "keystow");
    let words = words.skip(1).take_while(|word| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        word.bytes().all(fits) && !word.starts_with('-')
    });
    let mut words: Vec<&str> = words.collect();
    words.push("--help");
    format!("see `keystow {}`", words.join(" "))
}

/// A name out of our own definitions that clap attached to the error.
fn own_name(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}

/// Whether this is a plain long option, which no key looks like.
fn looks_like_option(given: &str) -> bool {
    given.strip_prefix("--").is_some_and(|name| {
        (1..=20).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::Cli;
    use crate::exit::Code;

    fn said(args: &[&str]) -> String {
        let Err(error) = Cli::try_parse_from(args) else {
            return "parsed".into();
        };
        match explain(&error) {
            Ok(()) => "printed".into(),
            Err(failure) => {
                assert_eq!(failure.code, Code::Usage);
                format!("{} / {}", failure.message, failure.hint.unwrap_or_default())
            }
        }
    }

    #[test]
    fn no_usage_error_repeats_what_was_typed() {
        const KEY: &str = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE";
        let glued = format!("--key={KEY}");
        let short = format!("-{KEY}");
        for args in [
            &["keystow", "add", "groq", KEY][..],
            &["keystow", "update", "groq", KEY],
            &["keystow", KEY],
            &["keystow", "add", "groq", &glued],
            &["keystow", "add", "groq", "--key", KEY],
            &["keystow", "add", "groq", &short],
            &["keystow", "list", KEY],
            &["keystow", "profile", KEY],
            &["keystow", "add", "groq", "--json=gsk_fakeFAKE"],
            &["keystow", "add", "groq", "--no-check=gsk_fakeFAKE"],
            &["keystow", "init", "--passphrase", "gsk_fakeFAKE"],
            &["keystow", "init", "--passphrase=gsk_fakeFAKE"],
            &["keystow", "backup", "f", "--passphrase", "gsk_fakeFAKE"],
            &["keystow", "list", "--passphrase-fd", "gsk_fakeFAKE"],
            &["keystow", "recovery", "use", "gsk_fakeFAKE"],
            &["keystow", "recovery", "use", "--code=gsk_fakeFAKE"],
            &["keystow", "passphrase", "set", "gsk_fakeFAKE"],
            &["keystow", "backup", "f", "--keep-last", "gsk_fakeFAKE"],
        ] {
            let text = said(args);
            assert!(!text.contains("gsk_fake"), "{text}");
            assert_ne!(text, "parsed", "{args:?}");
        }
    }

    #[test]
    fn a_key_as_argument_is_told_where_keys_go() {
        let text = said(&["keystow", "add", "groq", "abc"]);
        assert!(text.contains("keys never go on the command line"), "{text}");
        let text = said(&["keystow", "add", "groq", "--api-key", "abc"]);
        assert!(text.contains("keys never go on the command line"), "{text}");
    }

    #[test]
    fn a_passphrase_or_code_as_argument_is_told_where_it_goes() {
        for args in [
            &["keystow", "init", "--passphrase", "words"][..],
            &["keystow", "init", "--passphrase=words"],
            &["keystow", "restore", "f", "--passphrase", "words"],
            &["keystow", "recovery", "use", "ABCD-EFGH"],
            &["keystow", "recovery", "use", "--code", "ABCD-EFGH"],
        ] {
            let text = said(args);
            assert!(text.contains("keys never go on the command line"), "{text}");
        }
        let text = said(&["keystow", "init", "--passphrase-fd", "words"]);
        assert!(text.contains("--passphrase-fd 3 3< file"), "{text}");
    }

    #[test]
    fn a_backup_goes_to_a_file_or_a_folder_and_never_to_both() {
        assert!(said(&["keystow", "backup"]).contains("is missing"));
        for args in [
            &["keystow", "backup", "f", "--auto", "d"][..],
            &["keystow", "backup", "f", "--no-auto"],
            &["keystow", "backup", "f", "--keep-last", "3"],
            &["keystow", "backup", "--auto", "d", "--force"],
            &["keystow", "backup", "--auto", "d", "--keep-last", "0"],
            &["keystow", "rotate", "--drop-passphrase"],
        ] {
            assert_ne!(said(args), "parsed", "{args:?}");
        }
    }

    #[test]
    fn a_mistyped_option_is_named_and_put_right() {
        let text = said(&["keystow", "add", "groq", "--base-ulr", "x"]);
        assert!(
            text.contains("--base-ulr") && text.contains("--base-url"),
            "{text}"
        );
        assert!(said(&["keystow", "lst"]).contains("did you mean list?"));
        assert!(said(&["keystow", "show"]).contains("<PROVIDER> is missing"));
    }
}

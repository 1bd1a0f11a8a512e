//! What is wrong with a key, a base URL, a passphrase or a recovery code that was given, in words.

use keystow::{BaseUrlError, CodeError, KeyFault, PassphraseError};

use super::{Code, Failure};

impl From<KeyFault> for Failure {
    fn from(fault: KeyFault) -> Self {
        let failure = |message: String| Self::new(Code::Refused, message);
        match fault {
            KeyFault::Empty => failure("no key was given".into())
                .hint("paste it at the prompt, or pipe it in; nothing was stored"),
            KeyFault::SeveralLines => {
                failure("the text has several lines; a key is one line".into())
                    .hint("pass only the line with the key; nothing was stored")
            }
            KeyFault::InnerSpace { position } => failure(format!(
                "there is a space inside the key, at character {position}"
            ))
            .hint("copy the key again, without what stands around it; nothing was stored"),
            KeyFault::Control { position } => failure(format!(
                "there is a control character in the key, at character {position}"
            ))
            .hint("copy the key again; nothing was stored"),
            KeyFault::NotAscii {
                character,
                position,
            } => failure(format!(
                "character {position} of the key is {}, and keys have only plain ASCII characters",
                name_of(character)
            ))
            .hint("copy the key again from the provider's page; nothing was stored"),
            KeyFault::TooLong { length } => failure(format!(
                "the text is {length} bytes long; a key has at most 4096"
            ))
            .hint("pass only the key; nothing was stored"),
            KeyFault::LooksLikeUrl => failure("that is a web address, not a key".into())
                .hint("an address of your own goes to --base-url; nothing was stored"),
        }
    }
}

impl From<BaseUrlError> for Failure {
    fn from(fault: BaseUrlError) -> Self {
        let (message, hint) = match fault {
            BaseUrlError::Empty => (
                "the base URL is empty",
                "leave --base-url out to use the provider's own",
            ),
            BaseUrlError::NotAUrl => (
                "the base URL is not a web address",
                "write it like https://llm.example.com/v1",
            ),
            BaseUrlError::NotHttps => (
                "the base URL is not https",
                "a key goes only over https; plain http is for this machine (127.0.0.1, localhost)",
            ),
            BaseUrlError::UserInfo => (
                "the base URL carries a user name or password",
                "remove everything before the @",
            ),
            BaseUrlError::Query => (
                "the base URL carries a query",
                "remove the ? and what follows",
            ),
            BaseUrlError::Fragment => (
                "the base URL carries a fragment",
                "remove the # and what follows",
            ),
            BaseUrlError::NoHost => (
                "the base URL names no host",
                "write it like https://llm.example.com/v1",
            ),
            BaseUrlError::TooLong => ("the base URL is too long", "check what was pasted"),
        };
        Self::new(Code::Refused, message).hint(hint)
    }
}

impl From<PassphraseError> for Failure {
    fn from(fault: PassphraseError) -> Self {
        let (message, hint) = match fault {
            PassphraseError::Empty => (
                "no passphrase was given",
                "type it at the prompt, or make it the first line of the descriptor; nothing was changed",
            ),
            PassphraseError::TooShort => (
                "a new passphrase has at least 10 characters",
                "take a few words that do not belong together; nothing was changed",
            ),
            PassphraseError::TooLong => (
                "a passphrase has at most 1024 bytes",
                "check what was given; nothing was changed",
            ),
            PassphraseError::Control => (
                "there is a control character in the passphrase",
                "give it as one line of text; nothing was changed",
            ),
        };
        Self::new(Code::Refused, message).hint(hint)
    }
}

impl From<CodeError> for Failure {
    fn from(fault: CodeError) -> Self {
        let message = match fault {
            CodeError::Empty => "no recovery code was given".into(),
            CodeError::BadCharacter { position } => {
                format!(
                    "there is a typo in the recovery code: character {position} cannot be in one"
                )
            }
            CodeError::Length { characters } => format!(
                "there is a typo in the recovery code: it has {characters} letters and digits, and a code has 28"
            ),
            CodeError::Checksum => {
                "there is a typo in the recovery code: its checksum does not fit".into()
            }
        };
        Self::new(Code::Refused, message)
            .hint("compare it with what you wrote down, group by group; nothing was changed")
    }
}

/// A character that can be shown as itself, any other by its number.
fn name_of(character: char) -> String {
    let number = format!("U+{:04X}", u32::from(character));
    if character.is_alphanumeric() {
        format!("“{character}” ({number})")
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_character_that_cannot_be_shown_is_named_by_its_number() {
        assert_eq!(name_of('\u{202e}'), "U+202E");
        assert_eq!(name_of('é'), "“é” (U+00E9)");
    }
}

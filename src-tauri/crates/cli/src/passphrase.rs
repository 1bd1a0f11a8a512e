//! Where a passphrase comes from: a descriptor, a systemd credential, or a hidden prompt, in this order.
//!
//! Never an argument and never an environment variable: both are for every program of this account to read.
//! A verb that takes a passphrase of its own (`init`, `passphrase`, `backup`, `restore`) has the descriptor for
//! that one; the vault's then comes from the credential or the prompt, and from the descriptor where neither is.

use std::fs::File;
use std::io::{ErrorKind, IsTerminal};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use keystow::{AskPassphrase, Error, Passphrase, VaultError, VaultState};
use zeroize::Zeroizing;

use crate::exit::{Code, Failure};
use crate::{pipe, prompt};

/// What the credential is called in `$CREDENTIALS_DIRECTORY` (systemd.exec(5)).
const CREDENTIAL: &str = "keystow-passphrase";

/// The most that is read; more is refused as too long.
const LIMIT: usize = 1024;

/// What to do where a passphrase is needed and nobody can be asked.
pub(crate) const SOURCES: &str = "run it on a terminal, or give the passphrase with --passphrase-fd N (the first line of that descriptor) \
     or as the systemd credential $CREDENTIALS_DIRECTORY/keystow-passphrase";

type Text = Zeroizing<String>;

/// The sources, and what came from those that can be asked once only.
#[derive(Clone, Default)]
pub(crate) struct Passphrases {
    descriptor: Option<Arc<Text>>,
    typed: Arc<Mutex<Option<Text>>>,
    guessed: Arc<AtomicBool>,
}

/// Whose passphrase the descriptor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DescriptorIs {
    /// The vault's.
    Vaults,
    /// The verb's own, and the vault's only where no other is.
    Verbs,
}

impl Passphrases {
    /// Reads the first line of the descriptor that `--passphrase-fd` names.
    ///
    /// # Errors
    /// It is not open for reading, or its first line cannot be a passphrase.
    pub(crate) fn look(descriptor: Option<u32>) -> Result<Self, Failure> {
        let Some(number) = descriptor else {
            return Ok(Self::default());
        };
        let not_open = || {
            Failure::usage(format!(
                "descriptor {number} is not open for this account to read"
            ))
            .hint("open it as in `keystow ... --passphrase-fd 3 3< file`")
        };
        let mut file = pipe::descriptor(number).map_err(|_| not_open())?;
        if file.is_terminal() {
            // Whoever sits there is asked when it is needed, and does not see it.
            return Ok(Self::default());
        }
        let text = first_line(&mut file)?.ok_or_else(not_open)?;
        parse(&text)?;
        Ok(Self {
            descriptor: Some(Arc::new(text)),
            ..Self::default()
        })
    }

    /// A passphrase that needs nobody at the terminal.
    ///
    /// # Errors
    /// There is one, and it cannot be a passphrase.
    pub(crate) fn given(&self) -> Result<Option<Passphrase>, Failure> {
        match &self.descriptor {
            Some(text) => parse(text).map(Some),
            None => credential()?.map(|text| parse(&text)).transpose(),
        }
    }

    /// A new passphrase that needs nobody at the terminal, strong enough to be one.
    ///
    /// # Errors
    /// There is one that cannot be a new passphrase, or there is none and nobody can be asked.
    pub(crate) fn new_given(&self) -> Result<Option<Passphrase>, Failure> {
        match self.given()? {
            Some(found) => strong(found).map(Some),
            None if prompt::person_can_answer() => Ok(None),
            None => Err(nobody_to_ask()),
        }
    }

    /// The passphrase that opens the vault now.
    ///
    /// # Errors
    /// It cannot be a passphrase, or there is none and nobody can be asked.
    pub(crate) fn in_use(&self) -> Result<Passphrase, Failure> {
        match self.given()? {
            Some(found) => Ok(found),
            None if prompt::person_can_answer() => self.typed(),
            None => Err(Failure::of_vault(VaultState::PassphraseNeeded)),
        }
    }

    /// What opens the vault: asked only when a passphrase is needed, and at the terminal only once.
    pub(crate) fn for_vault(&self, descriptor: DescriptorIs, may_ask: bool) -> AskPassphrase {
        let sources = self.clone();
        Arc::new(move || {
            let own = || {
                sources
                    .descriptor
                    .as_ref()
                    .and_then(|text| parse(text).ok())
            };
            if descriptor == DescriptorIs::Vaults && sources.descriptor.is_some() {
                return own();
            }
            match credential() {
                Ok(None) if may_ask && prompt::person_can_answer() => sources.typed().ok(),
                Ok(None) => {
                    sources.guessed.store(true, Ordering::Relaxed);
                    own()
                }
                Ok(Some(text)) => parse(&text).ok(),
                Err(failure) => {
                    failure.report();
                    None
                }
            }
        })
    }

    /// The fault of a vault that did not open beside a verb's own passphrase. That one was only tried, so
    /// it is not wrong: the vault's is missing.
    pub(crate) fn explain(&self, error: Error) -> Failure {
        match error {
            Error::Vault(VaultError::PassphraseWrong) if self.guessed.load(Ordering::Relaxed) => {
                Failure::of_vault(VaultState::PassphraseNeeded).hint(
                    "run it on a terminal, or give the vault's passphrase as the systemd credential \
                     $CREDENTIALS_DIRECTORY/keystow-passphrase: the one from --passphrase-fd is for this command",
                )
            }
            error => error.into(),
        }
    }

    /// What was typed at the terminal. Whoever gave a wrong one, or none, is not asked again.
    fn typed(&self) -> Result<Passphrase, Failure> {
        let mut typed = self.typed.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match typed.as_ref() {
            Some(text) => text,
            None => typed.insert(prompt::hidden(
                "Passphrase of this vault (it stays hidden): ",
            )?),
        };
        parse(text)
    }
}

/// Asks for a passphrase that exists.
///
/// # Errors
/// The terminal cannot be read, or what was typed cannot be a passphrase.
pub(crate) fn ask(question: &str) -> Result<Passphrase, Failure> {
    parse(&prompt::hidden(question)?)
}

/// Asks for a new passphrase, twice.
///
/// # Errors
/// The terminal cannot be read, or what was typed is too weak, or not the same twice.
pub(crate) fn ask_new(what: &str) -> Result<Passphrase, Failure> {
    let first = strong(ask(&format!(
        "{what}, at least 10 characters (it stays hidden): "
    ))?)?;
    let second = prompt::hidden("The same once more: ")?;
    // EXPOSE: to the comparison with what was typed the second time.
    if first.expose() == second.as_str() {
        Ok(first)
    } else {
        Err(
            Failure::new(Code::Refused, "the two passphrases are not the same")
                .hint("try again; nothing was changed"),
        )
    }
}

/// The fault of a verb that takes a passphrase and has none to take.
pub(crate) fn nobody_to_ask() -> Failure {
    Failure::usage("a passphrase is needed, and nobody can be asked").hint(SOURCES)
}

fn strong(passphrase: Passphrase) -> Result<Passphrase, Failure> {
    passphrase.require_strength()?;
    Ok(passphrase)
}

fn parse(text: &Text) -> Result<Passphrase, Failure> {
    Ok(Passphrase::parse(text.as_str())?)
}

/// The credential that systemd put there; `None` where there is none.
fn credential() -> Result<Option<Text>, Failure> {
    let Some(folder) = std::env::var_os("CREDENTIALS_DIRECTORY").filter(|set| !set.is_empty())
    else {
        return Ok(None);
    };
    let unreadable = || {
        Failure::new(
            Code::Refused,
            format!("the credential {CREDENTIAL} cannot be read"),
        )
        .hint("check who may read the file in $CREDENTIALS_DIRECTORY")
    };
    match File::open(PathBuf::from(folder).join(CREDENTIAL)) {
        Ok(mut file) => first_line(&mut file)?.map(Some).ok_or_else(unreadable),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(_) => Err(unreadable()),
    }
}

/// The first line; `None` where nothing can be read at all.
fn first_line(file: &mut File) -> Result<Option<Text>, Failure> {
    let Ok(bytes) = pipe::read_line(file, LIMIT) else {
        return Ok(None);
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Some(Zeroizing::new(text.to_owned()))),
        // A character that the limit cut in two is no fault of its own.
        Err(_) if bytes.len() > LIMIT => Ok(Some(Zeroizing::new(" ".repeat(LIMIT + 1)))),
        Err(_) => Err(
            Failure::new(Code::Refused, "the passphrase is not text (UTF-8)")
                .hint("give it as one line of text; nothing was changed"),
        ),
    }
}

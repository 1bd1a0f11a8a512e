//! Where a passphrase comes from: a descriptor, a systemd credential, or a hidden prompt, in this order.
//!
//! Never an argument and never an environment variable: both are for every program of this account to read.
//! The credential holds the passphrase of the vault. A verb that takes another one (`passphrase set`, `recovery
//! use`, `backup`, `restore`) has the descriptor or the prompt for that; the vault's then comes from the
//! credential or the prompt, and from the descriptor where neither is.

mod credential;

use std::fs::File;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keystow::{AskPassphrase, Error, Passphrase, VaultError, VaultState};
use zeroize::Zeroizing;

use crate::exit::{Code, Failure};
use crate::{pipe, prompt};

/// The most that is read; more is refused as too long.
const LIMIT: usize = 1024;

/// What to do where a passphrase is needed and nobody can be asked.
pub(crate) const SOURCES: &str = "run it on a terminal, or give the passphrase with --passphrase-fd N (the first line of that descriptor) \
     or as the systemd credential $CREDENTIALS_DIRECTORY/keystow-passphrase";

/// The same for a passphrase that is not the vault's present one.
const OWN_SOURCES: &str = "run it on a terminal, or give the passphrase with --passphrase-fd N (the first line of that descriptor); \
     the systemd credential is for the passphrase that opens the vault now";

type Text = Zeroizing<String>;

/// The sources, and what came from those that can be asked once only.
#[derive(Clone, Default)]
pub(crate) struct Passphrases {
    descriptor: Option<Arc<Text>>,
    typed: Arc<Mutex<Option<Text>>>,
    guessed: Arc<AtomicBool>,
    fault: Arc<Mutex<Option<Failure>>>,
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
    /// Reads the first line of the descriptor that `--passphrase-fd` names. To be called before this program
    /// opens descriptors of its own.
    ///
    /// # Errors
    /// It is not open for reading, or its first line cannot be a passphrase.
    pub(crate) fn look(descriptor: Option<u32>) -> Result<Self, Failure> {
        let Some(number) = descriptor else {
            return Ok(Self::default());
        };
        let not_open = || {
            Failure::usage(format!("descriptor {number} is not open for reading"))
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

    /// The passphrase of the verb's own, from the descriptor; `None` where somebody can be asked for it.
    ///
    /// # Errors
    /// There is neither a descriptor nor anybody to ask.
    pub(crate) fn own(&self) -> Result<Option<Passphrase>, Failure> {
        match &self.descriptor {
            Some(text) => parse(text).map(Some),
            None if prompt::person_can_answer() => Ok(None),
            None => Err(nobody_to_ask(OWN_SOURCES)),
        }
    }

    /// The same for a new one, strong enough to be one.
    ///
    /// # Errors
    /// It cannot be a new passphrase, or there is neither a descriptor nor anybody to ask.
    pub(crate) fn new_own(&self) -> Result<Option<Passphrase>, Failure> {
        self.own()?.map(strong).transpose()
    }

    /// The passphrase of a vault that is to be made, from descriptor or credential; `None` where somebody can
    /// be asked for it.
    ///
    /// # Errors
    /// It cannot be a new passphrase, or there is none and nobody can be asked.
    pub(crate) fn new_vaults(&self) -> Result<Option<Passphrase>, Failure> {
        match self.vaults()? {
            Some(found) => strong(found).map(Some),
            None if prompt::person_can_answer() => Ok(None),
            None => Err(nobody_to_ask(SOURCES)),
        }
    }

    /// The passphrase that opens the vault now.
    ///
    /// # Errors
    /// It cannot be a passphrase, or there is none and nobody can be asked.
    pub(crate) fn in_use(&self) -> Result<Passphrase, Failure> {
        match self.vaults()? {
            Some(found) => Ok(found),
            None if prompt::person_can_answer() => self.typed(),
            None => Err(Failure::of_vault(VaultState::PassphraseNeeded)),
        }
    }

    fn vaults(&self) -> Result<Option<Passphrase>, Failure> {
        match &self.descriptor {
            Some(text) => parse(text).map(Some),
            None => credential::read(),
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
            match credential::read() {
                Ok(None) if may_ask && prompt::person_can_answer() => sources.typed().ok(),
                Ok(None) => {
                    sources.guessed.store(true, Ordering::Relaxed);
                    own()
                }
                Ok(found) => found,
                Err(failure) => {
                    *lock(&sources.fault) = Some(failure);
                    None
                }
            }
        })
    }

    /// What came of a verb. Where the vault stayed closed over a credential that cannot be a passphrase, that is
    /// what went wrong.
    ///
    /// # Errors
    /// Those of the verb, or the credential's.
    pub(crate) fn blame(&self, outcome: Result<Code, Failure>) -> Result<Code, Failure> {
        let Some(fault) = lock(&self.fault).take() else {
            return outcome;
        };
        match outcome {
            Err(Failure {
                code: Code::VaultClosed | Code::VaultDamaged,
                ..
            }) => Err(fault),
            Ok(code @ (Code::VaultClosed | Code::VaultDamaged)) => {
                fault.report();
                Ok(code)
            }
            outcome => outcome,
        }
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
        let mut typed = lock(&self.typed);
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
fn nobody_to_ask(sources: &str) -> Failure {
    Failure::usage("a passphrase is needed, and nobody can be asked").hint(sources)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn strong(passphrase: Passphrase) -> Result<Passphrase, Failure> {
    passphrase.require_strength()?;
    Ok(passphrase)
}

fn parse(text: &Text) -> Result<Passphrase, Failure> {
    Ok(Passphrase::parse(text.as_str())?)
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

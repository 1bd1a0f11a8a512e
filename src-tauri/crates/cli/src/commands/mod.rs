//! The verbs. Each file is one; this page opens the vault for them.

mod add;
mod backup;
mod check;
mod doctor;
mod endpoint;
mod get;
mod import;
mod init;
mod list;
mod log;
mod manual;
mod models;
mod passphrase;
mod profile;
mod providers;
mod recipe;
mod recovery;
mod remove;
mod restore;
mod rotate;
mod run;
mod settings;
mod show;
mod try_model;
mod update;

use std::io::{IsTerminal, stderr};
use std::time::Duration;

use keystow::keychain::SystemKeychain;
use keystow::{
    Credential, Keystow, Options, Prompting, Proved, Provider, RunningCheck, Saved, Verdict,
};

use crate::args::{Cli, Verb};
use crate::exit::{Code, Failure};
use crate::passphrase::{DescriptorIs, Passphrases};
use crate::printer::{Printer, hint, say, write_text};
use crate::{provider, words};

/// How long a hint may take that nobody asked for.
const HURRIED: Duration = Duration::from_secs(1);

/// Runs the verb that was typed.
///
/// # Errors
/// Whatever the verb could not do, in the owner's words.
pub(crate) async fn dispatch(cli: Cli, passphrases: Passphrases) -> Result<Code, Failure> {
    let context = Context {
        printer: Printer::new(cli.global.json),
        profile: cli.global.profile.or_else(profile_of_environment),
        passphrases,
    };
    let outcome = run(&context, cli.verb).await;
    context.passphrases.blame(outcome)
}

/// Each verb in a box of its own: one place for all of them would be as large as the largest.
async fn run(context: &Context, verb: Verb) -> Result<Code, Failure> {
    match verb {
        Verb::Add(args) => Box::pin(add::run(context, args)).await,
        Verb::Update(args) => Box::pin(update::run(context, args)).await,
        Verb::Remove(args) => Box::pin(remove::run(context, &args)).await,
        Verb::List(args) => Box::pin(list::run(context, &args)).await,
        Verb::Show(args) => Box::pin(show::run(context, &args)).await,
        Verb::Check(args) => Box::pin(check::run(context, &args)).await,
        Verb::Models(args) => Box::pin(models::run(context, &args)).await,
        Verb::Log(args) => Box::pin(log::run(context, &args)).await,
        Verb::Completions(args) => manual::completions(args.shell),
        Verb::Man => manual::man(),
        Verb::Run(args) => Box::pin(run::run(context, args)).await,
        Verb::Import(args) => Box::pin(import::run(context, args)).await,
        Verb::Recipe(args) => Box::pin(recipe::run(context, &args)).await,
        Verb::Try(args) => Box::pin(try_model::run(context, args)).await,
        Verb::Get(args) => Box::pin(get::run(context, &args)).await,
        Verb::Providers => Box::pin(providers::run(context)).await,
        Verb::Doctor(args) => Box::pin(doctor::run(context, args)).await,
        Verb::Profile(verb) => Box::pin(profile::run(context, &verb)).await,
        Verb::Endpoint(verb) => Box::pin(endpoint::run(context, verb)).await,
        Verb::Settings(args) => Box::pin(settings::run(context, args)).await,
        Verb::Init(args) => Box::pin(init::run(context, &args)).await,
        Verb::Recovery(verb) => Box::pin(recovery::run(context, &verb)).await,
        Verb::Passphrase(verb) => Box::pin(passphrase::run(context, &verb)).await,
        Verb::Rotate(args) => Box::pin(rotate::run(context, &args)).await,
        Verb::Backup(args) => Box::pin(backup::run(context, &args)).await,
        Verb::Restore(args) => Box::pin(restore::run(context, &args)).await,
    }
}

fn profile_of_environment() -> Option<String> {
    std::env::var_os("KEYSTOW_PROFILE")
        .filter(|name| !name.is_empty())
        .map(|name| name.to_string_lossy().into_owned())
}

/// The options every verb shares; the keyring never asks, and must answer within seconds.
fn options() -> Options {
    Options {
        program: "command line",
        ..Options::default()
    }
}

/// Whether the keyring may ask: somebody reads stderr.
fn prompting() -> Prompting {
    if stderr().is_terminal() {
        Prompting::Allow
    } else {
        Prompting::Never
    }
}

/// What every verb needs: where to print, whose keys, and where a passphrase comes from.
pub(crate) struct Context {
    printer: Printer,
    profile: Option<String>,
    passphrases: Passphrases,
}

impl Context {
    /// Finds a provider by what was typed; an endpoint of the owner's own in the vault's file.
    ///
    /// # Errors
    /// No provider is called that, or the file cannot be read.
    async fn provider(&self, given: &str) -> Result<&'static Provider, Failure> {
        if !given.trim().starts_with(keystow::CUSTOM) {
            return provider::resolve(given);
        }
        let keystow = Keystow::open(Options {
            profile: None,
            ..self.unasked()
        });
        Ok(keystow.await?.known_provider(given).await?)
    }

    /// The vault, for work that needs the keyring: prompts and waits where a person can answer.
    async fn open(&self) -> Result<Keystow, Failure> {
        self.open_with(DescriptorIs::Vaults).await
    }

    /// The same for a verb that takes a passphrase of its own.
    async fn open_beside_own(&self) -> Result<Keystow, Failure> {
        self.open_with(DescriptorIs::Verbs).await
    }

    /// The vault, for a verb that lends a key, whatever comes.
    async fn open_to_lend(&self) -> Result<Keystow, Failure> {
        let options = Options {
            keychain: SystemKeychain::opener_ahead(),
            connections: 1,
            ..self.asking(DescriptorIs::Vaults)
        };
        Ok(Keystow::open(options).await?)
    }

    async fn open_with(&self, descriptor: DescriptorIs) -> Result<Keystow, Failure> {
        Ok(Keystow::open(self.asking(descriptor)).await?)
    }

    fn asking(&self, descriptor: DescriptorIs) -> Options {
        Options {
            profile: self.profile.clone(),
            prompt: prompting(),
            passphrase: Some(self.passphrases.for_vault(descriptor, true)),
            ..options()
        }
    }

    /// Opens the vault of such a verb now.
    async fn unlock_beside_own(&self, keystow: &Keystow) -> Result<(), Failure> {
        let unlocked = keystow.unlock(prompting()).await;
        unlocked.map_err(|error| self.passphrases.explain(error))
    }

    /// The vault, for work that needs no keyring, or only if that costs no prompt.
    async fn open_unasked(&self) -> Result<Keystow, Failure> {
        Ok(Keystow::open(self.unasked()).await?)
    }

    /// The vault, for work that needs no keyring, or only if that costs no prompt and no wait.
    async fn open_quietly(&self) -> Result<Keystow, Failure> {
        let options = Options {
            keyring_deadline: HURRIED,
            ..self.unasked()
        };
        Ok(Keystow::open(options).await?)
    }

    fn unasked(&self) -> Options {
        Options {
            profile: self.profile.clone(),
            passphrase: Some(self.passphrases.for_vault(DescriptorIs::Vaults, false)),
            ..options()
        }
    }

    /// Waits for the automatic backup after a change, and says when it failed.
    async fn settle(&self, keystow: &Keystow) {
        keystow.settle().await;
        if let Ok(Some(auto)) = keystow.auto_backup().await
            && let Some(fault) = auto.last_fault
        {
            say(&format!(
                "warning: the automatic backup into {} failed: {}",
                auto.folder.display(),
                Failure::from(fault).message
            ));
        }
    }

    /// Prints a credential: its JSON object, or one line.
    fn print(&self, credential: &Credential) -> Result<(), Failure> {
        if self.printer.json {
            self.printer.json(credential)
        } else {
            write_text(&words::line(credential))
        }
    }

    /// Says that the key is safe, waits for its check and the automatic backup, prints the credential,
    /// and tells the exit code.
    async fn finish(&self, keystow: &Keystow, saved: Saved) -> Result<Code, Failure> {
        let outcome = self.check_saved(saved).await;
        self.settle(keystow).await;
        outcome
    }

    /// Prints what became of a replacement with proof, and returns the code of the new key's check.
    async fn finish_proved(&self, keystow: &Keystow, proved: &Proved) -> Result<Code, Failure> {
        let name = &proved.credential.name;
        if proved.replaced {
            say(&format!("The new key works. Saved and sealed: {name}."));
        } else {
            let words = proved.message.as_deref().unwrap_or("no words came along");
            say(&format!(
                "The new key was not stored ({}: {words}); the old one stays.",
                proved.verdict
            ));
        }
        self.print(&proved.credential)?;
        self.settle(keystow).await;
        Ok(Code::of_check(
            proved.verdict.status(),
            Some(proved.verdict),
        ))
    }

    async fn check_saved(&self, saved: Saved) -> Result<Code, Failure> {
        let Saved { credential, check } = saved;
        say(&format!(
            "Saved and sealed: {}, profile {}.",
            credential.name, credential.profile
        ));
        let Some(check) = check else {
            self.print(&credential)?;
            return Ok(Code::Done);
        };
        match finished(check, &credential).await {
            Ok(checked) => {
                self.print(&checked)?;
                remark(&checked);
                Ok(Code::of_check(checked.status, checked.verdict))
            }
            Err(failure) => {
                self.print(&credential)?;
                Err(failure)
            }
        }
    }
}

async fn finished(check: RunningCheck, credential: &Credential) -> Result<Credential, Failure> {
    if stderr().is_terminal() {
        say(&format!("Checking with {}…", credential.host));
    }
    Ok(check.finished().await?)
}

/// Says on stderr what the exit code does not: that a stored key could not be proven, or that one was refused
/// which may be of another region.
fn remark(credential: &Credential) {
    if let (Some(Verdict::Rejected), Some(region)) = (credential.verdict, &credential.region) {
        hint(&format!(
            "a key of {name} works in its own region alone, and this one was tried in {region}; \
             if it is of another: `keystow update {id} --keep-key --region REGION`",
            name = credential.name,
            id = credential.provider,
        ));
    }
    if credential.verdict == Some(Verdict::Unverifiable) {
        let why = credential.message.as_deref();
        say(&format!(
            "note: nothing that {} answers proves that this key works (unverifiable). {}",
            credential.host,
            why.unwrap_or_default()
        ));
    }
}

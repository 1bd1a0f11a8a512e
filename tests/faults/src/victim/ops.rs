//! What a victim does: one durable change after the other, through the core's own API.

use std::path::PathBuf;

use keystow::{ApiKey, CredentialChange, Keystow, NewCredential, Timestamp};
use keystow_vault::keychain::Prompting;
use keystow_vault::{
    CheckRecord, ModelRecord, Passphrase, PassphraseRewrap, RecoveryCode, Rewrap, SlotKind, Vault,
};

use tokio::sync::Mutex;

use crate::home::Home;

/// A profile and a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Whose.
    pub profile: &'static str,
    /// Where the key is for.
    pub provider: &'static str,
}

const fn place(profile: &'static str, provider: &'static str) -> Place {
    Place { profile, provider }
}

/// The places that plans use; four in each of two profiles.
pub const PLACES: [Place; 8] = [
    place("default", "groq"),
    place("default", "openai"),
    place("work", "groq"),
    place("default", "anthropic"),
    place("work", "openai"),
    place("default", "google_gemini"),
    place("work", "anthropic"),
    place("work", "google_gemini"),
];

impl Place {
    /// A key of a place, another one for each number; plainly fake.
    pub fn key(self, number: u32) -> String {
        let Self { profile, provider } = self;
        let mut key = format!("sk-fake-{provider}-{profile}-{number:06}-");
        while key.len() < 64 {
            key.push_str("fakeFAKE");
        }
        key
    }
}

/// One durable change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Open the vault; migrates it where its schema is older.
    Open,
    /// Read every list and every key.
    ReadAll,
    /// The first run without a key.
    Initialise,
    /// Make the second profile.
    AddProfile,
    /// Store a new key; with the first one, the vault.
    Add(Place, u32),
    /// Put another key in its place.
    ReplaceKey(Place, u32),
    /// Change the label.
    Relabel(Place, u32),
    /// Change the base URL, which seals the key anew.
    Redirect(Place, u32),
    /// Delete a credential.
    Remove(Place),
    /// Store what a check found.
    StoreCheck(Place, u32),
    /// A new master secret.
    RotateMaster,
    /// A new data key.
    RotateDataKey,
    /// A new keyring slot for a vault that was opened by its recovery code.
    RenewKeyring,
    /// A new recovery code.
    CreateRecovery,
    /// The code was typed back.
    ConfirmRecovery,
    /// Another passphrase.
    SetPassphrase(u32),
    /// No passphrase any more.
    RemovePassphrase,
    /// Write a backup file.
    BackUp(u32),
    /// Read one back.
    Restore {
        /// Its number.
        file: u32,
        /// Whether what differs is replaced.
        replace: bool,
    },
    /// Move a vault that does not open aside.
    StartAnew,
}

/// The passphrase of every backup.
pub const BACKUP_PASSPHRASE: &str = "a fake passphrase for backups";

impl Op {
    /// A label.
    pub fn label(number: u32) -> String {
        format!("label {number}")
    }

    /// A base URL.
    pub fn base_url(number: u32) -> String {
        format!("https://proxy-{number}.example/v1")
    }

    /// The models that a check finds.
    pub fn models(number: u32) -> Vec<String> {
        ["a", "b", "c"]
            .iter()
            .map(|letter| format!("model-{number}-{letter}"))
            .collect()
    }

    /// A passphrase; plainly fake.
    pub fn passphrase(number: u32) -> String {
        format!("a fake passphrase, number {number}")
    }

    /// Whether a vault that was never initialised is, after this.
    pub fn opens_for_the_first_time(&self) -> bool {
        matches!(
            self,
            Self::Initialise | Self::Add(..) | Self::Restore { .. }
        )
    }

    /// Whether a refusal says that this was done before, when nobody was told.
    pub fn may_be_there(&self, why: &str) -> bool {
        let names: &[&str] = match self {
            Self::Initialise => &["AlreadyInitialised"],
            Self::AddProfile => &["ProfileExists"],
            Self::Add(..) => &["CredentialExists"],
            Self::Remove(_) => &["NoSuchCredential"],
            Self::RemovePassphrase => &["NoPassphraseSlot"],
            Self::BackUp(_) => &["FileExists"],
            Self::StartAnew => &["VaultOpens"],
            _ => &[],
        };
        names.iter().any(|name| why.contains(name))
    }

    /// Whether the recovery slot is another one after this.
    pub fn touches_the_code(&self) -> bool {
        matches!(
            self,
            Self::CreateRecovery | Self::RotateDataKey | Self::Restore { .. } | Self::StartAnew
        )
    }

    /// Whether the passphrase slot is another one after this.
    pub fn touches_the_passphrase(&self) -> bool {
        matches!(
            self,
            Self::SetPassphrase(_) | Self::RemovePassphrase | Self::RotateDataKey
        )
    }
}

/// The file of a backup.
pub fn backup_file(home: &Home, number: u32) -> PathBuf {
    home.backups().join(format!("backup-{number}.age"))
}

/// The handles of one process.
pub struct Hands {
    home: Home,
    vault: Vault,
    keystow: Keystow,
    /// The recovery code that was made last, as its owner holds it.
    code: Mutex<Option<RecoveryCode>>,
}

/// Why a change was refused: the error's own name.
pub type Refusal = String;

impl Hands {
    /// Opens nothing yet.
    pub async fn on(home: &Home) -> Self {
        Self {
            home: Home::at(home.root().to_owned(), home.keyring()),
            vault: home.vault(),
            keystow: home.keystow().await,
            code: Mutex::default(),
        }
    }

    /// Gives the owner the recovery code that an earlier process made.
    #[must_use]
    pub fn holding(self, code: Option<&str>) -> Self {
        let code = code.map(|code| RecoveryCode::parse(code).expect("it is a code"));
        Self {
            code: Mutex::new(code),
            ..self
        }
    }

    /// Does one change; `say` is told what must be known before the change is done. Returns what is
    /// known only afterwards: a recovery code.
    ///
    /// # Errors
    /// The product refused.
    pub async fn perform(
        &self,
        op: &Op,
        passphrase: Option<&str>,
        mut say: impl FnMut(&str),
    ) -> Result<Option<String>, Refusal> {
        match *op {
            Op::Open => self.keystow.unlock(Prompting::Never).await.map_err(name)?,
            Op::ReadAll => self.read_all().await?,
            Op::Initialise => self.keystow.init().await.map_err(name)?,
            Op::AddProfile => {
                self.keystow.create_profile("work").await.map_err(name)?;
            }
            Op::Add(place, number) => {
                let new = NewCredential {
                    provider: place.provider.to_owned(),
                    key: Some(key(place, number)),
                    ..NewCredential::default()
                };
                self.of(place).create(new).await.map_err(name)?;
            }
            Op::ReplaceKey(place, number) => {
                let change = CredentialChange {
                    key: Some(key(place, number)),
                    ..CredentialChange::default()
                };
                self.update(place, change).await?;
            }
            Op::Relabel(place, number) => {
                let change = CredentialChange {
                    label: Some(Some(Op::label(number))),
                    ..CredentialChange::default()
                };
                self.update(place, change).await?;
            }
            Op::Redirect(place, number) => {
                let change = CredentialChange {
                    base_url: Some(Some(Op::base_url(number))),
                    ..CredentialChange::default()
                };
                self.update(place, change).await?;
            }
            Op::Remove(place) => self.of(place).delete(place.provider).await.map_err(name)?,
            Op::StoreCheck(place, number) => self.store_check(place, number).await?,
            Op::RotateMaster => {
                self.keystow.rotate_master().await.map_err(name)?;
            }
            Op::RotateDataKey => return self.rotate_data_key(passphrase, &mut say).await,
            Op::RenewKeyring => self.renew_keyring().await?,
            Op::CreateRecovery => {
                let code = self.keystow.create_recovery_code().await.map_err(name)?;
                // EXPOSE: to the storm, which opens the vault with it.
                let said = code.expose().to_string();
                *self.code.lock().await = Some(code);
                return Ok(Some(said));
            }
            Op::ConfirmRecovery => {
                let code = self.code.lock().await;
                let code = code.as_ref().ok_or("no recovery code was made")?;
                let confirmed = self.keystow.confirm_recovery_code(code).await;
                confirmed.map_err(name)?;
            }
            Op::SetPassphrase(number) => {
                let new = parse_passphrase(&Op::passphrase(number));
                self.keystow.set_passphrase(&new).await.map_err(name)?;
            }
            Op::RemovePassphrase => self.keystow.remove_passphrase().await.map_err(name)?,
            Op::BackUp(file) => self.back_up(file).await?,
            Op::Restore { file, replace } => self.restore(file, replace).await?,
            Op::StartAnew => {
                self.keystow.start_anew().await.map_err(name)?;
            }
        }
        Ok(None)
    }

    fn of(&self, place: Place) -> Keystow {
        self.keystow
            .profile(place.profile)
            .expect("the profile is named well")
    }

    async fn read_all(&self) -> Result<(), Refusal> {
        for credential in self.keystow.all_credentials().await.map_err(name)? {
            let of = self.keystow.profile(&credential.profile).map_err(name)?;
            drop(of.get_api_key(&credential.provider).await.map_err(name)?);
        }
        Ok(())
    }

    async fn update(&self, place: Place, change: CredentialChange) -> Result<(), Refusal> {
        let updated = self.of(place).update(place.provider, change).await;
        updated.map(drop).map_err(name)
    }

    /// By the vault itself: the core stores a check only after it asked a provider.
    async fn store_check(&self, place: Place, number: u32) -> Result<(), Refusal> {
        let stored = self.vault.credential(place.profile, place.provider).await;
        let stored = stored.map_err(name)?;
        let model = |id: String| ModelRecord {
            id,
            ..ModelRecord::default()
        };
        let result = CheckRecord {
            request: None,
            account: None,
            renew_by: None,
            status: "valid".to_owned(),
            verdict: "accepted".to_owned(),
            message: None,
            http_status: Some(200),
            latency_ms: 5,
            retry_at: None,
            definite: true,
            models: Some(Op::models(number).into_iter().map(model).collect()),
        };
        let now = Timestamp::now();
        match self.vault.store_check(&stored, &result, now).await {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err("the credential changed meanwhile".to_owned()),
            Err(error) => Err(name(error)),
        }
    }

    async fn rotate_data_key(
        &self,
        passphrase: Option<&str>,
        say: &mut impl FnMut(&str),
    ) -> Result<Option<String>, Refusal> {
        let slots = self.keystow.slots().await.map_err(name)?;
        let recovery = if slots.iter().any(|slot| slot.kind == SlotKind::Recovery) {
            let code = RecoveryCode::make().map_err(name)?;
            // EXPOSE: to the storm, as the owner sees it before the change.
            say(&code.expose());
            Some(code)
        } else {
            None
        };
        // EXPOSE: as above.
        let said = recovery.as_ref().map(|code| code.expose().to_string());
        let passphrase = match passphrase {
            Some(text) => PassphraseRewrap::Keep(parse_passphrase(text)),
            None => PassphraseRewrap::Drop,
        };
        let rewrap = Rewrap {
            recovery,
            passphrase,
            slots,
        };
        self.keystow.rotate_data_key(rewrap).await.map_err(name)?;
        Ok(said)
    }

    /// The owner has the code on paper: here it lies in the home.
    async fn renew_keyring(&self) -> Result<(), Refusal> {
        let code = std::fs::read_to_string(self.home.root().join("code")).map_err(name)?;
        let code = RecoveryCode::parse(&code).map_err(name)?;
        let opened = self.keystow.open_with_recovery_code(&code).await;
        opened.map_err(name)?;
        self.keystow.renew_keyring_slot().await.map_err(name)
    }

    async fn back_up(&self, file: u32) -> Result<(), Refusal> {
        std::fs::create_dir_all(self.home.backups()).map_err(name)?;
        let file = backup_file(&self.home, file);
        let passphrase = parse_passphrase(BACKUP_PASSPHRASE);
        let written = self.keystow.back_up(&file, &passphrase, true).await;
        written.map(drop).map_err(name)
    }

    async fn restore(&self, file: u32, replace: bool) -> Result<(), Refusal> {
        let file = backup_file(&self.home, file);
        let passphrase = parse_passphrase(BACKUP_PASSPHRASE);
        let backup = self.keystow.read_backup(&file, &passphrase).await;
        let backup = backup.map_err(name)?;
        let restored = self.keystow.restore(&backup, replace).await;
        restored.map(drop).map_err(name)
    }
}

/// A passphrase that is fine.
pub fn parse_passphrase(text: &str) -> Passphrase {
    Passphrase::parse(text).expect("it is long enough")
}

fn key(place: Place, number: u32) -> ApiKey {
    ApiKey::parse(place.key(number)).expect("it is a key")
}

fn name(error: impl std::fmt::Debug) -> Refusal {
    format!("{error:?}")
}

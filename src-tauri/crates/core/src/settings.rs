//! The owner's options.

use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use keystow_providers::{ExtraRoots, proxy_address};
use keystow_vault::SecretText;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::handle::Keystow;

/// The name of the option, and of what is sealed for it.
pub(crate) const CA_FILE: &str = "ca_file";

/// Least and most seconds until a copied key leaves the clipboard.
const CLIPBOARD: RangeInclusive<u32> = 5..=600;

/// Least and most minutes without use until the vault is closed, where it is closed at all.
const IDLE: RangeInclusive<u32> = 1..=240;

/// Most hours between two checks that nobody asked for: four weeks.
const CHECK_HOURS: u32 = 24 * 28;

/// The owner's options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The window's language.
    pub language: Language,
    /// The window's colours.
    pub theme: Theme,
    /// Seconds until a copied key leaves the clipboard, 5 to 600.
    pub clipboard_seconds: u32,
    /// Minutes without use until the vault is closed, 1 to 240; 0 means never.
    pub idle_minutes: u32,
    /// Which proxy requests go through.
    pub proxy: ProxyChoice,
    /// The address of the owner's own proxy; empty where there is none.
    pub proxy_url: String,
    /// A file of certificates that are trusted besides the system's; empty where there is none. It is
    /// chosen by [`Keystow::choose_ca_file`] alone.
    pub ca_file: String,
    /// Hours after which a key is checked again by itself, 1 to 672; 0 means never.
    pub check_hours: u32,
    /// Whether the desktop tells that a key stopped working.
    pub notify: bool,
    /// Days after which a loan leaves the access log, 1 to 3,650; 0 means never.
    pub log_days: u32,
    /// Whether its owner was told that a provider may charge for a prompt.
    pub try_told: bool,
}

/// Most days that a loan is kept, unless for ever: ten years.
const LOG_DAYS: u32 = 3650;

impl Settings {
    /// How long the data key may lie unused in memory; `None` keeps it.
    pub(crate) fn idle(&self) -> Option<Duration> {
        (self.idle_minutes > 0).then(|| Duration::from_mins(u64::from(self.idle_minutes)))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::System,
            theme: Theme::System,
            clipboard_seconds: 30,
            idle_minutes: 5,
            proxy: ProxyChoice::System,
            proxy_url: String::new(),
            ca_file: String::new(),
            check_hours: 24,
            notify: true,
            log_days: 90,
            try_told: false,
        }
    }
}

/// The window's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// The system's.
    #[default]
    System,
    /// English.
    En,
    /// German.
    De,
}

/// The window's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The system's.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Which proxy requests go through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProxyChoice {
    /// The system's.
    #[default]
    System,
    /// None.
    None,
    /// The owner's own.
    Own,
}

impl Keystow {
    /// Reads the options; what is not stored, or no longer understood, has its default.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be read.
    pub async fn settings(&self) -> Result<Settings, Error> {
        let mut settings = Settings::default();
        for (name, value) in self.vault().settings().await? {
            match name.as_str() {
                "language" => set(&mut settings.language, &value),
                "theme" => set(&mut settings.theme, &value),
                "clipboard_seconds" => set(&mut settings.clipboard_seconds, &value),
                "idle_minutes" => set(&mut settings.idle_minutes, &value),
                "proxy" => set(&mut settings.proxy, &value),
                "proxy_url" => set(&mut settings.proxy_url, &value),
                CA_FILE => set(&mut settings.ca_file, &value),
                "check_hours" => set(&mut settings.check_hours, &value),
                "notify" => set(&mut settings.notify, &value),
                "log_days" => set(&mut settings.log_days, &value),
                "try_told" => set(&mut settings.try_told, &value),
                _ => {}
            }
        }
        // A vault that was built anew has the option, and not what was sealed for it.
        if !settings.ca_file.is_empty() && !self.vault().has_sealed(CA_FILE).await? {
            settings.ca_file.clear();
        }
        Ok(settings.clamped())
    }

    /// Stores the options, and returns them as they are kept. The file of certificates stays as it is: see
    /// [`choose_ca_file`](Self::choose_ca_file).
    ///
    /// # Errors
    /// [`Error::InvalidProxy`], or [`Error::Vault`] where the file cannot be written. Nothing is stored then.
    pub async fn save_settings(&self, settings: &Settings) -> Result<Settings, Error> {
        let mut kept = settings.clone().clamped();
        kept.proxy_url = sound_proxy(&kept)?;
        self.vault().put_settings(&kept.values()).await?;
        if let Some(oldest) = self.oldest_loan().await {
            self.vault().prune_loans(oldest).await?;
        }
        self.settings().await
    }

    /// Chooses a file of certificates that are trusted besides the system's, or none with an empty path. Path
    /// and content are sealed, since whoever chose them could read every key on its way: that opens the vault.
    ///
    /// # Errors
    /// [`Error::InvalidCaFile`], or [`Error::Vault`] where the vault cannot be opened or written. Nothing is
    /// changed then.
    pub async fn choose_ca_file(&self, path: &str) -> Result<Settings, Error> {
        let path = path.trim();
        let value = [(CA_FILE, json(&path))];
        if path.is_empty() {
            self.vault().delete_sealed(CA_FILE, &value).await?;
            return self.settings().await;
        }
        let refused = || Error::InvalidCaFile {
            path: path.to_owned(),
        };
        if !Path::new(path).is_absolute() {
            return Err(refused());
        }
        let roots = ExtraRoots::read(path.as_ref()).map_err(|_| refused())?;
        let sealed = SecretText::new(ca_file_seal(path, &roots));
        self.vault()
            .put_sealed(CA_FILE, &sealed, &value, self.prompt(), self.now())
            .await?;
        self.settings().await
    }
}

/// What is sealed of a file of certificates: where it is, and what stood in it.
pub(crate) fn ca_file_seal(path: &str, roots: &ExtraRoots) -> String {
    json(&(path, roots.digest()))
}

/// The address of the owner's own proxy as it is kept.
fn sound_proxy(settings: &Settings) -> Result<String, Error> {
    if settings.proxy_url.trim().is_empty() && settings.proxy != ProxyChoice::Own {
        return Ok(String::new());
    }
    proxy_address(&settings.proxy_url).map_err(Error::InvalidProxy)
}

impl Settings {
    fn clamped(self) -> Self {
        let idle = self.idle_minutes.clamp(*IDLE.start(), *IDLE.end());
        Self {
            clipboard_seconds: self
                .clipboard_seconds
                .clamp(*CLIPBOARD.start(), *CLIPBOARD.end()),
            idle_minutes: if self.idle_minutes == 0 { 0 } else { idle },
            check_hours: self.check_hours.min(CHECK_HOURS),
            log_days: self.log_days.min(LOG_DAYS),
            ..self
        }
    }

    fn values(&self) -> [(&'static str, String); 10] {
        [
            ("language", json(&self.language)),
            ("theme", json(&self.theme)),
            ("clipboard_seconds", json(&self.clipboard_seconds)),
            ("idle_minutes", json(&self.idle_minutes)),
            ("proxy", json(&self.proxy)),
            ("proxy_url", json(&self.proxy_url)),
            ("check_hours", json(&self.check_hours)),
            ("notify", json(&self.notify)),
            ("log_days", json(&self.log_days)),
            ("try_told", json(&self.try_told)),
        ]
    }
}

fn set<T: for<'de> Deserialize<'de>>(field: &mut T, value: &str) {
    if let Ok(value) = serde_json::from_str(value) {
        *field = value;
    }
}

pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| unreachable!("words and numbers are JSON"))
}

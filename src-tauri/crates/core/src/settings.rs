//! The owner's options.

use std::ops::RangeInclusive;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::handle::Keystow;

/// Least and most seconds until a copied key leaves the clipboard.
const CLIPBOARD: RangeInclusive<u32> = 5..=600;

/// Least and most minutes without use until the vault is closed, where it is closed at all.
const IDLE: RangeInclusive<u32> = 1..=240;

/// The owner's options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The window's language.
    pub language: Language,
    /// The window's colours.
    pub theme: Theme,
    /// Seconds until a copied key leaves the clipboard, 5 to 600.
    pub clipboard_seconds: u32,
    /// Minutes without use until the vault is closed, 1 to 240; 0 means never.
    pub idle_minutes: u32,
}

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
                _ => {}
            }
        }
        Ok(settings.clamped())
    }

    /// Stores the options, and returns them as they are kept.
    ///
    /// # Errors
    /// [`Error::Vault`] where the file cannot be written.
    pub async fn save_settings(&self, settings: &Settings) -> Result<Settings, Error> {
        let kept = settings.clamped();
        let values = [
            ("language", json(&kept.language)),
            ("theme", json(&kept.theme)),
            ("clipboard_seconds", json(&kept.clipboard_seconds)),
            ("idle_minutes", json(&kept.idle_minutes)),
        ];
        self.vault().put_settings(&values).await?;
        Ok(kept)
    }
}

impl Settings {
    fn clamped(self) -> Self {
        let idle = self.idle_minutes.clamp(*IDLE.start(), *IDLE.end());
        Self {
            clipboard_seconds: self
                .clipboard_seconds
                .clamp(*CLIPBOARD.start(), *CLIPBOARD.end()),
            idle_minutes: if self.idle_minutes == 0 { 0 } else { idle },
            ..self
        }
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

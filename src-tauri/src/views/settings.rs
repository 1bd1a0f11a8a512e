//! The window's own options.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What Preferences shows and stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    language: Language,
    theme: Theme,
    /// After how many seconds a copied key leaves the clipboard.
    clipboard_seconds: u32,
    /// After how many minutes without use the vault is closed; 0 means never.
    idle_minutes: u32,
}

/// The language of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// As the desktop has it.
    System,
    /// English.
    En,
    /// German.
    De,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the desktop has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl From<keystow::Settings> for SettingsView {
    fn from(settings: keystow::Settings) -> Self {
        Self {
            language: match settings.language {
                keystow::Language::System => Language::System,
                keystow::Language::En => Language::En,
                keystow::Language::De => Language::De,
            },
            theme: match settings.theme {
                keystow::Theme::System => Theme::System,
                keystow::Theme::Light => Theme::Light,
                keystow::Theme::Dark => Theme::Dark,
            },
            clipboard_seconds: settings.clipboard_seconds,
            idle_minutes: settings.idle_minutes,
        }
    }
}

impl From<SettingsView> for keystow::Settings {
    fn from(view: SettingsView) -> Self {
        Self {
            language: match view.language {
                Language::System => keystow::Language::System,
                Language::En => keystow::Language::En,
                Language::De => keystow::Language::De,
            },
            theme: match view.theme {
                Theme::System => keystow::Theme::System,
                Theme::Light => keystow::Theme::Light,
                Theme::Dark => keystow::Theme::Dark,
            },
            clipboard_seconds: view.clipboard_seconds,
            idle_minutes: view.idle_minutes,
        }
    }
}

//! The window's own options.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What Preferences shows and stores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    language: Language,
    theme: Theme,
    /// After how many seconds a copied key leaves the clipboard.
    clipboard_seconds: u32,
    /// After how many minutes without use the vault is closed; 0 means never.
    idle_minutes: u32,
    /// Which proxy requests go through.
    proxy: ProxyChoice,
    /// The address of the owner's own proxy; empty where there is none.
    proxy_url: String,
    /// A file of certificates that are trusted besides the system's; empty where there is none.
    ca_file: String,
    /// After how many hours a key is checked again by itself; 0 means never.
    check_hours: u32,
    /// Whether the desktop tells that a key stopped working.
    notify: bool,
    /// After how many days a line leaves the access log; 0 means never.
    log_days: u32,
    /// Whether its owner was told that a provider may charge for a prompt.
    try_told: bool,
}

/// Which proxy requests go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum ProxyChoice {
    /// The system's.
    System,
    /// None.
    None,
    /// The owner's own.
    Own,
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
            proxy: match settings.proxy {
                keystow::ProxyChoice::System => ProxyChoice::System,
                keystow::ProxyChoice::None => ProxyChoice::None,
                keystow::ProxyChoice::Own => ProxyChoice::Own,
            },
            proxy_url: settings.proxy_url,
            ca_file: settings.ca_file,
            check_hours: settings.check_hours,
            notify: settings.notify,
            log_days: settings.log_days,
            try_told: settings.try_told,
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
            proxy: match view.proxy {
                ProxyChoice::System => keystow::ProxyChoice::System,
                ProxyChoice::None => keystow::ProxyChoice::None,
                ProxyChoice::Own => keystow::ProxyChoice::Own,
            },
            proxy_url: view.proxy_url,
            ca_file: view.ca_file,
            check_hours: view.check_hours,
            notify: view.notify,
            log_days: view.log_days,
            try_told: view.try_told,
        }
    }
}

//! The one list of what crosses between the window and Rust: every command and every event.
//!
//! The handler, `ui/src/ipc/bindings.ts`, the app manifest and the capability test all come from it; the
//! build script reads the names in `ipc_commands.rs`, and a test compares the two.

use tauri::Runtime;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{clipboard, credentials, models, profiles, providers, settings, vault};
use crate::events::{ApiKeyStatus, VaultChanged};

/// Every command and event, ready to be mounted or exported.
pub fn builder<R: Runtime>() -> Builder<R> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            vault::vault_status,
            vault::open_vault,
            providers::list_providers,
            credentials::list_credentials,
            credentials::get_credential,
            credentials::create_credential,
            credentials::update_credential,
            credentials::delete_credential,
            credentials::check_credential,
            credentials::check_all_credentials,
            credentials::cancel_check,
            models::list_models,
            clipboard::copy_api_key,
            credentials::reveal_api_key,
            credentials::inspect_api_key,
            profiles::list_profiles,
            profiles::create_profile,
            settings::get_settings,
            settings::update_settings::<tauri::Wry>,
            providers::open_provider_page::<tauri::Wry>,
        ])
        .events(collect_events![ApiKeyStatus, VaultChanged])
}

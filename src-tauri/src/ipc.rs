//! The one list of what crosses between the window and Rust: every command and every event.
//!
//! The handler, `ui/src/ipc/bindings.ts`, the app manifest and the capability test all come from it; the
//! build script reads the names in `ipc_commands.rs`, and a test compares the two.

use tauri::Runtime;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{
    attempts, backup, clipboard, credentials, doctor, endpoints, imports, loans, models, profiles,
    providers, recipes, recovery, rotation, settings, slots, vault,
};
use crate::events::{ApiKeyStatus, TryText, VaultChanged};

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
            credentials::list_checks,
            models::list_models,
            loans::list_loans,
            loans::clear_loans,
            recipes::list_recipes,
            attempts::try_model::<tauri::Wry>,
            attempts::stop_try,
            imports::find_keys,
            imports::import_keys,
            imports::discard_keys,
            imports::environment_keys,
            imports::find_conflicts,
            clipboard::copy_api_key,
            credentials::reveal_api_key,
            credentials::inspect_api_key,
            profiles::list_profiles,
            profiles::create_profile,
            profiles::rename_profile,
            profiles::delete_profile,
            profiles::set_default_profile,
            settings::get_settings,
            settings::update_settings::<tauri::Wry>,
            settings::choose_ca_file,
            providers::open_provider_page::<tauri::Wry>,
            endpoints::list_endpoints,
            endpoints::preview_endpoint,
            endpoints::add_endpoint,
            endpoints::remove_endpoint,
            endpoints::find_local_servers,
            slots::list_slots,
            recovery::create_recovery_code,
            recovery::confirm_recovery_code,
            recovery::use_recovery_code,
            slots::renew_keyring_slot,
            slots::open_with_passphrase,
            slots::set_passphrase,
            slots::remove_passphrase,
            slots::init_with_passphrase,
            vault::start_new_vault,
            rotation::rotate_master,
            rotation::prepare_data_key_rotation,
            rotation::rotate_data_key,
            vault::lock_vault::<tauri::Wry>,
            backup::pick_file::<tauri::Wry>,
            backup::back_up,
            backup::preview_restore,
            backup::restore_backup,
            backup::discard_restore,
            backup::get_auto_backup,
            backup::set_auto_backup,
            backup::stop_auto_backup,
            doctor::diagnose,
        ])
        .events(collect_events![ApiKeyStatus, VaultChanged, TryText])
}

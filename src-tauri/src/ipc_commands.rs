//! The names of the window's commands, once: the build script grants them to the main window and
//! puts them in the app manifest; a test compares them with the handlers that specta exports.

/// Every command of the window, as Rust and the capability file spell it.
pub(crate) const COMMANDS: &[&str] = &[
    "vault_status",
    "open_vault",
    "list_providers",
    "list_credentials",
    "get_credential",
    "create_credential",
    "update_credential",
    "delete_credential",
    "check_credential",
    "check_all_credentials",
    "cancel_check",
    "list_models",
    "copy_api_key",
    "reveal_api_key",
    "inspect_api_key",
    "list_profiles",
    "create_profile",
    "get_settings",
    "update_settings",
    "open_provider_page",
];

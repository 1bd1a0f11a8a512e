//! Where the keys live on this machine, and whether the vault opens.

use keystow::VaultStatus;
use serde::Serialize;
use specta::Type;

use super::VaultState;

/// The state of the vault and what is known about the keyring.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VaultStatusView {
    state: VaultState,
    open: bool,
    keyring_backend: Option<String>,
    desktop: Option<String>,
    keyring_locked: Option<bool>,
    data_dir: String,
    version: String,
}

impl From<VaultStatus> for VaultStatusView {
    fn from(status: VaultStatus) -> Self {
        Self {
            state: status.state.into(),
            open: status.open,
            keyring_backend: status.keyring.backend,
            desktop: status.keyring.desktop,
            keyring_locked: status.keyring.locked,
            data_dir: status.data_dir.display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

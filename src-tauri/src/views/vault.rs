//! Where the keys live on this machine, and whether the vault opens.

use keystow::{SlotInfo, VaultStatus};
use serde::Serialize;
use specta::Type;

use super::{RecoveryState, SlotKind, VaultState, slot};

/// The state of the vault and what is known about the keyring.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VaultStatusView {
    state: VaultState,
    open: bool,
    keyring_backend: Option<String>,
    desktop: Option<String>,
    keyring_locked: Option<bool>,
    /// The kinds of ways to open the vault, each once.
    slots: Vec<SlotKind>,
    recovery: RecoveryState,
    data_dir: String,
    version: String,
}

impl VaultStatusView {
    /// The vault's state, with the ways to open it.
    pub(crate) fn new(status: VaultStatus, slots: &[SlotInfo]) -> Self {
        Self {
            state: status.state.into(),
            open: status.open,
            keyring_backend: status.keyring.backend,
            desktop: status.keyring.desktop,
            keyring_locked: status.keyring.locked,
            slots: slot::kinds(slots),
            recovery: RecoveryState::of(slots),
            data_dir: status.data_dir.display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

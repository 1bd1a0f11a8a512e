//! The ways to open the vault, and what a change of its keys did.

use keystow::{Rotated, SlotInfo};
use serde::Serialize;
use specta::Type;

use super::{RecoveryCodeView, time};

/// Which kind of way to open the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// The master secret in the keyring.
    Keyring,
    /// A recovery code on paper.
    Recovery,
    /// A passphrase in somebody's head.
    Passphrase,
}

/// One way to open the vault; nothing secret.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    kind: SlotKind,
    created_at: String,
    /// When its owner showed that the recovery code was written down.
    confirmed_at: Option<String>,
    /// When it last opened the vault.
    last_verified_at: Option<String>,
}

/// Whether there is a recovery code, and whether its owner showed to have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum RecoveryState {
    /// There is none.
    None,
    /// There is one, and no group of it was typed back.
    Unconfirmed,
    /// There is one, and it was written down.
    Confirmed,
}

/// What a rotation left behind.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RotatedView {
    /// Whether the keyring let the old entry go; one that stays is deleted later.
    old_entry_deleted: bool,
    /// Whether the old keys are out of the files already.
    checkpointed: bool,
}

/// What a rotation of the data key needs from its owner.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RotationPlanView {
    /// The new recovery code, to be shown and confirmed; absent where the vault has none.
    pub(crate) recovery: Option<RecoveryCodeView>,
    /// Whether the vault has a passphrase, which must be typed or is dropped.
    pub(crate) passphrase: bool,
}

impl From<keystow::SlotKind> for SlotKind {
    fn from(kind: keystow::SlotKind) -> Self {
        match kind {
            keystow::SlotKind::Keyring => Self::Keyring,
            keystow::SlotKind::Recovery => Self::Recovery,
            keystow::SlotKind::Passphrase => Self::Passphrase,
        }
    }
}

impl From<SlotInfo> for SlotView {
    fn from(slot: SlotInfo) -> Self {
        Self {
            kind: slot.kind.into(),
            created_at: time(slot.created_at),
            confirmed_at: slot.confirmed_at.map(time),
            last_verified_at: slot.last_verified_at.map(time),
        }
    }
}

impl From<Rotated> for RotatedView {
    fn from(rotated: Rotated) -> Self {
        Self {
            old_entry_deleted: rotated.old_entry_deleted,
            checkpointed: rotated.checkpointed,
        }
    }
}

impl RecoveryState {
    /// What the slots say about the recovery code.
    pub(crate) fn of(slots: &[SlotInfo]) -> Self {
        let found = slots
            .iter()
            .find(|slot| slot.kind == keystow::SlotKind::Recovery);
        match found {
            None => Self::None,
            Some(slot) if slot.confirmed_at.is_none() => Self::Unconfirmed,
            Some(_) => Self::Confirmed,
        }
    }
}

/// The kinds of slots there are, each once.
pub(crate) fn kinds(slots: &[SlotInfo]) -> Vec<SlotKind> {
    let mut kinds = Vec::new();
    for slot in slots {
        let kind = slot.kind.into();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

//! Whose keys there are.

use keystow::ProfileInfo;
use serde::Serialize;
use specta::Type;

/// One profile.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    name: String,
    is_default: bool,
    credentials: u32,
}

impl From<ProfileInfo> for ProfileView {
    fn from(profile: ProfileInfo) -> Self {
        Self {
            name: profile.name,
            is_default: profile.is_default,
            credentials: profile.credentials,
        }
    }
}

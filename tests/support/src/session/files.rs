//! What can befall the keyring's file while no daemon holds it.

use std::fs;
use std::path::PathBuf;

use super::KeyringSession;

/// A keyring without a password, as gnome-keyring writes one.
pub(super) const EMPTY_PLAIN_KEYRING: &str = "\
[keyring]
display-name=login
ctime=0
mtime=0
lock-on-idle=false
lock-after=false
";

/// What happens to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Its second half is gone.
    Truncated,
    /// Every byte is zero.
    Zeroed,
    /// One bit of its sealed part is another.
    Flipped,
    /// It is not there.
    Deleted,
}

impl Damage {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Truncated, Self::Zeroed, Self::Flipped, Self::Deleted];
}

impl KeyringSession {
    /// The file of the login keyring.
    pub fn login_file(&self) -> PathBuf {
        self.keyring_files().join("login.keyring")
    }

    /// Damages the file of the login keyring. A daemon that runs would write it anew: kill it first.
    pub fn damage(&self, damage: Damage) {
        assert!(self.keyring.is_none(), "the keyring daemon still runs");
        let file = self.login_file();
        let mut bytes = fs::read(&file).expect("the login keyring has a file");
        match damage {
            Damage::Truncated => bytes.truncate(bytes.len() / 2),
            Damage::Zeroed => bytes.fill(0),
            Damage::Flipped => {
                let index = bytes.len() * 3 / 4;
                bytes[index] ^= 1;
            }
            Damage::Deleted => {
                fs::remove_file(&file).expect("the temporary home is writable");
                return;
            }
        }
        fs::write(&file, bytes).expect("the temporary home is writable");
    }
}

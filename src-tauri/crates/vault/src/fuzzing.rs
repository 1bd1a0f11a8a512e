//! Doors of plain bytes to the readers of sealed things, for the fuzz targets alone.
//!
//! Only with the feature `fuzzing`, which no program that ships turns on. Nothing here does what the
//! vault does not do itself, but for sealing a plaintext that the vault would never write.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

use crate::backup::{BackupFault, Contents, door};
use crate::cipher::{RecordContext, RecordKeys};
use crate::error::VaultError;
use crate::master;
use crate::passphrase::{Passphrase, Stretching};
use crate::recovery::RecoveryCode;
use crate::secret::{DataKey, MasterSecret};
use crate::slot::{Mismatch, SlotHeader, stretching_of};

/// The most memory, in KiB times passes, that a passphrase is stretched over here.
const MOST_WORK: u64 = 256;

/// Where a record belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The vault.
    pub vault_id: [u8; 16],
    /// The profile.
    pub profile_id: [u8; 16],
    /// The credential.
    pub credential_id: [u8; 16],
    /// The secret's revision.
    pub revision: u64,
    /// The provider's id.
    pub provider: String,
    /// How the key is sent.
    pub auth_scheme: String,
    /// Where it may be sent.
    pub origins: Vec<String>,
}

impl Place {
    fn context(&self) -> RecordContext<'_> {
        RecordContext {
            vault_id: self.vault_id,
            profile_id: self.profile_id,
            credential_id: self.credential_id,
            revision: self.revision,
            provider: &self.provider,
            auth_scheme: &self.auth_scheme,
            origins: &self.origins,
        }
    }
}

/// The keys that seal records.
pub struct Records(RecordKeys);

impl Records {
    /// Those of a data key.
    pub fn of(mut data_key: [u8; 32], vault_id: [u8; 16], generation: u32) -> Self {
        let data_key = DataKey::from_bytes(&mut data_key);
        Self(RecordKeys::derive(&data_key, vault_id, generation))
    }

    /// Seals any plaintext whatever.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn seal(&self, at: &Place, hint: bool, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.0.seal_plain(&at.context(), hint, plain)
    }

    /// Opens a sealed key; `None` where it does not open.
    pub fn open_key(&self, at: &Place, blob: &[u8]) -> Option<String> {
        let key = self.0.open_key(&at.context(), blob).ok()?;
        // EXPOSE: to the fuzzer, whose keys are fake.
        Some(key.expose().to_owned())
    }

    /// Opens a sealed hint; `None` where it does not open.
    pub fn open_hint(&self, at: &Place, blob: &[u8]) -> Option<String> {
        self.0.open_hint(&at.context(), blob).ok()
    }

    /// Opens a sealed option; `None` where it does not open.
    pub fn open_setting(&self, vault_id: [u8; 16], name: &str, blob: &[u8]) -> Option<String> {
        let text = self.0.open_setting(vault_id, name, blob).ok()?;
        Some(text.as_str().to_owned())
    }
}

/// Writes the keyring's line.
pub fn write_line(vault_id: [u8; 16], mkid: [u8; 8], mut secret: [u8; 32]) -> String {
    let secret = MasterSecret::from_bytes(&mut secret);
    master::encode(vault_id, mkid, &secret).as_str().to_owned()
}

/// Reads the keyring's line.
///
/// # Errors
/// [`VaultError::MasterCorrupt`] or [`VaultError::MasterWrong`].
pub fn read_line(line: &str, vault_id: [u8; 16], mkid: [u8; 8]) -> Result<[u8; 32], VaultError> {
    // EXPOSE: to the fuzzer, whose secrets are fake.
    master::decode(line, vault_id, mkid).map(|secret| *secret.expose())
}

/// What a slot is opened with.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'s> {
    /// The bytes of a master secret.
    Master([u8; 32]),
    /// A recovery code.
    Code(&'s RecoveryCode),
    /// A passphrase.
    Passphrase(&'s Passphrase),
}

/// Which slot of which vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotPlace {
    /// The vault.
    pub vault_id: [u8; 16],
    /// The slot.
    pub slot_id: [u8; 8],
    /// The generation of its data key.
    pub generation: u32,
}

/// Why a slot stays shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shut {
    /// Its row is damaged, or stands where it does not belong.
    Damaged,
    /// The secret is not its own.
    OtherSecret,
    /// It asks for more work than a fuzzer has time for; the vault would do it.
    TooMuchWork,
}

impl SlotPlace {
    fn header(self, stretching: Option<Stretching>) -> SlotHeader {
        SlotHeader {
            vault_id: self.vault_id,
            slot_id: self.slot_id,
            generation: self.generation,
            stretching,
        }
    }

    /// Wraps a data key; a passphrase is stretched as little as can be.
    ///
    /// # Errors
    /// [`VaultError::NoRandomness`].
    pub fn wrap(self, secret: Secret<'_>, mut data_key: [u8; 32]) -> Result<Vec<u8>, VaultError> {
        let data_key = DataKey::from_bytes(&mut data_key);
        match secret {
            Secret::Master(mut bytes) => {
                let master = MasterSecret::from_bytes(&mut bytes);
                self.header(None).wrap(&master, &data_key)
            }
            Secret::Code(code) => self.header(None).wrap(code, &data_key),
            Secret::Passphrase(passphrase) => {
                let stretching = Stretching {
                    memory: 8,
                    passes: 1,
                    lanes: 1,
                    salt: [7; 16],
                };
                let stretched = runtime().block_on(stretching.stretch(passphrase))?;
                self.header(Some(stretching)).wrap(&stretched, &data_key)
            }
        }
    }

    /// Unwraps a data key, as the vault does it.
    ///
    /// # Errors
    /// [`Shut`].
    pub fn unwrap(self, secret: Secret<'_>, blob: &[u8]) -> Result<[u8; 32], Shut> {
        let opened = match secret {
            Secret::Master(mut bytes) => {
                let master = MasterSecret::from_bytes(&mut bytes);
                self.header(None).unwrap(&master, blob)
            }
            Secret::Code(code) => self.header(None).unwrap(code, blob),
            Secret::Passphrase(passphrase) => {
                let stretching = stretching_of(blob).ok_or(Shut::Damaged)?;
                if u64::from(stretching.memory) * u64::from(stretching.passes) > MOST_WORK {
                    return Err(Shut::TooMuchWork);
                }
                let stretched = runtime().block_on(stretching.stretch(passphrase));
                let stretched = stretched.map_err(|_| Shut::Damaged)?;
                self.header(Some(stretching)).unwrap(&stretched, blob)
            }
        };
        // EXPOSE: to the fuzzer, whose data keys are fake.
        opened
            .map(|key| *key.expose())
            .map_err(|error| match error {
                Mismatch::Damaged => Shut::Damaged,
                Mismatch::OtherSecret => Shut::OtherSecret,
            })
    }
}

/// How much work a slot's blob asks for, in KiB times passes; `None` where it cannot be followed.
pub fn work_of(blob: &[u8]) -> Option<u64> {
    let stretching = stretching_of(blob)?;
    Some(u64::from(stretching.memory) * u64::from(stretching.passes))
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_current_thread().build().unwrap_or_else(|_| {
            unreachable!("a runtime without drivers needs nothing of the system")
        })
    })
}

/// The greatest work factor that a backup is opened with here; the vault goes up to 22.
const MOST_LOG_N: u8 = 10;

/// Encrypts any text whatever as a backup would be, with as little work as can be.
///
/// # Errors
/// [`BackupFault`].
pub fn seal_backup(plain: &[u8], passphrase: &Passphrase) -> Result<Vec<u8>, BackupFault> {
    door::seal(plain, passphrase, 1)
}

/// Decrypts a backup file; `None` where it asks for more work than a fuzzer has time for.
pub fn open_backup(sealed: &[u8], passphrase: &Passphrase) -> Option<Result<Vec<u8>, BackupFault>> {
    if sealed.split(|byte| *byte == b'\n').any(asks_for_much) {
        return None;
    }
    Some(door::open(sealed, passphrase).map(|plain| plain.to_vec()))
}

/// Whether a line is a stanza that asks for more than [`MOST_LOG_N`], though not more than the cap.
fn asks_for_much(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line);
    let factor = text.rsplit(' ').next().and_then(|word| word.parse().ok());
    text.starts_with("-> ")
        && factor.is_some_and(|factor: u8| (MOST_LOG_N + 1..=22).contains(&factor))
}

/// Reads the text of a backup, and writes it again.
///
/// # Errors
/// [`BackupFault`].
pub fn read_backup(plain: &[u8]) -> Result<(Contents, Vec<u8>), BackupFault> {
    door::read(plain).map(|(contents, again)| (contents, again.to_vec()))
}

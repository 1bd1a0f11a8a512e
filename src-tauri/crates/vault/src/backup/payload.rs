//! What a backup holds, as the two parts of its text: a line that says what follows, and the JSON.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::BackupFault;
use crate::secret::ApiKey;

const FORMAT: &str = "keystow-backup";
const VERSION: u64 = 1;
/// No first line of ours comes near.
const LONGEST_HEAD: usize = 4096;
/// As the tables bound them.
const LONGEST_PROFILE: usize = 64;
const LONGEST_PROVIDER: usize = 80;
const LEND_POLICIES: [&str; 3] = ["allow", "named", "never"];

/// The profiles and keys of a vault, in the clear.
///
/// Cannot be cloned; prints nothing of a key.
#[derive(Serialize, Deserialize)]
pub struct Contents {
    pub(crate) created_at: Timestamp,
    pub(crate) app_version: String,
    pub(crate) vault_id: String,
    pub(crate) profiles: Vec<Profile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) endpoints: Vec<EndpointEntry>,
    pub(crate) credentials: Vec<Entry>,
}

/// An endpoint of the owner's own.
#[derive(Serialize, Deserialize)]
pub struct EndpointEntry {
    /// Its name in the id `custom:<slug>`.
    pub slug: String,
    /// `openai`, `anthropic` or `gemini`.
    pub dialect: String,
    /// The base URL.
    pub base_url: String,
    /// What its headers were bound to.
    pub origin: String,
    /// The path of the model list, where it is not the dialect's own.
    pub models_path: Option<String>,
    /// Whether it may work without a key.
    #[serde(default)]
    pub key_optional: bool,
    pub(crate) headers: Option<Zeroizing<String>>,
}

/// A profile.
#[derive(Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) is_default: bool,
}

/// A credential with its key.
#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) profile: String,
    pub(crate) provider: String,
    pub(crate) key: Option<Zeroizing<String>>,
    pub(crate) label: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) renew_by: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) project: Option<String>,
    #[serde(default = "allow")]
    pub(crate) lend_policy: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    version: u64,
    #[serde(default)]
    sha256: String,
}

fn allow() -> String {
    LEND_POLICIES[0].to_owned()
}

impl Contents {
    /// When the backup was written.
    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// The id of the vault that it was written from, as hex digits.
    pub fn vault_id(&self) -> &str {
        &self.vault_id
    }

    /// The names of the profiles.
    pub fn profiles(&self) -> impl Iterator<Item = &str> {
        self.profiles.iter().map(|profile| profile.name.as_str())
    }

    /// The endpoints of the owner's own.
    pub fn endpoints(&self) -> &[EndpointEntry] {
        &self.endpoints
    }

    /// Profile and provider of each credential.
    pub fn credentials(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let entries = self.credentials.iter();
        entries.map(|entry| (entry.profile.as_str(), entry.provider.as_str()))
    }

    /// The labels that the owner gave.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.credentials
            .iter()
            .filter_map(|entry| entry.label.as_deref())
    }

    /// Writes both parts into one buffer, which never grows and so leaves no copy behind.
    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut measure = Measure::default();
        self.write_to(&mut measure);
        let head = Head {
            format: FORMAT.to_owned(),
            version: VERSION,
            sha256: data_encoding::HEXLOWER.encode(&measure.hash.finalize()),
        };
        let head = serde_json::to_vec(&head).unwrap_or_else(|_| unreachable!("words are JSON"));
        let mut plain = Zeroizing::new(Vec::with_capacity(head.len() + 1 + measure.length));
        plain.extend_from_slice(&head);
        plain.push(b'\n');
        self.write_to(&mut *plain);
        plain
    }

    fn write_to(&self, out: &mut impl Write) {
        serde_json::to_writer(out, self)
            .unwrap_or_else(|_| unreachable!("words, numbers and times are JSON"));
    }

    /// Reads both parts, and checks every word that the vault has rules for.
    pub(super) fn decode(plain: &[u8]) -> Result<Self, BackupFault> {
        let start = &plain[..plain.len().min(LONGEST_HEAD)];
        let line_end = start.iter().position(|byte| *byte == b'\n');
        let (head, rest) = plain.split_at(line_end.ok_or(BackupFault::NotABackup)?);
        let body = &rest[1..];
        let head: Head = serde_json::from_slice(head).map_err(|_| BackupFault::NotABackup)?;
        if head.format != FORMAT {
            return Err(BackupFault::NotABackup);
        }
        if head.version > VERSION {
            return Err(BackupFault::Newer);
        }
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(body));
        if head.version != VERSION || head.sha256 != hash {
            return Err(BackupFault::Damaged);
        }
        let contents: Self = serde_json::from_slice(body).map_err(|_| BackupFault::Damaged)?;
        if contents.is_sound() {
            Ok(contents)
        } else {
            Err(BackupFault::Damaged)
        }
    }

    fn is_sound(&self) -> bool {
        let profiles: BTreeSet<&str> = self.profiles().collect();
        let distinct: BTreeSet<(&str, &str)> = self.credentials().collect();
        profiles.len() == self.profiles.len()
            && distinct.len() == self.credentials.len()
            && profiles.iter().all(|name| is_word(name, LONGEST_PROFILE))
            && self.endpoints.iter().all(|entry| {
                is_word(&entry.slug, LONGEST_PROVIDER)
                    && ["openai", "anthropic", "gemini"].contains(&entry.dialect.as_str())
            })
            && self.credentials.iter().all(|entry| {
                profiles.contains(entry.profile.as_str())
                    && is_word(&entry.provider, LONGEST_PROVIDER)
                    && LEND_POLICIES.contains(&entry.lend_policy.as_str())
                    && entry.key().is_some() == entry.key.is_some()
            })
    }
}

impl Entry {
    /// The key, where there is one and it can be one.
    pub(crate) fn key(&self) -> Option<ApiKey> {
        ApiKey::parse(self.key.as_ref()?.as_str()).ok()
    }

    /// Compares keys in a time that does not depend on where they differ.
    pub(crate) fn has_key(&self, key: Option<&ApiKey>) -> bool {
        match (&self.key, key) {
            (None, None) => true,
            // EXPOSE: to the comparison.
            (Some(mine), Some(key)) => mine.as_bytes().ct_eq(key.expose().as_bytes()).into(),
            _ => false,
        }
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("created_at", &self.created_at)
            .field("credentials", &self.credentials.len())
            .finish_non_exhaustive()
    }
}

fn is_word(text: &str, longest: usize) -> bool {
    let length = text.chars().count();
    (1..=longest).contains(&length) && !text.chars().any(char::is_control)
}

/// Takes text, and keeps its length and hash alone.
#[derive(Default)]
struct Measure {
    length: usize,
    hash: Sha256,
}

impl Write for Measure {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.length += text.len();
        self.hash.update(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) const KEY: &str = "gsk_fakeFAKEfakeFAKE\"\\1234";

    pub(crate) fn contents() -> Contents {
        let at = "2026-08-01T12:00:00Z".parse().expect("a time");
        Contents {
            created_at: at,
            app_version: "0.1.0".to_owned(),
            vault_id: "00".repeat(16),
            profiles: vec![Profile {
                name: "default".to_owned(),
                is_default: true,
            }],
            endpoints: Vec::new(),
            credentials: vec![Entry {
                profile: "default".to_owned(),
                provider: "groq".to_owned(),
                key: Some(Zeroizing::new(KEY.to_owned())),
                label: Some("Büro".to_owned()),
                note: None,
                base_url: None,
                region: None,
                renew_by: None,
                organization: None,
                project: None,
                lend_policy: allow(),
                created_at: at,
                updated_at: at,
            }],
        }
    }

    /// A payload around any JSON, with the right hash.
    fn around(version: u64, body: &str) -> Vec<u8> {
        let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(body));
        format!("{{\"format\":\"{FORMAT}\",\"version\":{version},\"sha256\":\"{sha256}\"}}\n{body}")
            .into_bytes()
    }

    #[test]
    fn what_was_written_is_read() {
        let plain = contents().encode();
        assert_eq!(
            plain.len(),
            plain.capacity(),
            "the buffer was measured, so it never grew"
        );
        let read = Contents::decode(&plain).expect("reads");
        assert_eq!(*read.encode(), *plain);
        assert!(read.credentials[0].has_key(ApiKey::parse(KEY).ok().as_ref()));
        assert!(!read.credentials[0].has_key(None));
    }

    #[test]
    fn debug_shows_no_key_and_no_name() {
        let shown = format!("{:?}", contents());
        assert_eq!(
            shown,
            "Contents { created_at: 2026-08-01T12:00:00Z, credentials: 1, .. }"
        );
    }

    #[test]
    fn a_changed_byte_after_the_first_line_is_damage() {
        let plain = contents().encode();
        let start = plain
            .iter()
            .position(|byte| *byte == b'\n')
            .expect("a line")
            + 1;
        for at in start..plain.len() {
            let mut damaged = plain.clone();
            damaged[at] ^= 1;
            assert_eq!(
                Contents::decode(&damaged).err(),
                Some(BackupFault::Damaged),
                "byte {at}"
            );
        }
    }

    #[test]
    fn other_text_is_no_backup_and_a_later_version_is_newer() {
        for text in [
            "",
            "hello",
            "hello\nworld",
            "{}\n{}",
            "{\"format\":\"x\",\"version\":1}\n",
        ] {
            let read = Contents::decode(text.as_bytes());
            assert_eq!(read.err(), Some(BackupFault::NotABackup), "{text:?}");
        }
        let later = Contents::decode(b"{\"format\":\"keystow-backup\",\"version\":2}\nanything");
        assert_eq!(later.err(), Some(BackupFault::Newer));
        let zero = Contents::decode(&around(0, "{}"));
        assert_eq!(zero.err(), Some(BackupFault::Damaged));
    }

    #[test]
    fn unknown_fields_are_ignored_and_absent_ones_are_null() {
        let body = r#"{"created_at":"2026-08-01T12:00:00Z","app_version":"9","vault_id":"",
            "later":[1,2],"profiles":[{"name":"default"}],
            "credentials":[{"profile":"default","provider":"groq","colour":"red",
                "created_at":"2026-08-01T12:00:00Z","updated_at":"2026-08-01T12:00:00Z"}]}"#;
        let read = Contents::decode(&around(1, body)).expect("reads");
        let entry = &read.credentials[0];
        assert!(entry.key.is_none() && entry.label.is_none());
        assert_eq!(entry.lend_policy, "allow");
    }

    #[test]
    fn what_no_vault_can_hold_is_damage() {
        let sound = |change: fn(&mut Contents)| {
            let mut contents = contents();
            change(&mut contents);
            Contents::decode(&contents.encode()).err()
        };
        assert_eq!(sound(|_| {}), None);
        let changes: [fn(&mut Contents); 8] = [
            |all| all.credentials[0].key = Some(Zeroizing::new("two words".to_owned())),
            |all| all.credentials[0].key = Some(Zeroizing::new(String::new())),
            |all| all.credentials[0].lend_policy = "always".to_owned(),
            |all| all.credentials[0].provider = "\u{1b}[31m".to_owned(),
            |all| all.credentials[0].profile = "elsewhere".to_owned(),
            |all| all.profiles[0].name = String::new(),
            |all| all.profiles.extend(contents().profiles),
            |all| all.credentials.extend(contents().credentials),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            assert_eq!(sound(change), Some(BackupFault::Damaged), "change {number}");
        }
    }
}

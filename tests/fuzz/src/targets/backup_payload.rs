//! The text of a backup: what is read is whole, sound and what would be written again.

use std::collections::BTreeSet;

use keystow_vault::ApiKey;
use keystow_vault::backup::{BackupFault, Contents};
use keystow_vault::fuzzing::read_backup;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct BackupPayloads;

const WAY: usize = 0;
const HEAD: usize = 1;
const BODY: usize = 2;

const FIELDS: &[Field] = &[
    Field::choice("way"),
    Field::new("head", Kind::Json, 5000),
    Field::new("body", Kind::Json, 60_000),
];

const WORDS: &[&[u8]] = &[
    b"keystow-backup",
    b"format",
    b"version",
    b"sha256",
    b"created_at",
    b"updated_at",
    b"app_version",
    b"vault_id",
    b"profiles",
    b"name",
    b"is_default",
    b"credentials",
    b"profile",
    b"provider",
    b"key",
    b"label",
    b"note",
    b"base_url",
    b"region",
    b"renew_by",
    b"lend_policy",
    b"allow",
    b"named",
    b"never",
    b"default",
    b"work",
    b"groq",
    b"gsk_fakeFAKEfake",
    b"2026-08-01T12:00:00Z",
    b"9999-12-31T23:59:59.999999999Z",
    b"-009999-01-01T00:00:00Z",
    b"https://api.example/v1",
    b"null",
    b"\n",
    b"\r\n",
    b"\"",
    b"\\u0000",
    b"{",
    b"}",
];

impl Target for BackupPayloads {
    fn name(&self) -> &'static str {
        "backup-payload"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let mut seeds = Vec::new();
        for body in bodies() {
            for way in 0..3 {
                seeds.push(Case(vec![vec![way], head(&body), body.clone()]));
            }
        }
        let later = br#"{"format":"keystow-backup","version":2}"#.to_vec();
        seeds.push(Case(vec![vec![0], later, b"anything".to_vec()]));
        seeds
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let body = case.bytes(BODY);
        let (head, way) = match case.choice(WAY, 3) {
            0 => (case.bytes(HEAD).to_vec(), 0),
            // With a head that fits, so that what lies behind it is read too.
            1 => (head(body), 1),
            _ => (Vec::new(), 2),
        };
        let plain = match way {
            2 => body.to_vec(),
            _ => [&head[..], b"\n", body].concat(),
        };
        let seen = || plain.escape_ascii().to_string();
        match read_backup(&plain) {
            Ok((contents, again)) => {
                is_whole(&plain)?;
                is_sound(&plain, &contents)?;
                let twice = read_backup(&again).map(|(_, twice)| twice);
                Finding::unless(
                    twice.as_ref() == Ok(&again),
                    "what was read is written and read again alike",
                    seen,
                )?;
                Ok(class(&(
                    way,
                    contents.credentials().len().min(4),
                    contents.profiles().count().min(4),
                    contents.labels().count().min(4),
                    again.len() == plain.len(),
                )))
            }
            Err(fault) => {
                let known = matches!(
                    fault,
                    BackupFault::Damaged | BackupFault::NotABackup | BackupFault::Newer
                );
                Finding::unless(known, "a text is damaged, no backup, or newer", || {
                    format!("{fault:?} for {}", seen())
                })?;
                Finding::unless(
                    way != 1 || !bodies().iter().any(|sound| sound == body),
                    "a sound backup is read",
                    seen,
                )?;
                let newer = fault == BackupFault::Newer;
                Finding::unless(
                    says_newer(&plain).is_none_or(|says| says == newer),
                    "newer is what says a later version of this format",
                    seen,
                )?;
                Ok(class(&(
                    way,
                    std::mem::discriminant(&fault),
                    body.len().min(4096) / 64,
                )))
            }
        }
    }
}

/// Whether the first line is one of ours of a later version; `None` where it can be read in two ways.
fn says_newer(plain: &[u8]) -> Option<bool> {
    let Some(end) = plain.iter().take(4096).position(|byte| *byte == b'\n') else {
        return Some(false);
    };
    let text = std::str::from_utf8(&plain[..end]).ok()?;
    let once = |name: &str| text.matches(&format!("\"{name}\"")).count() < 2;
    if !["format", "version", "sha256"].into_iter().all(once) || is_skipped(text) {
        return None;
    }
    let head = first_line(plain);
    let sound = head["sha256"].is_string() || head.get("sha256").is_none();
    let ours = head.is_object() && head["format"] == "keystow-backup" && sound;
    Some(ours && head["version"].as_u64().is_some_and(|version| version > 1))
}

/// Whether a text is JSON that no tree holds: too deep, or with a number that is too large. The reader
/// skips such parts unread.
fn is_skipped(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_err() && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The first line as a tree; bytes that are no UTF-8 can stand in parts that nobody reads.
fn first_line(plain: &[u8]) -> Value {
    let end = plain.iter().position(|byte| *byte == b'\n');
    let text = String::from_utf8_lossy(&plain[..end.unwrap_or(plain.len())]);
    serde_json::from_str(&text).unwrap_or_default()
}

/// The hash of the first line is that of all that follows.
fn is_whole(plain: &[u8]) -> Result<(), Finding> {
    let end = plain
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(plain.len() - 1);
    if is_skipped(&String::from_utf8_lossy(&plain[..end])) {
        return Ok(());
    }
    let head = first_line(plain);
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&plain[end + 1..]));
    let whole =
        head["version"] == 1 && head["sha256"] == hash && head["format"] == "keystow-backup";
    Finding::unless(whole, "only a whole backup is read", || {
        plain.escape_ascii().to_string()
    })
}

/// Every profile stands there once, every credential in one of them, every key can be stored, and
/// nothing of a key is shown by accident.
fn is_sound(plain: &[u8], contents: &Contents) -> Result<(), Finding> {
    let end = plain
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or_default();
    let body = String::from_utf8_lossy(&plain[end + 1..]);
    let body: Value = serde_json::from_str(&body).unwrap_or_default();
    let rows = body["credentials"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let profiles: Vec<&str> = contents.profiles().collect();
    let distinct: BTreeSet<_> = contents.credentials().collect();
    let all: BTreeSet<&str> = profiles.iter().copied().collect();
    let at_home = contents.credentials().all(|(profile, provider)| {
        all.contains(profile) && !provider.is_empty() && !provider.contains(char::is_control)
    });
    Finding::unless(
        at_home && all.len() == profiles.len() && distinct.len() == contents.credentials().len(),
        "each credential of a backup is in one profile, once",
        || body.to_string(),
    )?;
    let keys: Vec<&str> = rows.iter().filter_map(|row| row["key"].as_str()).collect();
    Finding::unless(
        keys.iter().all(|key| ApiKey::parse(*key).is_ok()),
        "every key of a backup can be stored",
        || body.to_string(),
    )?;
    let shown = format!("{contents:?}");
    Finding::unless(
        !keys.iter().any(|key| key.len() > 20 && shown.contains(key)),
        "nothing of a key is shown by accident",
        || shown.clone(),
    )
}

/// A first line that fits.
fn head(body: &[u8]) -> Vec<u8> {
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(body));
    json!({ "format": "keystow-backup", "version": 1, "sha256": hash })
        .to_string()
        .into_bytes()
}

/// Sound bodies: nothing, one of each, and the least that a credential needs.
fn bodies() -> [Vec<u8>; 3] {
    let at = "2026-08-01T12:00:00Z";
    let empty = json!({
        "created_at": at, "app_version": "0.1.0", "vault_id": "10".repeat(16),
        "profiles": [], "credentials": [],
    });
    let full = json!({
        "created_at": at, "app_version": "0.1.0", "vault_id": "10".repeat(16),
        "profiles": [{ "name": "default", "is_default": true }, { "name": "work", "is_default": false }],
        "credentials": [
            {
                "profile": "default", "provider": "groq", "key": "gsk_fakeFAKEfakeFAKEfake",
                "label": "Büro", "note": "two\nlines", "base_url": "https://api.example/v1",
                "region": "eu", "renew_by": "2027-01-01", "lend_policy": "named",
                "created_at": at, "updated_at": at,
            },
            {
                "profile": "work", "provider": "openai", "key": null, "label": null, "note": null,
                "base_url": null, "region": null, "renew_by": null, "lend_policy": "never",
                "created_at": at, "updated_at": at,
            },
        ],
    });
    let least = json!({
        "created_at": at, "app_version": "9", "vault_id": "", "later": [1, 2],
        "profiles": [{ "name": "default" }],
        "credentials": [{
            "profile": "default", "provider": "groq", "created_at": at, "updated_at": at,
        }],
    });
    [empty, full, least].map(|body| body.to_string().into_bytes())
}

//! A backup that is quick to read: the documented payload, encrypted with as little work as can be.
//!
//! The product's own takes half a second to open, on purpose; a thousand restores would take all day.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use keystow_vault::fuzzing::seal_backup;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::oracle::Record;
use crate::victim::{BACKUP_PASSPHRASE, Place, parse_passphrase};

/// Writes one in the place of another.
pub(super) fn write(file: &Path, records: &BTreeMap<Place, Record>) {
    const TIME: &str = "2026-01-02T03:04:05Z";
    let credentials: Vec<_> = records
        .iter()
        .map(|(place, record)| {
            json!({
                "profile": place.profile,
                "provider": place.provider,
                "key": record.key,
                "label": record.label,
                "note": null,
                "base_url": record.base_url,
                "region": null,
                "renew_by": null,
                "lend_policy": "allow",
                "created_at": TIME,
                "updated_at": TIME,
            })
        })
        .collect();
    let body = json!({
        "created_at": TIME,
        "app_version": "0.0.0",
        "vault_id": "00".repeat(16),
        "profiles": [
            { "name": "default", "is_default": true },
            { "name": "work", "is_default": false },
        ],
        "credentials": credentials,
    })
    .to_string();
    let hash = HEXLOWER.encode(&Sha256::digest(body.as_bytes()));
    let head = json!({ "format": "keystow-backup", "version": 1, "sha256": hash });
    let payload = format!("{head}\n{body}");
    let passphrase = parse_passphrase(BACKUP_PASSPHRASE);
    let sealed = seal_backup(payload.as_bytes(), &passphrase).expect("it is sealed");
    fs::write(file, sealed).expect("a home of our own");
}

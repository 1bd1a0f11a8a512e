//! What a vault holds now, seen by a process that comes afterwards.

use std::collections::BTreeMap;

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use keystow_vault::keychain::Prompting;
use keystow_vault::{Vault, VaultError, VaultState};
use sqlx::{Connection, SqliteConnection};

use super::ledger::Record;
use crate::home::{Home, connect};
use crate::table::{Complaint, Harm};
use crate::victim::{PLACES, Place};

/// A vault as it was found.
#[derive(Clone, Debug)]
pub struct Observed {
    /// Its state.
    pub state: VaultState,
    /// The credentials that opened.
    pub records: BTreeMap<Place, Record>,
    /// Those that did not, and why.
    pub unopened: BTreeMap<Place, String>,
}

/// Reads everything.
///
/// # Errors
/// A list that must work did not.
pub async fn observe(vault: &Vault) -> Result<Observed, Complaint> {
    let mut observed = Observed {
        state: vault.state().await,
        records: BTreeMap::new(),
        unopened: BTreeMap::new(),
    };
    if observed.state != VaultState::Ready {
        return Ok(observed);
    }
    for profile in ["default", "work"] {
        let stored = match vault.credentials(profile).await {
            Ok(stored) => stored,
            Err(VaultError::NoSuchProfile) => continue,
            Err(error) => {
                let what = format!("the list of {profile} failed: {error:?}");
                return Err(Complaint::new(Harm::Lost, what));
            }
        };
        for credential in stored {
            let found = PLACES.into_iter().find(|place| {
                place.profile == credential.profile && place.provider == credential.provider
            });
            let Some(place) = found else {
                let what = format!("a credential nobody made: {}", credential.provider);
                return Err(Complaint::new(Harm::Wrong, what));
            };
            match record(vault, place).await {
                Ok(record) => drop(observed.records.insert(place, record)),
                Err(why) => drop(observed.unopened.insert(place, why)),
            }
        }
    }
    Ok(observed)
}

async fn record(vault: &Vault, place: Place) -> Result<Record, String> {
    let lent = vault
        .lend(place.profile, place.provider, Prompting::Never)
        .await;
    let lent = lent.map_err(|error| format!("{error:?}"))?;
    if vault.hint(&lent.credential).is_none() {
        return Err("its hint does not open".to_owned());
    }
    let key = lent.key.ok_or("it holds no key")?;
    let models = vault.models(lent.credential.id).await;
    let models = models.map_err(|error| format!("{error:?}"))?;
    Ok(Record {
        // EXPOSE: to the comparison with what was acknowledged.
        key: key.expose().to_owned(),
        label: lent.credential.label,
        base_url: lent.credential.base_url,
        status: lent.credential.status,
        models: models
            .into_iter()
            .filter(|stored| stored.gone_since.is_none())
            .map(|stored| stored.model.id)
            .collect(),
    })
}

/// The tables that only the file itself tells of.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// What `integrity_check` and `foreign_key_check` found.
    pub faults: Vec<String>,
    /// The account and the state of each keyring slot.
    pub keyring_slots: Vec<(String, String)>,
    /// Whether there is a recovery slot, and whether it is confirmed.
    pub recovery: Option<bool>,
    /// How many entries stand, or may stand, without a slot.
    pub intents: i64,
}

/// Reads the file behind the vault's back; `None` where there is no vault in it.
///
/// # Errors
/// It cannot be read.
pub async fn tables(home: &Home) -> Result<Option<Tables>, Complaint> {
    if std::fs::metadata(home.database()).map_or(0, |file| file.len()) == 0 {
        return Ok(None);
    }
    let read = async {
        let mut db = connect(&home.database()).await?;
        let tables = read_tables(&mut db).await;
        db.close().await?;
        tables
    };
    read.await
        .map_err(|error| Complaint::new(Harm::Lost, format!("the file cannot be read: {error}")))
}

async fn read_tables(db: &mut SqliteConnection) -> Result<Option<Tables>, sqlx::Error> {
    let mut found = Tables::default();
    let integrity: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(5)")
        .fetch_all(&mut *db)
        .await?;
    found
        .faults
        .extend(integrity.into_iter().filter(|line| line != "ok"));
    let orphans = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut *db)
        .await?;
    if !orphans.is_empty() {
        found
            .faults
            .push("a row refers to one that is gone".to_owned());
    }
    let made: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'vault_meta'")
            .fetch_one(&mut *db)
            .await?;
    if made == 0 {
        return Ok(None);
    }
    let vault: Option<Vec<u8>> = sqlx::query_scalar("SELECT vault_id FROM vault_meta")
        .fetch_optional(&mut *db)
        .await?;
    let Some(vault) = vault else {
        return Ok(None);
    };
    let vault = BASE32_NOPAD.encode(&vault).to_lowercase();
    let slots: Vec<(Vec<u8>, String, String, Option<i64>)> =
        sqlx::query_as("SELECT slot_id, kind, state, confirmed_at FROM slot")
            .fetch_all(&mut *db)
            .await?;
    for (id, kind, state, confirmed_at) in slots {
        match kind.as_str() {
            "keyring" => {
                let account = format!("vault:{vault}:mk:{}", HEXLOWER.encode(&id));
                found.keyring_slots.push((account, state));
            }
            "recovery" => found.recovery = Some(confirmed_at.is_some()),
            _ => {}
        }
    }
    found.intents = sqlx::query_scalar("SELECT count(*) FROM slot_intent")
        .fetch_one(&mut *db)
        .await?;
    Ok(Some(found))
}

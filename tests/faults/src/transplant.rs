//! D14: what was sealed for one row is put into another, and what a seal is bound to is edited. Always
//! refused, for every ordered pair of rows and every bound column, while all other rows work.

use keystow::Timestamp;
use keystow_vault::keychain::Prompting;
use keystow_vault::{Vault, VaultError, VaultState};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::home::{Home, Keyring, seed};
use crate::table::{Complaint, Depth, Harm, Row};

/// A row by its profile and its provider, with its key.
#[derive(Clone, Debug)]
struct Own {
    profile: &'static str,
    provider: String,
    key: String,
    rowid: i64,
}

/// Rows that differ in one bound fact alone, as far as that can be: the same provider in two profiles,
/// the same origins under two providers.
const ROWS: [(&str, &str, &str); 8] = [
    ("default", "groq", "https://one.example:443"),
    ("work", "groq", "https://one.example:443"),
    ("default", "openai", "https://one.example:443"),
    ("default", "mistral", "https://two.example:443"),
    ("work", "mistral", "https://three.example:443"),
    ("home", "groq", "https://one.example:443"),
    ("home", "openai", "https://two.example:443"),
    ("work", "cohere", "https://one.example:443"),
];

/// Edits of what a seal of one row is bound to, and of the blob's own head.
const EDITS: [(&str, &str); 15] = [
    ("id", "id = randomblob(16)"),
    (
        "profile_id",
        "profile_id = (SELECT id FROM profile WHERE name = 'elsewhere')",
    ),
    ("provider", "provider = provider || 'x'"),
    ("auth_scheme", "auth_scheme = 'x-api-key'"),
    ("origins", "origins = '[\"https://evil.example:443\"]'"),
    ("no origins", "origins = '[]'"),
    (
        "one more origin",
        "origins = json_insert(origins, '$[#]', 'https://evil.example:443')",
    ),
    ("revision", "revision = revision + 1"),
    ("a great revision", "revision = 9223372036854775807"),
    (
        "version",
        "api_key_encrypted = CAST(x'02' || substr(api_key_encrypted, 2) AS BLOB)",
    ),
    (
        "algorithm",
        "api_key_encrypted = CAST(x'0102' || substr(api_key_encrypted, 3) AS BLOB)",
    ),
    (
        "generation",
        "api_key_encrypted = CAST(x'010100000002' || substr(api_key_encrypted, 7) AS BLOB)",
    ),
    (
        "cut",
        "api_key_encrypted = substr(api_key_encrypted, 1, length(api_key_encrypted) - 64)",
    ),
    (
        "longer",
        "api_key_encrypted = CAST(api_key_encrypted || zeroblob(64) AS BLOB)",
    ),
    ("empty", "api_key_encrypted = x''"),
];

/// Edits of the vault's own row: nothing opens any more.
const VAULT_EDITS: [&str; 3] = [
    "UPDATE vault_meta SET vault_id = randomblob(16)",
    "UPDATE vault_meta SET dek_generation = 2",
    "UPDATE slot SET slot_id = randomblob(8)",
];

/// D14.
pub async fn transplanted(_: Depth) -> Row {
    let mut row = Row::new("D14 ciphertext moved, columns edited");
    let home = Home::new(Keyring::Files);
    let rows = make(&home).await;
    let vault = home.vault();
    let mut db = home.edit().await;
    let mut pairs = 0;
    for (to, from) in pairs_of(&rows) {
        let moves = [
            ("the key", "api_key_encrypted = f.api_key_encrypted"),
            ("the hint", "hint_encrypted = f.hint_encrypted"),
            (
                "both",
                "api_key_encrypted = f.api_key_encrypted, hint_encrypted = f.hint_encrypted",
            ),
            (
                "both and what they are bound to",
                "api_key_encrypted = f.api_key_encrypted, hint_encrypted = f.hint_encrypted,
                 auth_scheme = f.auth_scheme, origins = f.origins, revision = f.revision",
            ),
            ("the key as a hint", "hint_encrypted = f.api_key_encrypted"),
            ("the hint as a key", "api_key_encrypted = f.hint_encrypted"),
        ];
        pairs += 1;
        for (what, set) in moves {
            let edit = format!(
                "UPDATE api_credential AS t SET {set} FROM api_credential AS f
                 WHERE t.rowid = {} AND f.rowid = {}",
                to.rowid, from.rowid
            );
            let key_moved = !what.starts_with("the hint") || what.ends_with("as a key");
            let key_moved = key_moved && what != "the key as a hint";
            let told = format!("{what} of {from:?} in {to:?}");
            let trial = Trial {
                edit: &edit,
                told: &told,
                edited: to,
                key_moved,
            };
            row.round(trial.run(&mut db, &vault, &rows).await);
        }
    }
    for own in &rows {
        for (what, set) in EDITS {
            let edit = format!(
                "UPDATE api_credential SET {set} WHERE rowid = {}",
                own.rowid
            );
            let told = format!("{what} of {own:?} edited");
            let trial = Trial {
                edit: &edit,
                told: &told,
                edited: own,
                key_moved: true,
            };
            row.round(trial.run(&mut db, &vault, &rows).await);
        }
    }
    for edit in VAULT_EDITS {
        row.round(try_vault(&home, edit, &rows).await);
    }
    let edits = EDITS.len();
    row.figure(format!("{pairs} ordered pairs, {edits} edits of each row"));
    row
}

fn pairs_of(rows: &[Own]) -> impl Iterator<Item = (&Own, &Own)> {
    rows.iter().flat_map(move |to| {
        rows.iter()
            .filter(move |from| from.rowid != to.rowid)
            .map(move |from| (to, from))
    })
}

struct Trial<'a> {
    edit: &'a str,
    told: &'a str,
    edited: &'a Own,
    /// Otherwise only the hint was touched, and the key must open.
    key_moved: bool,
}

impl Trial<'_> {
    /// Edits, asks, and takes the edit back.
    async fn run(&self, db: &mut SqliteConnection, vault: &Vault, rows: &[Own]) -> Vec<Complaint> {
        let mut found = Vec::new();
        for statement in [
            "DROP TABLE IF EXISTS temp.kept",
            "CREATE TEMP TABLE kept AS SELECT rowid AS row, * FROM api_credential",
        ] {
            sqlx::query(statement)
                .execute(&mut *db)
                .await
                .expect("the rows can be kept");
        }
        let edited = sqlx::query(AssertSqlSafe(self.edit))
            .execute(&mut *db)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", self.edit));
        assert_eq!(edited.rows_affected(), 1, "{}", self.edit);
        for own in rows {
            let edited = own.rowid == self.edited.rowid;
            if let Some(complaint) = self.ask(vault, own, edited).await {
                found.push(complaint);
            }
        }
        let back = "UPDATE api_credential AS t
             SET id = k.id, profile_id = k.profile_id, provider = k.provider,
                 api_key_encrypted = k.api_key_encrypted, hint_encrypted = k.hint_encrypted,
                 auth_scheme = k.auth_scheme, origins = k.origins, revision = k.revision
             FROM temp.kept AS k
             WHERE t.rowid = k.row";
        sqlx::query(back)
            .execute(db)
            .await
            .expect("the edit is taken back");
        found
    }

    async fn ask(&self, vault: &Vault, own: &Own, edited: bool) -> Option<Complaint> {
        let told = self.told;
        let (mut profile, mut provider) = (own.profile, own.provider.clone());
        if edited && told.starts_with("provider") {
            provider.push('x');
        }
        if edited && told.starts_with("profile_id") {
            profile = "elsewhere";
        }
        let lent = match vault.lend(profile, &provider, Prompting::Never).await {
            Err(VaultError::RowCorrupt { .. }) if edited && self.key_moved => return None,
            Err(error) => {
                let what = format!("{told}: {own:?} says {error:?}");
                return Some(Complaint::new(Harm::Lost, what));
            }
            Ok(lent) => lent,
        };
        // EXPOSE: to the comparison with what was stored.
        let right = lent.key.as_ref().is_some_and(|key| key.expose() == own.key);
        if edited && self.key_moved || !right {
            return Some(Complaint::new(
                Harm::Wrong,
                format!("{told}: {own:?} opens"),
            ));
        }
        let hint = vault.hint(&lent.credential);
        (hint.is_some() == edited)
            .then(|| Complaint::new(Harm::Wrong, format!("{told}: the hint is {hint:?}")))
    }
}

async fn try_vault(home: &Home, edit: &'static str, rows: &[Own]) -> Vec<Complaint> {
    let copy = home.copy();
    let mut db = copy.edit().await;
    sqlx::query(edit)
        .execute(&mut db)
        .await
        .expect("the row can be edited");
    drop(db);
    let vault = copy.vault();
    let mut found = Vec::new();
    if vault.state().await == VaultState::Ready {
        found.push(Complaint::new(Harm::Wrong, format!("{edit}: it opens")));
    }
    for own in rows {
        let lent = vault
            .lend(own.profile, &own.provider, Prompting::Never)
            .await;
        if lent.is_ok() {
            found.push(Complaint::new(
                Harm::Wrong,
                format!("{edit}: {own:?} opens"),
            ));
        }
    }
    found
}

async fn make(home: &Home) -> Vec<Own> {
    let vault = home.vault();
    let now = Timestamp::now();
    for profile in ["work", "home", "elsewhere"] {
        let made = vault.create_profile(profile, now).await;
        made.expect("a profile is made");
    }
    let mut rows = Vec::new();
    for (index, (profile, provider, origin)) in ROWS.into_iter().enumerate() {
        let key = format!("sk-fake-{index:02}-fakeFAKEfakeFAKEfakeFAKEfakeFAKE");
        let mut seed = seed(provider, &key);
        seed.origins = vec![origin.to_owned()];
        let made = vault
            .create_credential(profile, seed, Prompting::Never, now)
            .await;
        made.expect("a key is stored");
        let mut db = home.edit().await;
        let rowid = sqlx::query_scalar("SELECT max(rowid) FROM api_credential")
            .fetch_one(&mut db)
            .await
            .expect("it stands there");
        rows.push(Own {
            profile,
            provider: provider.to_owned(),
            key,
            rowid,
        });
    }
    rows
}

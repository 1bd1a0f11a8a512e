//! A private session that this process is in, a vault in it, and how both look from outside.

use std::path::PathBuf;
use std::time::Duration;

use keystow::{Error, Keystow, Options, Prompting, VaultState};
use keystow_faults::home::connect;
use keystow_faults::program::{HUNG, Program, Ran};
use keystow_faults::race::SERVICE;
use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::{KeyringSession, StoredEntry};
use sqlx::Connection;

/// A second key, plainly fake.
pub(crate) const OTHER_KEY: &str = "gsk_otherOTHERotherOTHERotherOTHERotherOTHERotherOTHERother";

/// Where one test happens.
pub(crate) struct Place {
    session: KeyringSession,
}

/// What opens the vault, as its file has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ways {
    /// Whether the vault was ever initialised.
    pub(crate) initialised: i64,
    /// Kind, state, id and content of every slot.
    pub(crate) slots: Vec<(String, String, String, String)>,
    /// Entries that were begun.
    pub(crate) intents: i64,
}

impl Place {
    /// Puts this process into the session.
    pub(crate) fn enter(session: KeyringSession) -> Self {
        session.enter();
        Self { session }
    }

    pub(crate) fn session(&self) -> &KeyringSession {
        &self.session
    }

    pub(crate) fn session_mut(&mut self) -> &mut KeyringSession {
        &mut self.session
    }

    /// The vault's folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.session.home().join("vault")
    }

    /// A handle as a process that starts now would have it. It asks nobody, and waits for as long as a
    /// keyring may need on a busy machine.
    pub(crate) async fn open(&self) -> Keystow {
        let keyring_deadline = Duration::from_secs(20);
        self.open_as(Options {
            keyring_deadline,
            ..Options::default()
        })
        .await
    }

    pub(crate) async fn open_as(&self, options: Options) -> Keystow {
        let data_dir = Some(self.data());
        Keystow::open(Options {
            data_dir,
            ..options
        })
        .await
        .unwrap()
    }

    /// Makes the vault with one key in it; the handle is gone afterwards.
    pub(crate) async fn store_groq(&self) {
        set(&self.open().await, "groq").await.unwrap();
    }

    /// What opens the vault, read past the vault itself.
    pub(crate) async fn ways(&self) -> Ways {
        let file = self.data().join("vault.db");
        if !file.exists() {
            return Ways::default();
        }
        let mut db = connect(&file).await.unwrap();
        let initialised = sqlx::query_scalar("SELECT count(*) FROM vault_meta")
            .fetch_one(&mut db)
            .await
            .unwrap();
        let slots = sqlx::query_as(
            "SELECT kind, state, lower(hex(slot_id)), hex(sealed) FROM slot ORDER BY slot_id",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        let intents = sqlx::query_scalar("SELECT count(*) FROM slot_intent")
            .fetch_one(&mut db)
            .await
            .unwrap();
        db.close().await.unwrap();
        Ways {
            initialised,
            slots,
            intents,
        }
    }

    /// The keyring's entries under our name, whoever put them there.
    pub(crate) fn entries(&self) -> Vec<StoredEntry> {
        self.session.entries(&[("service", SERVICE)])
    }

    /// Runs the command line in this session, on this vault.
    pub(crate) fn run(&self, args: &[&str], stdin: &str) -> Ran {
        Program::new(&self.session, &self.data()).run(args, stdin)
    }
}

/// Options of a program that somebody looks at: the keyring may ask.
pub(crate) fn asking(prompt_deadline: Duration) -> Options {
    Options {
        prompt: Prompting::Allow,
        prompt_deadline,
        keyring_deadline: Duration::from_millis(300),
        ..Options::default()
    }
}

/// Stores the practice key for a provider.
pub(crate) async fn set(keystow: &Keystow, provider: &str) -> Result<(), Error> {
    let key = keystow::ApiKey::parse(GOOD_GROQ_KEY).unwrap();
    keystow.set_api_key(provider, key).await.map(drop)
}

/// Lends a key, and returns its text.
pub(crate) async fn get(keystow: &Keystow, provider: &str) -> Result<String, Error> {
    let key = keystow.get_api_key(provider).await?;
    // EXPOSE: to the assertion of a test, of a fake key.
    Ok(key.expose().to_owned())
}

/// Demands that the key of `groq` can be read.
pub(crate) async fn reads_groq(keystow: &Keystow) {
    assert_eq!(get(keystow, "groq").await.unwrap(), GOOD_GROQ_KEY);
}

/// The state that the error of a `get` names.
pub(crate) async fn refusal(keystow: &Keystow) -> VaultState {
    let error = get(keystow, "groq").await.unwrap_err();
    error.vault_state().unwrap_or_else(|| panic!("{error:?}"))
}

/// Fails where it hangs; how long it takes is no matter.
pub(crate) async fn in_time<T>(what: &str, doing: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(HUNG, doing).await;
    done.unwrap_or_else(|_| panic!("{what} hangs"))
}

/// What needs no key answers, whatever the keyring does.
pub(crate) async fn lives(keystow: &Keystow) {
    let listed = in_time("the list", keystow.credentials()).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(listed[0].key_set);
    let shown = in_time("a credential", keystow.credential("groq")).await;
    assert_eq!(shown.unwrap().provider, "groq");
    in_time("the models", keystow.models("groq")).await.unwrap();
    in_time("the profiles", keystow.profiles()).await.unwrap();
    assert!(
        in_time("key_set", keystow.has_api_key("groq"))
            .await
            .unwrap()
    );
    in_time("the state", keystow.vault_status()).await;
}

/// Tells a measured time to whoever reads the test's output.
#[expect(clippy::print_stdout, reason = "what was measured is for a person")]
pub(crate) fn measured(what: &str, took: Duration) {
    println!("{what}: {} ms", took.as_millis());
}

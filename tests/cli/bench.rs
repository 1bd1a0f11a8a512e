//! A place of its own for one test: data folder, keyring session, practice provider, and the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use keystow_test_support::practice::{Practice, PracticeOptions};
use keystow_test_support::session::{Damage, KeyringSession};
use serde_json::Value;
use tempfile::TempDir;

/// The key the practice provider accepts as Groq's.
pub(crate) use keystow_test_support::practice::GOOD_GROQ_KEY;

/// A key of the right shape that it rejects.
pub(crate) const WRONG_KEY: &str = "gsk_wrongWRONGwrongWRONGwrongWRONGwrongWRONGwrongWRONGwron";

/// A passphrase, long enough to be a new one.
pub(crate) const PASSPHRASE: &str = "a fake passphrase of seven fake words";

/// Another one.
pub(crate) const OTHER_PASSPHRASE: &str = "quite another fake passphrase";

/// Longer than any answer off a terminal may take: the keyring's 5 s, and what a loaded machine adds.
pub(crate) const DEADLINE: Duration = Duration::from_secs(6);

/// Where one test runs.
pub(crate) struct Bench {
    session: KeyringSession,
    practice: Option<Practice>,
    folder: TempDir,
}

impl Bench {
    /// With an unlocked keyring and the practice provider.
    pub(crate) fn with_keyring() -> Self {
        Self {
            session: KeyringSession::start(true),
            practice: Some(Practice::start(PracticeOptions::default())),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With neither a session bus nor a provider: whatever works here needs no keyring.
    pub(crate) fn without_bus() -> Self {
        Self {
            session: KeyringSession::without_bus(),
            practice: None,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn session(&self) -> &KeyringSession {
        &self.session
    }

    /// What an owner meets who lost the keyring's file: the daemon starts afresh and answers “not found”.
    pub(crate) fn lose_keyring(&mut self) {
        self.session.kill_daemon();
        self.session.damage(Damage::Truncated);
        self.session.start_keyring_as_it_is();
    }

    /// Ends the keyring; its files stay.
    pub(crate) fn lose_daemon(&mut self) {
        self.session.kill_daemon();
    }

    /// How many entries of Keystow the keyring holds.
    pub(crate) fn entries(&self) -> usize {
        self.session
            .entries(&[("service", "dev.keystow.vault")])
            .len()
    }

    pub(crate) fn practice(&self) -> &Practice {
        self.practice.as_ref().unwrap()
    }

    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }

    /// The practice provider's address for Groq, with a fault's path in front if one is named.
    pub(crate) fn groq_url(&self, fault: &str) -> String {
        format!("{}{fault}/openai/v1", self.practice().url())
    }

    /// The program with its arguments, in this place and nowhere else.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.command_of(assert_cmd::cargo::cargo_bin!("keystow"), args)
    }

    /// Another program in the same place.
    pub(crate) fn command_of(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.session.envs())
            .env("KEYSTOW_DATA_DIR", self.folder.path().join("data"))
            .timeout(Duration::from_mins(1))
            .args(args);
        command
    }

    /// The same, with this text on descriptor 3.
    pub(crate) fn command_with_passphrase(&self, args: &[&str], passphrase: &str) -> Command {
        let mut command = Command::new("sh");
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.session.envs())
            .env("KEYSTOW_DATA_DIR", self.folder.path().join("data"))
            .env("WORDS", passphrase)
            .timeout(Duration::from_mins(1))
            .args(["-c", SCRIPT])
            .arg(assert_cmd::cargo::cargo_bin!("keystow"))
            .args(args)
            .args(["--passphrase-fd", "3"]);
        command
    }

    /// As [`Self::run`], with this passphrase on descriptor 3.
    pub(crate) fn run_with_passphrase(
        &self,
        args: &[&str],
        passphrase: &str,
        stdin: impl AsRef<[u8]>,
    ) -> Ran {
        let mut command = self.command_with_passphrase(args, passphrase);
        self.tells_no_secret(
            args,
            Ran::new(command.env("KEYSTOW_LOG", "trace"), stdin.as_ref()),
        )
    }

    /// Runs the program with this text on stdin; no key may show in what it prints or logs.
    pub(crate) fn run(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Ran {
        let ran = Ran::new(
            self.command(args).env("KEYSTOW_LOG", "trace"),
            stdin.as_ref(),
        );
        self.tells_no_secret(args, ran)
    }

    #[expect(
        clippy::unused_self,
        reason = "every run of a bench is looked at this way"
    )]
    fn tells_no_secret(&self, args: &[&str], ran: Ran) -> Ran {
        for secret in [GOOD_GROQ_KEY, WRONG_KEY, PASSPHRASE, OTHER_PASSPHRASE] {
            let tail = &secret[8..];
            assert!(!ran.stdout.contains(tail), "a secret on stdout of {args:?}");
            assert!(!ran.stderr.contains(tail), "a secret on stderr of {args:?}");
        }
        ran
    }

    /// The key that `get` prints for Groq.
    pub(crate) fn groq_key(&self) -> String {
        Ran::new(&mut self.command(&["get", "groq"]), b"")
            .exits(0)
            .stdout
    }

    /// Makes every loan in the log older, as if time had passed.
    pub(crate) fn age_loans(&self, days: u32) {
        let sql = format!("UPDATE access_log SET time = time - {days} * 86400000");
        let database = self.folder.path().join("data/vault.db");
        let mut edit = Command::new("sqlite3");
        edit.arg(database).arg(sql).assert().success();
    }

    /// Makes a recovery code.
    pub(crate) fn recovery_code(&self) -> String {
        let made = self.run(&["recovery", "create", "--json"], "").exits(0);
        let code = made.json()["code"].as_str().unwrap().to_owned();
        assert!(!made.stderr.contains(&code[..9]), "{made:?}");
        code
    }

    /// The files of this place in which a text stands in the clear.
    pub(crate) fn files_with(&self, text: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![
            self.folder.path().to_owned(),
            self.session.home().to_owned(),
        ];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let kind = entry.file_type().unwrap();
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    let bytes = std::fs::read(entry.path()).unwrap();
                    if bytes
                        .windows(text.len())
                        .any(|part| part == text.as_bytes())
                    {
                        found.push(entry.path());
                    }
                }
            }
        }
        found
    }

    /// Stores a key for Groq at the practice provider.
    pub(crate) fn add_groq(&self, key: &str) -> Ran {
        self.run(
            &["add", "groq", "--json", "--base-url", &self.groq_url("")],
            key,
        )
    }
}

/// Puts a text on descriptor 3 and becomes the program.
const SCRIPT: &str = r#"exec 3<<END
$WORDS
END
unset WORDS
exec "$0" "$@""#;

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Ran {
    pub(crate) fn new(command: &mut Command, stdin: &[u8]) -> Self {
        let began = Instant::now();
        let Output {
            status,
            stdout,
            stderr,
        } = command.write_stdin(stdin.to_vec()).output().unwrap();
        Self {
            code: status.code(),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
            took: began.elapsed(),
        }
    }

    /// The one JSON value on stdout.
    pub(crate) fn json(&self) -> Value {
        assert!(self.stdout.ends_with('\n'), "{self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "wanted “{words}” in {self:?}");
        self
    }
}

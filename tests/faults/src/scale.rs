//! 10,000 credentials: a cold list and a new data key, each by a new process of the built program.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use keystow::Timestamp;
use keystow_test_support::session::KeyringSession;
use keystow_vault::keychain::Prompting;
use sqlx::{Connection, SqliteConnection};

use crate::home::{Home, Keyring, connect, copy_folder, program, seed};
use crate::storm::block_on;
use crate::table::{Complaint, Depth, Harm, Row};

const FAULT: &str = "10,000 credentials";

/// How long the list may take at most.
const LIST: Duration = Duration::from_millis(200);

/// How long the new data key may take at most.
const REKEY: Duration = Duration::from_secs(5);

/// How often each is measured; the middle one counts.
const TIMES: usize = 5;

/// Measures with the debug and, in the long form, the release build.
pub fn ten_thousand(depth: Depth) -> Row {
    let mut row = Row::new(FAULT);
    let many = depth.pick(500, 10_000);
    let session = KeyringSession::start(true);
    let stage = Stage::make(&session, many);
    row.figure(format!(
        "{many} made in {:.1} s; a plain read of their rows {} ms",
        stage.made.as_secs_f64(),
        stage.plain_read().as_millis()
    ));
    let debug = program("keystow");
    let release = debug
        .ancestors()
        .nth(2)
        .map(|target| target.join("release/keystow"));
    let mut programs = vec![("debug", debug.to_path_buf())];
    if depth == Depth::Long {
        match release {
            Some(release) if release.is_file() => programs.push(("release", release)),
            _ => row.skip("the release build is not there"),
        }
    }
    for (build, program) in programs {
        // The figures are promised of what people run.
        let counts = build == "release";
        let mut measure = |what: &str, limit: Duration, args: &[&str]| {
            let times = stage.times(&program, args);
            let found = match times {
                Ok(middle) => {
                    row.figure(format!("{build} {what}: {} ms", middle.as_millis()));
                    let late = counts && middle > limit;
                    late.then(|| {
                        let what = format!("{build} {what}: {middle:?}, more than {limit:?}");
                        Complaint::new(Harm::Wrong, what)
                    })
                }
                Err(why) => Some(Complaint::new(
                    Harm::Wrong,
                    format!("{build} {what}: {why}"),
                )),
            };
            row.round(found);
        };
        measure("start alone", LIST, &["--version"]);
        measure("cold list --json", LIST, &["list", "--json"]);
        measure(
            "rotate --data-key",
            REKEY,
            &["rotate", "--data-key", "--yes"],
        );
    }
    row
}

/// A vault with many credentials, its entry in the keyring of a session.
struct Stage<'a> {
    session: &'a KeyringSession,
    home: Home,
    many: usize,
    made: Duration,
}

impl<'a> Stage<'a> {
    /// Makes the first by the program, so that the entry is in the session's keyring, and the rest beside
    /// it with the entry in files: the vault's own API takes them in tens of seconds.
    fn make(session: &'a KeyringSession, many: usize) -> Self {
        let began = Instant::now();
        let home = Home::new(Keyring::Files);
        block_on(async {
            let vault = home.vault();
            for index in 0..many {
                let provider = format!("provider_{index:05}");
                let key = format!("sk-fake-{index:05}-fakeFAKEfakeFAKEfakeFAKEfakeFAKEfake");
                let made = vault
                    .create_credential(
                        "default",
                        seed(&provider, &key),
                        Prompting::Never,
                        Timestamp::now(),
                    )
                    .await;
                made.expect("a key is stored");
            }
        });
        block_on(home.settle());
        for account in crate::keychain::FileKeychain::accounts(&home.entries()) {
            let line = std::fs::read_to_string(home.entries().join(&account));
            put_entry(session, &account, &line.expect("an entry is a file"));
        }
        Self {
            session,
            home,
            many,
            made: began.elapsed(),
        }
    }

    /// What SQLite itself needs for the same rows.
    fn plain_read(&self) -> Duration {
        block_on(async {
            let mut db: SqliteConnection = connect(&self.home.database())
                .await
                .expect("the file is whole");
            let began = Instant::now();
            let rows = sqlx::query("SELECT * FROM api_credential")
                .fetch_all(&mut db)
                .await
                .expect("the file is whole");
            assert_eq!(rows.len(), self.many);
            let took = began.elapsed();
            db.close().await.expect("it closes");
            took
        })
    }

    /// The middle one of a few runs, each by a new process on a copy of its own.
    fn times(&self, program: &Path, args: &[&str]) -> Result<Duration, String> {
        // On the disk, as an owner's vault is.
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        copy_folder(&self.home.data(), folder.path()).map_err(|error| error.to_string())?;
        let mut times = Vec::new();
        for _ in 0..TIMES {
            let began = Instant::now();
            let output = self
                .session
                .command(program)
                .args(args)
                .env("KEYSTOW_DATA_DIR", folder.path())
                .stdin(Stdio::null())
                .output()
                .map_err(|error| error.to_string())?;
            times.push(began.elapsed());
            if !output.status.success() {
                let words = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(format!("{}: {words}", output.status));
            }
            if args[0] == "list" {
                let list: serde_json::Value =
                    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
                let listed = list.as_array().map_or(0, Vec::len);
                if listed != self.many {
                    return Err(format!("{listed} of {} are listed", self.many));
                }
            }
        }
        times.sort();
        Ok(times[TIMES / 2])
    }
}

/// Puts an entry into the session's keyring under the very attributes that the product looks for.
fn put_entry(session: &KeyringSession, account: &str, line: &str) {
    use std::io::Write;
    let mut child = session
        .command("secret-tool")
        .args(["store", "--label=fake", "service", "dev.keystow.vault"])
        .args(["username", account])
        .stdin(Stdio::piped())
        .spawn()
        .expect("secret-tool is installed");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(line.as_bytes()).expect("it reads");
    drop(stdin);
    assert!(child.wait().expect("it ends").success(), "it is stored");
}

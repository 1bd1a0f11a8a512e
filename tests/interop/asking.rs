//! Three tries at one server: with the right key, a wrong key and no key. One that has a model is sent a prompt
//! in each of the three ways as well.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use keystow_test_support::session::KeyringSession;
use serde_json::Value;

use crate::line::Line;
use crate::servers::{Expected, RIGHT, ROOT, Server, WRONG};

/// A server with one model answers whatever name is asked for.
const MODEL: &str = "interop";

/// Longer than any check takes, in seconds.
const DEADLINE: &str = "60";

/// A private session with an empty vault, and the way to the server.
pub(crate) struct Asking<'a> {
    session: KeyringSession,
    keystow: &'a Path,
    server: &'a Server,
    line: &'a Line,
}

/// What came of one try.
pub(crate) struct Answered {
    /// `right`, `wrong` or `none`, and which of them was used for a prompt.
    pub(crate) key: &'static str,
    pub(crate) verdict: String,
    pub(crate) exit: i32,
    /// How many requests the server got, and how many of them had the key.
    pub(crate) requests: usize,
    pub(crate) with_key: usize,
    /// What is not as it must be, in words.
    pub(crate) faults: Vec<String>,
}

/// What a run of the program came to.
struct Ran {
    exit: i32,
    stdout: String,
    stderr: String,
}

impl<'a> Asking<'a> {
    pub(crate) fn new(keystow: &'a Path, server: &'a Server, line: &'a Line) -> Self {
        Self {
            session: KeyringSession::start(true),
            keystow,
            server,
            line,
        }
    }

    pub(crate) fn all(&self) -> Vec<Answered> {
        let [right, wrong, none] = &self.server.expected;
        let mut all = vec![
            self.once("right", Some(RIGHT), right),
            self.once("wrong", Some(WRONG), wrong),
            self.once("none", None, none),
        ];
        if !self.server.answers.is_empty() {
            let prompts = [
                ("right", "right, try"),
                ("wrong", "wrong, try"),
                ("none", "none, try"),
            ];
            all.extend(prompts.map(|(name, shown)| self.prompt(name, shown)));
        }
        all
    }

    /// Sends a prompt to the one model that the server has. What it answers is noise; that it does, and that the
    /// log tells of the loan, counts.
    fn prompt(&self, name: &str, shown: &'static str) -> Answered {
        let (requests, with_right, with_wrong) = self.passed();
        let provider = format!("custom:{name}");
        let ran = self.run(&["try", &provider, MODEL, "--yes", "--json"], "Say hello");
        let said: Value = serde_json::from_str(&ran.stdout).unwrap_or_default();
        let answered = said["text"].as_str().is_some_and(|text| !text.is_empty());
        let passed = self.passed();
        let with_key = (passed.1 - with_right) + (passed.2 - with_wrong);
        let log = self.run(&["log", &provider, "--json"], "");
        let log: Value = serde_json::from_str(&log.stdout).unwrap_or_default();
        let logged = log[0]["purpose"] == "try";
        let answers = self.server.answers.contains(&name);
        let mut faults = Vec::new();
        let mut demand = |holds: bool, wanted: &str| {
            if !holds {
                faults.push(format!("wanted {wanted}; it said: {}", ran.stderr.trim()));
            }
        };
        demand(answered == answers, "an answer where it answers alone");
        demand((ran.exit == 0) == answers, "the exit code to tell");
        demand(
            (with_key > 0) == (name != "none"),
            "the key to go out where there is one",
        );
        demand(logged == (name != "none"), "every loan in the log");
        demand(
            ![RIGHT, WRONG]
                .iter()
                .any(|key| ran.stdout.contains(key) || ran.stderr.contains(key)),
            "no key to be printed",
        );
        Answered {
            key: shown,
            verdict: if answered { "(answered)" } else { "(refused)" }.to_owned(),
            exit: ran.exit,
            requests: passed.0 - requests,
            with_key,
            faults,
        }
    }

    fn once(&self, name: &'static str, key: Option<&str>, expected: &Expected) -> Answered {
        let (requests, with_right, with_wrong) = self.passed();
        let url = format!("http://127.0.0.1:{}{ROOT}", self.line.port());
        let mut add = vec!["endpoint", "add", name, "--dialect", "openai"];
        add.extend(["--base-url", &url, "--json"]);
        let ran = match key {
            None => self.run(&[&add[..], &["--no-key"]].concat(), ""),
            Some(key) => {
                let added = self.run(&add, "");
                if added.exit == 0 {
                    self.run(&["add", &format!("custom:{name}"), "--json"], key)
                } else {
                    added
                }
            }
        };
        let said: Value = serde_json::from_str(&ran.stdout).unwrap_or_default();
        let word = |field: &str| said[field].as_str().unwrap_or("?").to_owned();
        let passed = self.passed();
        let mut answered = Answered {
            key: name,
            verdict: word("verdict"),
            exit: ran.exit,
            requests: passed.0 - requests,
            with_key: (passed.1 - with_right) + (passed.2 - with_wrong),
            faults: Vec::new(),
        };
        answered.faults = answered.compare(expected, &word("status"));
        if [RIGHT, WRONG]
            .iter()
            .any(|key| ran.stdout.contains(key) || ran.stderr.contains(key))
        {
            answered.faults.push("a key was printed".to_owned());
        }
        if !answered.faults.is_empty() {
            answered
                .faults
                .push(format!("it said: {}", ran.stderr.trim()));
        }
        answered
    }

    /// All requests until now, those with the right key, and those with the wrong one.
    fn passed(&self) -> (usize, usize, usize) {
        let keys = [RIGHT, WRONG].map(|key| self.line.count(key));
        (self.line.requests(), keys[0], keys[1])
    }

    fn run(&self, args: &[&str], stdin: &str) -> Ran {
        let mut command = self.session.command("timeout");
        command
            .arg(DEADLINE)
            .arg(self.keystow)
            .args(args)
            .env("KEYSTOW_DATA_DIR", self.session.home().join("keystow"))
            // Not even what is meant for developers may hold a key.
            .env("KEYSTOW_LOG", "trace")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("timeout can be started");
        let mut input = child.stdin.take().expect("it is piped");
        // One that reads nothing may be gone by now.
        let _ = input.write_all(stdin.as_bytes());
        drop(input);
        let output = child.wait_with_output().expect("a child can be waited for");
        Ran {
            exit: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Answered {
    fn compare(&self, expected: &Expected, status: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let mut demand = |holds: bool, wanted: String| {
            if !holds {
                faults.push(wanted);
            }
        };
        let Expected {
            verdict,
            status: wanted,
            exit,
            sent,
        } = *expected;
        demand(
            self.verdict == verdict,
            format!("wanted the verdict {verdict}"),
        );
        demand(
            status == wanted,
            format!("wanted the status {wanted}, not {status}"),
        );
        demand(self.exit == exit, format!("wanted the exit code {exit}"));
        demand(
            self.requests > 0,
            "wanted the server to be asked".to_owned(),
        );
        demand(
            self.with_key == usize::from(sent),
            format!(
                "wanted the key to {}",
                if sent { "go out once" } else { "stay" }
            ),
        );
        faults
    }
}

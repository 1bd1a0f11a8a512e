//! Coding agents that others wrote, each fed by the recipe as it is printed: `agents --keystow FILE --folder
//! FOLDER`; `cargo xtask agents` installs and runs it.
//!
//! Always true: an agent has a home of its own and nothing of its owner's environment but what `keystow` itself
//! needs; it reaches the practice provider on this computer and nothing else is named to it. An agent whose
//! helper fails goes on with an empty key, so what counts is the key that arrived.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's whole interface is the terminal"
)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

use keystow_test_support::practice::{
    GOOD_ANTHROPIC_KEY, GOOD_OPENAI_KEY, Practice, PracticeOptions,
};
use keystow_test_support::session::KeyringSession;
use serde_json::Value;

/// Longer than any agent takes for one word, in seconds.
const DEADLINE: &str = "120";

/// An agent and how it is asked for one word.
struct Agent {
    /// The word for `keystow recipe`.
    tool: &'static str,
    /// Its program below the folder of packages.
    program: &'static str,
    provider: &'static str,
    key: &'static str,
    /// Behind the practice provider's address, as its SDK takes it.
    base_path: &'static str,
    /// What it posts the prompt to.
    path: &'static str,
    /// The words of Bash with which it starts; `$AGENT` is its program.
    start: &'static str,
}

const AGENTS: [Agent; 3] = [
    Agent {
        tool: "claude-code",
        program: "@anthropic-ai/claude-code-linux-x64/claude",
        provider: "anthropic",
        key: GOOD_ANTHROPIC_KEY,
        base_path: "",
        path: "/v1/messages",
        start: "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 \"$AGENT\" -p 'say pong'",
    },
    Agent {
        tool: "codex",
        program: "@openai/codex/vendor/x86_64-unknown-linux-musl/bin/codex",
        provider: "openai",
        key: GOOD_OPENAI_KEY,
        base_path: "/v1",
        path: "/v1/responses",
        start: "\"$AGENT\" exec --skip-git-repo-check 'say pong'",
    },
    Agent {
        tool: "opencode",
        program: "opencode-linux-x64/bin/opencode",
        provider: "openai",
        key: GOOD_OPENAI_KEY,
        base_path: "/v1",
        path: "/v1/chat/completions",
        start: "OPENCODE_DISABLE_MODELS_FETCH=1 OPENCODE_DISABLE_AUTOUPDATE=1 \
                \"$AGENT\" run 'say pong' 3< <(keystow get openai)",
    },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (mut keystow, mut folder) = (PathBuf::new(), PathBuf::new());
    while let (Some(word), Some(value)) = (words.next(), words.next()) {
        match word.as_str() {
            "--keystow" => keystow = value.into(),
            "--folder" => folder = value.into(),
            _ => {
                eprintln!("error: unknown argument {word}");
                return ExitCode::from(2);
            }
        }
    }
    let mut right = true;
    for agent in &AGENTS {
        let program = folder.join("node_modules").join(agent.program);
        match Trial::new(agent, &program, &keystow).run() {
            Ok(told) => println!("{:<12} {told}", agent.tool),
            Err(why) => {
                right = false;
                println!("{:<12} WRONG: {why}", agent.tool);
            }
        }
    }
    if right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One agent with a session, a vault and a home of its own.
struct Trial<'a> {
    agent: &'a Agent,
    program: &'a Path,
    keystow: &'a Path,
    session: KeyringSession,
    practice: Practice,
    home: PathBuf,
}

impl<'a> Trial<'a> {
    fn new(agent: &'a Agent, program: &'a Path, keystow: &'a Path) -> Self {
        let session = KeyringSession::start(true);
        let home = session.home().join("agent");
        fs::create_dir_all(home.join("bin")).expect("a home can be made");
        fs::create_dir_all(home.join("work")).expect("a folder can be made");
        symlink(keystow, home.join("bin/keystow")).expect("a link can be made");
        Self {
            agent,
            program,
            keystow,
            session,
            practice: Practice::start(PracticeOptions::default()),
            home,
        }
    }

    fn run(&self) -> Result<String, String> {
        let url = format!("{}{}", self.practice.url(), self.agent.base_path);
        let provider = self.agent.provider;
        self.keystow(&["add", provider, "--base-url", &url], self.agent.key)?;
        self.paste()?;
        self.practice.forget();
        let output = self.start()?;
        let seen = self.practice.requests();
        let posted: Vec<_> = seen
            .iter()
            .filter(|request| request.method == "POST" && request.path == self.agent.path)
            .collect();
        let told = String::from_utf8_lossy(&output.stdout);
        let explained = || {
            let paths: Vec<String> = seen
                .iter()
                .map(|request| format!("{} {}", request.method, request.path))
                .collect();
            format!(
                "it asked {paths:?} and said: {told} {}",
                String::from_utf8_lossy(&output.stderr)
            )
        };
        if posted.is_empty() || posted.iter().any(|request| !request.key_was_right) {
            return Err(format!("the key did not arrive; {}", explained()));
        }
        if !told.contains("You said: ") {
            return Err(format!("it printed no answer; {}", explained()));
        }
        let log = self.keystow(&["log", "--json"], "")?;
        let log: Value = serde_json::from_str(&log).map_err(|error| error.to_string())?;
        let loans = log.as_array().map_or(0, Vec::len);
        if loans == 0 || log[0]["purpose"] != "get" {
            return Err(format!("the log does not show it: {log}"));
        }
        Ok(format!(
            "{} prompts with the right key, {loans} loans in the log, the last one to {}",
            posted.len(),
            log[0]["parent"].as_str().unwrap_or("nobody")
        ))
    }

    /// Puts the recipe where it says that it goes.
    fn paste(&self) -> Result<(), String> {
        let args = ["recipe", self.agent.tool, self.agent.provider, "--json"];
        let recipe: Value =
            serde_json::from_str(&self.keystow(&args, "")?).map_err(|error| error.to_string())?;
        let file = recipe["file"].as_str().unwrap_or_default();
        let file = self.home.join(file.trim_start_matches("~/"));
        let folder = file.parent().ok_or("the recipe names no file")?;
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let text = recipe["text"].as_str().unwrap_or_default();
        fs::write(file, text).map_err(|error| error.to_string())
    }

    fn start(&self) -> Result<Output, String> {
        let mut command = self.bare("timeout");
        command
            .args([DEADLINE, "bash", "-c", self.agent.start])
            .env("AGENT", self.program)
            .current_dir(self.home.join("work"))
            .stdin(Stdio::null());
        command.output().map_err(|error| error.to_string())
    }

    fn keystow(&self, args: &[&str], stdin: &str) -> Result<String, String> {
        let input = self.session.home().join("stdin");
        fs::write(&input, stdin).map_err(|error| error.to_string())?;
        let input = fs::File::open(&input).map_err(|error| error.to_string())?;
        let mut command = self.bare(self.keystow);
        let output = command.args(args).stdin(input).output();
        let output = output.map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// A program that finds `keystow`, its keyring and its vault, and nothing else.
    fn bare(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = self.session.command(program);
        let path = format!(
            "{}:/usr/local/bin:/usr/bin:/bin",
            self.home.join("bin").display()
        );
        command
            .env("PATH", path)
            .env("HOME", &self.home)
            .env("XDG_CONFIG_HOME", self.home.join(".config"))
            .env("XDG_DATA_HOME", self.home.join(".local/share"))
            .env("KEYSTOW_DATA_DIR", self.session.home().join("keystow"));
        command
    }
}

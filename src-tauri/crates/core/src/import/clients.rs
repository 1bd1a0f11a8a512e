//! The plaintext settings of AI clients that hold keys: where they lie, and where in them a key stands.
//!
//! Sources, each at the version read: `llm` 0.36 (`cli.py`), opencode 1.18 (`auth/index.ts`), Codex 0.169
//! (`login` command), Claude Code 2.1 (settings reference), Crush (`internal/config/load.go`), Gemini CLI 0.61
//! (`settings.ts`), Qwen Code 0.15, `shell_gpt` 1.5 (`config.py`), gptme 0.35 (`config/user.py`), Fabric, aider
//! 0.86 (`main.py`), Continue (`core/util/paths.ts`), `huggingface_hub` 2.4 (`constants.py`). A file that is not
//! there is no fault; what stands in one otherwise is passed over.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use serde_json::Value;
use zeroize::Zeroizing;

use super::ImportFault;
use super::dotenv::Assignment;
use super::places::Entry;

/// The most entries that one selector is taken to find: their lines are looked up one by one.
const MOST: usize = 500;

/// How a file is written.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// As an `.env` file.
    Env,
    /// JSON, comments allowed.
    Json(&'static [Selector]),
    /// TOML.
    Toml(&'static [Selector]),
    /// A key of this provider and nothing else.
    Plain(&'static str),
}

/// Where in a document a key stands.
#[derive(Clone, Copy)]
pub(super) struct Selector {
    /// Members from the root; `*` is any member or element.
    path: &'static [&'static str],
    /// Who tells whose key it is.
    named: Named,
    /// The member beside it that holds the base URL.
    base_url: &'static str,
    /// A member beside it that must have this value.
    only: Option<(&'static str, &'static str)>,
}

/// Who tells whose key it is.
#[derive(Clone, Copy)]
enum Named {
    /// The member that the `*` stands for, by the client's name of the provider.
    Star,
    /// The last member, which is a variable's name.
    Variable,
    /// A member beside the key.
    Beside(&'static str),
    /// It is always this provider's.
    Always(&'static str),
}

const fn at(path: &'static [&'static str], named: Named) -> Selector {
    Selector {
        path,
        named,
        base_url: "",
        only: None,
    }
}

const LLM: &[Selector] = &[at(&["*"], Named::Star)];
const OPENCODE_LOGIN: &[Selector] = &[Selector {
    only: Some(("type", "api")),
    ..at(&["*", "key"], Named::Star)
}];
const OPENCODE: &[Selector] = &[Selector {
    base_url: "baseURL",
    ..at(&["provider", "*", "options", "apiKey"], Named::Star)
}];
const CODEX: &[Selector] = &[at(&["OPENAI_API_KEY"], Named::Variable)];
const VARIABLES: &[Selector] = &[at(&["env", "*"], Named::Variable)];
const CLAUDE_LOGIN: &[Selector] = &[at(&["primaryApiKey"], Named::Always("anthropic"))];
const CRUSH: &[Selector] = &[Selector {
    base_url: "base_url",
    ..at(&["providers", "*", "api_key"], Named::Star)
}];
const CONTINUE: &[Selector] = &[Selector {
    base_url: "apiBase",
    ..at(&["models", "*", "apiKey"], Named::Beside("provider"))
}];

/// Every file that is looked into, and how it is read.
pub(super) fn files(home: &Path) -> Vec<(PathBuf, Format)> {
    let own = |variable: &str, usual: PathBuf| {
        let set = env::var_os(variable).map(PathBuf::from);
        set.filter(|path| path.is_absolute()).unwrap_or(usual)
    };
    let config = own("XDG_CONFIG_HOME", home.join(".config"));
    let data = own("XDG_DATA_HOME", home.join(".local/share"));
    let cache = own("XDG_CACHE_HOME", home.join(".cache"));
    // `llm` keeps to the platform's own folder.
    let llm = directories::BaseDirs::new()
        .map_or_else(|| config.clone(), |base| base.config_dir().to_owned());
    let claude = own("CLAUDE_CONFIG_DIR", home.join(".claude"));
    let claude_login = env::var_os("CLAUDE_CONFIG_DIR").map_or(home, |_| &claude);
    let usual_config = home.join(".config");
    vec![
        (
            own("LLM_USER_PATH", llm.join("io.datasette.llm")).join("keys.json"),
            Format::Json(LLM),
        ),
        (
            data.join("opencode/auth.json"),
            Format::Json(OPENCODE_LOGIN),
        ),
        (
            config.join("opencode/opencode.json"),
            Format::Json(OPENCODE),
        ),
        (
            config.join("opencode/opencode.jsonc"),
            Format::Json(OPENCODE),
        ),
        (
            own("CODEX_HOME", home.join(".codex")).join("auth.json"),
            Format::Json(CODEX),
        ),
        (claude.join("settings.json"), Format::Json(VARIABLES)),
        (
            claude_login.join(".claude.json"),
            Format::Json(CLAUDE_LOGIN),
        ),
        (data.join("crush/crush.json"), Format::Json(CRUSH)),
        (config.join("crush/crush.json"), Format::Json(CRUSH)),
        (home.join(".gemini/.env"), Format::Env),
        (home.join(".qwen/.env"), Format::Env),
        (home.join(".qwen/settings.json"), Format::Json(VARIABLES)),
        (usual_config.join("shell_gpt/.sgptrc"), Format::Env),
        (
            usual_config.join("gptme/config.toml"),
            Format::Toml(VARIABLES),
        ),
        (
            usual_config.join("gptme/config.local.toml"),
            Format::Toml(VARIABLES),
        ),
        (usual_config.join("fabric/.env"), Format::Env),
        (home.join(".env"), Format::Env),
        (home.join(".aider/oauth-keys.env"), Format::Env),
        (
            own("CONTINUE_GLOBAL_DIR", home.join(".continue")).join(".env"),
            Format::Env,
        ),
        (
            own("CONTINUE_GLOBAL_DIR", home.join(".continue")).join("config.json"),
            Format::Json(CONTINUE),
        ),
        (
            own("HF_HOME", cache.join("huggingface")).join("token"),
            Format::Plain("huggingface"),
        ),
    ]
}

impl Format {
    /// How a file that its owner named is read: by its name, else as an `.env` file.
    pub(super) fn of(path: &Path, home: Option<&Path>) -> Self {
        let known = home.map(files).unwrap_or_default();
        let known = known.into_iter().find(|(file, _)| file == path);
        known.map_or_else(|| Self::of_name(path), |(_, format)| format)
    }

    fn of_name(path: &Path) -> Self {
        let name = path.file_name().and_then(|name| name.to_str());
        match name.unwrap_or_default() {
            "keys.json" => Self::Json(LLM),
            "auth.json" => Self::Json(OPENCODE_LOGIN),
            "opencode.json" | "opencode.jsonc" => Self::Json(OPENCODE),
            "crush.json" | ".crush.json" => Self::Json(CRUSH),
            _ => match path.extension().and_then(|ending| ending.to_str()) {
                Some("json" | "jsonc") => Self::Json(VARIABLES),
                Some("toml") => Self::Toml(VARIABLES),
                _ => Self::Env,
            },
        }
    }

    /// Reads the entries of a text that is written so.
    pub(super) fn entries(self, text: &str) -> Result<Vec<Entry>, ImportFault> {
        match self {
            Self::Env => Ok(assigned(text)),
            Self::Plain(provider) => Ok(vec![Entry {
                named: Some(provider.to_owned()),
                line: Some(1),
                ..Entry::variable("token".to_owned(), Zeroizing::new(text.trim().to_owned()))
            }]),
            Self::Json(selectors) => {
                let document = jsonc_parser::parse_to_serde_value::<Value>(
                    text,
                    &jsonc_parser::ParseOptions::default(),
                );
                let document = document.map_err(|_| ImportFault::Malformed)?;
                Ok(selected(&document, selectors, text))
            }
            Self::Toml(selectors) => {
                let document: Value = toml::from_str(text).map_err(|_| ImportFault::Malformed)?;
                Ok(selected(&document, selectors, text))
            }
        }
    }
}

/// The assignments of an `.env` file; of several with one name the last one.
fn assigned(text: &str) -> Vec<Entry> {
    let mut last: BTreeMap<String, Assignment> = BTreeMap::new();
    for found in super::dotenv::read(text) {
        last.insert(found.name.clone(), found);
    }
    let mut found: Vec<Assignment> = last.into_values().collect();
    found.sort_by_key(|found| found.line);
    let entry = |found: Assignment| Entry {
        line: Some(found.line),
        ..Entry::variable(found.name, found.value)
    };
    found.into_iter().map(entry).collect()
}

fn selected(document: &Value, selectors: &[Selector], text: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    for selector in selectors {
        let mut spots = vec![Spot {
            names: Vec::new(),
            value: document,
            parent: None,
        }];
        for step in selector.path {
            spots = spots.iter().flat_map(|spot| spot.below(step)).collect();
        }
        let spots = spots.iter().take(MOST);
        found.extend(spots.filter_map(|spot| entry(selector, spot, text)));
    }
    found
}

/// A place in a document, and the members that lead there.
struct Spot<'v> {
    names: Vec<&'v str>,
    value: &'v Value,
    parent: Option<&'v Value>,
}

impl<'v> Spot<'v> {
    /// The places one step further; `*` is every member or element.
    fn below(&self, step: &str) -> Vec<Self> {
        let next = |name: &'v str, below: &'v Value| Self {
            names: [self.names.as_slice(), &[name]].concat(),
            value: below,
            parent: Some(self.value),
        };
        match self.value {
            Value::Object(members) => members
                .iter()
                .filter(|(name, _)| step == "*" || *name == step)
                .map(|(name, below)| next(name, below))
                .collect(),
            Value::Array(elements) if step == "*" => {
                elements.iter().map(|below| next("", below)).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn entry(selector: &Selector, spot: &Spot<'_>, text: &str) -> Option<Entry> {
    let names = &spot.names;
    let key = spot.value.as_str()?;
    let beside = |member: &str| spot.parent.and_then(|parent| parent.get(member)?.as_str());
    if let Some((member, wanted)) = selector.only
        && beside(member) != Some(wanted)
    {
        return None;
    }
    let last = names.last().copied().unwrap_or_default();
    let star = selector.path.iter().position(|step| *step == "*");
    let star = star.and_then(|place| names.get(place).copied());
    let line = text
        .lines()
        .position(|line| line.contains(key))
        .and_then(|place| u32::try_from(place + 1).ok());
    let entry = Entry::variable(names.join("."), Zeroizing::new(key.to_owned()));
    Some(Entry {
        line,
        base_url: beside(selector.base_url).map(str::to_owned),
        named: match selector.named {
            Named::Star => star.map(str::to_owned),
            Named::Variable => None,
            Named::Beside(member) => beside(member).map(str::to_owned),
            Named::Always(provider) => Some(provider.to_owned()),
        },
        variable: last.to_owned(),
        ..entry
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sk-fakeFAKEfakeFAKEfakeFAKE";

    fn entries(format: Format, text: &str) -> Vec<(String, Option<String>, Option<u32>)> {
        let found = format
            .entries(&text.replace("FAKE-KEY", KEY))
            .expect("well-formed");
        assert!(found.iter().all(|entry| *entry.value == KEY));
        let told = found
            .into_iter()
            .map(|entry| (entry.label, entry.named, entry.line));
        told.collect()
    }

    #[test]
    fn each_clients_own_place_is_known() {
        let some = |text: &str| Some(text.to_owned());
        let one = |label: &str, named: Option<&str>, line| {
            vec![(label.to_owned(), named.map(str::to_owned), Some(line))]
        };
        let llm = "{\n\"// Note\": {},\n\"gemini\": \"FAKE-KEY\"}";
        assert_eq!(
            entries(Format::Json(LLM), llm),
            one("gemini", Some("gemini"), 3)
        );
        let opencode =
            r#"{"groq":{"type":"api","key":"FAKE-KEY"},"openai":{"type":"oauth","key":"x"}}"#;
        assert_eq!(
            entries(Format::Json(OPENCODE_LOGIN), opencode),
            one("groq.key", Some("groq"), 1)
        );
        let crush = "// comment\n{\"providers\":{\"mine\":{\"api_key\":\"FAKE-KEY\",\"base_url\":\"https://x.example\",}}}";
        let format = Format::Json(CRUSH);
        let found = format
            .entries(&crush.replace("FAKE-KEY", KEY))
            .expect("comments are fine");
        assert_eq!(found[0].base_url, some("https://x.example"));
        assert_eq!(found[0].named, some("mine"));
        let toml = "[env]\nOPENAI_API_KEY = \"FAKE-KEY\"\n";
        assert_eq!(
            entries(Format::Toml(VARIABLES), toml),
            one("env.OPENAI_API_KEY", None, 2)
        );
        let own = "{\"models\":[{\"provider\":\"anthropic\",\"apiKey\":\"FAKE-KEY\"}]}";
        assert_eq!(entries(Format::Json(CONTINUE), own)[0].1, some("anthropic"));
        assert_eq!(
            entries(Format::Plain("huggingface"), "FAKE-KEY\n")[0].1,
            some("huggingface")
        );
    }

    #[test]
    fn what_is_not_written_so_is_named_and_odd_shapes_are_passed_over() {
        for (format, text) in [(Format::Json(LLM), "{"), (Format::Toml(VARIABLES), "= 1")] {
            assert_eq!(format.entries(text).err(), Some(ImportFault::Malformed));
        }
        for text in [
            "[]",
            "7",
            "{\"providers\":[7,{\"api_key\":9}]}",
            "{\"providers\":\"x\"}",
        ] {
            assert!(
                Format::Json(CRUSH).entries(text).expect("JSON").is_empty(),
                "{text}"
            );
        }
    }
}

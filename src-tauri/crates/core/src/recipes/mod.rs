//! Recipes: how other programs are fed with a key, ready to paste. None of them holds one: each calls `keystow`
//! when the program wants it.
//!
//! A tool that can run a command gets a command; one that reads a variable is started through `keystow run`; one
//! that reads a file gets a pipe.

mod texts;

use keystow_providers::catalog::CUSTOM;
use keystow_providers::{Dialect, Provider, Target};

use crate::error::Error;
use crate::handle::Keystow;
use crate::place::Place;

/// How one program is fed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The word for `keystow recipe`.
    pub tool: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What the text is written in.
    pub language: RecipeLanguage,
    /// The file that it belongs in; `None` where it is typed or run.
    pub file: Option<&'static str>,
    /// Ready to paste.
    pub text: String,
}

/// What a recipe is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipeLanguage {
    /// A POSIX shell, or Bash where the recipe says so.
    Shell,
    /// JSON.
    Json,
    /// TOML.
    Toml,
    /// Lua.
    Lua,
    /// Python.
    Python,
    /// JavaScript, as a module.
    JavaScript,
    /// Rust.
    Rust,
}

impl RecipeLanguage {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shell => "shell",
            Self::Json => "json",
            Self::Toml => "toml",
            Self::Lua => "lua",
            Self::Python => "python",
            Self::JavaScript => "javascript",
            Self::Rust => "rust",
        }
    }
}

/// A tool, and which providers it can be fed for.
struct Tool {
    id: &'static str,
    name: &'static str,
    language: RecipeLanguage,
    file: Option<&'static str>,
    /// The provider that it is as a rule used with.
    usual: &'static str,
    takes: Takes,
    text: fn(&Setting) -> String,
}

/// Whose keys a tool takes.
#[derive(Clone, Copy)]
enum Takes {
    /// Any.
    Any,
    /// Those with a variable that programs read.
    Variable,
    /// Those that answer prompts in one of these dialects.
    Chat(&'static [Dialect]),
    /// The same, and where the address is its owner's own, `OpenAI`'s dialect alone: for the others the tool
    /// keeps to the maker's address, and would send the key there.
    Usual(&'static [Dialect]),
    /// Those that speak `OpenAI`'s Responses.
    Responses,
}

/// Providers whose API has `POST /responses` besides chat completions.
const RESPONSES: [&str; 8] = [
    "azure_openai",
    "groq",
    "huggingface",
    "lm_studio",
    "ollama",
    "openai",
    "openrouter",
    "xai",
];

const ANY_CHAT: &[Dialect] = &[Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini];

const TOOLS: [Tool; 14] = [
    Tool {
        id: "run",
        name: "Any program",
        language: RecipeLanguage::Shell,
        file: None,
        usual: "openai",
        takes: Takes::Variable,
        text: texts::run,
    },
    Tool {
        id: "shell",
        name: "Shell",
        language: RecipeLanguage::Shell,
        file: None,
        usual: "openai",
        takes: Takes::Variable,
        text: texts::shell,
    },
    Tool {
        id: "dotenv",
        name: ".env",
        language: RecipeLanguage::Shell,
        file: None,
        usual: "openai",
        takes: Takes::Variable,
        text: texts::dotenv,
    },
    Tool {
        id: "direnv",
        name: "direnv",
        language: RecipeLanguage::Shell,
        file: Some(".envrc"),
        usual: "openai",
        takes: Takes::Variable,
        text: texts::direnv,
    },
    Tool {
        id: "claude-code",
        name: "Claude Code",
        language: RecipeLanguage::Json,
        file: Some("~/.claude/settings.json"),
        usual: "anthropic",
        takes: Takes::Chat(&[Dialect::Anthropic]),
        text: texts::claude_code,
    },
    Tool {
        id: "codex",
        name: "Codex",
        language: RecipeLanguage::Toml,
        file: Some("~/.codex/config.toml"),
        usual: "openai",
        takes: Takes::Responses,
        text: texts::codex,
    },
    Tool {
        id: "opencode",
        name: "opencode",
        language: RecipeLanguage::Json,
        file: Some("~/.config/opencode/opencode.json"),
        usual: "openai",
        takes: Takes::Chat(&[Dialect::OpenAi]),
        text: texts::opencode,
    },
    Tool {
        id: "crush",
        name: "Crush",
        language: RecipeLanguage::Shell,
        file: Some("~/.config/crush/crushrc"),
        usual: "openai",
        takes: Takes::Chat(ANY_CHAT),
        text: texts::crush,
    },
    Tool {
        id: "avante",
        name: "avante.nvim",
        language: RecipeLanguage::Lua,
        file: None,
        usual: "anthropic",
        takes: Takes::Usual(ANY_CHAT),
        text: texts::avante,
    },
    Tool {
        id: "codecompanion",
        name: "CodeCompanion",
        language: RecipeLanguage::Lua,
        file: None,
        usual: "anthropic",
        takes: Takes::Usual(ANY_CHAT),
        text: texts::codecompanion,
    },
    Tool {
        id: "openai-python",
        name: "OpenAI for Python",
        language: RecipeLanguage::Python,
        file: None,
        usual: "openai",
        takes: Takes::Chat(&[Dialect::OpenAi]),
        text: texts::openai_python,
    },
    Tool {
        id: "python",
        name: "Python",
        language: RecipeLanguage::Python,
        file: None,
        usual: "openai",
        takes: Takes::Any,
        text: texts::python,
    },
    Tool {
        id: "node",
        name: "Node",
        language: RecipeLanguage::JavaScript,
        file: None,
        usual: "openai",
        takes: Takes::Any,
        text: texts::node,
    },
    Tool {
        id: "rust",
        name: "Rust",
        language: RecipeLanguage::Rust,
        file: None,
        usual: "openai",
        takes: Takes::Any,
        text: texts::rust,
    },
];

/// What a recipe is made from.
struct Setting {
    provider: &'static Provider,
    /// The words after `keystow`, up to the verb: nothing, or the profile.
    profile: Option<String>,
    /// The variable that programs read the key from.
    variable: &'static str,
    /// What an SDK of the dialect takes as base URL.
    base_url: String,
    /// Whether that is not what the provider's own clients use anyway.
    own_address: bool,
    /// The base URL as it is stored, where there is one: what `keystow run` lends with the key.
    stored_url: Option<String>,
    /// A model to begin with.
    model: String,
}

/// The words for every tool.
pub fn recipe_tools() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().map(|tool| tool.id)
}

impl Keystow {
    /// How the tools that can be fed with this provider's key are fed. Opens nothing.
    ///
    /// # Errors
    /// [`Error::NoSuchProvider`], [`Error::NoSuchProfile`], or [`Error::Vault`] where the file cannot be read.
    pub async fn recipes(&self, provider: &str) -> Result<Vec<Recipe>, Error> {
        let setting = self.setting(self.known_provider(provider).await?).await?;
        let fitting = TOOLS.iter().filter(|tool| tool.takes.fits(&setting));
        Ok(fitting.map(|tool| tool.recipe(&setting)).collect())
    }

    /// How one tool is fed, with the key of the provider it is as a rule used with unless one is named.
    ///
    /// # Errors
    /// [`Error::NoSuchTool`], [`Error::NoRecipe`], or as [`Keystow::recipes`].
    pub async fn recipe(&self, tool: &str, provider: Option<&str>) -> Result<Recipe, Error> {
        let wanted = tool.trim().to_lowercase().replace([' ', '_'], "-");
        let found = TOOLS
            .iter()
            .find(|tool| tool.id == wanted || tool.name.to_lowercase() == wanted);
        let found = found.ok_or_else(|| Error::NoSuchTool {
            suggestion: nearest(&wanted),
        })?;
        let provider = provider.unwrap_or(found.usual);
        let setting = self.setting(self.known_provider(provider).await?).await?;
        if !found.takes.fits(&setting) {
            return Err(Error::NoRecipe {
                tool: found.name,
                provider: setting.provider.id.to_owned(),
            });
        }
        Ok(found.recipe(&setting))
    }

    async fn setting(&self, provider: &'static Provider) -> Result<Setting, Error> {
        let stored = match self.stored(provider).await {
            Ok(stored) => Some(stored),
            Err(Error::NoSuchCredential { .. }) => None,
            Err(error) => return Err(error),
        };
        let place = stored
            .as_ref()
            .and_then(|stored| Place::stored(provider, stored));
        let target = place
            .as_ref()
            .map_or_else(|| Target::of(provider), Place::target);
        let named = self.default_profile().await? != self.profile_name();
        let models = match &stored {
            Some(_) => self.models(provider.id).await?.models,
            None => Vec::new(),
        };
        // What a provider calls its models is foreign text: only a plain name goes into other programs' settings.
        let plain = |c: char| c.is_ascii_alphanumeric() || "._:/@+-".contains(c);
        let model = models
            .iter()
            .find(|model| model.gone_since.is_none() && model.id.chars().all(plain));
        Ok(Setting {
            provider,
            profile: named.then(|| self.profile_name().to_owned()),
            variable: provider.lent_env().first().copied().unwrap_or_default(),
            stored_url: stored.as_ref().and_then(|stored| stored.base_url.clone()),
            base_url: target.sdk_root(),
            own_address: target.has_own_base_url() || provider.id.starts_with(CUSTOM),
            model: model.map_or_else(|| "MODEL".to_owned(), |model| model.id.clone()),
        })
    }
}

impl Tool {
    fn recipe(&self, setting: &Setting) -> Recipe {
        Recipe {
            tool: self.id,
            name: self.name,
            language: self.language,
            file: self.file,
            text: (self.text)(setting),
        }
    }
}

impl Takes {
    fn fits(self, setting: &Setting) -> bool {
        let provider = setting.provider;
        let own = provider.id.starts_with(CUSTOM);
        match self {
            Self::Any => true,
            // Where no variable carries the address, the program would send the key elsewhere.
            Self::Variable => {
                let carried = !setting.own_address || setting.address_variable().is_some();
                !own && !setting.variable.is_empty() && carried
            }
            Self::Usual(dialects) => {
                let usual = !setting.own_address || provider.dialect == Dialect::OpenAi;
                usual && Self::Chat(dialects).fits(setting)
            }
            Self::Chat(dialects) => provider.chat.is_some() && dialects.contains(&provider.dialect),
            Self::Responses => {
                let speaks = own || RESPONSES.contains(&provider.id);
                speaks && provider.dialect == Dialect::OpenAi
            }
        }
    }
}

/// The tool that differs by at most a third of its letters.
fn nearest(wanted: &str) -> Option<&'static str> {
    if wanted.len() > 64 {
        return None;
    }
    let near = TOOLS
        .iter()
        .map(|tool| (strsim::damerau_levenshtein(wanted, tool.id), tool.id));
    let near = near.filter(|(distance, id)| distance * 3 <= id.len());
    near.min().map(|(_, id)| id)
}

//! The tools that there is a recipe for, and whose keys each of them takes.

use keystow_providers::Dialect;
use keystow_providers::catalog::CUSTOM;

use super::{Recipe, RecipeLanguage, Setting, texts};

/// A tool, and which providers it can be fed for.
pub(super) struct Tool {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) language: RecipeLanguage,
    pub(super) file: Option<&'static str>,
    /// The provider that it is as a rule used with.
    pub(super) usual: &'static str,
    pub(super) takes: Takes,
    pub(super) text: fn(&Setting) -> String,
}

/// Whose keys a tool takes.
#[derive(Clone, Copy)]
pub(super) enum Takes {
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

pub(super) const TOOLS: [Tool; 14] = [
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

impl Tool {
    pub(super) fn recipe(&self, setting: &Setting) -> Recipe {
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
    pub(super) fn fits(self, setting: &Setting) -> bool {
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

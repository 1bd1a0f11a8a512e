//! Recipes: how other programs are fed with a key, ready to paste. None of them holds one: each calls `keystow`
//! when the program wants it.
//!
//! A tool that can run a command gets a command; one that reads a variable is started through `keystow run`; one
//! that reads a file gets a pipe.

mod texts;
mod tools;

use keystow_providers::catalog::CUSTOM;
use keystow_providers::{Provider, Target};

use self::tools::TOOLS;
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

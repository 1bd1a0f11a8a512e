//! Changes to JSON as a tree, so that what comes out is read to the end.

use serde_json::{Map, Value, json};

use super::bytes;
use crate::chance::Chance;

/// Makes one change; what is no JSON is changed as bytes.
pub(super) fn change(
    value: &mut Vec<u8>,
    donor: &[u8],
    words: &[&'static [u8]],
    chance: &mut Chance,
) {
    let Ok(mut tree) = serde_json::from_slice::<Value>(value) else {
        return bytes::change(value, donor, words, chance);
    };
    let donor = serde_json::from_slice(donor).unwrap_or(Value::Null);
    let at = chance.below(count(&tree));
    if let Some(node) = nth(&mut tree, &mut { at }) {
        change_node(node, &donor, words, chance);
    }
    *value = tree.to_string().into_bytes();
}

fn change_node(node: &mut Value, donor: &Value, words: &[&'static [u8]], chance: &mut Chance) {
    let word = chance.pick(words).copied().unwrap_or_default();
    let word = String::from_utf8_lossy(word).into_owned();
    match chance.below(7) {
        0 => *node = odd(chance),
        1 => *node = Value::String(word),
        2 => {
            let at = chance.below(count(donor));
            *node = nth(&mut donor.clone(), &mut { at })
                .map(|part| part.clone())
                .unwrap_or_default();
        }
        3 => *node = Value::Array(vec![node.take(); chance.below(4)]),
        4 => *node = json!({ word: node.take() }),
        5 => drop_one(node, chance),
        _ => add_one(node, word, chance),
    }
}

fn drop_one(node: &mut Value, chance: &mut Chance) {
    match node {
        Value::Array(items) if !items.is_empty() => drop(items.remove(chance.below(items.len()))),
        Value::Object(object) => {
            let names: Vec<String> = object.keys().cloned().collect();
            if let Some(name) = chance.pick(&names) {
                object.remove(name);
            }
        }
        Value::String(text) => drop(text.pop()),
        _ => *node = Value::Null,
    }
}

fn add_one(node: &mut Value, word: String, chance: &mut Chance) {
    match node {
        Value::Array(items) => {
            let item = chance.pick(items).cloned().unwrap_or_default();
            items.push(item);
        }
        Value::Object(object) => {
            let value = object.values().next().cloned().unwrap_or_default();
            object.insert(word, value);
        }
        Value::String(text) => text.push_str(&word),
        Value::Number(number) => {
            let more = number.as_i64().unwrap_or_default().saturating_add(1);
            *node = more.into();
        }
        _ => *node = Value::String(word),
    }
}

/// Values that are of the wrong type, too large, too small or too deep somewhere.
fn odd(chance: &mut Chance) -> Value {
    match chance.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(i64::MAX),
        6 => json!(u64::MAX),
        7 => json!(1e300),
        8 => json!(0.5),
        9 => json!(""),
        10 => json!("\u{0}\u{1b}[31m\u{202e}\u{feff}"),
        11 => Value::String("x".repeat(chance.below(9000))),
        12 => Value::Object(Map::new()),
        _ => (0..chance.below(140)).fold(json!([]), |deep, _| json!([deep])),
    }
}

/// How many nodes a tree has.
fn count(tree: &Value) -> usize {
    1 + match tree {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(object) => object.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

/// The node of a number, counted from the root.
fn nth<'t>(tree: &'t mut Value, left: &mut usize) -> Option<&'t mut Value> {
    if *left == 0 {
        return Some(tree);
    }
    *left -= 1;
    match tree {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(object) => object.values_mut().find_map(|item| nth(item, left)),
        _ => None,
    }
}

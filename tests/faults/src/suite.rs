//! The results of the numbered tests of the keyring and the app, as rows of the table.
//!
//! Read from nextest's lines of JSON. A test that is named after a fault counts as one round of it. The
//! database's faults have trials of their own, which also tell what could not be tried.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use crate::table::{Complaint, Harm, Row};

/// Rows by fault number, from a file of nextest's `libtest-json` lines.
///
/// # Errors
/// The file cannot be read.
pub fn rows(file: &Path) -> io::Result<Vec<Row>> {
    Ok(read(&fs::read_to_string(file)?))
}

fn read(text: &str) -> Vec<Row> {
    let mut rows: BTreeMap<(char, u32), Row> = BTreeMap::new();
    for line in text.lines() {
        let Ok(event) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let (Some(name), Some(outcome)) = (event["name"].as_str(), event["event"].as_str()) else {
            continue;
        };
        let Some((letter, number)) = number_of(name) else {
            continue;
        };
        let fault = format!("{}{number} by its tests", letter.to_ascii_uppercase());
        let counted = rows
            .entry((letter, number))
            .or_insert_with(|| Row::new(fault));
        match outcome {
            "ok" => counted.round([]),
            "ignored" => counted.skip("left out by the test runner"),
            "failed" => {
                let short = name.rsplit("::").next().unwrap_or(name);
                let late = event["reason"].as_str() == Some("time limit exceeded");
                let harm = if late { Harm::Hung } else { Harm::Wrong };
                counted.round([Complaint::new(harm, short)]);
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}

/// `…::k01_something` is K1.
fn number_of(name: &str) -> Option<(char, u32)> {
    let test = name.rsplit(['$', ':']).next()?;
    let letter = test.chars().next().filter(|c| matches!(c, 'k' | 'a'))?;
    let digits: String = test[1..].chars().take_while(char::is_ascii_digit).collect();
    test[1 + digits.len()..]
        .starts_with('_')
        .then(|| Some((letter, digits.parse().ok()?)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_by_the_number_in_their_names() {
        let text = r#"
{"type":"suite","event":"started","test_count":4}
{"type":"test","event":"started","name":"keystow-faults::faults$keyring::k01_a"}
{"type":"test","event":"ok","name":"keystow-faults::faults$keyring::k01_a"}
{"type":"test","event":"ok","name":"keystow-faults::faults$keyring::k1_b"}
{"type":"test","event":"failed","name":"keystow-faults::faults$app::a7_c","reason":"time limit exceeded"}
{"type":"test","event":"ok","name":"keystow-faults$table::tests::adds_up"}
"#;
        let rows = read(text);
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.fault.as_str(), row.rounds, row.hung))
            .collect();
        assert_eq!(told, [("A7 by its tests", 1, 1), ("K1 by its tests", 2, 0)]);
    }
}

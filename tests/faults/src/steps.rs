//! The durable steps of the product, read from its sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates whose sources may name steps.
const CRATES: [&str; 2] = ["vault", "core"];

/// Every name, in order.
pub fn names() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in CRATES {
        collect(&sources().join(name).join("src"), &mut found);
    }
    found
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/crates")
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    let entries = fs::read_dir(folder).expect("the sources are beside the fault suite");
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source is text");
            found.extend(of(&text).map(str::to_owned));
        }
    }
}

fn of(text: &str) -> impl Iterator<Item = &str> {
    text.split("step!(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("\")"))
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_from_a_source() {
        let text = "a();\n step!(\"one.two\");\n crate::step!(\"three\"); // step!(name)";
        assert_eq!(of(text).collect::<Vec<_>>(), ["one.two", "three"]);
        assert!(names().len() > 20);
    }
}

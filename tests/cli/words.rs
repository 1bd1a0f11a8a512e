//! What the command line says of itself, word for word: `words/` holds the help of every verb, and what is said
//! when a command line makes no sense.
//!
//! Where words were changed on purpose, `KEYSTOW_UPDATE_WORDS=1 cargo nextest run -p keystow-cli words` writes the
//! files anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::bench::{Bench, Ran};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/cli/words");

/// The file of the usage mistakes, which is no help page.
const ERRORS: &str = "errors";

/// What was said once; a clap that finds no terminal breaks lines at 100 columns.
fn said(bench: &Bench, args: &[&str]) -> Ran {
    let mut command = bench.command(args);
    // A project file of whoever runs the suite is no part of it.
    Ran::new(command.current_dir(bench.data()), b"")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(FOLDER).join(format!("{name}.txt"))
}

fn updates() -> bool {
    std::env::var_os("KEYSTOW_UPDATE_WORDS").is_some()
}

/// The names of the files that are there.
fn files() -> BTreeSet<String> {
    let names = fs::read_dir(FOLDER).unwrap().map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.trim_end_matches(".txt").to_owned()
    });
    names.filter(|name| name != ERRORS).collect()
}

/// The verbs that a help page lists, `help` itself left out.
fn verbs(page: &str) -> Vec<&str> {
    let list = page.split("\nCommands:\n").nth(1).unwrap_or_default();
    let lines = list.lines().take_while(|line| !line.is_empty());
    // A line that goes on below is indented further.
    let verbs = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    verbs
        .filter(|verb| !verb.is_empty() && *verb != "help")
        .collect()
}

/// Every help page by the name of its file: `keystow`, `add`, `endpoint-find`.
fn pages(bench: &Bench) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut left: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = left.pop() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let page = said(bench, &[&["help"], &words[..]].concat())
            .exits(0)
            .stdout;
        let same = said(bench, &[&words[..], &["--help"]].concat()).exits(0);
        assert_eq!(page, same.stdout, "{path:?} is told in two ways");
        let below = verbs(&page).into_iter();
        left.extend(below.map(|verb| [&path[..], &[verb.to_owned()]].concat()));
        let name = if path.is_empty() {
            "keystow".to_owned()
        } else {
            path.join("-")
        };
        pages.insert(name, page);
    }
    pages
}

#[test]
fn the_help_of_every_verb_is_what_its_file_holds() {
    let bench = Bench::without_bus();
    let pages = pages(&bench);
    assert!(pages.len() > 30, "{:?}", pages.keys());
    if updates() {
        for name in files() {
            fs::remove_file(file(&name)).unwrap();
        }
        for (name, page) in &pages {
            fs::write(file(name), page).unwrap();
        }
    }
    let names: BTreeSet<String> = pages.keys().cloned().collect();
    assert_eq!(names, files(), "one file a verb, and no other");
    for (name, page) in &pages {
        let wanted = fs::read_to_string(file(name)).unwrap();
        assert_eq!(*page, wanted, "{name}.txt is stale");
        for line in page.lines() {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
    }
}

/// The file with what is said now: remarks and command lines as they stand, the rest as the program says it, and
/// `HERE` for the folder that it ran in.
fn told_anew(bench: &Bench, text: &str) -> String {
    let mut told = String::new();
    for line in text.lines() {
        if line.starts_with('#') {
            let apart = if line.starts_with("##") { "\n" } else { "" };
            let _ = writeln!(told, "{apart}{line}");
        } else if let Some(typed) = line.strip_prefix("$ keystow") {
            let args: Vec<&str> = typed.split_whitespace().collect();
            let ran = said(bench, &args);
            assert_eq!(ran.stdout, "", "{line}: a mistake prints no data");
            let code = ran.code.unwrap();
            assert_ne!(code, 0, "{line} is no mistake");
            let here = bench.data().display().to_string();
            let words = ran.stderr.replace(&here, "HERE");
            let _ = write!(told, "\n{line}\n{words}exit {code}\n");
        }
    }
    told
}

#[test]
fn every_usage_mistake_is_answered_as_its_file_tells() {
    let bench = Bench::without_bus();
    let wanted = fs::read_to_string(file(ERRORS)).unwrap();
    assert!(wanted.matches("\n$ keystow").count() > 40);
    let told = told_anew(&bench, &wanted);
    if updates() {
        fs::write(file(ERRORS), &told).unwrap();
        return;
    }
    // One at a time: what differs is seen at once.
    for (told, wanted) in told.split("\n\n").zip(wanted.split("\n\n")) {
        assert_eq!(told, wanted);
    }
    assert_eq!(told, wanted);
}

#[test]
fn nothing_off_a_terminal_holds_an_escape() {
    let bench = Bench::without_bus();
    for args in [
        &["--help"][..],
        &["help", "add"],
        &["--version"],
        &["list", "--all"],
        &["providers"],
        &["settings"],
        &["doctor"],
        &["recipe", "opencode"],
        &["profile", "list"],
        &["completions", "fish"],
        &["man"],
        &["lst"],
        &["add", "grok"],
        &["run", "--", "env"],
    ] {
        for refused in [None, Some("1")] {
            let mut command = bench.command(args);
            command
                .env("TERM", "xterm-256color")
                .env("COLORTERM", "truecolor");
            if let Some(refused) = refused {
                command.env("NO_COLOR", refused);
            }
            let ran = Ran::new(&mut command, b"");
            let both = format!("{}{}", ran.stdout, ran.stderr);
            assert!(!both.is_empty(), "{args:?}");
            assert!(!both.contains('\u{1b}'), "{args:?}: {both:?}");
        }
    }
}

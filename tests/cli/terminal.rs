//! What is asked of whoever sits at a terminal. `script` of util-linux makes one.

#![cfg(target_os = "linux")]

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use crate::bench::{Bench, GOOD_GROQ_KEY, OTHER_PASSPHRASE, PASSPHRASE};

/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(30);

/// A terminal in which the program runs.
struct Terminal {
    child: Child,
    keyboard: ChildStdin,
    screen: Arc<Screen>,
    read: usize,
}

#[derive(Default)]
struct Screen {
    text: Mutex<String>,
    more: Condvar,
}

impl Terminal {
    /// Runs the program; no argument has a blank in it.
    fn run(bench: &Bench, args: &[&str]) -> Self {
        let mut child = Command::new("script")
            .args([
                "-q",
                "-e",
                "-f",
                "-c",
                r#"exec "$PROGRAM" $ARGS"#,
                "/dev/null",
            ])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("PROGRAM", assert_cmd::cargo::cargo_bin!("keystow"))
            .env("ARGS", args.join(" "))
            .envs(bench.session().envs())
            .env("KEYSTOW_DATA_DIR", bench.data().join("data"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let keyboard = child.stdin.take().unwrap();
        let mut output = child.stdout.take().unwrap();
        let screen = Arc::new(Screen::default());
        let shown = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut bytes) {
                let text = String::from_utf8_lossy(&bytes[..length]);
                shown.text.lock().unwrap().push_str(&text);
                shown.more.notify_all();
            }
        });
        Self {
            child,
            keyboard,
            screen,
            read: 0,
        }
    }

    /// Waits for these words, and returns what stood before them since the last ones.
    #[track_caller]
    fn reads(&mut self, words: &str) -> String {
        let text = self.screen.text.lock().unwrap();
        let awaited = |text: &mut String| !text[self.read..].contains(words);
        let (text, late) = self
            .screen
            .more
            .wait_timeout_while(text, DEADLINE, awaited)
            .unwrap();
        assert!(
            !late.timed_out(),
            "wanted “{words}” after {}",
            &text[self.read..]
        );
        let start = self.read;
        let found = start + text[start..].find(words).unwrap();
        self.read = found + words.len();
        text[start..found].to_owned()
    }

    fn types(&mut self, line: &str) {
        self.keyboard.write_all(line.as_bytes()).unwrap();
        self.keyboard.write_all(b"\n").unwrap();
    }

    #[track_caller]
    fn exits(mut self, code: i32) {
        let status = self.child.wait().unwrap();
        let text = self.screen.text.lock().unwrap();
        assert_eq!(status.code(), Some(code), "{text}");
    }
}

/// Reads a new code off the terminal.
fn code_on(terminal: &mut Terminal) -> String {
    let before = terminal.reads("Two of its groups");
    let mut lines = before.lines().map(str::trim);
    lines
        .find(|line| line.len() == 34 && line.matches('-').count() == 6)
        .unwrap()
        .to_owned()
}

/// Answers the two questions for groups of this code.
fn types_groups(terminal: &mut Terminal, code: &str) {
    for _ in 0..2 {
        terminal.reads("Group ");
        let number: usize = terminal.reads(": ").parse().unwrap();
        terminal.types(code.split('-').nth(number - 1).unwrap());
    }
}

#[test]
fn a_terminal_asks_for_two_groups_of_a_new_code_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let mut terminal = Terminal::run(&bench, &["recovery", "create"]);
    let code = code_on(&mut terminal);
    types_groups(&mut terminal, "0000-0000-0000-0000-0000-0000-0000");
    terminal.reads("Once more");
    types_groups(&mut terminal, &code.to_lowercase());
    terminal.reads("Confirmed");
    terminal.exits(0);

    // A confirmed one is not replaced without a question.
    let mut terminal = Terminal::run(&bench, &["recovery", "create"]);
    terminal.reads("makes it worthless");
    terminal.types("n");
    terminal.reads("Nothing was changed");
    terminal.exits(0);
    bench.run(&["recovery", "use"], &code).exits(0);
}

#[test]
fn a_code_that_nobody_types_back_stays_unconfirmed_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let mut terminal = Terminal::run(&bench, &["recovery", "create"]);
    let code = code_on(&mut terminal);
    for _ in 0..3 {
        types_groups(&mut terminal, "0000-0000-0000-0000-0000-0000-0000");
    }
    terminal.reads("counts as unconfirmed");
    terminal.exits(0);
    bench.run(&["recovery", "use"], &code).exits(0);
}

#[test]
fn a_terminal_forgives_a_typo_and_asks_before_the_keyring_is_written_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    bench.lose_keyring();

    let mut terminal = Terminal::run(&bench, &["recovery", "use"]);
    terminal.reads("Recovery code");
    terminal.types(&code);
    terminal.reads("Make a new keyring entry for this vault in ");
    terminal.types("n");
    terminal.reads("Nothing was changed");
    terminal.exits(0);
    assert_eq!(bench.entries(), 0);

    let mut terminal = Terminal::run(&bench, &["recovery", "use"]);
    terminal.reads("Recovery code");
    terminal.types(&code[..30]);
    terminal.reads("typo");
    terminal.reads("Recovery code");
    terminal.types(&code);
    terminal.reads("GNOME Keyring?");
    terminal.types("y");
    terminal.reads("now opens the vault");
    terminal.exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_terminal_is_asked_for_the_passphrase_once() {
    let bench = Bench::without_bus();
    let init = ["init", "--passphrase"];
    let mut terminal = Terminal::run(&bench, &init);
    terminal.reads("at least 10 characters");
    terminal.types(PASSPHRASE);
    terminal.reads("once more");
    terminal.types(OTHER_PASSPHRASE);
    terminal.reads("not the same");
    terminal.exits(8);
    let mut terminal = Terminal::run(&bench, &init);
    terminal.reads("at least 10 characters");
    terminal.types("short");
    terminal.reads("at least 10 characters");
    terminal.exits(8);
    let mut terminal = Terminal::run(&bench, &init);
    terminal.reads("at least 10 characters");
    terminal.types(PASSPHRASE);
    terminal.reads("once more");
    terminal.types(PASSPHRASE);
    terminal.exits(0);
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(0);

    let mut terminal = Terminal::run(&bench, &["get", "groq"]);
    terminal.reads("Passphrase of this vault");
    terminal.types(PASSPHRASE);
    terminal.reads(GOOD_GROQ_KEY);
    terminal.exits(0);
    let mut terminal = Terminal::run(&bench, &["get", "groq"]);
    terminal.reads("Passphrase of this vault");
    terminal.types(OTHER_PASSPHRASE);
    terminal.reads("does not open this vault");
    terminal.exits(8);
    // One question serves the opening and the new data key.
    let mut terminal = Terminal::run(&bench, &["rotate", "--data-key"]);
    terminal.reads("Passphrase of this vault");
    terminal.types(PASSPHRASE);
    let between = terminal.reads("sealed anew");
    assert!(!between.contains("Passphrase"), "{between}");
    terminal.exits(0);
    let mut terminal = Terminal::run(&bench, &["passphrase", "set"]);
    terminal.reads("Passphrase of this vault");
    terminal.types(PASSPHRASE);
    terminal.reads("New passphrase");
    terminal.types(OTHER_PASSPHRASE);
    terminal.reads("once more");
    terminal.types(OTHER_PASSPHRASE);
    terminal.reads("no longer does");
    terminal.exits(0);
}

#[test]
fn whoever_forgot_the_passphrase_is_asked_once_and_may_start_afresh() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    let mut terminal = Terminal::run(&bench, &["init", "--passphrase", "--new"]);
    terminal.reads("Passphrase of this vault");
    terminal.types("");
    let between = terminal.reads("Start afresh");
    assert!(!between.contains("Passphrase of this vault"), "{between}");
    terminal.types("y");
    terminal.reads("Passphrase of the new vault");
    terminal.types(OTHER_PASSPHRASE);
    terminal.reads("once more");
    terminal.types(OTHER_PASSPHRASE);
    terminal.reads("Moved the old vault aside");
    terminal.reads("Made a new vault");
    terminal.exits(0);
}

#[test]
fn a_new_code_is_typed_back_before_the_data_key_changes_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let old = bench.recovery_code();
    let mut terminal = Terminal::run(&bench, &["rotate", "--data-key"]);
    code_on(&mut terminal);
    for _ in 0..3 {
        types_groups(&mut terminal, "0000-0000-0000-0000-0000-0000-0000");
    }
    terminal.reads("nothing was changed");
    terminal.exits(8);
    bench.run(&["recovery", "use"], &old).exits(0);

    let mut terminal = Terminal::run(&bench, &["rotate", "--data-key"]);
    let new = code_on(&mut terminal);
    types_groups(&mut terminal, &new);
    let after = terminal.reads("sealed anew");
    assert!(!after.contains("unconfirmed"), "{after}");
    terminal.exits(0);
    bench.run(&["recovery", "use"], &old).exits(8);
    bench.run(&["recovery", "use"], &new).exits(0);
    // It was confirmed: a new one is not made without a question.
    let mut terminal = Terminal::run(&bench, &["recovery", "create"]);
    terminal.reads("makes it worthless");
    terminal.types("n");
    terminal.exits(0);
}

#[test]
fn a_restore_is_shown_and_asked_for_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let file = bench.data().join("keys.age").display().to_string();
    let mut terminal = Terminal::run(&bench, &["backup", &file]);
    terminal.reads("Passphrase of the backup");
    terminal.types(PASSPHRASE);
    terminal.reads("once more");
    terminal.types(PASSPHRASE);
    terminal.reads("1 key");
    terminal.exits(0);
    bench.run(&["remove", "groq", "--yes"], "").exits(0);
    for (answer, words, code) in [("n", "Nothing was changed", 3), ("y", "1 added", 0)] {
        let mut terminal = Terminal::run(&bench, &["restore", &file]);
        terminal.reads("Passphrase of the backup");
        terminal.types(PASSPHRASE);
        terminal.reads("new");
        terminal.reads("Restore this into the vault?");
        terminal.types(answer);
        terminal.reads(words);
        terminal.exits(0);
        bench.run(&["show", "groq"], "").exits(code);
    }
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_fresh_start_is_asked_for_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.lose_keyring();
    let mut terminal = Terminal::run(&bench, &["init", "--new"]);
    terminal.reads("moved aside, not deleted");
    terminal.reads("Start afresh");
    terminal.types("");
    terminal.reads("Nothing was changed");
    terminal.exits(0);
    bench.run(&["get", "groq"], "").exits(5);
    let mut terminal = Terminal::run(&bench, &["init", "--new"]);
    terminal.reads("Start afresh");
    terminal.types("y");
    terminal.reads("Moved the old vault aside");
    terminal.exits(0);
    bench.run(&["get", "groq"], "").exits(3);
}

#[test]
fn a_check_of_several_counts_on_and_ctrl_c_ends_it_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = bench.groq_url("/gate/shut");
    for provider in ["groq", "openai"] {
        let add = ["add", provider, "--base-url", &url, "--no-check"];
        bench.run(&add, GOOD_GROQ_KEY).exits(0);
    }
    let mut terminal = Terminal::run(&bench, &["check"]);
    terminal.reads("0 of 2");
    let asked = std::time::Instant::now();
    while bench.practice().requests().len() < 2 {
        assert!(asked.elapsed() < DEADLINE, "nothing was asked");
        thread::sleep(Duration::from_millis(20));
    }
    terminal.keyboard.write_all(b"\x03").unwrap();
    terminal.reads("Cancelled: 0 of 2 had answered.");
    terminal.exits(7);
    let stored = bench.run(&["list", "--json"], "").exits(0).json();
    for credential in stored.as_array().unwrap() {
        assert_eq!(credential["status"], "unchecked");
    }

    bench.practice().open_gate("shut");
    let mut terminal = Terminal::run(&bench, &["check"]);
    terminal.reads("1 of 2");
    terminal.reads("Groq: Works");
    terminal.exits(0);
}

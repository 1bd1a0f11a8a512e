//! A copied key on the clipboard of a display of its own, and where there is none.
//!
//! The display is an environment variable, so each test runs its inner half as another process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use arboard::Clipboard;
use serde_json::{Value, json};

use crate::desk::{Desk, GOOD_GROQ_KEY};

/// The shortest time after which a key is taken off, in seconds.
const SHORTEST: u64 = 5;

/// An X server of one's own; ended and reaped on drop.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "320x240x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        Self {
            server,
            name: format!(":{}", number.trim()),
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Runs an ignored test of this file as a process of its own.
fn run_inner(name: &str, display: Option<&str>) {
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", &format!("clipboard::{name}"), "--ignored"]);
    inner.env_remove("WAYLAND_DISPLAY").env_remove("DISPLAY");
    if let Some(display) = display {
        inner.env("DISPLAY", display);
    }
    let output = inner.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

fn copy(desk: &Desk) -> Result<Value, Value> {
    desk.call(
        "copy_api_key",
        json!({ "profile": null, "provider": "groq" }),
    )
}

#[test]
fn a_copied_key_is_taken_off_again_if_it_is_still_ours() {
    let display = Display::start();
    run_inner("on_a_display", Some(&display.name));
}

#[test]
fn a_session_without_a_clipboard_says_so() {
    run_inner("without_a_display", None);
}

#[test]
#[ignore = "runs as the inner half of another test"]
fn on_a_display() {
    let desk = Desk::new();
    desk.create(GOOD_GROQ_KEY).unwrap();
    desk.set("clipboardSeconds", json!(SHORTEST));
    let mut clipboard = Clipboard::new().unwrap();

    assert_eq!(
        copy(&desk).unwrap(),
        json!({ "clearsAfterSeconds": SHORTEST })
    );
    assert_eq!(clipboard.get_text().unwrap(), GOOD_GROQ_KEY);
    let deadline = Instant::now() + Duration::from_secs(SHORTEST + 5);
    while clipboard.get_text().is_ok_and(|text| text == GOOD_GROQ_KEY) {
        assert!(
            Instant::now() < deadline,
            "the key is still on the clipboard"
        );
        std::thread::sleep(Duration::from_millis(100));
    }

    copy(&desk).unwrap();
    clipboard.set_text("of the owner").unwrap();
    // The timer has run out after that; what the owner copied since stays.
    std::thread::sleep(Duration::from_secs(SHORTEST + 1));
    assert_eq!(clipboard.get_text().unwrap(), "of the owner");
}

#[test]
#[ignore = "runs as the inner half of another test"]
fn without_a_display() {
    let desk = Desk::new();
    desk.create(GOOD_GROQ_KEY).unwrap();
    assert_eq!(
        copy(&desk).unwrap_err(),
        json!({ "kind": "clipboardUnavailable" })
    );
}

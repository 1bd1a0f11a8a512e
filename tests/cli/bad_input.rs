//! Bad input: a clear word, the right code, nothing stored, and no keyring asked for it.

use serde_json::json;

use crate::bench::{Bench, GOOD_GROQ_KEY};

/// Nothing was stored: not even a vault was made.
#[track_caller]
fn nothing_stored(bench: &Bench) {
    assert_eq!(
        bench.run(&["list", "--json"], "").exits(0).json(),
        json!([])
    );
    assert!(!bench.data().join("data").exists());
}

#[test]
fn a_text_that_is_no_key_exits_8_and_names_the_fault() {
    let long = "k".repeat(5 * 1024);
    let huge = "k".repeat(100 * 1024);
    let cases: [(&[u8], &str); 11] = [
        (b"", "no key was given"),
        (b"   \n\t\n", "no key was given"),
        (b"gsk_first\ngsk_second\n", "several lines"),
        (b"gsk_two words", "a space inside the key"),
        ("gsk_schlüssel".as_bytes(), "“ü” (U+00FC)"),
        ("gsk_\u{43e}ne".as_bytes(), "U+043E"),
        (b"gsk_bell\x07bell", "control character"),
        (b"gsk_\xff\xfe", "not text"),
        (long.as_bytes(), "5120 bytes"),
        (huge.as_bytes(), "64 KiB"),
        (b"https://console.groq.com/keys", "web address"),
    ];
    let bench = Bench::without_bus();
    for (stdin, words) in cases {
        let ran = bench
            .run(&["add", "groq", "--json"], stdin)
            .exits(8)
            .says(words)
            .says("hint:");
        assert_eq!(ran.stdout, "", "{words}");
    }
    nothing_stored(&bench);
}

#[test]
fn a_base_url_that_is_refused_exits_8_and_names_the_fault() {
    let bench = Bench::without_bus();
    for (url, words) in [
        ("", "empty"),
        ("http://llm.example.com/v1", "not https"),
        ("ftp://llm.example.com/v1", "not https"),
        (
            "https://user:word@llm.example.com/v1",
            "user name or password",
        ),
        ("https://llm.example.com/v1?key=1", "query"),
        ("https://llm.example.com/v1#part", "fragment"),
        ("not a url", "not a web address"),
    ] {
        let args = ["add", "groq", "--base-url", url];
        bench
            .run(&args, GOOD_GROQ_KEY)
            .exits(8)
            .says(words)
            .says("hint:");
    }
    nothing_stored(&bench);
}

#[test]
fn an_unknown_provider_or_profile_exits_3() {
    let bench = Bench::without_bus();
    bench
        .run(&["add", "grok"], GOOD_GROQ_KEY)
        .exits(3)
        .says("did you mean groq?");
    bench
        .run(&["get", "nobody"], "")
        .exits(3)
        .says("keystow providers");
    bench
        .run(&["--profile", "nowhere", "list"], "")
        .exits(3)
        .says("no profile");
    bench
        .run(&["--profile", "nowhere", "add", "groq"], GOOD_GROQ_KEY)
        .exits(3);
    nothing_stored(&bench);
}

#[test]
fn a_second_add_exits_8_and_names_update_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(0);
    bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(8)
        .says("keystow update groq");
}

#[test]
fn a_key_on_the_command_line_is_refused_and_not_repeated() {
    let bench = Bench::without_bus();
    for args in [
        &["add", "groq", GOOD_GROQ_KEY][..],
        &["add", "groq", "--key", GOOD_GROQ_KEY],
        &["update", "groq", GOOD_GROQ_KEY],
    ] {
        bench
            .run(args, "")
            .exits(2)
            .says("keys never go on the command line");
    }
    bench
        .run(&["add", GOOD_GROQ_KEY], "")
        .exits(3)
        .says("keys never go on the command line");
    bench.run(&[GOOD_GROQ_KEY], "").exits(2);
    bench
        .run(&["--profile", GOOD_GROQ_KEY, "list"], "")
        .exits(3);
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_a_usage_error() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::without_bus();
    let broken = std::ffi::OsStr::from_bytes(b"gr\xffoq");
    let output = bench.command(&["add"]).arg(broken).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("UTF-8"));
}

#[test]
fn a_vault_that_was_never_made_is_no_fault() {
    let bench = Bench::without_bus();
    nothing_stored(&bench);
    for verb in ["get", "show", "check"] {
        bench.run(&[verb, "groq"], "").exits(3).says("keystow add");
    }
    bench.run(&["check"], "").exits(3);
    bench.run(&["remove", "groq", "--yes"], "").exits(3);
    let all = bench.run(&["list", "--all", "--json"], "").exits(0).json();
    assert!(
        all.as_array()
            .unwrap()
            .iter()
            .all(|row| row["key_set"] == false)
    );
    let providers = bench.run(&["providers", "--json"], "").exits(0).json();
    assert!(
        providers
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == "groq")
    );
}

#[cfg(unix)]
#[test]
fn arguments_that_no_person_types_end_in_words_and_not_in_a_panic() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let bench = Bench::without_bus();
    let long = "a".repeat(128 * 1024 - 1);
    let odd = OsStr::from_bytes(b"gr\xffoq");
    for args in [
        vec![OsStr::new("get"), odd],
        vec![OsStr::new("--profile"), odd, OsStr::new("list")],
        vec![odd],
        vec![OsStr::new("get"), OsStr::new(&long)],
        vec![OsStr::new(&long)],
        vec![
            OsStr::new("--profile"),
            OsStr::new(&long),
            OsStr::new("list"),
        ],
        vec![
            OsStr::new("try"),
            OsStr::new("groq"),
            OsStr::new(&long),
            OsStr::new("x"),
            OsStr::new("-y"),
        ],
        vec![OsStr::new("recipe"), OsStr::new(&long)],
        vec![OsStr::new("import"), OsStr::new(&long)],
        vec![OsStr::new("get"), OsStr::new("gr\u{1b}[31moq")],
        vec![
            OsStr::new("profile"),
            OsStr::new("add"),
            OsStr::new("a\u{202e}b"),
        ],
        vec![
            OsStr::new("run"),
            OsStr::new("--only"),
            OsStr::new("groq"),
            OsStr::new("--"),
            odd,
        ],
    ] {
        let mut command = bench.command(&[]);
        let ran = crate::bench::Ran::new(command.args(&args), b"");
        let code = ran.code.unwrap_or_default();
        assert!(
            [2, 3, 8].contains(&code),
            "{code} for {:.40?}: {:.300}",
            args,
            ran.stderr
        );
        assert!(ran.stderr.starts_with("error: "), "{:.300}", ran.stderr);
        assert!(
            ran.stderr.len() < 1000,
            "nobody reads {} bytes",
            ran.stderr.len()
        );
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{202e}']),
            "{:?}",
            ran.stderr
        );
        assert_eq!(ran.stdout, "");
    }
}

//! `keystow run`: a program with keys in its environment, and with nothing else changed.

use std::collections::BTreeSet;

use keystow_test_support::practice::GOOD_OPENAI_KEY;

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran};

/// A key for Groq at its own address, one for OpenAI at one of its owner's, and nothing checked.
fn stored() -> Bench {
    let bench = Bench::with_keyring();
    bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(0);
    let url = format!("{}/v1", bench.practice().url());
    let add = ["add", "openai", "--base-url", &url, "--no-check"];
    bench.run(&add, GOOD_OPENAI_KEY).exits(0);
    bench
}

/// Runs without the search for keys in what is printed: here they belong there.
fn ran(bench: &Bench, args: &[&str], env: &[(&str, &str)]) -> Ran {
    let mut command = bench.command(args);
    command.envs(env.iter().copied());
    Ran::new(&mut command, b"")
}

fn lines(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_programs_environment_differs_by_the_documented_variables_alone_in_a_keyring_session() {
    let bench = stored();
    let own = ran(&bench, &["run", "--all", "--no-redact", "--", "env"], &[]).exits(0);
    let without = Ran::new(&mut bench.command_of("env", &[]), b"").exits(0);
    let (with, without) = (lines(&own.stdout), lines(&without.stdout));
    let added: Vec<&String> = with.difference(&without).collect();
    let url = format!("OPENAI_BASE_URL={}/v1", bench.practice().url());
    let expected = [
        format!("GROQ_API_KEY={GOOD_GROQ_KEY}"),
        format!("OPENAI_API_KEY={GOOD_OPENAI_KEY}"),
        url,
    ];
    assert!(
        added
            .iter()
            .map(|line| line.as_str())
            .eq(expected.iter().map(String::as_str))
    );
    assert_eq!(without.difference(&with).count(), 0, "nothing went");
}

#[test]
fn the_end_of_a_program_is_the_end_of_the_command_in_a_keyring_session() {
    let bench = stored();
    let code = |args: &[&str]| {
        let args = [&["run", "--only", "groq"], args].concat();
        ran(&bench, &args, &[]).code
    };
    assert_eq!(code(&["--", "sh", "-c", "exit 42"]), Some(42));
    assert_eq!(code(&["--", "sh", "-c", "kill -TERM $$"]), Some(143));
    assert_eq!(code(&["--", "/nowhere/at-all"]), Some(127));
    assert_eq!(code(&["--", "/etc/hostname"]), Some(126));
    // Taken the place of: whoever waits sees the signal itself, and a shell says 143.
    let script = r#""$KEYSTOW" run --only groq --no-redact -- sh -c 'kill -TERM $$'; echo $?"#;
    let mut shell = bench.command_of("sh", &["-c", script]);
    shell.env("KEYSTOW", assert_cmd::cargo::cargo_bin!("keystow"));
    assert_eq!(Ran::new(&mut shell, b"").stdout.trim(), "143");
}

#[test]
fn a_lent_key_that_is_printed_into_a_pipe_is_blotted_out_in_a_keyring_session() {
    let bench = stored();
    let script = r#"printf 'key %s end\n' "$GROQ_API_KEY"; printf %s "$GROQ_API_KEY" >&2; cat"#;
    let args = ["run", "--only", "groq", "--", "sh", "-c", script];
    let mut command = bench.command(&args);
    let blotted = Ran::new(&mut command, b"from stdin").exits(0);
    assert_eq!(blotted.stdout, "key [redacted by keystow] end\nfrom stdin");
    assert_eq!(blotted.stderr, "[redacted by keystow]");
    let args = [
        "run",
        "--only",
        "groq",
        "--no-redact",
        "--",
        "sh",
        "-c",
        script,
    ];
    let plain = ran(&bench, &args, &[]).exits(0);
    assert!(
        plain.stdout == format!("key {GOOD_GROQ_KEY} end\n"),
        "as it is"
    );
}

#[test]
fn what_is_set_already_stays_unless_told_otherwise_in_a_keyring_session() {
    let bench = stored();
    let set = [("GROQ_API_KEY", "already-there")];
    let echo = ["--", "sh", "-c", "printf %s \"$GROQ_API_KEY\""];
    let args = [&["run", "--only", "groq", "--no-redact"][..], &echo].concat();
    let kept = ran(&bench, &args, &set).exits(0);
    assert_eq!(kept.stdout, "already-there");
    assert!(kept.stderr.contains("--override"), "{kept:?}");
    let args = [
        &["run", "--only", "groq", "--no-redact", "--override"][..],
        &echo,
    ]
    .concat();
    let won = ran(&bench, &args, &set).exits(0);
    assert!(won.stdout == GOOD_GROQ_KEY, "the vault's");
    assert!(won.stderr.contains("the program gets the vault's"));
    let mapped = [
        "run",
        "--only",
        "groq",
        "--map",
        "groq=MY_KEY",
        "--no-redact",
        "--",
        "env",
    ];
    let mapped = ran(&bench, &mapped, &[]).exits(0);
    assert!(mapped.stdout.contains(&format!("MY_KEY={GOOD_GROQ_KEY}\n")));
    assert!(!mapped.stdout.contains("GROQ_API_KEY="), "no other name");
}

#[test]
fn what_may_not_be_lent_is_refused_and_the_program_not_started_in_a_keyring_session() {
    let bench = stored();
    let url = format!("{}/v1", bench.practice().url());
    let key = "sk-fakefakefakefakefakefake";
    let add = ["add", "mistral", "--base-url", &url, "--no-check"];
    bench.run(&add, key).exits(0);
    bench
        .run(
            &["add", "anthropic", "--no-check"],
            "sk-ant-admin01-fakefakefakefake",
        )
        .exits(0);
    let started = bench.data().join("started");
    let touch = ["--", "touch", started.to_str().unwrap()];
    let refused = |args: &[&str], code: i32, words: &str| {
        let args = [&["run"], args, &touch].concat();
        let refused = bench.run(&args, "").exits(code);
        assert!(refused.stderr.contains(words), "{refused:?}");
        assert!(!started.exists(), "{args:?}");
    };
    refused(&[], 2, "say which keys");
    refused(&["--only", "groq", "--all"], 2, "cannot be used with");
    refused(&["--only", "grog"], 3, "groq");
    refused(&["--only", "deepseek"], 3, "no key is stored for deepseek");
    refused(&["--only", "mistral"], 8, "--map mistral=NAME");
    for name in ["LD_PRELOAD", "PATH", "1X", "A-B"] {
        let map = format!("groq={name}");
        refused(&["--only", "groq", "--map", &map], 8, "cannot carry a key");
    }
    refused(
        &["--only", "groq", "--map", "nothing"],
        2,
        "--map groq=MY_KEY",
    );

    // All but what cannot or may not go along, each with a word.
    let all = ran(&bench, &["run", "--all", "--", "env"], &[]).exits(0);
    assert!(all.stderr.contains("mistral is left out"), "{all:?}");
    assert!(all.stderr.contains("anthropic is left out"), "{all:?}");
    assert!(!all.stdout.contains("MISTRAL") && !all.stdout.contains("ANTHROPIC"));
    let named = ["run", "--only", "anthropic", "--no-redact", "--", "env"];
    let named = ran(&bench, &named, &[]).exits(0);
    assert!(named.stdout.contains("ANTHROPIC_API_KEY=sk-ant-admin01-"));
}

#[test]
fn a_signal_to_the_command_reaches_the_program_in_a_keyring_session() {
    let bench = stored();
    let script = r#""$KEYSTOW" run --only groq -- sh -c 'trap "echo got it; exit 7" TERM; : > "$READY"; while :; do sleep 0.05; done' &
        while [ ! -e "$READY" ]; do sleep 0.05; done
        kill -TERM $!; wait $!; echo "ended $?""#;
    let mut shell = bench.command_of("sh", &["-c", script]);
    shell
        .env("KEYSTOW", assert_cmd::cargo::cargo_bin!("keystow"))
        .env("READY", bench.data().join("ready"));
    let done = Ran::new(&mut shell, b"").exits(0);
    assert_eq!(done.stdout, "got it\nended 7\n");
}

#[test]
fn every_loan_is_in_the_log_with_its_program_and_no_argument_in_a_keyring_session() {
    let bench = stored();
    let empty = bench.run(&["log", "--json"], "").exits(0);
    assert_eq!(empty.json(), serde_json::json!([]));
    let args = ["run", "--all", "--", "sh", "-c", "exit 0 # an argument"];
    ran(&bench, &args, &[]).exits(0);
    ran(&bench, &["get", "groq"], &[]).exits(0);
    let log = bench.run(&["log", "--json"], "").exits(0).json();
    let rows: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["purpose"].as_str().unwrap(),
                row["provider"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(rows, [("get", "groq"), ("run", "openai"), ("run", "groq")]);
    assert_eq!(log[1]["program"], "sh");
    assert!(log[1]["cwd"].is_string() && log[1]["time"].is_string());
    assert!(!log.to_string().contains("an argument"));
    let groq = bench.run(&["log", "groq", "--limit", "1"], "").exits(0);
    assert!(
        groq.stdout.contains("get") && !groq.stdout.contains("openai"),
        "{groq:?}"
    );
}

#[test]
fn shells_and_man_are_told_of_every_verb() {
    let bench = Bench::without_bus();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let told = bench.run(&["completions", shell], "").exits(0);
        for verb in ["add", "run", "endpoint", "recovery", "settings"] {
            assert!(told.stdout.contains(verb), "{shell}: {verb}");
        }
    }
    bench.run(&["completions", "tcsh"], "").exits(2);
    let manual = bench.run(&["man"], "").exits(0);
    assert!(manual.stdout.contains(".TH keystow 1"));
    assert!(
        manual.stdout.contains(r"keystow\-run"),
        "each verb has a page"
    );
}

#[test]
fn a_key_goes_where_its_owner_lends_it_and_nowhere_else_in_a_keyring_session() {
    let bench = stored();
    let update = |policy| ["update", "groq", "--keep-key", "--lend", policy];
    let printed = |args: &[&str]| ran(&bench, args, &[]);
    let all = ["run", "--all", "--no-redact", "--", "env"];
    let only = ["run", "--only", "groq", "--no-redact", "--", "env"];
    bench.run(&update("named"), "").exits(0);
    let left = printed(&all).exits(0);
    assert!(!left.stdout.contains("GROQ_API_KEY"));
    assert!(left.stderr.contains("groq is left out"), "{}", left.stderr);
    assert!(printed(&only).exits(0).stdout.contains("GROQ_API_KEY"));
    printed(&["get", "groq"]).exits(0);

    bench.run(&update("never"), "").exits(0);
    for args in [&only[..], &["get", "groq"]] {
        let refused = printed(args).exits(8);
        assert_eq!(refused.stdout, "");
        assert!(
            refused.stderr.contains("--lend allow"),
            "{}",
            refused.stderr
        );
    }
    assert!(!printed(&all).exits(0).stdout.contains("GROQ_API_KEY"));
    let told = bench.run(&["show", "groq", "--json"], "").exits(0).json();
    assert_eq!(told["lend_policy"], "never");
    bench.run(&update("allow"), "").exits(0);
    assert!(printed(&all).exits(0).stdout.contains("GROQ_API_KEY"));
}

#[test]
fn a_project_file_names_profile_and_providers_and_nothing_else_in_a_keyring_session() {
    let bench = stored();
    let project = bench.data().join("project");
    let below = project.join("src");
    std::fs::create_dir_all(&below).unwrap();
    let write = |text: &str| std::fs::write(project.join(".keystow"), text).unwrap();
    let here = |args: &[&str]| {
        let mut command = bench.command(args);
        Ran::new(command.current_dir(&below), b"")
    };
    let run = ["run", "--no-redact", "--", "env"];
    here(&run).exits(2).says(".keystow");
    write("providers = [\"groq\"]\n");
    let told = here(&run).exits(0).says("note: using");
    assert!(told.stdout.contains("GROQ_API_KEY") && !told.stdout.contains("OPENAI_API_KEY"));
    let only = ["run", "--only", "openai", "--no-redact", "--", "env"];
    assert!(
        !here(&only).exits(0).stdout.contains("GROQ_API_KEY"),
        "what is typed counts"
    );

    bench.run(&["profile", "add", "work"], "").exits(0);
    write("profile = \"work\"\nproviders = [\"groq\"]\n");
    here(&run).exits(3).says("work");
    let named = [&["--profile", "default"], &run[..]].concat();
    here(&named).exits(0);
    write("command = \"rm\"\n");
    here(&run).exits(8).says("line 1");
}

#[test]
fn a_key_that_nobody_can_be_given_is_an_error_and_an_odd_program_gets_its_words_in_a_keyring_session()
 {
    use std::os::unix::ffi::OsStrExt;

    let bench = stored();
    let script = r#""$KEYSTOW" get groq > /dev/full"#;
    let mut shell = bench.command_of("sh", &["-c", script]);
    shell.env("KEYSTOW", assert_cmd::cargo::cargo_bin!("keystow"));
    let full = Ran::new(&mut shell, b"").exits(1);
    assert!(full.stderr.contains("no space left"), "{}", full.stderr);
    assert!(!full.stderr.contains(&GOOD_GROQ_KEY[8..]));

    let mut command = bench.command(&["run", "--only", "groq", "--", "printf", "%s"]);
    command.arg(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    let output = command.output().unwrap();
    assert_eq!(output.stdout, b"\xff\xfe", "arguments pass as they are");
}

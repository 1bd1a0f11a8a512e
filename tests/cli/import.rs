//! `keystow import`: what it finds, what it stores, and what it leaves alone.

use std::fs;

use keystow_test_support::practice::GOOD_OPENAI_KEY;

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran, WRONG_KEY};

/// A bench with an `.env` file that holds a key for Groq and one for OpenAI at the practice provider.
fn found() -> (Bench, String) {
    let bench = Bench::with_keyring();
    let file = bench.data().join("project.env");
    let url = bench.practice().url();
    let text = format!(
        "# settings\nexport GROQ_API_KEY=\"{GOOD_GROQ_KEY}\"  # mine\nGROQ_BASE_URL={url}/openai/v1\n\
         OPENAI_API_KEY='{GOOD_OPENAI_KEY}'\nOPENAI_BASE_URL={url}/v1\nDEBUG=$(rm -rf /)\nMISTRAL_API_KEY=${{OTHER}}\n"
    );
    fs::write(&file, text).unwrap();
    (bench, file.to_str().unwrap().to_owned())
}

#[test]
fn keys_of_a_file_are_shown_masked_stored_on_demand_and_their_copies_named_in_a_keyring_session() {
    let (bench, file) = found();
    let before = fs::read(&file).unwrap();
    let shown = bench.run(&["import", &file, "--json"], "").exits(0).json();
    assert_eq!(shown["found"].as_array().unwrap().len(), 2, "{shown}");
    assert_eq!(shown["found"][0]["provider"], "groq");
    assert_eq!(shown["found"][0]["hint"], "gsk_…good");
    assert_eq!(shown["found"][0]["state"], "new");
    assert_eq!(shown["found"][0]["places"][0]["line"], 2);
    assert_eq!(shown["stored"].as_array().unwrap().len(), 0);
    assert_eq!(
        bench.run(&["list", "--json"], "").exits(0).stdout.trim(),
        "[]"
    );

    let told = bench.run(&["import", &file, "--only", "groq"], "").exits(0);
    assert!(
        told.stderr.contains(&format!("{file}:2: GROQ_API_KEY")),
        "{told:?}"
    );
    assert!(!told.stderr.contains(":4: OPENAI"), "{told:?}");
    let again = bench
        .run(&["import", &file, "--all", "--json"], "")
        .exits(0)
        .json();
    assert_eq!(again["found"][0]["state"], "same");
    assert_eq!(again["stored"][0], "openai");
    assert_eq!(again["leftovers"].as_array().unwrap().len(), 2, "{again}");
    assert!(bench.groq_key() == GOOD_GROQ_KEY);
    let stored = bench.run(&["list", "--json"], "").exits(0).json();
    assert!(
        stored
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["status"] == "valid"),
        "{stored}"
    );
    assert_eq!(fs::read(&file).unwrap(), before, "the file is as it was");
}

#[test]
fn another_key_of_a_provider_takes_its_place_only_when_told_so_in_a_keyring_session() {
    let (bench, file) = found();
    bench.add_groq(WRONG_KEY).exits(6);
    let shown = bench.run(&["import", &file, "--json"], "").exits(0).json();
    assert_eq!(shown["found"][0]["state"], "other");
    bench.run(&["import", &file, "--all"], "").exits(0);
    assert!(bench.groq_key() == WRONG_KEY, "the stored one stays");
    bench
        .run(&["import", &file, "--only", "groq", "--replace"], "")
        .exits(0);
    assert!(bench.groq_key() == GOOD_GROQ_KEY);
}

#[test]
fn the_environment_and_the_shell_are_looked_into_only_when_named_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.run(&["import"], "").exits(2).says("--env");
    let mut command = bench.command(&["import", "--env", "--json"]);
    let told = Ran::new(command.env("GROQ_API_KEY", GOOD_GROQ_KEY), b"")
        .exits(0)
        .json();
    assert_eq!(told["found"][0]["places"][0]["source"], "environment");

    let home = bench.data().join("home");
    fs::create_dir(&home).unwrap();
    fs::write(
        home.join(".profile"),
        format!("export OPENAI_API_KEY={GOOD_OPENAI_KEY}\n"),
    )
    .unwrap();
    let mut command = bench.command(&["import", "--shell", "--json"]);
    let told = Ran::new(command.env("HOME", &home).env("SHELL", "/bin/sh"), b"")
        .exits(0)
        .json();
    assert_eq!(told["found"][0]["provider"], "openai", "{told}");
    assert_eq!(told["found"][0]["places"][0]["source"], "shell");
    let mut command = bench.command(&["import", "--shell"]);
    Ran::new(command.env("HOME", &home).env("SHELL", "/bin/false"), b"")
        .exits(8)
        .says("login shell");
}

#[test]
fn settings_of_known_clients_are_read_and_broken_ones_named_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let home = bench.data().join("home");
    let write = |path: &str, text: &str| {
        let path = home.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        ".config/io.datasette.llm/keys.json",
        &format!("{{\"groq\": \"{GOOD_GROQ_KEY}\"}}"),
    );
    write(
        ".local/share/opencode/auth.json",
        &format!("{{\"groq\":{{\"type\":\"api\",\"key\":\"{GOOD_GROQ_KEY}\"}}}}"),
    );
    write(".claude/settings.json", "{ not json");
    let mut command = bench.command(&["import", "--clients", "--json"]);
    command
        .env("HOME", &home)
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_DATA_HOME");
    let told = Ran::new(&mut command, b"").exits(0).json();
    assert_eq!(
        told["found"].as_array().unwrap().len(),
        1,
        "one key in two places: {told}"
    );
    assert_eq!(told["found"][0]["places"].as_array().unwrap().len(), 2);
    let problem = told["problems"][0]["path"].as_str().unwrap();
    assert!(problem.ends_with(".claude/settings.json"), "{told}");
}

#[test]
fn what_is_no_small_text_file_is_refused_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let at = |name: &str| bench.data().join(name).to_str().unwrap().to_owned();
    fs::File::create(at("large"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    assert!(
        bench
            .command_of("mkfifo", &[&at("pipe")])
            .output()
            .unwrap()
            .status
            .success()
    );
    std::os::unix::fs::symlink(at("circle"), at("circle")).unwrap();
    fs::write(at("wide"), [0xff, 0xfe, b'A', 0, b'=', 0]).unwrap();
    for (name, words) in [
        ("large", "larger than 1 MiB"),
        ("pipe", "no ordinary file"),
        ("circle", "cannot be read"),
        ("wide", "not UTF-8"),
        ("nowhere", "no such file"),
    ] {
        bench.run(&["import", &at(name)], "").exits(8).says(words);
    }
}

//! `keystow recipe`: what is printed works as it is pasted.

use std::fs;

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran};

/// A bench with a key for Groq, and a folder whose `keystow` is the program.
fn stored() -> Bench {
    let bench = Bench::with_keyring();
    bench
        .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
        .exits(0);
    let program = assert_cmd::cargo::cargo_bin!("keystow");
    std::os::unix::fs::symlink(program, bench.data().join("keystow")).unwrap();
    bench
}

fn recipe(bench: &Bench, tool: &str, provider: &str) -> String {
    bench.run(&["recipe", tool, provider], "").exits(0).stdout
}

/// Runs another program where `keystow` is on the path.
fn run(bench: &Bench, program: &str, args: &[&str]) -> Ran {
    let path = format!(
        "{}:{}",
        bench.data().display(),
        std::env::var("PATH").unwrap()
    );
    let mut command = bench.command_of(program, args);
    Ran::new(command.env("PATH", path), b"")
}

#[test]
fn every_tool_has_a_recipe_and_none_holds_a_key_in_a_keyring_session() {
    let bench = stored();
    let tools = bench.run(&["recipe"], "").exits(0).stdout;
    assert_eq!(tools.lines().count(), 14);
    for tool in tools.lines() {
        let told = bench.run(&["recipe", tool, "--json"], "").exits(0).json();
        assert!(told["text"].as_str().unwrap().contains("keystow"), "{told}");
    }
    bench
        .run(&["recipe", "codexx"], "")
        .exits(3)
        .says("did you mean codex?");
    bench
        .run(&["recipe", "claude-code", "groq"], "")
        .exits(8)
        .says("cannot use");
    bench.run(&["recipe", "run", "nobody"], "").exits(3);
}

#[test]
fn recipes_for_shells_and_programs_fetch_the_key_as_pasted_in_a_keyring_session() {
    let bench = stored();
    for tool in ["shell", "direnv"] {
        let script = format!(
            "{}printf %s \"$GROQ_API_KEY\"",
            recipe(&bench, tool, "groq")
        );
        let told = run(&bench, "sh", &["-c", &script]).exits(0);
        assert!(told.stdout == GOOD_GROQ_KEY, "{tool}");
    }
    let script =
        recipe(&bench, "run", "groq").replace("python app.py", "sh -c 'test -n \"$GROQ_API_KEY\"'");
    run(&bench, "sh", &["-c", &script]).exits(0);
    let module = format!(
        "{}process.stdout.write(apiKey());",
        recipe(&bench, "node", "groq")
    );
    let told = run(&bench, "node", &["--input-type=module", "-e", &module]).exits(0);
    assert!(told.stdout == GOOD_GROQ_KEY, "node");
    let source = bench.data().join("recipe.rs");
    let program = bench.data().join("recipe");
    let text = format!(
        "{}fn main() {{ print!(\"{{}}\", api_key().unwrap()); }}",
        recipe(&bench, "rust", "groq")
    );
    fs::write(&source, text).unwrap();
    let [source, program] = [source, program].map(|path| path.to_str().unwrap().to_owned());
    let mut compile = std::process::Command::new(std::env::var("RUSTC").unwrap_or("rustc".into()));
    assert!(
        compile
            .args([&source, "-o", &program])
            .status()
            .unwrap()
            .success()
    );
    assert!(
        run(&bench, &program, &[]).exits(0).stdout == GOOD_GROQ_KEY,
        "rust"
    );
}

#[test]
fn recipes_of_settings_are_well_formed_and_go_to_the_address_of_the_key_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let url = format!("{}/v1", bench.practice().url());
    let add = ["add", "openai", "--no-check", "--base-url", &url];
    bench
        .run(&["--profile", "default", "profile", "add", "work"], "")
        .exits(0);
    let add = [&["--profile", "work"], &add[..]].concat();
    bench.run(&add, "sk-fakeFAKEfakeFAKEfake").exits(0);
    let recipe = |tool| {
        bench
            .run(&["--profile", "work", "recipe", tool, "openai"], "")
            .exits(0)
            .stdout
    };
    let codex: toml::Table = recipe("codex").parse().unwrap();
    let id = codex["model_provider"].as_str().unwrap();
    let provider = &codex["model_providers"][id];
    assert_eq!(provider["base_url"].as_str(), Some(url.as_str()));
    let args = provider["auth"]["args"].as_array().unwrap();
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.as_str()).collect();
    assert_eq!(args, ["--profile", "work", "get", "openai"]);
    assert!(recipe("openai-python").contains(&format!("base_url=\"{url}\"")));
    assert!(recipe("opencode").contains(&format!("\"baseURL\": \"{url}\"")));
}

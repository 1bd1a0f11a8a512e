//! `keystow log`: what it tells, how long, and how it is emptied.

use serde_json::Value;

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran};

fn log(bench: &Bench, args: &[&str]) -> Vec<Value> {
    let args = [&["log", "--json"], args].concat();
    let told = bench.run(&args, "").exits(0).json();
    told.as_array().unwrap().clone()
}

#[test]
fn every_loan_is_told_with_its_program_and_without_its_arguments_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.run(&["log"], "").exits(0).says("No key was lent yet");
    let add = ["add", "groq", "--no-check"];
    bench.run(&add, GOOD_GROQ_KEY).exits(0);
    bench.groq_key();
    let run = [
        "run",
        "--only",
        "groq",
        "--",
        "sh",
        "-c",
        "exit 0 # argument",
    ];
    Ran::new(&mut bench.command(&run), b"").exits(0);

    let told = log(&bench, &[]);
    let purposes: Vec<&Value> = told.iter().map(|row| &row["purpose"]).collect();
    assert_eq!(purposes, ["run", "get"], "newest first");
    assert!(told[0]["program"].as_str().unwrap().ends_with("sh"));
    assert!(told[1]["program"].as_str().unwrap().ends_with("keystow"));
    assert!(!told[1]["parent"].is_null() && !told[1]["cwd"].is_null());
    assert!(!format!("{told:?}").contains("argument"));
    let credential = bench.run(&["show", "groq", "--json"], "").exits(0).json();
    assert_eq!(
        credential["last_used_at"].as_str().map(|at| &at[..19]),
        told[0]["time"].as_str().map(|at| &at[..19])
    );
    assert_eq!(log(&bench, &["--limit", "1"]).len(), 1);
    assert_eq!(log(&bench, &["openai"]).len(), 0);
}

#[test]
fn the_log_is_emptied_on_demand_and_forgets_what_is_too_old_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let add = ["add", "groq", "--no-check"];
    bench.run(&add, GOOD_GROQ_KEY).exits(0);
    bench.groq_key();
    bench.run(&["log", "--clear"], "").exits(2).says("--yes");
    assert_eq!(log(&bench, &[]).len(), 1);
    bench.run(&["log", "--clear", "--yes"], "").exits(0);
    assert_eq!(log(&bench, &[]).len(), 0);
    bench.run(&["log", "--yes"], "").exits(2);

    bench.groq_key();
    bench.age_loans(8);
    bench.groq_key();
    assert_eq!(log(&bench, &[]).len(), 2, "kept for 90 days");
    bench.run(&["settings", "log_days", "7"], "").exits(0);
    assert_eq!(log(&bench, &[]).len(), 1, "a shorter time holds at once");
    bench.age_loans(8);
    bench.groq_key();
    assert_eq!(log(&bench, &[]).len(), 1, "the next loan takes the old off");
    bench.run(&["settings", "log_days", "0"], "").exits(0);
    bench.age_loans(4000);
    bench.groq_key();
    assert_eq!(log(&bench, &[]).len(), 2, "for ever");
}

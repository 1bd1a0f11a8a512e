//! `fuzz TARGET [--seed S] [--minutes N | --runs N] [--keep FOLDER] [--careful]` fuzzes one target
//! and prints what came of it as one line of JSON; `fuzz --list` names the targets, and
//! `fuzz --again FILE` runs a kept case once more. People start it by `cargo xtask fuzz`.
//!
//! `--keep` is where found cases go. With `--careful` each case is written there before its run, for
//! faults that end the process; that is slow.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's whole interface is the terminal"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use keystow_fuzz::engine::attempt;
use keystow_fuzz::{Case, Limit, Report, Target, fuzz, targets};
use serde_json::json;

/// What was asked for.
struct Asked {
    target: String,
    seed: u64,
    limit: Limit,
    keep: Option<PathBuf>,
    careful: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["--list"] => {
            for target in targets::all() {
                println!("{}", target.name());
            }
            Ok(true)
        }
        ["--again", file] => again(Path::new(file)),
        _ => read(&arguments).and_then(|asked| once(&asked)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

fn read(arguments: &[&str]) -> Result<Asked, String> {
    let usage =
        "usage: fuzz TARGET [--seed S] [--minutes N | --runs N] [--keep FOLDER] [--careful]";
    let number = |text: Option<&&str>| text.and_then(|text| text.parse().ok()).ok_or(usage);
    let [target, options @ ..] = arguments else {
        return Err(usage.to_owned());
    };
    let mut asked = Asked {
        target: (*target).to_owned(),
        seed: 1,
        limit: Limit::Time(Duration::from_mins(1)),
        keep: None,
        careful: false,
    };
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--seed" => asked.seed = number(options.next())?,
            "--minutes" => asked.limit = Limit::Time(Duration::from_mins(number(options.next())?)),
            "--runs" => asked.limit = Limit::Runs(number(options.next())?),
            "--keep" => asked.keep = Some(PathBuf::from(options.next().ok_or(usage)?)),
            "--careful" => asked.careful = true,
            _ => return Err(usage.to_owned()),
        }
    }
    Ok(asked)
}

/// Fuzzes; true where nothing was found.
fn once(asked: &Asked) -> Result<bool, String> {
    let target = find(&asked.target)?;
    if let Some(folder) = &asked.keep {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    let last = asked.keep.as_ref().filter(|_| asked.careful);
    let last = last.map(|folder| folder.join(format!("{}-last.txt", target.name())));
    let mut before = |case: &Case| {
        if let Some(file) = &last {
            // A case that cannot be written is a lesser evil than a run that stops.
            let _ = fs::write(file, kept(&*target, "the last case", case));
        }
    };
    let report = fuzz(&*target, asked.seed, asked.limit, &mut before);
    let found = keep(&*target, asked, &report)?;
    let crashes = report.found.iter().filter(|found| found.crash).count();
    println!(
        "{}",
        json!({
            "target": target.name(),
            "seed": asked.seed,
            "seconds": report.time.as_secs(),
            "runs": report.runs,
            "answers": report.answers,
            "crashes": crashes,
            "findings": report.found.len() - crashes,
            "found": found,
        })
    );
    Ok(report.found.is_empty())
}

/// Writes what was found, a file a fault, and says each in words.
fn keep(target: &dyn Target, asked: &Asked, report: &Report) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    for (number, found) in (1..).zip(&report.found) {
        let kind = if found.crash { "panicked at" } else { "broke" };
        let mut line = format!("{kind} {:?}: {}", found.what, short(&found.seen));
        if let Some(folder) = &asked.keep {
            let file = folder.join(format!("{}-{}-{number}.txt", target.name(), asked.seed));
            let title = format!("seed {}, run {}, {line}", asked.seed, found.run);
            fs::write(&file, kept(target, &title, &found.case))
                .map_err(|error| format!("{}: {error}", file.display()))?;
            line = format!("{line} ({})", file.display());
        }
        said.push(line);
    }
    Ok(said)
}

/// Runs a kept case once more; true where it shows nothing.
fn again(file: &Path) -> Result<bool, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let name = text.lines().next().and_then(|line| line.strip_prefix("# "));
    let target = find(name.unwrap_or_default())?;
    let case = Case::read(target.fields(), &text).ok_or("this is no kept case")?;
    match attempt(&*target, &case) {
        Ok(_) => println!("{}: nothing is wrong with this case", target.name()),
        Err(found) => {
            println!("{}: {}\n{}", target.name(), found.what, found.seen);
            return Ok(false);
        }
    }
    Ok(true)
}

fn find(name: &str) -> Result<Box<dyn Target>, String> {
    targets::find(name).ok_or_else(|| format!("no target is named {name:?}; see --list"))
}

fn kept(target: &dyn Target, title: &str, case: &Case) -> String {
    let title = title.replace('\n', " ");
    format!(
        "# {}\n# {title}\n{}",
        target.name(),
        case.write(target.fields())
    )
}

/// The first part of a long text.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(300).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

//! The fault suite as a program: it tries each fault and prints the table.
//!
//! `faults [--long] [--only NAME]... [--suite FILE]` ends with 1 where one number is not 0;
//! `faults --list` names what there is; `faults scan --pid N --needle-file FILE [--control TEXT]`
//! searches one process's memory and prints JSON.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's whole interface is the terminal"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use keystow_faults::memory::{Needles, scan};
use keystow_faults::suite;
use keystow_faults::table::{self, Depth};
use keystow_faults::trials::{self, TRIALS};
use keystow_test_support::session::KeyringSession;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("scan") => search(&arguments[1..]),
        Some("--list") => {
            for trial in TRIALS {
                println!("{:<10} {}", trial.name, trial.says);
            }
            Ok(true)
        }
        _ => Wanted::read(&arguments).and_then(|wanted| wanted.run()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// What is to be tried.
struct Wanted {
    depth: Depth,
    only: Vec<String>,
    suite: Option<PathBuf>,
}

impl Wanted {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut wanted = Self {
            depth: Depth::Short,
            only: Vec::new(),
            suite: None,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--long" => wanted.depth = Depth::Long,
                "--only" => wanted.only.push(value(argument, rest.next())?),
                "--suite" => wanted.suite = Some(value(argument, rest.next())?.into()),
                other => return Err(format!("unknown argument {other}")),
            }
        }
        let known = |name: &String| TRIALS.iter().any(|trial| trial.name == name);
        match wanted.only.iter().find(|name| !known(name)) {
            Some(name) => Err(format!("there is no trial {name}; see faults --list")),
            None => Ok(wanted),
        }
    }

    fn run(&self) -> Result<bool, String> {
        // Entered before any thread is there that reads the environment.
        let session = trials::can_have_a_session().then(|| KeyringSession::start(true));
        if let Some(session) = &session {
            session.enter();
        }
        let mut rows = match &self.suite {
            Some(file) => suite::rows(file).map_err(|error| error.to_string())?,
            None => Vec::new(),
        };
        for trial in TRIALS {
            if self.only.is_empty() || self.only.iter().any(|name| name == trial.name) {
                eprintln!("-- {}: {}", trial.name, trial.says);
                let began = std::time::Instant::now();
                let tried = std::panic::catch_unwind(|| (trial.run)(self.depth));
                rows.extend(tried.unwrap_or_else(|panic| {
                    let mut row = table::Row::new(trial.says);
                    row.round([table::panicked(panic.as_ref())]);
                    vec![row]
                }));
                eprintln!("   {:.1} s", began.elapsed().as_secs_f64());
            }
        }
        println!("{}", table::print(&rows));
        Ok(rows.iter().all(table::Row::is_clean))
    }
}

fn search(arguments: &[String]) -> Result<bool, String> {
    let (mut process, mut file, mut control) = (None, None, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let value = value(argument, rest.next())?;
        match argument.as_str() {
            "--pid" => process = value.parse().ok(),
            "--needle-file" => file = Some(value),
            "--control" => control = Some(Needles::plain(&value)),
            other => return Err(format!("unknown argument {other}")),
        }
    }
    let (Some(process), Some(file)) = (process, file) else {
        return Err("scan needs --pid and --needle-file".to_owned());
    };
    let secret = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let needles = Needles::of(secret.trim_end()).ok_or("the needle is too short")?;
    let found = scan(process, &needles, control.as_ref());
    let found = found.map_err(|error| format!("process {process}: {error}"))?;
    println!("{}", found.to_json());
    Ok(true)
}

fn value(name: &str, value: Option<&String>) -> Result<String, String> {
    value
        .cloned()
        .ok_or_else(|| format!("{name} needs a value"))
}

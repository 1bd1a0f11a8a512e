//! Keystow's command line against servers that nobody here wrote: `interop --keystow FILE --folder FOLDER
//! --scripts FOLDER [--missing PART WHY]... [--only SERVER]...`; `cargo xtask interop` installs and runs it.
//!
//! Always true: each server listens on this computer only, sees nothing of its owner's environment, and
//! ends with this program, however that ends. Each is asked with the right key, a wrong key and no key, and
//! sent a prompt where it has a model, in a private session with a vault of its own. All keys are made up.
//!
//! What is expected of a try is what is true of that server, not what would look best.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's whole interface is the terminal"
)]

mod asking;
mod line;
mod running;
mod servers;

use std::path::PathBuf;
use std::process::ExitCode;

use asking::{Answered, Asking};
use line::Line;
use running::Running;
use servers::{Kit, SERVERS, Server};

fn main() -> ExitCode {
    match Wanted::read().and_then(|wanted| wanted.run()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// What is to be tried, and with what.
#[derive(Default)]
struct Wanted {
    keystow: PathBuf,
    kit: Kit,
    only: Vec<String>,
}

/// One server's part of the table.
struct Row {
    server: &'static Server,
    /// Its version and its three answers, or why there are none.
    came: Result<(String, Vec<Answered>), Absence>,
}

/// Why a server was not tried.
enum Absence {
    /// It is not installed here.
    Skipped(String),
    /// It is, and did not come up.
    Failed(String),
}

impl std::fmt::Display for Absence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Skipped(why) => write!(f, "skipped: {why}"),
            Self::Failed(why) => write!(f, "WRONG: {why}"),
        }
    }
}

impl Wanted {
    fn read() -> Result<Self, String> {
        let mut wanted = Self::default();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--keystow" => wanted.keystow = value()?.into(),
                "--folder" => wanted.kit.folder = value()?.into(),
                "--scripts" => wanted.kit.scripts = value()?.into(),
                "--missing" => wanted.kit.missing.push((value()?, value()?)),
                "--only" => wanted.only.push(value()?),
                _ => return Err(format!("unknown argument {word}")),
            }
        }
        let known = |name: &&String| !SERVERS.iter().any(|server| server.name == name.as_str());
        match wanted.only.iter().find(known) {
            Some(name) => Err(format!("there is no server {name}; there are {}", names())),
            None => Ok(wanted),
        }
    }

    fn run(&self) -> Result<bool, String> {
        let mut rows = Vec::new();
        for server in SERVERS {
            if self.only.is_empty() || self.only.iter().any(|name| name == server.name) {
                eprintln!("-- {}: {}", server.name, server.says);
                let came = self.run_one(server);
                if let Err(why) = &came {
                    eprintln!("   {why}");
                }
                rows.push(Row { server, came });
            }
        }
        println!("{}", print(&rows));
        if rows.iter().all(|row| row.came.is_err()) {
            return Err("not one server could be tried".to_owned());
        }
        Ok(rows.iter().all(Row::is_as_expected))
    }

    /// # Errors
    /// In words for the person at the terminal: why this server cannot be tried.
    fn run_one(&self, server: &'static Server) -> Result<(String, Vec<Answered>), Absence> {
        let version = self.kit.version(server).map_err(Absence::Skipped)?;
        let answers = self.ask(server).map_err(Absence::Failed)?;
        Ok((version, answers))
    }

    fn ask(&self, server: &'static Server) -> Result<Vec<Answered>, String> {
        let port = running::free_port()?;
        let mut running = Running::start(
            &(server.command)(&self.kit, port)?,
            &self.kit.folder.join(format!("{}.log", server.name)),
        )?;
        running.wait(port)?;
        let line = Line::to(port).map_err(|error| error.to_string())?;
        let asking = Asking::new(&self.keystow, server, &line);
        Ok(asking.all())
    }
}

impl Row {
    fn is_as_expected(&self) -> bool {
        match &self.came {
            Ok((_, answers)) => answers.iter().all(|answered| answered.faults.is_empty()),
            Err(Absence::Skipped(_)) => true,
            Err(Absence::Failed(_)) => false,
        }
    }
}

fn names() -> String {
    let names: Vec<&str> = SERVERS.iter().map(|server| server.name).collect();
    names.join(", ")
}

fn print(rows: &[Row]) -> String {
    let mut lines = vec![format!(
        "\n{:<14} {:<40} {:<10} {:<14} {:>4} {:>9} {:>9}",
        "server", "version", "key", "verdict", "exit", "requests", "with key"
    )];
    let mut faults = Vec::new();
    for Row { server, came } in rows {
        let name = server.name;
        match came {
            Err(why) => lines.push(format!("{name:<14} {why}")),
            Ok((version, answers)) => {
                for answered in answers {
                    let (key, verdict, exit) = (answered.key, &answered.verdict, answered.exit);
                    let (requests, with_key) = (answered.requests, answered.with_key);
                    let fits = answered.faults.is_empty();
                    let end = if fits { "" } else { "  WRONG" };
                    lines.push(format!(
                        "{name:<14} {version:<40} {key:<10} {verdict:<14} {exit:>4} {requests:>9} \
                         {with_key:>9}{end}"
                    ));
                    let told = answered.faults.iter();
                    faults.extend(told.map(|fault| format!("{name}, key {key}: {fault}")));
                }
            }
        }
    }
    lines.extend(faults);
    lines.join("\n")
}

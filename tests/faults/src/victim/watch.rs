//! Starting a victim, ending it, and noting what it said.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{Line, Operation};
use crate::home::{Home, program};

/// How long a victim may live: far longer than any that is not hung.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a victim comes to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doom {
    /// It is let alone.
    None,
    /// It does what comes before its operation, and nothing more.
    Prepare,
    /// It is let alone, and counts the steps that it passes.
    Count,
    /// It kills itself at a step, when it passes it the given time.
    Step {
        /// The step's name.
        name: String,
        /// Counted from 1.
        hit: u32,
    },
    /// It is killed this long after it was ready.
    After(Duration),
}

/// How it came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself.
    Done,
    /// By SIGKILL, as it was meant to.
    Killed,
    /// By a panic or another signal.
    Crashed,
    /// Not at all, within its time.
    Hung,
}

/// What the parent saw.
#[derive(Clone, Debug)]
pub struct Witness {
    /// How it ended.
    pub ended: Ended,
    /// Each change that it acknowledged, with what it told.
    pub acknowledged: Vec<(usize, Option<String>)>,
    /// The change that it had begun.
    pub begun: Option<(usize, Option<String>)>,
    /// The change that the product refused, and why.
    pub refused: Option<(usize, String)>,
    /// The steps that it passed, where it counted them.
    pub passed: Vec<(String, u32)>,
    /// How long it lived after it was ready.
    pub took: Duration,
}

/// The command of a victim.
pub fn start(home: &Home, operation: Operation, seed: u64, doom: &Doom) -> Command {
    let mut command = Command::new(&*program("victim"));
    command
        .arg(home.root())
        .args([home.keyring().as_str(), operation.name(), &seed.to_string()]);
    match doom {
        Doom::None | Doom::After(_) => {}
        Doom::Prepare => drop(command.arg("prepare")),
        Doom::Count => drop(command.arg("count")),
        Doom::Step { name, hit } => drop(command.args(["die", name, &hit.to_string()])),
    }
    command
}

/// Runs a victim to its end.
pub fn run(mut command: Command, doom: &Doom) -> Witness {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a victim can be started");
    let stdout = child.stdout.take().expect("it is piped");
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for text in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(text).is_err() {
                return;
            }
        }
    });
    let mut witness = Witness {
        ended: Ended::Done,
        acknowledged: Vec::new(),
        begun: None,
        refused: None,
        passed: Vec::new(),
        took: Duration::ZERO,
    };
    let mut ready = Instant::now();
    let end = Instant::now() + PATIENCE;
    let mut kill_at = None;
    let hung = loop {
        let until = kill_at.unwrap_or(end).min(end);
        match lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(text) => match Line::parse(&text) {
                Some(Line::Ready) => {
                    ready = Instant::now();
                    if let Doom::After(time) = doom {
                        kill_at = Some(ready + *time);
                    }
                }
                Some(line) => witness.note(line),
                None => {}
            },
            Err(RecvTimeoutError::Disconnected) => break false,
            Err(RecvTimeoutError::Timeout) if Instant::now() >= end => break true,
            Err(RecvTimeoutError::Timeout) => {
                kill(&mut child);
                kill_at = None;
            }
        }
    };
    witness.took = ready.elapsed();
    if hung {
        kill(&mut child);
    }
    let status = child.wait().expect("it was started here");
    reader.join().expect("reading lines does not panic");
    witness.ended = if hung { Ended::Hung } else { ended(status) };
    witness
}

fn kill(child: &mut Child) {
    // It may have ended by itself just now.
    let _ = child.kill();
}

fn ended(status: std::process::ExitStatus) -> Ended {
    use std::os::unix::process::ExitStatusExt;
    const SIGKILL: i32 = 9;
    match (status.signal(), status.code()) {
        (Some(SIGKILL), _) => Ended::Killed,
        // 1: the product refused, and the victim said so.
        (None, Some(0 | 1)) => Ended::Done,
        _ => Ended::Crashed,
    }
}

impl Witness {
    fn note(&mut self, line: Line) {
        match line {
            Line::Ready => {}
            Line::Begin(index, said) => {
                // The same change may say more before it is done.
                let said = said.or_else(|| self.begun.take().and_then(|(_, said)| said));
                self.begun = Some((index, said));
            }
            Line::Acknowledged(index, said) => {
                self.begun = None;
                self.acknowledged.push((index, said));
            }
            Line::Refused(index, why) => self.refused = Some((index, why)),
            Line::Passed(step, count) => self.passed.push((step, count)),
        }
    }
}

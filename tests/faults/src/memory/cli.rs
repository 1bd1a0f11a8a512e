//! The command line's memory, five seconds after it has done its work.
//!
//! A program that ends cannot be searched, so `strace` holds it still at its very last call.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};
use keystow_test_support::session::KeyringSession;

use super::{Needles, Scan, scan};
use crate::home::{program, scratch};
use crate::inject::missing_strace;
use crate::table::{Complaint, Depth, Harm, Row};

const FAULT: &str = "memory of the command line";

/// How long after its work it is searched.
const AFTER: Duration = Duration::from_secs(5);

/// How long it is held still, in microseconds: until it was searched, and a little more.
const HELD: &str = "60000000";

/// How long its work may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The number of `exit_group` on this machine.
const EXIT_GROUP: &str = if cfg!(target_arch = "x86_64") {
    "231"
} else {
    "94"
};

/// A text in the environment of each program, which is not a secret.
const CONTROL: &str = "a control that stands in the environment";

/// Another key of the same shape, for the update.
const OTHER_KEY: &str = "gsk_otherOTHERotherOTHERotherOTHERotherOTHERotherOTHERothe";

/// Whether this process may read the memory of others.
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Adds, checks, gets and updates a key with the built program, and searches each of its processes.
pub fn command_line(depth: Depth) -> Row {
    let missing = missing_strace().or_else(|| (!is_root()).then_some("needs root"));
    if let Some(why) = missing {
        return Row::skipped(FAULT, why);
    }
    let session = KeyringSession::start(true);
    let practice = Practice::start(PracticeOptions::default());
    let data = scratch();
    let url = format!("{}/openai/v1", practice.url());
    let add = ["add", "groq", "--base-url", &url];
    let steps: [(&[&str], &str, &str); 4] = [
        (&add, GOOD_GROQ_KEY, GOOD_GROQ_KEY),
        (&["get", "groq"], "", GOOD_GROQ_KEY),
        (&["check", "groq"], "", GOOD_GROQ_KEY),
        (&["update", "groq"], OTHER_KEY, OTHER_KEY),
    ];
    let mut row = Row::new(FAULT);
    for (args, typed, secret) in steps.into_iter().take(depth.pick(2, 4)) {
        let found = searched(&session, data.path(), args, typed, secret);
        match found {
            Ok(found) => {
                let hits = found.hits.len();
                let mebibytes = found.searched >> 20;
                let controls = found.controls;
                row.figure(format!(
                    "{}: {hits} hits in {mebibytes} MiB, control found {controls} times",
                    args[0]
                ));
                row.round(complaints(args[0], &found));
            }
            Err(why) => row.round([Complaint::new(Harm::Hung, format!("{}: {why}", args[0]))]),
        }
    }
    row
}

fn complaints(verb: &str, found: &Scan) -> Vec<Complaint> {
    let hit = |hit: &super::Hit| {
        let what = format!(
            "{verb}: {} in {} at {:#x}, between `{}`",
            hit.encoding, hit.mapping, hit.address, hit.around
        );
        Complaint::new(Harm::Wrong, what)
    };
    let mut complaints: Vec<_> = found.hits.iter().map(hit).collect();
    if found.controls == 0 {
        let what = format!("{verb}: the control was not found, so nothing is known");
        complaints.push(Complaint::new(Harm::Wrong, what));
    }
    complaints
}

/// Runs the program until its last call, waits, and searches it.
fn searched(
    session: &KeyringSession,
    data: &Path,
    args: &[&str],
    typed: &str,
    secret: &str,
) -> Result<Scan, String> {
    let mut command = session.command("strace");
    command
        .args(["-f", "-qq", "-e", "signal=none", "-o", "/dev/null"])
        .args(["-e", "trace=exit_group"])
        .args(["-e", &format!("inject=exit_group:delay_enter={HELD}")])
        .arg(&*program("keystow"))
        .args(args)
        .env("KEYSTOW_DATA_DIR", data)
        .env("KEYSTOW_FAULTS_CONTROL", CONTROL)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut tracer = Tracer(command.spawn().map_err(|error| error.to_string())?);
    let mut stdin = tracer.0.stdin.take().expect("it is piped");
    stdin
        .write_all(typed.as_bytes())
        .map_err(|error| error.to_string())?;
    drop(stdin);
    let process = tracer.standing()?;
    std::thread::sleep(AFTER);
    let needles = Needles::of(secret).ok_or("the secret is too short")?;
    let control = Needles::plain(CONTROL);
    let found = scan(process, &needles, Some(&control)).map_err(|error| error.to_string());
    // It may go now; the tracer ends with it.
    let _ = Command::new("kill")
        .args(["-KILL", &process.to_string()])
        .status();
    found
}

struct Tracer(Child);

impl Tracer {
    /// The traced process, once it stands at its end.
    fn standing(&mut self) -> Result<u32, String> {
        let tracer = self.0.id();
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let children = fs::read_to_string(format!("/proc/{tracer}/task/{tracer}/children"));
            let children = children.unwrap_or_default();
            let first = children.split_whitespace().next();
            if let Some(process) = first.and_then(|word| word.parse::<u32>().ok())
                && is_ending(process)
            {
                return Ok(process);
            }
            if let Ok(Some(status)) = self.0.try_wait() {
                return Err(format!("strace ended with {status}"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err("the program does not end".to_owned())
    }
}

fn is_ending(process: u32) -> bool {
    let Ok(tasks) = fs::read_dir(format!("/proc/{process}/task")) else {
        return false;
    };
    tasks.flatten().any(|task| {
        let call = fs::read_to_string(task.path().join("syscall"));
        call.is_ok_and(|call| call.split_whitespace().next() == Some(EXIT_GROUP))
    })
}

impl Drop for Tracer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

//! The real command line as a process, in a private session.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use keystow_test_support::session::KeyringSession;

use crate::home::program;

/// Far longer than any run takes that is not hung.
pub const HUNG: Duration = Duration::from_mins(1);

/// The exit code that says: not now, try again.
pub const NOT_NOW: i32 = 4;

/// How often a run is repeated that was told to try again.
pub const TRIES: usize = 5;

/// Where runs happen: a session, and the folder of a vault.
#[derive(Clone, Copy, Debug)]
pub struct Program<'s> {
    session: &'s KeyringSession,
    data: &'s Path,
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The exit code, or none where a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Data.
    pub stdout: String,
    /// Words.
    pub stderr: String,
    /// How long it took.
    pub took: Duration,
}

/// A run that goes on; killed where it is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    began: Instant,
}

impl<'s> Program<'s> {
    /// Runs in this session, on the vault in this folder.
    pub fn new(session: &'s KeyringSession, data: &'s Path) -> Self {
        Self { session, data }
    }

    /// The program with its arguments, seeing nothing of the real session.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.session.command(&*program("keystow"));
        command.env("KEYSTOW_DATA_DIR", self.data).args(args);
        command
    }

    /// Runs to the end, with this text on standard input.
    ///
    /// # Panics
    /// Where it hangs.
    pub fn run(&self, args: &[&str], stdin: &str) -> Ran {
        finish(|| self.command(args), stdin)
    }
}

/// Runs a command to its end; again where the keyring was too slow for the program's deadline, which
/// is no fault of either on a busy machine.
///
/// # Panics
/// Where it hangs.
pub fn finish(command: impl Fn() -> Command, stdin: &str) -> Ran {
    let once = || {
        let ended = Running::start(command(), stdin).end_within(HUNG);
        ended.unwrap_or_else(|| panic!("{} hangs", words(&command()).to_string_lossy()))
    };
    let mut ran = once();
    for _ in 0..TRIES {
        if ran.code != Some(NOT_NOW) || !ran.stderr.contains("did not answer in time") {
            break;
        }
        ran = once();
    }
    ran
}

fn words(command: &Command) -> OsString {
    let all: Vec<&OsStr> = command.get_args().collect();
    all.join(OsStr::new(" "))
}

impl Running {
    /// Starts a command with this text on standard input.
    pub fn start(mut command: Command, stdin: &str) -> Self {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let began = Instant::now();
        let mut child = command.spawn().expect("the program can be started");
        let mut input = child.stdin.take().expect("it is piped");
        // One that reads nothing may be gone by now.
        let _ = input.write_all(stdin.as_bytes());
        Self { child, began }
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits for its end; `None` where it does not come. What it prints must fit into a pipe.
    pub fn end_within(mut self, patience: Duration) -> Option<Ran> {
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                break status;
            }
            if self.began.elapsed() > patience {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        Some(self.ran(status))
    }

    fn ran(&mut self, status: ExitStatus) -> Ran {
        let took = self.began.elapsed();
        let told = |pipe: Option<&mut dyn Read>| {
            let mut bytes = Vec::new();
            let pipe = pipe.expect("it is piped");
            pipe.read_to_end(&mut bytes).expect("a pipe can be read");
            String::from_utf8_lossy(&bytes).into_owned()
        };
        Ran {
            code: status.code(),
            signal: status.signal(),
            stdout: told(self.child.stdout.as_mut().map(|pipe| pipe as &mut dyn Read)),
            stderr: told(self.child.stderr.as_mut().map(|pipe| pipe as &mut dyn Read)),
            took,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already, as a rule.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "a demand was made, whether or not more is asked of the run"
)]
impl Ran {
    /// Demands an exit code.
    ///
    /// # Panics
    /// Where it was another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// Demands words on standard error.
    ///
    /// # Panics
    /// Where they are not there.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "wanted “{words}” in {self:?}");
        self
    }
}

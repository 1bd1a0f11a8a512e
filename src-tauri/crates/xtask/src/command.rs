//! Starting other programs: what is run is shown, nothing waits on the terminal's input, and what
//! has a deadline is ended when it passes.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Why a task ended, in words for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// One program to start.
pub(crate) struct Run {
    command: Command,
    deadline: Option<Duration>,
    shown: bool,
}

impl Run {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        forget_outer_cargo(&mut command);
        Self {
            command,
            deadline: None,
            shown: true,
        }
    }

    /// A cargo command; SQL queries are checked against the committed data, not a database.
    pub(crate) fn cargo(root: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Self::new(cargo).dir(root).env("SQLX_OFFLINE", "true")
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Lets the program read what the person types.
    pub(crate) fn with_terminal(mut self) -> Self {
        self.command.stdin(Stdio::inherit());
        self
    }

    /// Ends the program, politely and then for good, once this much time has passed.
    pub(crate) fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    pub(crate) fn unshown(mut self) -> Self {
        self.shown = false;
        self
    }

    /// Runs to the end with the terminal's output.
    ///
    /// # Errors
    /// The program cannot be started, ends with another code than 0, or passes its deadline.
    pub(crate) fn run(mut self) -> Result<(), Failure> {
        let words = self.words();
        if self.shown {
            println!("   $ {words}");
        }
        let mut child = self
            .command
            .spawn()
            .map_err(|error| self.cannot_start(&error))?;
        let status = wait(&mut child, self.deadline)?;
        match status {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(Failure(format!("`{words}` ended with {status}"))),
            None => Err(Failure(format!(
                "`{words}` passed its deadline and was ended"
            ))),
        }
    }

    /// Runs to the end and returns what it wrote to stdout; stderr goes to the terminal.
    ///
    /// # Errors
    /// The program cannot be started, ends with another code than 0, or writes no UTF-8.
    pub(crate) fn output(mut self) -> Result<String, Failure> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| self.cannot_start(&error))?;
        if !output.status.success() {
            return Err(Failure(format!(
                "`{}` ended with {}",
                self.words(),
                output.status
            )));
        }
        String::from_utf8(output.stdout).map_err(|_| {
            Failure(format!(
                "`{}` wrote something that is not text",
                self.words()
            ))
        })
    }

    /// Whether the program can be started and ends with 0; its output is dropped.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    fn words(&self) -> String {
        let program = Path::new(self.command.get_program());
        let name = program.file_name().unwrap_or(program.as_os_str());
        std::iter::once(name)
            .chain(self.command.get_args())
            .map(|word| word.to_string_lossy())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn cannot_start(&self, error: &io::Error) -> Failure {
        Failure(format!("cannot start `{}`: {error}", self.words()))
    }
}

/// Waits for the end; `None` when the deadline passed and the program was ended.
fn wait(child: &mut Child, deadline: Option<Duration>) -> Result<Option<ExitStatus>, Failure> {
    let Some(deadline) = deadline else {
        return Ok(Some(child.wait()?));
    };
    if let Some(status) = wait_for(child, deadline)? {
        return Ok(Some(status));
    }
    // SIGTERM first: a test runner ends what it started.
    Run::new("kill")
        .arg("-TERM")
        .arg(child.id().to_string())
        .succeeds();
    if wait_for(child, Duration::from_secs(20))?.is_none() {
        child.kill()?;
        child.wait()?;
    }
    Ok(None)
}

fn wait_for(child: &mut Child, time: Duration) -> Result<Option<ExitStatus>, Failure> {
    let end = Instant::now() + time;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// `cargo run` describes this package in the environment; build scripts that watch those
/// variables would run again, and everything behind them be built again.
fn forget_outer_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text == "LD_LIBRARY_PATH"
        {
            command.env_remove(&name);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        reason = "a test that cannot start a program has failed"
    )]

    use super::*;

    #[test]
    fn a_program_that_fails_is_named() {
        let failure = Run::new("false").unshown().run().unwrap_err();
        assert!(failure.to_string().contains("`false`"), "{failure}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = Run::new("keystow-no-such-program")
            .unshown()
            .run()
            .unwrap_err();
        assert!(failure.to_string().contains("cannot start"), "{failure}");
    }

    #[test]
    fn a_program_past_its_deadline_is_ended() {
        let began = Instant::now();
        let run = Run::new("sleep")
            .arg("60")
            .unshown()
            .deadline(Duration::from_millis(200));
        assert!(run.run().unwrap_err().to_string().contains("deadline"));
        assert!(began.elapsed() < Duration::from_secs(15));
    }
}

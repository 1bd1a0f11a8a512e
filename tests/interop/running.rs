//! A server as a process.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::servers::ROOT;

/// How long a server may take to come up; `LiteLLM` takes ten seconds on an idle machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running server; killed, by its own id, where it is dropped.
pub(crate) struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Starts it; what it prints goes to a file.
    ///
    /// # Errors
    /// It cannot be started.
    pub(crate) fn start(server: &Command, log: &Path) -> Result<Self, String> {
        let file = File::create(log).map_err(|error| error.to_string())?;
        let errors = file.try_clone().map_err(|error| error.to_string())?;
        // The kernel ends it when this program is gone, killed or not.
        let mut command = Command::new("setpriv");
        command
            .args(["--pdeathsig", "KILL"])
            .arg(server.get_program())
            .args(server.get_args())
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs(
                server
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .stdin(Stdio::null())
            .stdout(file)
            .stderr(errors);
        let child = command
            .spawn()
            .map_err(|error| format!("setpriv cannot be started: {error}"))?;
        Ok(Self {
            child,
            log: log.to_owned(),
        })
    }

    /// Waits until it answers with anything but “not yet” when it is asked for its list.
    ///
    /// # Errors
    /// It ended, or it does not answer in time.
    pub(crate) fn wait(&mut self, port: u16) -> Result<(), String> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Ok(Some(status)) = self.child.try_wait() {
                let log = self.log.display();
                return Err(format!("it ended with {status}; its words are in {log}"));
            }
            if status(port).is_some_and(|status| status != 503) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        let log = self.log.display();
        Err(format!("it did not answer in time; its words are in {log}"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nothing listens at.
///
/// # Errors
/// There is none.
pub(crate) fn free_port() -> Result<u16, String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

/// The status that a request for the list, without a key, is answered with.
fn status(port: u16) -> Option<u16> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let ending = "Host: 127.0.0.1\r\nConnection: close\r\n\r\n";
    write!(stream, "GET {ROOT}/models HTTP/1.1\r\n{ending}").ok()?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).ok()?;
    let line = std::str::from_utf8(&answer).ok()?;
    line.strip_prefix("HTTP/1.1 ")?.parse().ok()
}

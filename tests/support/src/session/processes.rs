//! Child processes that never outlive the test.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A daemon of a session; killed and reaped on drop, by its own id.
#[derive(Debug)]
pub(super) struct Daemon(Child);

impl Daemon {
    /// Starts a daemon that reads `input` to its end.
    pub(super) fn spawn(mut command: Command, input: &str) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => panic!("{name} cannot be started; is it installed? ({error})"),
        };
        if let Some(mut stdin) = child.stdin.take() {
            // A daemon that has ended already shows itself by not answering.
            let _ = stdin.write_all(input.as_bytes());
        }
        Self(child)
    }

    pub(super) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Sends a signal by name.
    pub(super) fn signal(&self, name: &str) {
        let script = r#"kill -s "$1" "$2""#;
        let mut command = Command::new("sh");
        command.args(["-c", script, "kill", name, &self.id().to_string()]);
        let status = command.status().expect("sh can be started");
        assert!(status.success(), "the daemon could not be sent {name}");
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A shell that waits for this process to die and then ends its daemons.
///
/// It notices by the end of its standard input, which the kernel closes even after SIGKILL.
#[derive(Debug)]
pub(super) struct Keeper(Child);

impl Keeper {
    pub(super) fn of(ids: &[u32]) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", r#"cat; kill -s KILL "$@" 2>/dev/null"#, "keeper"]);
        command.args(ids.iter().map(u32::to_string));
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Self(command.spawn().expect("sh can be started"))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // Killed while its input is still open, it does nothing more.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks again and again until it is so.
///
/// # Panics
///
/// When the deadline has passed.
pub(super) fn wait_until(what: &str, deadline: Duration, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + deadline;
    while !is_so() {
        assert!(Instant::now() < end, "waited {deadline:?} in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Makes a folder 0700, which gnome-keyring and D-Bus insist on.
pub(super) fn keep_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(folder, mode).expect("the temporary home is ours");
}

//! A private desktop session: a D-Bus daemon and a gnome-keyring daemon of one's own.
//!
//! Everything lives in a temporary home. The bus has no service directories, so nothing starts by
//! itself: no second keyring when the first was killed, and no prompter, whatever the display.
//! The daemons end with the session, and when the test process dies without a word.
//!
//! ```no_run
//! use keystow_test_support::session::KeyringSession;
//!
//! let session = KeyringSession::start(true);
//! let output = session.command("secret-tool").args(["search", "a", "b"]).output();
//! ```

mod desk;
mod entries;
mod files;
mod keyring;
mod monitor;
mod notices;
mod processes;
mod secrets;

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::TempDir;

pub use desk::Logind;
pub use entries::StoredEntry;
pub use files::Damage;
pub use monitor::{Call, Monitor};
pub use notices::{Notice, NoticeServer};
use processes::{Daemon, Keeper, wait_until};

/// How long a daemon may take to come up. Only a broken machine needs it all.
const DEADLINE: Duration = Duration::from_secs(20);

/// The password of the login keyring in every session.
pub const PASSWORD: &str = "practice-password";

/// Whether this process has entered a session.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// A private session; dropping it ends its daemons and deletes its home.
#[derive(Debug)]
pub struct KeyringSession {
    // Dropped in this order: the keeper must not end what has been reaped.
    keeper: Option<Keeper>,
    keyring: Option<Daemon>,
    bus: Option<Daemon>,
    address: String,
    /// Whether the login keyring is a plain text file that nothing locks.
    passwordless: bool,
    home: TempDir,
}

impl KeyringSession {
    /// Starts a session with a login keyring, unlocked or locked.
    pub fn start(unlocked: bool) -> Self {
        let mut session = Self::without_keyring();
        session.start_keyring();
        if !unlocked {
            session.lock();
        }
        session
    }

    /// Starts a session whose login keyring has no password: its file is plain text.
    pub fn passwordless() -> Self {
        let mut session = Self::without_keyring();
        session.passwordless = true;
        std::fs::write(session.login_file(), files::EMPTY_PLAIN_KEYRING)
            .expect("the temporary home is writable");
        session.start_keyring();
        session
    }

    /// Starts a session with a bus on which no keyring answers.
    pub fn without_keyring() -> Self {
        let mut session = Self::without_bus();
        let socket = session.home.path().join("run/bus");
        let config = session.home.path().join("bus.conf");
        std::fs::write(&config, bus_config(&socket)).expect("the temporary home is writable");
        let mut command = session.command("dbus-daemon");
        command
            .arg("--nofork")
            .arg("--nopidfile")
            .arg("--config-file")
            .arg(&config);
        session.bus = Some(Daemon::spawn(command, ""));
        wait_until("the private D-Bus daemon listens", DEADLINE, || {
            secrets::connect(&session.address).is_ok()
        });
        session.watch();
        session
    }

    /// A home without a bus: what a machine without a desktop looks like.
    pub fn without_bus() -> Self {
        let home = tempfile::Builder::new()
            .prefix("keystow-session-")
            .tempdir();
        let home = home.expect("a temporary home can be made");
        for folder in ["run", "data/keyrings", "config", "cache"] {
            let folder = home.path().join(folder);
            std::fs::create_dir_all(&folder).expect("the temporary home is writable");
            processes::keep_private(&folder);
        }
        // Makes `login` the collection that is called `default`.
        std::fs::write(home.path().join("data/keyrings/default"), "login")
            .expect("the temporary home is writable");
        let address = format!("unix:path={}", home.path().join("run/bus").display());
        Self {
            keeper: None,
            keyring: None,
            bus: None,
            address,
            passwordless: false,
            home,
        }
    }

    /// The folder that everything of this session lives in.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The address of the private bus; nothing listens there in a session without one.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The folder with the keyring's files.
    pub fn keyring_files(&self) -> std::path::PathBuf {
        self.home.path().join("data/keyrings")
    }

    /// The variables that put a child process into this session. Its bus is the system's bus too.
    pub fn envs(&self) -> Vec<(String, String)> {
        let folder = |name: &str| self.home.path().join(name).display().to_string();
        let pairs = [
            ("HOME", folder("")),
            ("XDG_RUNTIME_DIR", folder("run")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_CACHE_HOME", folder("cache")),
            ("DBUS_SESSION_BUS_ADDRESS", self.address.clone()),
            ("DBUS_SYSTEM_BUS_ADDRESS", self.address.clone()),
        ];
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// A command that runs in this session and sees nothing of the real one but `PATH`.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.envs(self.envs());
        command
    }

    /// Puts this very process into the session, for tests that use the keyring themselves.
    ///
    /// Call it first thing in a test, once a process: the suites run with nextest, which gives
    /// every test a process of its own.
    pub fn enter(&self) {
        assert!(
            !ENTERED.swap(true, Ordering::SeqCst),
            "one process enters one session: use nextest"
        );
        for (name, value) in self.envs() {
            #[expect(
                unsafe_code,
                reason = "zbus reads the bus address from the environment only"
            )]
            // SAFETY: a test process has one other thread, the harness, which waits for the test
            // and reads no environment meanwhile.
            unsafe {
                std::env::set_var(name, value);
            }
        }
    }

    /// Records every method call on the private bus from now on.
    pub fn monitor(&self) -> Monitor {
        Monitor::start(self)
    }

    fn connection(&self) -> zbus::blocking::Connection {
        secrets::connect(&self.address).expect("the private bus takes connections")
    }

    /// Has the daemons of the moment ended should this process die.
    fn watch(&mut self) {
        let daemons = [&self.bus, &self.keyring];
        let ids = daemons
            .into_iter()
            .flatten()
            .map(Daemon::id)
            .collect::<Vec<_>>();
        self.keeper = Some(Keeper::of(&ids));
    }
}

/// A session bus for one user, with no services to start.
fn bus_config(socket: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        socket.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs `secret-tool store`, the keyring's own client; says whether it worked.
    fn store(session: &KeyringSession, value: &str) -> bool {
        use std::io::Write;
        let mut command = session.command("secret-tool");
        command.args(["store", "--label=practice", "practice", "yes"]);
        let mut child = command
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(value.as_bytes()).expect("it reads");
        drop(stdin);
        child.wait().expect("it ends").success()
    }

    fn lookup(session: &KeyringSession) -> String {
        let mut command = session.command("secret-tool");
        let output = command
            .args(["lookup", "practice", "yes"])
            .output()
            .expect("it starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    #[test]
    fn a_keyring_session_keeps_a_secret_through_lock_kill_and_restart() {
        let mut session = KeyringSession::start(true);
        assert!(!session.is_locked());
        assert!(store(&session, "a secret"));
        assert_eq!(lookup(&session), "a secret");

        session.lock();
        assert!(session.is_locked());
        session.unlock();
        assert_eq!(lookup(&session), "a secret");

        session.kill_daemon();
        assert_eq!(lookup(&session), "");
        session.start_keyring();
        assert_eq!(lookup(&session), "a secret", "the file outlives the daemon");
    }

    #[test]
    fn a_locked_keyring_session_starts_locked_and_a_paused_one_comes_back() {
        let session = KeyringSession::start(false);
        assert!(session.is_locked());
        session.unlock();
        session.pause();
        session.resume();
        assert!(store(&session, "x"));
        assert_eq!(lookup(&session), "x");
    }

    #[test]
    fn a_session_without_a_keyring_or_a_bus_answers_nothing() {
        let session = KeyringSession::without_keyring();
        assert!(!store(&session, "x"));
        let session = KeyringSession::without_bus();
        assert!(!store(&session, "x"));
    }

    #[test]
    fn the_session_monitor_sees_every_call_and_nothing_else() {
        let session = KeyringSession::start(true);
        let monitor = session.monitor();
        assert_eq!(monitor.calls(), []);
        session.lock();
        let calls = monitor.calls();
        let lock = calls
            .iter()
            .filter(|call| call.member == "Lock")
            .collect::<Vec<_>>();
        assert_eq!(lock.len(), 1, "{calls:?}");
        assert_eq!(lock[0].interface, "org.freedesktop.Secret.Service");
        assert!(!monitor.saw_prompt(), "{calls:?}");
        session.unlock();
        assert!(monitor.saw_prompt(), "an unlock is seen");
    }

    #[test]
    fn the_daemons_of_a_session_end_with_it() {
        let session = KeyringSession::start(true);
        let ids = [&session.bus, &session.keyring]
            .map(|daemon| daemon.as_ref().map(Daemon::id).expect("both run"));
        let runs = |id: u32| std::path::Path::new(&format!("/proc/{id}")).exists();
        assert!(ids.into_iter().all(runs));
        let home = session.home().to_owned();
        drop(session);
        assert!(!ids.into_iter().any(runs));
        assert!(!home.exists());
    }
}

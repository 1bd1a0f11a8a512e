//! The keyring daemon of a session: started, locked, stopped, killed.

use super::processes::{Daemon, wait_until};
use super::{DEADLINE, KeyringSession, PASSWORD, secrets};

impl KeyringSession {
    /// Starts gnome-keyring, its login keyring unlocked; also after [`Self::kill_daemon`].
    ///
    /// It returns when `org.freedesktop.secrets` has an owner on the bus and its login collection
    /// answers.
    pub fn start_keyring(&mut self) {
        self.spawn_keyring(self.password());
        let connection = self.connection();
        wait_until("gnome-keyring answers on the private bus", DEADLINE, || {
            secrets::is_owned(&connection) && secrets::login_is_locked(&connection).is_ok()
        });
        if self.passwordless {
            secrets::ask_for_login(&connection).expect("the login keyring can be asked for");
            assert!(
                !self.is_locked(),
                "a keyring without a password stayed locked"
            );
        }
    }

    /// Starts gnome-keyring on whatever its files have become.
    ///
    /// It returns when `org.freedesktop.secrets` has an owner that answers; a login collection there
    /// may be or not.
    pub fn start_keyring_as_it_is(&mut self) {
        self.spawn_keyring(self.password());
        self.wait_for_any_answer();
    }

    /// Starts gnome-keyring without unlocking anything: in a fresh session it has no collection that
    /// new entries go to.
    pub fn start_keyring_without_collection(&mut self) {
        self.spawn_keyring(None);
        self.wait_for_any_answer();
    }

    fn password(&self) -> Option<&'static str> {
        (!self.passwordless).then_some(PASSWORD)
    }

    fn spawn_keyring(&mut self, password: Option<&str>) {
        assert!(self.keyring.is_none(), "this session has a keyring already");
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if password.is_some() {
            command.arg("--unlock");
        }
        self.keyring = Some(Daemon::spawn(command, password.unwrap_or_default()));
        self.watch();
    }

    fn wait_for_any_answer(&self) {
        let connection = self.connection();
        wait_until("gnome-keyring answers on the private bus", DEADLINE, || {
            secrets::is_owned(&connection) && secrets::default_collection(&connection).is_ok()
        });
    }

    /// Locks the login keyring.
    pub fn lock(&self) {
        secrets::lock_login(&self.connection()).expect("the login keyring can be locked");
        assert!(self.is_locked(), "the login keyring stayed open");
    }

    /// Unlocks the login keyring with its password, without a prompt.
    pub fn unlock(&self) {
        secrets::unlock_login(&self.connection(), PASSWORD).expect("the login keyring opens");
        assert!(!self.is_locked(), "the login keyring stayed locked");
    }

    /// Whether the login keyring is locked.
    pub fn is_locked(&self) -> bool {
        secrets::login_is_locked(&self.connection()).expect("the login keyring answers")
    }

    /// Stops the keyring daemon in its tracks: it takes calls and answers none.
    pub fn pause(&self) {
        self.daemon().signal("STOP");
    }

    /// Lets a paused keyring daemon go on.
    pub fn resume(&self) {
        self.daemon().signal("CONT");
    }

    /// Kills the keyring daemon and waits until the bus has noticed.
    pub fn kill_daemon(&mut self) {
        let daemon = self.keyring.take().expect("this session has a keyring");
        self.keeper = None;
        drop(daemon);
        let connection = self.connection();
        wait_until("the bus notices that the keyring is gone", DEADLINE, || {
            !secrets::is_owned(&connection)
        });
        self.watch();
    }

    fn daemon(&self) -> &Daemon {
        self.keyring.as_ref().expect("this session has a keyring")
    }
}

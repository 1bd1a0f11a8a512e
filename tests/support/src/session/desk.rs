//! What a desktop tells on the bus when its owner leaves: a screen saver's words, and logind's.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::zvariant::{ObjectPath, OwnedObjectPath};

use super::KeyringSession;

const LOGIND: &str = "org.freedesktop.login1";
const LOGIND_PATH: &str = "/org/freedesktop/login1";

/// The session that every process belongs to.
const SESSION: &str = "/org/freedesktop/login1/session/_31";

/// A session that belongs to somebody else.
const OTHER_SESSION: &str = "/org/freedesktop/login1/session/_32";

impl KeyringSession {
    /// Says that the screen was locked, or is no longer, as the screen saver of this interface does.
    pub fn tell_screen(&self, interface: &str, locked: bool) {
        let connection = self.connection();
        connection
            .emit_signal(None::<&str>, "/screen", interface, "ActiveChanged", &locked)
            .expect("the private bus takes signals");
    }

    /// Says that the machine goes to sleep, as anybody on the system bus can, without being logind.
    pub fn pretend_sleep(&self) {
        emit_sleep(&self.connection(), true);
    }

    /// Starts the login service.
    pub fn logind(&self) -> Logind {
        let asked = Arc::default();
        let manager = Manager {
            asked: Arc::clone(&asked),
        };
        let connection = Builder::address(self.address())
            .and_then(|builder| builder.name(LOGIND))
            .and_then(|builder| builder.serve_at(LOGIND_PATH, manager))
            .and_then(Builder::build)
            .expect("the private bus takes connections");
        Logind {
            connection,
            asked,
            told: AtomicUsize::new(0),
        }
    }
}

/// The login service of a private bus; it goes when it is dropped.
#[derive(Debug)]
pub struct Logind {
    connection: Connection,
    asked: Arc<AtomicUsize>,
    told: AtomicUsize,
}

impl Logind {
    /// Says that the machine goes to sleep, or has woken up.
    pub fn tell_sleep(&self, begins: bool) {
        emit_sleep(&self.connection, begins);
    }

    /// Has the session of every process locked.
    pub fn lock_session(&self) {
        self.lock(SESSION);
    }

    /// Has the session of somebody else locked.
    pub fn lock_other_session(&self) {
        self.lock(OTHER_SESSION);
    }

    /// How often a session was locked.
    pub fn told(&self) -> usize {
        self.told.load(Ordering::SeqCst)
    }

    /// How often somebody asked which session a process belongs to.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn lock(&self, session: &str) {
        self.told.fetch_add(1, Ordering::SeqCst);
        let interface = "org.freedesktop.login1.Session";
        self.connection
            .emit_signal(None::<&str>, session, interface, "Lock", &())
            .expect("the private bus takes signals");
    }
}

fn emit_sleep(connection: &Connection, begins: bool) {
    let interface = "org.freedesktop.login1.Manager";
    let member = "PrepareForSleep";
    connection
        .emit_signal(None::<&str>, LOGIND_PATH, interface, member, &begins)
        .expect("the private bus takes signals");
    // The bus answers in order: what was said before has been passed on.
    DBusProxy::new(connection)
        .and_then(|bus| Ok(bus.get_id()?))
        .expect("the private bus answers");
}

struct Manager {
    asked: Arc<AtomicUsize>,
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    #[zbus(name = "GetSessionByPID")]
    fn get_session_by_pid(&self, process: u32) -> OwnedObjectPath {
        // Every process belongs to the same one.
        let _ = process;
        self.asked.fetch_add(1, Ordering::SeqCst);
        ObjectPath::from_static_str_unchecked(SESSION).into()
    }
}

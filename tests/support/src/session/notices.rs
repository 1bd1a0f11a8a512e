//! A desktop's service for notices on a private bus, which keeps what it is to show.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use zbus::blocking::Connection;
use zbus::zvariant::OwnedValue;

use super::KeyringSession;
use super::secrets::connect;

/// How long a test waits for a notice that must come.
const DEADLINE: Duration = Duration::from_secs(20);

/// A notice as the desktop got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The program's name.
    pub program: String,
    /// The headline.
    pub summary: String,
    /// The text.
    pub body: String,
    /// Its actions, each an id and its words.
    pub actions: Vec<String>,
}

/// Shows nothing, and keeps every notice until it is asked for.
#[derive(Debug)]
pub struct NoticeServer {
    shown: Receiver<Notice>,
    _connection: Connection,
}

impl NoticeServer {
    /// Takes the service's name on the bus of this session.
    pub fn start(session: &KeyringSession) -> Self {
        let (tell, shown) = channel();
        let connection = connect(session.address()).expect("the private bus takes connections");
        connection
            .object_server()
            .at("/org/freedesktop/Notifications", Desktop(Mutex::new(tell)))
            .expect("nobody else stands there");
        connection
            .request_name("org.freedesktop.Notifications")
            .expect("nobody else has the name");
        Self {
            shown,
            _connection: connection,
        }
    }

    /// The next notice.
    pub fn next(&self) -> Notice {
        self.shown
            .recv_timeout(DEADLINE)
            .expect("a notice is shown")
    }

    /// Every further notice so far.
    pub fn rest(&self) -> Vec<Notice> {
        self.shown.try_iter().collect()
    }
}

struct Desktop(Mutex<Sender<Notice>>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Desktop {
    #[expect(
        clippy::needless_pass_by_value,
        clippy::too_many_arguments,
        unused_variables,
        reason = "the desktop's specification wants them"
    )]
    fn notify(
        &self,
        program: String,
        replaces: u32,
        icon: &str,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        timeout: i32,
    ) -> u32 {
        let tell = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = tell.send(Notice {
            program,
            summary,
            body,
            actions,
        });
        1
    }

    #[expect(clippy::unused_self, reason = "a method of the service")]
    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned(), "actions".to_owned()]
    }

    #[expect(clippy::unused_self, reason = "a method of the service")]
    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("practice", "keystow", "1", "1.2")
    }

    #[expect(
        clippy::unused_self,
        unused_variables,
        reason = "a method of the service"
    )]
    fn close_notification(&self, id: u32) {}
}

//! Records the method calls on a private bus.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use zbus::blocking::fdo::MonitoringProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::{MatchRule, message};

use super::KeyringSession;
use super::secrets::connect;

/// The path of the calls with which a monitor finds out how far it has read.
const MARK: &str = "/dev/keystow/mark";

/// A method call that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Who was called.
    pub destination: String,
    /// Which object.
    pub path: String,
    /// Which interface; empty where the caller named none.
    pub interface: String,
    /// Which method.
    pub member: String,
}

/// Sees every method call on a bus from its start on.
#[derive(Debug)]
pub struct Monitor {
    seen: Arc<Seen>,
    marker: Connection,
}

#[derive(Debug, Default)]
struct Seen {
    record: Mutex<Record>,
    more: Condvar,
}

#[derive(Debug, Default)]
struct Record {
    calls: Vec<Call>,
    marks: u64,
}

impl Monitor {
    /// Records every method call on the bus of this session from now on.
    pub fn start(session: &KeyringSession) -> Self {
        let address = session.address();
        let listening = || -> zbus::Result<MessageIterator> {
            let connection = connect(address)?;
            let messages = MessageIterator::from(&connection);
            let calls = MatchRule::builder()
                .msg_type(message::Type::MethodCall)
                .build();
            MonitoringProxy::new(&connection)?.become_monitor(&[calls], 0)?;
            Ok(messages)
        };
        let messages = listening().expect("the private bus lets itself be monitored");
        let marker = connect(address).expect("the private bus takes connections");
        let seen = Arc::new(Seen::default());
        let record = Arc::clone(&seen);
        // It ends when the bus does.
        std::thread::spawn(move || {
            for message in messages.map_while(Result::ok) {
                record.take(&message);
            }
        });
        let monitor = Self { seen, marker };
        // What opening these connections took is no part of the record.
        monitor.calls();
        monitor.forget();
        monitor
    }

    /// Every call so far. A bus keeps its order, so what came before this question is in the answer.
    pub fn calls(&self) -> Vec<Call> {
        let record = || {
            self.seen
                .record
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        let awaited = record().marks + 1;
        let interface = Some("org.freedesktop.DBus.Peer");
        let reply =
            self.marker
                .call_method(Some("org.freedesktop.DBus"), MARK, interface, "Ping", &());
        reply.expect("the bus answers a ping");
        let wait = Duration::from_secs(20);
        let waiting = |record: &mut Record| record.marks < awaited;
        let (record, late) = self
            .seen
            .more
            .wait_timeout_while(record(), wait, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!late.timed_out(), "the monitor has lost its bus");
        record.calls.clone()
    }

    /// Waits until so many calls of this member have been seen.
    pub fn wait_for(&self, member: &str, count: usize) {
        let waiting = |record: &mut Record| {
            let seen = record.calls.iter().filter(|call| call.member == member);
            seen.count() < count
        };
        let record = self
            .seen
            .record
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (_record, late) = self
            .seen
            .more
            .wait_timeout_while(record, Duration::from_mins(1), waiting)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!late.timed_out(), "waited in vain for {count} {member}");
    }

    /// Ends the record: every call, a line each, `destination path interface.member`.
    pub fn stop(self) -> Vec<String> {
        let line = |call: &Call| {
            let Call {
                destination,
                path,
                interface,
                member,
            } = call;
            format!("{destination} {path} {interface}.{member}")
        };
        self.calls().iter().map(line).collect()
    }

    /// Forgets what was seen so far.
    pub fn forget(&self) {
        self.seen
            .record
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .calls
            .clear();
    }

    /// Whether anybody tried to have the keyring unlocked or a prompt shown.
    pub fn saw_prompt(&self) -> bool {
        let prompts = |call: &Call| {
            matches!(
                call.member.as_str(),
                "UnlockWithMasterPassword" | "Prompt" | "PerformPrompt"
            )
        };
        self.calls().iter().any(prompts)
    }
}

impl Seen {
    fn take(&self, message: &zbus::Message) {
        if message.message_type() != message::Type::MethodCall {
            return;
        }
        let header = message.header();
        let call = Call {
            destination: header
                .destination()
                .map(ToString::to_string)
                .unwrap_or_default(),
            path: header.path().map(ToString::to_string).unwrap_or_default(),
            interface: header
                .interface()
                .map(ToString::to_string)
                .unwrap_or_default(),
            member: header.member().map(ToString::to_string).unwrap_or_default(),
        };
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        if call.path == MARK {
            record.marks += 1;
        } else {
            record.calls.push(call);
        }
        self.more.notify_all();
    }
}

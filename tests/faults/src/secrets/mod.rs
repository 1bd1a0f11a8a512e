//! A Secret Service of our own, for what the real one cannot be made to do.
//!
//! It owns `org.freedesktop.secrets` on the bus of a private session without a keyring, holds one
//! collection, and answers one call after the other on a thread of its own, as gnome-keyring does.
//! What it stores outlives its deaths. It protects nothing: whatever stands in it is plainly fake.
//!
//! ```no_run
//! use keystow_faults::secrets::{FakeSecrets, Prompter};
//! use keystow_test_support::session::KeyringSession;
//!
//! let session = KeyringSession::without_keyring();
//! let secrets = FakeSecrets::start(&session);
//! secrets.lock();
//! secrets.set_prompter(Prompter::Dismisses);
//! ```

mod answers;
mod exchange;
mod manners;
mod state;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use keystow_test_support::session::KeyringSession;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::names::BusName;
use zbus::{Message, message};

pub use manners::{Answers, Death, Prompter};
pub use state::FakeEntry;
use state::{Lock, State};

/// How long a test waits for a call that must come. Only a broken machine needs it all.
const DEADLINE: Duration = Duration::from_mins(1);

const NAME: &str = "org.freedesktop.secrets";

/// The fake service; it leaves the bus when dropped.
#[derive(Debug)]
pub struct FakeSecrets {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    address: String,
    state: Mutex<State>,
    changed: Condvar,
    line: Mutex<Option<Connection>>,
}

impl FakeSecrets {
    /// Takes the name on the bus of a session that has no keyring.
    pub fn start(session: &KeyringSession) -> Self {
        let shared = Arc::new(Shared {
            address: session.address().to_owned(),
            state: Mutex::default(),
            changed: Condvar::new(),
            line: Mutex::default(),
        });
        shared.appear().expect("the private bus gives the name");
        Self { shared }
    }

    /// Locks the collection; it still tells which entries it holds.
    pub fn lock(&self) {
        self.change(|state| state.lock = Lock::Locked);
    }

    /// Locks the collection; it tells nothing of what it holds, as one that is not loaded yet.
    pub fn lock_and_hide(&self) {
        self.change(|state| state.lock = Lock::Hidden);
    }

    /// Unlocks the collection.
    pub fn unlock(&self) {
        self.change(|state| state.lock = Lock::Open);
    }

    /// Says what becomes of prompts from now on.
    pub fn set_prompter(&self, prompter: Prompter) {
        self.change(|state| state.prompter = prompter);
    }

    /// Says what answers are like from now on.
    pub fn set_answers(&self, answers: Answers) {
        self.change(|state| state.answers = answers);
    }

    /// Says whether there is a collection that new entries go to.
    pub fn set_default_collection(&self, there: bool) {
        self.change(|state| state.no_default = !there);
    }

    /// Has the service die when the next item is created.
    pub fn die_at_create(&self, death: Death) {
        self.change(|state| state.death = Some(death));
    }

    /// Leaves the bus, as if killed.
    pub fn die(&self) {
        self.shared.vanish();
    }

    /// Comes back to the bus with everything that was stored.
    pub fn come_back(&self) {
        self.shared
            .appear()
            .expect("the private bus gives the name");
    }

    /// Answers nothing until [`Self::release`].
    pub fn hold(&self) {
        self.change(|state| state.held = true);
    }

    /// Answers what was asked meanwhile, and goes on.
    pub fn release(&self) {
        self.change(|state| state.held = false);
    }

    /// Somebody types the right password into every prompt that stands open.
    pub fn answer_prompts(&self) {
        self.end_prompts(true);
    }

    /// Somebody closes every prompt that stands open.
    pub fn dismiss_prompts(&self) {
        self.end_prompts(false);
    }

    fn end_prompts(&self, unlocks: bool) {
        let mut ends = Vec::new();
        self.change(|state| {
            if unlocks {
                state.lock = Lock::Open;
            }
            for prompt in std::mem::take(&mut state.open_prompts) {
                let objects = state.prompts.get(&prompt).cloned().unwrap_or_default();
                let end = if unlocks {
                    answers::completed(&prompt, &objects)
                } else {
                    answers::dismissed(&prompt)
                };
                ends.push(end.expect("the path is well formed"));
            }
        });
        for end in &ends {
            self.shared.send(end);
        }
    }

    /// Leaves the next call of this member without an answer, and goes on with the others.
    pub fn strand(&self, member: &str) {
        self.change(|state| state.to_strand = Some(member.to_owned()));
    }

    /// Answers the call that was stranded, and waits until whoever made it has left the bus.
    pub fn release_stranded(&self) {
        let call = self.state().stranded.take();
        let call = call.expect("a call was stranded");
        let answer = answers::answer(&mut self.state(), &call).expect("the call can be answered");
        let caller = call.header().sender().map(ToString::to_string);
        let caller = BusName::try_from(caller.expect("a call has a sender"));
        let caller = caller.expect("the bus gives right names");
        for message in &answer.messages {
            self.shared.send(message);
        }
        let line = lock(&self.shared.line).clone();
        let bus = DBusProxy::new(&line.expect("the service is on the bus"));
        let bus = bus.expect("the bus answers");
        let end = Instant::now() + DEADLINE;
        while bus.name_has_owner(caller.clone()).expect("the bus answers") {
            assert!(Instant::now() < end, "waited in vain for {caller} to leave");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// How many prompts were shown so far.
    pub fn prompts(&self) -> usize {
        self.state().prompts_shown
    }

    /// How many prompts stand open: shown, and neither answered nor dismissed.
    pub fn open_prompts(&self) -> usize {
        self.state().open_prompts.len()
    }

    /// How many calls of this member have come so far.
    pub fn calls(&self, member: &str) -> usize {
        let state = self.state();
        state.calls.iter().filter(|call| *call == member).count()
    }

    /// Waits until so many calls of this member have come.
    pub fn wait_for_calls(&self, member: &str, count: usize) {
        self.wait_until(&format!("{count} calls of {member}"), |state| {
            state.calls.iter().filter(|call| *call == member).count() >= count
        });
    }

    /// Waits until so many prompts have been shown.
    pub fn wait_for_prompts(&self, count: usize) {
        self.wait_until(&format!("{count} prompts"), |state| {
            state.prompts_shown >= count
        });
    }

    /// What is stored.
    pub fn entries(&self) -> Vec<FakeEntry> {
        self.state().entries.clone()
    }

    /// Puts another text in the place of every entry's.
    pub fn overwrite(&self, text: &[u8]) {
        self.change(|state| {
            for entry in &mut state.entries {
                entry.text = text.to_vec();
            }
        });
    }

    /// Has every entry stand there twice, the second one with this text.
    pub fn duplicate(&self, text: &[u8]) {
        self.change(|state| {
            for entry in state.entries.clone() {
                state.keep(entry.attributes, entry.label, text.to_vec(), false);
            }
        });
    }

    /// Forgets every entry.
    pub fn clear(&self) {
        self.change(|state| state.entries.clear());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.shared.state)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.shared.changed.notify_all();
    }

    fn wait_until(&self, what: &str, is_so: impl Fn(&State) -> bool) {
        let (_state, late) = self
            .shared
            .changed
            .wait_timeout_while(self.state(), DEADLINE, |state| !is_so(state))
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!late.timed_out(), "waited in vain for {what}");
    }
}

impl Drop for FakeSecrets {
    fn drop(&mut self) {
        self.shared.vanish();
    }
}

impl Shared {
    /// Takes the name, from a predecessor too, and answers calls from now on.
    fn appear(self: &Arc<Self>) -> zbus::Result<()> {
        let connection = Builder::address(self.address.as_str())?.build()?;
        let messages = MessageIterator::from(&connection);
        {
            let mut state = lock(&self.state);
            state.stopped = false;
            state.sessions.clear();
            state.prompts.clear();
            state.open_prompts.clear();
        }
        connection.request_name(NAME)?;
        *lock(&self.line) = Some(connection.clone());
        let shared = Arc::clone(self);
        // It ends with its connection.
        std::thread::spawn(move || shared.serve(&connection, messages));
        Ok(())
    }

    /// Leaves the bus without a word.
    fn vanish(&self) {
        lock(&self.state).stopped = true;
        self.changed.notify_all();
        if let Some(connection) = lock(&self.line).take() {
            // It may be closed already.
            let _ = connection.close();
        }
    }

    fn serve(self: &Arc<Self>, connection: &Connection, messages: MessageIterator) {
        for call in messages.map_while(Result::ok) {
            if call.message_type() != message::Type::MethodCall {
                continue;
            }
            let Some(answer) = self.answer(call) else {
                return;
            };
            for message in &answer.messages {
                if connection.send(message).is_err() {
                    return;
                }
            }
            if let Some(death) = answer.death {
                if death == Death::AfterStoringAndBack {
                    self.appear().expect("the private bus gives the name");
                    let _ = connection.clone().close();
                } else {
                    self.vanish();
                }
                return;
            }
        }
    }

    /// `None` where the service has left meanwhile.
    fn answer(&self, call: Message) -> Option<answers::Answer> {
        let mut state = lock(&self.state);
        let member = call.header().member().map(ToString::to_string);
        let stranded = member.is_some() && state.to_strand == member;
        state.calls.extend(member);
        if stranded {
            state.to_strand = None;
            state.stranded = Some(call);
            self.changed.notify_all();
            return Some(answers::Answer::default());
        }
        self.changed.notify_all();
        let mut state = self
            .changed
            .wait_while(state, |state| state.held && !state.stopped)
            .unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return None;
        }
        let answer = answers::answer(&mut state, &call).or_else(|_| {
            let refusal = answers::refuse(&call, "org.freedesktop.DBus.Error.InvalidArgs");
            refusal.map(Into::into)
        });
        self.changed.notify_all();
        answer.ok()
    }

    fn send(&self, message: &Message) {
        let line = lock(&self.line);
        let line = line.as_ref().expect("the service is on the bus");
        line.send(message).expect("the private bus takes messages");
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

//! Tells when nobody sits at the desk any more: the screen is locked, or the machine goes to sleep.
//!
//! Two plain threads, one a bus, that only listen: no service needs to be there when they start, and
//! nothing ever joins them, so they cannot keep the program from ending. A bus that is not there ends
//! its thread without a word.
//!
//! What it does not do: prove who sent a signal of the session bus. Whoever can send one there runs as
//! the owner, and all that it brings about is that the vault is closed. On the system bus, where other
//! accounts can send signals too, only logind's count.
//!
//! Sources: `ActiveChanged` of KDE's, GNOME's, Cinnamon's, MATE's and Xfce's screen savers;
//! `PrepareForSleep` and `Lock` of org.freedesktop.login1(5).

/// Calls `left` whenever the screen is locked or the machine goes to sleep, for as long as the program
/// runs. Returns at once; on platforms without D-Bus nothing is ever called.
#[cfg(target_os = "linux")]
pub fn watch_desk(left: impl Fn() + Send + Sync + 'static) {
    dbus::watch(std::sync::Arc::new(left));
}

/// Calls `left` whenever the screen is locked or the machine goes to sleep, for as long as the program
/// runs. Returns at once; on platforms without D-Bus nothing is ever called.
#[cfg(not(target_os = "linux"))]
pub fn watch_desk(left: impl Fn() + Send + Sync + 'static) {
    drop(left);
}

#[cfg(target_os = "linux")]
mod dbus {
    use std::sync::Arc;
    use std::time::Duration;

    use zbus::blocking::connection::Builder;
    use zbus::blocking::fdo::DBusProxy;
    use zbus::blocking::{Connection, MessageIterator, Proxy};
    use zbus::message::{Message, Type};
    use zbus::zvariant::OwnedObjectPath;
    use zbus::{MatchRule, Result};

    const SCREEN_SAVERS: [&str; 5] = [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.xfce.ScreenSaver",
    ];
    const LOGIND: &str = "org.freedesktop.login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const SESSION: &str = "org.freedesktop.login1.Session";

    /// How long a bus may take to answer.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// How long a bus that went is left alone before it is tried again.
    const PAUSE: Duration = Duration::from_secs(30);

    type Left = Arc<dyn Fn() + Send + Sync>;

    pub(super) fn watch(left: Left) {
        let also = Arc::clone(&left);
        start("desk-session", move || {
            listen(Builder::session, &session_rules, &|_, message| {
                is_locked_screen(message).then(|| also());
            });
        });
        start("desk-system", move || {
            listen(Builder::system, &system_rules, &|bus, message| {
                let gone = if is(message, MANAGER, "PrepareForSleep") {
                    says_true(message)
                } else {
                    is(message, SESSION, "Lock") && is_of_our_session(bus, message)
                };
                gone.then(|| left());
            });
        });
    }

    fn start(name: &str, run: impl FnOnce() + Send + 'static) {
        let started = std::thread::Builder::new().name(name.to_owned()).spawn(run);
        if started.is_err() {
            tracing::warn!("nobody watches whether the screen is locked");
        }
    }

    /// Listens until the bus is found to be missing. One that was there comes back after a while.
    fn listen(
        find: fn() -> Result<Builder<'static>>,
        rules: &dyn Fn() -> Result<Vec<MatchRule<'static>>>,
        heard: &dyn Fn(&Connection, &Message),
    ) {
        while let Ok((bus, messages)) = subscribe(find, rules) {
            for message in messages.map_while(Result::ok) {
                // A signal to this connection alone was not asked for by a rule.
                let header = message.header();
                if header.message_type() == Type::Signal && header.destination().is_none() {
                    heard(&bus, &message);
                }
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn subscribe(
        find: fn() -> Result<Builder<'static>>,
        rules: &dyn Fn() -> Result<Vec<MatchRule<'static>>>,
    ) -> Result<(Connection, MessageIterator)> {
        let bus = find()?.method_timeout(PATIENCE).build()?;
        let messages = MessageIterator::from(&bus);
        let broker = DBusProxy::new(&bus)?;
        for rule in rules()? {
            broker.add_match_rule(rule)?;
        }
        Ok((bus, messages))
    }

    fn session_rules() -> Result<Vec<MatchRule<'static>>> {
        SCREEN_SAVERS
            .into_iter()
            .map(|interface| rule(interface, "ActiveChanged").map(zbus::match_rule::Builder::build))
            .collect()
    }

    fn system_rules() -> Result<Vec<MatchRule<'static>>> {
        [(MANAGER, "PrepareForSleep"), (SESSION, "Lock")]
            .into_iter()
            // The bus compares the sender with whoever owns the name at that moment.
            .map(|(interface, member)| Ok(rule(interface, member)?.sender(LOGIND)?.build()))
            .collect()
    }

    fn rule(
        interface: &'static str,
        member: &'static str,
    ) -> Result<zbus::match_rule::Builder<'static>> {
        MatchRule::builder()
            .msg_type(Type::Signal)
            .interface(interface)?
            .member(member)
    }

    fn is(message: &Message, interface: &str, member: &str) -> bool {
        let header = message.header();
        header.interface().is_some_and(|name| name == interface)
            && header.member().is_some_and(|name| name == member)
    }

    fn is_locked_screen(message: &Message) -> bool {
        SCREEN_SAVERS
            .into_iter()
            .any(|interface| is(message, interface, "ActiveChanged"))
            && says_true(message)
    }

    fn says_true(message: &Message) -> bool {
        message.body().deserialize::<bool>().unwrap_or(false)
    }

    /// Whether the session that logind locks is this program's. Where that cannot be told it is: closing
    /// a vault once too often costs little.
    fn is_of_our_session(bus: &Connection, message: &Message) -> bool {
        let header = message.header();
        let Some(locked) = header.path() else {
            return false;
        };
        let ours = our_session(bus).ok().filter(|path| path.as_str() != "/");
        ours.is_none_or(|ours| *ours == *locked)
    }

    /// The session of this process. A program that the account's service manager started belongs to none:
    /// then the one that the account's screen shows.
    fn our_session(bus: &Connection) -> Result<OwnedObjectPath> {
        let manager = Proxy::new(bus, LOGIND, "/org/freedesktop/login1", MANAGER)?;
        if let Ok(session) = manager.call("GetSessionByPID", &(std::process::id(),)) {
            return Ok(session);
        }
        let account = "/org/freedesktop/login1/user/self";
        let account = Proxy::new(bus, LOGIND, account, "org.freedesktop.login1.User")?;
        let (_, shown): (String, OwnedObjectPath) = account.get_property("Display")?;
        Ok(shown)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn screen(interface: &str, member: &str, active: bool) -> Message {
            Message::signal("/screen", interface, member)
                .and_then(|signal| signal.build(&active))
                .expect("a signal")
        }

        #[test]
        fn a_screen_saver_that_starts_is_a_desk_left_and_one_that_ends_is_not() {
            for interface in SCREEN_SAVERS {
                assert!(is_locked_screen(&screen(interface, "ActiveChanged", true)));
                assert!(!is_locked_screen(&screen(
                    interface,
                    "ActiveChanged",
                    false
                )));
                assert!(!is_locked_screen(&screen(interface, "SessionIdle", true)));
            }
            let other = screen("org.example.ScreenSaver", "ActiveChanged", true);
            assert!(!is_locked_screen(&other));
            let wordless = Message::signal("/screen", SCREEN_SAVERS[0], "ActiveChanged")
                .and_then(|signal| signal.build(&()))
                .expect("a signal");
            assert!(!is_locked_screen(&wordless));
        }

        #[test]
        fn every_rule_can_be_written_and_only_logind_speaks_on_the_system_bus() {
            assert_eq!(session_rules().expect("rules").len(), SCREEN_SAVERS.len());
            for rule in system_rules().expect("rules") {
                assert_eq!(
                    rule.sender().map(zbus::names::BusName::as_str),
                    Some(LOGIND)
                );
            }
        }
    }
}

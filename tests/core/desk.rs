//! The vault is closed when its owner leaves the desk.

use std::time::{Duration, Instant};

use keystow::Keystow;
use keystow_test_support::session::KeyringSession;

use crate::support::{Desk, good_key};

/// A vault that is open, on a desk that is watched.
async fn open_vault(desk: &Desk) -> Keystow {
    let keystow = desk.open().await;
    keystow.set_api_key("groq", good_key()).await.unwrap();
    assert!(is_open(&keystow).await);
    keystow.lock_when_desk_is_left();
    keystow
}

async fn is_open(keystow: &Keystow) -> bool {
    keystow.vault_status().await.open
}

/// Says it again and again until it was heard: the watch takes a moment to begin.
async fn until(what: &str, say: impl Fn(), mut heard: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !heard().await {
        assert!(Instant::now() < end, "nobody heard: {what}");
        say();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_locked_screen_closes_the_vault_whatever_desktop_locks_it() {
    let session = KeyringSession::without_keyring();
    session.enter();
    let desk = Desk::new();
    let keystow = open_vault(&desk).await;
    for interface in [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.xfce.ScreenSaver",
    ] {
        assert!(keystow.get_api_key("groq").await.is_ok());
        assert!(is_open(&keystow).await);
        let lock = || session.tell_screen(interface, true);
        until(interface, lock, async || !is_open(&keystow).await).await;
    }
    assert!(keystow.get_api_key("groq").await.is_ok(), "it opens again");
}

#[tokio::test]
async fn sleep_and_the_lock_of_our_session_close_the_vault_and_nothing_else_of_logind_does() {
    let session = KeyringSession::without_keyring();
    session.enter();
    let logind = session.logind();
    let desk = Desk::new();
    let keystow = open_vault(&desk).await;

    // The watch asks whose session it is, so what was said before has been heard when it asks.
    let other = || logind.lock_other_session();
    until("another session", other, async || logind.asked() > 0).await;
    session.pretend_sleep();
    logind.tell_sleep(false);
    let before = logind.told();
    until("another session", other, async || logind.asked() > before).await;
    assert!(is_open(&keystow).await, "none of this leaves the desk");

    let sleep = || logind.tell_sleep(true);
    until("sleep", sleep, async || !is_open(&keystow).await).await;
    assert!(keystow.get_api_key("groq").await.is_ok());
    let lock = || logind.lock_session();
    until("our session", lock, async || !is_open(&keystow).await).await;
}

#[tokio::test]
async fn a_machine_without_a_bus_keeps_its_vault_open_and_says_nothing() {
    let session = KeyringSession::without_bus();
    session.enter();
    let desk = Desk::new();
    let keystow = open_vault(&desk).await;
    assert!(keystow.get_api_key("groq").await.is_ok());
    assert!(is_open(&keystow).await);
}

//! A5: the keyring hangs, and nothing else does.

use std::time::Duration;

use keystow::{Options, Prompting};
use keystow_faults::program::{HUNG, Program, Running};
use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::KeyringSession;
use rustix::process::{Pid, Signal, kill_process};

use crate::place::{Place, get, in_time, measured, reads_groq};

#[tokio::test]
async fn a5_while_one_call_hangs_in_the_keyring_the_others_answer() {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    let hanging = Options {
        keyring_deadline: Duration::from_hours(1),
        ..Options::default()
    };
    let keystow = place.open_as(hanging).await;
    let monitor = place.session().monitor();
    place.session().pause();
    let asking = keystow.clone();
    let hangs = tokio::spawn(async move { get(&asking, "groq").await });
    in_time("the keyring's call", async {
        while !monitor
            .calls()
            .iter()
            .any(|call| call.member == "SearchItems")
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let listed = in_time("the list", keystow.credentials()).await.unwrap();
    assert_eq!(listed.len(), 1);
    in_time("the models", keystow.models("groq")).await.unwrap();
    in_time("the settings", keystow.settings()).await.unwrap();
    in_time("a profile", keystow.create_profile("work"))
        .await
        .unwrap();
    in_time("a delete", keystow.delete("groq")).await.unwrap();
    assert!(!hangs.is_finished(), "the keyring still hangs");
    place.session().resume();
    assert!(
        in_time("the get", hangs).await.unwrap().is_err(),
        "the key is gone by now"
    );
}

#[tokio::test]
async fn a5_a_command_line_that_hangs_in_the_keyring_ends_when_it_is_told_to() {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    let data = place.data();
    let program = Program::new(place.session(), &data);
    // With the first thing that each asks the keyring for.
    let verbs: [(&[&str], &str, &str); 3] = [
        (&["get", "groq"], "", "OpenSession"),
        (&["check", "groq"], "", "SearchItems"),
        (
            &["add", "openai", "--no-check"],
            GOOD_GROQ_KEY,
            "SearchItems",
        ),
    ];
    place.session().pause();
    for (args, stdin, first) in verbs {
        for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
            let monitor = place.session().monitor();
            let mut running = Running::start(program.command(args), stdin);
            monitor.wait_for(first, 1);
            assert!(running.is_running(), "{args:?} waits for the keyring");
            let told = std::time::Instant::now();
            let process = i32::try_from(running.id()).ok().and_then(Pid::from_raw);
            kill_process(process.unwrap(), signal).unwrap();
            let ran = running.end_within(HUNG).expect("it hangs");
            measured(&format!("{args:?} after {signal:?}"), told.elapsed());
            // It ended of the signal, not of its own deadline.
            assert_eq!(ran.signal, Some(signal.as_raw()), "{ran:?}");
            assert_eq!(ran.stdout, "");
        }
    }
    place.session().resume();
    reads_groq(&place.open().await).await;
    assert_eq!(place.open().await.credentials().await.unwrap().len(), 1);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn asking_the_keyring_again_and_again_keeps_nothing_open() {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    let keystow = place.open().await;
    let ask = async || {
        keystow.lock();
        keystow.vault_status().await;
        keystow.unlock_keyring(Prompting::Never).await.unwrap();
        reads_groq(&keystow).await;
    };
    let open = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    // What is opened once and kept, as the file's own connections are.
    for _ in 0..3 {
        ask().await;
    }
    let before = open();
    for _ in 0..20 {
        ask().await;
    }
    let after = open();
    assert!(after < before + 10, "{before} descriptors became {after}");
}

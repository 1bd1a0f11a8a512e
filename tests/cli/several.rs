//! Several processes on one vault at once.

use std::thread;

use crate::bench::{Bench, GOOD_GROQ_KEY, Ran, WRONG_KEY};

#[test]
fn eight_processes_that_add_at_once_lose_nothing_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    for profile in 1..8 {
        // Profiles need no keyring; the first add makes the vault, whoever that is.
        bench
            .run(&["profile", "add", &format!("p{profile}")], "")
            .exits(0);
    }
    thread::scope(|scope| {
        for place in 0..8 {
            let bench = &bench;
            scope.spawn(move || {
                let profile = profile(place);
                let args = ["--profile", &profile, "add", "groq", "--no-check"];
                bench.run(&args, key(place)).exits(0);
            });
        }
    });
    for place in 0..8 {
        let profile = profile(place);
        let mut get = bench.command(&["--profile", &profile, "get", "groq"]);
        assert_eq!(
            Ran::new(&mut get, b"").exits(0).stdout,
            key(place),
            "{profile}"
        );
    }
}

#[test]
fn of_two_that_add_the_same_one_is_told_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    let mut codes: Vec<Option<i32>> = thread::scope(|scope| {
        let add = || {
            bench
                .run(&["add", "groq", "--no-check"], GOOD_GROQ_KEY)
                .code
        };
        let both = [scope.spawn(add), scope.spawn(add)];
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(8)]);
}

fn profile(place: usize) -> String {
    if place == 0 {
        "default".into()
    } else {
        format!("p{place}")
    }
}

fn key(place: usize) -> &'static str {
    if place.is_multiple_of(2) {
        GOOD_GROQ_KEY
    } else {
        WRONG_KEY
    }
}

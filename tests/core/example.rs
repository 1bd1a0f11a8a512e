//! The example `api_key_usage`, run as its reader would run it.

use std::path::PathBuf;
use std::process::Output;

use keystow::{Keystow, Options};
use keystow_test_support::practice::{GOOD_GROQ_KEY, Practice, PracticeOptions};
use keystow_test_support::session::KeyringSession;

use crate::support::{BAD_KEY, key_of};

/// Cargo builds the examples of a crate beside its tests.
fn example() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("examples/api_key_usage")
}

fn run(session: &KeyringSession, data: &std::path::Path) -> Output {
    let mut command = session.command(example());
    command
        .arg("groq")
        .env("KEYSTOW_DATA_DIR", data)
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_example_tells_every_fault_apart() {
    let session = KeyringSession::start(true);
    session.enter();
    let practice = Practice::start(PracticeOptions::default());
    let data = session.home().join("data");
    let options = Options {
        data_dir: Some(data.clone()),
        ..Options::default()
    };
    let keystow = Keystow::open(options).await.unwrap();

    let none = run(&session, &data);
    assert_eq!(none.status.code(), Some(3), "{none:?}");

    let new = keystow::NewCredential {
        provider: "groq".to_owned(),
        key: Some(key_of(GOOD_GROQ_KEY)),
        base_url: Some(format!("{}/openai/v1", practice.url())),
        ..keystow::NewCredential::default()
    };
    keystow.create(new).await.unwrap();
    let well = run(&session, &data);
    assert_eq!(well.status.code(), Some(0), "{well:?}");
    assert!(String::from_utf8_lossy(&well.stdout).contains("models"));

    keystow.set_api_key("groq", key_of(BAD_KEY)).await.unwrap();
    let refused = run(&session, &data);
    assert_eq!(refused.status.code(), Some(6), "{refused:?}");

    session.lock();
    let closed = run(&session, &data);
    assert_eq!(closed.status.code(), Some(4), "{closed:?}");
    for output in [none, well, refused, closed] {
        let told = [output.stdout, output.stderr].concat();
        assert!(
            !String::from_utf8_lossy(&told).contains("BADbadBAD"),
            "no key is told"
        );
    }
}

//! The fake as others see it: `secret-tool` takes it for a keyring.

use std::process::Command;

use super::*;

fn start() -> (KeyringSession, FakeSecrets) {
    let session = KeyringSession::without_keyring();
    let secrets = FakeSecrets::start(&session);
    (session, secrets)
}

fn output(mut command: Command) -> String {
    let output = command.output().expect("secret-tool can be started");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn lookup(session: &KeyringSession) -> String {
    let mut command = session.command("secret-tool");
    command.args(["lookup", "practice", "yes"]);
    output(command)
}

#[test]
fn another_program_stores_finds_and_deletes() {
    let (session, secrets) = start();
    assert!(session.put_entry(&[("practice", "yes")], "a text"));
    assert_eq!(secrets.entries().len(), 1);
    assert_eq!(secrets.entries()[0].text, b"a text");
    assert_eq!(lookup(&session), "a text");
    assert_eq!(secrets.calls("OpenSession"), 2);
    let entries = session.entries(&[("practice", "yes")]);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].text.as_deref(), Some(&b"a text"[..]));
    assert!(session.entries(&[("practice", "no")]).is_empty());
    let mut command = session.command("secret-tool");
    command.args(["clear", "practice", "yes"]);
    output(command);
    assert!(secrets.entries().is_empty());
}

#[test]
fn a_lock_hides_a_text_and_a_prompt_brings_it_back() {
    let (session, secrets) = start();
    assert!(session.put_entry(&[("practice", "yes")], "a text"));
    secrets.lock();
    assert_eq!(session.entries(&[("practice", "yes")])[0].text, None);
    secrets.set_prompter(Prompter::Dismisses);
    assert_eq!(lookup(&session), "");
    assert_eq!(secrets.prompts(), 1);
    secrets.set_prompter(Prompter::Answers);
    assert_eq!(lookup(&session), "a text");
    assert_eq!(secrets.prompts(), 2);
    secrets.lock_and_hide();
    assert!(session.entries(&[("practice", "yes")]).is_empty());
}

#[test]
fn what_is_stored_outlives_a_death() {
    let (session, secrets) = start();
    secrets.die_at_create(Death::BeforeStoring);
    assert!(!session.put_entry(&[("practice", "yes")], "lost"));
    secrets.come_back();
    assert!(secrets.entries().is_empty());
    secrets.die_at_create(Death::AfterStoring);
    assert!(!session.put_entry(&[("practice", "yes")], "kept"));
    assert_eq!(lookup(&session), "", "nobody is there");
    secrets.come_back();
    assert_eq!(lookup(&session), "kept");
    secrets.die_at_create(Death::AfterStoringAndBack);
    assert!(!session.put_entry(&[("other", "yes")], "kept too"));
    assert_eq!(lookup(&session), "kept", "somebody is there again");
    assert_eq!(secrets.entries().len(), 2);
}

#[test]
fn wrong_answers_are_wrong() {
    let (session, secrets) = start();
    assert!(session.put_entry(&[("practice", "yes")], "a text"));
    for wrong in Answers::WRONG {
        secrets.set_answers(wrong);
        assert_ne!(lookup(&session), "a text", "{wrong:?}");
    }
    secrets.set_answers(Answers::Right);
    assert_eq!(lookup(&session), "a text");
}

//! K11 to K13: what stands in the keyring is not what this vault put there.

use keystow::{Keystow, Options, VaultState};
use keystow_faults::home::copy_folder;
use keystow_faults::race::SERVICE;
use keystow_faults::secrets::FakeSecrets;
use keystow_test_support::session::KeyringSession;
use keystow_vault::keychain::MemoryKeychain;

use crate::place::{Place, lives, reads_groq, refusal, set};
use crate::recovery::{code_for, opens_with};

/// A vault of one key and its recovery code, its keyring the fake one.
async fn with_fake() -> (Place, FakeSecrets, keystow::RecoveryCode) {
    let session = KeyringSession::without_keyring();
    let secrets = FakeSecrets::start(&session);
    let place = Place::enter(session);
    place.store_groq().await;
    let code = code_for(&place.open().await).await;
    (place, secrets, code)
}

/// The vault names what it finds, leaves it alone, and opens with the code.
async fn refuses(
    place: &Place,
    secrets: &FakeSecrets,
    code: &keystow::RecoveryCode,
    expected: VaultState,
) {
    let (ways, entries) = (place.ways().await, secrets.entries());
    let keystow = place.open().await;
    assert_eq!(refusal(&keystow).await, expected);
    let error = set(&keystow, "openai").await.unwrap_err();
    assert_eq!(error.vault_state(), Some(expected));
    place.run(&["get", "groq"], "").exits(5).says("hint:");
    lives(&keystow).await;
    assert_eq!(place.ways().await, ways, "the vault is as it was");
    assert_eq!(secrets.entries(), entries, "the keyring is as it was");
    opens_with(&keystow, code).await;
    reads_groq(&keystow).await;
    assert_eq!(
        secrets.entries(),
        entries,
        "the code opens past the keyring"
    );
}

#[tokio::test]
async fn k11_an_entry_replaced_by_another_text_is_corrupt_and_left_alone() {
    let (place, secrets, code) = with_fake().await;
    let whole = secrets.entries()[0].text.clone();
    let mut damaged = whole.clone();
    damaged[40] ^= 1;
    let long = vec![b'x'; 100_000];
    let texts: [&[u8]; 6] = [
        b"another text",
        b"",
        b"kv1....",
        &damaged,
        &long,
        &[0xff, 0xfe, 0],
    ];
    for text in texts {
        secrets.overwrite(text);
        refuses(&place, &secrets, &code, VaultState::MasterCorrupt).await;
    }
    secrets.overwrite(&whole);
    reads_groq(&place.open().await).await;
}

#[tokio::test]
async fn k11_an_entry_replaced_by_another_vaults_line_is_wrong_and_left_alone() {
    let (place, secrets, code) = with_fake().await;
    let other = Options {
        data_dir: Some(place.session().home().join("another vault")),
        ..Options::default()
    };
    set(&Keystow::open(other).await.unwrap(), "groq")
        .await
        .unwrap();
    let theirs = secrets.entries()[1].text.clone();
    secrets.overwrite(&theirs);
    refuses(&place, &secrets, &code, VaultState::MasterWrong).await;
}

#[tokio::test]
async fn k12_an_entry_that_stands_there_twice_is_named_and_not_chosen_by_luck() {
    let (place, secrets, code) = with_fake().await;
    secrets.duplicate(b"another text");
    assert_eq!(secrets.entries().len(), 2);
    refuses(&place, &secrets, &code, VaultState::MasterCorrupt).await;

    // A slot of its own name brings the keyring back, and takes nothing away that may be of use.
    let keystow = place.open().await;
    opens_with(&keystow, &code).await;
    keystow.renew_keyring_slot().await.unwrap();
    reads_groq(&place.open().await).await;
    let ways = place.ways().await;
    let active = ways.slots.iter().filter(|(kind, ..)| kind == "keyring");
    assert_eq!(active.count(), 1, "{ways:?}");
}

/// Another program puts an entry of our name into the real keyring, with this attribute besides.
async fn meets_another_program(also: &[(&str, &str)], entries: usize) {
    let place = Place::enter(KeyringSession::start(true));
    place.store_groq().await;
    let code = code_for(&place.open().await).await;
    let account = place.entries()[0].attributes["username"].clone();
    let mut attributes = vec![("service", SERVICE), ("username", &account)];
    attributes.extend(also);
    assert!(place.session().put_entry(&attributes, "another text"));
    let (ways, stood) = (place.ways().await, place.entries());
    assert_eq!(stood.len(), entries, "{stood:?}");
    let keystow = place.open().await;
    assert_eq!(refusal(&keystow).await, VaultState::MasterCorrupt);
    place.run(&["get", "groq"], "").exits(5);
    assert!(set(&keystow, "openai").await.is_err());
    assert_eq!(place.ways().await, ways);
    assert_eq!(place.entries(), stood, "what stood there was left alone");
    opens_with(&keystow, &code).await;
    reads_groq(&keystow).await;
}

#[tokio::test]
async fn k11_a_real_entry_that_another_program_replaced_is_named_and_left_alone() {
    meets_another_program(&[], 1).await;
}

#[tokio::test]
async fn k12_a_real_entry_that_has_a_double_is_named_and_left_alone() {
    meets_another_program(&[("more", "attributes")], 2).await;
}

#[tokio::test]
async fn k13_a_vault_on_another_machine_is_missing_its_secret_and_the_code_opens_it_there() {
    let here = tempfile::tempdir().unwrap();
    let keyring = MemoryKeychain::default();
    let options = Options {
        data_dir: Some(here.path().to_owned()),
        keychain: keyring.opener(),
        ..Options::default()
    };
    let keystow = Keystow::open(options).await.unwrap();
    set(&keystow, "groq").await.unwrap();
    let code = code_for(&keystow).await;
    drop(keystow);

    // Another machine has a keyring of its own, here with another vault's secret in it.
    let place = Place::enter(KeyringSession::start(true));
    let other = Options {
        data_dir: Some(place.session().home().join("its own vault")),
        ..Options::default()
    };
    set(&Keystow::open(other).await.unwrap(), "groq")
        .await
        .unwrap();
    copy_folder(here.path(), &place.data()).unwrap();
    let (ways, entries) = (place.ways().await, place.entries());
    assert_eq!(entries.len(), 1);

    let there = place.open().await;
    assert_eq!(refusal(&there).await, VaultState::MasterMissing);
    assert!(set(&there, "openai").await.is_err());
    place.run(&["get", "groq"], "").exits(5).says("hint:");
    place.run(&["list", "--json"], "").exits(0);
    lives(&there).await;
    assert_eq!(place.ways().await, ways);
    assert_eq!(place.entries(), entries, "nothing was made");

    opens_with(&there, &code).await;
    reads_groq(&there).await;
    there.renew_keyring_slot().await.unwrap();
    reads_groq(&place.open().await).await;
    assert_eq!(place.entries().len(), 2, "one of each vault");
    assert_eq!(
        keyring.accounts().len(),
        1,
        "the first machine's keyring is as it was"
    );
}

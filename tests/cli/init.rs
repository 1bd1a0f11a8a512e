//! `init`: the vault before the first key, and a fresh start where the old one is lost.

use serde_json::json;

use crate::bench::{Bench, GOOD_GROQ_KEY, OTHER_PASSPHRASE, PASSPHRASE};

#[test]
fn the_keyring_opens_a_new_vault_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench
        .run(&["init"], "")
        .exits(0)
        .says("The keyring opens it");
    assert_eq!(bench.entries(), 1);
    bench
        .run(&["init"], "")
        .exits(8)
        .says("there is a vault already");
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(8);
    assert_eq!(bench.entries(), 1);
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn nothing_falls_back_to_a_passphrase_by_itself() {
    let bench = Bench::without_bus();
    for args in [&["init"][..], &["add", "groq", "--no-check"]] {
        bench
            .run(args, GOOD_GROQ_KEY)
            .exits(4)
            .says("no keyring answers")
            .says("keystow init --passphrase");
    }
    // A passphrase that was given for nothing makes no vault either.
    bench
        .run_with_passphrase(&["add", "groq", "--no-check"], PASSPHRASE, GOOD_GROQ_KEY)
        .exits(4);
    assert_eq!(
        bench.run(&["list", "--json"], "").exits(0).json(),
        json!([])
    );
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
}

#[test]
fn a_fresh_start_is_refused_where_the_vault_opens_in_a_keyring_session() {
    let bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    for args in [&["init", "--new"][..], &["init", "--new", "--yes"]] {
        bench.run(args, "").exits(8).says("this vault opens");
    }
    bench
        .run_with_passphrase(&["init", "--new", "--passphrase", "--yes"], PASSPHRASE, "")
        .exits(8);
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
    // A keyring that is only locked is no lost vault.
    bench.session().lock();
    bench.run(&["init", "--new"], "").exits(2).says("--yes");
    bench.run(&["init", "--new", "--yes"], "").exits(4);
    bench.session().unlock();
    assert_eq!(bench.groq_key(), GOOD_GROQ_KEY);
}

#[test]
fn a_fresh_start_moves_the_old_vault_aside_in_a_keyring_session() {
    let mut bench = Bench::with_keyring();
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    let code = bench.recovery_code();
    bench.lose_keyring();
    let old = std::fs::read(bench.data().join("data/vault.db")).unwrap();
    let begun = bench.run(&["init", "--new"], "").exits(0);
    let folder = bench.data().join("data");
    let aside = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| begun.stderr.contains(&path.display().to_string()))
        .unwrap();
    assert_eq!(std::fs::read(&aside).unwrap(), old, "nothing of it is lost");
    assert_eq!(
        bench.run(&["list", "--json"], "").exits(0).json(),
        json!([])
    );
    bench.add_groq(GOOD_GROQ_KEY).exits(0);
    bench.run(&["recovery", "use"], &code).exits(3);
}

#[test]
fn a_lost_passphrase_needs_a_plain_yes() {
    let bench = Bench::without_bus();
    bench
        .run_with_passphrase(&["init", "--passphrase"], PASSPHRASE, "")
        .exits(0);
    bench
        .run_with_passphrase(&["init", "--passphrase", "--new"], OTHER_PASSPHRASE, "")
        .exits(2)
        .says("may open another time")
        .says("--yes");
    let begun = bench
        .run_with_passphrase(
            &["init", "--passphrase", "--new", "--yes"],
            OTHER_PASSPHRASE,
            "",
        )
        .exits(0);
    begun.says("Moved the old vault aside");
    bench
        .run_with_passphrase(
            &["add", "groq", "--no-check"],
            OTHER_PASSPHRASE,
            GOOD_GROQ_KEY,
        )
        .exits(0);
}

//! Every target for some thousand runs from one seed; `cargo xtask fuzz` is the long form.

use keystow_fuzz::engine::attempt;
use keystow_fuzz::{Limit, fuzz, targets};

/// Any number; the long form takes another each time.
const SEED: u64 = 5;

/// Fuzzes a target and fails with what was found, in words that can be run again.
fn short(name: &str, runs: u64) {
    let target = targets::find(name).unwrap();
    let report = fuzz(&*target, SEED, Limit::Runs(runs), &mut |_| ());
    let found: Vec<String> = report
        .found
        .iter()
        .map(|found| {
            let case = found.case.write(target.fields());
            format!("# {name}\n# {}: {}\n{case}", found.what, found.seen)
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert_eq!(report.runs, runs);
    assert!(report.answers > 1, "one answer to everything is no reading");
}

#[test]
fn sealed_records_open_in_their_place_only() {
    short("record", 1500);
}

#[test]
fn slots_open_with_their_own_secret_only() {
    short("slot", 3000);
}

#[test]
fn the_keyrings_line_is_read_as_it_was_written() {
    short("keyring-line", 6000);
}

#[test]
fn recovery_codes_are_read_as_they_were_printed() {
    short("recovery-code", 6000);
}

#[test]
fn the_text_of_a_backup_is_read_whole_or_not_at_all() {
    short("backup-payload", 4000);
}

#[test]
fn the_file_of_a_backup_opens_whole_or_not_at_all() {
    short("backup-file", 300);
}

#[test]
fn verdicts_follow_the_rules_whatever_comes_back() {
    short("verdict", 4000);
}

#[test]
fn base_urls_are_https_or_local_whatever_is_typed() {
    short("base-url", 6000);
}

#[test]
fn pasted_text_is_a_key_or_a_fault() {
    short("paste", 6000);
}

#[test]
fn imported_files_are_read_as_data() {
    short("imported-file", 4000);
}

#[test]
fn a_project_file_names_and_nothing_else() {
    short("project-file", 4000);
}

#[test]
fn a_stream_is_the_same_however_it_is_cut_and_holds_no_key() {
    short("stream", 3000);
}

#[test]
fn every_seed_is_answered_and_fits_its_fields() {
    for target in targets::all() {
        let seeds = target.seeds();
        assert!(seeds.len() > 2, "{} has too few seeds", target.name());
        for seed in seeds {
            assert_eq!(seed.0.len(), target.fields().len(), "{}", target.name());
            for (field, bytes) in target.fields().iter().zip(&seed.0) {
                assert!(
                    bytes.len() <= field.limit,
                    "{}: {}",
                    target.name(),
                    field.name
                );
            }
            let said = attempt(&*target, &seed);
            assert!(said.is_ok(), "{}: {said:?}", target.name());
        }
    }
}

#[test]
fn no_two_targets_share_a_name() {
    let all = targets::all();
    let mut names: Vec<&str> = all.iter().map(|target| target.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len());
}

//! D13, short: the race of the first runs.

use keystow_faults::race::first_run_race;

#[test]
fn d13_of_eight_first_runs_at_once_one_makes_the_vault_and_no_key_is_lost() {
    let row = first_run_race(rounds().unwrap_or(2));
    row.assert_clean();
}

/// How many rounds the long form is to do.
fn rounds() -> Option<usize> {
    std::env::var("KEYSTOW_FAULTS_ROUNDS").ok()?.parse().ok()
}

//! D1 to D15, each in its short form; the long one is `cargo xtask faults --long`.
//!
//! D13 is a race for the keyring and stands there. What needs root or `strace` is left out where that is
//! missing; the table of `cargo xtask faults` tells what was.

use keystow_faults::inject::Failure;
use keystow_faults::table::Depth;
use keystow_faults::{hand, images, inject, states, storm, transplant};
use keystow_test_support::session::KeyringSession;

const SHORT: Depth = Depth::Short;

#[tokio::test]
async fn d01_a_vault_file_that_is_gone_is_missing_and_never_new() {
    states::file_gone(SHORT).await.assert_clean();
}

#[test]
fn d02_a_file_cut_anywhere_is_named_and_opens_what_is_left() {
    images::truncated(SHORT).assert_clean();
}

#[test]
fn d03_a_flipped_bit_panics_nowhere_and_makes_no_key_another() {
    images::flipped(SHORT).assert_clean();
}

#[test]
fn d03_overwritten_and_swapped_pages_are_named() {
    images::scrambled(SHORT).assert_clean();
}

#[test]
fn d04_a_lost_or_torn_log_leaves_an_older_state_and_another_ones_is_named() {
    images::wal_lost_or_foreign(SHORT).assert_clean();
}

#[tokio::test]
async fn d05_a_kept_lock_is_busy_in_time_and_hides_no_list() {
    states::locked_by_another(SHORT).await.assert_clean();
}

#[test]
fn d06_eight_writers_at_once_are_never_told_that_the_database_is_locked() {
    states::eight_writers(SHORT).assert_clean();
}

#[test]
fn d07_a_file_that_may_not_be_written_is_read_only_and_loses_nothing() {
    states::read_only(SHORT).assert_clean();
}

#[tokio::test]
async fn d08_a_newer_schema_is_refused_and_no_byte_is_written() {
    states::newer_schema(SHORT).await.assert_clean();
}

#[test]
fn d09_a_kill_at_every_step_of_the_sources_loses_nothing_and_leaves_nothing_by_halves() {
    storm::at_steps(SHORT).assert_clean();
}

#[test]
fn d09_a_kill_at_any_time_loses_nothing_and_leaves_nothing_by_halves() {
    storm::at_random_times(SHORT, 0).assert_clean();
}

#[test]
fn d09_a_kill_in_a_keyring_session_leaves_one_master_secret() {
    let session = KeyringSession::start(true);
    session.enter();
    storm::with_real_keyring(SHORT).assert_clean();
}

#[test]
fn d10_a_full_disk_at_any_write_is_named_and_loses_nothing() {
    inject::injected(Failure::DiskFull, SHORT).assert_clean();
}

#[tokio::test]
async fn d10_a_disk_that_fills_up_is_named_and_works_again_with_room() {
    states::full_disk(SHORT).await.assert_clean();
}

#[test]
fn d11_a_sync_that_fails_is_named_and_loses_nothing() {
    inject::injected(Failure::Broken, SHORT).assert_clean();
}

#[tokio::test]
async fn d12_two_windows_see_each_others_changes() {
    states::two_windows(SHORT).await.assert_clean();
}

#[tokio::test]
async fn d14_nothing_sealed_opens_in_another_place() {
    transplant::transplanted(SHORT).await.assert_clean();
}

#[test]
fn d15_a_row_edited_by_hand_hurts_no_other() {
    hand::edited_by_hand(SHORT).assert_clean();
}

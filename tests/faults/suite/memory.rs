//! What is left in memory, and how much a vault can hold.

use keystow_faults::table::Depth;
use keystow_faults::{memory, scale};

#[test]
fn the_command_line_keeps_no_key_in_its_memory() {
    memory::command_line(Depth::Short).assert_clean();
}

#[test]
fn many_credentials_are_listed_and_sealed_anew() {
    scale::ten_thousand(Depth::Short).assert_clean();
}

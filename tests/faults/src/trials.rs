//! Every fault that the table has a row for.

use std::process::{Command, Stdio};

use crate::inject::Failure;
use crate::storm::block_on;
use crate::table::{Depth, Row};
use crate::{hand, images, inject, memory, race, scale, states, storm, transplant};

/// One fault, or a few that belong together.
pub struct Trial {
    /// What `--only` takes.
    pub name: &'static str,
    /// What it is.
    pub says: &'static str,
    /// Does it.
    pub run: fn(Depth) -> Vec<Row>,
}

const fn trial(name: &'static str, says: &'static str, run: fn(Depth) -> Vec<Row>) -> Trial {
    Trial { name, says, run }
}

const NO_KEYRING: &str = "gnome-keyring is not installed";

/// All of them, in the order of their numbers.
pub const TRIALS: &[Trial] = &[
    trial("d1", "the vault's file is gone", |depth| {
        vec![block_on(states::file_gone(depth))]
    }),
    trial("d2", "the file is cut at every 512 bytes", |depth| {
        vec![images::truncated(depth)]
    }),
    trial(
        "d3",
        "bits, runs and pages of the file are others",
        |depth| vec![images::flipped(depth), images::scrambled(depth)],
    ),
    trial(
        "d4",
        "the write-ahead log is gone, torn or another's",
        |depth| vec![images::wal_lost_or_foreign(depth)],
    ),
    trial("d5", "another process keeps the lock", |depth| {
        vec![block_on(states::locked_by_another(depth))]
    }),
    trial("d6", "eight processes write at once", |depth| {
        vec![states::eight_writers(depth)]
    }),
    trial("d7", "file and folder may not be written", |depth| {
        vec![states::read_only(depth)]
    }),
    trial("d8", "a newer Keystow wrote the file", |depth| {
        vec![block_on(states::newer_schema(depth))]
    }),
    trial("d9", "processes are killed", storm),
    trial("d10", "the disk is full at write N", |depth| {
        vec![
            inject::injected(Failure::DiskFull, depth),
            block_on(states::full_disk(depth)),
        ]
    }),
    trial("d11", "sync N fails", |depth| {
        vec![inject::injected(Failure::Broken, depth)]
    }),
    trial("d12", "two windows on one vault", |depth| {
        vec![block_on(states::two_windows(depth))]
    }),
    trial("d13", "eight processes at the first run", |depth| {
        if can_have_a_session() {
            vec![race::first_run_race(depth.pick(2, 100))]
        } else {
            vec![Row::skipped("D13 eight first runs at once", NO_KEYRING)]
        }
    }),
    trial(
        "d14",
        "sealed keys are moved, bound columns edited",
        |depth| vec![block_on(transplant::transplanted(depth))],
    ),
    trial("d15", "rows are edited by hand", |depth| {
        vec![hand::edited_by_hand(depth)]
    }),
    trial("memory", "the command line's memory is searched", |depth| {
        vec![memory::command_line(depth)]
    }),
    trial("scale", "10,000 credentials", |depth| {
        vec![scale::ten_thousand(depth)]
    }),
];

fn storm(depth: Depth) -> Vec<Row> {
    // First, while the session that this process is in is young.
    let real = if can_have_a_session() {
        storm::with_real_keyring(depth)
    } else {
        Row::skipped("D9 with the real gnome-keyring", NO_KEYRING)
    };
    let at_steps = storm::at_steps(depth);
    let at_random_times = storm::at_random_times(depth, at_steps.rounds);
    vec![at_steps, at_random_times, real]
}

/// Whether a private session with a keyring can be started here.
pub fn can_have_a_session() -> bool {
    ["dbus-daemon", "gnome-keyring-daemon"]
        .iter()
        .all(|program| {
            Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
        })
}

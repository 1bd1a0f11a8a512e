//! What `keystow get` costs a whole process, against `secret-tool lookup` (a peer that only asks the keyring) and
//! against `limit` (see there), interleaved in one run on a real gnome-keyring: `bench --keystow FILE --limit
//! FILE [--rounds N]`; `cargo xtask bench` builds and runs it.
//!
//! Figures are medians and ratios of one run; none of them is a test.

#![expect(
    clippy::print_stdout,
    reason = "this program's whole interface is the terminal"
)]

use std::process::{Command, Stdio};
use std::time::Instant;

use keystow_test_support::practice::GOOD_GROQ_KEY;
use keystow_test_support::session::KeyringSession;
use nix::sys::resource::{UsageWho, getrusage};

const ROUNDS: usize = 60;

/// What one run cost.
#[derive(Clone, Copy)]
struct Cost {
    wall_ms: f64,
    cpu_ms: f64,
    resident_kib: f64,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "--once") {
        return once(&words[1..]);
    }
    let value = |name: &str| {
        let place = words.iter().position(|word| word == name)?;
        words.get(place + 1).cloned()
    };
    let keystow = value("--keystow").expect("--keystow FILE");
    let limit = value("--limit").expect("--limit FILE");
    let rounds = value("--rounds").map_or(ROUNDS, |rounds| rounds.parse().expect("a number"));

    let session = KeyringSession::start(true);
    let data = session.home().join("keystow");
    let row = session.home().join("limit.db").display().to_string();
    let command = |program: &str, args: &[&str], stdin: &str| {
        let file = session.home().join("stdin");
        std::fs::write(&file, stdin).expect("a file");
        let mut command = session.command(program);
        command
            .args(args)
            .env("KEYSTOW_DATA_DIR", &data)
            .stdin(std::fs::File::open(&file).expect("the file"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        assert!(command.status().expect("it starts").success(), "{program}");
    };
    command(&keystow, &["add", "groq", "--no-check"], GOOD_GROQ_KEY);
    command(&limit, &["--set-up", &row], "");
    command(
        "secret-tool",
        &["store", "--label=peer", "keystow-bench", "peer"],
        GOOD_GROQ_KEY,
    );

    let monitor = session.monitor();
    command(&keystow, &["get", "groq"], "");
    let calls = monitor.calls();
    drop(monitor);

    let programs: [(&str, Vec<&str>); 3] = [
        ("keystow get", vec![&keystow, "get", "groq"]),
        (
            "secret-tool",
            vec!["secret-tool", "lookup", "keystow-bench", "peer"],
        ),
        ("limit", vec![&limit, &row]),
    ];
    let mut costs: [Vec<Cost>; 3] = Default::default();
    for _ in 0..rounds {
        for ((_, program), costs) in programs.iter().zip(&mut costs) {
            costs.push(measured(&session, program));
        }
    }
    println!(
        "{:<14}{:>10}{:>10}{:>14}",
        "", "wall ms", "CPU ms", "resident KiB"
    );
    let medians = costs.map(|costs| Cost {
        wall_ms: median(costs.iter().map(|cost| cost.wall_ms)),
        cpu_ms: median(costs.iter().map(|cost| cost.cpu_ms)),
        resident_kib: median(costs.iter().map(|cost| cost.resident_kib)),
    });
    for ((name, _), cost) in programs.iter().zip(&medians) {
        println!(
            "{name:<14}{:>10.2}{:>10.2}{:>14.0}",
            cost.wall_ms, cost.cpu_ms, cost.resident_kib
        );
    }
    let [own, peer, least] = medians;
    for (name, other) in [("secret-tool", peer), ("limit", least)] {
        println!(
            "keystow get / {name}: wall {:.2}, CPU {:.2}",
            own.wall_ms / other.wall_ms,
            own.cpu_ms / other.cpu_ms
        );
    }
    let to_keyring = calls
        .iter()
        .filter(|call| call.destination == "org.freedesktop.secrets");
    let members: Vec<&str> = to_keyring.map(|call| call.member.as_str()).collect();
    println!(
        "D-Bus calls of one get: {} ({} to the keyring: {members:?})",
        calls.len(),
        members.len()
    );
    println!("{rounds} rounds, interleaved");
}

/// Runs a program by way of this one, whose only child it is.
fn measured(session: &KeyringSession, program: &[&str]) -> Cost {
    let own = std::env::current_exe().expect("this program");
    let mut command = session.command(own);
    let output = command
        .arg("--once")
        .args(program)
        .env("KEYSTOW_DATA_DIR", session.home().join("keystow"))
        .output()
        .expect("it starts");
    let told = String::from_utf8_lossy(&output.stdout);
    let mut figures = told
        .split_whitespace()
        .map(|word| word.parse().expect("a figure"));
    let mut next = || figures.next().expect("three figures");
    Cost {
        wall_ms: next(),
        cpu_ms: next(),
        resident_kib: next(),
    }
}

/// Runs one program and prints its cost.
fn once(program: &[String]) {
    let start = Instant::now();
    let status = Command::new(&program[0])
        .args(&program[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .expect("it starts");
    let wall = start.elapsed();
    assert!(status.success(), "{program:?}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts");
    let millis = |time: nix::sys::time::TimeVal| {
        let micros = time.tv_sec() * 1_000_000 + time.tv_usec();
        f64::from(u32::try_from(micros).expect("less than an hour")) / 1000.0
    };
    let cpu = millis(usage.user_time()) + millis(usage.system_time());
    println!("{} {cpu} {}", wall.as_secs_f64() * 1000.0, usage.max_rss());
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

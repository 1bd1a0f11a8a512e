//! The end of the program: within two seconds, whatever still hangs.
//!
//! A keyring, a clipboard, a bus or a provider that does not answer, and work that is not done, may cost what
//! they would have done, never the owner's patience. Files stay whole: whatever writes them survives being
//! killed.

use std::sync::Once;
use std::time::Duration;

/// How long leaving may take from the owner's wish on.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The owner leaves: ends the process with this code if it has not ended by itself soon.
///
/// Runs on a thread of its own, so that nothing else has to answer. Only the first call counts.
pub(crate) fn begin(code: i32) {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| end_after(PATIENCE, code));
}

fn end_after(patience: Duration, code: i32) {
    let leaving = std::thread::Builder::new().name("leaving".to_owned());
    let begun = leaving.spawn(move || {
        std::thread::sleep(patience);
        keystow::process::end(code);
    });
    if begun.is_err() {
        tracing::warn!("nothing bounds how long leaving takes");
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_program_that_hangs_ends_with_its_code() {
        let began = Instant::now();
        let status = Command::new(std::env::current_exe().expect("a test has a file"))
            .args(["--exact", "leaving::tests::hung_at_its_end", "--ignored"])
            .stdout(std::process::Stdio::null())
            .status()
            .expect("a test starts itself");
        assert_eq!(status.code(), Some(7));
        assert!(began.elapsed() < Duration::from_secs(10));
    }

    /// The C library drops it when this thread calls `exit`.
    struct Hung;

    impl Drop for Hung {
        fn drop(&mut self) {
            std::thread::sleep(Duration::from_mins(1));
        }
    }

    thread_local! {
        static HUNG: Hung = const { Hung };
    }

    #[test]
    #[ignore = "runs as the inner half of another test"]
    fn hung_at_its_end() {
        begin(7);
        begin(8);
        HUNG.with(|_| std::process::exit(9));
    }
}

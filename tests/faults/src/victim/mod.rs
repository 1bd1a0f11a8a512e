//! The process that is killed, and what its parent saw of it.
//!
//! A victim says on stdout, a line each and without a buffer: `ready`, then `begin N` before each change
//! of its plan and `acknowledged N` after it, or `refused N WHY`. Whatever it acknowledged must be
//! there however it ends; the one change that it began and did not acknowledge is there wholly or not
//! at all.

mod ops;
mod plans;
mod watch;

use std::fmt;

pub use ops::{
    BACKUP_PASSPHRASE, Hands, Op, PLACES, Place, Refusal, backup_file, parse_passphrase,
};
pub use plans::{Operation, WRITERS};
pub use watch::{Doom, Ended, Witness, run, start};

/// A line of a victim's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// It stands before its first change.
    Ready,
    /// It begins a change; with what it tells beforehand.
    Begin(usize, Option<String>),
    /// The change is done; with what it tells afterwards.
    Acknowledged(usize, Option<String>),
    /// The change was refused.
    Refused(usize, String),
    /// A step was passed so often, when that was to be counted.
    Passed(String, u32),
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready => f.write_str("ready"),
            Self::Begin(index, said) => line(f, "begin", *index, said.as_deref()),
            Self::Acknowledged(index, said) => line(f, "acknowledged", *index, said.as_deref()),
            Self::Refused(index, why) => line(f, "refused", *index, Some(why)),
            Self::Passed(step, count) => write!(f, "passed {count} {step}"),
        }
    }
}

fn line(f: &mut fmt::Formatter<'_>, word: &str, index: usize, said: Option<&str>) -> fmt::Result {
    match said {
        Some(said) => write!(f, "{word} {index} {said}"),
        None => write!(f, "{word} {index}"),
    }
}

impl Line {
    /// Reads a line; `None` where it is none, or was cut.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(3, ' ');
        let word = words.next()?;
        if word == "ready" {
            return Some(Self::Ready);
        }
        let number: usize = words.next()?.parse().ok()?;
        let said = words.next().map(str::to_owned);
        Some(match word {
            "begin" => Self::Begin(number, said),
            "acknowledged" => Self::Acknowledged(number, said),
            "refused" => Self::Refused(number, said?),
            "passed" => Self::Passed(said?, u32::try_from(number).ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_back() {
        for line in [
            Line::Ready,
            Line::Begin(0, None),
            Line::Begin(3, Some("ABCD-EFGH".to_owned())),
            Line::Acknowledged(12, None),
            Line::Refused(1, "Vault(DiskFull) and more".to_owned()),
            Line::Passed("add.begun".to_owned(), 2),
        ] {
            assert_eq!(Line::parse(&line.to_string()), Some(line));
        }
        assert_eq!(Line::parse("acknowledged x"), None);
        assert_eq!(Line::parse(""), None);
    }
}

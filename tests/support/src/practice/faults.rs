//! The faults that may stand in front of a path, and what each does.
//!
//! | prefix | what happens |
//! | --- | --- |
//! | `/delay/<ms>` | the answer comes so much later |
//! | `/gate/<name>` | the answer waits for [`Practice::open_gate`](super::Practice::open_gate) |
//! | `/status/<code>` | an error of that status, in plain words |
//! | `/flaky/<n>` | the first n requests to this path answer 503 |
//! | `/later/<code>` | from the second request to this path on, that status |
//! | `/after/<text>` | sets `retry-after` to the text |
//! | `/html/<code>` | a web page with that status |
//! | `/redirect/<code>` | a redirect to another address |
//! | `/canned/<name>` | the answer of [`Practice::can`](super::Practice::can), to whoever sends a key |
//! | `/cut/<bytes>` | the connection closes after so many bytes of the answer |
//! | `/slow` | a byte a second |
//! | `/endless` | a list without end |
//! | `/many/<n>` | a list of n models |
//! | `/loop` | every page names the same next page |
//! | `/pages` | there is always a next page |
//! | `/public` | the list is open to anyone |
//! | `/ratelimit` | 429 with `retry-after: 7` |
//! | `/nocredit` | the account has no credit left |
//! | `/scope` | the key lacks a scope |
//! | `/echo` | 401 that repeats the key |
//! | `/garbage` | bytes that are no HTTP |

use std::time::Duration;

/// The faults in front of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Faults {
    pub(super) delay: Duration,
    pub(super) gate: Option<String>,
    pub(super) canned: Option<String>,
    pub(super) flaky: u32,
    pub(super) later: Option<u16>,
    pub(super) retry_after: Option<String>,
    pub(super) cut: Option<usize>,
    pub(super) manner: Manner,
    pub(super) public: bool,
    pub(super) many: Option<usize>,
    pub(super) paging: Paging,
    pub(super) answer: Option<Forced>,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Manner {
    #[default]
    Whole,
    Slow,
    Endless,
    Garbage,
}

/// How pages follow each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Paging {
    #[default]
    Whole,
    Loop,
    Endless,
}

/// An answer that does not depend on the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forced {
    Status(u16),
    Html(u16),
    Redirect(u16),
    RateLimit,
    NoCredit,
    Scope,
    Echo,
}

impl Faults {
    /// Reads the faults off the front of a path; returns what follows them.
    pub(super) fn read(path: &str) -> (Self, &str) {
        let mut faults = Self::default();
        let mut rest = path;
        while let Some(after) = faults.take(rest) {
            rest = after;
        }
        (faults, rest)
    }

    fn take<'p>(&mut self, path: &'p str) -> Option<&'p str> {
        let (name, rest) = segment(path)?;
        let forced = match name {
            "ratelimit" => Some(Forced::RateLimit),
            "nocredit" => Some(Forced::NoCredit),
            "scope" => Some(Forced::Scope),
            "echo" => Some(Forced::Echo),
            _ => None,
        };
        if forced.is_some() {
            self.answer = forced;
            return Some(rest);
        }
        match name {
            "slow" => self.manner = Manner::Slow,
            "endless" => self.manner = Manner::Endless,
            "garbage" => self.manner = Manner::Garbage,
            "public" => self.public = true,
            "loop" => self.paging = Paging::Loop,
            "pages" => self.paging = Paging::Endless,
            _ => return self.take_with_value(name, rest),
        }
        Some(rest)
    }

    fn take_with_value<'p>(&mut self, name: &str, rest: &'p str) -> Option<&'p str> {
        let (value, rest) = segment(rest)?;
        match name {
            "delay" => self.delay = Duration::from_millis(value.parse().ok()?),
            "gate" => self.gate = Some(value.to_owned()),
            "canned" => self.canned = Some(value.to_owned()),
            "later" => self.later = Some(value.parse().ok()?),
            "flaky" => self.flaky = value.parse().ok()?,
            "after" => self.retry_after = Some(value.to_owned()),
            "cut" => self.cut = Some(value.parse().ok()?),
            "many" => self.many = Some(value.parse().ok()?),
            "status" => self.answer = Some(Forced::Status(value.parse().ok()?)),
            "html" => self.answer = Some(Forced::Html(value.parse().ok()?)),
            "redirect" => self.answer = Some(Forced::Redirect(value.parse().ok()?)),
            _ => return None,
        }
        Some(rest)
    }
}

/// The first segment of a path and what follows it.
fn segment(path: &str) -> Option<(&str, &str)> {
    let path = path.strip_prefix('/')?;
    let end = path.find('/').unwrap_or(path.len());
    Some((&path[..end], &path[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read_off_the_front_of_a_path() {
        let (faults, rest) = Faults::read("/delay/700/cut/9/status/503/openai/v1/models");
        assert_eq!(rest, "/openai/v1/models");
        assert_eq!(faults.delay, Duration::from_millis(700));
        assert_eq!(faults.cut, Some(9));
        assert_eq!(faults.answer, Some(Forced::Status(503)));
        assert_eq!(
            Faults::read("/v1/models"),
            (Faults::default(), "/v1/models")
        );
        assert_eq!(Faults::read("/delay/x/v1").1, "/delay/x/v1");
        assert_eq!(Faults::read("/"), (Faults::default(), "/"));
    }
}

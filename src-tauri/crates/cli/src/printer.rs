//! What the command line prints: data to stdout, words to stderr.
//!
//! A reader who went away (`| head`) is no error, unless what is shown is shown only once; a full disk is. Text that came from elsewhere loses its
//! control and direction characters before a terminal sees it.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::pipe;

/// Where the output goes, and in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer {
    /// Whether JSON was asked for.
    pub(crate) json: bool,
    /// Whether stdout is a terminal.
    pub(crate) terminal: bool,
    /// Whether colours may be used on stdout.
    pub(crate) colour: bool,
}

impl Printer {
    /// Looks at stdout and the environment.
    pub(crate) fn new(json: bool) -> Self {
        let terminal = io::stdout().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self {
            json,
            terminal,
            colour: terminal && !refused && !dumb,
        }
    }

    /// Prints one JSON value and a newline; indented for a person at a terminal.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub(crate) fn json<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failure> {
        write_out(&self.as_json(value)?)
    }

    /// Prints one JSON value that holds a secret, past the standard library's buffer.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub(crate) fn secret_json<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failure> {
        write_secret(&self.as_json(value)?)
    }

    /// Prints one JSON value that holds a secret which is shown only once.
    ///
    /// # Errors
    /// When stdout cannot be written, or nobody reads it any more.
    pub(crate) fn secret_json_once<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failure> {
        write_secret_once(&self.as_json(value)?)
    }

    fn as_json<T: Serialize + ?Sized>(self, value: &T) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut text = Zeroizing::new(Vec::with_capacity(16 * 1024));
        let written = if self.terminal {
            serde_json::to_writer_pretty(&mut *text, value)
        } else {
            serde_json::to_writer(&mut *text, value)
        };
        written.map_err(|_| Failure::unexpected("the answer could not be written as JSON"))?;
        text.push(b'\n');
        Ok(text)
    }
}

/// Prints lines of text for a person; adds the last newline.
///
/// # Errors
/// When stdout cannot be written.
pub(crate) fn write_text(text: &str) -> Result<(), Failure> {
    let mut clean = plain(text);
    if !clean.is_empty() && !clean.ends_with('\n') {
        clean.push('\n');
    }
    write_out(clean.as_bytes())
}

/// Writes bytes to stdout as they are.
///
/// # Errors
/// When stdout cannot be written; a closed pipe is not an error.
pub(crate) fn write_out(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Writes bytes to stdout as they are, and tells when nobody reads them.
///
/// # Errors
/// stdout cannot be written.
pub(crate) fn try_out(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Writes a secret to stdout as it is, past the standard library's buffer.
///
/// # Errors
/// When stdout cannot be written; a closed pipe is not an error.
pub(crate) fn write_secret(bytes: &[u8]) -> Result<(), Failure> {
    written(secretly(bytes))
}

/// The same for what is shown only once: a reader who went away has not seen it.
///
/// # Errors
/// When stdout cannot be written, or nobody reads it any more.
pub(crate) fn write_secret_once(bytes: &[u8]) -> Result<(), Failure> {
    secretly(bytes).map_err(|error| unwritten(&error))
}

fn secretly(bytes: &[u8]) -> io::Result<()> {
    pipe::output().and_then(|mut out| out.write_all(bytes))
}

fn written(outcome: io::Result<()>) -> Result<(), Failure> {
    match outcome {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritten(&error)),
        _ => Ok(()),
    }
}

fn unwritten(error: &io::Error) -> Failure {
    Failure::unexpected(match error.kind() {
        ErrorKind::StorageFull => "the output could not be written: no space left",
        ErrorKind::BrokenPipe => "the output could not be written: nobody reads it",
        _ => "the output could not be written",
    })
}

/// Says one line on stderr; nobody to hear it is no error.
pub(crate) fn say(text: &str) {
    let mut line = plain(text);
    line.push('\n');
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Says what to do next, on stderr.
pub(crate) fn hint(text: &str) {
    say(&format!("hint: {text}"));
}

/// The text without what would steer a terminal: control and direction characters, except newlines and
/// what colours a table needs.
fn plain(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || !steers(c)).collect()
}

/// Whether a character can move a cursor or turn the reading direction.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\u{9b}d\r\ne"), "a[31mbcd\ne");
    }
}

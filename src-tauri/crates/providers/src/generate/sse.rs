//! Server-sent events, cut to what model APIs stream: the `data` of each event, as it comes.
//!
//! Source: HTML Living Standard, 9.2.6 “Interpreting an event stream”. Names, ids and retry times of events
//! are passed over. A line is bounded, so that an endless one cannot fill the memory.

/// The longest line that is kept, in bytes.
const MAX_LINE: usize = 4 * 1024 * 1024;

/// A line is longer than any model's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLong;

/// Puts pieces of a stream together again.
#[derive(Debug, Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: Vec<u8>,
    after_return: bool,
}

impl Events {
    /// Takes the next bytes, and hands on the data of every event that is complete now.
    ///
    /// # Errors
    /// A line has no end.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        mut event: impl FnMut(&[u8]),
    ) -> Result<(), TooLong> {
        for &byte in bytes {
            let pair = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if pair {
                continue;
            }
            if byte == b'\n' || byte == b'\r' {
                self.end_line(&mut event);
            } else if self.line.len() + self.data.len() < MAX_LINE {
                self.line.push(byte);
            } else {
                return Err(TooLong);
            }
        }
        Ok(())
    }

    /// Hands on what stands there at the end of the stream: some servers leave out the last empty line.
    pub(super) fn finish(mut self, mut event: impl FnMut(&[u8])) {
        self.end_line(&mut event);
        self.end_line(&mut event);
    }

    fn end_line(&mut self, event: &mut impl FnMut(&[u8])) {
        if self.line.is_empty() {
            if !self.data.is_empty() {
                event(&self.data);
                self.data.clear();
            }
            return;
        }
        if let Some(data) = self.line.strip_prefix(b"data:") {
            if !self.data.is_empty() {
                self.data.push(b'\n');
            }
            self.data
                .extend_from_slice(data.strip_prefix(b" ").unwrap_or(data));
        }
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &[u8], piece: usize) -> Vec<String> {
        let mut found = Vec::new();
        let mut keep = |data: &[u8]| found.push(String::from_utf8_lossy(data).into_owned());
        let mut events = Events::default();
        for bytes in stream.chunks(piece) {
            events.feed(bytes, &mut keep).expect("short lines");
        }
        events.finish(keep);
        found
    }

    #[test]
    fn events_are_the_same_however_the_stream_was_cut() {
        let stream = ": hello\r\nevent: x\r\ndata: one\r\n\r\ndata:two\ndata: lines\n\nid: 7\n\n\
                      data: thr\u{e9}e\r\rdata: last";
        let expected = ["one", "two\nlines", "thr\u{e9}e", "last"];
        for piece in 1..stream.len() {
            assert_eq!(read(stream.as_bytes(), piece), expected, "{piece}");
        }
    }

    #[test]
    fn a_line_without_an_end_is_given_up() {
        let mut events = Events::default();
        let long = vec![b'x'; MAX_LINE + 1];
        assert_eq!(events.feed(&long, |_| {}), Err(TooLong));
    }
}

//! The reader of streamed answers, for the fuzz targets alone.
//!
//! Only with the feature `fuzzing`, which no program that ships turns on.

use tokio::time::Instant;

use super::blot::Blot;
use super::{Asked, Heard, Prompt, ask};
use crate::key::KeyText;
use crate::target::Target;
use crate::verdict::Verdict;

/// What came of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The words, as they would be shown.
    pub words: String,
    /// Whether it was a stream of this dialect at all.
    pub known: bool,
    /// Whether it came to its end.
    pub ended: bool,
    /// What the provider's own words in it mean.
    pub failed: Option<Verdict>,
}

/// Reads an answer of a provider that comes in pieces; `None` where it takes no prompts, or a line has no end.
pub fn stream<'p>(
    target: &Target<'_>,
    key: KeyText<'_>,
    pieces: impl Iterator<Item = &'p [u8]>,
) -> Option<Stream> {
    let prompt = Prompt {
        model: "model",
        text: "text",
    };
    let ask = ask(target, Some(key), &prompt)?;
    let mut words = String::new();
    let mut show = |text: &str| words.push_str(text);
    let mut blot = Blot::new(Some(key), target.headers, &mut show);
    let told = &mut |text: &str| blot.take(text);
    let asked = Asked {
        target,
        key_sent: true,
        ask: &ask,
        start: Instant::now(),
    };
    let mut heard = Heard::new(&asked, told);
    for piece in pieces {
        heard.take(piece).ok()?;
    }
    let known = heard.finish();
    let (ended, failed) = (
        heard.ended,
        heard.failed.take().map(|failed| failed.verdict),
    );
    blot.finish();
    Some(Stream {
        words,
        known,
        ended,
        failed,
    })
}

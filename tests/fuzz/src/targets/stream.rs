//! Streamed answers: the same words however the stream is cut, and never the key.

use keystow_providers::fuzzing::stream;
use keystow_providers::{KeyText, Target as Asked, catalog};

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct Streams;

const PROVIDER: usize = 0;
const PIECE: usize = 1;
const STREAM: usize = 2;

const FIELDS: &[Field] = &[
    Field::choice("provider"),
    Field::choice("piece"),
    Field::new("stream", Kind::Bytes, 4000),
];

/// One of each dialect.
const PROVIDERS: &[&str] = &["groq", "anthropic", "google_gemini"];

const KEY: &str = "gsk_fakeFAKEfake";

const SEEDS: &[(u8, &str)] = &[
    (
        0,
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n\
         data: {\"choices\":[{\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}],\
         \"usage\":{\"prompt_tokens\":3}}\n\ndata: [DONE]\n\n",
    ),
    (
        0,
        "data: {\"choices\":[{\"delta\":{\"content\":\"gsk_fake\"}}]}\r\n\r\n: ping\r\n\r\n\
         data: {\"choices\":[{\"delta\":{\"content\":\"FAKEfake \\u0067sk_fakeFAKEfake\"}}]}\r\n\r\n",
    ),
    (
        0,
        "data: {\"error\":{\"message\":\"quota of gsk_fakeFAKEfake\",\"code\":\"insufficient_quota\"}}\n\n",
    ),
    (
        1,
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":2}}}\n\n\
         event: x\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"Hi \u{e9}\"}}\n\n\
         data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}\n\n\
         data: {\"type\":\"message_stop\"}\n\n",
    ),
    (
        2,
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"},{\"text\":\"no\",\"thought\":true}]},\
         \"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1}}\r\r",
    ),
    (0, "{\"choices\":[]}"),
    // Words in an event without a type, which once were shown and then taken for no answer.
    (1, "data: {\"delta\":{\"text\":\"i\"}}\n\n"),
];

const WORDS: &[&[u8]] = &[
    b"data: ",
    b"data:",
    b"event: ",
    b": ",
    b"\n\n",
    b"\r\n",
    b"\r",
    b"[DONE]",
    b"{\"choices\":[{\"delta\":{\"content\":\"",
    b"\"}}]}",
    b"{\"type\":\"message_stop\"}",
    b"{\"candidates\":[",
    b"\"finish_reason\":\"length\"",
    b"\"error\":",
    b"gsk_fake",
    b"FAKEfake",
    b"gsk_fakeFAKEfake",
    b"\\u0067",
];

impl Target for Streams {
    fn name(&self) -> &'static str {
        "stream"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let seed = |(provider, text): &(u8, &str)| {
            Case(vec![vec![*provider], vec![7], text.as_bytes().to_vec()])
        };
        SEEDS.iter().map(seed).collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let id = PROVIDERS[case.choice(PROVIDER, PROVIDERS.len())];
        let Some(provider) = catalog::find(id) else {
            return Err(Finding {
                promise: "the catalogue has this provider",
                seen: id.to_owned(),
            });
        };
        let bytes = case.bytes(STREAM);
        let read = |piece: usize| {
            let pieces = bytes.chunks(piece.max(1));
            stream(&Asked::of(provider), KeyText::new(KEY), pieces)
        };
        let whole = read(bytes.len());
        let piece = case.choice(PIECE, 64) + 1;
        let cut = read(piece);
        Finding::unless(
            whole == cut,
            "a stream is the same however it is cut",
            || format!("in one {whole:?}, in pieces of {piece} {cut:?}"),
        )?;
        let Some(found) = whole else {
            return Ok(class(&"no stream"));
        };
        Finding::unless(
            !found.words.contains(KEY),
            "no words hold the key that was sent",
            || format!("{:?}", found.words),
        )?;
        Finding::unless(
            found.known || (found.words.is_empty() && found.failed.is_none()),
            "what is no stream has no words",
            || format!("{found:?}"),
        )?;
        Ok(class(&(
            found.known,
            found.ended,
            found.failed.map(|verdict| verdict.to_string()),
            found.words.contains("[redacted]"),
            found.words.len().min(4),
        )))
    }
}

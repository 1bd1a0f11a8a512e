//! The envelope around the rows: is this a model list at all, and is there a next page?

use serde::de::{MapAccess, SeqAccess};

use super::lenient::{Bit, Lenient, Loose, skip, take};
use super::row::Row;
use super::{ListedModel, MAX_MODELS};
use crate::catalog::Dialect;

/// Most modalities and capabilities that are kept of one page: in memory a short word is ten times
/// as large as in JSON.
const MAX_WORDS: usize = 250_000;

/// One page of a well-formed list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The usable rows.
    pub(crate) models: Vec<ListedModel>,
    /// What the next page is asked for with.
    pub(crate) next: Option<String>,
}

/// The list that `body` holds in this dialect, or `None` when it is none.
///
/// OpenAI-style lists come as `{"data": […]}`, `{"models": […]}`, a bare array, or `"data": null`.
/// Gemini writes an empty list as `{}`. An array whose rows are all unusable is no list.
pub(crate) fn read_page(dialect: Dialect, body: &[u8]) -> Option<Page> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Loose(list) = serde_json::from_slice::<Loose<List>>(body).ok()?;
    let rows = match (dialect, list.rows) {
        (Dialect::OpenAi, rows) => rows.bare.or(rows.data).or(rows.models)?,
        (Dialect::Replicate, rows) => rows.results?,
        (Dialect::Deepgram, Places { speech, voices, .. }) => match (speech, voices) {
            (Some(speech), Some(voices)) => speech.and(voices),
            (one, other) => one.or(other)?,
        },
        (Dialect::Anthropic, rows) => rows.data?,
        (Dialect::Gemini, rows) if list.is_empty => rows.models.unwrap_or_default(),
        (Dialect::Gemini | Dialect::Cohere, rows) => rows.models?,
    };
    if rows.unusable > 0 && rows.usable == 0 {
        return None;
    }
    let next = match dialect {
        Dialect::OpenAi | Dialect::Deepgram => None,
        Dialect::Replicate => list.next.text(),
        Dialect::Anthropic => list.last_id.text().filter(|_| list.has_more.is(true)),
        Dialect::Gemini | Dialect::Cohere => list.next_page_token.text(),
    };
    Some(Page {
        models: rows.models,
        next: next.filter(|token| !token.is_empty()),
    })
}

#[derive(Debug, Default)]
struct List {
    rows: Places,
    has_more: Bit,
    last_id: Bit,
    next_page_token: Bit,
    next: Bit,
    is_empty: bool,
}

/// Where rows may stand.
#[derive(Debug, Default)]
struct Places {
    bare: Option<Rows>,
    data: Option<Rows>,
    models: Option<Rows>,
    /// Replicate
    results: Option<Rows>,
    /// Deepgram: speech to text, and text to speech.
    speech: Option<Rows>,
    voices: Option<Rows>,
}

impl Lenient for List {
    fn from_bit(_: Bit) -> Self {
        Self::default()
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error> {
        let bare = Rows::from_seq(seq)?;
        Ok(Self {
            rows: Places {
                bare: Some(bare),
                ..Places::default()
            },
            ..Self::default()
        })
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut list = Self {
            is_empty: true,
            ..Self::default()
        };
        while let Some(name) = map.next_key::<String>()? {
            list.is_empty = false;
            match name.as_str() {
                "data" => list.rows.data = take::<MaybeRows, _>(&mut map)?.0,
                "models" => list.rows.models = take::<MaybeRows, _>(&mut map)?.0,
                "has_more" => list.has_more = take(&mut map)?,
                "last_id" => list.last_id = take(&mut map)?,
                "results" => list.rows.results = take::<MaybeRows, _>(&mut map)?.0,
                "stt" => list.rows.speech = take::<MaybeRows, _>(&mut map)?.0,
                "tts" => list.rows.voices = take::<MaybeRows, _>(&mut map)?.0,
                "next" => list.next = take(&mut map)?,
                "nextPageToken" | "next_page_token" => list.next_page_token = take(&mut map)?,
                _ => skip(&mut map)?,
            }
        }
        Ok(list)
    }
}

#[derive(Debug, Default)]
struct Rows {
    models: Vec<ListedModel>,
    usable: usize,
    unusable: usize,
    words: usize,
}

impl Rows {
    /// Both, as one list.
    fn and(mut self, mut other: Self) -> Self {
        self.models.append(&mut other.models);
        self.models.truncate(MAX_MODELS);
        self.usable += other.usable;
        self.unusable += other.unusable;
        self.words += other.words;
        self
    }

    fn from_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<Self, A::Error> {
        let mut rows = Self::default();
        while let Some(Loose(row)) = seq.next_element::<Loose<Row>>()? {
            rows.add(row);
        }
        Ok(rows)
    }

    fn add(&mut self, row: Row) {
        let switched_off = row.is_switched_off();
        let Some(mut model) = row.into_model() else {
            self.unusable += 1;
            return;
        };
        self.usable += 1;
        if switched_off || self.models.len() >= MAX_MODELS {
            return;
        }
        let lists = [
            &model.input_modalities,
            &model.output_modalities,
            &model.capabilities,
        ];
        self.words += lists.into_iter().map(Vec::len).sum::<usize>();
        if self.words > MAX_WORDS {
            model.input_modalities = Vec::new();
            model.output_modalities = Vec::new();
            model.capabilities = Vec::new();
        }
        self.models.push(model);
    }
}

/// Rows; `null` counts as none of them, anything else as no list.
struct MaybeRows(Option<Rows>);

impl Lenient for MaybeRows {
    fn from_bit(bit: Bit) -> Self {
        Self((bit == Bit::Null).then(Rows::default))
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error> {
        Rows::from_seq(seq).map(|rows| Self(Some(rows)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(dialect: Dialect, body: &str) -> Option<Vec<String>> {
        let page = read_page(dialect, body.as_bytes());
        page.map(|page| page.models.into_iter().map(|model| model.id).collect())
    }

    fn owned(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|&id| id.to_owned()).collect()
    }

    #[test]
    fn every_envelope_in_use_is_read() {
        for body in [
            r#"{"object":"list","data":[{"id":"a"},{"id":"b"}]}"#,
            r#"{"models":[{"id":"a"},{"id":"b"}]}"#,
            r#"[{"id":"a"},{"id":"b"}]"#,
            "\u{feff}[{\"id\":\"a\"},{\"id\":\"b\"}]",
        ] {
            assert_eq!(
                ids(Dialect::OpenAi, body),
                Some(owned(&["a", "b"])),
                "{body}"
            );
        }
        for empty in [r#"{"data":null}"#, r#"{"data":[]}"#, "[]"] {
            assert_eq!(ids(Dialect::OpenAi, empty), Some(owned(&[])), "{empty}");
        }
        assert_eq!(ids(Dialect::Gemini, "{}"), Some(owned(&[])));
        assert_eq!(
            ids(Dialect::Gemini, r#"{"models":[{"name":"models/g"}]}"#),
            Some(owned(&["g"]))
        );
        assert_eq!(
            ids(Dialect::Anthropic, r#"{"data":[{"id":"c"}]}"#),
            Some(owned(&["c"]))
        );
    }

    #[test]
    fn what_is_no_list_is_not_taken_for_an_empty_one() {
        let deep = "[".repeat(100_000);
        for body in [
            "",
            "null",
            "1",
            "\"a\"",
            "{}",
            r#"{"data":{}}"#,
            r#"{"data":"a"}"#,
            r#"{"error":{}}"#,
            r#"{"data":[1,2]}"#,
            r#"{"data":[{"error":"x"}]}"#,
            r#"[{"error":{}}]"#,
            "<html>",
            r#"{"data":[{"id":"a"}]"#,
            r#"{"data":[{"id":"a"}]} x"#,
            &deep,
        ] {
            assert_eq!(
                ids(Dialect::OpenAi, body),
                None,
                "{}",
                &body[..body.len().min(40)]
            );
        }
        for body in [
            r#"{"message":"hi"}"#,
            r#"{"models":[{"id":7}]}"#,
            "[]",
            r#"{"data":[]}"#,
        ] {
            assert_eq!(ids(Dialect::Gemini, body), None, "{body}");
        }
        assert_eq!(ids(Dialect::Anthropic, "{}"), None);
        assert_eq!(read_page(Dialect::OpenAi, b"\xff\xfe{\"data\":[]}"), None);
    }

    #[test]
    fn rows_without_an_id_and_switched_off_ones_are_skipped() {
        let body = r#"{"data":[{"id":"a"},{"id":7},{},null,[],"x",{"id":""},{"id":"\u202e"},
            {"id":"off","active":false},{"id":"b","active":null}]}"#;
        assert_eq!(ids(Dialect::OpenAi, body), Some(owned(&["a", "b"])));
        let all_off = r#"{"data":[{"id":"off","active":false}]}"#;
        assert_eq!(ids(Dialect::OpenAi, all_off), Some(owned(&[])));
    }

    #[test]
    fn the_next_page_is_named_by_the_dialect() {
        let next =
            |dialect, body: &str| read_page(dialect, body.as_bytes()).and_then(|page| page.next);
        let anthropic = r#"{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}"#;
        assert_eq!(next(Dialect::Anthropic, anthropic).as_deref(), Some("a"));
        assert_eq!(next(Dialect::OpenAi, anthropic), None);
        let last = r#"{"data":[{"id":"a"}],"has_more":false,"last_id":"a"}"#;
        assert_eq!(next(Dialect::Anthropic, last), None);
        let gemini = r#"{"models":[{"name":"models/a"}],"nextPageToken":"t"}"#;
        assert_eq!(next(Dialect::Gemini, gemini).as_deref(), Some("t"));
        let end = r#"{"models":[{"name":"models/a"}],"nextPageToken":""}"#;
        assert_eq!(next(Dialect::Gemini, end), None);
    }
}

//! The objects inside a row that carry something worth keeping.

use serde::de::{MapAccess, SeqAccess};

use super::Price;
use super::lenient::{Bit, Lenient, Record, Texts, skip, take};

/// Most capabilities that are kept of one model.
const MAX_NAMES: usize = 64;

/// llama.cpp
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) n_ctx: Option<u32>,
    pub(super) n_ctx_train: Option<u32>,
}

impl Record for Meta {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "n_ctx" => self.n_ctx = take::<Bit, _>(map)?.count(),
            "n_ctx_train" => self.n_ctx_train = take::<Bit, _>(map)?.count(),
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// `DeepInfra`
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) context_length: Option<u32>,
    pub(super) max_tokens: Option<u32>,
}

impl Record for Metadata {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "context_length" => self.context_length = take::<Bit, _>(map)?.count(),
            "max_tokens" => self.max_tokens = take::<Bit, _>(map)?.count(),
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// `OpenRouter`
#[derive(Debug, Default)]
pub(super) struct TopProvider {
    pub(super) context_length: Option<u32>,
    pub(super) max_completion_tokens: Option<u32>,
}

impl Record for TopProvider {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "context_length" => self.context_length = take::<Bit, _>(map)?.count(),
            "max_completion_tokens" => self.max_completion_tokens = take::<Bit, _>(map)?.count(),
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// Cerebras at the top of a row, others inside `capabilities`.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) context: Option<u32>,
    pub(super) prompt: Option<u32>,
}

impl Record for Limits {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "max_context_length" => self.context = take::<Bit, _>(map)?.count(),
            "max_prompt_tokens" => self.prompt = take::<Bit, _>(map)?.count(),
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// `OpenRouter`
#[derive(Debug, Default)]
pub(super) struct Architecture {
    pub(super) input: Texts,
    pub(super) output: Texts,
}

impl Record for Architecture {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "input_modalities" => self.input = take(map)?,
            "output_modalities" => self.output = take(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// `OpenRouter`: US dollars a token, as decimal text.
#[derive(Debug, Default)]
pub(super) struct Pricing {
    pub(super) prompt: Bit,
    pub(super) completion: Bit,
}

impl Record for Pricing {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "prompt" => self.prompt = take(map)?,
            "completion" => self.completion = take(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl Pricing {
    pub(super) fn into_price(self) -> Option<Price> {
        let (input, output) = (decimal(self.prompt), decimal(self.completion));
        (input.is_some() || output.is_some()).then(|| Price {
            input,
            output,
            currency: "USD".to_owned(),
            unit: "token".to_owned(),
        })
    }
}

/// A decimal number as text; anything else, and `-1` ("it depends"), is no price.
fn decimal(bit: Bit) -> Option<String> {
    let text = bit.text().filter(|text| text.len() <= 32)?;
    text.bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'-'))
        .then_some(())?;
    text.parse::<f64>()
        .is_ok_and(|price| price.is_finite() && price >= 0.0)
        .then_some(text)
}

/// What an object says yes to, `{"vision": true}` or `{"vision": {"supported": true}}`, or the
/// texts of an array.
#[derive(Debug, Default)]
pub(super) struct Capabilities {
    pub(super) names: Vec<String>,
    pub(super) input: Vec<&'static str>,
    pub(super) limits: Limits,
}

impl Lenient for Capabilities {
    fn from_bit(_: Bit) -> Self {
        Self::default()
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error> {
        Texts::from_seq(seq).map(|Texts(names)| Self {
            names,
            ..Self::default()
        })
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut all = Self::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == "limits" {
                all.limits = take(&mut map)?;
                continue;
            }
            let Yes(yes) = take(&mut map)?;
            if !yes {
                continue;
            }
            // Anthropic tells what a message may hold besides text this way.
            match name.as_str() {
                "image_input" => all.input.push("image"),
                "pdf_input" => all.input.push("pdf"),
                _ => {}
            }
            if all.names.len() < MAX_NAMES {
                all.names.push(name);
            }
        }
        if !all.input.is_empty() {
            all.input.insert(0, "text");
        }
        Ok(all)
    }
}

/// `true`, or an object whose `supported` is `true`.
struct Yes(bool);

impl Lenient for Yes {
    fn from_bit(bit: Bit) -> Self {
        Self(bit.is(true))
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut yes = false;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "supported" => yes = take::<Bit, _>(&mut map)?.is(true),
                _ => skip(&mut map)?,
            }
        }
        Ok(Self(yes))
    }
}

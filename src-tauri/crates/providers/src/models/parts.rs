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

/// Cerebras and GitHub at the top of a row, others inside `capabilities`.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) context: Option<u32>,
    pub(super) prompt: Option<u32>,
    pub(super) output: Option<u32>,
}

impl Record for Limits {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "max_context_length" => self.context = take::<Bit, _>(map)?.count(),
            "max_prompt_tokens" | "max_input_tokens" => {
                self.prompt = take::<Bit, _>(map)?.count();
            }
            "max_output_tokens" => self.output = take::<Bit, _>(map)?.count(),
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

/// `OpenRouter`: US dollars a token, as decimal text. Together: US dollars a million tokens, as numbers.
#[derive(Debug, Default)]
pub(super) struct Pricing {
    prompt: Bit,
    completion: Bit,
    input: Bit,
    output: Bit,
}

impl Record for Pricing {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "prompt" => self.prompt = take(map)?,
            "completion" => self.completion = take(map)?,
            "input" => self.input = take(map)?,
            "output" => self.output = take(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl Pricing {
    pub(super) fn into_price(self) -> Option<Price> {
        let told = dollars(decimal(self.prompt), decimal(self.completion));
        told.or_else(|| dollars_of_many(&self.input, &self.output, 6))
    }
}

/// A price in US dollars a token.
fn dollars(input: Option<String>, output: Option<String>) -> Option<Price> {
    (input.is_some() || output.is_some()).then(|| Price {
        input,
        output,
        currency: "USD".to_owned(),
        unit: "token".to_owned(),
    })
}

/// A price from numbers that count `places` decimal places more than a dollar a token. Where all of
/// them are zero, nothing is told: that is also written for what is not sold by the token.
pub(super) fn dollars_of_many(input: &Bit, output: &Bit, places: usize) -> Option<Price> {
    let (input, output) = (input.figure(), output.figure());
    let free = |figure: &Option<String>| figure.as_deref().is_none_or(|figure| figure == "0");
    if free(&input) && free(&output) {
        return None;
    }
    let shift = |figure: Option<String>| figure.map(|figure| shifted(&figure, places));
    dollars(shift(input), shift(output))
}

/// A plain decimal number divided by a power of ten, exactly.
fn shifted(figure: &str, places: usize) -> String {
    let (whole, part) = figure.split_once('.').unwrap_or((figure, ""));
    let digits = format!("{whole:0>width$}{part}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - part.len() - places);
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if part.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_of_many_tokens_are_told_for_one() {
        for (figure, places, one) in [
            ("0.88", 6, "0.00000088"),
            ("12500", 10, "0.00000125"),
            ("3", 6, "0.000003"),
            ("1500000", 6, "1.5"),
            ("0", 6, "0"),
        ] {
            assert_eq!(shifted(figure, places), one, "{figure}");
        }
    }

    #[test]
    fn nothing_but_zeros_is_no_price() {
        let zero = Bit::Int(0);
        assert_eq!(dollars_of_many(&zero, &zero, 6), None);
        let price = dollars_of_many(&zero, &Bit::Float(0.5), 6).expect("a price");
        assert_eq!(price.input.as_deref(), Some("0"));
        assert_eq!(price.output.as_deref(), Some("0.0000005"));
        assert_eq!(dollars_of_many(&Bit::Int(-1), &Bit::Null, 6), None);
    }
}

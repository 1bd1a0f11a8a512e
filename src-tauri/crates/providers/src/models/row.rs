//! One row of a model list, whoever wrote it.
//!
//! Field names and their order of trust are those met in practice: OpenAI, Groq, Anthropic, Gemini,
//! `OpenRouter`, vLLM (`max_model_len`), llama.cpp (`meta.n_ctx`), `LiteLLM`, `DeepInfra` (`metadata`),
//! LM Studio (`loaded_context_length`), Cerebras (`limits`).

use jiff::Timestamp;
use serde::de::{MapAccess, SeqAccess};

use super::lenient::{Bit, Lenient, Record, Texts, skip, take};
use super::{ListedModel, Price};
use crate::text::plain;

/// Longest id and name, in characters.
const MAX_NAME: usize = 256;
/// Longest single capability or modality.
const MAX_WORD: usize = 64;
/// 1 January 3000: anything later is no time but a mistake.
const MAX_SECONDS: i64 = 32_503_680_000;

#[derive(Debug, Default)]
pub(super) struct Row {
    id: Bit,
    name: Bit,
    display_name: Bit,
    owner: Bit,
    created: Bit,
    active: Bit,
    thinking: Bit,
    windows: [Option<u32>; WINDOWS.len()],
    outputs: [Option<u32>; OUTPUTS.len()],
    max_tokens: Option<u32>,
    meta: Meta,
    metadata: Metadata,
    top_provider: TopProvider,
    limits: Limits,
    capabilities: Capabilities,
    methods: Texts,
    parameters: Texts,
    input: Texts,
    output: Texts,
    architecture: Architecture,
    pricing: Pricing,
}

/// The context window's names, most telling first.
const WINDOWS: [&str; 8] = [
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_model_len",
    "max_context_length",
    "max_input_tokens",
    "inputTokenLimit",
    "contextLength",
];

/// The output limit's names, most telling first.
const OUTPUTS: [&str; 3] = [
    "max_completion_tokens",
    "max_output_tokens",
    "outputTokenLimit",
];

impl Record for Row {
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        if let Some(at) = WINDOWS.iter().position(|known| *known == name) {
            self.windows[at] = take::<Bit, _>(map)?.count();
            return Ok(());
        }
        if let Some(at) = OUTPUTS.iter().position(|known| *known == name) {
            self.outputs[at] = take::<Bit, _>(map)?.count();
            return Ok(());
        }
        match name {
            "id" => self.id = take(map)?,
            "name" => self.name = take(map)?,
            "display_name" | "displayName" => self.display_name = take(map)?,
            "owned_by" | "organization" => self.owner = take(map)?,
            "created" | "created_at" => self.created = take(map)?,
            "active" => self.active = take(map)?,
            "thinking" => self.thinking = take(map)?,
            "max_tokens" => self.max_tokens = take::<Bit, _>(map)?.count(),
            "meta" => self.meta = take(map)?,
            "metadata" => self.metadata = take(map)?,
            "top_provider" => self.top_provider = take(map)?,
            "limits" => self.limits = take(map)?,
            "capabilities" => self.capabilities = take(map)?,
            "supportedGenerationMethods" => self.methods = take(map)?,
            "supported_parameters" => self.parameters = take(map)?,
            "input_modalities" => self.input = take(map)?,
            "output_modalities" => self.output = take(map)?,
            "architecture" => self.architecture = take(map)?,
            "pricing" => self.pricing = take(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl Row {
    /// Whether the provider says that this model cannot be used now (Groq's `active`).
    pub(super) fn is_switched_off(&self) -> bool {
        self.active.is(false)
    }

    /// The model, unless the row has no id.
    pub(super) fn into_model(self) -> Option<ListedModel> {
        // Gemini calls its ids names and writes `models/` before them; the API takes both forms.
        let name = self.name.text();
        let gemini = name
            .as_deref()
            .and_then(|name| name.strip_prefix("models/"));
        let gemini = gemini.map(str::to_owned);
        let name = name.filter(|_| gemini.is_none());
        let id = self.id.text().or(gemini);
        let id = plain(&id?, MAX_NAME);
        if id.is_empty() {
            return None;
        }
        let display_name = self.display_name.text().or(name);
        let display_name = display_name.map(|name| plain(&name, MAX_NAME));
        let owner = self.owner.text().map(|owner| plain(&owner, MAX_NAME));

        let window = self.windows.iter().copied().find_map(|window| window);
        let window = window
            .or(self.meta.n_ctx)
            .or(self.meta.n_ctx_train)
            .or(self.metadata.context_length);
        // What the best host behind an aggregator really takes; the smaller one holds.
        let window = match (window, self.top_provider.context_length) {
            (Some(told), Some(host)) => Some(told.min(host)),
            (told, host) => told.or(host),
        };
        let window = window
            .or(self.limits.context)
            .or(self.capabilities.limits.prompt);
        let output = self.outputs.iter().copied().find_map(|limit| limit);
        let output = output
            .or(self.top_provider.max_completion_tokens)
            .or(self.metadata.max_tokens)
            // Alone it might mean anything; next to a window it is the output's limit.
            .or(self.max_tokens.filter(|_| window.is_some()));

        let mut capabilities = self.capabilities.names;
        capabilities.extend(self.methods.0);
        capabilities.extend(self.parameters.0);
        if self.thinking.is(true) {
            capabilities.push("thinking".to_owned());
        }
        let mut input = self.input.0;
        input.extend(self.architecture.input.0);
        input.extend(self.capabilities.input.iter().map(|&word| word.to_owned()));
        let mut output_modalities = self.output.0;
        output_modalities.extend(self.architecture.output.0);

        Some(ListedModel {
            display_name: display_name.filter(|name| !name.is_empty() && *name != id),
            id,
            owner: owner.filter(|owner| !owner.is_empty()),
            context_window: window,
            output_limit: output,
            input_modalities: words(input),
            output_modalities: words(output_modalities),
            capabilities: words(capabilities),
            price: self.pricing.into_price(),
            created: created(self.created),
        })
    }
}

/// Words made safe to show, each once, in their order.
fn words(raw: Vec<String>) -> Vec<String> {
    let mut words = Vec::with_capacity(raw.len());
    for word in raw.into_iter().map(|word| plain(&word, MAX_WORD)) {
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Seconds or RFC 3339; the epoch itself means that nobody knows.
fn created(bit: Bit) -> Option<i64> {
    let seconds = match bit.whole() {
        Some(seconds) => Some(seconds),
        None => bit
            .text()?
            .parse::<Timestamp>()
            .ok()
            .map(Timestamp::as_second),
    };
    seconds.filter(|seconds| (1..MAX_SECONDS).contains(seconds))
}

/// llama.cpp
#[derive(Debug, Default)]
struct Meta {
    n_ctx: Option<u32>,
    n_ctx_train: Option<u32>,
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
struct Metadata {
    context_length: Option<u32>,
    max_tokens: Option<u32>,
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
struct TopProvider {
    context_length: Option<u32>,
    max_completion_tokens: Option<u32>,
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
struct Limits {
    context: Option<u32>,
    prompt: Option<u32>,
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
struct Architecture {
    input: Texts,
    output: Texts,
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
struct Pricing {
    prompt: Bit,
    completion: Bit,
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
    fn into_price(self) -> Option<Price> {
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
struct Capabilities {
    names: Vec<String>,
    input: Vec<&'static str>,
    limits: Limits,
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
            if all.names.len() < MAX_WORD {
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

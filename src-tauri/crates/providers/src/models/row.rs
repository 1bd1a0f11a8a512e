//! One row of a model list, whoever wrote it.
//!
//! Field names and their order of trust are those met in practice: OpenAI, Groq, Anthropic, Gemini,
//! `OpenRouter`, vLLM (`max_model_len`), llama.cpp (`meta.n_ctx`), `LiteLLM`, `DeepInfra` (`metadata`),
//! LM Studio (`loaded_context_length`), Cerebras (`limits`).

use jiff::Timestamp;
use serde::de::MapAccess;

use super::ListedModel;
use super::lenient::{Bit, Record, Texts, skip, take};
use super::parts::{
    Architecture, Capabilities, Limits, Meta, Metadata, Pricing, TopProvider, dollars_of_many,
};
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
    model_id: Bit,
    canonical_name: Bit,
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
    kind: Bit,
    prompt_price: Bit,
    completion_price: Bit,
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

/// What Together and LM Studio call the kinds of models.
const KINDS: [&str; 13] = [
    "chat",
    "language",
    "code",
    "image",
    "embedding",
    "moderation",
    "rerank",
    "audio",
    "transcribe",
    "video",
    "llm",
    "vlm",
    "embeddings",
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
            "model_id" => self.model_id = take(map)?,
            "canonical_name" => self.canonical_name = take(map)?,
            "name" => self.name = take(map)?,
            "display_name" | "displayName" => self.display_name = take(map)?,
            "owned_by" | "organization" | "publisher" | "owner" => self.owner = take(map)?,
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
            "supported_parameters" | "endpoints" => self.parameters = take(map)?,
            "input_modalities" | "supported_input_modalities" => self.input = take(map)?,
            "output_modalities" | "supported_output_modalities" => self.output = take(map)?,
            "type" => self.kind = take(map)?,
            "prompt_text_token_price" => self.prompt_price = take(map)?,
            "completion_text_token_price" => self.completion_price = take(map)?,
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
        let owner = self.owner.text();
        // The id's names, most telling first. Gemini, Cohere and Ollama call theirs a name; Gemini
        // writes `models/` before it, Replicate the owner beside it.
        let id = [self.id, self.model_id, self.canonical_name]
            .into_iter()
            .find_map(Bit::text);
        let name = self.name.text();
        let (id, name) = match (id, name) {
            (None, Some(name)) => match (name.strip_prefix("models/"), &owner) {
                (Some(bare), _) => (Some(bare.to_owned()), None),
                (None, Some(owner)) => (Some(format!("{owner}/{name}")), Some(name)),
                (None, None) => (Some(name), None),
            },
            found => found,
        };
        let id = plain(&id?, MAX_NAME);
        if id.is_empty() {
            return None;
        }
        let display_name = self.display_name.text().or(name);
        let display_name = display_name.map(|name| plain(&name, MAX_NAME));
        let owner = owner.map(|owner| plain(&owner, MAX_NAME));

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
            .or(self.limits.prompt)
            .or(self.capabilities.limits.prompt);
        let output = self.outputs.iter().copied().find_map(|limit| limit);
        let output = output
            .or(self.top_provider.max_completion_tokens)
            .or(self.metadata.max_tokens)
            .or(self.limits.output)
            // Alone it might mean anything; next to a window it is the output's limit.
            .or(self.max_tokens.filter(|_| window.is_some()));

        let mut capabilities = self.capabilities.names;
        capabilities.extend(self.methods.0);
        capabilities.extend(self.parameters.0);
        let kind = self.kind.text();
        capabilities.extend(kind.filter(|kind| KINDS.contains(&kind.as_str())));
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
            // xAI counts in hundredths of a cent a million tokens.
            price: self
                .pricing
                .into_price()
                .or_else(|| dollars_of_many(&self.prompt_price, &self.completion_price, 10)),
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

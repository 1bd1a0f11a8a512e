import type { ProviderView, RegionView } from "../bindings";

type Traits = Partial<Omit<ProviderView, "id" | "name" | "apiRoot" | "host">>;

function provider(id: string, name: string, apiRoot: string, traits: Traits = {}): ProviderView {
  return {
    id,
    name,
    apiRoot,
    host: new URL(apiRoot).host,
    consoleUrl: `https://console.example/${id}`,
    docsUrl: `https://docs.example/${id}`,
    keyEnv: [`${id.toUpperCase()}_API_KEY`],
    keyPrefixes: [],
    popular: false,
    keySet: false,
    regions: [],
    needsBaseUrl: false,
    keyOptional: false,
    hasOrganizations: false,
    canTry: true,
    ...traits,
  };
}

const popular = (...keyPrefixes: string[]): Traits => ({ keyPrefixes, popular: true });
const prefixed = (...keyPrefixes: string[]): Traits => ({ keyPrefixes });
const named = (...keyEnv: string[]): Traits => ({ keyEnv });
const in_ = (...regions: [string, string][]): { regions: RegionView[] } => ({
  regions: regions.map(([id, name]) => ({ id, name })),
});

export const PROVIDERS: readonly ProviderView[] = [
  provider("anthropic", "Anthropic", "https://api.anthropic.com", popular("sk-ant-")),
  provider("google_gemini", "Google Gemini", "https://generativelanguage.googleapis.com", {
    ...popular("AIza"),
    keyEnv: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  }),
  provider("groq", "Groq", "https://api.groq.com/openai/v1", popular("gsk_")),
  provider("openai", "OpenAI", "https://api.openai.com/v1", {
    ...popular("sk-proj-"),
    hasOrganizations: true,
  }),
];

/** The rest of the catalogue: with the four above, as many as there are. */
const MORE_PROVIDERS: readonly ProviderView[] = [
  provider("mistral", "Mistral", "https://api.mistral.ai/v1", popular()),
  provider("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", popular("sk-or-v1-")),
  provider("deepseek", "DeepSeek", "https://api.deepseek.com", popular("sk-")),
  provider("xai", "xAI (Grok)", "https://api.x.ai/v1", popular("xai-")),
  provider("cohere", "Cohere", "https://api.cohere.com", named("CO_API_KEY", "COHERE_API_KEY")),
  provider("together", "Together AI", "https://api.together.ai/v1", prefixed("tgp_v1_")),
  provider("fireworks", "Fireworks AI", "https://api.fireworks.ai/inference/v1", prefixed("fw_")),
  provider("perplexity", "Perplexity", "https://api.perplexity.ai/v1", prefixed("pplx-")),
  provider("cerebras", "Cerebras", "https://api.cerebras.ai/v1", prefixed("csk-")),
  provider("nvidia_nim", "NVIDIA NIM", "https://integrate.api.nvidia.com/v1", prefixed("nvapi-")),
  provider("huggingface", "Hugging Face", "https://router.huggingface.co/v1", {
    keyEnv: ["HF_TOKEN", "HUGGINGFACE_API_KEY"],
    keyPrefixes: ["hf_"],
  }),
  provider("azure_openai", "Azure OpenAI", "https://example.openai.azure.com/openai/v1", {
    needsBaseUrl: true,
  }),
  provider("moonshot", "Moonshot (Kimi)", "https://api.moonshot.ai/v1", {
    ...prefixed("sk-"),
    ...in_(["global", "Global"], ["cn", "China"]),
  }),
  provider("zhipu_zai", "Z.ai (Zhipu GLM)", "https://api.z.ai/api/paas/v4", {
    keyEnv: ["ZAI_API_KEY", "ZHIPUAI_API_KEY"],
    ...in_(["global", "Z.ai"], ["cn", "China (bigmodel.cn)"]),
  }),
  provider("qwen_dashscope", "Qwen (DashScope)", "https://dashscope-intl.aliyuncs.com/v1", {
    keyEnv: ["DASHSCOPE_API_KEY"],
    ...in_(["intl", "International (Singapore)"], ["cn", "China"], ["us", "United States"]),
  }),
  provider("sambanova", "SambaNova", "https://api.sambanova.ai/v1"),
  provider("voyage", "Voyage AI", "https://api.voyageai.com/v1", prefixed("pa-")),
  provider("elevenlabs", "ElevenLabs", "https://api.elevenlabs.io/v1", {
    ...prefixed("sk_"),
    ...in_(
      ["global", "Global"],
      ["us", "United States"],
      ["eu", "European Union"],
      ["in", "India"],
      ["sg", "Singapore"],
    ),
  }),
  provider("deepgram", "Deepgram", "https://api.deepgram.com/v1"),
  provider("replicate", "Replicate", "https://api.replicate.com/v1", named("REPLICATE_API_TOKEN")),
  provider("github_models", "GitHub Models", "https://models.github.ai/inference", {
    keyEnv: ["GITHUB_TOKEN"],
    keyPrefixes: ["github_pat_"],
  }),
  provider("ollama", "Ollama", "http://localhost:11434", { keyOptional: true }),
  provider("lm_studio", "LM Studio", "http://localhost:1234/v1", {
    ...named("LM_API_TOKEN"),
    keyOptional: true,
  }),
];

export const ALL_PROVIDERS: readonly ProviderView[] = [...PROVIDERS, ...MORE_PROVIDERS];

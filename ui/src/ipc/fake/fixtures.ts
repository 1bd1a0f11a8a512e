import type { CredentialView, ModelView, SettingsView, VaultStatusView } from "../bindings";
import { ALL_PROVIDERS } from "./providers";

export const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000 - 500).toISOString();

/** A key shaped like a real one and plainly none. */
export const FAKE_GROQ_KEY = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE";

export function credential(id: string, change: Partial<CredentialView> = {}): CredentialView {
  const known = ALL_PROVIDERS.find((each) => each.id === id);
  return {
    profile: "default",
    provider: id,
    name: known?.name ?? id,
    label: null,
    note: null,
    lendPolicy: "allow",
    keySet: true,
    checking: false,
    status: "unchecked",
    verdict: null,
    message: null,
    httpStatus: null,
    models: 0,
    checkedAt: null,
    latencyMs: null,
    retryAt: null,
    lastDefinite: null,
    baseUrl: null,
    region: known?.regions[0]?.id ?? null,
    organization: null,
    project: null,
    request: null,
    account: null,
    host: known?.host ?? "127.0.0.1:8080",
    hint: `${known?.keyPrefixes[0] ?? ""}…4f2a`,
    renewBy: null,
    renewTold: false,
    lastUsedAt: null,
    createdAt: minutesAgo(60 * 24 * 3),
    updatedAt: minutesAgo(60 * 24),
    ...change,
  };
}

export function valid(id: string, change: Partial<CredentialView> = {}): CredentialView {
  const checkedAt = change.checkedAt ?? minutesAgo(2);
  const known = ALL_PROVIDERS.find((each) => each.id === id);
  return credential(id, {
    status: "valid",
    verdict: "accepted",
    httpStatus: 200,
    models: 12,
    latencyMs: 182,
    checkedAt,
    request: `GET ${known?.apiRoot}/models`,
    lastDefinite: { status: "valid", verdict: "accepted", at: checkedAt },
    ...change,
  });
}

export function model(id: string, change: Partial<ModelView> = {}): ModelView {
  return {
    id,
    displayName: null,
    owner: null,
    contextWindow: null,
    outputLimit: null,
    inputModalities: ["text"],
    outputModalities: ["text"],
    capabilities: [],
    created: null,
    firstSeen: minutesAgo(3000),
    lastSeen: minutesAgo(2),
    goneSince: null,
    newSince: null,
    price: null,
    catalogue: null,
    ...change,
  };
}

export const GROQ_MODELS: readonly ModelView[] = [
  ["allam-2-7b", 4_096, 4_096],
  ["deepseek-r1-distill-llama-70b", 131_072, 131_072],
  ["gemma2-9b-it", 8_192, 8_192],
  ["llama-3.1-8b-instant", 131_072, 131_072],
  ["llama-3.3-70b-versatile", 131_072, 32_768],
  ["meta-llama/llama-4-maverick-17b-128e-instruct", 131_072, 8_192],
  ["meta-llama/llama-4-scout-17b-16e-instruct", 131_072, 8_192],
  ["moonshotai/kimi-k2-instruct", 262_144, 16_384],
  ["openai/gpt-oss-120b", 131_072, 65_536],
  ["qwen/qwen3-32b", 131_072, 40_960],
  ["whisper-large-v3", null, null],
  ["whisper-large-v3-turbo", null, null],
].map(([id, contextWindow, outputLimit]) =>
  model(String(id), {
    contextWindow: contextWindow as number | null,
    outputLimit: outputLimit as number | null,
  }),
);

export const GEMINI_MODELS: readonly ModelView[] = [
  model("gemini-2.5-flash", {
    displayName: "Gemini 2.5 Flash",
    contextWindow: 1_048_576,
    outputLimit: 65_536,
  }),
  model("gemini-2.5-pro", {
    displayName: "Gemini 2.5 Pro",
    contextWindow: 1_048_576,
    outputLimit: 65_536,
  }),
  model("gemini-1.0-pro-vision", {
    displayName: "Gemini 1.0 Pro Vision",
    contextWindow: 12_288,
    outputLimit: 4_096,
    goneSince: minutesAgo(60 * 24 * 20),
  }),
];

export const SETTINGS: SettingsView = {
  language: "en",
  theme: "system",
  clipboardSeconds: 30,
  idleMinutes: 5,
  proxy: "system",
  proxyUrl: "",
  caFile: "",
  checkHours: 24,
  notify: true,
  logDays: 90,
  tryTold: false,
};

export const READY: VaultStatusView = {
  state: "ready",
  open: true,
  keyringBackend: "GNOME Keyring",
  desktop: "GNOME",
  keyringLocked: false,
  dataDir: "/home/ada/.local/share/keystow",
  version: "0.1.0",
  slots: ["keyring", "recovery"],
  recovery: "confirmed",
};

export const FRESH: VaultStatusView = {
  ...READY,
  state: "uninitialised",
  open: false,
  slots: [],
  recovery: "none",
};

/** Before the first key the vault has no trouble of its own: only the keyring can have some. */
export const FRESH_LOCKED: VaultStatusView = { ...FRESH, keyringLocked: true };
export const FRESH_WITHOUT_KEYRING: VaultStatusView = {
  ...FRESH,
  keyringBackend: null,
  keyringLocked: null,
};

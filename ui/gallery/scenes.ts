import { troubleStates } from "../src/features/trouble/states";
import type { CredentialView, ModelView } from "../src/ipc";
import {
  ALL_PROVIDERS,
  credential,
  type FakeState,
  FRESH,
  FRESH_LOCKED,
  FRESH_WITHOUT_KEYRING,
  GEMINI_MODELS,
  GROQ_MODELS,
  minutesAgo,
  model,
  READY,
  valid,
} from "../src/ipc/fake";
import { activityScenes, profileScenes } from "./activityScenes";
import { endpointScenes } from "./endpointScenes";
import { importScenes } from "./importScenes";
import { modelScenes } from "./modelScenes";
import { providerScenes } from "./providerScenes";
import { useScenes } from "./useScenes";
import { vaultScenes } from "./vaultScenes";

const works = { status: "valid", verdict: "accepted", at: minutesAgo(125) } as const;

const rejected = credential("anthropic", {
  request: "GET https://api.anthropic.com/v1/models?limit=1000",
  status: "invalid",
  verdict: "rejected",
  message: "invalid x-api-key",
  httpStatus: 401,
  latencyMs: 211,
  checkedAt: minutesAgo(5),
  lastDefinite: { status: "invalid", verdict: "rejected", at: minutesAgo(5) },
});
const noCredit = valid("openai", {
  verdict: "no_credit",
  models: 61,
  label: "team account",
  message: "You exceeded your current quota, please check your plan and billing details.",
  httpStatus: 429,
  latencyMs: 420,
  checkedAt: minutesAgo(61),
});
const unreachable = credential("google_gemini", {
  status: "error",
  verdict: "unreachable",
  message: "The name generativelanguage.googleapis.com could not be resolved (DNS).",
  models: 2,
  checkedAt: minutesAgo(1),
  lastDefinite: works,
});
const groq = valid("groq", { lastUsedAt: minutesAgo(34) });
const openaiModels: ModelView[] = Array.from({ length: 61 }, (_, index) =>
  model(`gpt-sample-${index + 1}`, { contextWindow: index % 3 ? 128_000 : 400_000 }),
);
const models = { groq: GROQ_MODELS, google_gemini: GEMINI_MODELS, openai: openaiModels };

const four: CredentialView[] = [rejected, unreachable, groq, noCredit];
const base: Partial<FakeState> = {
  credentials: four,
  models,
  profiles: [
    { name: "default", isDefault: true, credentials: 4 },
    { name: "work", isDefault: false, credentials: 0 },
  ],
};

const one = (view: CredentialView): Partial<FakeState> => ({ ...base, credentials: [view] });
const error = (verdict: CredentialView["verdict"], change: Partial<CredentialView> = {}) =>
  one(
    credential("groq", {
      status: "error",
      verdict,
      checkedAt: minutesAgo(0),
      latencyMs: 96,
      models: 12,
      lastDefinite: works,
      ...change,
    }),
  );

const own = one(
  valid("openai", { baseUrl: "https://llm.example.org:8443/v1", host: "llm.example.org:8443" }),
);

const LONG = "A Provider With A Name Of Exactly Sixty Characters, No Less.";
const long: Partial<FakeState> = {
  ...base,
  credentials: [
    groq,
    credential("long", {
      name: LONG,
      label: "The label of the whole team in Untertürkheim that somebody wrote in full, twice over",
      hint: "a-very-long-public-prefix-…4f2a",
      host: "a-rather-long-host-name-of-an-internal-proxy.department.example-corporation.com:8443",
      baseUrl:
        "https://a-rather-long-host-name-of-an-internal-proxy.department.example-corporation.com:8443/llm/openai/compatible/v1",
      status: "error",
      verdict: "unexpected",
      message: `${"The proxy answered with a page of its own. ".repeat(9)}https://example.com/${"a".repeat(120)}`,
      httpStatus: 502,
      checkedAt: minutesAgo(60 * 24 * 400),
      lastDefinite: works,
      models: 12_345,
      note: "Ask Grace before changing anything here; the proxy drops keys that are not registered.",
    }),
  ],
  models: {
    ...models,
    long: [
      model(
        "accounts/some-very-long-organisation-name/models/a-model-with-a-name-that-never-ends-70b-instruct-turbo-preview-2026-11-01",
        { contextWindow: 10_485_760, outputLimit: 1_000_000 },
      ),
      ...Array.from({ length: 5_000 }, (_, index) => model(`model-${index}`)),
    ],
  },
};

const trouble = Object.fromEntries(
  troubleStates.map((state): [string, Partial<FakeState>] => [
    `trouble-${state}`,
    {
      ...base,
      status: {
        ...READY,
        state,
        open: false,
        keyringBackend: state === "keyringUnavailable" ? null : "GNOME Keyring",
        keyringLocked: state === "keyringLocked",
      },
    },
  ]),
);

export const scenes: Record<string, Partial<FakeState>> = {
  "first-run": { status: FRESH },
  "first-run-many": { status: FRESH, providers: ALL_PROVIDERS },
  "first-run-locked": { status: FRESH_LOCKED },
  "first-run-no-keyring": { status: FRESH_WITHOUT_KEYRING },
  "first-run-refused": {
    status: FRESH_LOCKED,
    failing: { open_vault: { kind: "keyringDenied" } },
  },
  form: { status: FRESH },
  "form-pasted": { status: FRESH },
  "form-fault": { status: FRESH },
  "form-base-url": {
    status: FRESH,
    failing: { create_credential: { kind: "invalidBaseUrl", fault: "notHttps" } },
  },
  "form-locked": {
    status: FRESH_LOCKED,
    failing: { create_credential: { kind: "keyringLocked" } },
  },
  "form-in-vain": {
    status: FRESH_LOCKED,
    failing: {
      create_credential: { kind: "keyringLocked" },
      open_vault: { kind: "keyringLocked" },
    },
  },
  "form-own-address": own,
  "own-address": own,
  "check-all-failed": {
    ...base,
    failing: {
      check_all_credentials: { kind: "rowCorrupt", profile: "default", provider: "groq" },
    },
  },
  "form-replace": base,
  "form-edit": base,
  choose: { ...base, providers: ALL_PROVIDERS },
  saved: { status: FRESH },
  checking: one({ ...groq, checking: true }),
  valid: base,
  rejected: one(rejected),
  "no-credit": one(noCredit),
  unreachable: one(unreachable),
  limited: one(valid("groq", { verdict: "limited_scope", message: "Missing scopes: models.read" })),
  "rate-limited": error("rate_limited", {
    message: "Rate limit reached. Retry after 40 s.",
    retryAt: new Date(Date.now() + 40_000).toISOString(),
  }),
  blocked: error("blocked", { message: "Country, region, or territory not supported" }),
  "provider-down": error("provider_down", { httpStatus: 503 }),
  unverifiable: error("unverifiable", {
    lastDefinite: null,
    baseUrl: "http://127.0.0.1:11434/v1",
    host: "127.0.0.1:11434",
  }),
  unchecked: one(credential("groq", { hint: null })),
  long,
  menu: base,
  delete: base,
  "delete-failed": { ...base, failing: { delete_credential: { kind: "vaultReadOnly" } } },
  revealed: base,
  copied: base,
  "reveal-failed": {
    ...base,
    failing: { reveal_api_key: { kind: "rowCorrupt", profile: "default", provider: "groq" } },
  },
  profiles: base,
  "new-profile": {
    ...base,
    failing: { create_profile: { kind: "invalidProfileName", profile: "Wörk!" } },
  },
  "empty-profile": base,
  "no-match": base,
  models: base,
  "models-search": base,
  "models-empty": { credentials: [credential("groq")] },
  preferences: base,
  "preferences-failed": { ...base, failing: { update_settings: { kind: "diskFull" } } },
  "page-vaultCorrupt": {
    ...trouble["trouble-vaultCorrupt"],
    failing: { list_credentials: { kind: "vaultCorrupt" } },
  },
  "page-vaultNewer": {
    ...trouble["trouble-vaultNewer"],
    failing: { list_credentials: { kind: "vaultNewer" } },
  },
  "page-vaultMissing": {
    ...trouble["trouble-vaultMissing"],
    failing: { list_credentials: { kind: "vaultMissing" } },
  },
  "page-unexpected": { ...base, failing: { list_credentials: { kind: "unexpected" } } },
  "trouble-details": { ...trouble["trouble-keyringLocked"] },
  ...trouble,
  ...activityScenes,
  ...profileScenes,
  ...endpointScenes,
  ...importScenes,
  ...modelScenes,
  ...providerScenes,
  ...useScenes,
  ...vaultScenes,
};

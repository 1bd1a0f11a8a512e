import {
  ALL_PROVIDERS,
  credential,
  daysAgo,
  type FakeState,
  GROQ_MODELS,
  manyModels,
  minutesAgo,
  PAST_CHECKS,
  SETTINGS,
  VARIED_MODELS,
  valid,
} from "../src/ipc/fake";

const known = { status: "valid", verdict: "accepted", at: daysAgo(2) } as const;

const varied: Partial<FakeState> = {
  providers: ALL_PROVIDERS,
  credentials: [valid("groq", { models: 7 }), valid("mistral", { checkedAt: minutesAgo(125) })],
  models: { groq: VARIED_MODELS, mistral: GROQ_MODELS },
  checks: { groq: PAST_CHECKS },
};

const many: Partial<FakeState> = {
  ...varied,
  credentials: [valid("openrouter", { models: 9_900 })],
  models: { openrouter: manyModels(10_000) },
};

const twelve = [
  "anthropic",
  "cerebras",
  "cohere",
  "deepseek",
  "fireworks",
  "google_gemini",
  "groq",
  "huggingface",
  "mistral",
  "openai",
  "openrouter",
  "xai",
].map((id, index) =>
  index === 3
    ? credential(id, { status: "invalid", verdict: "rejected", checkedAt: minutesAgo(90) })
    : valid(id, { models: 10 + index, checkedAt: minutesAgo(90) }),
);

/** The settings that the gallery lays over each scene keep their language and theme. */
const preferring = (settings: Partial<typeof SETTINGS>): Partial<FakeState> => ({
  ...varied,
  settings: { ...SETTINGS, ...settings },
});

/** Models with a memory, what past checks said, many checks at once, and how requests leave. */
export const modelScenes: Record<string, Partial<FakeState>> = {
  "mem-catalogue": varied,
  "mem-page": varied,
  "mem-price": varied,
  "mem-filters": varied,
  "mem-filtered": varied,
  "mem-no-match": varied,
  "mem-gone": varied,
  "mem-many": many,
  "mem-many-filters": many,
  "mem-offline": {
    ...varied,
    credentials: [
      credential("groq", {
        status: "error",
        verdict: "unreachable",
        checkedAt: minutesAgo(3),
        models: 7,
        lastDefinite: known,
      }),
      valid("mistral"),
    ],
  },
  "history-open": varied,
  "check-all-rest": { ...varied, credentials: twelve },
  "check-all-running": {
    ...varied,
    credentials: twelve,
    hanging: new Set(["check_all_credentials"]),
  },
  "renew-told": {
    ...varied,
    credentials: [
      valid("openrouter", {
        models: 7,
        renewTold: true,
        renewBy: new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10),
      }),
    ],
    models: { openrouter: VARIED_MODELS },
  },
  "pref-network": preferring({
    proxy: "own",
    proxyUrl: "http://proxy.example:3128",
    checkHours: 48,
  }),
  "pref-network-fault": preferring({ notify: false }),
  "pref-network-begun": preferring({}),
  "pref-network-locked": {
    ...preferring({}),
    failing: { choose_ca_file: { kind: "keyringLocked" } },
  },
};

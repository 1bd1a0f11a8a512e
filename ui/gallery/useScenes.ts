import {
  ALL_PROVIDERS,
  credential,
  type FakeState,
  GROQ_MODELS,
  manyModels,
  minutesAgo,
  model,
  recipesFor,
  SETTINGS,
  valid,
} from "../src/ipc/fake";

const base: Partial<FakeState> = {
  providers: ALL_PROVIDERS,
  credentials: [valid("groq", { lastUsedAt: minutesAgo(34) })],
  models: { groq: GROQ_MODELS.slice(0, 5) },
};

const LONG = "A Provider With A Name Of Exactly Sixty Characters, No Less.";
const PROSE =
  "A keystone is the wedge at the top of an arch. It is set last, and from then on the stones beside it lean on it and on each other. ";
const told: Partial<FakeState> = { ...base, settings: { ...SETTINGS, tryTold: true } };

/** How a key is put to use: recipes, and a prompt to one of its models. */
export const useScenes: Record<string, Partial<FakeState>> = {
  "use-recipes": base,
  "use-codex": base,
  "use-more": base,
  "use-copied": base,
  "use-loading": { ...base, hanging: new Set(["list_recipes"]) },
  "use-error": { ...base, failing: { list_recipes: { kind: "vaultBusy" } } },
  "use-empty": { ...base, recipes: [] },
  "use-never": { ...base, credentials: [valid("groq", { lendPolicy: "never" })] },
  "use-long": {
    ...base,
    recipes: recipesFor(
      "custom:a-rather-long-name",
      "A_RATHER_LONG_API_KEY",
      `https://${"llm.".repeat(30)}example.com/v1`,
    ).map((recipe, index) => ({
      ...recipe,
      name: index === 3 ? "A tool with a name that goes on and on for a while" : recipe.name,
      file: recipe.file && `~/.config/${"a-deep-folder/".repeat(9)}config.toml`,
      text: `${recipe.text}\n`.repeat(index === 3 ? 12 : 1),
    })),
  },
  "use-many-models": {
    ...base,
    credentials: [valid("openrouter", { models: 412 })],
    models: { openrouter: manyModels(412) },
  },
  "try-first": base,
  "try-told": { ...told },
  "try-models": {
    ...told,
    credentials: [valid("openrouter", { models: 9_900 })],
    models: { openrouter: manyModels(10_000) },
  },
  "try-waiting": { ...told, endless: true, answer: [] },
  "try-streaming": { ...told, endless: true },
  "try-done": { ...told },
  "try-long-answer": {
    ...told,
    answer: [
      ...Array.from({ length: 30 }, (_, index) => `${index + 1}. ${PROSE}\n`),
      "a".repeat(300),
    ],
    tried: {
      stopped: false,
      cutOff: true,
      inputTokens: 38,
      outputTokens: 32_768,
      firstMs: 412,
      totalMs: 93_180,
    },
  },
  "try-stopped": { ...told, endless: true },
  "try-rejected": {
    ...told,
    failing: {
      try_model: {
        kind: "tryFailed",
        verdict: "rejected",
        message: "Invalid API Key",
        httpStatus: 401,
      },
    },
  },
  "try-no-credit": {
    ...told,
    brokenOff: {
      kind: "tryFailed",
      verdict: "no_credit",
      message: "You exceeded your current quota, please check your plan and billing details.",
      httpStatus: 429,
    },
  },
  "try-forbidden": {
    ...told,
    failing: { try_model: { kind: "lendingForbidden", profile: "default", provider: "groq" } },
  },
  "try-locked": {
    ...told,
    failing: { try_model: { kind: "keyringLocked" } },
  },
  "try-too-long": { ...told },
  "try-long-names": {
    ...base,
    providers: [
      ...ALL_PROVIDERS,
      { ...(ALL_PROVIDERS[0] as (typeof ALL_PROVIDERS)[number]), id: "long", name: LONG },
    ],
    credentials: [
      credential("long", {
        ...valid("groq"),
        provider: "long",
        name: LONG,
        host: "a-rather-long-host-name-of-an-internal-proxy.department.example-corporation.com:8443",
      }),
    ],
    models: {
      long: [
        model(
          "accounts/some-very-long-organisation-name/models/a-model-with-a-name-that-never-ends-70b-instruct-turbo-preview",
        ),
      ],
    },
  },
};

import type { CatalogueView, ModelView, PastCheckView, PriceView } from "../bindings";
import { minutesAgo, model } from "./fixtures";

export const daysAgo = (days: number) => minutesAgo(days * 24 * 60);

export function pastCheck(change: Partial<PastCheckView> = {}): PastCheckView {
  return {
    status: "valid",
    verdict: "accepted",
    message: null,
    httpStatus: 200,
    latencyMs: 182,
    models: 12,
    newModels: 0,
    goneModels: 0,
    checkedAt: minutesAgo(2),
    ...change,
  };
}

const untold = { models: null, newModels: null, goneModels: null };

/** A key's checks of some weeks: models came and went, and once there was no network. */
export const PAST_CHECKS: readonly PastCheckView[] = [
  pastCheck({ newModels: 3, goneModels: 1 }),
  pastCheck({
    ...untold,
    status: "error",
    verdict: "unreachable",
    httpStatus: null,
    latencyMs: null,
    checkedAt: daysAgo(1),
  }),
  pastCheck({ latencyMs: 1_540, checkedAt: daysAgo(2) }),
  pastCheck({
    ...untold,
    status: "error",
    verdict: "rate_limited",
    httpStatus: 429,
    latencyMs: 96,
    checkedAt: daysAgo(3),
  }),
  pastCheck({
    ...untold,
    status: "invalid",
    verdict: "rejected",
    httpStatus: 401,
    latencyMs: 140,
    checkedAt: daysAgo(9),
  }),
  ...Array.from({ length: 8 }, (_, index) =>
    pastCheck({ goneModels: index % 4 ? 0 : 2, checkedAt: daysAgo(10 + 3 * index) }),
  ),
];

/** Per token, as providers tell it. */
export const price = (input: string | null, output: string | null): PriceView => ({
  input,
  output,
  currency: "USD",
  unit: "token",
});

function catalogued(change: Partial<CatalogueView> = {}): CatalogueView {
  return { contextWindow: null, outputLimit: null, price: null, asOf: "2026-05-21", ...change };
}

/** One that came lately, one that went, prices told and prices looked up. */
export const VARIED_MODELS: readonly ModelView[] = [
  model("aurora-large", {
    contextWindow: 200_000,
    outputLimit: 64_000,
    capabilities: ["chat", "tools"],
    inputModalities: ["text", "image"],
    created: daysAgo(400),
    price: price("0.000003", "0.000015"),
  }),
  model("aurora-small", {
    contextWindow: 131_072,
    capabilities: ["chat", "tools"],
    newSince: daysAgo(10),
    created: daysAgo(12),
    price: price("0.00000015", "0.0000006"),
  }),
  model("aurora-voice", {
    capabilities: ["speech"],
    inputModalities: ["text", "audio"],
    outputModalities: ["audio"],
    created: daysAgo(200),
  }),
  model("borealis-1m", {
    catalogue: catalogued({
      contextWindow: 1_048_576,
      outputLimit: 65_536,
      price: price("0.0000000375", "0.0000025"),
    }),
    capabilities: ["chat"],
    created: daysAgo(100),
  }),
  model("borealis-embed", {
    contextWindow: 8_192,
    outputModalities: ["embeddings"],
    created: daysAgo(300),
    price: price("0.00000002", null),
    catalogue: catalogued({ contextWindow: 4_096 }),
  }),
  model("borealis-free", {
    contextWindow: 32_768,
    outputLimit: 8_192,
    capabilities: ["chat"],
    created: daysAgo(50),
    price: price("0", "0"),
  }),
  model("cirrus-2023", {
    contextWindow: 16_384,
    capabilities: ["chat"],
    created: daysAgo(900),
    goneSince: daysAgo(19),
  }),
  model("cirrus-2024", {
    contextWindow: 128_000,
    capabilities: ["chat"],
    created: daysAgo(500),
    price: price("0.0000025", "0.00001"),
  }),
];

const HOSTILE = ["\u202Egpt-evil\u202C", "\u001b[31mred\u001b[0m", "null\u0000byte", "שלום/gpt-4"];

/** As many as an aggregator lists, some of them with names that mean harm. */
export const manyModels = (count: number): ModelView[] =>
  Array.from({ length: count }, (_, index) =>
    model(index < HOSTILE.length ? String(HOSTILE[index]) : `vendor-${index % 90}/model-${index}`, {
      displayName: index === 0 ? `${"long ".repeat(80)}\u2066name` : null,
      contextWindow: index % 5 ? 1_000 * (index % 300) : null,
      capabilities: index % 2 ? ["chat", "tools"] : ["embeddings"],
      newSince: index % 500 === 4 ? daysAgo(3) : null,
      price: index % 3 ? price(`0.00000${(index % 90) + 10}`, `0.0000${(index % 90) + 10}`) : null,
      goneSince: index % 100 === 99 ? daysAgo(40) : null,
    }),
  );

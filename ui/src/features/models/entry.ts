import type { ModelView, PriceView } from "../../ipc";

/** Whose model it is, where a list joins those of several keys. */
export type Owner = { provider: string; name: string };

/** A figure with the day of the catalogue it is from; null where the provider itself told it. */
export type Told<V> = { value: V; catalogue: string | null };

/** A price of a million tokens. */
export type Cost = { input: number | null; output: number | null; currency: string };

/** A model with all that searching, filtering and sorting need, worked out once. */
export type Entry = {
  key: string;
  model: ModelView;
  owner: Owner | null;
  text: string;
  capabilities: readonly string[];
  input: readonly string[];
  output: readonly string[];
  context: Told<number> | null;
  limit: Told<number> | null;
  cost: Told<Cost> | null;
  /** When it came into being or into this list, whichever is later; 0 where nobody knows. */
  born: number;
  isNew: boolean;
  isGone: boolean;
};

const DAY_MS = 86_400_000;
const NEW_DAYS = 30;
const MILLION = 1_000_000;

const collator = new Intl.Collator("en", { numeric: true });

/** The models by id, ready to be asked. */
export function entriesOf(
  models: readonly ModelView[],
  now: number,
  owner: Owner | null = null,
): Entry[] {
  return byId(models.map((model) => entryOf(model, now, owner)));
}

export function byId(entries: Entry[]): Entry[] {
  return entries.sort(
    (a, b) =>
      collator.compare(a.model.id, b.model.id) ||
      collator.compare(a.owner?.name ?? "", b.owner?.name ?? ""),
  );
}

function entryOf(model: ModelView, now: number, owner: Owner | null): Entry {
  const { catalogue } = model;
  const told = <V>(own: V | null, known: V | null | undefined): Told<V> | null => {
    if (own !== null) return { value: own, catalogue: null };
    return catalogue && known != null ? { value: known, catalogue: catalogue.asOf } : null;
  };
  const isGone = model.goneSince !== null;
  const came = momentOf(model.newSince);
  return {
    key: owner ? `${owner.provider} ${model.id}` : model.id,
    model,
    owner,
    text: textOf(model, owner),
    capabilities: model.capabilities,
    input: model.inputModalities.map((word) => word.toLowerCase()),
    output: model.outputModalities.map((word) => word.toLowerCase()),
    context: told(model.contextWindow, catalogue?.contextWindow),
    limit: told(model.outputLimit, catalogue?.outputLimit),
    cost: told(costOf(model.price), costOf(catalogue?.price ?? null)),
    born: Math.max(momentOf(model.created), came),
    isNew: !isGone && came > now - NEW_DAYS * DAY_MS,
    isGone,
  };
}

function textOf(model: ModelView, owner: Owner | null): string {
  const parts = [model.id, model.displayName, model.owner, owner?.name];
  return parts.filter(Boolean).join(" ").toLowerCase();
}

function momentOf(iso: string | null): number {
  const moment = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(moment) ? 0 : moment;
}

function costOf(price: PriceView | null): Cost | null {
  if (price?.unit !== "token") return null;
  const input = ofMillion(price.input);
  const output = ofMillion(price.output);
  return input === null && output === null ? null : { input, output, currency: price.currency };
}

/** Rounded to where a binary fraction begins to show. */
function ofMillion(decimal: string | null): number | null {
  const amount = decimal === null || decimal.trim() === "" ? Number.NaN : Number(decimal);
  return Number.isFinite(amount) && amount >= 0
    ? Math.round(amount * MILLION * MILLION) / MILLION
    : null;
}

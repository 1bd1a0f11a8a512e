import type { Entry } from "./entry";

export const SORTS = ["id", "newest", "context", "price"] as const;
export type Sort = (typeof SORTS)[number];

/** Those gone last; whatever is equal stays in the order it came in, by id. */
export function sorted(entries: readonly Entry[], sort: Sort): Entry[] {
  const within = ORDER[sort];
  return [...entries].sort((a, b) => Number(a.isGone) - Number(b.isGone) || within(a, b));
}

const ORDER: Record<Sort, (a: Entry, b: Entry) => number> = {
  id: () => 0,
  newest: (a, b) => b.born - a.born,
  context: (a, b) => (b.context?.value ?? 0) - (a.context?.value ?? 0),
  price: byPrice,
};

/** Cheapest first, each currency by itself; what costs nobody knows how much stands last. */
function byPrice(a: Entry, b: Entry): number {
  const [left, right] = [a.cost?.value, b.cost?.value];
  if (!left || !right) return Number(!left) - Number(!right);
  if (left.currency !== right.currency) return left.currency < right.currency ? -1 : 1;
  return (left.input ?? 0) + (left.output ?? 0) - (right.input ?? 0) - (right.output ?? 0);
}

import type { FoundKeyView, ImportPick, LeftoverView } from "../../ipc";

export type Picks = ReadonlySet<number>;

/** What is in the vault already stays as it is. */
export const canPick = (key: FoundKeyView) => key.state !== "same";

/** Every new key, and of several for one provider the first. */
export function newPicks(keys: readonly FoundKeyView[]): Picks {
  const first = new Map<string, number>();
  for (const { state, provider, index } of keys) {
    if (state === "new" && !first.has(provider)) first.set(provider, index);
  }
  return new Set(first.values());
}

/** A profile holds one key of a provider: one that is picked takes the place of another. */
export function picked(keys: readonly FoundKeyView[], picks: Picks, key: FoundKeyView): Picks {
  const next = new Set(picks);
  for (const each of keys) if (each.provider === key.provider) next.delete(each.index);
  return next.add(key.index);
}

export function unpicked(picks: Picks, ...keys: readonly FoundKeyView[]): Picks {
  const next = new Set(picks);
  for (const key of keys) next.delete(key.index);
  return next;
}

export function asked(keys: readonly FoundKeyView[], picks: Picks): ImportPick[] {
  return keys
    .filter((key) => picks.has(key.index))
    .map(({ index, state }) => ({ index, replace: state === "other" }));
}

/** How many of the keys of each provider could be picked. */
export function choices(keys: readonly FoundKeyView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys.filter(canPick)) {
    counts.set(key.provider, (counts.get(key.provider) ?? 0) + 1);
  }
  return counts;
}

const sameLine = (a: LeftoverView, b: LeftoverView) =>
  a.path === b.path && a.line === b.line && a.variable === b.variable;

/** Files with a copy of what the vault holds already, beside those that an import told of. */
export function withCopies(
  told: readonly LeftoverView[],
  keys: readonly FoundKeyView[],
): LeftoverView[] {
  const copies = keys
    .filter((key) => !canPick(key))
    .flatMap(({ provider, name, places }) =>
      places.flatMap(({ variable, path, line }) =>
        path === null ? [] : [{ provider, name, variable, path, line }],
      ),
    );
  return [...told, ...copies.filter((copy) => !told.some((each) => sameLine(each, copy)))];
}

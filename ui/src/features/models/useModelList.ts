import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useNow } from "../../components/useNow";
import type { Entry } from "./entry";
import { choicesOf, type Filters, fits, NO_FILTERS, narrowing } from "./filter";
import { type Sort, sorted } from "./sort";

type Asked = { query: string; filters: Filters; sort: Sort };

const HOUR_MS = 3_600_000;

/** The hour it is: whether something is new changes no faster. */
export const useHour = () => Math.floor(useNow() / HOUR_MS) * HOUR_MS;

/** What is asked of a list of models, and what of it is to be shown. */
export function useModelList(entries: readonly Entry[]) {
  const [asked, setAsked] = useState<Asked>({ query: "", filters: NO_FILTERS, sort: "id" });
  const search = useRef<HTMLInputElement>(null);
  const { query, filters, sort } = useDeferredValue(asked);
  const choices = useMemo(() => choicesOf(entries), [entries]);
  const fitting = useMemo(() => entries.filter(fits(query, filters)), [entries, query, filters]);
  const shown = useMemo(
    () => sorted(filters.withGone ? fitting : fitting.filter((entry) => !entry.isGone), sort),
    [fitting, filters.withGone, sort],
  );
  return {
    asked,
    /** The field that is searched with. */
    search,
    ask: (change: Partial<Asked>) => setAsked((before) => ({ ...before, ...change })),
    filter: (change: Partial<Filters>) =>
      setAsked((before) => ({ ...before, filters: { ...before.filters, ...change } })),
    choices,
    shown,
    /** What the rows in sight were found with. */
    found: { query: query.trim(), filters, sort },
    filtered: query.trim() !== "" || narrowing(filters) > 0,
    /** How many would fit besides, were they still offered. */
    hidden: filters.withGone ? 0 : fitting.length - shown.length,
    all: entries.length,
    count: entries.length - choices.gone,
    shownCount: shown.reduce((sum, entry) => sum + (entry.isGone ? 0 : 1), 0),
  };
}

export type ModelListing = ReturnType<typeof useModelList>;

import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useLoans } from "../../ipc";
import { usePlace } from "../frame/navigation";
import { useCurrentProfile } from "../frame/useCurrentProfile";
import { entriesOf } from "./entry";
import { choicesOf, type Filters, fits, NO_FILTERS, narrowed } from "./filter";

type Asked = { query: string; filters: Filters };

/** The access log, what is asked of it, and what of it is to be shown. */
export function useActivity() {
  const { activityOf } = usePlace();
  const { name: mine, several } = useCurrentProfile();
  const { data: loans, error, isFetching, refetch } = useLoans();
  const [asked, setAsked] = useState<Asked>(() => ({
    query: "",
    filters: activityOf
      ? { ...NO_FILTERS, providers: [activityOf], onlyMine: several }
      : NO_FILTERS,
  }));
  const search = useRef<HTMLInputElement>(null);
  const { query, filters } = useDeferredValue(asked);
  const entries = useMemo(() => entriesOf(loans ?? []), [loans]);
  const choices = useMemo(() => choicesOf(entries), [entries]);
  const shown = useMemo(
    () => entries.filter(fits(query, filters, mine)),
    [entries, query, filters, mine],
  );
  return {
    pending: !loans && !error,
    error,
    reading: isFetching,
    readAgain: () => void refetch(),
    asked,
    /** The field that is searched with. */
    search,
    ask: (change: Partial<Asked>) => setAsked((before) => ({ ...before, ...change })),
    filter: (change: Partial<Filters>) =>
      setAsked((before) => ({ ...before, filters: { ...before.filters, ...change } })),
    choices,
    shown,
    all: entries.length,
    /** What the rows in sight were found with. */
    found: { query: query.trim(), filters },
    filtered: query.trim() !== "" || narrowed(filters),
    /** Whether it has to be said whose loan each is. */
    several: several || choices.profiles.size > 1,
    mine,
  };
}

export type Activity = ReturnType<typeof useActivity>;

import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { type ModelListView, query, useCredentials } from "../../ipc";
import { usePlace } from "../frame/navigation";
import { byId, type Entry, entriesOf } from "./entry";
import { useHour } from "./useModelList";

type Lists = {
  pending: boolean;
  error: Error | null;
  lists: (ModelListView | undefined)[];
};

/** The models of all keys of the profile. A change of a key that is not its name works nothing out anew. */
export function useAllModels() {
  const { profile } = usePlace();
  const hour = useHour();
  const { data: credentials = [], isPending } = useCredentials(profile);
  const { pending, error, lists } = useQueries({
    queries: credentials.map((view) => query.models(profile, view.provider)),
    combine: together,
  });
  const owners = JSON.stringify(credentials.map(({ provider, name }) => ({ provider, name })));
  const entries = useMemo(() => joined(owners, lists, hour), [owners, lists, hour]);
  return { pending: isPending || pending, error, entries, oldest: oldestOf(lists) };
}

function together(answers: UseQueryResult<ModelListView>[]): Lists {
  return {
    pending: answers.some((answer) => answer.isPending),
    error: answers.find((answer) => answer.error)?.error ?? null,
    lists: answers.map((answer) => answer.data),
  };
}

function joined(owners: string, lists: Lists["lists"], hour: number): Entry[] {
  const named = JSON.parse(owners) as { provider: string; name: string }[];
  const all = named.flatMap((owner, index) => entriesOf(lists[index]?.models ?? [], hour, owner));
  return byId(all);
}

/** The age of the oldest list, and whether it is the only one. */
function oldestOf(lists: Lists["lists"]): { at: string; only: boolean } | null {
  const ages = lists.flatMap((list) => (list?.listedAt ? [list.listedAt] : [])).sort();
  return ages[0] ? { at: ages[0], only: ages.length === 1 } : null;
}

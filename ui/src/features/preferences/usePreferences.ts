import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import {
  type CommandError,
  commandErrorOf,
  host,
  query,
  type SettingsView,
  useSettings,
} from "../../ipc";

type Patch = Partial<SettingsView>;

/** The settings. A choice is changed in sight at once and put back where saving fails. */
export function usePreferences() {
  const client = useQueryClient();
  const { data: settings, error: readError } = useSettings();
  const [error, setError] = useState<CommandError | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const { queryKey } = query.settings();
  const show = (patch: Patch) =>
    client.setQueryData(queryKey, (before) => before && { ...before, ...patch });

  /** One after the other, each with what was changed meanwhile: none undoes another. */
  const save = (patch: Patch): Promise<CommandError | null> => {
    const turn = queue.current.then(async () => {
      const known = client.getQueryData(queryKey);
      if (!known) return null;
      try {
        client.setQueryData(queryKey, await host.updateSettings({ ...known, ...patch }));
        return null;
      } catch (thrown) {
        return commandErrorOf(thrown);
      }
    });
    queue.current = turn;
    return turn;
  };
  const change = async (patch: Patch) => {
    const before = client.getQueryData(queryKey);
    setError(null);
    show(patch);
    const failure = await save(patch);
    if (!failure) return;
    if (before) show(restricted(before, patch));
    setError(failure);
  };
  return {
    settings,
    error: error ?? (readError ? commandErrorOf(readError) : null),
    change,
    save,
    fail: setError,
    forget: () => setError(null),
  };
}

export type Preferences = ReturnType<typeof usePreferences>;

/** What the settings had where the patch has something else. */
function restricted(settings: SettingsView, patch: Patch): Patch {
  const names = Object.keys(patch) as (keyof SettingsView)[];
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

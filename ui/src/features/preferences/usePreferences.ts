import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type CommandError,
  commandErrorOf,
  host,
  query,
  type SettingsView,
  useSettings,
} from "../../ipc";

/** The settings, changed in sight at once and put back where saving fails. */
export function usePreferences() {
  const client = useQueryClient();
  const { data: settings, error: readError } = useSettings();
  const [error, setError] = useState<CommandError | null>(null);
  const change = async (next: SettingsView) => {
    const key = query.settings().queryKey;
    const before = client.getQueryData(key);
    setError(null);
    client.setQueryData(key, next);
    try {
      client.setQueryData(key, await host.updateSettings(next));
    } catch (thrown) {
      client.setQueryData(key, before);
      setError(commandErrorOf(thrown));
    }
  };
  return {
    settings,
    error: error ?? (readError ? commandErrorOf(readError) : null),
    change,
    forget: () => setError(null),
  };
}

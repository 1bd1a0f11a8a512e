import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  type CredentialView,
  commandErrorOf,
  type FieldChange,
  host,
  putCredential,
} from "../../ipc";
import type { Details } from "./useOwnDetails";

export type Entry = Details & {
  key: string | null;
  /** What the fields began with. */
  before: Details;
};

function change(before: string, after: string): FieldChange {
  if (after === before) return { change: "keep" };
  return after === "" ? { change: "clear" } : { change: "set", value: after };
}

/** Saves without a mutation cache: what was sent must not stay behind in one. */
export function useSaveCredential(profile: string | null) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { t } = useSpeech();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);

  const send = (provider: string, stored: CredentialView | null, entry: Entry) =>
    stored
      ? host.updateCredential({
          profile,
          provider,
          key: entry.key,
          baseUrl: change(entry.before.baseUrl, entry.baseUrl),
          label: change(entry.before.label, entry.label),
        })
      : host.createCredential({
          profile,
          provider,
          key: entry.key ?? "",
          baseUrl: entry.baseUrl || null,
          label: entry.label || null,
        });

  /** Answers whether it was saved. */
  const save = async (
    provider: string,
    stored: CredentialView | null,
    entry: Entry,
  ): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      const view = await send(provider, stored, entry);
      putCredential(client, profile, view);
      announce(t("keys.savedTitle"));
      void client.invalidateQueries();
      return true;
    } catch (thrown) {
      setError(commandErrorOf(thrown));
      void client.invalidateQueries({ queryKey: ["credentials"] });
      void client.invalidateQueries({ queryKey: ["vault"] });
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return { save, busy, error, forget: () => setError(null) };
}

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
import { useAskedChecks } from "../frame/askedChecks";
import { faultyField } from "./faultyField";
import type { DetailField, Details } from "./useOwnDetails";

export type Entry = Details & {
  key: string | null;
  /** What the fields began with. */
  before: Details;
  /** Whether a stored key stays unless the new one proves to work. */
  keepOld: boolean;
};

type Failure = { error: CommandError; field: DetailField | null };
type Busy = "saving" | "proving";

function change(entry: Entry, field: DetailField): FieldChange {
  const after = entry[field];
  if (after === entry.before[field]) return { change: "keep" };
  return after === "" ? { change: "clear" } : { change: "set", value: after };
}

/** With nothing stored there is nothing to keep. */
function proves(stored: CredentialView | null, entry: Entry): boolean {
  return entry.keepOld && entry.key !== null && stored?.keySet === true;
}

/**
 * Saves without a mutation cache: what was sent must not stay behind in one. Begins with the error
 * of an earlier attempt, if there was one.
 */
export function useSaveCredential(profile: string | null, earlier: CommandError | null) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const asked = useAskedChecks();
  const { t } = useSpeech();
  const running = useRef(false);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [failure, setFailure] = useState<Failure | null>(
    earlier && { error: earlier, field: null },
  );

  const send = (
    provider: string,
    stored: CredentialView | null,
    entry: Entry,
    into: string | null,
  ) =>
    stored
      ? host.updateCredential({
          profile: into,
          provider,
          key: entry.key,
          baseUrl: change(entry, "baseUrl"),
          region: entry.region === entry.before.region ? null : entry.region || null,
          organization: change(entry, "organization"),
          project: change(entry, "project"),
          renewBy: change(entry, "renewBy"),
          label: change(entry, "label"),
          note: change(entry, "note"),
          keepOldUntilValid: proves(stored, entry),
        })
      : host.createCredential({
          profile: into,
          provider,
          key: entry.key,
          baseUrl: entry.baseUrl || null,
          region: entry.region || null,
          organization: entry.organization || null,
          project: entry.project || null,
          label: entry.label || null,
          note: entry.note || null,
        });

  const fail = (error: CommandError, sent: Details) =>
    setFailure({ error, field: faultyField(error, sent) });

  /** Answers why it was not saved; null once it was. Another profile may be named for it. */
  const save = async (
    provider: string,
    stored: CredentialView | null,
    entry: Entry,
    into: string | null = profile,
  ): Promise<CommandError | null> => {
    if (running.current) return { kind: "unexpected" };
    running.current = true;
    setBusy(proves(stored, entry) ? "proving" : "saving");
    setFailure(null);
    const takeBack = asked.one(into, provider);
    try {
      const view = await send(provider, stored, entry, into);
      putCredential(client, into, view);
      announce(t("keys.savedTitle"));
      void client.invalidateQueries();
      return null;
    } catch (thrown) {
      takeBack();
      const error = commandErrorOf(thrown);
      fail(error, entry);
      void client.invalidateQueries({ queryKey: ["credentials"] });
      void client.invalidateQueries({ queryKey: ["vault"] });
      return error;
    } finally {
      running.current = false;
      setBusy(null);
    }
  };

  return { save, busy, failure, fail, forget: () => setFailure(null) };
}

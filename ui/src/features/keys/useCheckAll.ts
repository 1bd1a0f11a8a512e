import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, type CredentialView, commandErrorOf, host } from "../../ipc";
import { isChecking } from "./verdict";

/** Checks that run together. */
type Run = {
  /** Whether they were all asked for here; others began by themselves or in another program. */
  asked: boolean;
  /** What each key's latest check was when the run began. */
  before: ReadonlyMap<string, string | null>;
  /** The keys that were seen being checked since. */
  seen: ReadonlySet<string>;
};

export type Progress = { done: number; all: number };

/** Checks every key of the profile, tells how far that is, and ends it on request. */
export function useCheckAll(profile: string | null, credentials: readonly CredentialView[]) {
  const { t, number } = useSpeech();
  const client = useQueryClient();
  const announce = useAnnounce();
  const cancelled = useRef(false);
  const [run, setRun] = useState<Run | null>(null);
  const [error, setError] = useState<CommandError | null>(null);

  useEffect(() => {
    setRun((before) => followed(before, credentials));
  }, [credentials]);

  const start = async () => {
    setError(null);
    cancelled.current = false;
    setRun({ asked: true, before: latest(credentials), seen: new Set() });
    announce(t("keys.progress.started", { all: number(credentials.length) }));
    try {
      await host.checkAllCredentials(profile);
      if (!cancelled.current) announce(t("keys.progress.ended"));
    } catch (thrown) {
      setError(commandErrorOf(thrown));
    }
    setRun(null);
    for (const name of ["credentials", "models", "checks"]) {
      void client.invalidateQueries({ queryKey: [name] });
    }
  };
  const cancel = async () => {
    const any = await host.cancelCheck(profile, null).catch(() => false);
    if (!any) return;
    cancelled.current = true;
    announce(t("keys.progress.cancelled"));
    void client.invalidateQueries({ queryKey: ["credentials"] });
  };
  return {
    progress: run ? progressOf(run, credentials) : null,
    error,
    start,
    cancel,
    forget: () => setError(null),
  };
}

function latest(credentials: readonly CredentialView[]): Run["before"] {
  return new Map(credentials.map((view) => [view.provider, view.checkedAt]));
}

/** The run with what is being checked now; a new one where several checks began without being asked for. */
function followed(run: Run | null, credentials: readonly CredentialView[]): Run | null {
  const checking = credentials.filter(isChecking).map((view) => view.provider);
  if (!run) {
    if (checking.length < 2) return null;
    return { asked: false, before: latest(credentials), seen: new Set(checking) };
  }
  if (!run.asked && checking.length === 0) return null;
  if (checking.every((provider) => run.seen.has(provider))) return run;
  return { ...run, seen: new Set([...run.seen, ...checking]) };
}

/** A key is done once it was seen being checked, or has a newer answer, and is not being checked. */
function progressOf(run: Run, credentials: readonly CredentialView[]): Progress {
  const part = run.asked
    ? credentials
    : credentials.filter((view) => run.seen.has(view.provider) || isChecking(view));
  const done = part.filter(
    (view) =>
      !isChecking(view) &&
      (run.seen.has(view.provider) || run.before.get(view.provider) !== view.checkedAt),
  );
  return { done: done.length, all: part.length };
}

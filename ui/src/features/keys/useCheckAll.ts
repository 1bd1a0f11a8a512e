import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import { type CommandError, type CredentialView, commandErrorOf, host } from "../../ipc";
import { useAskedChecks } from "../frame/askedChecks";
import { isChecking, isTroubled } from "./verdict";

/** Checks that run together. */
type Run = {
  /** Whether they were all asked for here; others began by themselves or in another program. */
  asked: boolean;
  /** What each key's latest check was when the run began. */
  before: ReadonlyMap<string, string | null>;
  /** The keys that were seen being checked since. */
  seen: ReadonlySet<string>;
  /** Whether they were told to end, and have not all done so. */
  cancelled: boolean;
};

export type Progress = Pick<Run, "asked" | "cancelled"> & { done: number; all: number };

/** Checks every key of the profile, tells how far that is, and ends it on request. */
export function useCheckAll(profile: string | null, credentials: readonly CredentialView[]) {
  const speech = useSpeech();
  const { t, number } = speech;
  const client = useQueryClient();
  const announce = useAnnounce();
  const asked = useAskedChecks();
  const cancelled = useRef(false);
  const [run, setRun] = useState<Run | null>(null);
  const [error, setError] = useState<CommandError | null>(null);

  useEffect(() => {
    setRun((before) => followed(before, credentials));
  }, [credentials]);

  const start = async () => {
    setError(null);
    cancelled.current = false;
    setRun({ asked: true, cancelled: false, before: latest(credentials), seen: new Set() });
    const count = credentials.length;
    announce(t("keys.progress.started", { count, n: number(count) }));
    const endRound = asked.round(profile);
    try {
      const checked = await host.checkAllCredentials(profile);
      if (!cancelled.current) announce(sumWords(speech, checked));
    } catch (thrown) {
      if (!cancelled.current) setError(commandErrorOf(thrown));
    }
    endRound();
    setRun(null);
    for (const name of ["credentials", "models", "checks"]) {
      void client.invalidateQueries({ queryKey: [name] });
    }
  };
  const cancel = async () => {
    const any = await host.cancelCheck(profile, null).catch(() => false);
    if (!any) return;
    cancelled.current = true;
    setRun((before) => before && { ...before, cancelled: true });
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

/** All 12 keys checked, 1 needs attention */
function sumWords({ t, number }: Speech, credentials: readonly CredentialView[]): string {
  const count = credentials.length;
  const troubled = credentials.filter(isTroubled).length;
  const ended = t("keys.progress.ended", { count, n: number(count) });
  if (troubled === 0) return ended;
  return `${ended}, ${t("keys.summary.troubled", { count: troubled, n: number(troubled) })}`;
}

function latest(credentials: readonly CredentialView[]): Run["before"] {
  return new Map(credentials.map((view) => [view.provider, view.checkedAt]));
}

/** The run with what is being checked now; a new one where several checks began without being asked for. */
function followed(run: Run | null, credentials: readonly CredentialView[]): Run | null {
  const checking = credentials.filter(isChecking).map((view) => view.provider);
  if (!run) {
    if (checking.length < 2) return null;
    return {
      asked: false,
      cancelled: false,
      before: latest(credentials),
      seen: new Set(checking),
    };
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
  const { asked, cancelled } = run;
  return { asked, cancelled, done: done.length, all: part.length };
}

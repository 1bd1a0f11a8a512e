import type { Tone } from "../../components/StatusMark";
import type { Speech } from "../../i18n/useSpeech";
import type { CredentialView, Status, Verdict } from "../../ipc";

type Judged = Pick<CredentialView, "status" | "verdict" | "checking">;

export function isChecking(view: Judged): boolean {
  return view.checking || view.status === "checking";
}

export function toneOf(view: Judged): Tone {
  if (isChecking(view)) return "checking";
  if (view.verdict === "limited_scope" || view.verdict === "no_credit") return "warning";
  if (view.verdict === "unverifiable") return "unverified";
  return settledTone(view.status);
}

const TROUBLED = new Set<Tone>(["invalid", "warning", "error"]);

/** Whether the owner has something to see to. */
export const isTroubled = (view: Judged) => TROUBLED.has(toneOf(view));

function settledTone(status: Status): Tone {
  switch (status) {
    case "valid":
    case "invalid":
    case "error":
    case "checking":
    case "unchecked":
      return status;
  }
}

/** What tests and helpers read: one of the five words of the event. */
export function statusOf(view: Judged): Status {
  return isChecking(view) ? "checking" : view.status;
}

/** One or two words for a row of the list. */
export function shortWord({ t }: Speech, view: Judged): string {
  if (isChecking(view)) return t("check.status.checking");
  return view.verdict ? t(`check.short.${view.verdict}`) : t(`check.status.${view.status}`);
}

export function verdictHeadline(
  { t, clock }: Speech,
  verdict: Verdict,
  { retryAt, ...names }: { provider: string; host: string; retryAt?: string | null },
): string {
  const when = retryAt ? t("check.retryAt", { time: clock(retryAt) }) : t("check.retrySoon");
  return t(`check.verdict.${verdict}`, { ...names, when });
}

export function headline(speech: Speech, view: CredentialView): string {
  if (isChecking(view)) return speech.t("check.checking");
  if (!view.verdict) {
    return view.status === "unchecked"
      ? speech.t("check.unchecked")
      : speech.t(`check.status.${view.status}`);
  }
  const { name: provider, host, retryAt } = view;
  return verdictHeadline(speech, view.verdict, { provider, host, retryAt });
}

/** 182 ms, 1.5 s */
export function latency({ t, number }: Speech, milliseconds: number): string {
  return milliseconds < 1_000
    ? t("frame.time.milliseconds", { n: number(milliseconds) })
    : t("frame.time.seconds", { n: number(Math.round(milliseconds / 100) / 10) });
}

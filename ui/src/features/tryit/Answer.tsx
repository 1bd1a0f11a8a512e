import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useAnnounce } from "../../components/Announcer";
import { IconButton } from "../../components/Button";
import { copyPlainText } from "../../components/copyPlainText";
import { harmless } from "../../components/harmless";
import { CopyIcon } from "../../components/icons";
import { StatusMark } from "../../components/StatusMark";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import type { TryView } from "../../ipc";
import { testid } from "../../test/testids";
import { isRunning, type Run } from "./run";
import { useFollow } from "./useFollow";
import { endSpoken, figures } from "./words";

const LONGEST_NAME = 60;

type AnswerProps = {
  run: Run;
  pane: RefObject<HTMLElement | null>;
  /** Why it ended, where it failed. */
  failure: ReactNode;
};

/** What the model says, as it says it, and how it ended. To be keyed by its run. */
export function Answer({ run, pane, failure }: AnswerProps) {
  const speech = useSpeech();
  const { t } = speech;
  const toast = useToast();
  const box = useRef<HTMLElement>(null);
  const last = useRef<HTMLDivElement>(null);
  const running = isRunning(run);
  const model = harmless(run.model, LONGEST_NAME);
  useFollow(box, last, pane, `${run.text} ${run.phase}`);
  useAnnounceRun(run, model);
  const copy = async () => {
    const copied = await copyPlainText(run.text);
    toast(t(copied ? "tryit.copied" : "tryit.copyFailed"), copied ? "done" : "warning");
  };
  const wordless = run.text === "";
  return (
    <div className="flex flex-col gap-1.5">
      {wordless && run.error ? null : (
        <section
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
          tabIndex={0}
          aria-label={t("tryit.answer", { model })}
          aria-busy={running}
          dir="auto"
          data-testid={testid.tryAnswer}
          data-phase={run.phase}
          className="selectable max-h-80 min-h-20 overflow-y-auto rounded-card border border-line bg-ground px-3 py-2.5 whitespace-pre-wrap wrap-anywhere [unicode-bidi:plaintext] focus-visible:-outline-offset-2"
        >
          {run.text}
          {wordless ? <Wordless run={run} /> : null}
        </section>
      )}
      <div className="flex min-h-8 items-start gap-3 empty:hidden">
        {running && !wordless ? (
          <div className="py-1.5">
            <Running words="tryit.answering" />
          </div>
        ) : null}
        {run.end ? <Ended end={run.end} /> : null}
        {wordless || running ? null : (
          <IconButton
            icon={CopyIcon}
            label={t("tryit.copy")}
            testid={testid.tryCopy}
            className="ml-auto"
            onClick={copy}
          />
        )}
      </div>
      {failure}
      <div ref={last} className="scroll-mb-5" />
    </div>
  );
}

/** Its beginning and its end: read out word by word as they come, the words would never end. */
function useAnnounceRun(run: Run, model: string): void {
  const speech = useSpeech();
  const announce = useAnnounce();
  const { phase, end } = run;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it happens
  useEffect(() => {
    if (phase === "answering") announce(speech.t("tryit.begun", { model }));
    if (phase === "ended" && end) announce(endSpoken(speech, end));
  }, [phase, end]);
}

function Wordless({ run }: { run: Run }) {
  const { t } = useSpeech();
  return (
    <div className="text-muted">
      {isRunning(run) ? <Running words="tryit.waiting" /> : t("tryit.silent")}
    </div>
  );
}

function Running({ words }: { words: "tryit.waiting" | "tryit.answering" }) {
  const { t } = useSpeech();
  return (
    <p className="flex items-center gap-2 text-small text-muted">
      <StatusMark tone="checking" className="size-3" />
      {t(words)}
    </p>
  );
}

function Ended({ end }: { end: TryView }) {
  const speech = useSpeech();
  const { t } = speech;
  const early = end.stopped ? "tryit.stopped" : end.cutOff ? "tryit.cutOff" : null;
  return (
    <p
      data-testid={testid.tryEnd}
      className="figures min-w-0 flex-1 py-1.5 text-small text-muted wrap-anywhere"
    >
      {early ? (
        <span className="text-ink">
          {end.stopped ? null : (
            <StatusMark tone="warning" className="mr-1.5 inline size-3 align-[-0.0625rem]" />
          )}
          {t(early)}
          {" · "}
        </span>
      ) : null}
      {figures(speech, end)}
    </p>
  );
}

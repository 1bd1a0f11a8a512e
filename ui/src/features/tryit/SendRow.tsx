import { type RefObject, useRef } from "react";
import { Button } from "../../components/Button";
import { useFocusElsewhere } from "../../components/useFocusElsewhere";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { Run } from "./run";

type SendProps = {
  ref: RefObject<HTMLButtonElement | null>;
  provider: string;
  /** Whether its owner knows that an answer may cost something; null as long as nobody can tell. */
  told: boolean | null;
  running: Run | null;
  onSend: () => void;
  onStop: () => void;
};

/** The button that sends names the cost until it was agreed to once. */
export function SendRow({ ref, provider, told, running, onSend, onStop }: SendProps) {
  const { t } = useSpeech();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        ref={ref}
        look={running ? "secondary" : "primary"}
        testid={testid.trySend}
        aria-disabled={running !== null || told === null}
        onClick={onSend}
        className="h-auto! min-h-8 max-w-full shrink! py-1 text-left whitespace-normal! wrap-anywhere"
      >
        {told === false ? t("tryit.sendAgreed", { provider }) : t("tryit.send")}
      </Button>
      {running ? <StopButton run={running} send={ref} onStop={onStop} /> : null}
      {told ? (
        <p data-testid={testid.tryTold} className="min-w-0 text-small text-muted wrap-anywhere">
          {t("tryit.charges", { provider })}
        </p>
      ) : null}
    </div>
  );
}

type StopProps = {
  run: Run;
  send: RefObject<HTMLButtonElement | null>;
  onStop: () => void;
};

function StopButton({ run, send, onStop }: StopProps) {
  const { t } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  useFocusElsewhere(button, () => send.current?.focus());
  return (
    <Button
      ref={button}
      testid={testid.tryStop}
      aria-disabled={run.stopping}
      onClick={() => (run.stopping ? undefined : onStop())}
    >
      {t(run.stopping ? "tryit.stopping" : "tryit.stop")}
    </Button>
  );
}

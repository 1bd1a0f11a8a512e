import { useRef } from "react";
import { LinkButton } from "../../components/Button";
import { useFocusElsewhere } from "../../components/useFocusElsewhere";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import type { Progress } from "./useCheckAll";
import { isTroubled } from "./verdict";

type StatusProps = {
  credentials: readonly CredentialView[];
  progress: Progress | null;
  onCancel: () => void;
  /** What had the focus on the way to cancel has gone. */
  onCancelGone: () => void;
};

/** One line that is always there: how the keys are, or how far their checks are. */
export function ListStatus({ credentials, progress, ...cancel }: StatusProps) {
  return (
    <div className="figures flex h-6 items-center gap-3 text-small text-muted">
      {progress ? (
        <Running progress={progress} {...cancel} />
      ) : (
        <Summary credentials={credentials} />
      )}
    </div>
  );
}

function Summary({ credentials }: { credentials: readonly CredentialView[] }) {
  const { t, number } = useSpeech();
  const troubled = credentials.filter(isTroubled).length;
  return (
    <p data-testid={testid.keysSummary} className="min-w-0 truncate">
      {t("keys.summary.all", { n: number(credentials.length) })}
      {troubled > 0
        ? ` · ${t("keys.summary.troubled", { count: troubled, n: number(troubled) })}`
        : null}
    </p>
  );
}

type RunningProps = Omit<StatusProps, "credentials" | "progress"> & { progress: Progress };

function Running({ progress, ...cancel }: RunningProps) {
  const { t, number } = useSpeech();
  const { done, all, asked, cancelled } = progress;
  const counted = t("keys.progress.running", { n: number(done), all: number(all) });
  const words = cancelled ? t("keys.progress.cancelling") : counted;
  return (
    <>
      <span className="shrink-0" aria-hidden="true">
        {words}
      </span>
      <div
        role="progressbar"
        aria-label={t(asked ? "keys.progress.title" : "keys.progress.someTitle")}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
        aria-valuetext={words}
        data-testid={testid.checkAllProgress}
        className="h-1 min-w-0 flex-1 overflow-hidden rounded-full bg-ink/12 forced-colors:border"
      >
        <div
          className="h-full rounded-full bg-info transition-[width] forced-colors:bg-[Highlight]"
          style={{ width: `${(100 * done) / Math.max(1, all)}%` }}
        />
      </div>
      {cancelled ? null : <Cancel {...cancel} />}
    </>
  );
}

function Cancel({ onCancel, onCancelGone }: Omit<RunningProps, "progress">) {
  const { t } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  useFocusElsewhere(button, onCancelGone);
  return (
    <LinkButton
      ref={button}
      testid={testid.checkAllCancel}
      aria-label={t("keys.progress.cancelLabel")}
      className="shrink-0 text-small"
      onClick={onCancel}
    >
      {t("keys.progress.cancel")}
    </LinkButton>
  );
}

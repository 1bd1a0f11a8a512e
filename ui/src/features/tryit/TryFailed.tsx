import { Notice } from "../../components/Notice";
import type { Tone } from "../../components/StatusMark";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import type { CommandError, CredentialView, Verdict } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ProviderWords } from "../keys/ProviderWords";
import { verdictHeadline } from "../keys/verdict";
import { ErrorNotice } from "../trouble/ErrorNotice";

type FailedProps = {
  error: CommandError;
  view: CredentialView;
  /** Whether some words had come before. */
  begun: boolean;
  onMended: () => void;
};

/** Why no answer came, or not all of it. */
export function TryFailed({ error, view, begun, onMended }: FailedProps) {
  const { t } = useSpeech();
  const move = useMove();
  if (error.kind === "tryFailed") return <Refused error={error} view={view} begun={begun} />;
  return (
    <ErrorNotice
      error={error}
      provider={view.name}
      testid={testid.tryFailed}
      after={t("tryit.kept")}
      onOpened={onMended}
      onReplace={() => move({ to: "form", provider: view.provider, intent: "replace" })}
    />
  );
}

type RefusedProps = {
  error: Extract<CommandError, { kind: "tryFailed" }>;
  view: CredentialView;
  begun: boolean;
};

function Refused({ error, view, begun }: RefusedProps) {
  const speech = useSpeech();
  const { t } = speech;
  const { verdict, message, httpStatus } = error;
  const what = reason(speech, verdict, view);
  const happened = t(begun ? "tryit.brokenOff" : "errors.kind.tryFailed");
  return (
    <Notice tone={toneOf(verdict)} role="alert" testid={testid.tryFailed}>
      <p className="font-medium">{what ?? happened}</p>
      {message ? <ProviderWords provider={view.name} message={message} /> : null}
      <p className="text-small text-muted">
        {what ? `${happened} ` : null}
        {t("tryit.kept")}{" "}
        {httpStatus === null ? null : (
          <span className="whitespace-nowrap">{t("check.httpStatus", { n: httpStatus })}</span>
        )}
      </p>
    </Notice>
  );
}

/** Verdicts that speak well of the key say nothing of why no answer came. */
function reason(speech: Speech, verdict: Verdict, view: CredentialView): string | null {
  switch (verdict) {
    case "accepted":
    case "no_key_needed":
    case "unverifiable":
      return null;
    default:
      return verdictHeadline(speech, verdict, { provider: view.name, host: view.host });
  }
}

function toneOf(verdict: Verdict): Tone {
  if (verdict === "rejected") return "invalid";
  return verdict === "limited_scope" || verdict === "no_credit" ? "warning" : "error";
}

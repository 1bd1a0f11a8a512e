import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { CheckIcon, RefreshIcon } from "../../components/icons";
import { RelativeTime, useRelative } from "../../components/RelativeTime";
import { StatusMark, type Tone, toneTint } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { ProviderWords } from "./ProviderWords";
import { headline, isChecking, latency, statusOf, toneOf } from "./verdict";

/** Beside the headline, or below everything where the card is narrow. */
const ACTION = "@max-sm:order-last @max-sm:col-start-2 @max-sm:mt-2 @max-sm:justify-self-start";

type CardProps = {
  view: CredentialView;
  justSaved: boolean;
  onCheck: () => void;
  onCancel: () => void;
};

/** What the latest check said: headline, what it means, the provider's own words, when and how fast. */
export function VerdictCard({ view, justSaved, onCheck, onCancel }: CardProps) {
  const speech = useSpeech();
  const { t } = speech;
  const tone = toneOf(view);
  const checking = isChecking(view);
  return (
    <div
      className={`@container rounded-card border border-line ${tone === "valid" ? "" : frame(tone)}`}
    >
      {justSaved ? (
        <p
          data-testid={testid.savedNotice}
          className="flex items-center gap-2.5 border-b border-line px-4 py-2.5 text-valid"
        >
          <CheckIcon className="size-4" />
          {t("keys.savedTitle")}
        </p>
      ) : null}
      <div
        data-testid={testid.verdict}
        data-status={statusOf(view)}
        data-verdict={view.verdict ?? ""}
        className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 px-4 py-3"
      >
        <StatusMark tone={tone} className="mt-2.25 size-3.5" />
        <p className="py-1.5 font-semibold wrap-anywhere @max-sm:col-span-2">
          {headline(speech, view)}
        </p>
        {checking ? (
          <Button testid={testid.cancelCheck} className={ACTION} onClick={onCancel}>
            {t("check.cancel")}
          </Button>
        ) : (
          <Button icon={RefreshIcon} testid={testid.recheck} className={ACTION} onClick={onCheck}>
            {t(view.checkedAt ? "check.recheck" : "check.first")}
          </Button>
        )}
        <div className="col-span-2 col-start-2 flex min-w-0 flex-col gap-1">
          {checking ? (
            <p className="text-small text-muted wrap-anywhere">
              {t("check.checkingAt", { host: view.host })}
            </p>
          ) : (
            <Settled view={view} />
          )}
        </div>
      </div>
    </div>
  );
}

const frame = (tone: Tone) => (tone === "unchecked" ? "" : toneTint(tone));

function Settled({ view }: { view: CredentialView }) {
  const { t } = useSpeech();
  const next = view.verdict
    ? t(`check.next.${view.verdict}`, { provider: view.name, host: view.host })
    : t("check.uncheckedHint");
  return (
    <>
      {next ? <p className="text-small text-muted">{next}</p> : null}
      {view.verdict === "rejected" && view.region ? (
        <p className="text-small text-muted">{t("check.otherRegion", { provider: view.name })}</p>
      ) : null}
      {view.message ? <ProviderWords provider={view.name} message={view.message} /> : null}
      {view.status === "error" && view.lastDefinite ? (
        <LastKnown definite={view.lastDefinite} />
      ) : null}
      {view.checkedAt ? <WhenAndHow view={view} at={view.checkedAt} /> : null}
      {view.verdict && view.request ? <Asked request={view.request} /> : null}
    </>
  );
}

/** The request the verdict was found from: the evidence, for whoever wants to try it by hand. */
function Asked({ request }: { request: string }) {
  const { t } = useSpeech();
  return (
    <p className="text-[0.75rem] leading-4 text-muted">
      <span className="sr-only">{t("check.request")}: </span>
      <code data-testid={testid.checkRequest} className="selectable font-mono break-all">
        {request}
      </code>
    </p>
  );
}

function LastKnown({ definite }: { definite: NonNullable<CredentialView["lastDefinite"]> }) {
  const { t } = useSpeech();
  const say = useRelative();
  const what = t(`check.lastKnownWord.${definite.status === "invalid" ? "invalid" : "valid"}`);
  return (
    <p className="flex items-center gap-1.5 text-small" data-testid={testid.lastKnown}>
      <StatusMark tone={definite.status === "invalid" ? "invalid" : "valid"} className="size-3" />
      {t("check.lastKnown", { what, when: say(definite.at) })}
    </p>
  );
}

function WhenAndHow({ view, at }: { view: CredentialView; at: string }) {
  const speech = useSpeech();
  const { t } = speech;
  const facts: ReactNode[] = [
    <span key="host" className="selectable wrap-anywhere">
      {view.host}
    </span>,
    <RelativeTime key="at" at={at} />,
  ];
  if (view.latencyMs !== null) facts.push(latency(speech, view.latencyMs));
  if (view.httpStatus !== null && view.status !== "valid") {
    facts.push(t("check.httpStatus", { n: view.httpStatus }));
  }
  return (
    <p className="figures text-small text-muted">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed row of facts, never reordered
        <span key={index}>
          {index > 0 ? " · " : ""}
          {fact}
        </span>
      ))}
    </p>
  );
}

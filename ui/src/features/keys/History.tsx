import { type Ref, useEffect, useId, useRef, useState } from "react";
import { LinkButton } from "../../components/Button";
import { ChevronDownIcon } from "../../components/icons";
import { RelativeTime } from "../../components/RelativeTime";
import { StatusMark } from "../../components/StatusMark";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import { type PastCheckView, useChecks } from "../../ipc";
import { testid } from "../../test/testids";
import { latency, shortWord, toneOf } from "./verdict";

const FEW = 8;

/** What earlier checks said, folded away until somebody wants to know. */
export function History({ profile, provider }: { profile: string | null; provider: string }) {
  const { t, number } = useSpeech();
  const id = useId();
  const { data: checks = [] } = useChecks(profile, provider);
  const [whole, setWhole] = useState(false);
  const firstNew = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (whole) firstNew.current?.focus();
  }, [whole]);
  if (checks.length === 0) return null;
  const shown = whole ? checks : checks.slice(0, FEW);
  return (
    <details data-testid={testid.history} className="group">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-control text-small font-medium text-muted hover:text-ink">
        <ChevronDownIcon className="-ml-0.5 size-4 -rotate-90 transition-transform group-open:rotate-0" />
        <span id={id}>{t("check.history.title")}</span>
        <span className="figures font-normal">{number(checks.length)}</span>
      </summary>
      <ul
        aria-labelledby={id}
        className="@container mt-1 divide-y divide-line border-y border-line"
      >
        {shown.map((check, index) => (
          <PastCheck
            key={`${check.checkedAt} ${check.latencyMs}`}
            check={check}
            {...(index === FEW ? { ref: firstNew } : {})}
          />
        ))}
      </ul>
      {shown.length < checks.length ? (
        <LinkButton
          testid={testid.historyAll}
          className="mt-1 text-small"
          onClick={() => setWhole(true)}
        >
          {t("check.history.all", { n: number(checks.length) })}
        </LinkButton>
      ) : null}
    </details>
  );
}

function PastCheck({ check, ref }: { check: PastCheckView; ref?: Ref<HTMLLIElement> }) {
  const speech = useSpeech();
  const judged = { ...check, checking: false };
  const changes = changeWords(speech, check);
  return (
    <li
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      data-testid={testid.historyRow}
      className="figures flex flex-col gap-x-3 py-1.5 text-small @min-[27rem]:flex-row @min-[27rem]:flex-wrap @min-[27rem]:items-center"
    >
      <span className="flex min-w-0 grow items-center gap-2">
        <StatusMark tone={toneOf(judged)} className="size-3" />
        <span className="truncate">{shortWord(speech, judged)}</span>
        {changes ? <span className="truncate text-muted">{changes}</span> : null}
      </span>
      <span className="flex shrink-0 items-center gap-x-3 text-muted @max-[27rem]:pl-5 @min-[27rem]:ml-auto">
        <span>{technical(speech, check)}</span>
        <span className="@max-[27rem]:order-first @min-[27rem]:min-w-24 @min-[27rem]:text-right">
          <RelativeTime whole at={check.checkedAt} />
        </span>
      </span>
    </li>
  );
}

/** +3 new, 1 gone; nothing where the list stayed as it was, or did not come. */
function changeWords({ t, number }: Speech, { newModels, goneModels }: PastCheckView): string {
  const words: string[] = [];
  if (newModels) words.push(t("check.history.new", { n: number(newModels) }));
  if (goneModels) words.push(t("check.history.gone", { n: number(goneModels) }));
  return words.join(", ");
}

function technical(speech: Speech, { httpStatus, latencyMs }: PastCheckView): string {
  const words: string[] = [];
  if (httpStatus !== null) words.push(speech.t("check.httpStatus", { n: httpStatus }));
  if (latencyMs !== null) words.push(latency(speech, latencyMs));
  return words.join(" · ");
}

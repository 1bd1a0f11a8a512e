import { useEffect, useRef, useState } from "react";
import { LinkButton } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ActivityIcon } from "../../components/icons";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf, useSettings } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { troubleOf } from "../trouble/states";
import { ActivityRows } from "./ActivityRows";
import { ActivityTools } from "./ActivityTools";
import { ClearDialog } from "./ClearDialog";
import { NoMatch } from "./NoMatch";
import { useActivity } from "./useActivity";

/** The access log: which key was lent to whom, when, and for what. */
export function ActivityPage() {
  const { t } = useSpeech();
  const scroller = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const activity = useActivity();
  const { pending, error, all, shown, several } = activity;
  const [clearing, setClearing] = useState(false);
  const [cleared, setCleared] = useState(0);
  useEffect(() => {
    if (cleared > 0) title.current?.focus();
  }, [cleared]);
  return (
    <main
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-labelledby="activity-title"
      aria-busy={pending}
      className="relative min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div className="mx-auto flex max-w-240 flex-col gap-3 px-5 py-5 three:px-8 three:py-7">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-1 basis-48 items-baseline gap-x-2">
            <h1 ref={title} id="activity-title" tabIndex={-1} className="text-title font-semibold">
              {t("activity.title")}
            </h1>
            <Count activity={activity} />
          </div>
          {all > 0 ? <ActivityTools activity={activity} onClear={() => setClearing(true)} /> : null}
        </div>
        <Kept />
        {pending ? (
          <p className="flex animate-appear items-center gap-2 py-6 text-muted">
            <StatusMark tone="checking" />
            {t("activity.reading")}
          </p>
        ) : null}
        {error ? (
          <>
            <ErrorNotice
              error={commandErrorOf(error)}
              testid={testid.formError}
              onOpened={activity.readAgain}
            />
            {troubleOf(commandErrorOf(error).kind) ? null : (
              <LinkButton
                testid={testid.activityAgain}
                className="self-start"
                aria-disabled={activity.reading}
                onClick={activity.readAgain}
              >
                {t("frame.action.tryAgain")}
              </LinkButton>
            )}
          </>
        ) : null}
        {!pending && !error && all === 0 ? (
          <EmptyState icon={ActivityIcon} title={t("activity.empty")}>
            {t("activity.emptyHint")}
          </EmptyState>
        ) : null}
        {all > 0 && shown.length === 0 ? <NoMatch activity={activity} /> : null}
        {shown.length > 0 ? (
          <ActivityRows
            entries={shown}
            label={t("activity.list")}
            several={several}
            scroller={scroller}
          />
        ) : null}
      </div>
      <ClearDialog
        open={clearing}
        count={all}
        onClose={() => setClearing(false)}
        onCleared={() => setCleared((before) => before + 1)}
      />
    </main>
  );
}

function Count({ activity }: { activity: ReturnType<typeof useActivity> }) {
  const { t, number } = useSpeech();
  const { all, filtered, shown } = activity;
  if (all === 0) return null;
  return (
    <span
      data-testid={testid.activityCount}
      data-count={shown.length}
      className="figures text-small text-muted"
    >
      <span aria-live="polite">
        {filtered ? t("models.found", { n: number(shown.length), all: number(all) }) : null}
      </span>
      {filtered ? null : number(all)}
    </span>
  );
}

/** How long lines stay, and where that is chosen. */
function Kept() {
  const { t, number } = useSpeech();
  const move = useMove();
  const { data: settings } = useSettings();
  if (!settings) return null;
  const { logDays } = settings;
  return (
    <p
      data-testid={testid.activityKept}
      className="flex min-w-0 flex-wrap items-center gap-x-2 text-small text-muted"
    >
      {logDays === 0
        ? t("activity.keptForever")
        : t("activity.kept", { count: logDays, n: number(logDays) })}
      <LinkButton
        testid={testid.activityPreferences}
        className="text-small"
        onClick={() => move({ to: "page", page: "preferences" })}
      >
        {t("activity.change")}
      </LinkButton>
    </p>
  );
}

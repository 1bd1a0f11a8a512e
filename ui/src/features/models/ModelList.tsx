import { type RefObject, useEffect, useRef, useState } from "react";
import { LinkButton } from "../../components/Button";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { Entry } from "./entry";
import { NO_FILTERS } from "./filter";
import { ModelRows } from "./ModelRows";
import type { ModelListing } from "./useModelList";
import { filterWords } from "./words";

type ListProps = {
  list: ModelListing;
  label: string;
  scroller: RefObject<HTMLElement | null>;
  /** How many are shown until more are asked for, where something stands below the list. */
  few?: number;
};

/** So many more are not worth a button. */
const SLACK = 4;

/** The rows that fit, with what has to be known of them; or why there are none. */
export function ModelList({ list, label, scroller, few }: ListProps) {
  const { shown, found, hidden, all, filtered } = list;
  const rows = useRef<HTMLUListElement>(null);
  const [whole, setWhole] = useState(false);
  const goneAsked = useRef(false);
  useEffect(() => {
    if (whole) rows.current?.focus({ preventScroll: true });
  }, [whole]);
  useEffect(() => {
    if (!goneAsked.current || hidden > 0) return;
    goneAsked.current = false;
    rows.current?.focus({ preventScroll: true });
  }, [hidden]);
  if (all === 0) return null;
  const asOf = catalogueDay(shown);
  const cut = few !== undefined && !whole && !filtered && shown.length > few + SLACK;
  return (
    <>
      {asOf ? <Legend asOf={asOf} /> : null}
      {shown.length > 0 ? (
        <ModelRows
          ref={rows}
          entries={cut ? shown.slice(0, few) : shown}
          total={shown.length}
          label={label}
          priced={found.sort === "price"}
          scroller={scroller}
        />
      ) : (
        <NoMatch list={list} />
      )}
      {cut ? <ShowAll count={shown.length} onShow={() => setWhole(true)} /> : null}
      {hidden > 0 ? (
        <HiddenGone
          list={list}
          onShow={() => {
            goneAsked.current = true;
          }}
        />
      ) : null}
    </>
  );
}

/** The day of the catalogue, where any of the rows leans on it. */
function catalogueDay(entries: readonly Entry[]): string | null {
  for (const { context, limit, cost } of entries) {
    const day = context?.catalogue ?? limit?.catalogue ?? cost?.catalogue;
    if (day) return day;
  }
  return null;
}

function Legend({ asOf }: { asOf: string }) {
  const { t, day } = useSpeech();
  return (
    <p
      data-testid={testid.modelLegend}
      className="text-[0.75rem] leading-4 text-muted max-two:order-last"
    >
      <span aria-hidden="true">~ </span>
      {t("models.catalogue", { date: day(asOf) })}
    </p>
  );
}

function NoMatch({ list }: { list: ModelListing }) {
  const speech = useSpeech();
  const { found, ask, filter, search } = list;
  const words = filterWords(speech, found.filters);
  if (words.length === 0 && found.query === "") return null;
  const clear = () => {
    if (words.length > 0) filter(NO_FILTERS);
    else ask({ query: "" });
    search.current?.focus();
  };
  return (
    <div
      data-testid={testid.modelNoMatch}
      className="flex flex-col items-center gap-2 py-8 text-center text-small text-muted"
    >
      <p className="wrap-anywhere">{whyNone(speech, found.query, words)}</p>
      <LinkButton testid={testid.noMatchClear} onClick={clear}>
        {speech.t(words.length > 0 ? "models.filter.clear" : "frame.action.clearSearch")}
      </LinkButton>
    </div>
  );
}

function whyNone({ t, list }: Speech, query: string, words: readonly string[]): string {
  if (words.length === 0) return t("models.noMatch", { query });
  const filters = list(words);
  return query === ""
    ? t("models.noMatchFilters", { filters })
    : t("models.noMatchBoth", { query, filters });
}

function ShowAll({ count, onShow }: { count: number; onShow: () => void }) {
  const { t, number } = useSpeech();
  return (
    <LinkButton testid={testid.modelsAll} className="self-start text-small" onClick={onShow}>
      {t("models.showAll", { n: number(count) })}
    </LinkButton>
  );
}

function HiddenGone({ list, onShow }: { list: ModelListing; onShow: () => void }) {
  const { t, number } = useSpeech();
  const { hidden, filter } = list;
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-x-2 pt-1 text-small text-muted">
      {t("models.hiddenGone", { count: hidden, n: number(hidden) })}
      <LinkButton
        testid={testid.showGone}
        className="text-small"
        onClick={() => {
          onShow();
          filter({ withGone: true });
        }}
      >
        {t("models.showGone")}
      </LinkButton>
    </p>
  );
}

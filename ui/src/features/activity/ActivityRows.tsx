import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useNow } from "../../components/useNow";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { useProfileName } from "../frame/useProfileName";
import { dayOf, type Entry } from "./entry";
import { LoanRow } from "./LoanRow";
import { dayWords } from "./words";

const USUAL = 76;
const LEAST = 36;
const HEAD = 44;

type RowsProps = {
  entries: readonly Entry[];
  label: string;
  /** Whether it has to be said whose loan each is. */
  several: boolean;
  scroller: RefObject<HTMLElement | null>;
};

/** Draws the rows in sight, each as high as its paths are long, under the days they belong to. */
export function ActivityRows({ entries, label, several, scroller }: RowsProps) {
  const speech = useSpeech();
  const profileName = useProfileName();
  const list = useRef<HTMLUListElement>(null);
  const today = dayOf(new Date(useNow()));
  const [margin, setMargin] = useState(0);
  // A layout above the list may change at any time; the offset is read after each drawing.
  useLayoutEffect(() => {
    const top = list.current?.offsetTop ?? 0;
    setMargin((before) => (before === top ? before : top));
  });
  const begins = (index: number) => entries[index]?.day !== entries[index - 1]?.day;
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => USUAL + (begins(index) ? HEAD : 0),
    measureElement: (row) => Math.max(LEAST, row.getBoundingClientRect().height),
    overscan: 8,
    scrollMargin: margin,
    getItemKey: (index) => entries[index]?.key ?? index,
  });
  return (
    <ul
      ref={list}
      aria-label={label}
      style={{ height: virtual.getTotalSize() }}
      className="relative w-full"
    >
      {virtual.getVirtualItems().map((item) => {
        const entry = entries[item.index];
        if (!entry) return null;
        const { loan, day } = entry;
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-setsize={entries.length}
            aria-posinset={item.index + 1}
            data-testid={testid.activityRow}
            data-provider={loan.provider}
            data-purpose={loan.purpose}
            style={{ transform: `translateY(${item.start - margin}px)` }}
            className="@container absolute inset-x-0 top-0 border-b border-line/70"
          >
            {begins(item.index) ? (
              <h2 className="flex h-11 items-end border-b border-line pb-1.5 text-small font-semibold">
                {dayWords(speech, day, today)}
              </h2>
            ) : null}
            <LoanRow loan={loan} profile={several ? profileName(loan.profile) : null} />
          </li>
        );
      })}
    </ul>
  );
}

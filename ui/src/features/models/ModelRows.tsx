import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { type Columns, columnsOf, ROW_HEIGHT } from "./columns";
import type { Entry } from "./entry";
import { ModelRow } from "./ModelRow";

type RowsProps = {
  entries: readonly Entry[];
  /** How many there are, with those that are not shown yet. */
  total: number;
  label: string;
  /** Whether prices are what the list is sorted by. */
  priced: boolean;
  /** What scrolls: the pane around the list, or the list's own frame. */
  scroller: RefObject<HTMLElement | null>;
  ref: RefObject<HTMLUListElement | null>;
};

/** Draws the rows in sight and tells helpers how many there are. */
export function ModelRows({ entries, total, label, priced, scroller, ref: list }: RowsProps) {
  const [margin, setMargin] = useState(0);
  // A layout above the list may change at any time; the offset is read after each drawing.
  useLayoutEffect(() => {
    const top = offsetWithin(list.current, scroller.current);
    setMargin((before) => (before === top ? before : top));
  });
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => entries[index]?.key ?? index,
  });
  const owned = entries[0]?.owner != null;
  const columns = columnsOf(owned, priced);
  return (
    <div className="@container -mx-3 flex flex-col">
      <ColumnHeads owned={owned} columns={columns} />
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={label}
        style={{ height: virtual.getTotalSize() }}
        className="relative w-full"
      >
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index];
          return entry ? (
            <li
              key={item.key}
              aria-setsize={total}
              aria-posinset={item.index + 1}
              data-testid={testid.modelRow}
              data-model={entry.model.id}
              style={{ height: item.size, transform: `translateY(${item.start - margin}px)` }}
              className="absolute inset-x-0 top-0 border-b border-line/70 hover:bg-ink/4"
            >
              <ModelRow entry={entry} columns={columns} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

/** Up to the scroller: frames in between, such as the one whose width counts, have offsets of their own. */
function offsetWithin(element: HTMLElement | null, scroller: HTMLElement | null): number {
  let top = 0;
  for (let at = element; at && at !== scroller; at = at.offsetParent as HTMLElement | null) {
    top += at.offsetTop;
  }
  return top;
}

function ColumnHeads({ owned, columns }: { owned: boolean; columns: Columns }) {
  const { t } = useSpeech();
  return (
    <div
      aria-hidden="true"
      className={`sticky top-0 z-10 h-7 border-b bg-surface border-line text-small text-muted ${columns.row}`}
    >
      <span />
      {owned ? <span /> : null}
      <span className={`text-right ${columns.context}`}>{t("models.context")}</span>
      <span className={`text-right ${columns.output}`}>{t("models.output")}</span>
      <span className={`truncate text-right ${columns.price}`}>{t("models.price")}</span>
    </div>
  );
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n/useSpeech";
import type { ModelView } from "../../ipc";
import { testid } from "../../test/testids";
import { COLUMNS, COLUMNS_WITH_PROVIDER, ModelRow, ROW_HEIGHT } from "./ModelRow";
import type { ListedModel } from "./order";

type RowsProps = {
  models: readonly (ModelView | ListedModel)[];
  label: string;
  /** What scrolls: the pane around the list, or the list's own frame. */
  scroller: RefObject<HTMLElement | null>;
};

/** Draws the rows in sight and tells helpers how many there are. */
export function ModelRows({ models, label, scroller }: RowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  // A layout above the list may change at any time; the offset is read after each drawing.
  useLayoutEffect(() => {
    const top = list.current?.offsetTop ?? 0;
    setMargin((before) => (before === top ? before : top));
  });
  const virtual = useVirtualizer({
    count: models.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => keyOf(models[index], index),
  });
  const first = models[0];
  return (
    <div className="-mx-3 flex flex-col">
      <ColumnHeads withProvider={first !== undefined && "provider" in first} />
      <ul
        ref={list}
        aria-label={label}
        style={{ height: virtual.getTotalSize() }}
        className="relative w-full"
      >
        {virtual.getVirtualItems().map((item) => {
          const model = models[item.index];
          return model ? (
            <li
              key={item.key}
              aria-setsize={models.length}
              aria-posinset={item.index + 1}
              data-testid={testid.modelRow}
              data-model={model.id}
              style={{ height: item.size, transform: `translateY(${item.start - margin}px)` }}
              className="absolute inset-x-0 top-0 border-b border-line/70 hover:bg-ink/4"
            >
              <ModelRow model={model} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

function keyOf(model: ModelView | ListedModel | undefined, index: number): string | number {
  if (!model) return index;
  return "provider" in model ? `${model.provider} ${model.id}` : model.id;
}

function ColumnHeads({ withProvider }: { withProvider: boolean }) {
  const { t } = useSpeech();
  return (
    <div
      aria-hidden="true"
      className={`sticky top-0 z-10 h-7 border-b bg-surface border-line text-small text-muted ${withProvider ? COLUMNS_WITH_PROVIDER : COLUMNS}`}
    >
      <span />
      {withProvider ? <span /> : null}
      <span className="text-right">{t("models.context")}</span>
      <span className={`text-right ${withProvider ? "max-two:hidden" : ""}`}>
        {t("models.output")}
      </span>
    </div>
  );
}

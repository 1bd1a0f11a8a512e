import { Combobox } from "@base-ui/react/combobox";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { Foreign } from "../../components/Foreign";
import { CheckIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { Entry } from "../models/entry";

export type Scroll = (index: number) => void;

const HEIGHT = 32;

type OptionsProps = {
  open: boolean;
  /** Where the option of a number is brought into sight. */
  scroll: RefObject<Scroll>;
};

/** The models that fit, of which only those in sight are drawn. */
export function ModelOptions({ open, scroll }: OptionsProps) {
  const { t, number } = useSpeech();
  const found = Combobox.useFilteredItems<Entry>();
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    enabled: open,
    count: found.length,
    getScrollElement: () => frame.current,
    estimateSize: () => HEIGHT,
    overscan: 12,
  });
  const frameRef = useCallback(
    (element: HTMLDivElement | null) => {
      frame.current = element;
      if (element) virtual.measure();
    },
    [virtual],
  );
  useEffect(() => {
    scroll.current = (index) => virtual.scrollToIndex(index, { align: "auto" });
  });
  return (
    <>
      <Combobox.Status className="figures shrink-0 px-3 pb-1.5 text-small text-muted">
        {t("keys.row.models", { count: found.length, n: number(found.length) })}
      </Combobox.Status>
      <div ref={frameRef} className="min-h-0 overflow-y-auto border-t border-line p-1 empty:hidden">
        <Combobox.List aria-label={t("tryit.model")} className="outline-none">
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const entry = found[index];
              return entry ? (
                <Combobox.Item
                  key={entry.key}
                  index={index}
                  value={entry}
                  aria-setsize={found.length}
                  aria-posinset={index + 1}
                  data-testid={testid.tryModelOption}
                  data-model={entry.model.id}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                  className="absolute inset-x-0 top-0 flex items-center gap-2 rounded-control px-2 outline-none data-highlighted:bg-ink/8 forced-colors:data-highlighted:outline"
                >
                  <span className="inline-flex size-4 shrink-0">
                    <Combobox.ItemIndicator>
                      <CheckIcon className="size-4 text-accent" />
                    </Combobox.ItemIndicator>
                  </span>
                  <span className="min-w-0 truncate font-mono text-small">
                    <Foreign>{entry.model.id}</Foreign>
                  </span>
                </Combobox.Item>
              ) : null;
            })}
          </div>
        </Combobox.List>
      </div>
    </>
  );
}

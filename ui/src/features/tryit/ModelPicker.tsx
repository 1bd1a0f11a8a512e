import { Combobox } from "@base-ui/react/combobox";
import { useId, useRef, useState } from "react";
import { Foreign } from "../../components/Foreign";
import { INPUT } from "../../components/fieldStyle";
import { ChevronUpDownIcon, SearchIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { Entry } from "../models/entry";
import { fits, NO_FILTERS } from "../models/filter";
import { ModelOptions, type Scroll } from "./ModelOptions";

type PickerProps = {
  entries: readonly Entry[];
  chosen: Entry;
  onChoose: (model: string) => void;
};

/** One of the stored models, found by any of its words. */
export function ModelPicker({ entries, chosen, onChoose }: PickerProps) {
  const { t } = useSpeech();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [matches] = useState(matcher);
  const scroll = useRef<Scroll>(() => undefined);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id={id} className="font-medium">
        {t("tryit.model")}
      </span>
      <Combobox.Root
        virtualized
        items={entries}
        value={chosen}
        open={open}
        onOpenChange={setOpen}
        onValueChange={(entry) => (entry ? onChoose(entry.model.id) : undefined)}
        filter={matches}
        itemToStringLabel={labelOf}
        isItemEqualToValue={same}
        autoHighlight
        onItemHighlighted={(entry, { reason, index }) => {
          if (entry && reason !== "pointer") queueMicrotask(() => scroll.current(index));
        }}
      >
        <Combobox.Trigger
          aria-labelledby={`${id} ${id}-value`}
          data-testid={testid.tryModel}
          data-model={chosen.model.id}
          className={`${INPUT} flex items-center gap-2 text-left hover:bg-ink/5`}
        >
          <span id={`${id}-value`} className="min-w-0 flex-1 truncate font-mono text-small">
            <Foreign>{chosen.model.id}</Foreign>
          </span>
          <ChevronUpDownIcon className="size-4 text-muted" />
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-20">
            <Combobox.Popup
              aria-label={t("tryit.model")}
              className="flex max-h-[min(22rem,var(--available-height))] w-[max(var(--anchor-width),min(20rem,calc(100vw-1rem)))] max-w-[calc(100vw-1rem)] flex-col rounded-card border border-line bg-surface text-ink shadow-dialog outline-none"
            >
              <div className="relative shrink-0 p-2">
                <SearchIcon className="pointer-events-none absolute top-4 left-4.5 size-4 text-muted" />
                <Combobox.Input
                  aria-label={t("tryit.search")}
                  placeholder={t("tryit.search")}
                  data-testid={testid.tryModelSearch}
                  spellCheck={false}
                  className={`${INPUT} pl-8`}
                />
              </div>
              <ModelOptions open={open} scroll={scroll} />
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  );
}

const labelOf = ({ model }: Entry) => model.id;
const same = (a: Entry, b: Entry) => a.key === b.key;

/** Takes the words apart once, not for each of ten thousand models. */
function matcher() {
  let asked = "";
  let test = fits("", NO_FILTERS);
  return (entry: Entry, query: string): boolean => {
    if (query !== asked) {
      asked = query;
      test = fits(query, NO_FILTERS);
    }
    return test(entry);
  };
}

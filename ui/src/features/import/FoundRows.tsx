import type { KeyboardEvent } from "react";
import { LinkButton } from "../../components/Button";
import { useSpeech } from "../../i18n/useSpeech";
import type { FoundKeyView } from "../../ipc";
import { testid } from "../../test/testids";
import { FoundRow } from "./FoundRow";
import { choices, newPicks, type Picks, picked, unpicked } from "./picks";

const ORDER = ["new", "other", "same"] as const satisfies readonly FoundKeyView["state"][];

type RowsProps = {
  keys: readonly FoundKeyView[];
  picks: Picks;
  onPicks: (picks: Picks) => void;
};

/** The found keys, grouped by how they stand to the vault; arrow keys walk from box to box. */
export function FoundRows({ keys, picks, onPicks }: RowsProps) {
  const { t, number } = useSpeech();
  const counts = choices(keys);
  return (
    <section
      aria-label={t("imports.preview.rows")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
      onKeyDown={walk}
      className="max-h-[min(24rem,45vh)] overflow-y-auto rounded-card border border-line"
    >
      {ORDER.map((state) => {
        const group = keys.filter((key) => key.state === state);
        if (group.length === 0) return null;
        return (
          <div key={state} data-testid={testid.importGroup(state)}>
            <div className="sticky top-0 z-10 flex items-baseline gap-2 border-b border-line bg-ground px-3 py-1.5 text-small text-muted">
              <h3 className="font-medium">{t(`imports.preview.group.${state}`)}</h3>
              <span className="figures min-w-0 flex-1">{number(group.length)}</span>
              {state === "new" && group.length > 1 ? (
                <AllOrNone keys={group} picks={picks} onPicks={onPicks} />
              ) : null}
            </div>
            {state === "other" ? (
              <p className="border-b border-line px-3 py-1.5 text-small text-muted">
                {t("imports.preview.otherNote")}
              </p>
            ) : null}
            <ul>
              {together(group).map((key, index, all) => (
                <FoundRow
                  key={key.index}
                  found={key}
                  several={
                    all[index - 1]?.provider === key.provider ? 0 : (counts.get(key.provider) ?? 0)
                  }
                  picked={picks.has(key.index)}
                  onPick={(pick) => onPicks(pick ? picked(keys, picks, key) : unpicked(picks, key))}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** Keys of one provider stand beside each other, where the first of them was found. */
function together(keys: readonly FoundKeyView[]): FoundKeyView[] {
  const providers = [...new Set(keys.map((key) => key.provider))];
  return providers.flatMap((provider) => keys.filter((key) => key.provider === provider));
}

function AllOrNone({ keys, picks, onPicks }: RowsProps) {
  const { t } = useSpeech();
  const none = !keys.some((key) => picks.has(key.index));
  const all = () => new Set([...picks, ...newPicks(keys)]);
  return (
    <LinkButton
      testid={testid.importAll}
      className="min-h-0! text-small!"
      onClick={() => onPicks(none ? all() : unpicked(picks, ...keys))}
    >
      {t(none ? "imports.preview.all" : "imports.preview.none")}
    </LinkButton>
  );
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=checkbox]")];
  const here = boxes.indexOf(document.activeElement as HTMLElement);
  if (here < 0) return;
  event.preventDefault();
  boxes[here + step]?.focus();
}

import { LinkButton } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { harmless } from "../../components/harmless";
import { SwitchRow } from "../../components/SwitchRow";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { CONTEXTS, NO_FILTERS, narrowing } from "./filter";
import type { ModelListing } from "./useModelList";
import { modalityWord } from "./words";

/** What a list can be narrowed by: only what some model of it has. */
export function FilterPanel({ list }: { list: ModelListing }) {
  const speech = useSpeech();
  const { t, number } = speech;
  const { asked, choices, filter, shownCount, count } = list;
  const { filters } = asked;
  return (
    <div className="flex flex-col gap-4">
      {choices.anyNew || filters.onlyNew ? (
        <SwitchRow
          tight
          label={t("models.filter.onlyNew")}
          testid={testid.filterNew}
          checked={filters.onlyNew}
          onChange={(onlyNew) => filter({ onlyNew })}
        />
      ) : null}
      {choices.gone > 0 || filters.withGone ? (
        <SwitchRow
          tight
          label={t("models.filter.withGone")}
          testid={testid.filterGone}
          checked={filters.withGone}
          onChange={(withGone) => filter({ withGone })}
        />
      ) : null}
      {choices.contexts || filters.context > 0 ? <ContextChips list={list} /> : null}
      {(["input", "output", "capabilities"] as const).map((side) => {
        const words = withChosen(choices[side], filters[side]);
        if (words.length === 0) return null;
        const say = (word: string) =>
          side === "capabilities" ? harmless(word, 40) : modalityWord(speech, word);
        return (
          <Chips
            key={side}
            label={t(
              side === "capabilities" ? "models.filter.capability" : `models.filter.${side}`,
            )}
            value={filters[side]}
            onChange={(next) => filter({ [side]: next })}
            chips={words.map((value) => ({
              value,
              label: say(value),
              testid: testid.filterWord(side, value),
            }))}
          />
        );
      })}
      <div className="flex min-h-6 items-center justify-between gap-4">
        <span className="figures text-small text-muted">
          {t("models.found", { n: number(shownCount), all: number(count) })}
        </span>
        <LinkButton
          testid={testid.filterClear}
          className="text-small"
          aria-disabled={narrowing(filters) === 0 && !filters.withGone}
          onClick={() => filter(NO_FILTERS)}
        >
          {t("models.filter.clear")}
        </LinkButton>
      </div>
    </div>
  );
}

/** What is chosen stays to be unchosen, also once no model has it any more. */
function withChosen(words: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...words, ...chosen])];
}

function ContextChips({ list }: { list: ModelListing }) {
  const { t, tokens } = useSpeech();
  const { context } = list.asked.filters;
  return (
    <Chips
      single
      label={t("models.filter.context")}
      value={[String(context)]}
      onChange={([next]) => list.filter({ context: Number(next ?? 0) })}
      chips={CONTEXTS.map((least) => ({
        value: String(least),
        label: least ? tokens(least) : t("models.filter.any"),
        testid: testid.filterContext(least),
      }))}
    />
  );
}

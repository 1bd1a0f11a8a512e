import { Button } from "../../components/Button";
import { FilterPopover, PICKER } from "../../components/FilterPopover";
import { ChevronDownIcon } from "../../components/icons";
import { Menu, MenuChoice } from "../../components/Menu";
import { SearchField } from "../../components/SearchField";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { FilterPanel } from "./FilterPanel";
import { SORTS, type Sort } from "./sort";
import type { ModelListing } from "./useModelList";
import { filterWords } from "./words";

type ToolsProps = {
  list: ModelListing;
  searchLabel: string;
  /** Whether Ctrl+F goes to this search. */
  main?: boolean;
};

/** Search, filter and order, in one line. */
export function ModelTools({ list, searchLabel, main = false }: ToolsProps) {
  return (
    <div className="flex min-w-0 flex-1 basis-72 flex-wrap gap-2">
      <SearchField
        ref={list.search}
        main={main}
        label={searchLabel}
        testid={testid.modelSearch}
        value={list.asked.query}
        onChange={(query) => list.ask({ query })}
        className="min-w-0 flex-1 basis-40"
      />
      <div className="flex min-w-0 gap-2">
        <FilterButton list={list} />
        <SortButton sort={list.asked.sort} onChange={(sort) => list.ask({ sort })} />
      </div>
    </div>
  );
}

function FilterButton({ list }: { list: ModelListing }) {
  const speech = useSpeech();
  const { t } = speech;
  const words = filterWords(speech, list.asked.filters);
  return (
    <FilterPopover
      on={words.length > 0}
      label={buttonWord(speech, words)}
      spoken={t("models.filter.spoken")}
      title={t("models.filter.title")}
      testid={testid.filter}
      panelTestid={testid.filterPanel}
    >
      <FilterPanel list={list} />
    </FilterPopover>
  );
}

export function buttonWord({ t, number }: Speech, words: readonly string[]): string {
  if (words.length > 1) return t("models.filter.many", { n: number(words.length) });
  return words[0] ?? t("models.filter.button");
}

function SortButton({ sort, onChange }: { sort: Sort; onChange: (sort: Sort) => void }) {
  const { t } = useSpeech();
  return (
    <Menu
      trigger={
        <Button testid={testid.sort} className={PICKER}>
          <span className="min-w-0 truncate">
            <span className="sr-only">{t("models.sort.spoken")}</span>
            {t(`models.sort.${sort}`)}
          </span>
          <ChevronDownIcon className="-mr-1 size-4" />
        </Button>
      }
    >
      <MenuChoice
        value={sort}
        onChange={(next) => onChange(next as Sort)}
        options={SORTS.map((value) => ({
          value,
          label: t(`models.sort.${value}`),
          detail: "",
          testid: testid.sortOption(value),
        }))}
      />
    </Menu>
  );
}
